# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries of management roles: the cmdlets that a role allows, each with its parameters.

A role that every organisation has holds what data/role_entries.json says: the cmdlets of its subject (general
knowledge, as no page has the list); the roles of applications have none. One that was made from another starts with
the entries of its parent and never gets one that its parent lacks (reference of Add-ManagementRoleEntry). That the
entries of built-in roles cannot be changed is said there, too; the text of that refusal is general knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache

from ..calls import Call, Outcome
from ..catalogue import all_cmdlets
from ..crud import new_object
from ..directory import Directory
from ..listing import narrowed
from ..references import item_of
from ..store import Item
from ..tables import load
from ..values import Ref

ROLE, ENTRY = "ManagementRole", "ManagementRoleEntry"
Entries = dict[str, list[str]]


def entries_of(directory: Directory, role: Item) -> Entries:
    """Cmdlet to parameters, as the role was changed, else as its parent has them or the data say."""
    changed = role.get("_entries")
    if changed is not None:
        return dict(changed)
    parent = _parent(directory, role)
    if parent is not None:
        return entries_of(directory, parent)
    return dict(_built_in(role.name))


@cache
def _built_in(role: str) -> Entries:
    patterns = load("role_entries").get(role, ())
    cmdlets = (
        cmdlet for cmdlet in all_cmdlets("exchange") if any(fnmatchcase(cmdlet.name, pattern) for pattern in patterns)
    )
    return {cmdlet.name: sorted(parameter.name for parameter in cmdlet.parameters.values()) for cmdlet in cmdlets}


def _parent(directory: Directory, role: Item) -> Item | None:
    parent = role.get("Parent")
    return item_of(directory, parent) if isinstance(parent, Ref) else None


def new_role(call: Call) -> Outcome:
    """New-ManagementRole; EnabledCmdlets keeps these of the parent's entries."""
    outcome = new_object(call)
    enabled = {str(name).casefold() for name in call.values.get("EnabledCmdlets") or ()}
    for role in outcome.items if enabled else ():
        entries = entries_of(call.directory, role).items()
        role.own["_entries"] = {name: parameters for name, parameters in entries if name.casefold() in enabled}
    return outcome


def get_entries(call: Call) -> Outcome:
    r"""Get-ManagementRoleEntry: `<role>\<cmdlet>`, either with asterisks."""
    role, cmdlet = _parts(call, call.text("Identity") or "")
    rows = [
        _row(call, holder, name, parameters)
        for holder in _roles(call, role)
        for name, parameters in sorted(entries_of(call.directory, holder).items())
        if fnmatchcase(name.casefold(), cmdlet.casefold())
    ]
    if not rows and "*" not in role + cmdlet:
        raise call.directory.errors.not_found(f"{role}\\{cmdlet}")
    return Outcome(narrowed(call, rows), ENTRY)


def _parts(call: Call, identity: str) -> tuple[str, str]:
    role, separator, cmdlet = identity.rpartition("\\")
    if not separator:
        raise call.directory.errors.not_found(identity)
    return role, cmdlet


def _roles(call: Call, pattern: str) -> Iterator[Item]:
    if "*" not in pattern:
        return iter([call.directory.one((ROLE,), pattern)])
    return iter(call.directory.matching((ROLE,), pattern))


def _row(call: Call, role: Item, cmdlet: str, parameters: list[str]) -> Item:
    columns = {"Name": cmdlet, "Role": role.name, "Type": "Cmdlet", "Parameters": parameters}
    identity = f"{role.name}\\{cmdlet}"
    snapin = "Microsoft.Exchange.Management.PowerShell.E2010"
    guid = call.directory.names.stable_guid(ENTRY, identity)
    return Item(ENTRY, {**columns, "Guid": guid, "PSSnapinName": snapin, "_identity": identity})


def add_entry(call: Call) -> Outcome:
    """Add-ManagementRoleEntry: the parent's entry, with these of its parameters."""
    source = call.text("ParentRoleEntry")
    if source is None and call.text("Identity") is None:
        raise call.directory.errors.missing(["Identity"])
    holder, cmdlet = _parts(call, source or call.text("Identity") or "")
    role = _own_role(call, call.text("Role") or holder)
    parent = _parent(call.directory, role)
    entries_of_parent = {name.casefold(): name for name in entries_of(call.directory, parent)} if parent else {}
    if cmdlet.casefold() not in entries_of_parent or parent is None:
        raise call.directory.errors.not_found(f"{parent.name if parent else ''}\\{cmdlet}")
    name, entries = entries_of_parent[cmdlet.casefold()], entries_of(call.directory, role)
    if name in entries and not call.bound.switch("Overwrite"):
        raise call.directory.errors.build("exists", f'The role entry "{role.name}\\{name}" already exists.')
    chosen = call.values.get("Parameters")
    entries[name] = sorted(chosen) if chosen else entries_of(call.directory, parent)[name]
    return _store(call, role, entries)


def _own_role(call: Call, name: str) -> Item:
    role = call.directory.one((ROLE,), name)
    if _parent(call.directory, role) is None:
        raise call.directory.errors.build("invalid", f"The built-in role '{role.name}' can't be changed.")
    return role


def _entry(call: Call) -> tuple[Item, str, Entries]:
    holder, cmdlet = _parts(call, call.text("Identity") or "")
    role = _own_role(call, holder)
    entries = entries_of(call.directory, role)
    name = next((entry for entry in entries if entry.casefold() == cmdlet.casefold()), None)
    if name is None:
        raise call.directory.errors.not_found(f"{role.name}\\{cmdlet}")
    return role, name, entries


def set_entry(call: Call) -> Outcome:
    """Set-ManagementRoleEntry: these parameters, or with a switch these more or these less."""
    role, name, entries = _entry(call)
    parameters = [str(parameter) for parameter in call.values.get("Parameters") or ()]
    folded = {parameter.casefold() for parameter in parameters}
    if call.bound.switch("AddParameter"):
        present = {parameter.casefold() for parameter in entries[name]}
        entries[name] = sorted(
            [*entries[name], *(parameter for parameter in parameters if parameter.casefold() not in present)]
        )
    elif call.bound.switch("RemoveParameter"):
        entries[name] = [parameter for parameter in entries[name] if parameter.casefold() not in folded]
    else:
        entries[name] = sorted(parameters)
    return _store(call, role, entries)


def remove_entry(call: Call) -> Outcome:
    """Remove-ManagementRoleEntry."""
    role, name, entries = _entry(call)
    del entries[name]
    return _store(call, role, entries)


def _store(call: Call, role: Item, entries: Entries) -> Outcome:
    call.directory.store.write(role, {"_entries": entries})
    return Outcome()
