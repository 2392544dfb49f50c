# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Bring one object to its desired state: read, compare, plan, write, read again.

What is known of kinds is told by the room ``_object_families``, what differs by ``_compare_objects``; here it is
asked and sent. A read that fails is a failure, never a missing object, and no write is sent twice. Most tasks find an
object as it should be: what only a write needs is imported where it is used, since a module compiles what it imports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .._commands.read_objects import ObjectReader
from .._compare_objects.compare_properties import Change, Comparison, compare_properties
from .._compare_objects.match_rows import FoundObject
from .._counts import count
from .._dataclass import dataclass
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._object_families.object_identity import renamed_identity
from .._object_families.property_rules import only_at_creation
from .._task.context_and_progress import Context
from .desired_object import DesiredObject, KeptObject, result_so_far, tell_change, values_for_journal
from .find_object import PAUSE_OF_READS, find_new, find_object, find_settled, wait_for_object
from .write_steps import StepWriter

if TYPE_CHECKING:
    from .._commands.journal import JournalValues
    from .choose_cmdlets import WriteStep

failure = Failures(DESIRED_STATE)

# More entries of a list than this are not taken away without a word.
_MANY_ENTRIES = 10
_EXISTS_ALREADY = ("already-exists", "already-a-member")


@dataclass(frozen=True)
class ObjectKeeper:
    """Keeps objects of any kind over one connection."""

    reader: ObjectReader
    writer: StepWriter
    context: Context

    def keep(self, desired: DesiredObject, found_object: FoundObject | None = None) -> KeptObject:
        """Bring an object to its state; in check mode tell what would be done. ``found_object`` is what a read has
        shown of it already.

        :raises Failure: with what had been done in ``more``.
        """
        kept_object, begun = KeptObject(desired.identity), len(self.writer.written_steps)
        try:
            found_object = found_object or find_settled(self.reader, desired, self.context)
            kept_object.before = None if found_object.vanishing else found_object.row
            kept_object.identity = found_object.identity
            if desired.optional and kept_object.before is None:
                return kept_object
            if not desired.present:
                self._remove_object(desired, kept_object)
            elif kept_object.before is None:
                self._create_object(desired, kept_object)
            else:
                self._change_object(desired, kept_object, kept_object.before)
        except Failure as error:
            self._tell_in_failure(error, desired, kept_object)
            raise
        except BaseException:
            # A signal, or the task's own timeout: nothing more is asked.
            self.context.so_far.update(
                result_so_far(desired, kept_object, self.writer.written_steps), outcome=self.writer.worst_outcome()
            )
            raise
        kept_object.steps = kept_object.steps or self.writer.written_steps[begun:]
        if not self.context.check_mode:
            renamed = renamed_identity(desired.family, desired.identity, desired.properties)
            kept_object.identity = renamed or kept_object.identity
        return kept_object

    def rehearse(self, desired: DesiredObject) -> KeptObject:
        """What would be written of an object that comes with another one, which check mode has not made."""
        from .choose_cmdlets import plan_change  # noqa: PLC0415

        comparison = self._compare_object(desired, None)
        self._check_words(desired, comparison.changes)
        steps = plan_change(desired.family, desired.identity, comparison.changes, {})
        return KeptObject(
            desired.identity,
            changes=comparison.changes,
            changed=bool(comparison.changes),
            unverifiable=comparison.unverifiable,
            unresolved=comparison.unresolved,
            steps=self.writer.rehearse_steps(self.writer.prepare_steps(steps)),
        )

    # -- The three ways

    def _create_object(self, desired: DesiredObject, kept_object: KeptObject) -> None:
        from .choose_cmdlets import missing_at_creation, plan_creation  # noqa: PLC0415

        family = desired.family
        if family.never_present and self.context.check_mode:
            self.context.warn(f"There is no {desired.title} yet: in check mode an earlier task may make it.")
            vars(kept_object).update(vars(self.rehearse(desired)))
            return
        if family.never_present:
            raise failure("object-not-there", object=desired.title, reason=family.never_present)
        comparison = self._compare_object(desired, None)
        kept_object.changes, kept_object.unresolved = comparison.changes, comparison.unresolved
        kept_object.unverifiable = comparison.unverifiable
        steps = plan_creation(family, desired.identity, desired.properties)
        if missing := missing_at_creation(family, steps[0]):
            names = ", ".join(missing)
            raise failure("creation-asks", object=desired.title, properties=names)
        before = len(self.writer.written_steps)
        try:
            written = self._write_object(desired, steps, kept_object)
        except Failure as error:
            # Only where New- itself says so, which has made nothing then.
            if error.key not in _EXISTS_ALREADY or len(self.writer.written_steps) != before + 1:
                raise
            found_object = wait_for_object(self.reader, desired, self.context, desired.patience)
            if found_object.row is None:
                raise failure(
                    "exists-and-not-shown",
                    outcome="unknown",
                    trace=error.trace,
                    object=desired.title,
                    seconds=desired.patience,
                    text=error.what,
                ) from error
            kept_object.before, kept_object.changed = found_object.row, False
            kept_object.identity = found_object.identity
            self._change_object(desired, kept_object, found_object.row)
            return
        if written:
            self._settle_object(desired, kept_object)

    def _change_object(self, desired: DesiredObject, kept_object: KeptObject, row: JsonMap) -> None:
        family = desired.family
        comparison = self._compare_object(desired, row)
        always = desired.write_only == "always"
        if comparison.unknown and not always:
            raise failure(
                "property-not-shown",
                object=desired.title,
                properties=", ".join(comparison.unknown),
                cmdlet=family.cmdlets.get("read"),
            )
        kept_object.unresolved = comparison.unresolved
        kept_object.unverifiable = (*comparison.unverifiable, *comparison.unknown)
        changes = [change for change in comparison.changes if not only_at_creation(family, change.property)]
        fixed_changes = [change for change in comparison.changes if change not in changes]
        kept_object.equal = {**comparison.after, **{change.property: change.before for change in fixed_changes}}
        if always:
            from .choose_cmdlets import change_to  # noqa: PLC0415

            changes += [change_to(name, desired.properties[name]) for name in kept_object.unverifiable]
        if fixed_changes and desired.create_only == "recreate":
            self._recreate_object(desired, kept_object, row, comparison)
            return
        if fixed_changes and desired.create_only == "fail":
            raise failure(
                "create-only-differs",
                object=desired.title,
                properties=", ".join(change.property for change in fixed_changes),
                more={"changes": [tell_change(desired, change) for change in comparison.changes]},
            )
        kept_object.ignored, kept_object.changes = tuple(fixed_changes), tuple(changes)
        if changes:
            from .choose_cmdlets import plan_change  # noqa: PLC0415

            if row.get("IsDirSynced") is True:
                self.context.warn(f"{desired.name} is kept on premises, and the service refuses most changes of it.")
            self._warn_of_many(desired, changes)
            steps = plan_change(family, kept_object.identity, changes, row)
            if self._write_object(desired, steps, kept_object) and desired.wait:
                self._settle_object(desired, kept_object)

    def _recreate_object(
        self, desired: DesiredObject, kept_object: KeptObject, row: JsonMap, comparison: Comparison
    ) -> None:
        from .choose_cmdlets import (  # noqa: PLC0415
            desired_anew,
            missing_at_creation,
            plan_creation,
            plan_removal,
            properties_to_recreate,
        )

        family = desired.family
        if not family.recreatable:
            raise failure(
                "not-recreatable",
                object=desired.title,
                properties=", ".join(change.property for change in comparison.changes),
            )
        self._demand_unprotected(desired, row)
        kept_object.changes, kept_object.was = comparison.changes, properties_to_recreate(family, row)
        anew = desired_anew(family, kept_object.was, desired.properties, comparison.changes)
        creation = plan_creation(family, desired.identity, anew)
        if missing := missing_at_creation(family, creation[0]):
            raise failure("not-made-anew-without", object=desired.title, properties=", ".join(missing))
        steps = [*plan_removal(family, kept_object.identity, row), *creation]
        begun = len(self.writer.written_steps)
        try:
            if self._write_object(desired, steps, kept_object):
                self._settle_object(desired, kept_object)
        except Failure as error:
            outcomes = [step["outcome"] for step in self.writer.written_steps[begun:]]
            if outcomes[:1] != ["ran"] or outcomes[1:2] == ["ran"]:
                raise
            raise failure(
                "not-made-anew",
                outcome=error.outcome,
                trace=error.trace,
                more=error.more,
                object=desired.title,
                text=error.what,
            ) from error

    def _remove_object(self, desired: DesiredObject, kept_object: KeptObject) -> None:
        from .choose_cmdlets import plan_change, plan_removal  # noqa: PLC0415

        family, row = desired.family, kept_object.before
        if row is None:
            return
        if family.never_absent and not family.absent:
            raise failure("never-absent", object=desired.title, reason=family.never_absent)
        self._demand_unprotected(desired, row)
        if family.absent:
            comparison = compare_properties(family, family.absent, row, self.reader.resolve, desired.compare_settings)
            kept_object.changes = comparison.changes
            if kept_object.changes:
                self._write_object(
                    desired, plan_change(family, kept_object.identity, kept_object.changes, row), kept_object
                )
            return
        self._write_object(desired, plan_removal(family, kept_object.identity, row), kept_object)

    def _demand_unprotected(self, desired: DesiredObject, row: JsonMap) -> None:
        from .choose_cmdlets import protection_of  # noqa: PLC0415

        reason = protection_of(desired.family, row)
        if reason:
            raise failure("object-protected", object=desired.title, reason=reason)

    def _warn_of_many(self, desired: DesiredObject, changes: Sequence[Change]) -> None:
        """An empty default of a variable would clear a whole list: that is said once, before it happens."""
        whole_lists = (change for change in changes if not isinstance(desired.properties.get(change.property), Mapping))
        removed_entries = {
            change.property: len(change.remove) for change in whole_lists if len(change.remove) > _MANY_ENTRIES
        }
        for name, number in removed_entries.items():
            self.context.warn(f"{count(number, 'item')} of {name} of {desired.name} would go: the list is whole.")

    # -- Writing, and what is shown afterwards

    def _compare_object(self, desired: DesiredObject, row: JsonMap | None) -> Comparison:
        compare_settings = replace(desired.compare_settings, rehearsal=self.context.check_mode)
        comparison = compare_properties(desired.family, desired.properties, row, self.reader.resolve, compare_settings)
        for reference in comparison.unresolved:
            self.context.warn(
                f"{reference.property} names {reference.value}, which is not there yet: in check mode an earlier task"
                " may make it."
            )
        return comparison

    def _write_object(self, desired: DesiredObject, steps: Sequence[WriteStep], kept_object: KeptObject) -> bool:
        """Send the steps, all of them checked before; whether anything was sent."""
        self._check_words(desired, kept_object.changes)
        prepared = self.writer.prepare_steps(steps)
        kept_object.changed = True
        if self.context.check_mode:
            kept_object.steps = self.writer.rehearse_steps(prepared)
            return False
        try:
            self.writer.send_steps(prepared, self._values_to_journal(desired, kept_object))
        finally:
            self.reader.forget()
        return True

    def _values_to_journal(self, desired: DesiredObject, kept_object: KeptObject) -> JournalValues:
        """The values of the properties that are written, where the journal takes them."""
        if not self.writer.journal.has_values:
            return {}
        return values_for_journal(desired, kept_object, self.context.hide)

    def _check_words(self, desired: DesiredObject, changes: Sequence[Change]) -> None:
        if desired.compare_settings.settings.by_catalogue:
            from .._compare_objects.check_enumeration_words import check_enumeration_words  # noqa: PLC0415

            check_enumeration_words(desired.family, changes, self.context.warn)

    def _settle_object(self, desired: DesiredObject, kept_object: KeptObject) -> None:
        """Read until what was written is shown, or patience ends: what is still not shown is told, and no failure."""
        clock = self.context.clock
        start, patience = clock.steady(), desired.patience
        while True:
            row = find_new(self.reader, desired)
            comparison = self._compare_object(desired, row) if row is not None else None
            kept_object.after, kept_object.waited = row, clock.steady() - start
            if comparison is not None:
                kept_object.unknown = (*comparison.unknown, *(change.property for change in comparison.changes))
            if (comparison is not None and not comparison.changes) or kept_object.waited >= patience:
                break
            self.context.still_wanted()
            clock.sleep(min(PAUSE_OF_READS, patience - kept_object.waited))
        if row is None:
            self.context.warn(f"{desired.name} was created, and no read shows it after {kept_object.waited:.0f} s.")
        elif kept_object.unknown:
            names = ", ".join(kept_object.unknown)
            self.context.warn(
                f"{names} of {desired.name} was written, and no read shows it after {kept_object.waited:.0f} s."
            )

    def _tell_in_failure(self, error: Failure, desired: DesiredObject, kept_object: KeptObject) -> None:
        """What had been done, in a failure; of a write of unknown outcome, what a read shows now."""
        error.more |= result_so_far(desired, kept_object, self.writer.written_steps)
        # What became of a read says nothing of the object.
        error.outcome = self.writer.worst_outcome(
            error.outcome if error.key == "exists-and-not-shown" else "did_not_run"
        )
        if any(step["outcome"] == "unknown" for step in self.writer.written_steps):
            error.more["seen"] = self._seen_after_write(desired)

    def _seen_after_write(self, desired: DesiredObject) -> str:
        """``equal``, ``different`` or ``unknown``: whether what a write that may have run was to set is there now.

        That no read shows a new object is no verdict: it may be shown later.
        """
        step = self.writer.doubtful
        try:
            row = find_object(self.reader, desired).row
            if not desired.present:
                return "equal" if row is None else "different"
            if row is None or step is None:
                return "unknown"
            comparison = self._compare_object(desired, row)
        except Failure:
            return "unknown"
        step_properties = {name.lower() for name in step.properties}
        differs = [change.property for change in comparison.changes if change.property.lower() in step_properties]
        # One entry of a list is written at a time: that the list differs says nothing of that one.
        return "equal" if not differs else "unknown" if set(differs) <= set(desired.family.kept_by) else "different"
