# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The rows of one command on their way: looked at, projected, counted, and kept in the result or in a file.

How a file is written is in the room ``_output``; where rows come from is the client's. What stands behind a pipe (the
room ``_pipeline``) comes before the option ``query``: JMESPath over the rows, page by page where that gives the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from .._catalogue.did_you_mean import text_of_missing
from .._counts import count
from .._dataclass import dataclass
from .._errors._advice.options import failure
from .._errors.failure import Failure
from .._exchange_client.listing_and_failure import Duplicates, Listing
from .._exchange_client.request_and_route import Call
from .._json_types import Json, Row
from .._specs.command import CommandOptions
from .._specs.read_options import pick_given
from .._task.context_and_progress import Context, Progress, Result

if TYPE_CHECKING:
    from .._output.export_rows_and_file_mode import Destination, Export, WrittenFile

# Ansible needs six to seven times the memory of a result, and a third of a second for each of its megabytes (measured).
MAX_BYTES = 16 * 2**20
_SAMPLED_ROWS = 8


class Shaping(Protocol):
    """The stages behind a pipe at work."""

    @property
    def has_enough(self) -> bool:
        """Whether nothing that is still to be read would change what comes out."""

    def add(self, rows: Sequence[Row]) -> list[Json]:
        """Take the rows of a page; those that are ready come out."""

    def end(self) -> list[Json]:
        """What is left when all rows are in."""

    def restart(self) -> None:
        """Forget all rows."""


class Shape(Protocol):
    """The stages behind a pipe (the room ``_powershell``)."""

    def begin(self, tell: Callable[[str], None]) -> Shaping:
        """The stages at work."""


@dataclass(frozen=True)
class Reading:
    """The options of one command that are about its rows. ``query`` is None where rows stay as they are, ``dest`` where
    they go into the result, ``shape`` where nothing stands behind a pipe."""

    query: RowQuery | None
    dest: Destination | None
    max_rows: int
    show_progress: bool
    shape: Shape | None = None

    @property
    def writes_json(self) -> bool:
        """Whether rows are to be a file of JSON."""
        return self.dest is not None and self.dest.format in ("jsonl", "json")

    @classmethod
    def of(cls, options: CommandOptions) -> Reading:
        """As the options say, checked before anything is sent.

        :raises Failure: a query or a destination that cannot be used.
        """
        # What a query gives has columns of its own.
        columns = () if options.query else tuple(options.properties)
        query = dest = None
        if options.query:
            from .gather_rows_and_query import RowQuery  # noqa: PLC0415 - most tasks have no query

            query = RowQuery(options.query)
        if pick_given(options.output):
            from .._output.export_rows_and_file_mode import Destination  # noqa: PLC0415

            dest = Destination.of(options.output, columns)
        return cls(query, dest, options.output.max_rows_in_result, options.show_progress)


class _RowStore(Protocol):
    """Where rows end up."""

    def add(self, rows: Sequence[Json]) -> None:
        """Take the next ones."""

    def restart(self) -> None:
        """Forget them all."""


class _RowsInMemory:
    """Rows in memory; ``max_rows`` of them are too many to stay silent about (0: never)."""

    def __init__(self, max_rows: int, context: Context) -> None:
        self.rows: list[Json] = []
        self._max_rows = max_rows
        self._bytes = 0
        self._context = context

    def add(self, rows: Sequence[Json]) -> None:
        self.rows += rows
        if not self._max_rows or not rows:
            return
        sample = rows[:: max(1, len(rows) // _SAMPLED_ROWS)]
        self._bytes += sum(len(json.dumps(row, default=str)) for row in sample) * len(rows) // len(sample)
        if len(self.rows) > self._max_rows or self._bytes > MAX_BYTES:
            self._max_rows = 0
            self._context.warn(
                f"The result has {count(len(self.rows), 'object')} of about {max(1, self._bytes >> 20)} MB already, and"
                " Ansible takes some seven times that memory for it, and a third of a second for each MB. Give dest to"
                " have them in a file page by page, or narrow them with properties, query or result_size."
                " max_rows_in_result sets when this is told."
            )

    def restart(self) -> None:
        self.rows = []
        self._bytes = 0


class Gathering:
    """The sink of one listing: it looks at each page, projects it where that is the same, and hands it on."""

    def __init__(self, reading: Reading, call: Call, context: Context, export: Export | None) -> None:
        self._reading = reading
        self._call = call
        self._context = context
        self._export = export
        # What a write answers is kept whole: it has run, whatever becomes of a query or a file.
        self._by_pages = (reading.query is None or reading.query.by_pages) and not call.changes
        self._objects = _RowsInMemory(0 if call.changes else reading.max_rows, context)
        self._to_file = export is not None and self._by_pages
        self._row_store: _RowStore = export if export is not None and self._to_file else self._objects
        identity = call.own_paging.identity if call.own_paging else None
        self._duplicates = Duplicates(identity) if identity else Duplicates()
        whole = context.progress
        if whole is None and reading.show_progress:
            whole = Progress(call.cmdlet, context.say, context.clock.steady, call.limit)
        self._progress = whole.part() if whole else None
        self._count = 0
        self._shaping = reading.shape.begin(context.warn) if reading.shape else None
        self._looked_for_properties = not call.properties or self._shaping is not None

    @property
    def takes_text(self) -> bool:
        """Whether rows go into the file as they came, so that nobody needs them as objects."""
        as_they_came = self._to_file and self._reading.query is None and not self._call.typed and not self._shaping
        return as_they_came and self._call.own_paging is None and self._reading.writes_json

    def add(self, rows: Sequence[Row]) -> bool:
        self._duplicates.add(rows)
        if rows and not self._looked_for_properties:
            self._looked_for_properties = True
            self._look_for_properties(rows)
        if self._progress:
            self._progress.add(len(rows))
        self._take_rows(rows if self._shaping is None else self._shaping.add(rows))
        return self._shaping is None or not self._shaping.has_enough

    def _take_rows(self, rows: Sequence[Json]) -> None:
        query = self._reading.query if self._by_pages else None
        projected = rows if query is None else query.project(list(rows), self._call.cmdlet)
        self._count += len(projected)
        self._row_store.add(projected)

    def restart(self) -> None:
        self._duplicates.restart()
        if self._progress:
            self._progress.restart()
        if self._shaping:
            self._shaping.restart()
        self._count = 0
        self._row_store.restart()

    def _look_for_properties(self, rows: Sequence[Row]) -> None:
        """Warn of what was asked for and no row of the first page has: the service leaves it out without a word."""
        missing = {name.lower(): name for name in self._call.properties}
        for row in rows:
            if not missing:
                return
            for name in row:
                missing.pop(name.lower(), None)
        for name in missing.values():
            self._context.warn(text_of_missing(self._call.cmdlet, name))

    def finish_rows(self, listing: Listing) -> Result:
        """The fields that tell of the rows."""
        fields_of_rows: Result = {}
        if self._shaping:
            self._take_rows(self._shaping.end())
        twice = self._duplicates.count()
        if twice:
            fields_of_rows["duplicates"] = twice
            self._context.warn(
                f"{self._call.cmdlet} gave {count(twice, 'object')} more than once, as happens where objects move while"
                " they are read. Nothing was dropped."
            )
        objects = self._objects.rows if self._by_pages else self._project_all_rows()
        if self._export is None or self._reading.dest is None:
            return {"objects": objects, "count": len(objects), **fields_of_rows}
        try:
            written = self._write_file(self._export, objects)
        except Failure as error:
            if self._call.kind == "read":
                raise
            self._context.warn(error.line)
            return {"objects": objects, "count": len(objects), **fields_of_rows}
        from .._output.export_rows_and_file_mode import describe_file  # noqa: PLC0415

        return {
            "objects": [],
            "count": written.count,
            "rows": listing.rows,
            **fields_of_rows,
            **describe_file(self._reading.dest, written),
            "file_changed": written.changed,
        }

    def _project_all_rows(self) -> list[Json]:
        """What the query yields of all rows. A write has run by now: its answer is kept rather than lost to a query."""
        rows = self._objects.rows
        if self._reading.query is None:
            return rows
        try:
            return self._reading.query.project(rows, self._call.cmdlet)
        except Failure as error:
            if self._call.kind == "read":
                raise
            self._context.warn(error.line)
            return rows

    def _write_file(self, export: Export, objects: list[Json]) -> WrittenFile:
        if not self._to_file:
            self._count = len(objects)
            export.add(objects)
        return export.finish(self._count, check_mode=self._context.check_mode)


@contextmanager
def gather(reading: Reading, call: Call, context: Context) -> Iterator[Gathering]:
    """The sink of one listing; what is not finished leaves no file behind.

    :raises Failure: a target that cannot be used.
    """
    if reading.dest is None:
        yield Gathering(reading, call, context, None)
        return
    from .._output.export_rows_and_file_mode import Export  # noqa: PLC0415

    with Export(reading.dest) as export:
        yield Gathering(reading, call, context, export)


class RowQuery:
    """A compiled expression. All of JMESPath's errors are ValueErrors.

    ``by_pages`` tells whether the pages' results one after another are the result of all rows.

    :raises Failure: ``query-not-valid`` at once, before anything is sent.
    """

    def __init__(self, expression: str) -> None:
        import jmespath  # noqa: PLC0415 - costs a tenth of a module that has no query

        try:
            self._compiled = jmespath.compile(expression)
        except (ValueError, RecursionError) as error:
            raise failure("query-not-valid", detail=_first_line_of_error(error)) from error
        self.by_pages = same_by_pages(self._compiled.parsed)

    def project(self, rows: list[Json], cmdlet: str) -> list[Json]:
        """What the query yields, as a list: a single value becomes a list of one, nothing an empty one.

        :raises Failure: ``query-failed`` where a function meets a value that it cannot take.
        """
        try:
            yielded = self._compiled.search(rows)
            # Not every thing that it yields is a result: NaN is no JSON, nor is an expression that no function took.
            json.dumps(yielded, allow_nan=False)
        except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
            raise failure(
                "query-failed", cmdlet=cmdlet, detail=_first_line_of_error(error), outcome="refused"
            ) from error
        if yielded is None:
            return []
        return yielded if isinstance(yielded, list) else [yielded]


def _first_line_of_error(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error).strip().splitlines()[0].rstrip(":.")


JmespathNode = Mapping[str, Any]


def same_by_pages(node: JmespathNode) -> bool:
    """Whether ``node``, put to each of several lists, yields the parts of what it yields for the joined list.

    So do projections and filters over the list and what is projected from them (``[].Name``,
    ``[?Size > `5`].{name: Name}``, ``[].EmailAddresses[]``), and pipes from one such expression into another. What
    follows a projection sees one row at a time, so it may be anything. Everything else sees the whole list: an index, a
    slice, a function such as ``length`` or ``sort_by``, a map or a list made of several expressions, a comparison.
    """
    kind, children = node.get("type"), node.get("children", [])
    if kind in ("identity", "current"):
        return True
    if kind in ("projection", "filter_projection", "flatten"):
        # The left side gives the list; the others (what is projected, the condition) see its elements.
        return same_by_pages(children[0])
    if kind == "pipe":
        return all(same_by_pages(child) for child in children)
    return False
