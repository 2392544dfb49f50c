# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members: of distribution groups, Microsoft 365 groups, role groups, compliance cases, eDiscovery administrators."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from ..calls import Call, Outcome
from ..directory import RECIPIENTS
from ..store import Item
from ..values import Change, Value
from .removals import SOFT_DELETED, SOFT_DELETED_GROUP

# Noun of the entries: noun of their holder, parameter of the holder, parameter of one entry, of all entries.
HOLDERS = {
    "DistributionGroupMember": ("DistributionGroup", "Identity", "Member", "Members"),
    "UnifiedGroupLinks": ("UnifiedGroup", "Identity", "Links", "Links"),
    "RoleGroupMember": ("RoleGroup", "Identity", "Member", "Members"),
    "ComplianceCaseMember": ("ComplianceCase", "Case", "Member", "Members"),
    "eDiscoveryCaseAdmin": ("", "", "User", "Users"),
}
LINKS = {"Members": "_members", "Owners": "_owners", "Subscribers": "_subscribers"}
ADMINS = "eDiscoveryCaseAdmin"


def holder(call: Call) -> Item:
    """The object whose members the call is about."""
    noun, parameter, _adding, _updating = HOLDERS[call.family.noun]
    if noun:
        return call.directory.one((noun,), call.text(parameter))
    table = call.directory.table(ADMINS)
    if not len(table.rows()):
        table.insert(Item(ADMINS, {"Name": "eDiscovery Administrators", "Guid": call.directory.ids.guid()}))
    return table.rows()[0]


def _slot(call: Call) -> str:
    return LINKS.get(str(call.values.get("LinkType", "Members")), f"_{str(call.values.get('LinkType')).lower()}")


def _ids(item: Item, slot: str) -> list[UUID]:
    return list(item.get(slot) or [])


def member(call: Call, identity: Value) -> Item:
    """The recipient (or, for role groups, the service principal or group) that the caller names."""
    nouns = (*RECIPIENTS, "ServicePrincipal", "RoleGroup")
    wide = call.family.noun in {"RoleGroupMember", "ComplianceCaseMember"}
    return call.directory.one(nouns if wide else RECIPIENTS, identity)


def get_members(call: Call) -> Outcome:
    """The members as recipients."""
    if call.family.noun == "ComplianceCaseMember" and not call.text("Case"):
        return Outcome(noun="Recipient")
    slot = _slot(call)
    if call.bound.switch("ShowCaseAdmin"):
        admins = call.directory.table(ADMINS).rows()
        return Outcome([item for admin in admins for item in _members(call, admin, slot)], "Recipient")
    members = _members(call, holder(call), slot)
    if call.bound.switch("RoleGroupOnly"):
        members = [item for item in members if item.noun == "RoleGroup"]
    return Outcome(members, "Recipient")


def _members(call: Call, group: Item, slot: str) -> list[Item]:
    removed = (SOFT_DELETED, SOFT_DELETED_GROUP) if call.bound.switch("IncludeSoftDeletedObjects") else ()
    nouns = (*RECIPIENTS, "ServicePrincipal", "RoleGroup", *removed)
    members = (call.directory.find(nouns, str(guid)) for guid in _ids(group, slot))
    return [items[0] for items in members if items]


def add_members(call: Call) -> Outcome:
    """Add-X: somebody who is a member already makes it fail (CIPP matches MemberAlreadyExistsException)."""
    group, slot = holder(call), _slot(call)
    ids = _ids(group, slot)
    for who in _given(call, 2):
        new = member(call, who)
        if new.guid in ids:
            _refuse_double(call, group, new)
            continue
        _check_owner(call, group, new)
        ids.append(new.guid)
    call.directory.store.write(group, {slot: ids})
    return Outcome()


def _refuse_double(call: Call, group: Item, new: Item) -> None:
    if call.family.noun == "UnifiedGroupLinks":
        return  # adding a link twice is no error there (general knowledge)
    text = f'The recipient "{new.name}" is already a member of the group "{group.name}".'
    raise call.directory.errors.build("member_exists", text)


def _check_owner(call: Call, group: Item, new: Item) -> None:
    """Owners of a Microsoft 365 group must be members first (Add-UnifiedGroupLinks reference)."""
    if call.values.get("LinkType") == "Owners" and new.guid not in _ids(group, "_members"):
        text = (
            f'Only members can be owners of a group. Please add "{new.name}" as a member before adding it as an owner.'
        )
        raise call.directory.errors.build("invalid", text)


def remove_members(call: Call) -> Outcome:
    """Remove-X: somebody who is no member makes it fail."""
    group, slot = holder(call), _slot(call)
    ids = _ids(group, slot)
    for who in _given(call, 2):
        leaving = member(call, who)
        if leaving.guid not in ids:
            text = f'The recipient "{leaving.name}" isn\'t a member of the group "{group.name}".'
            raise call.directory.errors.build("member_not_found", text)
        ids.remove(leaving.guid)
    call.directory.store.write(group, {slot: ids})
    return Outcome()


def update_members(call: Call) -> Outcome:
    """Update-X: the whole list, or @{Add;Remove}."""
    group, slot = holder(call), _slot(call)
    new_members = call.values.get(HOLDERS[call.family.noun][3])
    if isinstance(new_members, Change):
        removed = {member(call, who).guid for who in new_members.remove}
        remaining = [guid for guid in _ids(group, slot) if guid not in removed]
        ids = remaining + [guid for guid in _guids(call, new_members.add) if guid not in remaining]
    else:
        listed = new_members if isinstance(new_members, list) else [new_members] if new_members else []
        ids = list(dict.fromkeys(_guids(call, listed)))
    if ids != _ids(group, slot):
        call.directory.store.write(group, {slot: ids})
    return Outcome()


def _guids(call: Call, identities: Iterable[Value]) -> list[UUID]:
    return [member(call, who).guid for who in identities]


def _given(call: Call, place: int) -> list[Value]:
    name = HOLDERS[call.family.noun][place]
    value = call.values.get(name)
    if value in (None, [], ""):
        raise call.directory.errors.missing([name])
    return list(value.add) if isinstance(value, Change) else value if isinstance(value, list) else [value]
