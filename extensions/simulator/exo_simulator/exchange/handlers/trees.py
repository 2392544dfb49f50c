# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove-AddressList and Remove-ManagementRole: what has children goes with them or not at all (the cmdlets' pages)."""

from __future__ import annotations

from ..calls import Call, Outcome
from ..crud import refuse_default, remove_object, target
from ..places import path_of
from ..references import users_of
from ..store import Item


def remove_tree(call: Call) -> Outcome:
    """Recursive of address lists and Recurse of roles take the children along, unless somebody else uses one."""
    top = target(call)
    refuse_default(call, top)
    below = _below(call, top)
    asked = call.bound.switch("Recurse" if top.noun == "ManagementRole" else "Recursive")
    going = {top.guid, *(one.guid for one in below if asked)}
    for one in [top, *below] if asked else [top]:
        for user in [*users_of(call.directory, one), *_children(call, one)]:
            if user.guid not in going:
                text = f"'{one.name}' can't be removed because it's used by '{user.name}'."
                raise call.directory.errors.build("in_use", text)
    for one in reversed(below):
        call.directory.store.remove(one)
    return remove_object(call)


def _below(call: Call, top: Item) -> list[Item]:
    """All that is below, each after its parent."""
    found = [top]
    for item in found:
        known = {one.guid for one in found}
        found.extend(one for one in _children(call, item) if one.guid not in known)
    return found[1:]


def _children(call: Call, item: Item) -> list[Item]:
    path = path_of(item)
    if path is None:
        return [one for one in users_of(call.directory, item) if one.noun == item.noun]
    names = {path.casefold(), item.name.casefold(), str(item.guid), str(item.get("DistinguishedName")).casefold()}
    others = (one for one in call.directory.table(item.noun) if one is not item)
    return [one for one in others if str(one.get("Container")).casefold() in names]
