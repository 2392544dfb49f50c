# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From the objects of a task to its plan: what is listed, what each needs, what is there besides, and the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._errors._advice.keeping import KEEPING
from .._errors._advice.many import MANY
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._resources.describe_objects import identity_in_row
from .._resources.facts import Family
from .._resources.family import family_of
from .._resources.match_rows import FoundObject, is_staying
from .._resources.object_identity import ObjectIdentity
from .._resources.plan_writes import protection_of
from .._resources.rows_and_ignore_rules import DesiredRow
from .._specs.resources import ResourcesOptions
from .desired_object import DesiredObject
from .lines_of_progress import ProgressLines
from .listings_of_kinds import KindListings, why_not_whole, worth_listing
from .objects_at_work import PlanItem
from .order_items import order_items
from .outcomes_of_objects import describe_failure
from .plan_objects import ObjectPlanner
from .plan_priorities import plan_moves, set_apart

failure = Failures(KEEPING, MANY)


def whole_kinds(given: ResourcesOptions, items: Sequence[PlanItem]) -> dict[str, Family]:
    """The kinds of which what is not named is removed.

    :raises Failure: there are none, or one that cannot be listed; an option that means nothing.
    """
    if given.state != "overridden":
        if given.kinds:
            raise failure("resources-option-not-taken", option="kinds", state=given.state)
        return {}
    off = given.safeguards.catalogue == "off"
    named = [family_of(kind, given.families, guess=off) for kind in given.kinds]
    families = {one.kind: one for one in (*(item.desired.family for item in items), *named)}
    if not families:
        raise failure("resources-nothing-named", state=given.state)
    for kind, family in families.items():
        if reason := why_not_whole(family):
            raise failure("resources-kind-without-all", state=given.state, kind=kind, reason=reason)
    return families


def make_plan(
    items: Sequence[PlanItem], whole: Mapping[str, Family], planner: ObjectPlanner, lines: ProgressLines
) -> list[PlanItem]:
    """The objects of the task, and those that are to go, in the order in which they are written.

    :raises Failure: ``resources-object-twice``, ``resources-cycle``, ``resources-reference-...``.
    """
    listings, keepers, context = planner.listings, planner.keepers, planner.context
    apart = set_apart(items)
    whole_ones: list[tuple[Family, dict[str, object]]] = [(family, {}) for family in (*whole.values(), *apart.values())]
    wanted = [*worth_listing([item.desired for item in items]), *whole_ones]
    listings.read([(keepers.of_kind[family.kind].reader, family, place) for family, place in wanted], lines)
    planner.plan(items)
    _demand_found_once(items)
    others = [other for family in whole.values() for other in _items_to_remove(family, items, listings)]
    planner.plan([one for one in others if not one.outcome])
    together = [*items, *others]
    plan_moves(together, apart, planner)
    return order_items(together, context)


def _demand_found_once(items: Sequence[PlanItem]) -> None:
    """Refuse two descriptions that name one object differently, such as by its name and by its id.

    :raises Failure: ``resources-object-twice``.
    """
    seen: dict[tuple[str, str], PlanItem] = {}
    for item in items:
        family, row = item.desired.family, item.found.row if item.found is not None else None
        # A part of another object may show the id of that one.
        unique = (row or {}).get("Guid") if len(family.identity) == 1 else None
        if not isinstance(unique, str) or not unique.strip("0-"):
            continue
        first = seen.setdefault((family.kind, unique.lower()), item)
        if first is not item:
            raise failure(
                "resources-object-twice", place=item.row.place, first=first.row.place, object=item.desired.title
            )


def _items_to_remove(family: Family, items: Sequence[PlanItem], listings: KindListings) -> list[PlanItem]:
    """What is there of a kind and not named, to be removed; never a default, a system object or what is protected.
    Where an object of the kind is unknown it may be any of them, so nothing is."""
    mine = [item for item in items if item.desired.family.kind == family.kind]
    for item in mine:
        if item.found is not None and item.found.row is not None:
            listings.note_found(family, item.found.row)
    try:
        rows = listings.rows_left(family)
    except Failure as error:
        return [] if mine else [_item_of_unread_kind(family, error)]
    if family.never_absent or family.absent or any(item.action == "unknown" for item in mine):
        return []
    return [_item_to_remove(family, row) for row in rows if is_staying(family, row) and not protection_of(family, row)]


def _item_to_remove(family: Family, row: JsonMap) -> PlanItem:
    wanted = ObjectIdentity(identity_in_row(family, row, {}))
    place = f"{family.kind} '{wanted.text}'"
    return PlanItem(
        DesiredRow(place, family.kind), DesiredObject(family, wanted, present=False), found=FoundObject(row, wanted)
    )


def _item_of_unread_kind(family: Family, error: Failure) -> PlanItem:
    """A kind that could not be listed."""
    item = PlanItem(
        DesiredRow(family.kind, family.kind),
        DesiredObject(family, ObjectIdentity({}), present=False),
        reason=error.what,
    )
    item.outcome = describe_failure(item, error)
    return item
