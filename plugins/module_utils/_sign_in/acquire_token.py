# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Get a token and check it before its first use."""

from __future__ import annotations

from dataclasses import field, replace

from .._dataclass import dataclass
from .._errors._advice.connection import CONNECTION
from .._errors._advice.ways import WAYS
from .._errors.failure import Failures
from .aadsts_codes import refusal_of
from .choose_method import SIGN_IN_METHODS
from .method_and_credential import ANY_TENANT, Credential, TokenAnswer, TokenRequest
from .msal_http import SignInHttp
from .tenant_discovery import demand_discovery, tenant_id_of
from .token_claims import AccessToken, TokenIdentity, identity_of

failure = Failures(CONNECTION, WAYS)


@dataclass(frozen=True)
class SignedIn:
    """What a sign-in gave; ``credential`` is what the next one takes: a new refresh token replaces what led to it."""

    token: AccessToken
    tenant_id: str
    identity: TokenIdentity
    credential: Credential = field(repr=False)


def sign_in(request: TokenRequest, http: SignInHttp) -> SignedIn:
    """A token for ``request``, and who and where it is for.

    The token's tenant is compared with the one asked for: a wrong tenant is never touched.

    :raises Failure: a refusal with its advice, ``wrong-tenant``, ``wrong-user`` or ``wrong-audience``.
    :raises TransportError: from the transport.
    """
    credential = request.credential
    requested_tenant = None
    if request.tenant != ANY_TENANT:
        requested_tenant = tenant_id_of(request.tenant, request.authority, http)
    elif SIGN_IN_METHODS[credential.method].asks:
        demand_discovery(request.authority, http)
    answer = SIGN_IN_METHODS[credential.method].acquire(request, http)
    if "access_token" not in answer:
        raise refusal_of(
            answer,
            organization=_organization_to_name(request),
            authority=request.authority,
            app_id=credential.app_id or "",
            consent=request.consent,
        )
    lifetime = float(answer.get("expires_in") or 3600)
    token = AccessToken(str(answer["access_token"]), http.clock.wall() + lifetime, lifetime)
    tenant_id = _check_tenant_of_token(token, requested_tenant, request)
    return SignedIn(token, tenant_id, identity_of(token, credential), _credential_for_next_time(credential, answer))


def _organization_to_name(request: TokenRequest) -> str:
    """The organization as a person knows it: where none is given, the user's."""
    user = request.credential.user_principal_name
    return user.rpartition("@")[2] if user and request.tenant == ANY_TENANT else request.tenant


def _check_tenant_of_token(token: AccessToken, requested_tenant: str | None, request: TokenRequest) -> str:
    """The tenant, unless the token is another tenant's or for another service."""
    if not token.is_for(request.resource):
        raise failure("wrong-audience", resource=request.resource, audience=str(token.claims.get("aud", ""))[:200])
    tenant_id = requested_tenant or token.tenant_id
    if tenant_id is None:
        raise failure("tenant-not-told")
    if token.tenant_id not in (None, tenant_id):
        raise failure("wrong-tenant", asked=request.tenant, tenant_id=tenant_id, got=token.tenant_id)
    return tenant_id


def _credential_for_next_time(credential: Credential, answer: TokenAnswer) -> Credential:
    """The credential for the next time: whoever has a refresh token needs no password any more."""
    fresh = answer.get("refresh_token")
    if not isinstance(fresh, str) or not fresh:
        return credential
    return replace(credential, password=None, refresh_token=fresh)
