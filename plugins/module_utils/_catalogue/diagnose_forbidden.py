# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Why a blank 403 came: a typing error, another service, or a missing role.

The answer itself tells none of them apart (measured by graph2otel and azure_auth); the catalogue and the service's list
of the cmdlets that this identity may run do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any

from .._counts import count
from .._dataclass import dataclass
from .cmdlets import SERVICE_TITLES, Cmdlet, find, titles
from .cmdlets_data import DOCUMENTED
from .command_warnings import instead_of
from .did_you_mean import suggestions
from .usual_roles import usual_role

# What an application or a managed identity cannot run at all (Microsoft's page on app-only authentication).
_NOT_FOR_APPLICATIONS = frozenset(
    {"new-unifiedgroup", "remove-unifiedgroup", "add-unifiedgrouplinks", "remove-unifiedgrouplinks"}
)


def works_for_applications(cmdlet: str) -> bool:
    """Whether ``cmdlet`` runs for an application or a managed identity, as far as Microsoft documents it."""
    return cmdlet.lower() not in _NOT_FOR_APPLICATIONS


@dataclass(frozen=True)
class Diagnosis:
    """The key of what to tell a person, and the facts of its texts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def diagnosis(cmdlet: str, service: str, permitted: Collection[str] | None, *, application: bool) -> Diagnosis | None:
    """Why ``service`` did not run ``cmdlet``; None where it cannot be told.

    ``permitted`` are the cmdlets that the service lists for this identity, none where it has no role, None where that
    is not known.
    ``application`` is false for a user.
    """
    entry = find(cmdlet)
    if cmdlet.lower() in {name.lower() for name in permitted or ()}:
        return Diagnosis("cmdlet-listed")
    if entry is None:
        return _diagnose_misspelt(cmdlet, permitted)
    if entry.client_module:
        return Diagnosis("client-module-cmdlet", {"instead": instead_of(cmdlet) or "Microsoft's own module"})
    if service not in entry.services and entry.documented:
        return _diagnose_elsewhere(entry, service)
    if application and not works_for_applications(cmdlet):
        return Diagnosis("cmdlet-not-for-applications")
    return None if permitted is None else _diagnose_no_role(cmdlet, service, permitted)


def _diagnose_misspelt(cmdlet: str, permitted: Collection[str] | None) -> Diagnosis:
    alternatives = suggestions(cmdlet, permitted or ())
    listed = "" if permitted is None else ", nor is it among the cmdlets that the service lists for this identity"
    return Diagnosis(
        "cmdlet-misspelt",
        {
            "question": f" Did you mean {' or '.join(alternatives)}?" if alternatives else "",
            "documented": DOCUMENTED,
            "listed": listed,
        },
    )


def _diagnose_elsewhere(cmdlet: Cmdlet, service: str) -> Diagnosis:
    service_that_has_it = "compliance" if "compliance" in cmdlet.services else "exchange"
    return Diagnosis(
        "cmdlet-elsewhere",
        {
            "where": titles(cmdlet.services),
            "here": SERVICE_TITLES.get(service, service),
            "wanted": service_that_has_it,
        },
    )


def _diagnose_no_role(cmdlet: str, service: str, permitted: Collection[str]) -> Diagnosis:
    role = usual_role(cmdlet, service)
    directory = "Compliance Administrator" if service == "compliance" else "Exchange Administrator"
    if not permitted:
        listed = "tells of no cmdlet for this identity, which most likely has neither a directory role nor a role group"
    else:
        listed = f"lists {count(len(permitted), 'cmdlet')} for this identity, and this one is not among them"
    return Diagnosis(
        "role-missing",
        {
            "listed": listed,
            "role": f" The role that usually carries it is {role}." if role else "",
            "assign": _role_to_assign(role if permitted else None, directory),
        },
    )


def _role_to_assign(role: str | None, directory: str) -> str:
    """What would allow it, each thing once: the ``role`` that usually carries it may be the directory role itself."""
    if role is None:
        return f"a directory role such as {directory}, or a role group"
    if role == directory:
        return f"the directory role {directory}, or a role group that holds the cmdlet"
    return f"{role}, or a directory role such as {directory}, which holds it as well"
