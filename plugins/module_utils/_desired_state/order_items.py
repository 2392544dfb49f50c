# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The order of a plan, by what its objects name; and what they name that is not there, is to go, or cannot be made."""

from __future__ import annotations

from collections.abc import Sequence

from .._context_and_progress import Context
from .._errors._advice.keeping import KEEPING
from .._errors._advice.many import MANY
from .._errors.failure import Failures
from .._resources.order_of_plan import ObjectsByName, PlanNode, dependencies_of, names_of_the_removed, order_of_plan
from .._resources.plan_of_many import WRITING_ACTIONS
from .._resources.sides_and_references import UnresolvedReference
from .objects_at_work import PlanItem
from .outcomes_of_objects import describe_failure, skip_if_broken

failure = Failures(KEEPING, MANY)


def order_items(items: Sequence[PlanItem], context: Context) -> list[PlanItem]:
    """The objects in the order in which they are written. What depends on one that is refused, or unknown, is skipped.

    :raises Failure: ``resources-cycle``, ``resources-reference-missing`` or ``resources-reference-gone``.
    """
    before = dependencies_of([node_of(item) for item in items])
    _note_dependencies(items, before)
    for item in items:
        _demand_there(item, context)
    nodes = [node_of(item) for item in items]
    demand_names_that_stay(items, nodes)
    made, failed = ObjectsByName(nodes, "create", "recreate"), ObjectsByName(nodes, "refused", "unknown")
    for place, item in enumerate(items):
        missing = [one for one in _missing_names(item) if not made.places(one.kind, one.value)]
        named = [other for one in missing for other in _find_failed(item, one, failed, context)]
        before[place] = tuple(dict.fromkeys((*before[place], *named)))
        _warn_of_rehearsal(item, made, context)
    _note_dependencies(items, before)
    ordered = [items[place] for place in order_of_plan(nodes, before)]
    stopped = {item.name for item in items if item.outcome.get("failed")}
    for item in ordered:
        skip_if_broken(item, stopped)
    return ordered


def demand_names_that_stay(items: Sequence[PlanItem], nodes: Sequence[PlanNode]) -> None:
    """Refuse what contradicts itself: an object names another one that is to be gone.

    :raises Failure: ``resources-reference-gone``.
    """
    for place, name, value in names_of_the_removed(nodes):
        item = items[place]
        raise failure(
            "resources-reference-gone", place=item.row.place, property=name, object=item.desired.title, value=value
        )


def node_of(item: PlanItem) -> PlanNode:
    """The object for its place in the order; before anything is read, one that is to be gone counts as removed."""
    desired = item.desired
    row = item.found.row if item.found is not None else None
    changed = tuple(str(one["property"]) for one in item.changes)
    action = "remove" if item.found is None and not desired.present else item.action
    return PlanNode(desired.family, desired.wanted, action, desired.properties, row, changed)


def _note_dependencies(items: Sequence[PlanItem], before: Sequence[Sequence[int]]) -> None:
    for item, places in zip(items, before, strict=True):
        item.depends_on = tuple(items[place].name for place in places)


def _missing_names(item: PlanItem) -> Sequence[UnresolvedReference]:
    """What an object that is written names, and the tenant does not have."""
    return item.kept.unresolved if item.kept is not None and item.action in WRITING_ACTIONS else ()


def _find_failed(
    item: PlanItem, missing: UnresolvedReference, failed: ObjectsByName, context: Context
) -> Sequence[int]:
    """The places of what is named where the task describes it and it cannot be made. In check mode an earlier task may
    make what nothing describes.

    :raises Failure: ``resources-reference-missing``: nothing describes it.
    """
    places = failed.places(missing.kind, missing.value)
    if not places and not context.check_mode:
        raise failure(
            "resources-reference-missing",
            place=item.row.place,
            property=missing.property,
            object=item.desired.title,
            value=missing.value,
        )
    return places


def _warn_of_rehearsal(item: PlanItem, made: ObjectsByName, context: Context) -> None:
    """Say what a rehearsal warned of, but for what is not there and is made by this very plan."""
    unresolved = item.kept.unresolved if item.kept is not None else ()
    known = [f"{one.property} names {one.value}, " for one in unresolved if made.places(one.kind, one.value)]
    if item.depends_on:
        known.append(f"There is no {item.desired.title} yet")
    for warning in item.warnings:
        if not warning.startswith(tuple(known)):
            context.warn(warning)


def _demand_there(item: PlanItem, context: Context) -> None:
    """Where settings of an object are wanted that is not there and not made, there is nothing to set; in check mode an
    earlier task may make it."""
    family = item.desired.family
    absent = item.found is not None and item.found.row is None
    if family.never_present and absent and item.action == "change" and not (item.depends_on or context.check_mode):
        error = failure("object-not-there", object=item.desired.title, reason=family.never_present)
        item.action, item.reason, item.kept = "refused", error.what, None
        item.outcome = describe_failure(item, error)
