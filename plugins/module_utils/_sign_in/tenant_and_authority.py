# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Find the tenant of an organization, get a token for it, and check the token before its first use.

Which tenant a domain belongs to the sign-in service tells without a sign-in, in the domain's OpenID configuration.
"""

from __future__ import annotations

import json
import re
from dataclasses import field, replace
from urllib.parse import urlsplit

from .._dataclass import dataclass
from .._endpoints.clouds import CLOUDS
from .._errors._advice.connection import CONNECTION
from .._errors._advice.endpoints import ENDPOINTS
from .._errors._advice.sign_in import SIGN_IN
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .aadsts_codes import advice_key, codes_of, refusal_of
from .choose_method import SIGN_IN_METHODS
from .credential_and_claims import (
    ANY_TENANT,
    AccessToken,
    Credential,
    TokenAnswer,
    TokenIdentity,
    TokenRequest,
    identity_of,
)
from .msal_client import MsalReply, SignInHttp

failure = Failures(CONNECTION, ENDPOINTS, SIGN_IN, WAYS_TO_SIGN_IN)

_TENANT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)

# tenant_region_sub_scope in the OpenID configuration of the US Government's organizations (as tools observe it).
_GOVERNMENT_CLOUDS = {"DODCON": "O365USGovGCCHigh", "DOD": "O365USGovDoD"}

# What a sign-in service's codes say of an organization that lives in another cloud.
_TENANT_ELSEWHERE = frozenset({"tenant-not-found", "wrong-cloud"})


def tenant_id_of(organization: str, authority: str, http: SignInHttp) -> str:
    """The tenant id of ``organization``, a domain or a tenant id, lower case.

    :raises Failure: the sign-in service's refusal, ``tenant-not-found``, ``organization-of-another-cloud`` or
        ``sign-in-not-understood``.
    :raises TransportError: from the transport.
    """
    reply = http.get(f"{authority}/{organization}/v2.0/.well-known/openid-configuration")
    document = _read_discovery(reply, authority)
    if reply.status_code != 200:
        raise refusal_of(document, organization=organization, authority=authority, app_id="")
    id_match = _TENANT_ID.search(str(document.get("issuer", "")))
    # Whoever names a tenant by its id must get that one, whatever the answer says.
    if not id_match or (_TENANT_ID.fullmatch(organization) and id_match[0].lower() != organization.lower()):
        raise failure("sign-in-not-understood", status=reply.status_code, authority=authority)
    _demand_same_cloud(document, organization, authority)
    return id_match[0].lower()


def environment_of(organization: str, http: SignInHttp) -> str:
    """Microsoft's name of the cloud that ``organization`` lives in.

    The sign-in services are asked one after the other: the worldwide one also knows the US Government's
    organizations, China's are known in China only. Nothing but a name in our own map is taken from an answer.

    :raises Failure: ``environment-not-found``, or a refusal for any other reason than that the sign-in service does not
        know the organization.
    :raises TransportError: from the transport.
    """
    for authority in dict.fromkeys(f"https://{cloud.authority_host}" for cloud in CLOUDS if not cloud.closed):
        reply = http.get(f"{authority}/{organization}/v2.0/.well-known/openid-configuration")
        document = _read_discovery(reply, authority)
        if reply.status_code == 200:
            return _environment_in(document, organization, authority)
        if advice_key(codes_of(document), str(document.get("error", ""))) not in _TENANT_ELSEWHERE:
            # Busy or broken is no word about where the organization lives.
            raise refusal_of(document, organization=organization, authority=authority, app_id="")
    raise failure("environment-not-found", organization=organization, found="no sign-in service knows it")


def _environment_in(document: dict[str, object], organization: str, authority: str) -> str:
    host = urlsplit(str(document.get("token_endpoint", ""))).hostname or ""
    clouds = [cloud for cloud in CLOUDS if host in cloud.sign_in_hosts and not cloud.closed]
    if not clouds:
        raise failure(
            "environment-not-found", organization=organization, found=f"{authority} named no cloud of our map"
        )
    if len(clouds) > 1:
        scope = str(document.get("tenant_region_sub_scope"))
        clouds = [cloud for cloud in clouds if cloud.environment == _GOVERNMENT_CLOUDS.get(scope)]
    if not clouds:
        raise failure("environment-not-found", organization=organization, found="GCC High or DoD, it is not said which")
    return clouds[0].environment


def demand_discovery(authority: str, http: SignInHttp) -> None:
    """Ask for what msal asks first where no tenant is named, so that trouble has our words; msal gets the same answer.

    :raises Failure: ``sign-in-not-understood``.
    :raises TransportError: from the transport.
    """
    reply = http.get(f"{authority}/{ANY_TENANT}/v2.0/.well-known/openid-configuration")
    if reply.status_code != 200 or "token_endpoint" not in _read_discovery(reply, authority):
        raise failure("sign-in-not-understood", status=reply.status_code, authority=authority)


def _demand_same_cloud(document: dict[str, object], organization: str, authority: str) -> None:
    """The worldwide sign-in service also knows organizations of the US Government clouds, and names their own."""
    host = urlsplit(str(document.get("token_endpoint", ""))).hostname
    clouds = [cloud for cloud in CLOUDS if host in cloud.sign_in_hosts]
    if clouds and not any(urlsplit(authority).hostname in cloud.sign_in_hosts for cloud in clouds):
        raise failure(
            "organization-of-another-cloud",
            organization=organization,
            authority=authority,
            clouds=" or ".join(cloud.title for cloud in clouds),
            choices=" or ".join(cloud.environment for cloud in clouds),
        )


def _read_discovery(reply: MsalReply, authority: str) -> dict[str, object]:
    try:
        document = json.loads(reply.text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise failure("sign-in-not-understood", status=reply.status_code, authority=authority)
    return document


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
