# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metadata of the sign-in service: OpenID configuration, signing keys, instance discovery.

Field names as Microsoft's own documents have them (`https://login.microsoftonline.com/common/v2.0/...`).
"""

from __future__ import annotations

from typing import Any

from ..clouds import FAMILIES, SignInFamily
from ..tenants import Tenant

SHARED_TENANTS = frozenset({"common", "organizations", "consumers"})


def shared_configuration(host: str, family: SignInFamily, name: str, version: str) -> dict[str, Any]:
    """The document of `/common` and `/organizations`: no tenant, a placeholder in the issuer."""
    graph = {"public": "graph.microsoft.com", "usgov": "graph.microsoft.us"}.get(family.name)
    content = _endpoints(host, name, version)
    content["issuer"] = _issuer(family, "{tenantid}", version)
    content["tenant_region_scope"] = None
    return content | _instance(family, graph or "microsoftgraph.chinacloudapi.cn")


def tenant_configuration(host: str, tenant: Tenant, version: str) -> dict[str, Any]:
    """A tenant's own document; `host` is kept where it belongs to the tenant's cloud, else the cloud's own is named."""
    family = tenant.cloud.family
    own_host = host if host in family.hosts else family.hosts[0]
    content = _endpoints(own_host, tenant.tenant_id, version)
    content["issuer"] = _issuer(family, tenant.tenant_id, version)
    content["tenant_region_scope"] = tenant.cloud.region_scope
    if tenant.cloud.region_sub_scope:
        content["tenant_region_sub_scope"] = tenant.cloud.region_sub_scope
    return content | _instance(family, tenant.cloud.ms_graph_host)


def instance_discovery(host: str, name: str) -> dict[str, Any]:
    """What a client learns that asks which sign-in hosts belong together."""
    return {
        "tenant_discovery_endpoint": f"https://{host}/{name}/v2.0/.well-known/openid-configuration",
        "api-version": "1.1",
        "metadata": [
            {"preferred_network": family.hosts[0], "preferred_cache": family.hosts[-1], "aliases": list(family.hosts)}
            for family in FAMILIES
        ],
    }


def _issuer(family: SignInFamily, tenant: str, version: str) -> str:
    if version == "v2.0":
        return f"https://{family.hosts[0]}/{tenant}/v2.0"
    return f"{family.token_issuer}{tenant}/"


def _instance(family: SignInFamily, ms_graph_host: str) -> dict[str, Any]:
    return {
        "cloud_instance_name": family.instance_name,
        "cloud_graph_host_name": family.graph_host,
        "msgraph_host": ms_graph_host,
        "rbac_url": family.rbac_url,
    }


def _endpoints(host: str, name: str, version: str) -> dict[str, Any]:
    base = f"https://{host}/{name}"
    oauth = f"{base}/oauth2/v2.0" if version == "v2.0" else f"{base}/oauth2"
    return {
        "token_endpoint": f"{oauth}/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": f"{base}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "request_uri_parameter_supported": False,
        "authorization_endpoint": f"{oauth}/authorize",
        "device_authorization_endpoint": f"{oauth}/devicecode",
        "http_logout_supported": True,
        "frontchannel_logout_supported": True,
        "end_session_endpoint": f"{oauth}/logout",
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "tid", "ver", "cloud_instance_name", "msgraph_host"],
        "kerberos_endpoint": f"{base}/kerberos",
    }
