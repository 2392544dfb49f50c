# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may come in: token, audience, application role, directory role, tenant.

Measured by graph2otel (2026-07): neither half of the permissions 401, application role only 403, both 200.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..clouds import COMPLIANCE_APP, EXCHANGE_APP, HostPart
from ..exchange.contract import Caller
from ..sign_in.tokens import IssuedToken
from ..state import BoxState
from ..tenants import MANAGE_AS_APP, Tenant
from ..wire import Answer, Note, Request
from .envelope import challenge, nul


class Denied(Exception):
    """Access is refused with this answer."""

    def __init__(self, answer: Answer, reason: str) -> None:
        super().__init__(reason)
        self.answer = answer
        self.reason = reason


@dataclass(frozen=True)
class Admission:
    """A bearer that may come in, at its own tenant."""

    token: IssuedToken
    tenant: Tenant
    caller: Caller


def admit(
    state: BoxState,
    request: Request,
    part: HostPart,
    tenant_name: str,
    note: Note,
    permission: str = MANAGE_AS_APP,
) -> Admission:
    """Who calls, or Denied; an application needs the permission."""
    token = bearer(state, request, part, note)
    note.tenant, note.identity = token.tenant_id, token.name
    if token.upn is not None and not token.exo_enabled:
        raise Denied(forbidden(state), "the account's EXOModuleEnabled is false")
    if token.upn is None and permission not in token.app_roles:
        raise _unauthorized(part, f"the application lacks {permission}", 'error="invalid_token"')
    tenant = state.directory.find(tenant_name, part.family)
    if tenant is None or tenant.tenant_id != token.tenant_id:
        if state.settings.other_tenant == "unauthorized":
            raise _unauthorized(part, "the token is another tenant's", 'error="invalid_token"')
        raise Denied(forbidden(state), "the token is another tenant's")
    return Admission(token, tenant, Caller("user" if token.upn else "app", token.name, token.roles))


def need_role(state: BoxState, admission: Admission) -> None:
    """Denied unless the bearer has a directory role or role group."""
    if not admission.caller.roles:
        raise Denied(forbidden(state), "the application has no directory role and is in no role group")


def forbidden(state: BoxState) -> Answer:
    """The blank 403."""
    return nul(403, state.settings.nul_body_declares_gzip)


def bearer(state: BoxState, request: Request, part: HostPart, note: Note) -> IssuedToken:
    """The token of a request, or Denied."""
    scheme, _unused, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text:
        # Until a bearer was shown the challenge is Basic (azure_auth, 2026-09); its realm is not known.
        raise Denied(Answer(401, (("WWW-Authenticate", 'Basic realm=""'),)), "no bearer token")
    if part.part == "compliance" and text.count(".") != 2:
        raise Denied(Answer(500), "a bearer that is no JWT")  # azure_auth, 2026-09
    token = state.tokens.find(text.strip())
    if token is None:
        raise _unauthorized(part, "not a token of this sign-in service", 'error="invalid_token"')
    note.tenant, note.identity = token.tenant_id, token.name
    if token.expires_at <= state.clock.timestamp():
        raise _unauthorized(part, "the token has expired", 'error="invalid_token"')
    if token.audience.lower().rstrip("/") not in _audiences(part):
        raise _unauthorized(part, f"the token is for {token.audience}", 'error="invalid_token"')
    return token


def _audiences(part: HostPart) -> set[str]:
    """The audiences of the tokens that a host takes."""
    exchange = {audience for cloud in part.clouds for audience in cloud.exchange_resources}
    compliance = {audience for cloud in part.clouds for audience in cloud.compliance_resources}
    return compliance if part.part == "compliance" else exchange


def _unauthorized(part: HostPart, reason: str, detail: str) -> Denied:
    app = COMPLIANCE_APP if part.part == "compliance" else EXCHANGE_APP  # azure_auth, 2026-09
    return Denied(Answer(401, (challenge(part.family.hosts[0], detail, app=app),)), reason)
