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
    own = role.get("_entries")
    if own is not None:
        return dict(own)
    parent = _parent(directory, role)
    if parent is not None:
        return entries_of(directory, parent)
    return dict(_built_in(role.name))


@cache
def _built_in(role: str) -> Entries:
    patterns = load("role_entries").get(role, ())
    found = (one for one in all_cmdlets("exchange") if any(fnmatchcase(one.name, pattern) for pattern in patterns))
    return {one.name: sorted(parameter.name for parameter in one.parameters.values()) for one in found}


def _parent(directory: Directory, role: Item) -> Item | None:
    parent = role.get("Parent")
    return item_of(directory, parent) if isinstance(parent, Ref) else None


def new_role(call: Call) -> Outcome:
    """New-ManagementRole; EnabledCmdlets keeps these of the parent's entries."""
    outcome = new_object(call)
    wanted = {str(name).casefold() for name in call.values.get("EnabledCmdlets") or ()}
    for role in outcome.items if wanted else ():
        held = entries_of(call.directory, role).items()
        role.own["_entries"] = {name: parameters for name, parameters in held if name.casefold() in wanted}
    return outcome


def get_entries(call: Call) -> Outcome:
    r"""Get-ManagementRoleEntry: `<role>\<cmdlet>`, either with asterisks."""
    role, cmdlet = _parts(call, call.text("Identity") or "")
    found = [
        _row(call, one, name, parameters)
        for one in _roles(call, role)
        for name, parameters in sorted(entries_of(call.directory, one).items())
        if fnmatchcase(name.casefold(), cmdlet.casefold())
    ]
    if not found and "*" not in role + cmdlet:
        raise call.directory.errors.not_found(f"{role}\\{cmdlet}")
    return Outcome(narrowed(call, found), ENTRY)


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
    own = {"Name": cmdlet, "Role": role.name, "Type": "Cmdlet", "Parameters": parameters}
    identity = f"{role.name}\\{cmdlet}"
    snapin = "Microsoft.Exchange.Management.PowerShell.E2010"
    guid = call.directory.names.stable_guid(ENTRY, identity)
    return Item(ENTRY, {**own, "Guid": guid, "PSSnapinName": snapin, "_identity": identity})


def add_entry(call: Call) -> Outcome:
    """Add-ManagementRoleEntry: the parent's entry, with these of its parameters."""
    source = call.text("ParentRoleEntry")
    if source is None and call.text("Identity") is None:
        raise call.directory.errors.missing(["Identity"])
    holder, cmdlet = _parts(call, source or call.text("Identity") or "")
    role = _own_role(call, call.text("Role") or holder)
    parent = _parent(call.directory, role)
    held = {name.casefold(): name for name in entries_of(call.directory, parent)} if parent else {}
    if cmdlet.casefold() not in held or parent is None:
        raise call.directory.errors.not_found(f"{parent.name if parent else ''}\\{cmdlet}")
    name, entries = held[cmdlet.casefold()], entries_of(call.directory, role)
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
    name = next((one for one in entries if one.casefold() == cmdlet.casefold()), None)
    if name is None:
        raise call.directory.errors.not_found(f"{role.name}\\{cmdlet}")
    return role, name, entries


def set_entry(call: Call) -> Outcome:
    """Set-ManagementRoleEntry: these parameters, or with a switch these more or these less."""
    role, name, entries = _entry(call)
    given = [str(one) for one in call.values.get("Parameters") or ()]
    folded = {one.casefold() for one in given}
    if call.bound.switch("AddParameter"):
        kept = {one.casefold() for one in entries[name]}
        entries[name] = sorted([*entries[name], *(one for one in given if one.casefold() not in kept)])
    elif call.bound.switch("RemoveParameter"):
        entries[name] = [one for one in entries[name] if one.casefold() not in folded]
    else:
        entries[name] = sorted(given)
    return _store(call, role, entries)


def remove_entry(call: Call) -> Outcome:
    """Remove-ManagementRoleEntry."""
    role, name, entries = _entry(call)
    del entries[name]
    return _store(call, role, entries)


def _store(call: Call, role: Item, entries: Entries) -> Outcome:
    call.directory.store.write(role, {"_entries": entries})
    return Outcome()
