# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Send the writes that bring an object to its desired state, one after the other, and tell what came of each.

The first that fails ends it: what ran before stands in the failure, and the next run does the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from .._catalogue.cmdlets import find
from .._commands.journal import Journal, JournalValues
from .._commands.outcomes_of_commands import describe_failure, describe_success
from .._commands.prepare_command import ReadyCommand, SpelledCommand, prepare
from .._commands.read_objects import ABSENT_OBJECTS
from .._connection.open_connection import Connection
from .._dataclass import dataclass
from .._errors.failure import Failure, Interrupted, Outcome
from .._exchange_client.retries_and_rate_limits import worst
from .._redaction.secret_rules import HIDDEN, is_hidden
from .._specs.command import CommandOptions
from .._task.context_and_progress import Context, Result

if TYPE_CHECKING:
    from .choose_cmdlets import WriteStep

# Between two attempts at what the service does not know yet, in seconds.
_PAUSE_OF_WRITES = 2.0
# What Security & Compliance says where a policy has changes that are not deployed yet, and how long Microsoft365DSC
# waits then, in seconds (its SCRetentionCompliancePolicy).
_BEING_DEPLOYED = "being deployed. Once deployed"
_PAUSE_OF_DEPLOYMENT = 30.0


@dataclass
class StepWriter:
    """Writes over one connection. ``command_options`` are those that each write is made with; ``patience`` is how many
    seconds a new object may take to be known; ``written_steps`` are the writes so far, as a result tells them, and
    ``doubtful`` is the one of which nobody knows whether it ran."""

    connection: Connection
    context: Context
    journal: Journal
    command_options: CommandOptions
    patience: float
    doubtful: WriteStep | None = None
    written_steps: list[Result] = field(default_factory=list)

    def prepare_steps(self, steps: Sequence[WriteStep]) -> list[tuple[WriteStep, ReadyCommand]]:
        """All writes, checked before the first of them is sent.

        :raises Failure: a value that cannot be sent, or a write that must not be.
        """
        return [(step, self._ready_step(step)) for step in steps]

    def send_steps(self, prepared: Sequence[tuple[WriteStep, ReadyCommand]], values: JournalValues) -> list[Result]:
        """Each in turn; what each gave. ``values`` are those of all properties, for a journal that takes them.

        :raises Failure: the first that failed, with what had been done.
        """
        return [self._send_step(step, ready, values) for step, ready in prepared]

    def rehearse_steps(self, prepared: Sequence[tuple[WriteStep, ReadyCommand]]) -> list[Result]:
        """The writes as check mode tells them: none is sent, what would be warned of is, and the journal says so."""
        for _step, ready in prepared:
            for text in ready.call.notes:
                self.context.warn(text)
            kept_back = {"outcome": "did_not_run", "changed": True}
            self.journal.note_end(self.connection.access, ready.call, None, kept_back)
        return [
            {**_tell_step(step), "outcome": "did_not_run", "client_request_id": None} for step, _ready_step in prepared
        ]

    def worst_outcome(self, outcome: Outcome = "did_not_run") -> Outcome:
        """The worst of this and of what was written; that nothing ran is said only where no write has."""
        for step in self.written_steps:
            outcome = worst(outcome, "refused" if step["outcome"] == "ran" else step["outcome"])
        return outcome

    def _ready_step(self, step: WriteStep) -> ReadyCommand:
        options = replace(self.command_options, cmdlet=step.cmdlet, parameters=dict(step.parameters))
        return prepare(SpelledCommand(options), replace(self.context, check_mode=False, diff=False))

    def _send_step(self, step: WriteStep, ready: ReadyCommand, values: JournalValues) -> Result:
        """One write; one that does not find what was made a moment ago, or comes while earlier changes are deployed,
        goes again until patience ends.

        A refusal with that answer has changed nothing, so it can do no harm.
        """
        context = replace(self.context, check_mode=False, diff=False)
        end_of_patience = context.clock.steady() + self.patience
        while True:
            try:
                return self._write_once(step, ready, context, values)
            except Failure as error:
                late = error.key in ABSENT_OBJECTS and step.after_creation
                busy = error.outcome == "refused" and _BEING_DEPLOYED in error.what
                seconds_left = end_of_patience - context.clock.steady()
                if seconds_left <= 0 or not (late or busy):
                    raise
                pause = min(_PAUSE_OF_WRITES if late else _PAUSE_OF_DEPLOYMENT, seconds_left)
            context.still_wanted()
            self.written_steps.pop()
            context.clock.sleep(pause)

    def _write_once(self, step: WriteStep, ready: ReadyCommand, context: Context, values: JournalValues) -> Result:
        from .._commands.command import execute  # noqa: PLC0415 - most tasks write nothing

        call = ready.call
        own_values = {name: value for name, value in values.items() if name in step.properties or not step.properties}
        self.journal.note_begin(self.connection.access, call, None, own_values)
        try:
            result = execute(ready, self.connection, context)
        except Failure as error:
            outcome = describe_failure(call, error)
            self._note_step(step, ready, outcome)
            raise
        except BaseException as error:
            # A signal, or the task's own timeout: what was in flight may have run.
            begun = not isinstance(error, Interrupted) or error.may_have_run
            cut_off = {"outcome": "unknown" if begun else "did_not_run", "client_request_id": call.client_request_id}
            self.written_steps.append({**_tell_step(step), **cut_off})
            if not begun:
                self.journal.note_kept_back(self.connection.access, call, None)
            raise
        self._note_step(step, ready, describe_success(result))
        return result

    def _note_step(self, step: WriteStep, ready: ReadyCommand, outcome: Result) -> None:
        step_outcome = {"outcome": outcome["outcome"], "client_request_id": outcome["client_request_id"]}
        if outcome["outcome"] == "unknown":
            self.doubtful = step
        self.written_steps.append({**_tell_step(step), **step_outcome})
        try:
            self.journal.note_end(self.connection.access, ready.call, None, outcome)
        except Failure as error:
            self.context.warn(error.line)


def _tell_step(step: WriteStep) -> Result:
    """A write for a result: its secrets are not shown."""
    cmdlet = find(step.cmdlet)
    shown_parameters = {name: HIDDEN if is_hidden(cmdlet, name) else value for name, value in step.parameters.items()}
    return {"cmdlet": step.cmdlet, "parameters": shown_parameters}
