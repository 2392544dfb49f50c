# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in with user name and password, as long as Microsoft allows it.

The password is sent once, to Microsoft's sign-in service and nowhere else: a federated user's own server, to which msal
would post it, never gets it. What renews the token is the refresh token that comes with it.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from urllib.parse import quote

from .._errors._advice.ways_to_sign_in import failure
from .._specs.connection import SignInOptions
from .credential_and_claims import Credential, Method, TokenAnswer, TokenRequest
from .msal_client import SignInHttp, acquire_by_refresh_token, map_in, msal_client, user_credential

# Message center MC1248389 and the Exchange team's blog of 2026-02-12; no date is announced for the service. Version
# 3.10.1 of the module (July 2026) still documents -Credential.
RETIREMENT_OF_SIGN_IN = (
    "Signing in with user name and password is on its way out: Microsoft has announced that its own module loses it in "
    "versions released from July 2026 on (message center MC1248389), and that the service will follow at a date not "
    "announced yet. Move to a certificate or a managed identity."
)


def _prepare_password(options: SignInOptions, _now: float) -> Credential:
    return replace(user_credential(options), password=options.password)


def _acquire_by_password(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    credential = request.credential
    if credential.refresh_token:
        return acquire_by_refresh_token(request, http)
    user = credential.user_principal_name or ""
    host = _federation_host(request, user, http)
    if host is not None:
        raise failure("user-federated", user=user, host=host)
    client = msal_client(request, http.post_once())
    with warnings.catch_warnings():
        # msal says what RETIREMENT_OF_SIGN_IN says, to programmers.
        warnings.simplefilter("ignore", DeprecationWarning)
        answer: TokenAnswer = client.acquire_token_by_username_password(
            user, credential.password, scopes=[f"{request.resource}/.default"], claims_challenge=request.claims
        )
    return answer


def _federation_host(request: TokenRequest, user: str, http: SignInHttp) -> str | None:
    """The server that looks after the user's password, where Microsoft does not (Microsoft Learn, home realm
    discovery); None for a managed user, and where the sign-in service does not say."""
    reply = http.get(f"{request.authority}/common/userrealm/{quote(user, safe='@')}?api-version=1.0")
    realm = map_in(reply.text) if reply.status_code == 200 else {}
    if realm.get("account_type") != "Federated":
        return None
    address = str(realm.get("federation_active_auth_url") or realm.get("federation_metadata_url") or "")
    return address.partition("//")[2].partition("/")[0] or "unknown"


PASSWORD = Method(
    "password",
    ("password",),
    ("user_principal_name",),
    _prepare_password,
    _acquire_by_password,
    helpers=("user_principal_name",),
    cautions=lambda _credential, _now: [RETIREMENT_OF_SIGN_IN],
    signs_in="users",
)
