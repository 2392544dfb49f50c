# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token endpoint: client credentials with a secret or a signed assertion."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ..clock import BoxClock
from ..clouds import Cloud, SignInFamily
from ..tenants import Application, Directory, Tenant
from ..wire import Answer, Note, Request, json_answer
from .assertions import ASSERTION_TYPE, check_assertion
from .openid import SHARED_TENANTS
from .refusals import SignInRefused
from .tokens import Grant, TokenService

SCOPE_SUFFIX = "/.default"


@dataclass(frozen=True)
class TokenEndpoint:
    """What the endpoint needs to know of the box."""

    directory: Directory
    tokens: TokenService
    clock: BoxClock

    def answer(self, request: Request, family: SignInFamily, name: str, note: Note, lifetime: int) -> Answer:
        """A token, or SignInRefused."""
        if request.method != "POST":
            raise SignInRefused(900561, method=request.method)
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        note.parameters = form
        note.identity = form.get("client_id")
        grant = self._grant(form, family, name, note)
        token = self.tokens.issue(grant, lifetime)
        note.executed = True
        content = {
            "token_type": "Bearer",
            "expires_in": lifetime - 1,
            "ext_expires_in": lifetime - 1,
            "access_token": token,
        }
        return json_answer(200, content)

    def _grant(self, form: Mapping[str, str], family: SignInFamily, name: str, note: Note) -> Grant:
        kind = _needed(form, "grant_type")
        if kind != "client_credentials":
            raise SignInRefused(70003, grant=kind)
        app_id = _needed(form, "client_id").lower()
        tenant = find_tenant(self.directory, family, name, app_id)
        note.tenant = tenant.tenant_id
        application = tenant.applications.get(app_id)
        if application is None:
            raise SignInRefused(700016, app=app_id, tenant=tenant.display_name)
        by_certificate = self._authenticate(form, application, tenant)
        audience = _audience(_needed(form, "scope"), tenant, application)
        return Grant(tenant, application, audience, by_certificate, form.get("claims"))

    def _authenticate(self, form: Mapping[str, str], application: Application, tenant: Tenant) -> bool:
        """Whether it was a certificate; raises SignInRefused unless the credential is right."""
        if form.get("client_assertion_type") == ASSERTION_TYPE and form.get("client_assertion"):
            audiences = _assertion_audiences(tenant)
            check_assertion(form["client_assertion"], application, audiences, self.clock)
            return True
        if not form.get("client_secret"):
            raise SignInRefused(7000216)
        self._check_secret(form["client_secret"], application)
        return False

    def _check_secret(self, given: str, application: Application) -> None:
        now = self.clock.now()
        for secret in application.secrets:
            if hmac.compare_digest(secret.value.encode(), given.encode()):
                if secret.expires is not None and secret.expires <= now:
                    raise SignInRefused(7000222, app=application.app_id)
                return
        raise SignInRefused(7000215, app=application.app_id)


def find_tenant(directory: Directory, family: SignInFamily, name: str, app_id: str) -> Tenant:
    """The tenant that the path names, in this sign-in family; SignInRefused otherwise."""
    if name.lower() in SHARED_TENANTS:
        raise SignInRefused(50194, app=app_id, tenant=name.lower())
    tenant = directory.find(name)
    if tenant is None:
        raise SignInRefused(90002, tenant=name)
    if tenant.cloud.family is not family:
        if family.name in tenant.cloud.family.visible_from:
            raise SignInRefused(900382)
        raise SignInRefused(90002, tenant=name)
    return tenant


def _needed(form: Mapping[str, str], field: str) -> str:
    value = form.get(field)
    if not value:
        raise SignInRefused(900144, field=field)
    return value


def _assertion_audiences(tenant: Tenant) -> set[str]:
    """The token endpoint and the issuer, under each host of the cloud, with the tenant's GUID or a domain of it."""
    return {
        f"https://{host}/{name}/{tail}"
        for host in tenant.cloud.family.hosts
        for name in (tenant.tenant_id, *tenant.domains)
        for tail in ("oauth2/v2.0/token", "oauth2/token", "v2.0")
    }


def _audience(scope: str, tenant: Tenant, application: Application) -> str:
    """The token's audience for a scope, written as the client wrote the resource."""
    scopes = scope.split()
    if len(scopes) != 1 or not scopes[0].endswith(SCOPE_SUFFIX):
        raise SignInRefused(70011, scope=scope)
    resource = scopes[0][: -len(SCOPE_SUFFIX)]
    if resource.lower().rstrip("/") not in _resources(tenant.cloud) or not tenant.exchange:
        raise SignInRefused(500011, resource=resource, tenant=tenant.display_name)
    if not application.consented:
        raise SignInRefused(650057, resource=resource, app=application.app_id)
    return resource


def _resources(cloud: Cloud) -> frozenset[str]:
    return frozenset((*cloud.exchange_resources, *cloud.compliance_resources, f"https://{cloud.ms_graph_host}"))
