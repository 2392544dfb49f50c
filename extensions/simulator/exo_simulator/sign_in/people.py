# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users who sign in: by password, by device code, with a refresh token."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from ..clouds import SignInFamily
from ..tenants import Directory, Tenant
from ..users import CONDITIONS, PASSED_BY_A_PERSON, STATES, User
from .openid import SHARED_TENANTS
from .refusals import SignInRefused


@dataclass(frozen=True)
class People:
    """The users of all tenants, as the sign-in service sees them."""

    directory: Directory

    def by_password(self, upn: str, password: str) -> tuple[Tenant, User]:
        """Who this is, and the home tenant; SignInRefused unless the password alone is enough."""
        tenant, user = self._known(upn)
        if user.upn.rpartition("@")[2].lower() in tenant.federation:
            raise SignInRefused(50126)
        _check_state(user, "locked", "no_password")
        if not hmac.compare_digest(user.password.encode(), password.encode()):
            raise SignInRefused(50126)
        _check_state(user, *STATES)
        for flag, code in CONDITIONS.items():
            if flag in user.flags:
                raise SignInRefused(code)
        return tenant, user

    def in_person(self, upn: str) -> tuple[Tenant, User]:
        """Who this is; a person at a browser passes multi-factor authentication."""
        tenant, user = self._known(upn)
        _check_state(user, *STATES)
        for flag, code in CONDITIONS.items():
            if flag in user.flags and flag not in PASSED_BY_A_PERSON:
                raise SignInRefused(code)
        return tenant, user

    def still(self, upn: str) -> tuple[Tenant, User]:
        """Who this is, some time after the sign-in."""
        tenant, user = self._known(upn)
        _check_state(user, "disabled")
        return tenant, user

    def _known(self, upn: str) -> tuple[Tenant, User]:
        found = self.directory.find_user(upn)
        if found is None:
            raise SignInRefused(50034, user=upn)
        return found

    def wanted(self, family: SignInFamily, name: str, home: Tenant) -> Tenant:
        """The tenant that the path names for a user who is at home in ``home``; SignInRefused otherwise."""
        if name.lower() in SHARED_TENANTS:
            tenant: Tenant | None = home
        else:
            tenant = self.directory.find(name, family)
        if tenant is None or tenant.cloud.family is not family:
            raise SignInRefused(90002, tenant=name)
        return tenant


def _check_state(user: User, *flags: str) -> None:
    for flag in flags:
        if flag in user.flags:
            raise SignInRefused(STATES[flag])


def needed(form: Mapping[str, str], field: str) -> str:
    """A field that must be there; SignInRefused otherwise."""
    value = form.get(field)
    if not value:
        raise SignInRefused(900144, field=field)
    return value
