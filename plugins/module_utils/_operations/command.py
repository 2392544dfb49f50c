# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command: run one cmdlet, or a list of commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .._commands.command_forms import form_of, read_line
from .._commands.execute_command import execute
from .._commands.journal import NOT_WRITABLE, Begin, Journal, journal_at
from .._commands.outcomes_of_commands import describe_failure, describe_success
from .._commands.prepare_call import ReadyCommand, prepare
from .._connection.open_connection import Connection, open_connection
from .._connection.preflight import demand_count, demand_in_place, demand_packages
from .._context_and_progress import Context, Options, Result
from .._errors._advice.pipeline import failure
from .._errors.failure import Failure, Interrupted
from .._specs.command import CommandOptions
from .._specs.read_options import read


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode reads run and writes are not sent.

    :raises Failure: with ``outcome`` telling what became of the cmdlet.
    """
    demand_packages()
    demand_in_place(options)
    wanted = read(CommandOptions(), options, context.environ)
    demand_count("max_changes", wanted.many.max_changes)
    if form_of(wanted) != "command":
        _demand_pipeline(wanted)
    if form_of(wanted) == "commands":
        from .._commands.many_commands import run_many  # noqa: PLC0415 - most tasks have one command

        return run_many(wanted, context)
    line = read_line(wanted)
    for warning in line.warnings:
        context.warn(warning)
    if line.is_pipeline:
        from .._commands.pipeline import run_pipeline  # noqa: PLC0415 - most lines have one cmdlet

        return run_pipeline(line, wanted, context)
    _demand_pipeline(wanted)
    command = prepare(line, context)
    if line.stages:
        from .._commands.stages_of_rows import with_stages  # noqa: PLC0415 - most commands have no stages

        command = with_stages(command)
    with (
        journal_at(wanted.journal_path, context, values=wanted.journal_values) as journal,
        open_connection(line.options, context) as connection,
    ):
        begin = Begin(journal, connection.access, None, context)
        with _note_failures(command, connection, context, journal):
            result = execute(command, connection, context, begin)
        _note_end(journal, connection, command, describe_success(result), context)
        return result


def _demand_pipeline(options: CommandOptions) -> None:
    """What counts on a pipeline must not be lost without a word where there is none.

    :raises Failure: ``option-without-pipeline``.
    """
    given = {"max_changes": options.many.max_changes is not None, "with_source": options.many.with_source}
    for option in (name for name, is_given in given.items() if is_given):
        raise failure("option-without-pipeline", option=option)


@contextmanager
def _note_failures(command: ReadyCommand, connection: Connection, context: Context, journal: Journal) -> Iterator[None]:
    """Around the command: the note after one that has failed, and whether it may have changed something."""
    try:
        yield
    except Failure as error:
        outcome = describe_failure(command.call, error)
        if error.key != NOT_WRITABLE:
            _note_end(journal, connection, command, outcome, context)
        error.more["changed"] = outcome["changed"]
        raise
    except Interrupted as error:
        context.so_far["changed"] = command.call.changes and error.may_have_run
        if not error.may_have_run:
            journal.note_kept_back(connection.access, command.call, None)
        raise
    except BaseException:
        # The task's own timeout, or a mistake of ours: as in a list, what may have run may have changed something.
        context.so_far["changed"] = command.call.changes and command.is_sent(context)
        raise


def _note_end(
    journal: Journal, connection: Connection, command: ReadyCommand, outcome: Result, context: Context
) -> None:
    """The note after it; that it could not be written does not change what came of the command."""
    try:
        journal.note_end(connection.access, command.call, None, outcome)
    except Failure as error:
        context.warn(error.line)
