# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command: run one cmdlet, or a list of commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Literal

from .._commands.execute_command import execute
from .._commands.outcomes_of_commands import describe_failure, describe_success
from .._commands.prepare_command import ReadyCommand, SpelledCommand, prepare
from .._connection.open_connection import Connection, open_connection
from .._connection.preflight import demand_count, demand_in_place, demand_packages
from .._context_and_progress import Context, Options, Result
from .._errors._advice.commands import COMMANDS
from .._errors._advice.pipeline import PIPELINE
from .._errors.failure import Failure, Failures, Interrupted
from .._specs.command import CommandOptions
from .._specs.read_options import read

# What most tasks do without is imported where it is used: a module compiles all that it imports.
if TYPE_CHECKING:
    from .._commands.journal import Journal

failure = Failures(COMMANDS, PIPELINE)

CommandForm = Literal["cmdlet", "command", "commands"]


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode reads run and writes are not sent.

    :raises Failure: with ``outcome`` telling what became of the cmdlet.
    """
    demand_packages()
    demand_in_place(options)
    command_options = read(CommandOptions(), options, context.environ)
    demand_count("max_changes", command_options.many.max_changes)
    form = form_of(command_options)
    line = SpelledCommand(command_options)
    if form == "command":
        from .._commands.command_forms import read_line  # noqa: PLC0415

        line = read_line(command_options)
        for warning in line.warnings:
            context.warn(warning)
        if line.is_pipeline:
            from .._commands.pipeline import run_pipeline  # noqa: PLC0415

            return run_pipeline(line, command_options, context)
    _demand_pipeline(command_options)
    if form == "commands":
        from .._commands.many_commands import run_many  # noqa: PLC0415

        return run_many(command_options, context)
    command = prepare(line, context)
    if line.stages:
        from .._commands.pipeline_commands import with_stages  # noqa: PLC0415

        command = with_stages(command)
    journal_or_none: AbstractContextManager[Journal | None] = nullcontext()
    if command_options.journal_path:
        from .._commands.journal import journal_at  # noqa: PLC0415

        journal_or_none = journal_at(command_options.journal_path, context, values=command_options.journal_values)
    with journal_or_none as journal, open_connection(line.options, context) as connection:
        begin = None if journal is None else journal.begin_of(connection.access, None, context)
        begin = None if journal is None else journal.begin_of(connection.access, None, context)
        with _note_failures(command, connection, context, journal):
            result = execute(command, connection, context, begin)
        _note_end(journal, connection, command, describe_success(result), context)
        return result


def form_of(options: CommandOptions) -> CommandForm:
    """Which of the three forms a task has.

    :raises Failure: ``which-command``: none of them, or more than one.
    """
    forms: dict[CommandForm, object] = {
        "cmdlet": options.cmdlet,
        "command": options.command,
        "commands": options.many.commands,
    }
    given_forms = [form for form, value in forms.items() if value is not None]
    if len(given_forms) != 1:
        raise failure("which-command", found=" and ".join(given_forms) or "none")
    return given_forms[0]


def _demand_pipeline(options: CommandOptions) -> None:
    """What counts on a pipeline must not be lost without a word where there is none.

    :raises Failure: ``option-without-pipeline``.
    """
    if options.many.max_changes is not None:
        raise failure("option-without-pipeline", option="max_changes")
    if options.many.with_source:
        raise failure("option-without-pipeline", option="with_source")


@contextmanager
def _note_failures(
    command: ReadyCommand, connection: Connection, context: Context, journal: Journal | None
) -> Iterator[None]:
    """Around the command: the note after one that has failed, and whether it may have changed something."""
    try:
        yield
    except Failure as error:
        outcome = describe_failure(command.call, error)
        if error.key != "journal-not-writable":
            _note_end(journal, connection, command, outcome, context)
        error.more["changed"] = outcome["changed"]
        raise
    except Interrupted as error:
        context.so_far["changed"] = command.call.changes and error.may_have_run
        if journal is not None and not error.may_have_run:
            journal.note_kept_back(connection.access, command.call, None)
        raise
    except BaseException:
        # The task's own timeout, or a mistake of ours: as in a list, what may have run may have changed something.
        context.so_far["changed"] = command.call.changes and command.is_sent(context)
        raise


def _note_end(
    journal: Journal | None, connection: Connection, command: ReadyCommand, outcome: Result, context: Context
) -> None:
    """The note after it; that it could not be written does not change what came of the command."""
    if journal is None:
        return
    try:
        journal.note_end(connection.access, command.call, None, outcome)
    except Failure as error:
        context.warn(error.line)
