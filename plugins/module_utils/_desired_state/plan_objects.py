# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Plan what a task that keeps many objects would write: each is read and rehearsed, and nothing is sent but reads.

An object is rehearsed as often as it needs an answer that nobody has asked for yet; what all of them need is asked
together in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .._commands.answers_ahead import AnswersAhead, NotYet
from .._commands.journal import Journal
from .._commands.read_objects import ObjectReader
from .._context_and_progress import Context
from .._dataclass import dataclass
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._resources.compare_properties import compare_properties
from .._resources.match_rows import FoundObject
from .._resources.plan_of_many import WRITING_ACTIONS, Action
from .._resources.rows_and_ignore_rules import IgnoreRules
from .desired_object import DesiredObject, KeptObject, tell_change
from .find_object import LookForObject, find_object, look_by_name
from .keep_object import ObjectKeeper
from .listings_of_kinds import KindListings
from .objects_at_work import ObjectKeepers, PlanItem
from .outcomes_of_objects import describe_failure

failure = Failures(KEEPING)

# Input that cannot be brought about; all else leaves open what is there.
_KNOWN_FAILURE = "input"
_AMBIGUOUS_IDENTITY = "resource-identity-ambiguous"
_PROPERTY_NOT_SHOWN = "property-not-shown"


@dataclass(frozen=True)
class ObjectPlanner:
    """Plans objects: over which connections, with what was listed, and what is left alone although it differs."""

    keepers: ObjectKeepers
    listings: KindListings
    context: Context
    ignoring: IgnoreRules = IgnoreRules()

    def plan(self, items: Sequence[PlanItem]) -> None:
        """What would be done with each object; a read that fails leaves its own object unknown, and no other."""
        readers: dict[int, tuple[ObjectReader, AnswersAhead]] = {}
        said: dict[str, None] = {}
        rehearsing = replace(self.context, check_mode=True, so_far={}, warn=said.setdefault)
        waiting = list(items)
        while waiting:
            still: list[PlanItem] = []
            for item in waiting:
                keeper = self.keepers.of(item)
                reader, answers = readers.setdefault(id(keeper.reader), (keeper.reader, AnswersAhead()))
                try:
                    self._rehearse_item(item, self._for_rehearsal(keeper, replace(reader, answers=answers), rehearsing))
                except NotYet:
                    still.append(item)
            for reader, answers in readers.values():
                reader.ask_noted(answers)
            waiting = still
        for warning in said:
            self.context.warn(warning)

    def _for_rehearsal(self, keeper: ObjectKeeper, reader: ObjectReader, context: Context) -> ObjectKeeper:
        """Who tells what would be done. Only in check mode the journal has that, where it is all that is done."""
        journal = keeper.writer.journal if self.context.check_mode else Journal(None, "", context.clock)
        writer = replace(keeper.writer, context=context, journal=journal, done=[], doubtful=None)
        return ObjectKeeper(replace(reader, context=context), writer, context)

    def _rehearse_item(self, item: PlanItem, keeper: ObjectKeeper) -> None:
        """:raises NotYet: an answer is missing."""
        warnings: list[str] = []
        keeper = replace(keeper, context=replace(keeper.context, warn=warnings.append))
        try:
            desired, found, kept = self._try_item(item, keeper)
        except Failure as error:
            known = error.category == _KNOWN_FAILURE and error.key != _AMBIGUOUS_IDENTITY
            item.action = "refused" if known else "unknown"
            item.reason = error.what
            item.outcome = describe_failure(item, error)
        else:
            item.ignored = self._left_alone(item.desired, desired, found, keeper)
            item.new = item.desired.wanted if desired.wanted != item.desired.wanted else None
            item.desired, item.found, item.kept, item.warnings = desired, found, kept, warnings
            item.action = action_of(item, kept, found)
            item.changes = [tell_change(desired, one) for one in kept.changes]
        self._ignore_item(item)

    def _try_item(self, item: PlanItem, keeper: ObjectKeeper) -> tuple[DesiredObject, FoundObject, KeptObject]:
        """The object as it is desired after all, what was found of it, and what would be done.

        :raises NotYet: an answer is missing.
        :raises Failure: as :meth:`Keeper.keep`.
        """
        if item.found is not None:
            return item.desired, item.found, keeper.keep(item.desired, item.found)
        desired, found = _find_or_rename(item, keeper.reader, self.listings.look)
        desired = self._without_ignored(desired, found)
        try:
            return desired, found, keeper.keep(desired, found)
        except Failure as error:
            # A listing may show less than a read by name.
            if error.key != _PROPERTY_NOT_SHOWN or desired.family.listed:
                raise
        found = find_object(keeper.reader, desired, look_by_name)
        return desired, found, keeper.keep(desired, found)

    def _without_ignored(self, desired: DesiredObject, found: FoundObject) -> DesiredObject:
        """What is desired without the properties that are left alone; a new object gets all of them."""
        if found.row is None or not self.ignoring.rules:
            return desired
        kind, wanted = desired.family.kind, desired.wanted
        left = {
            name: value
            for name, value in desired.properties.items()
            if not self.ignoring.reason_for(kind, wanted, name)
        }
        return replace(desired, properties=left)

    def _left_alone(
        self, whole: DesiredObject, desired: DesiredObject, found: FoundObject, keeper: ObjectKeeper
    ) -> list[JsonMap]:
        """What differs of the properties that are left alone."""
        left = {name: value for name, value in whole.properties.items() if name not in desired.properties}
        if not left or found.row is None:
            return []
        means = replace(whole.means, rehearsal=True)
        changes = compare_properties(whole.family, left, found.row, keeper.reader.resolve, means).changes
        return [tell_change(whole, one) for one in changes]

    def _ignore_item(self, item: PlanItem) -> None:
        """Leave an object alone where a rule says so, or where nothing else of it differs."""
        kind, wanted = item.desired.family.kind, item.desired.wanted
        reason = self.ignoring.reason_for(kind, wanted)
        if reason is not None and (item.action in WRITING_ACTIONS or item.action == "refused"):
            item.ignored = [*item.changes, *item.ignored]
            item.action, item.changes, item.reason, item.outcome, item.kept = "ignored", (), reason, {}, None
        elif item.action == "equal" and item.ignored:
            item.action = "ignored"
            item.reason = self.ignoring.reason_for(kind, wanted, str(item.ignored[0]["property"])) or ""


def _find_or_rename(item: PlanItem, reader: ObjectReader, look: LookForObject) -> tuple[DesiredObject, FoundObject]:
    """The object under its name, or under the one that it may still have: then it gets the other.

    :raises Failure: ``name-taken``, or as :func:`find_object`.
    """
    desired = item.desired
    found = find_object(reader, desired, look)
    rename = desired.family.rename
    if item.old is None or rename is None or item.new is not None:
        return desired, found
    old = look(reader, desired.family, item.old)
    if old.row is None:
        return desired, found
    if found.row is not None:
        raise failure("name-taken", object=replace(desired, wanted=item.old).title, name=desired.wanted.text)
    desired = replace(desired, wanted=item.old, properties={**desired.properties, rename: desired.wanted.text})
    return desired, find_object(reader, desired, look)


def action_of(item: PlanItem, kept: KeptObject, found: FoundObject) -> Action:
    """What a rehearsal would have done."""
    if not kept.changed:
        return "equal"
    if not item.desired.present:
        return "change" if item.desired.family.absent else "remove"
    if found.row is None or found.vanishing:
        return "change" if item.desired.family.never_present else "create"
    return "change" if kept.was is None else "recreate"
