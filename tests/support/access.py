# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.m365.exchange.plugins.module_utils._connection.access_and_tokens import Access
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    AccessToken,
    Credential,
    TokenIdentity,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import SignedIn

TENANT = "7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01"
APP = "1b9a6c3d-0f42-4f0e-8a5b-6a0b7f3f2c11"
SECRET = "Tr0ub4dor&3~client"
CREDENTIAL: Credential = Credential("client_secret", APP, client_secret=SECRET)


def signed_in_of(token: AccessToken, credential: Credential | None = None) -> SignedIn:
    """What a sign-in of the application gives."""
    return SignedIn(token, TENANT, TokenIdentity(APP, is_user=False), credential or CREDENTIAL)


def access_of(
    token: str = "a-token", expires_at: float = 4e9, *, page_size: int = 1000, environment: str | None = None
) -> Access:
    """A connection as a sign-in gives it."""
    signed_in = signed_in_of(AccessToken(token, expires_at, 3600.0))
    return Access.new(resolve_endpoint(environment, None, None), "contoso.onmicrosoft.com", signed_in, page_size)
