# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people who may sign in to a tenant of the box, and what each of them runs into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .reading import BadTenants, known, list_of_maps, map_of, names, text

# What the sign-in service says about an account, whatever the password is worth: key of the tenants file, code.
STATES: Mapping[str, int] = {
    "locked": 50053,
    "disabled": 50057,
    "password_expired": 50055,
    "no_password": 50056,
}
# What stands in the way once the password is right. A person at a browser passes those of PASSED_BY_A_PERSON.
CONDITIONS: Mapping[str, int] = {
    "mfa": 50076,
    "mfa_enrolment": 50079,
    "not_assigned": 50105,
    "conditional_access": 53003,
    "at_risk": 53011,
}
PASSED_BY_A_PERSON = frozenset({"mfa", "mfa_enrolment"})
_PLAIN_KEYS = ("upn", "password", "name", "directory_roles", "role_groups", "exo_enabled", "groups")
USER_KEYS = frozenset({*_PLAIN_KEYS, *STATES, *CONDITIONS})


@dataclass(frozen=True)
class User:
    """A user of one tenant; ``flags`` are keys of STATES and CONDITIONS. ``exo_enabled`` is the account's
    EXOModuleEnabled (Microsoft Learn, disable access to Exchange Online PowerShell); ``groups`` are security groups, by
    which a partner assigns the roles of a relationship."""

    upn: str
    name: str
    password: str
    flags: frozenset[str]
    directory_roles: tuple[str, ...]
    role_groups: tuple[str, ...]
    exo_enabled: bool
    groups: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """Directory roles and role groups."""
        return frozenset((*self.directory_roles, *self.role_groups))


def load_users(value: Any, domains: tuple[str, ...], where: str) -> dict[str, User]:
    """The users of a tenant by lower-case name; raises BadTenants."""
    users = [_user(entry, domains, f"{where}.users[{number}]") for number, entry in _numbered(value, where)]
    return {user.upn.lower(): user for user in users}


def _numbered(value: Any, where: str) -> list[tuple[int, Mapping[str, Any]]]:
    return list(enumerate(list_of_maps(value, f"{where}.users")))


def _user(entry: Mapping[str, Any], domains: tuple[str, ...], where: str) -> User:
    known(entry, USER_KEYS, where)
    upn = text(entry, "upn", where)
    if upn.rpartition("@")[2].lower() not in domains:
        raise BadTenants(f"{where}.upn is in none of the tenant's domains: {upn!r}")
    return User(
        upn=upn,
        name=str(entry.get("name", upn)),
        password=str(entry.get("password", "")),
        flags=frozenset(flag for flag in (*STATES, *CONDITIONS) if entry.get(flag)),
        directory_roles=names(entry.get("directory_roles"), f"{where}.directory_roles"),
        role_groups=names(entry.get("role_groups"), f"{where}.role_groups"),
        exo_enabled=bool(entry.get("exo_enabled", True)),
        groups=frozenset(names(entry.get("groups"), f"{where}.groups")),
    )


def load_federation(value: Any, domains: tuple[str, ...], where: str) -> dict[str, str]:
    """Which domains' users sign in at a host of their own; raises BadTenants."""
    found = {str(domain).lower(): str(host) for domain, host in map_of(value, f"{where}.federation").items()}
    foreign = sorted(set(found) - set(domains))
    if foreign:
        raise BadTenants(f"{where}.federation names no domain of the tenant: {', '.join(foreign)}")
    return found
