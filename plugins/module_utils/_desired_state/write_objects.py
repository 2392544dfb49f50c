# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Write a plan of many objects, one after the other. A failure stops what depends on it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .._errors._advice.many import failure
from .._errors.failure import Failure
from .._json_types import JsonMap
from .._resources.describe_objects import describe_properties, settable_properties
from .._resources.facts import Family
from .._resources.match_rows import FoundObject
from .._resources.plan_of_many import REMOVING_ACTIONS, WRITING_ACTIONS
from .desired_object import KeptObject
from .find_object import find_object
from .keep_object import ObjectKeeper
from .lines_of_progress import ProgressLines
from .objects_at_work import ObjectKeepers, PlanItem
from .outcomes_of_objects import describe_failure, describe_success, skip_if_broken
from .plan_in_journal import PlanInJournal
from .plan_priorities import give_priorities


def write_objects(
    items: Sequence[PlanItem], keepers: ObjectKeepers, lines: ProgressLines, noted: PlanInJournal | None
) -> None:
    """Bring each object to its state that the plan writes; what came of it is in its outcome afterwards, and in the
    plan that was ``noted``."""
    stopped = {item.name for item in items if item.outcome.get("failed")}
    for item in items:
        if item.action not in WRITING_ACTIONS or _only_moves(item):
            continue
        if skip_if_broken(item, stopped):
            continue
        keepers.of(item).reader.forget()
        lines.say(f"{item.action}: {item.name}")
        try:
            kept = _write_item(item, keepers.of(item))
        except Failure as error:
            item.outcome = describe_failure(item, error)
            stopped.add(item.name)
        else:
            item.outcome = describe_success(item, kept, sent=True)
        if noted is not None and not item.moves:
            noted.settle(item)
    give_priorities(items, keepers.of_kind)
    for item in items:
        if noted is not None and item.moves:
            noted.settle(item)


def _only_moves(item: PlanItem) -> bool:
    """Whether nothing of an object differs but its priority."""
    return item.moves and item.kept is not None and not item.kept.changed


def _write_item(item: PlanItem, keeper: ObjectKeeper) -> KeptObject:
    """:raises Failure: as :meth:`Keeper.keep`; what is to be removed is no longer what the plan saw."""
    desired = item.desired
    writer = replace(keeper.writer, done=[], doubtful=None, patience=desired.patience)
    found = item.found
    if found is not None and (found.vanishing or (found.row is None and desired.family.never_present)):
        # It is waited for: until it is gone, or there with what it belongs to.
        found, desired = None, replace(desired, late=desired.patience)
    elif found is not None and item.action in REMOVING_ACTIONS:
        found = _look_again(item, keeper, found)
    return ObjectKeeper(keeper.reader, writer, keeper.context).keep(desired, found)


def _look_again(item: PlanItem, keeper: ObjectKeeper, found: FoundObject) -> FoundObject:
    """:raises Failure: ``resources-changed-since``."""
    now = find_object(keeper.reader, item.desired)
    if now.row is not None and found.row is not None and _rows_differ(item.desired.family, found.row, now.row):
        raise failure("resources-changed-since", object=item.desired.title)
    return now


def _rows_differ(family: Family, before: JsonMap, now: JsonMap) -> bool:
    """Whether what a task can set differs, in what both rows show: a listing may show less. A priority is moved by
    others'."""
    names = [name for name in settable_properties(family) if name != "Priority"]
    both = [describe_properties(family, row, names) for row in (before, now)]
    return any(both[0][name] != both[1][name] for name in both[0].keys() & both[1].keys())
