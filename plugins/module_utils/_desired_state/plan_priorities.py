# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Priorities of rules and policies: taken out of what is desired of each, and planned and given when all else is
written, since each moves others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .._commands.journal import Journal
from .._compare_objects.describe_objects import identity_in_row
from .._compare_objects.match_rows import FoundObject, is_staying
from .._errors.failure import Failure
from .._json_types import JsonMap
from .._object_families.facts_of_family import Family
from .choose_cmdlets import change_to, plan_change
from .desired_object import DesiredObject
from .keep_object import ObjectKeeper
from .listings_of_kinds import why_not_whole
from .order_of_plan import PRIORITY, moves_of_priorities
from .plan_items import PlanItem, describe_failure, describe_success
from .planned_actions import Action
from .rows_and_ignore_rules import IgnoreRules

# The actions of objects that are there in the end, and have a place.
if TYPE_CHECKING:
    from .plan_objects import ObjectPlanner

_STANDING_ACTIONS: tuple[Action, ...] = ("create", "change", "recreate", "equal", "ignored")


def set_apart(items: Sequence[PlanItem]) -> dict[str, Family]:
    """Take the priorities out of what is desired, of kinds that stand in one row; those kinds come back."""
    apart: dict[str, Family] = {}
    for item in items:
        desired = item.desired
        priority = desired.properties.get(PRIORITY)
        if isinstance(priority, int) and not isinstance(priority, bool) and not why_not_whole(desired.family):
            item.priority = priority
            item.desired = _without_priority(desired)
            apart[desired.family.kind] = desired.family
    return apart


def plan_moves(items: Sequence[PlanItem], kinds: Mapping[str, Family], planner: ObjectPlanner) -> None:
    """Plan who gets another priority. Where the rows of a kind do not stand in one row, each is compared for itself."""
    for kind, family in kinds.items():
        items_of_kind = [item for item in items if item.kind == kind]
        try:
            listing = planner.listings.listing_of(family, {})
        except Failure:
            continue  # each of them is unknown
        for item in items_of_kind:
            _leave_alone(item, planner.ignoring)
        row = _items_by_priority(family, listing.rows if listing else (), items_of_kind)
        moves = None if row is None else moves_of_priorities(row, _priorities_of(items_of_kind))
        if moves is None:
            _compare_each(items_of_kind, planner)
            continue
        moved = {key for key, _place in moves}
        for item in items_of_kind:
            if item.priority is not None and item.action in _STANDING_ACTIONS:
                _plan_move(item, planner, moved=_key_of_item(item) in moved)


def give_priorities(items: Sequence[PlanItem], keeper_of: Mapping[str, ObjectKeeper]) -> None:
    """Give the priorities that the plan gives, by what is there now."""
    for kind in dict.fromkeys(item.kind for item in items if item.moves):
        items_of_kind = [item for item in items if item.kind == kind and item.priority is not None]
        present_items = [item for item in items_of_kind if _is_item_there(item)]
        keeper = keeper_of[kind]
        family = present_items[0].desired.family if present_items else None
        if family is None:
            continue
        try:
            rows = keeper.reader.rows_of(family, {})
        except Failure as error:
            for item in items_of_kind:
                item.outcome = describe_failure(item, error) if item.moves else item.outcome
            continue
        row = _items_by_priority(family, rows, ())
        moves = None if row is None else moves_of_priorities(row, _priorities_of(present_items))
        keys = [key for key, _place in moves] if moves is not None else list(map(_key_of_item, present_items))
        for key in keys:
            _give_priority(next(item for item in present_items if _key_of_item(item) == key), keeper, rows)
        for item in present_items:
            if item.moves and not item.outcome and item.kept_object is not None:
                item.outcome = {
                    **describe_success(item, item.kept_object, written=True),
                    "outcome": "ran",
                    "changed": True,
                }


def _is_item_there(item: PlanItem) -> bool:
    """Whether the object is there by now: what was skipped may not be."""
    skipped = item.outcome.get("failed") or item.outcome.get("outcome") == "did_not_run"
    return item.action in _STANDING_ACTIONS and not skipped


def _give_priority(item: PlanItem, keeper: ObjectKeeper, rows: Sequence[JsonMap]) -> None:
    family = item.desired.family
    row = next((row for row in rows if _name_in_listing(family, row) == _key_of_item(item)), None)
    writer = replace(keeper.writer, written_steps=[], doubtful=None, patience=item.desired.patience)
    desired = _object_with_priority(item)
    try:
        # Its place may be another one by now, so that it is not compared.
        found_object = None if row is None else FoundObject({**row, PRIORITY: None}, desired.identity)
        kept_object = ObjectKeeper(keeper.reader, writer, keeper.context).keep(desired, found_object)
    except Failure as error:
        before = item.outcome.get("steps", [])
        item.outcome = describe_failure(item, error)
        item.outcome["steps"] = [*before, *item.outcome["steps"]]
        item.outcome["changed"] = item.outcome["changed"] or bool(before)
        return
    outcome = describe_success(item, kept_object, written=True)
    if item.outcome:
        outcome = {**item.outcome, "steps": [*item.outcome["steps"], *outcome["steps"]]}
    item.outcome = {**outcome, "changed": True}


def _compare_each(items: Sequence[PlanItem], planner: ObjectPlanner) -> None:
    again = [item for item in items if item.priority is not None and not item.outcome]
    for item in again:
        properties = {**item.desired.properties, PRIORITY: item.priority}
        item.desired, item.priority = replace(item.desired, properties=properties), None
    planner.plan_items(again)


def _leave_alone(item: PlanItem, ignoring: IgnoreRules) -> None:
    """A priority that is left alone although it differs."""
    reason = ignoring.reason_for(item.kind, item.identities, PRIORITY) or ignoring.reason_for(
        item.kind, item.identities
    )
    if reason is None or item.priority is None or item.action == "create":
        return
    change = _priority_change(item)
    item.priority = None
    if str(change["before"]) != str(change["after"]):
        item.ignored = [*item.ignored, change]
        item.action, item.reason = ("ignored", reason) if item.action == "equal" else (item.action, item.reason)


def _plan_move(item: PlanItem, planner: ObjectPlanner, *, moved: bool) -> None:
    """Note the priority of an object that is ``moved``, or that others push to another one."""
    family, identity = item.desired.family, item.desired.identity
    change = _priority_change(item)
    if not moved and str(change["before"]) == str(change["after"]):
        return
    item.changes, item.moves = [*item.changes, change], True
    item.action = "change" if item.action in ("equal", "ignored") else item.action
    if moved:
        writer = planner.keepers.of_kind[item.kind].writer
        if not planner.context.check_mode:
            writer = replace(writer, journal=Journal(None, "", planner.context.clock))
        steps = plan_change(family, item.new or identity, [change_to(PRIORITY, item.priority)], {})
        item.moving = writer.rehearse_steps(writer.prepare_steps(steps))


def _priority_change(item: PlanItem) -> JsonMap:
    row = item.found_row
    return {"property": PRIORITY, "before": None if row is None else row.get(PRIORITY), "after": item.priority}


def _items_by_priority(family: Family, rows: Sequence[JsonMap], items: Sequence[PlanItem]) -> list[str] | None:
    """The objects of a kind by their priority, as they stand when all else is written: what is new comes last. None
    where they do not stand in one row."""
    staying_rows = [row for row in rows if is_staying(family, row) and row.get(PRIORITY) is not None]
    numbers = [row[PRIORITY] for row in staying_rows]
    if sorted(map(str, numbers)) != sorted(map(str, range(len(staying_rows)))):
        return None
    removed_keys = {_key_of_item(item) for item in items if item.action == "remove"}
    new = [_key_of_item(item) for item in items if item.action == "create"]
    standing = [_name_in_listing(family, row) for row in sorted(staying_rows, key=lambda row: int(str(row[PRIORITY])))]
    return [*(name for name in standing if name not in removed_keys), *new]


def _priorities_of(items: Sequence[PlanItem]) -> dict[str, int]:
    priorities = {_key_of_item(item): item.priority for item in items if item.action in _STANDING_ACTIONS}
    return {key: priority for key, priority in priorities.items() if priority is not None}


def _key_of_item(item: PlanItem) -> str:
    """The name by which an object is found in a listing; a new one goes by its own."""
    row = item.found_row
    return item.desired.identity.text.casefold() if row is None else _name_in_listing(item.desired.family, row)


def _name_in_listing(family: Family, row: JsonMap) -> str:
    return ", ".join(identity_in_row(family, row, {}).values()).casefold()


def _object_with_priority(item: PlanItem) -> DesiredObject:
    """The object as it gets its priority, under the name that it has by now."""
    desired = replace(item.desired, identity=item.new or item.desired.identity)
    return replace(desired, properties={PRIORITY: item.priority}, wait=0 if desired.wait is None else desired.wait)


def _without_priority(desired: DesiredObject) -> DesiredObject:
    return replace(desired, properties={name: value for name, value in desired.properties.items() if name != PRIORITY})
