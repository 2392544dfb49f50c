# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which tenant a domain belongs to.

Private to this collection: it may change in any release. The sign-in service tells it without a sign-in, in
the OpenID configuration of the domain.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from .._endpoints.table import CLOUDS
from .._errors.advice import failure
from .http import Reply, SignInHttp
from .refusal import refused

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def tenant_id_of(organization: str, authority: str, http: SignInHttp) -> str:
    """The tenant id of ``organization``, a domain or a tenant id, lower case.

    :raises Failure: the sign-in service's refusal, ``tenant-not-found``, ``organization-of-another-cloud`` or
        ``sign-in-not-understood``.
    :raises NoAnswer: from the transport.
    """
    reply = http.get(f"{authority}/{organization}/v2.0/.well-known/openid-configuration")
    document = _read(reply, authority)
    if reply.status_code != 200:
        raise refused(document, organization=organization, authority=authority, app_id="")
    found = _GUID.search(str(document.get("issuer", "")))
    # Whoever names a tenant by its id must get that one, whatever the answer says.
    if not found or (_GUID.fullmatch(organization) and found[0].lower() != organization.lower()):
        raise failure("sign-in-not-understood", status=reply.status_code, authority=authority)
    _demand_same_cloud(document, organization, authority)
    return found[0].lower()


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


def _read(reply: Reply, authority: str) -> dict[str, object]:
    try:
        document = json.loads(reply.text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise failure("sign-in-not-understood", status=reply.status_code, authority=authority)
    return document
