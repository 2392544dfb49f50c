# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role groups and assignment policies: their members, and one role assignment for each role."""

from __future__ import annotations

from ..calls import Call, Outcome
from ..changes import property_values
from ..crud import blank, new_object
from ..derived import stamped
from ..directory import RECIPIENTS
from ..families import family
from ..object_names import free
from ..references import refer
from ..store import Item


def new_role_group(call: Call) -> Outcome:
    """New-RoleGroup: who is in it, and what its roles are, is kept once and read from there."""
    name = call.text("Name") or ""
    if call.directory.table("RoleGroup").find(name):
        raise call.directory.errors.exists(name)
    item = blank(call, name)
    item.own.update({key: value for key, value in property_values(call, None).items() if value is not None})
    item.own.pop("Members", None)
    members = call.values.get("Members") or []
    nouns = (*RECIPIENTS, "ServicePrincipal")
    item.own["_members"] = [call.directory.one(nouns, member).guid for member in members]
    call.directory.store.add(item)
    _assign(call, item, "Roles")
    return Outcome([item], "RoleGroup")


def new_assignment_policy(call: Call) -> Outcome:
    """New-RoleAssignmentPolicy: its roles are assignments as well."""
    outcome = new_object(call)
    _assign(call, outcome.items[0], "AssignedRoles")
    return outcome


def _assign(call: Call, holder: Item, property_name: str) -> None:
    """An assignment of each role that the call names, called `<Role>-<Holder>` (Microsoft365DSC)."""
    holder.own.pop(property_name, None)
    assigning = Call(call.directory, call.caller, call.service, call.bound, family("ManagementRoleAssignment"))
    for role_name in call.values.get("Roles") or []:
        role = call.directory.one(("ManagementRole",), role_name)
        item = blank(assigning, free(assigning, f"{role.name}-{holder.name}"))
        item.own.update({"Role": refer(role), "RoleAssignee": refer(holder)})
        item.own.update(stamped(assigning, item, item.own))
        call.directory.store.add(item)
