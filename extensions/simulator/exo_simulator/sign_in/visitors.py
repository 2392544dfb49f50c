# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users in a tenant that is not their own: by a partner's relationship (GDAP) or as guests; and their applications.

A relationship reaches users only, and its rights are those of the groups that the user is in (Microsoft Learn,
granular delegated admin privileges). An application that such a user signs in through needs a consent of its own in
the customer's tenant: 65001, or 90099 (AADSTS, CIPP).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..clock import BoxClock
from ..partners import guest_name
from ..tenants import Application, Tenant
from ..users import User
from .clients import EXCHANGE_MODULE
from .refusals import SignInRefused


@dataclass(frozen=True)
class Visitors:
    """Who may enter a tenant from another one."""

    clock: BoxClock

    def admitted(self, home: Tenant, user: User, tenant: Tenant) -> User:
        """The user with the name and the roles that it has in ``tenant``; SignInRefused where it has no way in."""
        delegated = self._delegated(home, user, tenant)
        guest = tenant.guests.get(user.upn.lower())
        if delegated is None and guest is None:
            raise SignInRefused(50020, user=user.upn, tenant=tenant.display_name)
        roles = tuple(sorted({*(delegated or ()), *(guest or ())}))
        upn = user.upn if delegated is not None else guest_name(user.upn, tenant.initial_domain)
        return replace(user, upn=upn, directory_roles=roles, role_groups=(), exo_enabled=True)

    def _delegated(self, home: Tenant, user: User, tenant: Tenant) -> frozenset[str] | None:
        customer = home.customers.get(tenant.tenant_id)
        relationships = customer.relationships if customer is not None else ()
        now = self.clock.now()
        held = [one.roles_of(user.groups, now) for one in relationships]
        found = [roles for roles in held if roles is not None]
        return frozenset().union(*found) if found else None


def application_there(application: Application, tenant: Tenant, code: str) -> Application:
    """The application as the visited tenant knows it; SignInRefused with ``code`` where nobody has consented to it."""
    if application is EXCHANGE_MODULE:
        return application
    there = tenant.applications.get(application.app_id)
    if there is None or not there.consented:
        raise SignInRefused(int(code), app=application.app_id)
    return there
