# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the ways share in which a user signs in."""

from __future__ import annotations

import json
from urllib.parse import quote

from .._json_types import JsonMap
from .._specs.connection import SignInOptions
from .method import PUBLIC_CLIENT, Credential, TokenRequest
from .msal_http import SignInHttp


def user_credential(options: SignInOptions) -> Credential:
    """The application that signs a user in, and the user if one is named."""
    return Credential(app_id=options.app_id or PUBLIC_CLIENT, user_principal_name=options.user_principal_name)


def federation_host(request: TokenRequest, user: str, http: SignInHttp) -> str | None:
    """The server that looks after the user's password, where Microsoft does not (Microsoft Learn, home realm
    discovery); None for a managed user, and where the sign-in service does not say."""
    reply = http.get(f"{request.authority}/common/userrealm/{quote(user, safe='@')}?api-version=1.0")
    realm = _read(reply.text) if reply.status_code == 200 else {}
    if realm.get("account_type") != "Federated":
        return None
    address = str(realm.get("federation_active_auth_url") or realm.get("federation_metadata_url") or "")
    return address.partition("//")[2].partition("/")[0] or "unknown"


def _read(text: str) -> JsonMap:
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
