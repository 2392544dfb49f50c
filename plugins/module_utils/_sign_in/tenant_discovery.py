# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which tenant a domain belongs to.

The sign-in service tells it without a sign-in, in the OpenID configuration of the domain.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from .._endpoints.clouds import CLOUDS
from .._errors._advice.connection import CONNECTION
from .._errors._advice.endpoints import ENDPOINTS
from .._errors._advice.sign_in import SIGN_IN
from .._errors.failure import Failures
from .aadsts_codes import advice_key, codes_of, refusal_of
from .method_and_credential import ANY_TENANT
from .msal_http import MsalReply, SignInHttp

failure = Failures(CONNECTION, ENDPOINTS, SIGN_IN)

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
