# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Get a token and check it before its first use.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import time

from .._errors.advice import failure
from .http import SignInHttp
from .method import TokenRequest
from .methods import METHODS
from .refusal import refused
from .tenant import tenant_id_of
from .token import Token


def sign_in(request: TokenRequest, http: SignInHttp) -> tuple[Token, str]:
    """A token for ``request`` and the id of the tenant it is for.

    The token's tenant is compared with the one asked for: a wrong tenant is never touched.

    :raises Failure: a refusal with its advice, ``wrong-tenant`` or ``wrong-audience``.
    :raises NoAnswer: from the transport.
    """
    tenant_id = tenant_id_of(request.tenant, request.authority, http)
    credential = request.credential
    now = time.time()
    answer = METHODS[credential["method"]].acquire(request, http)
    if "access_token" not in answer:
        raise refused(
            answer,
            organization=request.tenant,
            authority=request.authority,
            app_id=str(credential.get("app_id", "")),
        )
    lifetime = float(answer.get("expires_in") or 3600)
    token = Token(str(answer["access_token"]), now + lifetime, lifetime)
    _check(token, tenant_id, request)
    return token, tenant_id


def _check(token: Token, tenant_id: str, request: TokenRequest) -> None:
    """Refuse a token of another tenant or for another service."""
    if token.tenant_id is not None and token.tenant_id != tenant_id:
        raise failure("wrong-tenant", asked=request.tenant, tenant_id=tenant_id, got=token.tenant_id)
    if not token.is_for(request.resource):
        raise failure("wrong-audience", resource=request.resource, audience=str(token.claims.get("aud", ""))[:200])
