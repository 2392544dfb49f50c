# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Write a plan of many objects, one after the other: a failure stops what depends on it, and nothing else. The journal
has the plan and what became of each, so that what a killed run has left can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .._commands.journal import Journal
from .._compare_objects.describe_objects import describe_properties, settable_properties
from .._compare_objects.match_rows import FoundObject
from .._connection.access_and_tokens import Access
from .._dataclass import dataclass
from .._errors._advice.many_objects import failure
from .._errors.failure import Failure
from .._json_types import JsonMap, Row
from .._object_families.facts_of_family import Family
from .._task.context_and_progress import Context, ProgressLines
from .desired_object import KeptObject
from .find_object import find_object
from .keep_object import ObjectKeeper
from .keepers_by_kind import ObjectKeepers
from .plan_items import PlanItem, describe_failure, describe_success, skip_if_broken
from .plan_priorities import give_priorities
from .planned_actions import REMOVING_ACTIONS, WRITING_ACTIONS


@dataclass(frozen=True)
class PlanInJournal:
    """``plan`` is its id, ``numbers`` are the places of its objects by their names."""

    journal: Journal
    access: Access
    context: Context
    plan: str
    numbers: Mapping[str, int]

    @classmethod
    def begin(
        cls, items: Sequence[PlanItem], about: object, keepers: ObjectKeepers, context: Context
    ) -> PlanInJournal | None:
        """Note the plan, also one that writes nothing: then nothing is left of an earlier one ``about`` the same.

        :raises Failure: ``journal-not-writable``.
        """
        keeper = next(iter(keepers.of_kind.values()), None)
        if keeper is None:
            return None
        written = {item.name: number for number, item in enumerate(items) if item.action in WRITING_ACTIONS}
        objects_of_plan = [
            {**_item_in_journal(items[number], number), "action": items[number].action} for number in written.values()
        ]
        plan = keeper.writer.journal.note_plan(keepers.access, about, objects_of_plan)
        return cls(keeper.writer.journal, keepers.access, context, plan, written)

    def settle(self, item: PlanItem) -> None:
        """Note what became of an object; one whose turn has not come is left as it is."""
        number = self.numbers.get(item.name)
        if number is None or not item.outcome or item.outcome["outcome"] == "did_not_run":
            return
        outcome = {**item.outcome, "outcome": "ran"} if item.outcome["outcome"] == "equal" else item.outcome
        try:
            self.journal.note_settled(self.access, self.plan, _item_in_journal(item, number), outcome)
        except Failure as error:
            self.context.warn(error.line)


def _item_in_journal(item: PlanItem, number: int) -> Row:
    planned = item.planned
    return {"index": number, "object": {"kind": planned.kind, "identity": ", ".join(planned.identity.values())}}


def write_objects(
    items: Sequence[PlanItem], keepers: ObjectKeepers, lines: ProgressLines, plan_in_journal: PlanInJournal | None
) -> None:
    """Bring each object to its state that the plan writes; what came of it is in its outcome afterwards, and in the
    journal."""
    stopped = {item.name for item in items if item.outcome.get("failed")}
    for item in items:
        if item.action not in WRITING_ACTIONS or _only_moves(item):
            continue
        if skip_if_broken(item, stopped):
            continue
        keepers.of_kind[item.kind].reader.forget()
        lines.say(f"{item.action}: {item.name}")
        try:
            kept_object = _write_item(item, keepers.of_kind[item.kind])
        except Failure as error:
            item.outcome = describe_failure(item, error)
            stopped.add(item.name)
        else:
            item.outcome = describe_success(item, kept_object, written=True)
        if plan_in_journal is not None and not item.moves:
            plan_in_journal.settle(item)
    give_priorities(items, keepers.of_kind)
    for item in items:
        if plan_in_journal is not None and item.moves:
            plan_in_journal.settle(item)


def _only_moves(item: PlanItem) -> bool:
    """Whether nothing of an object differs but its priority."""
    return item.moves and item.kept_object is not None and not item.kept_object.changed


def _write_item(item: PlanItem, keeper: ObjectKeeper) -> KeptObject:
    """:raises Failure: as :meth:`ObjectKeeper.keep`; what is to be removed is no longer what the plan saw."""
    desired = item.desired
    writer = replace(keeper.writer, written_steps=[], doubtful=None, patience=desired.patience)
    found_object = item.found_object
    if found_object is not None and (
        found_object.vanishing or (found_object.row is None and desired.family.never_present)
    ):
        # It is waited for: until it is gone, or there with what it belongs to.
        found_object, desired = None, replace(desired, late=desired.patience)
    elif found_object is not None and item.action in REMOVING_ACTIONS:
        found_object = _look_again(item, keeper, found_object)
    return ObjectKeeper(keeper.reader, writer, keeper.context).keep(desired, found_object)


def _look_again(item: PlanItem, keeper: ObjectKeeper, planned: FoundObject) -> FoundObject:
    """:raises Failure: ``resources-changed-since``."""
    found_now = find_object(keeper.reader, item.desired)
    if (
        found_now.row is not None
        and planned.row is not None
        and _rows_differ(item.desired.family, planned.row, found_now.row)
    ):
        raise failure("resources-changed-since", object=item.desired.title)
    return found_now


def _rows_differ(family: Family, before: JsonMap, after: JsonMap) -> bool:
    """Whether what a task can set differs, in what both rows show: a listing may show less. A priority is moved by
    others'."""
    names = [name for name in settable_properties(family) if name != "Priority"]
    sides = [describe_properties(family, row, names) for row in (before, after)]
    return any(sides[0][name] != sides[1][name] for name in sides[0].keys() & sides[1].keys())
