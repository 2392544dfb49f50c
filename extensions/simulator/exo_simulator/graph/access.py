# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may read what at Microsoft Graph (permissions as Microsoft Learn names them for each call)."""

from __future__ import annotations

from collections.abc import Mapping

from ..clouds import HostPart
from ..sign_in.tokens import IssuedToken
from ..state import BoxState
from ..wire import Note, Request
from .errors import NOT_ALLOWED, NOT_AUTHENTICATED, GraphRefused

_RELATIONSHIPS = frozenset({"DelegatedAdminRelationship.Read.All", "DelegatedAdminRelationship.ReadWrite.All"})
_DIRECTORY = frozenset({"Directory.Read.All", "Directory.ReadWrite.All"})
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "delegatedAdminCustomers": _RELATIONSHIPS,
    "delegatedAdminRelationships": _RELATIONSHIPS,
    "contracts": _DIRECTORY,
    "applications": _DIRECTORY | {"Application.Read.All", "Application.ReadWrite.All", "Application.ReadWrite.OwnedBy"},
}


def reader(state: BoxState, request: Request, part: HostPart, what: str, note: Note) -> IssuedToken:
    """The token of who may read ``what``, or GraphRefused."""
    scheme, _unused, text = request.headers.get("authorization", "").partition(" ")
    token = state.tokens.find(text.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise GraphRefused(401, NOT_AUTHENTICATED, "Access token is empty or malformed.")
    note.tenant, note.identity = token.tenant_id, token.name
    if token.expires_at <= state.clock.timestamp():
        raise GraphRefused(401, NOT_AUTHENTICATED, "Lifetime validation failed, the token is expired.")
    audiences = {one for cloud in part.clouds for one in cloud.graph_resources}
    if token.audience.lower().rstrip("/") not in audiences:
        raise GraphRefused(401, NOT_AUTHENTICATED, "Access token validation failure. Invalid audience.")
    if not PERMISSIONS[what] & {*token.app_roles, *token.scopes}:
        raise GraphRefused(403, NOT_ALLOWED, "Insufficient privileges to complete the operation.")
    return token
