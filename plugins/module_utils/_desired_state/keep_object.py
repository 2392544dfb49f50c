# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Bring one object to its desired state: read, compare, plan, write, read again.

What is known of kinds, what differs and which cmdlets would mend it is told by the room ``_resources``; here it is
asked and sent. A read that fails is a failure, never a missing object, and no write is sent twice. Most tasks find an
object as it should be: what only a write needs is imported where it is used, since a module compiles what it imports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .._commands.read_objects import ObjectReader
from .._context_and_progress import Context, Result
from .._counts import count
from .._dataclass import dataclass
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._resources.compare_properties import Change, Comparison, compare_properties
from .._resources.match_rows import FoundObject
from .._resources.object_identity import renamed_identity
from .._resources.property_rules import only_at_creation
from .desired_object import DesiredObject, KeptObject, tell_change
from .find_object import PAUSE_OF_READS, find_new, find_object, find_settled, wait_for_object
from .write_steps import StepWriter

if TYPE_CHECKING:
    from .._commands.journal_values import Values
    from .._resources.plan_writes import WriteStep

failure = Failures(KEEPING)

# More entries of a list than this are not taken away without a word.
_MANY_ENTRIES = 10
_EXISTS_ALREADY = ("already-exists", "already-a-member")


@dataclass(frozen=True)
class ObjectKeeper:
    """Keeps objects of any kind over one connection."""

    reader: ObjectReader
    writer: StepWriter
    context: Context

    def keep(self, desired: DesiredObject, found: FoundObject | None = None) -> KeptObject:
        """Bring an object to its state; in check mode tell what would be done. ``found`` is what a read has shown of it
        already.

        :raises Failure: with what had been done in ``more``.
        """
        kept, begun = KeptObject(desired.wanted), len(self.writer.done)
        try:
            found = found or find_settled(self.reader, desired, self.context)
            kept.before, kept.wanted = None if found.vanishing else found.row, found.identity
            if desired.optional and kept.before is None:
                return kept
            if not desired.present:
                self._remove_object(desired, kept)
            elif kept.before is None:
                self._create_object(desired, kept)
            else:
                self._change_object(desired, kept, kept.before)
        except Failure as error:
            self._tell_in_failure(error, desired, kept)
            raise
        except BaseException:
            # A signal, or the task's own timeout: nothing more is asked.
            self.context.so_far.update(self._result_so_far(desired, kept), outcome=self.writer.outcome())
            raise
        kept.steps = kept.steps or self.writer.done[begun:]
        renamed = (
            None if self.context.check_mode else renamed_identity(desired.family, desired.wanted, desired.properties)
        )
        kept.wanted = renamed or kept.wanted
        return kept

    def rehearse(self, desired: DesiredObject) -> KeptObject:
        """What would be written of an object that comes with another one, which check mode has not made."""
        from .._resources.plan_writes import plan_change  # noqa: PLC0415

        comparison = self._compare_object(desired, None)
        self._check_words(desired, comparison.changes)
        steps = plan_change(desired.family, desired.wanted, comparison.changes, {})
        return KeptObject(
            desired.wanted,
            changes=comparison.changes,
            changed=bool(comparison.changes),
            unverifiable=comparison.unverifiable,
            unresolved=comparison.unresolved,
            steps=self.writer.plan(self.writer.prepare(steps)),
        )

    # -- The three ways

    def _create_object(self, desired: DesiredObject, kept: KeptObject) -> None:
        from .._resources.plan_writes import missing_at_creation, plan_creation  # noqa: PLC0415

        family = desired.family
        if family.never_present and self.context.check_mode:
            self.context.warn(f"There is no {desired.title} yet: in check mode an earlier task may make it.")
            vars(kept).update(vars(self.rehearse(desired)))
            return
        if family.never_present:
            raise failure("object-not-there", object=desired.title, reason=family.never_present)
        comparison = self._compare_object(desired, None)
        kept.changes, kept.unresolved = comparison.changes, comparison.unresolved
        kept.unverifiable = comparison.unverifiable
        steps = plan_creation(family, desired.wanted, desired.properties)
        if missing := missing_at_creation(family, steps[0]):
            names = ", ".join(missing)
            raise failure("creation-asks", object=desired.title, properties=names)
        before = len(self.writer.done)
        try:
            written = self._write_object(desired, steps, kept)
        except Failure as error:
            # Only where New- itself says so, which has made nothing then.
            if error.key not in _EXISTS_ALREADY or len(self.writer.done) != before + 1:
                raise
            found = wait_for_object(self.reader, desired, self.context, desired.patience)
            if found.row is None:
                raise failure(
                    "exists-and-not-shown",
                    outcome="unknown",
                    trace=error.trace,
                    object=desired.title,
                    seconds=desired.patience,
                    text=error.what,
                ) from error
            kept.before, kept.wanted, kept.changed = found.row, found.identity, False
            self._change_object(desired, kept, found.row)
            return
        if written:
            self._settle_object(desired, kept)

    def _change_object(self, desired: DesiredObject, kept: KeptObject, row: JsonMap) -> None:
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
        kept.unresolved = comparison.unresolved
        kept.unverifiable = (*comparison.unverifiable, *comparison.unknown)
        changes = [one for one in comparison.changes if not only_at_creation(family, one.property)]
        fixed = [one for one in comparison.changes if one not in changes]
        kept.equal = {**comparison.after, **{one.property: one.before for one in fixed}}
        if always:
            from .._resources.plan_writes import change_to  # noqa: PLC0415

            changes += [change_to(name, desired.properties[name]) for name in kept.unverifiable]
        if fixed and desired.create_only == "recreate":
            self._recreate_object(desired, kept, row, comparison)
            return
        if fixed and desired.create_only == "fail":
            raise failure(
                "create-only-differs",
                object=desired.title,
                properties=", ".join(one.property for one in fixed),
                more={"changes": [tell_change(desired, one) for one in comparison.changes]},
            )
        kept.ignored, kept.changes = tuple(fixed), tuple(changes)
        if changes:
            from .._resources.plan_writes import plan_change  # noqa: PLC0415

            if row.get("IsDirSynced") is True:
                self.context.warn(f"{desired.name} is kept on premises, and the service refuses most changes of it.")
            self._warn_of_many(desired, changes)
            steps = plan_change(family, kept.wanted, changes, row)
            if self._write_object(desired, steps, kept) and desired.wait:
                self._settle_object(desired, kept)

    def _recreate_object(self, desired: DesiredObject, kept: KeptObject, row: JsonMap, comparison: Comparison) -> None:
        from .._resources.plan_writes import plan_creation, plan_removal, properties_to_recreate  # noqa: PLC0415

        family = desired.family
        if not family.recreatable:
            raise failure(
                "not-recreatable",
                object=desired.title,
                properties=", ".join(one.property for one in comparison.changes),
            )
        self._demand_unprotected(desired, row)
        kept.changes, kept.was = comparison.changes, properties_to_recreate(family, row)
        steps = [
            *plan_removal(family, kept.wanted, row),
            *plan_creation(family, desired.wanted, {**kept.was, **desired.properties}),
        ]
        begun = len(self.writer.done)
        try:
            if self._write_object(desired, steps, kept):
                self._settle_object(desired, kept)
        except Failure as error:
            outcomes = [step["outcome"] for step in self.writer.done[begun:]]
            if outcomes[:1] != ["ran"] or outcomes[1:2] == ["ran"]:
                raise
            raise failure(
                "not-made-anew",
                outcome=error.outcome,
                trace=error.trace,
                more={**error.more, "was": dict(kept.was)},
                object=desired.title,
                text=error.what,
            ) from error

    def _remove_object(self, desired: DesiredObject, kept: KeptObject) -> None:
        from .._resources.plan_writes import plan_change, plan_removal  # noqa: PLC0415

        family, row = desired.family, kept.before
        if row is None:
            return
        if family.never_absent and not family.absent:
            raise failure("never-absent", object=desired.title, reason=family.never_absent)
        self._demand_unprotected(desired, row)
        if family.absent:
            comparison = compare_properties(family, family.absent, row, self.reader.resolve, desired.means)
            kept.changes = comparison.changes
            if kept.changes:
                self._write_object(desired, plan_change(family, kept.wanted, kept.changes, row), kept)
            return
        self._write_object(desired, plan_removal(family, kept.wanted, row), kept)

    def _demand_unprotected(self, desired: DesiredObject, row: JsonMap) -> None:
        from .._resources.plan_writes import protection_of  # noqa: PLC0415

        reason = protection_of(desired.family, row)
        if reason:
            raise failure("object-protected", object=desired.title, reason=reason)

    def _warn_of_many(self, desired: DesiredObject, changes: Sequence[Change]) -> None:
        """An empty default of a variable would clear a whole list: that is said once, before it happens."""
        whole = (one for one in changes if not isinstance(desired.properties.get(one.property), Mapping))
        many = {one.property: len(one.remove) for one in whole if len(one.remove) > _MANY_ENTRIES}
        for name, number in many.items():
            self.context.warn(f"{count(number, 'item')} of {name} of {desired.name} would go: the list is whole.")

    # -- Writing, and what is shown afterwards

    def _compare_object(self, desired: DesiredObject, row: JsonMap | None) -> Comparison:
        means = replace(desired.means, rehearsal=self.context.check_mode)
        found = compare_properties(desired.family, desired.properties, row, self.reader.resolve, means)
        for one in found.unresolved:
            self.context.warn(
                f"{one.property} names {one.value}, which is not there yet: in check mode an earlier task may make it."
            )
        return found

    def _write_object(self, desired: DesiredObject, steps: Sequence[WriteStep], kept: KeptObject) -> bool:
        """Send the steps, all of them checked before; whether anything was sent."""
        self._check_words(desired, kept.changes)
        prepared = self.writer.prepare(steps)
        kept.changed = True
        if self.context.check_mode:
            kept.steps = self.writer.plan(prepared)
            return False
        try:
            self.writer.send(prepared, self._values_to_journal(desired, kept))
        finally:
            self.reader.forget()
        return True

    def _values_to_journal(self, desired: DesiredObject, kept: KeptObject) -> Values:
        """The values of the properties that are written, where the journal takes them."""
        if not self.writer.journal.has_values:
            return {}
        from .values_for_journal import values_for_journal  # noqa: PLC0415 - most journals have none

        return values_for_journal(desired, kept, self.context.hide)

    def _check_words(self, desired: DesiredObject, changes: Sequence[Change]) -> None:
        if desired.means.settings.by_catalogue:
            from .._resources.check_enumeration_words import check_enumeration_words  # noqa: PLC0415

            check_enumeration_words(desired.family, changes, self.context.warn)

    def _settle_object(self, desired: DesiredObject, kept: KeptObject) -> None:
        """Read until what was written is shown, or patience ends: what is still not shown is told, and no failure."""
        clock = self.context.clock
        start, patience = clock.steady(), desired.patience
        while True:
            row = find_new(self.reader, desired)
            comparison = self._compare_object(desired, row) if row is not None else None
            kept.after, kept.waited = row, clock.steady() - start
            if comparison is not None:
                kept.unknown = (*comparison.unknown, *(one.property for one in comparison.changes))
            if (comparison is not None and not comparison.changes) or kept.waited >= patience:
                break
            self.context.still_wanted()
            clock.sleep(min(PAUSE_OF_READS, patience - kept.waited))
        if row is None:
            self.context.warn(f"{desired.name} was created, and no read shows it after {kept.waited:.0f} s.")
        elif kept.unknown:
            names = ", ".join(kept.unknown)
            self.context.warn(f"{names} of {desired.name} was written, and no read shows it after {kept.waited:.0f} s.")

    def _tell_in_failure(self, error: Failure, desired: DesiredObject, kept: KeptObject) -> None:
        """What had been done, in a failure; of a write of unknown outcome, what a read shows now."""
        error.more |= self._result_so_far(desired, kept)
        # What became of a read says nothing of the object.
        error.outcome = self.writer.outcome(error.outcome if error.key == "exists-and-not-shown" else "did_not_run")
        if any(step["outcome"] == "unknown" for step in self.writer.done):
            error.more["seen"] = self._seen_after_write(desired)

    def _result_so_far(self, desired: DesiredObject, kept: KeptObject) -> Result:
        """What is true of a task that ends before its object is as desired."""
        return {
            "changed": any(step["outcome"] in ("ran", "unknown") for step in self.writer.done),
            "kind": desired.family.kind,
            "identity": dict(desired.wanted.parts),
            "found": kept.before is not None,
            "steps": self.writer.done,
        }

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
            found = self._compare_object(desired, row)
        except Failure:
            return "unknown"
        meant = {name.lower() for name in step.properties}
        differs = [one.property for one in found.changes if one.property.lower() in meant]
        # One entry of a list is written at a time: that the list differs says nothing of that one.
        return "equal" if not differs else "unknown" if set(differs) <= set(desired.family.kept_by) else "different"
