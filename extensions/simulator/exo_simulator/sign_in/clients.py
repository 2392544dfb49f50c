# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application behind a token request: which one, and whether it proves it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from ..clock import BoxClock
from ..tenants import Application, Tenant
from .assertions import ASSERTION_TYPE, check_assertion
from .federation import OtherProviders, issuer_of
from .refusals import SignInRefused

# Microsoft's own public client for this API (azure_auth finds it in every cloud): no consent, no registration.
EXCHANGE_MODULE = Application(
    app_id="fb78d390-0c51-40cd-8e17-fdbfab77341b",
    name="Microsoft Exchange REST API Based PowerShell",
    secrets=(),
    plans=(),
    app_roles=(),
    directory_roles=(),
    role_groups=(),
    consented=True,
    public=True,
)


def find_application(tenant: Tenant, app_id: str) -> Application:
    """The application of this id in the tenant; SignInRefused if there is none."""
    if app_id == EXCHANGE_MODULE.app_id:
        return EXCHANGE_MODULE
    application = tenant.applications.get(app_id)
    if application is None:
        raise SignInRefused(700016, app=app_id, tenant=tenant.display_name)
    return application


@dataclass(frozen=True)
class Clients:
    """Checks what applications prove themselves with."""

    providers: OtherProviders
    clock: BoxClock

    def for_itself(self, form: Mapping[str, str], application: Application, tenant: Tenant) -> bool:
        """An application that wants its own token; whether it proved itself with an assertion."""
        if not _has_proof(form):
            raise SignInRefused(7000216)
        return self._proved(form, application, tenant, ())

    def for_user(self, form: Mapping[str, str], application: Application, tenant: Tenant) -> None:
        """An application that signs a user in: a public one must send no proof, any other must.

        ``tenant`` is the one whose token endpoint was asked, which an assertion names as its audience.
        """
        if application.public:
            if _has_proof(form):
                raise SignInRefused(700025, app=application.app_id)
            return
        if not _has_proof(form):
            raise SignInRefused(7000218)
        self._proved(form, application, tenant, ("organizations", "common"))

    def _proved(
        self, form: Mapping[str, str], application: Application, tenant: Tenant, shared: tuple[str, ...]
    ) -> bool:
        assertion = form.get("client_assertion")
        if not assertion:
            self._check_secret(form["client_secret"], application)
            return False
        issuer = issuer_of(assertion)
        if issuer is not None and issuer.lower() != application.app_id and application.federated:
            self.providers.check(assertion, application)
        else:
            check_assertion(assertion, application, _assertion_audiences(tenant, shared), self.clock)
        return True

    def _check_secret(self, given: str, application: Application) -> None:
        now = self.clock.now()
        for secret in application.secrets:
            if hmac.compare_digest(secret.value.encode(), given.encode()):
                if secret.expires is not None and secret.expires <= now:
                    raise SignInRefused(7000222, app=application.app_id)
                return
        raise SignInRefused(7000215, app=application.app_id)


def _has_proof(form: Mapping[str, str]) -> bool:
    asserted = form.get("client_assertion_type") == ASSERTION_TYPE and form.get("client_assertion")
    return bool(asserted or form.get("client_secret"))


def _assertion_audiences(tenant: Tenant, shared: tuple[str, ...]) -> set[str]:
    """The token endpoint and the issuer, under each host of the cloud, with the tenant's GUID or a domain of it
    or one of the `shared` names."""
    return {
        f"https://{host}/{name}/{tail}"
        for host in tenant.cloud.family.hosts
        for name in (tenant.tenant_id, *tenant.domains, *shared)
        for tail in ("oauth2/v2.0/token", "oauth2/token", "v2.0")
    }
