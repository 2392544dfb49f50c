# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in service's addresses and who answers them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..clouds import SignInFamily
from ..state import BoxState
from ..tenants import Tenant
from ..wire import Answer, Call, Note, Request, json_answer, text_answer
from .openid import SHARED_TENANTS, instance_discovery, shared_configuration, tenant_configuration
from .realm import user_realm
from .refusals import SignInRefused, Trace, unknown_tenant
from .token import DeviceEndpoint, TokenEndpoint

_OPENID = re.compile(r"/(?P<name>[^/]+)/(?P<version>v2\.0/)?\.well-known/openid-configuration\Z", re.IGNORECASE)
_TOKEN = re.compile(r"/(?P<name>[^/]+)/oauth2/(v2\.0/)?token\Z", re.IGNORECASE)
_DEVICE = re.compile(r"/(?P<name>[^/]+)/oauth2/(v2\.0/)?devicecode\Z", re.IGNORECASE)
_REALM = re.compile(r"/common/userrealm/(?P<user>.+)\Z", re.IGNORECASE)
_KEYS = re.compile(r"/(?P<name>[^/]+)/discovery/(v2\.0/)?keys\Z", re.IGNORECASE)
_INSTANCE = re.compile(r"/(?P<name>[^/]+)/discovery/instance\Z", re.IGNORECASE)


Handler = Callable[[re.Match[str]], Answer]


@dataclass(frozen=True)
class SignIn:
    """One request at the sign-in service."""

    state: BoxState
    request: Request
    family: SignInFamily
    note: Note

    def call(self) -> Call:
        """Which part answers."""
        table: tuple[tuple[str, re.Pattern[str], Handler], ...] = (
            ("token", _TOKEN, self._token),
            ("device_code", _DEVICE, self._device),
            ("realm", _REALM, self._realm),
            ("openid", _OPENID, self._openid),
            ("keys", _KEYS, self._keys),
            ("instance", _INSTANCE, self._instance),
        )
        for kind, pattern, handler in table:
            match = pattern.match(self.request.path)
            if match:
                return Call(kind, partial(self._answered, handler, match), note=self.note)
        return Call("other", self._unknown, note=self.note)

    def trace(self) -> Trace:
        """The names of this request, its correlation id as the client gave it."""
        given = self.request.headers.get("client-request-id") or self.request.query.get("client-request-id")
        return Trace(self.request.host, given or str(uuid.uuid4()), self.state.clock)

    def _answered(self, handler: Handler, match: re.Match[str]) -> Answer:
        trace = self.trace()
        try:
            return trace.dressed(handler(match))
        except SignInRefused as refused:
            self.note.error = f"AADSTS{refused.code}"
            return trace.refuse(refused)

    def _token(self, match: re.Match[str]) -> Answer:
        endpoint = TokenEndpoint(self.state.sign_in, self.state.settings)
        answer = endpoint.answer(self.request, self.family, match["name"], self.note)
        self.state.journal.tokens_issued += 1
        return answer

    def _device(self, match: re.Match[str]) -> Answer:
        endpoint = DeviceEndpoint(self.state.sign_in, self.state.settings)
        return endpoint.answer(self.request, self.family, match["name"], self.note)

    def _realm(self, match: re.Match[str]) -> Answer:
        return json_answer(200, user_realm(self.state.directory, self.family, match["user"]))

    def _openid(self, match: re.Match[str]) -> Answer:
        name, version = match["name"].lower(), "v2.0" if match["version"] else "v1.0"
        if name in SHARED_TENANTS:
            return json_answer(200, shared_configuration(self.request.host, self.family, name, version))
        tenant = self.state.directory.find(name, self.family)
        if tenant is None or not self._visible(tenant, name):
            raise SignInRefused(unknown_tenant(name), error="invalid_tenant", tenant=match["name"])
        self.note.tenant = tenant.tenant_id
        return json_answer(200, tenant_configuration(self.request.host, tenant, version))

    def _visible(self, tenant: Tenant, name: str) -> bool:
        """Each cloud tells of its own tenants, and of some others'; always with the document of the tenant's cloud."""
        family = tenant.cloud.family
        told = family.visible_from + (family.visible_by_id_from if name == tenant.tenant_id else ())
        return family is self.family or (self.state.settings.sign_in_across_clouds and self.family.name in told)

    def _keys(self, _match: re.Match[str]) -> Answer:
        return json_answer(200, self.state.tokens.key_set())

    def _instance(self, match: re.Match[str]) -> Answer:
        return json_answer(200, instance_discovery(self.request.host, match["name"]))

    def _unknown(self) -> Answer:
        return self.trace().dressed(text_answer(404, f"The box's sign-in service has no {self.request.path}."))
