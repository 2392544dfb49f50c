# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Management roles: which of them hold a cmdlet, and which are made from which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from ..calls import Call, Outcome
from ..crud import get_objects, target
from ..listing import narrowed
from ..seen import value_of
from ..store import Item
from .role_entries import Entries, entries_of


def get_management_roles(call: Call) -> Outcome:
    """Get-ManagementRole; GetChildren and Recurse go down from the role that Identity names."""
    recurse = call.bound.switch("Recurse")
    if not recurse and not call.bound.switch("GetChildren"):
        return Outcome(_with_cmdlet(call, get_objects(call).items), "ManagementRole")
    root = target(call)
    roles = [root, *_below(call, root)] if recurse else _children(call, root)
    return Outcome(_with_cmdlet(call, narrowed(call, roles)), "ManagementRole")


def _children(call: Call, role: Item) -> list[Item]:
    keys = {role.name.casefold(), str(role.guid)}
    return [
        child
        for child in call.directory.table("ManagementRole")
        if str(value_of(call.directory, child, "Parent")).casefold() in keys
    ]


def _below(call: Call, role: Item) -> Iterator[Item]:
    for child in _children(call, role):
        yield child
        yield from _below(call, child)


def _with_cmdlet(call: Call, roles: Sequence[Item]) -> Sequence[Item]:
    """Roles that hold -Cmdlet, and cmdlets with all of -CmdletParameters."""
    pattern = call.text("Cmdlet")
    parameters = {str(parameter).casefold() for parameter in call.values.get("CmdletParameters") or ()}
    if pattern is None and not parameters:
        return roles
    folded = (pattern or "*").casefold()
    return [role for role in roles if _holds(entries_of(call.directory, role), folded, parameters)]


def _holds(entries: Entries, pattern: str, needed: set[str]) -> bool:
    matching = (parameters for name, parameters in entries.items() if fnmatchcase(name.casefold(), pattern))
    return any(needed <= {parameter.casefold() for parameter in parameters} for parameters in matching)
