# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Plan what a task that keeps many objects would write, and nothing is sent but reads: what is listed, what each object
needs, what is there besides, and the order.

An object is rehearsed as often as it needs an answer that nobody has asked for yet; what all of them need is asked
together in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .._commands.journal import Journal
from .._commands.read_objects import AnswersAhead, NotYet, ObjectReader
from .._compare_objects.compare_properties import compare_properties
from .._compare_objects.describe_objects import identity_in_row
from .._compare_objects.match_rows import FoundObject, is_staying
from .._dataclass import dataclass
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors._advice.many_objects import MANY_OBJECTS
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.family import family_of
from .._object_families.object_identity import ObjectIdentity
from .._specs.resources import ResourcesOptions
from .._task.context_and_progress import Context, ProgressLines
from .choose_cmdlets import protection_of
from .desired_object import DesiredObject, KeptObject, tell_change
from .find_object import LookForObject, find_object, look_by_name
from .keep_object import ObjectKeeper
from .keepers_by_kind import ObjectKeepers
from .listings_of_kinds import KindListings, why_not_whole, worth_listing
from .plan_items import PlanItem, describe_failure, order_items
from .plan_priorities import plan_moves, set_apart
from .planned_actions import WRITING_ACTIONS, Action
from .rows_and_ignore_rules import DesiredRow, IgnoreRules

failure = Failures(DESIRED_STATE, MANY_OBJECTS)

# Input that cannot be brought about; all else leaves open what is there.
_KNOWN_FAILURE = "input"
_AMBIGUOUS_IDENTITY = "resource-identity-ambiguous"
_PROPERTY_NOT_SHOWN = "property-not-shown"
# Why create_only: warn leaves a property alone.
_ONLY_AT_CREATION = "only a new object can have it otherwise"


def whole_kinds(task: ResourcesOptions, items: Sequence[PlanItem]) -> dict[str, Family]:
    """The kinds of which what is not named is removed.

    :raises Failure: there are none, or one that cannot be listed; an option that means nothing.
    """
    if task.state != "overridden":
        if task.kinds:
            raise failure("resources-option-not-taken", option="kinds", state=task.state)
        return {}
    off = task.safeguards.catalogue == "off"
    named_families = [family_of(kind, task.families, guess=off) for kind in task.kinds]
    families = {family.kind: family for family in (*(item.desired.family for item in items), *named_families)}
    if not families:
        raise failure("resources-nothing-named", state=task.state)
    for kind, family in families.items():
        if reason := why_not_whole(family):
            raise failure("resources-kind-without-all", state=task.state, kind=kind, reason=reason)
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
    kinds_and_places = [*worth_listing([item.desired for item in items]), *whole_ones]
    listings.read_listings(
        [(keepers.of_kind[family.kind].reader, family, place) for family, place in kinds_and_places], lines
    )
    planner.plan_items(items)
    _demand_found_once(items)
    items_to_remove = [item for family in whole.values() for item in _items_to_remove(family, items, listings)]
    planner.plan_items([item for item in items_to_remove if not item.outcome])
    together = [*items, *items_to_remove]
    plan_moves(together, apart, planner)
    return order_items(together, context)


def _demand_found_once(items: Sequence[PlanItem]) -> None:
    """Refuse two descriptions that name one object differently, such as by its name and by its id.

    :raises Failure: ``resources-object-twice``.
    """
    first_items: dict[tuple[str, str], PlanItem] = {}
    for item in items:
        family, row = item.desired.family, item.found_row
        # A part of another object may show the id of that one.
        unique = (row or {}).get("Guid") if len(family.identity) == 1 else None
        if not isinstance(unique, str) or not unique.strip("0-"):
            continue
        first_item = first_items.setdefault((family.kind, unique.lower()), item)
        if first_item is not item:
            raise failure(
                "resources-object-twice", place=item.row.place, first=first_item.row.place, object=item.desired.title
            )


def _items_to_remove(family: Family, items: Sequence[PlanItem], listings: KindListings) -> list[PlanItem]:
    """What is there of a kind and not named, to be removed; never a default, a system object or what is protected.
    Where an object of the kind is unknown it may be any of them, so nothing is."""
    items_of_kind = [item for item in items if item.kind == family.kind]
    for item in items_of_kind:
        if item.found_row is not None:
            listings.note_found(family, item.found_row)
    try:
        rows = listings.rows_left(family)
    except Failure as error:
        return [] if items_of_kind else [_item_of_unread_kind(family, error)]
    if family.never_absent or family.absent or any(item.action == "unknown" for item in items_of_kind):
        return []
    return [_item_to_remove(family, row) for row in rows if is_staying(family, row) and not protection_of(family, row)]


def _item_to_remove(family: Family, row: JsonMap) -> PlanItem:
    identity = ObjectIdentity(identity_in_row(family, row, {}))
    place = f"{family.kind} '{identity.text}'"
    return PlanItem(
        DesiredRow(place, family.kind),
        DesiredObject(family, identity, present=False),
        found_object=FoundObject(row, identity),
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


@dataclass(frozen=True)
class ObjectPlanner:
    """Plans objects: over which connections, with what was listed, and what is left alone although it differs."""

    keepers: ObjectKeepers
    listings: KindListings
    context: Context
    ignoring: IgnoreRules = IgnoreRules()

    def plan_items(self, items: Sequence[PlanItem]) -> None:
        """What would be done with each object; a read that fails leaves its own object unknown, and no other."""
        readers: dict[int, tuple[ObjectReader, AnswersAhead]] = {}
        warning_texts: dict[str, None] = {}
        rehearsing = replace(self.context, check_mode=True, so_far={}, warn=warning_texts.setdefault)
        unplanned_items = list(items)
        while unplanned_items:
            unanswered_items: list[PlanItem] = []
            for item in unplanned_items:
                keeper = self.keepers.of_kind[item.kind]
                reader, answers = readers.setdefault(id(keeper.reader), (keeper.reader, AnswersAhead()))
                try:
                    self._rehearse_item(item, self._for_rehearsal(keeper, replace(reader, answers=answers), rehearsing))
                except NotYet:
                    unanswered_items.append(item)
            for reader, answers in readers.values():
                reader.ask_noted(answers)
            unplanned_items = unanswered_items
        for warning in warning_texts:
            self.context.warn(warning)

    def _for_rehearsal(self, keeper: ObjectKeeper, reader: ObjectReader, context: Context) -> ObjectKeeper:
        """Who tells what would be done. Only in check mode the journal has that, where it is all that is done."""
        journal = keeper.writer.journal if self.context.check_mode else Journal(None, "", context.clock)
        writer = replace(keeper.writer, context=context, journal=journal, written_steps=[], doubtful=None)
        return ObjectKeeper(replace(reader, context=context), writer, context)

    def _rehearse_item(self, item: PlanItem, keeper: ObjectKeeper) -> None:
        """:raises NotYet: an answer is missing."""
        warnings: list[str] = []
        keeper = replace(keeper, context=replace(keeper.context, warn=warnings.append))
        try:
            desired, found_object, kept_object = self._try_item(item, keeper)
        except Failure as error:
            is_refusal = error.category == _KNOWN_FAILURE and error.key != _AMBIGUOUS_IDENTITY
            item.action = "refused" if is_refusal else "unknown"
            item.reason = error.what
            item.outcome = describe_failure(item, error)
        else:
            item.ignored = [
                *self._left_alone(item.desired, desired, found_object, keeper),
                *(tell_change(desired, change) for change in kept_object.ignored),
            ]
            item.new = item.desired.identity if desired.identity != item.desired.identity else None
            item.desired, item.warnings = desired, warnings
            item.found_object, item.kept_object = found_object, kept_object
            item.action = action_of(item, kept_object, found_object)
            item.changes = [tell_change(desired, change) for change in kept_object.changes]
        self._ignore_item(item)

    def _try_item(self, item: PlanItem, keeper: ObjectKeeper) -> tuple[DesiredObject, FoundObject, KeptObject]:
        """The object as it is desired after all, what was found of it, and what would be done.

        :raises NotYet: an answer is missing.
        :raises Failure: as :meth:`ObjectKeeper.keep`.
        """
        if item.found_object is not None:
            return item.desired, item.found_object, keeper.keep(item.desired, item.found_object)
        desired, found_object = _find_or_rename(item, keeper.reader, self.listings.look_up_object)
        desired = self._without_ignored(item, desired, found_object)
        try:
            return desired, found_object, keeper.keep(desired, found_object)
        except Failure as error:
            # A listing may show less than a read by name.
            if error.key != _PROPERTY_NOT_SHOWN or desired.family.listed:
                raise
        found_object = find_object(keeper.reader, desired, look_by_name)
        return desired, found_object, keeper.keep(desired, found_object)

    def _without_ignored(self, item: PlanItem, desired: DesiredObject, found_object: FoundObject) -> DesiredObject:
        """What is desired without the properties that are left alone; a new object gets all of them."""
        if found_object.row is None or not self.ignoring.rules:
            return desired
        left = {
            name: value
            for name, value in desired.properties.items()
            if not self.ignoring.reason_for(item.kind, item.identities, name)
        }
        return replace(desired, properties=left)

    def _left_alone(
        self, whole: DesiredObject, desired: DesiredObject, found_object: FoundObject, keeper: ObjectKeeper
    ) -> list[JsonMap]:
        """What differs of the properties that are left alone."""
        left = {name: value for name, value in whole.properties.items() if name not in desired.properties}
        if not left or found_object.row is None:
            return []
        compare_settings = replace(whole.compare_settings, rehearsal=True)
        changes = compare_properties(
            whole.family, left, found_object.row, keeper.reader.resolve, compare_settings
        ).changes
        return [tell_change(whole, change) for change in changes]

    def _ignore_item(self, item: PlanItem) -> None:
        """Leave an object alone where a rule says so, or where nothing else of it differs."""
        reason = self.ignoring.reason_for(item.kind, item.identities)
        if reason is not None and (item.action in WRITING_ACTIONS or item.action == "refused"):
            item.ignored = [*item.changes, *item.ignored]
            item.action, item.changes, item.reason, item.outcome, item.kept_object = "ignored", (), reason, {}, None
        elif item.action == "equal" and item.ignored:
            item.action = "ignored"
            reason = self.ignoring.reason_for(item.kind, item.identities, str(item.ignored[0]["property"]))
            item.reason = reason or _ONLY_AT_CREATION


def _find_or_rename(item: PlanItem, reader: ObjectReader, look: LookForObject) -> tuple[DesiredObject, FoundObject]:
    """The object under its name, or under the one that it may still have: then it gets the other.

    :raises Failure: ``name-taken``, or as :func:`find_object`.
    """
    desired = item.desired
    found_object = find_object(reader, desired, look)
    rename = desired.family.rename
    if item.old is None or rename is None or item.new is not None:
        return desired, found_object
    old = look(reader, desired.family, item.old)
    if old.row is None:
        return desired, found_object
    if found_object.row is not None:
        raise failure("name-taken", object=replace(desired, identity=item.old).title, name=desired.identity.text)
    desired = replace(desired, identity=item.old, properties={**desired.properties, rename: desired.identity.text})
    return desired, find_object(reader, desired, look)


def action_of(item: PlanItem, kept_object: KeptObject, found_object: FoundObject) -> Action:
    """What a rehearsal would have done."""
    if not kept_object.changed:
        return "equal"
    if not item.desired.present:
        return "change" if item.desired.family.absent else "remove"
    if found_object.row is None or found_object.vanishing:
        return "change" if item.desired.family.never_present else "create"
    return "change" if kept_object.was is None else "recreate"
