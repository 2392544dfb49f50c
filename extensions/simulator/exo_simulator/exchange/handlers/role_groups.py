# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role groups: their members, and one role assignment for each role."""

from __future__ import annotations

from ..calls import Call, Outcome
from ..changes import property_values
from ..crud import blank
from ..directory import RECIPIENTS
from ..object_names import name_for


def new_role_group(call: Call) -> Outcome:
    """New-RoleGroup; an assignment is called `<Role>-<Group>` (Microsoft365DSC)."""
    name = name_for(call, call.directory.ids.guid())
    if call.directory.table("RoleGroup").find(name):
        raise call.directory.errors.exists(name)
    item = blank(call, name)
    item.own.update({key: value for key, value in property_values(call, None).items() if value is not None})
    item.own.pop("Members", None)
    members = call.values.get("Members") or []
    nouns = (*RECIPIENTS, "ServicePrincipal")
    item.own["_members"] = [call.directory.one(nouns, member).guid for member in members]
    roles = [str(role) for role in call.values.get("Roles") or []]
    item.own["RoleAssignments"] = [f"{role}-{name}" for role in roles]
    call.directory.store.add(item)
    return Outcome([item], "RoleGroup")
