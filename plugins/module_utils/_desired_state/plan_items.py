# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The objects of a plan: what is desired of each, in which order, by what they name, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from .._compare_objects.desired_and_current_sides import UnresolvedReference
from .._compare_objects.match_rows import FoundObject
from .._dataclass import dataclass
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors._advice.many_objects import MANY_OBJECTS
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._object_families.names_of_objects import normal_name
from .._object_families.object_identity import ObjectIdentity, identity_places, read_identity
from .._specs.resources import KeepingOptions
from .._task.context_and_progress import Context, Result
from .desired_object import DesiredObject, KeptObject, desired_object, result_of
from .order_of_plan import (
    PRIORITY,
    ObjectsByName,
    PlanNode,
    dependencies_of,
    names_of_the_removed,
    order_of_plan,
)
from .planned_actions import WRITING_ACTIONS, Action, PlannedObject
from .rows_and_ignore_rules import DesiredRow, in_row

failure = Failures(DESIRED_STATE, MANY_OBJECTS)


@dataclass
class PlanItem:
    """One object of the task.

    ``old`` is the name that it may still have, and ``new`` the one that it is to get then. ``found_object`` is what
    the plan saw of it, ``kept_object`` what would be done, ``ignored`` what differs and is left alone. ``priority`` is
    one that is given when all else is written, ``moves`` whether the object has another one, and ``moving`` what gives
    it. ``outcome`` is a row of the result.
    """

    row: DesiredRow
    desired: DesiredObject
    action: Action = "unknown"
    changes: Sequence[JsonMap] = ()
    depends_on: tuple[str, ...] = ()
    reason: str = ""
    warnings: Sequence[str] = ()
    old: ObjectIdentity | None = None
    new: ObjectIdentity | None = None
    ignored: Sequence[JsonMap] = ()
    priority: int | None = None
    moves: bool = False
    moving: Sequence[Result] = ()
    found_object: FoundObject | None = None
    kept_object: KeptObject | None = None
    outcome: Result = field(default_factory=dict)

    @property
    def planned(self) -> PlannedObject:
        """The object as the plan has it."""
        family = self.desired.family
        parts = (self.new or self.desired.identity).parts
        return PlannedObject(family.kind, parts, self.action, self.changes, self.depends_on, self.reason, self.ignored)

    @property
    def found_row(self) -> JsonMap | None:
        """The row that the plan saw of the object."""
        return self.found_object.row if self.found_object is not None else None

    @property
    def identities(self) -> list[ObjectIdentity]:
        """The object as the task names it, and by the other name where it is renamed."""
        return [identity for identity in (self.desired.identity, self.old, self.new) if identity is not None]

    @property
    def kind(self) -> str:
        """The kind of the object."""
        return self.desired.family.kind

    @property
    def name(self) -> str:
        """Kind and identity in one line."""
        return self.planned.name


def items_of(rows: Sequence[DesiredRow], keeping: KeepingOptions, context: Context, *, deleted: bool) -> list[PlanItem]:
    """The objects that the rows describe; ``deleted``: none of them is to be there. Checked before any network.

    :raises Failure: a row that cannot be meant, an object that two describe, or a priority that two have; the line says
        which.
    """
    items: list[PlanItem] = []
    for row in rows:
        with in_row(row):
            present = row.state == "present" and not deleted
            desired = desired_object(row.kind, row.identity, row.properties, keeping, context, present=present)
            items.append(PlanItem(row, desired, old=_old_name(row, desired)))
    _demand_each_once(items)
    _demand_own_priorities(items)
    return items


def _old_name(row: DesiredRow, desired: DesiredObject) -> ObjectIdentity | None:
    """:raises Failure: ``resources-not-renamed``."""
    if row.renamed_from is None:
        return None
    reason = "it is to be gone" if not desired.present else "" if desired.family.rename else "its kind is not renamed"
    if reason:
        raise failure("resources-not-renamed", object=desired.title, reason=reason)
    return read_identity(desired.family, row.renamed_from)


def _demand_each_once(items: Sequence[PlanItem]) -> None:
    """:raises Failure: ``resources-object-twice``."""
    first_rows: dict[tuple[object, ...], DesiredRow] = {}
    for item in items:
        for identity in (item.desired.identity, *([item.old] if item.old is not None else [])):
            fold_name = str.casefold if item.desired.family.path_as else normal_name
            key = (item.kind, *map(fold_name, identity.parts.values()))
            first_row = first_rows.setdefault(key, item.row)
            if first_row is not item.row:
                raise failure(
                    "resources-object-twice",
                    place=item.row.place,
                    first=first_row.place,
                    object=replace(item.desired, identity=identity).title,
                )


def _demand_own_priorities(items: Sequence[PlanItem]) -> None:
    """:raises Failure: ``resources-priority-twice``."""
    first_rows: dict[tuple[object, ...], DesiredRow] = {}
    for item in items:
        family, identity = item.desired.family, item.desired.identity
        priority = item.desired.properties.get(PRIORITY)
        if priority is None:
            continue
        key = (family.kind, str(priority), *(identity.parts.get(name) for name in identity_places(family)))
        first_row = first_rows.setdefault(key, item.row)
        if first_row is not item.row:
            raise failure(
                "resources-priority-twice",
                place=item.row.place,
                first=first_row.place,
                object=item.desired.title,
                priority=str(priority),
            )


def describe_failure(item: PlanItem, error: Failure) -> Result:
    """The outcome of an object of which something failed."""
    return {
        **_outcome_of_item(item),
        "failed": True,
        "outcome": error.outcome,
        "changed": bool(error.more.get("changed")),
        "msg": error.line,
        "error": error.card(),
        "steps": list(error.more.get("steps") or ()),
        **{name: error.more[name] for name in ("changes", "seen", "was", "found") if name in error.more},
    }


def describe_success(item: PlanItem, kept_object: KeptObject, *, written: bool) -> Result:
    """The outcome of an object that is as desired now, or would be (not ``written``): the changes are those of the
    plan."""
    outcome = {**result_of(item.desired, kept_object, diff=False), **_outcome_of_item(item), "failed": False}
    outcome["changes"] = [dict(change) for change in item.changes]
    if not written:
        return {**outcome, "changed": True, "outcome": "did_not_run", "steps": [*kept_object.steps, *item.moving]}
    return {**outcome, "outcome": "ran" if kept_object.steps else "equal"}


def skip_if_broken(item: PlanItem, stopped: set[str]) -> bool:
    """Whether the object is not written because one of the ``stopped`` has to be there first; then it is one of them,
    and its outcome says so."""
    missing_name = next((name for name in item.depends_on if name in stopped), None)
    if missing_name is None or item.action not in WRITING_ACTIONS:
        return False
    item.reason = f"It depends on {missing_name}, which is not as desired."
    item.outcome = _describe_skipped(item, item.reason)
    stopped.add(item.name)
    return True


def _describe_skipped(item: PlanItem, reason: str) -> Result:
    return {
        **_outcome_of_item(item),
        "failed": False,
        "outcome": "did_not_run",
        "changed": False,
        "msg": reason,
        "steps": [],
    }


def _outcome_of_item(item: PlanItem) -> Result:
    return {"kind": item.kind, "identity": dict(item.planned.identity), "action": item.action}


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
    created, failed = ObjectsByName(nodes, "create", "recreate"), ObjectsByName(nodes, "refused", "unknown")
    for place, item in enumerate(items):
        missing = [
            reference for reference in _missing_names(item) if not created.places(reference.kind, reference.value)
        ]
        failed_places = [
            failed_place for reference in missing for failed_place in _find_failed(item, reference, failed, context)
        ]
        before[place] = tuple(dict.fromkeys((*before[place], *failed_places)))
        _warn_of_rehearsal(item, created, context)
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
    row = item.found_row
    changed = tuple(str(change["property"]) for change in item.changes)
    action = "remove" if item.found_object is None and not desired.present else item.action
    return PlanNode(desired.family, desired.identity, action, desired.properties, row, changed)


def _note_dependencies(items: Sequence[PlanItem], before: Sequence[Sequence[int]]) -> None:
    for item, places in zip(items, before, strict=True):
        item.depends_on = tuple(items[place].name for place in places)


def _missing_names(item: PlanItem) -> Sequence[UnresolvedReference]:
    """What an object that is written names, and the tenant does not have."""
    return item.kept_object.unresolved if item.kept_object is not None and item.action in WRITING_ACTIONS else ()


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


def _warn_of_rehearsal(item: PlanItem, created: ObjectsByName, context: Context) -> None:
    """Say what a rehearsal warned of, but for what is not there and is made by this very plan."""
    unresolved = item.kept_object.unresolved if item.kept_object is not None else ()
    expected = [
        f"{reference.property} names {reference.value}, "
        for reference in unresolved
        if created.places(reference.kind, reference.value)
    ]
    if item.depends_on:
        expected.append(f"There is no {item.desired.title} yet")
    for warning in item.warnings:
        if not warning.startswith(tuple(expected)):
            context.warn(warning)


def _demand_there(item: PlanItem, context: Context) -> None:
    """Where settings of an object are wanted that is not there and not made, there is nothing to set; in check mode an
    earlier task may make it."""
    family = item.desired.family
    absent = item.found_object is not None and item.found_object.row is None
    if family.never_present and absent and item.action == "change" and not (item.depends_on or context.check_mode):
        error = failure("object-not-there", object=item.desired.title, reason=family.never_present)
        item.action, item.reason, item.kept_object = "refused", error.what, None
        item.outcome = describe_failure(item, error)
