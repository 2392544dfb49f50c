# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The application that signs in, as itself or for a user, and how it proves who it is; and a user's credential."""

from __future__ import annotations

import hashlib
import logging
import ssl
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .._errors._advice.ways import failure
from .._libraries import is_older
from .._specs.connection import SignInOptions
from .method_and_credential import PUBLIC_CLIENT, Credential, TokenAnswer, TokenRequest
from .msal_http import SignInHttp
from .token_claims import AccessToken

_MAX_TOKEN_BYTES = 64 * 1024
_FEDERATED_OPTION = "the option federated_token"

# Before this version msal wants the SHA-1 name of a certificate beside it (read in its source).
_NAMES_CERTIFICATES = "1.35.0"


def user_credential(options: SignInOptions) -> Credential:
    """The application that signs a user in, and the user if one is named."""
    return Credential(app_id=options.app_id or PUBLIC_CLIENT, user_principal_name=options.user_principal_name)


def proof_of(credential: Credential, now: float) -> str | dict[str, Any] | None:
    """What proves who the application is, as msal's ``client_credential``; None for a public client.

    A federated token is read anew each time: whoever issues it replaces the file before it ends. ``now`` is in seconds
    since 1970.
    """
    if credential.client_secret:
        return credential.client_secret
    if credential.private_key:
        # Without a thumbprint msal signs with PS256 and names the certificate by SHA-256, which FIPS mode allows.
        name = "public_certificate" if credential.certificate else "thumbprint"
        return {"private_key": credential.private_key, name: credential.certificate or credential.thumbprint}
    if credential.federated_token or credential.federated_token_file:
        return {"client_assertion": read_federated_token(credential, now)}
    return None


def _name_by_thumbprint(proof: Mapping[str, str]) -> dict[str, str]:
    """The same proof for an msal that cannot name a certificate by itself: it then signs with RS256."""
    first, end, _chain = proof["public_certificate"].partition("-----END CERTIFICATE-----")
    certificate = ssl.PEM_cert_to_DER_cert(first + end)
    return {**proof, "thumbprint": hashlib.sha1(certificate, usedforsecurity=False).hexdigest()}


def read_federated_token(credential: Credential, now: float) -> str:
    """The token of another identity provider (workload identity federation): its text, or what its file holds.

    :raises Failure: ``federated-token-unreadable`` or ``federated-token-expired``.
    """
    path = credential.federated_token_file
    source = f"the file {path}" if path else _FEDERATED_OPTION
    text = (_content_of_token_file(path) if path else credential.federated_token or "").strip()
    if len(text.split(".")) != 3 or not text.isascii() or len(text.split()) != 1:
        raise failure("federated-token-unreadable", source=source, detail="it is no JSON web token")
    end = AccessToken(text, 0, 0).claims.get("exp")
    if isinstance(end, (int, float)) and end <= now:
        date = time.strftime("%Y-%m-%d %H:%M", time.gmtime(end))
        raise failure("federated-token-expired", source=source, date=f"{date} UTC")
    return text


def _content_of_token_file(path: str) -> str:
    try:
        with Path(path).expanduser().open("rb") as file:
            return file.read(_MAX_TOKEN_BYTES).decode("ascii", "replace")
    except OSError as error:
        detail = (error.strerror or "no access").lower()
        raise failure("federated-token-unreadable", source=f"the file {path}", detail=detail) from error


def quiet_log() -> None:
    """Keep msal's log out of Ansible's: it may quote what the sign-in service answered."""
    log = logging.getLogger("msal")
    log.propagate = False
    log.addHandler(logging.NullHandler())


def msal_client(request: TokenRequest, http: SignInHttp) -> Any:
    """msal's client for the application of ``request``."""
    import msal  # noqa: PLC0415 - here, not above: it costs a fifth of a second, and most tasks need no token

    quiet_log()
    proof = proof_of(request.credential, http.clock.wall())
    if isinstance(proof, dict) and "public_certificate" in proof and is_older(msal.__version__, _NAMES_CERTIFICATES):
        proof = _name_by_thumbprint(proof)
    settings = {
        "authority": f"{request.authority}/{request.tenant}",
        "http_client": http,
        # Every authority comes from our own map, and discovery would ask the worldwide cloud about the others.
        "instance_discovery": False,
    }
    app_id = request.credential.app_id
    if proof is None:
        return msal.PublicClientApplication(app_id, **settings)
    return msal.ConfidentialClientApplication(app_id, client_credential=proof, **settings)


def acquire_for_client(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    """The client credentials grant: the application's own token."""
    answer: TokenAnswer = msal_client(request, http).acquire_token_for_client(
        scopes=[f"{request.resource}/.default"], claims_challenge=request.claims
    )
    return answer


def acquire_by_refresh_token(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    """The refresh token grant; the answer may hold another refresh token, which replaces the one that was sent."""
    more = {"data": {"claims": request.claims}} if request.claims else {}
    answer: TokenAnswer = msal_client(request, http).acquire_token_by_refresh_token(
        request.credential.refresh_token, scopes=[f"{request.resource}/.default"], **more
    )
    return answer
