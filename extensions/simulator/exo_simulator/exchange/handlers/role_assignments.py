# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get-ManagementRoleAssignment: who in the end may use a role, and who may write to a recipient (its reference)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from ..calls import Call, Outcome
from ..crud import get_objects
from ..directory import RECIPIENTS
from ..opath import compile_filter
from ..references import item_of
from ..seen import value_of
from ..store import Item
from ..values import Ref

NOUN = "ManagementRoleAssignment"
ASSIGNEES = (*RECIPIENTS, "RoleGroup", "RoleAssignmentPolicy", "ServicePrincipal")
DIRECT = "Direct"
GROUPS = {"RoleGroup": "RoleGroup", "DistributionGroup": "SecurityGroup"}  # how a member's assignment is called
SCOPED = ("CustomRecipientWriteScope", "ExclusiveRecipientWriteScope")


def get_role_assignments(call: Call) -> Outcome:
    """Assignments; -WritableRecipient chooses by their write scopes, -GetEffectiveUsers shows one row for each user.

    -RoleAssignee also finds those that reach it through groups and its policy, of which -AssignmentMethod chooses.
    """
    items: Sequence[Item] = get_objects(call).items
    if call.text("RoleAssignee"):
        ways = _ways(call, call.directory.one(ASSIGNEES, call.text("RoleAssignee")))
        holders = ((item, _assignee(call, item)) for item in items)
        items = [_by_way(item, ways[holder.guid]) for item, holder in holders if holder and holder.guid in ways]
    methods = {str(method).casefold() for method in call.values.get("AssignmentMethod") or ()}
    if methods:
        items = [item for item in items if str(item.get("AssignmentMethod")).casefold() in methods]
    if call.text("WritableRecipient"):
        recipient = call.directory.recipient(call.text("WritableRecipient"))
        items = [item for item in items if _reaches(call, item, recipient)]
    if call.bound.switch("GetEffectiveUsers"):
        items = [_for_user(item, user) for item in items for user in people_behind(call, _assignee(call, item), set())]
    return Outcome(items, NOUN)


def _ways(call: Call, assignee: Item) -> dict[UUID, str]:
    """Whose assignments are the assignee's, and how: its own, those of groups that it is in, and of its policy."""
    ways, waiting = {assignee.guid: DIRECT}, [assignee]
    while waiting:
        member = waiting.pop(0)
        for noun, way in GROUPS.items():
            for group in call.directory.table(noun).holders("_members", member.guid):
                if group.guid not in ways:
                    ways[group.guid] = way
                    waiting.append(group)
    ref = assignee.get("RoleAssignmentPolicy") if assignee.noun == "Mailbox" else None
    policy = item_of(call.directory, ref) if isinstance(ref, Ref) else None
    return {**ways, policy.guid: "RoleAssignmentPolicy"} if policy else ways


def _by_way(item: Item, way: str) -> Item:
    return item if way == DIRECT else Item(NOUN, {**item.own, "AssignmentMethod": way}, item.base)


def _assignee(call: Call, item: Item) -> Item | None:
    ref = item.get("RoleAssignee")
    return item_of(call.directory, ref) if isinstance(ref, Ref) else None


def _reaches(call: Call, item: Item, recipient: Item) -> bool:
    """Whether the assignment's write scope has the recipient: all of them, those of a filter, or oneself."""
    scope = item.get("RecipientWriteScope", "Organization")
    if scope == "Self":
        assignee = _assignee(call, item)
        return assignee is not None and assignee.guid == recipient.guid
    refs = [item.get(name) for name in SCOPED]
    scopes = [item_of(call.directory, ref) for ref in refs if isinstance(ref, Ref)]
    texts = [
        str(scoped.get("RecipientRestrictionFilter") or scoped.get("RecipientFilter") or "")
        for scoped in scopes
        if scoped
    ]
    if not texts:
        return bool(scope == "Organization")
    return any(compile_filter(text)(lambda name: value_of(call.directory, recipient, name)) for text in texts if text)


def people_behind(call: Call, holder: Item | None, met: set[UUID]) -> Iterator[Item]:
    """The people behind an assignee: itself, or the members of a group and of the groups in it, each once.

    ``met`` are the ids of those that were seen before: groups may be members of each other.
    """
    if holder is None or holder.guid in met:
        return
    met.add(holder.guid)
    members = holder.get("_members")
    if members is None:
        yield holder
        return
    for guid in members:
        for member in call.directory.find((*RECIPIENTS, "ServicePrincipal", "RoleGroup"), str(guid))[:1]:
            yield from people_behind(call, member, met)


def _for_user(item: Item, user: Item) -> Item:
    return Item(NOUN, {**item.own, "EffectiveUserName": user.name}, item.base)
