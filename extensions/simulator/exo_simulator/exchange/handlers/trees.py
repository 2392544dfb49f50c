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
    takes_children = call.bound.switch("Recurse" if top.noun == "ManagementRole" else "Recursive")
    going = {top.guid, *(item.guid for item in below if takes_children)}
    for item in [top, *below] if takes_children else [top]:
        for user in [*users_of(call.directory, item), *_children(call, item)]:
            if user.guid not in going:
                text = f"'{item.name}' can't be removed because it's used by '{user.name}'."
                raise call.directory.errors.build("in_use", text)
    for item in reversed(below):
        call.directory.store.remove(item)
    return remove_object(call)


def _below(call: Call, top: Item) -> list[Item]:
    """All that is below, each after its parent."""
    tree = [top]
    for item in tree:
        guids = {child.guid for child in tree}
        tree.extend(child for child in _children(call, item) if child.guid not in guids)
    return tree[1:]


def _children(call: Call, item: Item) -> list[Item]:
    path = path_of(item)
    if path is None:
        return [child for child in users_of(call.directory, item) if child.noun == item.noun]
    names = {path.casefold(), item.name.casefold(), str(item.guid), str(item.get("DistinguishedName")).casefold()}
    siblings = (child for child in call.directory.table(item.noun) if child is not item)
    return [child for child in siblings if str(child.get("Container")).casefold() in names]
