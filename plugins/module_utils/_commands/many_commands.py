# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command with ``commands``: many of them on one connection, each with an outcome of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import field, replace

from .._catalogue.command_warnings import service_note
from .._connection.check_options_and_network import demand_in_range
from .._connection.open_connection import Connection, Connections, open_connection
from .._dataclass import dataclass
from .._errors.failure import Failure, Interrupted
from .._exchange_client.batch import MOST_IN_BATCH, fetch_batch, is_batchable
from .._exchange_client.request_and_route import Call
from .._exchange_client.send_and_page import Sender
from .._specs.command import CommandOptions, ListOptions
from .._task.context_and_progress import Context, Progress, Result
from .command import execute
from .command_forms import PlaceInList, items_of
from .journal import Journal, journal_at, tell_call
from .outcomes_of_commands import (
    RowsKept,
    describe_cut_short,
    describe_failure,
    describe_not_started,
    describe_success,
    failure_of_list,
    fields_of_list,
    list_so_far,
    tell_warnings,
    worst_of_list,
)
from .prepare_command import ReadyCommand, prepare
from .prepare_pipeline import with_stages
from .worker_pool import WorkerPool

# How many requests at a time a tenant and identity bear (what CIPP and others found); more only where it is asked for.
SAFE_PARALLEL = 3
UTMOST_PARALLEL = 16


@dataclass
class Command:
    """One command of the list, where it runs, and what came of it. ``has_left`` turns true when a write leaves;
    ``about`` is the object that came to it through a pipe."""

    index: int
    ready: ReadyCommand
    connection: Connection
    warnings: list[str] = field(default_factory=list)
    started: bool = False
    has_left: bool = False
    outcome: Result | None = None
    about: str | None = None

    @property
    def call(self) -> Call:
        return self.ready.call


def run_many(options: CommandOptions, context: Context) -> Result:
    """The module's work with a list. In check mode reads run and writes are not sent.

    :raises Failure: ``commands-failed`` where one did, with all outcomes; or what is wrong with the list.
    """
    parallel = parallel_of(options.many)
    items = items_of(options, context.environ)
    checked = []
    for number, item in enumerate(items, 1):
        with PlaceInList(number, len(items)):
            ready = prepare(item, context)
            checked.append(with_stages(ready) if item.stages else ready)
    with ExitStack() as stack:
        if not checked:
            nothing = stack.enter_context(open_connection(replace(options, cmdlet="Get-OrganizationConfig"), context))
            return {**fields_of_list([]), **_where_it_ran(nothing)}
        journal = stack.enter_context(journal_at(options.journal_path, context, values=options.journal_values))
        connections = Connections(stack, context, parallel).open([command.options for command in checked])
        pairs = zip(checked, connections, strict=True)
        commands = [
            Command(index, command, connection, list(command.line.warnings))
            for index, (command, connection) in enumerate(pairs)
        ]
        if options.show_progress:
            context = replace(context, progress=Progress(len(commands), context.say, context.clock.steady))
        stops = options.many.on_error == "stop"
        return CommandList(commands, context, journal, stops=stops).run_list(stack, parallel, batch=options.many.batch)


def parallel_of(options: ListOptions) -> int:
    """How many commands may be at work at a time.

    :raises Failure: ``option-out-of-range``.
    """
    most = demand_in_range("parallel_limit", options.parallel_limit, SAFE_PARALLEL, UTMOST_PARALLEL)
    return demand_in_range("parallel", options.parallel, 1, most)


def units_of(commands: Sequence[Command], *, batch: bool) -> list[list[Command]]:
    """What is sent together: with ``batch``, up to ten reads that follow each other; else each command alone.

    A write ends a batch, so that a read behind it sees what it did.
    """
    units: list[list[Command]] = []
    for command in commands:
        last = units[-1] if units else []
        fits = 0 < len(last) < MOST_IN_BATCH and last[0].connection is command.connection
        if batch and fits and _is_batchable_command(last[0]) and _is_batchable_command(command):
            last.append(command)
        else:
            units.append([command])
    return units


def _is_batchable_command(command: Command) -> bool:
    """Reads that are sent as they are, to the service that has them."""
    call = command.call
    elsewhere = service_note(call.cmdlet, command.connection.access.service) if call.catalogue == "strict" else None
    return elsewhere is None and is_batchable(call)


def _where_it_ran(connection: Connection) -> Result:
    return {"organization": connection.access.organization, "tenant_id": connection.access.tenant_id}


class CommandList:
    """A list at work. It begins nothing more once a command has failed and ``stops`` is true, or ``has_enough`` says so
    when a request has ended."""

    def __init__(
        self,
        commands: Sequence[Command],
        context: Context,
        journal: Journal,
        *,
        stops: bool,
        has_enough: Callable[[], bool] = lambda: False,
    ) -> None:
        self._commands = commands
        self._calls = [command.call for command in commands]
        self._context = context
        self._journal = journal
        self._stops = stops
        self._has_enough = has_enough
        self._halt = False
        self._broken: Failure | None = None
        self._at_work: dict[int, Command] = {}
        self._writing: set[int] = set()
        self._senders: dict[tuple[int, str], Sender] = {}
        self._own_connections: Callable[[Sender], Sender] | None = None
        self._abandoned: Callable[[], bool] = lambda: False
        self._rows_kept = RowsKept(commands[0].ready.reading.max_rows, context)

    def run_list(self, stack: ExitStack, parallel: int, *, batch: bool) -> Result:
        """All of it, or up to where it ends.

        :raises Failure: with the outcomes.
        """
        pool: WorkerPool[list[Command]] = WorkerPool(parallel, lambda: not self._halt, self._look_for_end)
        if parallel > 1:

            def own(sender: Sender) -> Sender:
                return replace(sender, transport=stack.enter_context(sender.transport.clone()))

            self._own_connections = own
        self._abandoned = pool.abandoned.is_set
        self._note_plan()
        try:
            pool.run(units_of(self._commands, batch=batch), self._do_unit)
        except BaseException:
            self._context.so_far.update(
                list_so_far(self._calls, self._outcomes_of_list()), **_where_it_ran(self._commands[0].connection)
            )
            raise
        finally:
            tell_warnings([command.warnings for command in self._commands], self._context)
        return self._result_of_list()

    def _note_plan(self) -> None:
        """What a list is going to write, so that the journal tells what a killed one has left.

        :raises Failure: ``journal-not-writable``.
        """
        writes = [command for command in self._commands if command.call.kind != "read" and not command.call.asks_only]
        if self._context.check_mode or len(writes) < 2:  # a single one has begun, or there is nothing to tell
            return
        items = [tell_call(command.call, command.index) for command in writes]
        about = [{**item, "client_request_id": None} for item in items]
        self._journal.note_plan(writes[0].connection.access, about, items)

    def _result_of_list(self) -> Result:
        outcomes = self._outcomes_of_list()
        error = failure_of_list(self._calls, outcomes) or self._broken
        if error is not None:
            if error is self._broken:
                error.outcome = worst_of_list(self._calls, outcomes)
                error.retry_safe = False
            error.more.update(fields_of_list(outcomes), **_where_it_ran(self._commands[0].connection))
            raise error
        return {**fields_of_list(outcomes), **_where_it_ran(self._commands[0].connection)}

    def _outcomes_of_list(self) -> list[Result]:
        return [{**_name_of_command(command), **_outcome_of_command(command)} for command in self._commands]

    def _look_for_end(self) -> None:
        """What the waiting thread asks now and then: no write may be in flight, because a signal waits for those."""
        if not self._writing:
            self._context.still_wanted()

    def _do_unit(self, unit: list[Command], worker: int) -> None:
        """One unit, to its end."""
        for command in unit:
            command.started = True
        sender = self._sender_of_worker(worker, unit[0].connection)
        if len(unit) == 1:
            self._do_command(unit[0], sender, worker)
        else:
            parts = fetch_batch(sender, [self._with_page_size(command) for command in unit])
            for command, part in zip(unit, parts, strict=True):
                self._do_command(command, part.hand_to(sender), worker)
        # Not by |=, which would read the old value first and lose that another worker has failed meanwhile.
        if self._has_enough():
            self._halt = True

    def _with_page_size(self, command: Command) -> Call:
        return command.call.with_page_size(command.ready.page_size or command.connection.access.page_size)

    def _do_command(self, command: Command, sender: Sender, worker: int) -> None:
        """One command; whatever came of it is in its outcome afterwards."""
        self._at_work[worker] = command
        connection = replace(command.connection, sender=sender)
        try:
            context = replace(self._context, warn=command.warnings.append)
            begin = self._journal.begin_of(connection.access, command.index, context)
            outcome = describe_success(execute(command.ready, connection, context, begin))
        except Failure as error:
            outcome = describe_failure(command.call, error)
            if self._stops:
                self._halt = True
        except Interrupted as error:
            command.outcome = describe_cut_short(command.call, may_have_run=error.may_have_run)
            if not error.may_have_run:
                self._journal.note_kept_back(connection.access, command.call, command.index)
            raise
        command.outcome = outcome
        self._rows_kept.count_objects(outcome)
        if self._context.progress:
            self._context.progress.end_command(outcome["outcome"], failed=outcome["failed"])
        try:
            self._journal.note_end(connection.access, command.call, command.index, outcome)
        except Failure as error:
            self._broken = self._broken or error
            self._halt = True

    def _sender_of_worker(self, worker: int, connection: Connection) -> Sender:
        """The sender of a worker: its own connections, and it knows when this list is over."""
        key = (worker, connection.access.service)
        if key not in self._senders:
            sender = replace(
                connection.sender,
                still_wanted=lambda: self._still_wanted(connection.sender.still_wanted),
                in_flight=lambda: self._in_flight(connection.sender.in_flight, worker),
            )
            self._senders[key] = self._own_connections(sender) if self._own_connections else sender
        return self._senders[key]

    def _still_wanted(self, still_wanted: Callable[[], None]) -> None:
        if self._abandoned():
            raise Interrupted("the end of the task")
        try:
            still_wanted()
        except Failure:
            # The session is closed, or the run is over: nothing that follows would be wanted either.
            self._halt = True
            raise

    @contextmanager
    def _in_flight(self, around: Callable[[], AbstractContextManager[None]], worker: int) -> Iterator[None]:
        self._at_work[worker].has_left = True
        self._writing.add(worker)
        try:
            with around():
                yield
        finally:
            self._writing.discard(worker)


def _name_of_command(command: Command) -> Result:
    return {"index": command.index, **({} if command.about is None else {"object": command.about})}


def _outcome_of_command(command: Command) -> Result:
    if command.outcome is not None:
        return command.outcome
    if command.started:
        return describe_cut_short(command.call, may_have_run=command.has_left)
    return describe_not_started(command.call)
