# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which cmdlets a caller's roles allow: a small table in data, and role groups that a tenant's description adds.

Patterns are names with asterisks; one that starts with ! takes away again. The table follows Microsoft's role
descriptions, and what graph2otel measured of applications (2026): Security Reader may Get-QuarantineMessage and
Get-TransportRule, neither Get-Mailbox nor Get-OrganizationConfig; with Global Reader and Security Reader Get-InboxRule
works, here by the latter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from fnmatch import fnmatchcase
from functools import lru_cache

from .catalogue import all_cmdlets
from .contract import Caller, Service
from .tables import load

# These four do not work app-only (app-only authentication reference); Set-UnifiedGroup is not among them.
APP_ONLY_REFUSED = frozenset(
    {"new-unifiedgroup", "remove-unifiedgroup", "add-unifiedgrouplinks", "remove-unifiedgrouplinks"}
)


def _allows(patterns: Iterable[str], cmdlet: str) -> bool:
    allowed = False
    for pattern in patterns:
        if fnmatchcase(cmdlet, pattern.removeprefix("!").casefold()):
            allowed = not pattern.startswith("!")
    return allowed


@lru_cache(maxsize=256)
def _names(roles: frozenset[str], service: Service) -> frozenset[str]:
    patterns_of_role = {role.casefold(): patterns for role, patterns in load("roles").items()}
    patterns_of_caller = [patterns_of_role.get(role.casefold(), {}).get(service, []) for role in roles]
    names = [cmdlet.name for cmdlet in all_cmdlets(service)]
    return frozenset(
        name for name in names if any(_allows(patterns, name.casefold()) for patterns in patterns_of_caller)
    )


def allowed(caller: Caller, service: Service, groups: Mapping[str, list[str]]) -> Set[str]:
    """The names of the cmdlets that the caller may run in the service."""
    names = _names(caller.roles, service)
    folded_roles = {role.casefold() for role in caller.roles}
    patterns_of_groups = [patterns for group, patterns in groups.items() if group.casefold() in folded_roles]
    if not patterns_of_groups:
        return names
    listed = (cmdlet.name for cmdlet in all_cmdlets(service))
    return names | {
        name for name in listed if any(_allows(patterns, name.casefold()) for patterns in patterns_of_groups)
    }


def refused_app_only(caller: Caller, cmdlet: str) -> bool:
    """Whether the cmdlet does not work for an application, whatever its roles."""
    return caller.kind == "app" and cmdlet.casefold() in APP_ONLY_REFUSED
