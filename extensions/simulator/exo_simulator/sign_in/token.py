# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token endpoint: an application for itself, and users by password, device code and refresh token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from ..clouds import PUBLIC, Cloud, SignInFamily, is_graph
from ..settings import Settings
from ..tenants import Application, Directory, Tenant
from ..users import User
from ..wire import Answer, Note, Request, json_answer
from .clients import EXCHANGE_MODULE, Clients, find_application
from .device import DeviceCodes
from .openid import SHARED_TENANTS
from .people import People, needed
from .refresh import RefreshTokens
from .refusals import SignInRefused, unknown_tenant
from .tokens import Grant, TokenService
from .visitors import Visitors, application_there

SCOPE_SUFFIX = "/.default"
# Scopes that only a user's sign-in may ask for beside the resource (OpenID Connect).
RESERVED = frozenset({"openid", "profile", "email", "offline_access"})
DEVICE_GRANTS = ("urn:ietf:params:oauth:grant-type:device_code", "device_code")


@dataclass(frozen=True)
class SignInParts:
    """What the sign-in service is made of."""

    directory: Directory
    tokens: TokenService
    clients: Clients
    refresh: RefreshTokens
    devices: DeviceCodes

    @property
    def people(self) -> People:
        """The users."""
        return People(self.directory)

    @property
    def visitors(self) -> Visitors:
        """The users in tenants that are not their own."""
        return Visitors(self.clients.clock)


@dataclass(frozen=True)
class TokenRequest:
    """A form that came in: at which family of hosts, under which tenant's name."""

    form: Mapping[str, str]
    family: SignInFamily
    name: str
    note: Note


@dataclass(frozen=True)
class TokenEndpoint:
    """Answers one token request."""

    parts: SignInParts
    settings: Settings

    def answer(self, request: Request, family: SignInFamily, name: str, note: Note) -> Answer:
        """A token, or SignInRefused."""
        form = read_form(request, note)
        grant = self._grant(TokenRequest(form, family, name, note))
        lifetime = int(self.settings.token_lifetime)
        content = {
            "token_type": "Bearer",
            "expires_in": lifetime - 1,
            "ext_expires_in": lifetime - 1,
            "access_token": self.parts.tokens.issue(grant, lifetime),
        }
        if grant.user is not None:
            note.identity = grant.home_name
            content |= self._for_user(grant, grant.user)
        note.executed = True
        return json_answer(200, content)

    def _for_user(self, grant: Grant, user: User) -> dict[str, str]:
        """What only a user's answer holds."""
        content = {"scope": " ".join(f"{grant.audience}/{one}" for one in grant.scopes)}
        app_id = grant.application.app_id
        if "openid" in grant.asked.split():
            content["id_token"] = self.parts.tokens.id_token(grant, user)
        if "offline_access" in grant.asked.split():
            content["refresh_token"] = self.parts.refresh.issue(grant.home_name, app_id)
        return content

    def _grant(self, asked: TokenRequest) -> Grant:
        kind = needed(asked.form, "grant_type")
        table: dict[str, Callable[[TokenRequest, str], Grant]] = {
            "client_credentials": self._application,
            "password": self._password,
            "refresh_token": self._refresh,
            **dict.fromkeys(DEVICE_GRANTS, self._device),
        }
        if kind not in table:
            raise SignInRefused(70003, grant=kind)
        return table[kind](asked, needed(asked.form, "client_id").lower())

    def _application(self, asked: TokenRequest, app_id: str) -> Grant:
        tenant = find_tenant(self.parts.directory, asked.family, asked.name, app_id)
        asked.note.tenant = tenant.tenant_id
        application = find_application(tenant, app_id)
        by_assertion = self.parts.clients.for_itself(asked.form, application, tenant)
        audience = resource_of(needed(asked.form, "scope"), tenant, application)
        return Grant(tenant, application, audience, by_assertion, asked.form.get("claims"))

    def _password(self, asked: TokenRequest, app_id: str) -> Grant:
        if asked.name.lower() in ("common", "consumers"):
            raise SignInRefused(9001023, tenant=asked.name)
        upn, password = needed(asked.form, "username"), needed(asked.form, "password")
        asked.note.identity = upn
        home = self.parts.directory.find(upn.rpartition("@")[2])
        if home is not None:
            # The application proves itself before the password is looked at.
            self._proved(asked, app_id, home)
        return self._of_user(asked, app_id, *self.parts.people.by_password(upn, password))

    def _proved(self, asked: TokenRequest, app_id: str, home: Tenant) -> None:
        """The user's application is registered at home, and proves itself to the tenant that was asked."""
        place = self.parts.directory.find(asked.name, home.cloud.family) or home
        self.parts.clients.for_user(asked.form, find_application(home, app_id), place)

    def _refresh(self, asked: TokenRequest, app_id: str) -> Grant:
        text = needed(asked.form, "refresh_token")
        revoke = self.settings.refresh_rotation == "revoke"
        found = self.parts.refresh.redeem(text, app_id, revoke=revoke)
        home, user = self.parts.people.still(found.upn)
        self._proved(asked, app_id, home)
        return self._of_user(asked, app_id, home, user)

    def _device(self, asked: TokenRequest, app_id: str) -> Grant:
        self._enter_by_itself(asked.form)
        code = self.parts.devices.poll(needed(asked.form, "device_code"), app_id)
        home, user = self.parts.people.in_person(code.upn or "")
        self._proved(asked, app_id, home)
        if "scope" not in asked.form:
            asked = replace(asked, form={**asked.form, "scope": code.scope})
        return self._of_user(asked, app_id, home, user)

    def _enter_by_itself(self, form: Mapping[str, str]) -> None:
        """Where the settings say so, a person comes along after some polls."""
        if self.settings.device_code_user == "nobody":
            return
        code = self.parts.devices.of(form.get("device_code", ""))
        if code is not None and code.upn is None and code.polls + 1 >= self.settings.device_code_polls:
            self.parts.devices.enter(code.user_code, self.settings.device_code_user)

    def _of_user(self, asked: TokenRequest, app_id: str, home: Tenant, user: User) -> Grant:
        tenant = self.parts.people.wanted(asked.family, asked.name, home)
        asked.note.tenant, asked.note.identity = tenant.tenant_id, user.upn
        application = there = find_application(home, app_id)
        here = user
        if tenant is not home:
            here = self.parts.visitors.admitted(home, user, tenant)
            there = application_there(application, tenant, self.settings.partner_consent)
        scope = needed(asked.form, "scope")
        return Grant(
            tenant,
            application,
            resource_of(scope, tenant, there, RESERVED),
            by_certificate=False,
            claims_request=asked.form.get("claims"),
            user=here,
            asked=scope,
            home=home,
            home_name=user.upn,
        )


@dataclass(frozen=True)
class DeviceEndpoint:
    """Gives out device codes."""

    parts: SignInParts
    settings: Settings

    def answer(self, request: Request, family: SignInFamily, name: str, note: Note) -> Answer:
        """A code and where to enter it, or SignInRefused."""
        form = read_form(request, note)
        app_id = needed(form, "client_id").lower()
        scope = needed(form, "scope")
        if name.lower() not in SHARED_TENANTS:
            find_application(find_tenant(self.parts.directory, family, name, app_id), app_id)
        elif app_id != EXCHANGE_MODULE.app_id and not self._known(app_id):
            raise SignInRefused(700016, app=app_id, tenant=name)
        secret, code = self.parts.devices.begin(app_id, scope, name, int(self.settings.device_code_interval))
        content = self.parts.devices.told(secret, code, family.name)
        return json_answer(200, content)

    def _known(self, app_id: str) -> bool:
        return any(app_id in tenant.applications for tenant in self.parts.directory.tenants)


def read_form(request: Request, note: Note) -> dict[str, str]:
    """The form of a POST; SignInRefused for another method."""
    if request.method != "POST":
        raise SignInRefused(900561, method=request.method)
    form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    note.parameters = form
    note.identity = form.get("client_id")
    return form


def find_tenant(directory: Directory, family: SignInFamily, name: str, app_id: str) -> Tenant:
    """The tenant that the path names, in this sign-in family; SignInRefused otherwise."""
    if name.lower() in SHARED_TENANTS:
        raise SignInRefused(50194, app=app_id, tenant=name.lower())
    tenant = directory.find(name, family)
    if tenant is None:
        raise SignInRefused(unknown_tenant(name), tenant=name)
    if tenant.cloud.family is not family:
        if family is PUBLIC and family.name in tenant.cloud.family.visible_from:
            raise SignInRefused(900382)
        raise SignInRefused(90002, tenant=name)
    return tenant


def resource_of(scope: str, tenant: Tenant, application: Application, beside: frozenset[str] = frozenset()) -> str:
    """The token's audience for a scope, written as the client wrote the resource; `beside` may stand there too."""
    scopes = [one for one in scope.split() if one not in beside]
    if len(scopes) != 1 or not scopes[0].endswith(SCOPE_SUFFIX):
        raise SignInRefused(70011, scope=scope)
    resource = scopes[0][: -len(SCOPE_SUFFIX)]
    named = resource.lower().rstrip("/")
    absent = not tenant.exchange and not is_graph(named, tenant.cloud)
    if named not in _resources(tenant.cloud) or absent:
        raise SignInRefused(500011, resource=resource, tenant=tenant.display_name)
    if not application.consented:
        raise SignInRefused(65001 if beside else 650057, resource=resource, app=application.app_id)
    return resource


def _resources(cloud: Cloud) -> frozenset[str]:
    return frozenset((*cloud.exchange_resources, *cloud.compliance_resources, *cloud.graph_resources))
