# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command with a pipeline of several cmdlets: each runs for each object of the one before it.

Reads behind a pipe go out ten in a request. A write is the last, and what it is about is read to the end before the
first one leaves: each object has an outcome of its own then, as in a list of commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import field
from threading import Lock

from .._catalogue.piped_parameters import IDENTITY, IN_MAILBOX
from .._connection.open_connection import Connection, open_connection
from .._counts import count
from .._dataclass import dataclass, replace
from .._errors._advice.pipeline import failure
from .._errors.failure import Failure
from .._exchange_client.listing_and_failure import Listing
from .._json_types import Json
from .._object_families.identity_of_piped_object import PIPED_OWNER, owner_of
from .._powershell.compare_values import text_of
from .._powershell.stages import Run, Select, Shaper, Stage, makes_others, names_asked
from .._specs.command import CommandOptions
from .._task.context_and_progress import Context, Progress, Result
from .._values.decode_rows import decode_row
from .bind_piped_objects import ObjectBinding
from .command import execute
from .gather_rows_and_query import Reading, gather
from .journal import Journal, journal_at
from .many_commands import Command, CommandList, parallel_of
from .prepare_command import UNLIMITED, ReadyCommand, SpelledCommand, prepare
from .prepare_pipeline import columns, only_wanted, prepare_alike, shape_of, with_stages

# The property that says of which object a row of the next cmdlet is.
SOURCE_IDENTITY = "SourceIdentity"
PipelineItems = Sequence[Json]


@dataclass(frozen=True)
class PipelinePart:
    """A cmdlet behind a pipe, how objects become its parameters, and the stages behind it. ``takes_whole`` says that
    objects come with all of their properties."""

    binding: ObjectBinding
    stages: tuple[Shaper, ...]
    sample: ReadyCommand
    takes_whole: bool

    @property
    def writes(self) -> bool:
        return self.sample.call.changes


def run_pipeline(line: SpelledCommand, options: CommandOptions, context: Context) -> Result:
    """The work of a line with several cmdlets; ``options`` are the task's own. In check mode reads run, and writes are
    not sent.

    :raises Failure: ``commands-failed`` with the outcomes where a command for an object did; what is wrong with the
        line, or more objects than ``max_changes``, before any write.
    """
    parallel = parallel_of(options.many)
    if options.show_progress:
        context = replace(context, progress=Progress(_title_of_line(line), context.say, context.clock.steady))
    pieces = list(_split_at_cmdlets(line.stages))
    first = _prepare_first(line, pieces, context)
    parts = _parts_of_line(line, pieces, first, context)
    with ExitStack() as stack:
        journal = stack.enter_context(journal_at(options.journal_path, context, values=options.journal_values))
        connection = stack.enter_context(open_connection(first.options, context))
        work = _PipelineAtWork(parallel, stack, journal, connection, context, options)
        result = execute(first, connection, context)
        read = [result["count"]]
        items: PipelineItems = _rows_with_owner(
            result["objects"], owner_of(first.call.cmdlet, first.options.parameters)
        )
        for part in parts[:-1]:
            rows, _whole = work.read_for_objects(part, items)
            read.append(len(rows))
            items = work.shape_rows(part, rows)
        if parts[-1].writes:
            return {**work.write_for_objects(parts[-1], items), "read": read, **line.fields()}
        rows, whole = work.read_for_objects(parts[-1], items)
        return {**work.finish_read(parts[-1], rows, line, whole=whole), "read": [*read, len(rows)], **line.fields()}


def _title_of_line(line: SpelledCommand) -> str:
    """The cmdlets of a line, for the lines about its progress."""
    return " | ".join([line.options.cmdlet or "", *(stage.cmdlet for stage in line.stages if isinstance(stage, Run))])


def _split_at_cmdlets(stages: Sequence[Stage]) -> Iterator[tuple[Run | None, tuple[Shaper, ...]]]:
    """Each cmdlet with the stages behind it; None is the one that the line begins with."""
    run: Run | None = None
    behind: list[Shaper] = []
    for stage in stages:
        if isinstance(stage, Run):
            yield run, tuple(behind)
            run, behind = stage, []
        else:
            behind.append(stage)
    yield run, tuple(behind)


def _prepare_first(
    line: SpelledCommand, pieces: Sequence[tuple[Run | None, tuple[Shaper, ...]]], context: Context
) -> ReadyCommand:
    """The cmdlet that the line begins with: its rows stay here, and only what is needed of them is read.

    :raises Failure: what is wrong with it.
    """
    options = replace(line.options, query=None, output=replace(line.options.output, max_rows_in_result=0))
    last = pieces[-1][0]
    if last is not None and not last.changes:
        options = replace(options, properties=[])  # those of the rows that come out
    first = with_stages(prepare(line._replace(options=options, stages=pieces[0][1]), context))
    follower = pieces[1][0]
    if first.call.changes and follower is not None:
        raise _behind_a_write(follower, first.call.cmdlet)
    shape = shape_of(pieces[0][1], first, annotated=True)
    reading = replace(first.reading, dest=None, shape=shape)
    first = replace(
        first, line=SpelledCommand(first.options), reading=reading, call=replace(first.call, annotated=True)
    )
    stages = pieces[0][1]
    properties = first.call.properties
    # What is written for is read whole, to be compared, unless the task says what it wants.
    if follower is None or (follower.changes and not properties):
        return first
    if first.call.own_paging or any(makes_others(stage) for stage in stages):
        return first
    needed = dict.fromkeys((*properties, *names_asked(stages), *ObjectBinding.of(follower, first.call.cmdlet).needed))
    return replace(first, call=replace(first.call, properties=tuple(needed)))


def _behind_a_write(run: Run, cmdlet: str) -> Failure:
    line, column = run.place
    return failure("line-after-write", text=f"'{run.cmdlet}'", cmdlet=cmdlet, line=line, column=column)


def _rows_with_owner(rows: PipelineItems, owner: str) -> list[Json]:
    """Rows that tell whom they were read for."""
    if not owner:
        return list(rows)
    return [{**row, PIPED_OWNER: owner} if isinstance(row, Mapping) else row for row in rows]


def _parts_of_line(
    line: SpelledCommand, pieces: Sequence[tuple[Run | None, tuple[Shaper, ...]]], first: ReadyCommand, context: Context
) -> list[PipelinePart]:
    """The cmdlets behind pipes, each looked at as it would be before it is sent.

    :raises Failure: one that cannot be used, or must not be sent.
    """
    parts: list[PipelinePart] = []
    cmdlet, before = first.call.cmdlet, pieces[0][1]
    takes_whole = not first.call.properties and _leave_objects_whole(before)
    for run, stages in pieces[1:]:
        if run is None:
            continue
        binding = ObjectBinding.of(run, cmdlet)
        binding.check(before)
        sample = prepare(SpelledCommand(_options_for_object(line.options, run, binding.sample())), context)
        shape_of(stages, sample)
        parts.append(PipelinePart(binding, stages, sample, takes_whole))
        cmdlet, before, takes_whole = run.cmdlet, stages, _leave_objects_whole(stages)
    return parts


def _leave_objects_whole(stages: Sequence[Shaper]) -> bool:
    """Whether what comes out of stages has all of its properties."""
    return not any(isinstance(stage, Select) and (stage.properties or stage.excluded) for stage in stages)


def _options_for_object(options: CommandOptions, run: Run, parameters: Mapping[str, object]) -> CommandOptions:
    """The task's options for one object: what is about the rows of the line is not among them."""
    values = replace(options.values, files={})
    output = replace(options.output, dest=None, format=None, mode=None, owner=None, group=None, backup=False,
                     csv_safe=False, max_rows_in_result=0)  # fmt: skip
    return replace(
        options, cmdlet=run.cmdlet, parameters=parameters, properties=[], result_size=UNLIMITED, query=None,
        anchor_mailbox=None, values=values, output=output,
    )  # fmt: skip


@dataclass(frozen=True)
class _PipelineAtWork:
    """A pipeline at work."""

    parallel: int
    stack: ExitStack
    journal: Journal
    connection: Connection
    context: Context
    options: CommandOptions
    read_failures: list[Failure] = field(default_factory=list)

    def read_for_objects(self, part: PipelinePart, items: PipelineItems) -> tuple[list[Json], bool]:
        """The rows of a cmdlet for each object, in the order of the objects; with ``on_error: continue`` those that
        came, and the failure is kept for the end. And whether these are all: they end where the stages have enough.

        :raises Failure: with the outcomes.
        """
        commands = self._commands_for_objects(part, items, annotated=True)
        if not commands:
            return [], True
        waiting = list(reversed(commands))
        has_enough = self._enough_for(part, waiting)
        try:
            self._run_commands(commands, batch=True, has_enough=has_enough)
        except Failure as error:
            # Rows that are not shaped yet are no result.
            error.more["outcomes"] = [
                {name: value for name, value in outcome.items() if name != "objects"}
                for outcome in error.more.get("outcomes", [])
            ]
            if self.options.many.on_error == "stop":
                raise
            self.read_failures.append(error)
        rows = [row for command in commands for row in self._rows_of(command)]
        # By what the stages looked at: what was read beside it is a matter of chance.
        return rows, not (has_enough() and waiting)

    def _rows_of(self, command: Command) -> list[Json]:
        source_field = {SOURCE_IDENTITY: command.about} if self.options.many.with_source else {}
        outcome = command.outcome or {}  # a list that was cut short
        came = [{**source_field, **row} for row in outcome.get("objects", ()) if isinstance(row, Mapping)]
        return _rows_with_owner(came, owner_of(command.call.cmdlet, command.ready.options.parameters))

    def _enough_for(self, part: PipelinePart, waiting: list[Command]) -> Callable[[], bool]:
        """Whether the stages behind a cmdlet have enough of the rows that came so far, up to the first that did not.
        What they have looked at is taken from the end of ``waiting``."""
        if all(getattr(stage, "first", None) is None for stage in part.stages):
            return lambda: False
        shaping = shape_of(part.stages, part.sample, annotated=True).begin(lambda _text: None)
        one_at_a_time = Lock()

        def has_enough() -> bool:
            with one_at_a_time, suppress(Failure):  # it will be told when the rows are shaped for the result
                while waiting and waiting[-1].outcome is not None and not shaping.has_enough:
                    shaping.add([row for row in self._rows_of(waiting.pop()) if isinstance(row, dict)])
            return shaping.has_enough

        return has_enough

    def shape_rows(self, part: PipelinePart, rows: list[Json]) -> PipelineItems:
        """The objects that come out of the stages behind a cmdlet that is not the last."""
        shaping = shape_of(part.stages, part.sample, annotated=True).begin(self.context.warn)
        return [*shaping.add([row for row in rows if isinstance(row, dict)]), *shaping.end()]

    def finish_read(self, part: PipelinePart, rows: list[Json], line: SpelledCommand, *, whole: bool) -> Result:
        """The result of a line that ends with a read; ``whole`` says that nothing was left behind.

        :raises Failure: one of the reads had failed; the rows of the others are with it.
        """
        options = line.options
        source = [SOURCE_IDENTITY] if options.properties and options.many.with_source else []
        stages = only_wanted(part.stages, [*source, *options.properties])
        reading = replace(Reading.of(options), shape=shape_of(stages, part.sample))
        if reading.dest is not None and not options.query:
            reading = replace(reading, dest=replace(reading.dest, properties=columns(stages)))
        call = part.sample.call
        with gather(reading, call, self.context) as sink:
            sink.add([row for row in rows if isinstance(row, dict)])
            fields_of_rows = sink.finish_rows(Listing(rows=len(rows)))
        changed = bool(fields_of_rows.pop("file_changed", False))
        result = {
            "changed": changed,
            **fields_of_rows,
            "cmdlet": call.cmdlet,
            "truncated": not whole,
            **self._where_it_ran(),
        }
        for error in self.read_failures:
            error.more.update(result)
            raise error
        return result

    def write_for_objects(self, part: PipelinePart, items: PipelineItems) -> Result:
        """The result of a line that ends with a write: an outcome for each object.

        :raises Failure: ``too-many-changes``, before any write; with the outcomes where one failed.
        """
        for error in self.read_failures:
            raise error
        for name, is_given in (("dest", self.options.output.dest), ("query", self.options.query)):
            if is_given:
                self.context.warn(f"The option {name} does nothing here: a line that ends with a write gives no rows.")
        commands = self._commands_for_objects(part, items, annotated=False)
        most = self.options.many.max_changes
        writes = len(commands) - (sum(map(self._object_agrees, commands)) if most is not None else 0)
        if most is not None and writes > most:
            number = count(writes, "object")
            raise failure("too-many-changes", cmdlet=part.sample.call.cmdlet, number=number, most=most)
        if not commands:
            return {"changed": False, "outcomes": [], **self._where_it_ran()}
        return self._run_commands(commands, batch=False)

    def _object_agrees(self, command: Command) -> bool:
        """Whether an object has all values already, and is left out for that."""
        ready = command.ready
        if not self.options.skip_unchanged or ready.before is None:
            return False
        from .compare_before_write import agrees  # noqa: PLC0415 - only where a task wants it

        return agrees(ready, ready.before, self.connection, self.context)

    def _commands_for_objects(self, part: PipelinePart, items: PipelineItems, *, annotated: bool) -> list[Command]:
        """A command for each object, all of them checked before the first is sent."""
        commands: list[Command] = []
        looks = self.context.check_mode or self.context.diff or self.options.skip_unchanged
        is_known = looks and part.writes and part.takes_whole and part.binding.is_about_the_object
        ready = part.sample
        page_size = ready.page_size or self.connection.access.page_size
        for number, item in enumerate(items):
            parameters = part.binding.parameters(item)
            ready = prepare_alike(ready, parameters, self.context)
            if (ready.call.annotated, ready.call.page_size) != (annotated, page_size):
                ready = replace(ready, call=replace(ready.call, annotated=annotated, page_size=page_size))
            about = text_of(parameters.get(part.binding.parameter or IDENTITY) or parameters.get(IN_MAILBOX))
            before = decode_row(item) if is_known and isinstance(item, dict) else None
            ready_for_object = ready if before is None else replace(ready, before=before)
            commands.append(Command(number, ready_for_object, self.connection, about=about))
        return commands

    def _run_commands(
        self, commands: Sequence[Command], *, batch: bool, has_enough: Callable[[], bool] = lambda: False
    ) -> Result:
        if self.context.progress:
            self.context.progress.match(len(commands), writes=not batch)
        stops = self.options.many.on_error == "stop"
        work = CommandList(commands, self.context, self.journal, stops=stops, has_enough=has_enough)
        return work.run_list(self.stack, self.parallel, batch=batch)

    def _where_it_ran(self) -> Result:
        access = self.connection.access
        return {"organization": access.organization, "tenant_id": access.tenant_id}
