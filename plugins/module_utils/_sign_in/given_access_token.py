# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Work with an access token that somebody else fetched.

Nothing can be renewed: the token works to its end.
"""

from __future__ import annotations

import re
import time

from .._errors._advice.ways_to_sign_in import failure
from .._specs.connection import SignInOptions
from .credential_and_claims import AccessToken, Credential, Method, TokenAnswer, TokenRequest
from .msal_client import SignInHttp

# What goes into a header: no space, no line break (RFC 6750, b64token).
_TOKEN_TEXT = re.compile(r"[A-Za-z0-9._~+/=-]{16,65536}", re.ASCII)
_LEAST_LIFETIME = 300.0
_LAST_SECONDS = 15.0
_UNKNOWN_LIFETIME = 3600.0


def _prepare_access_token(options: SignInOptions, now: float) -> Credential:
    text = (options.access_token or "").strip()
    if not _TOKEN_TEXT.fullmatch(text):
        raise failure("access-token-not-valid")
    end = AccessToken(text, 0, 0).claims.get("exp")
    expires_at = float(end) if isinstance(end, (int, float)) else now + _UNKNOWN_LIFETIME
    left = expires_at - now
    if left <= 0:
        raise failure("access-token-ended", date=_date_of_end(expires_at))
    if left < _LEAST_LIFETIME:
        raise failure("access-token-ending", seconds=int(left))
    return Credential(access_token=text, expires_at=expires_at, user_principal_name=options.user_principal_name)


def _acquire_ready_token(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    """The same token, as long as it lives. Security & Compliance answers one that is no JWT with 500 and without a
    challenge, which looks like trouble that may pass (azure_auth, 2026-09)."""
    if ".compliance." in request.resource and (request.credential.access_token or "").count(".") != 2:
        raise failure("access-token-no-jwt", resource=request.resource)
    expires_at = request.credential.expires_at
    left = expires_at - http.clock.wall()
    if left < _LAST_SECONDS:
        raise failure("access-token-ended", date=_date_of_end(expires_at))
    return {"access_token": request.credential.access_token or "", "expires_in": left}


def _date_of_end(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))


ACCESS_TOKEN = Method(
    "access_token",
    ("access_token",),
    (),
    _prepare_access_token,
    _acquire_ready_token,
    helpers=("user_principal_name",),
    asks=False,
    answers_claims=False,
    renews=False,
    signs_in="either",
)
