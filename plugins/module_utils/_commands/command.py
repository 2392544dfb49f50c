# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command: which form a task has, and one command, sent and told. Lists and pipelines have files of their own.

What comes of a failure is in ``explain_refusal.py`` and ``read_back.py``. The process of a module compiles what it
imports, so what most commands do without is imported where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from .._catalogue.paging_parameters import is_full_page
from .._connection.check_options_and_network import demand_count, demand_in_place, demand_packages
from .._connection.open_connection import Connection, open_connection
from .._errors._advice.commands import COMMANDS
from .._errors._advice.pipeline import PIPELINE
from .._errors.failure import Failure, Failures, Interrupted
from .._exchange_client.listing_and_failure import Listing
from .._exchange_client.request_and_route import Call
from .._exchange_client.send_and_page import run_call
from .._specs.command import CommandOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result
from .file_and_password_parameters import with_service_key
from .gather_rows_and_query import gather
from .outcomes_of_commands import describe_failure, describe_success
from .prepare_command import ReadyCommand, SpelledCommand, prepare, say_before

if TYPE_CHECKING:
    from .compare_before_write import Difference
    from .journal import Begin, Journal

failure = Failures(COMMANDS, PIPELINE)

CommandForm = Literal["cmdlet", "command", "commands"]

# "The command completed successfully but no settings of '...' have been modified." is all that tells.
_NOT_MODIFIED = re.compile(
    r"completed successfully but no settings of .* have been modified"
    r"|appropriate access control entry is already present",
    re.DOTALL,
)
_NO_ROWS: Result = {"objects": [], "count": 0}


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
        from .command_forms import read_line  # noqa: PLC0415

        line = read_line(command_options)
        for warning in line.warnings:
            context.warn(warning)
        if line.is_pipeline:
            from .run_pipeline import run_pipeline  # noqa: PLC0415

            return run_pipeline(line, command_options, context)
    _demand_pipeline(command_options)
    if form == "commands":
        from .many_commands import run_many  # noqa: PLC0415

        return run_many(command_options, context)
    command = prepare(line, context)
    if line.stages:
        from .prepare_pipeline import with_stages  # noqa: PLC0415

        command = with_stages(command)
    journal_or_none: AbstractContextManager[Journal | None] = nullcontext()
    if command_options.journal_path:
        from .journal import journal_at  # noqa: PLC0415

        journal_or_none = journal_at(command_options.journal_path, context, values=command_options.journal_values)
    with journal_or_none as journal, open_connection(line.options, context) as connection:
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


def execute(ready: ReadyCommand, connection: Connection, context: Context, begin: Begin | None = None) -> Result:
    """Run it, as careful as the task wants it. In check mode reads run and writes are not sent; what WhatIf makes a
    question of is asked there, too. ``begin`` is noted before it is sent.

    :raises Failure: with ``outcome`` telling what became of the cmdlet.
    """
    call = ready.call.with_page_size(ready.page_size or connection.access.page_size)
    noted = begin is not None and begin.journal.has_values
    difference = _look_before(ready, call, connection, context, noted=noted)
    say_before(connection, call, context)
    agrees = difference is not None and _object_agrees(ready, difference, connection, context)
    if not ready.is_sent(context) or (agrees and ready.options.skip_unchanged):
        result = _result_of_command(connection, call, _NO_ROWS, Listing(), changed=not agrees, is_sent=False)
    else:
        _note_begin(begin, ready, difference)
        reading = replace(ready.reading, dest=None) if ready.asks else ready.reading
        careful = _look_after(ready, call, connection)
        try:
            with gather(reading, call, context) as sink:
                sent_call = with_service_key(careful, call) if call.passwords else call
                sent_call = replace(sent_call, as_text=True) if sink.takes_text else sent_call
                if sent_call.own_paging is None:
                    listing = run_call(careful.sender, sent_call, sink)
                else:
                    from .._exchange_client.paging_by_parameters import follow  # noqa: PLC0415 - only for a few

                    listing = follow(careful.sender, sent_call, sent_call.own_paging, sink)
                _look_for_a_full_page(call, listing)
                for warning in listing.warnings:
                    context.warn(warning)
                fields_of_rows = sink.finish_rows(listing)
        except Failure as error:
            if _is_there_already(call, error):
                return {**_result_of_command(connection, call, _NO_ROWS, Listing(warnings=[error.what]), changed=False),
                        **ready.line.fields()}  # fmt: skip
            from .explain_refusal import explain_refused_call  # noqa: PLC0415 - only after a failure

            if (better := explain_refused_call(careful, call, error)) is not None:
                raise better from error
            if ready.options.verify and call.changes and not ready.asks and error.outcome == "unknown":
                _add_what_is_found(connection, call, error)
            raise
        changed = (_has_changed(call, listing) and not agrees) or bool(fields_of_rows.pop("file_changed", False))
        result = _result_of_command(connection, call, fields_of_rows, listing, changed=changed)
    if ready.asks:
        _judge_question(call, result, context)
    if difference is not None:
        with suppress(Interrupted):
            result.update(difference.diff_of_result(result))
    return {**result, **ready.line.fields()}


def _note_begin(begin: Begin | None, ready: ReadyCommand, difference: Difference | None) -> None:
    """:raises Failure: ``journal-not-writable``: then it must not be sent."""
    if begin is not None:
        begin.note_command(ready.call, ready.options.parameters, None if difference is None else difference.before)


def _look_before(
    ready: ReadyCommand, call: Call, connection: Connection, context: Context, *, noted: bool
) -> Difference | None:
    """The object before a write that sets, where somebody wants to know whether that would change it, or the values
    that it had are to be ``noted``."""
    if ready.asks or not (context.check_mode or context.diff or ready.options.skip_unchanged or noted):
        return None
    from .compare_before_write import Difference  # noqa: PLC0415 - only where somebody wants to know

    return Difference.before_write(ready.options.parameters, call, connection, context, ready.before)


def _look_after(ready: ReadyCommand, call: Call, connection: Connection) -> Connection:
    """The connection, which looks at the object before it repeats a write whose outcome is unknown."""
    if call.kind != "idempotent_write" or ready.asks:
        return connection
    from .read_back import with_look  # noqa: PLC0415 - only for a write

    return with_look(connection)


def _object_agrees(ready: ReadyCommand, difference: Difference, connection: Connection, context: Context) -> bool:
    """Whether the object has all the values that a write would set."""
    if difference.before is None:
        return False
    from .compare_before_write import agrees  # noqa: PLC0415 - only where an object was looked at

    return agrees(ready, difference.before, connection, context)


def _is_there_already(call: Call, error: Failure) -> bool:
    """Whether an Add- found what it adds; told by the type of the exception. A refusal of the identity is none."""
    is_refusal = error.trace.http_status in (401, 403)
    return error.key == "already-a-member" and call.cmdlet.startswith("Add-") and not is_refusal


def _add_what_is_found(connection: Connection, call: Call, error: Failure) -> None:
    """Say in a failure what a read shows now. A signal ends the looking, and not what is told of the write."""
    from .read_back import in_words, read_back  # noqa: PLC0415 - only after a failure

    with suppress(Interrupted):
        object_now = read_back(connection, call)
        error.more["read_back"] = object_now
        if object_now is not None:
            error.fix.insert(0, in_words(object_now))


def _judge_question(call: Call, result: Result, context: Context) -> None:
    """In check mode a write that was only asked about counts as one that would change something."""
    if not result.get("what_if"):
        context.warn(
            f"The service did not say what {call.cmdlet} would do, as it does when it only looks: see whether it ran."
        )
    result["changed"] = context.check_mode


def _look_for_a_full_page(call: Call, listing: Listing) -> None:
    """A cmdlet that pages by its own parameters, and is not followed, gives one page and does not say so."""
    has_all_wanted = call.limit is not None and listing.rows >= call.limit
    if call.own_paging is None and not has_all_wanted and is_full_page(call.cmdlet, call.parameters, listing.rows):
        listing.truncated = True
        listing.warnings.append(
            f"{call.cmdlet} gives one page at a time, and this one may be full: ask for the next by its parameters."
        )


def _has_changed(call: Call, listing: Listing) -> bool:
    unmodified = any(_NOT_MODIFIED.search(warning) for warning in listing.warnings)
    return call.changes and not call.asks_only and not unmodified


def _result_of_command(
    connection: Connection, call: Call, fields_of_rows: Result, listing: Listing, *, changed: bool, is_sent: bool = True
) -> Result:
    return {
        "changed": changed,
        **fields_of_rows,
        "truncated": listing.truncated,
        "cmdlet": call.cmdlet,
        "organization": connection.access.organization,
        "tenant_id": connection.access.tenant_id,
        "client_request_id": call.client_request_id if is_sent else None,
        "attempts": listing.attempts.count if is_sent else 0,
        "service_warnings": listing.warnings,
        **({"what_if": listing.confirmation} if call.asks_only else {}),
    }
