# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The rows of one command on their way: looked at, projected, counted, and kept in the result or in a file.

How a file is written is in the room ``_output``; where rows come from is the client's. What stands behind a pipe comes
before the option ``query`` (``query_rows.py``).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from .._catalogue.did_you_mean import text_of_missing
from .._client.listing_and_failure import Listing
from .._client.request_and_route import Call
from .._client.rows_as_text import GUID, TextRows
from .._context_and_progress import Context, Progress, Result
from .._counts import count
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._json_types import Json, JsonMap, Row
from .._specs.command import CommandOptions
from .._specs.read_options import pick_given

# What only files need costs a module as much to compile as all else here.
if TYPE_CHECKING:
    from .._output.export_and_permissions import Destination, Export, WrittenFile
    from .query_rows import RowQuery


# Ansible needs six to seven times the memory of a result, and a third of a second for each of its megabytes (measured).
MAX_BYTES = 16 * 2**20
_SAMPLES = 8


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
    """The stages behind a pipe (the room ``_pipeline``)."""

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
            from .query_rows import RowQuery  # noqa: PLC0415 - most tasks have no query

            query = RowQuery(options.query)
        if pick_given(options.output):
            from .._output.export_and_permissions import Destination  # noqa: PLC0415

            dest = Destination.of(options.output, columns)
        return cls(query, dest, options.output.max_rows_in_result, options.show_progress)


class _Kept(Protocol):
    """Where rows end up."""

    def add(self, rows: Sequence[Json]) -> None:
        """Take the next ones."""

    def restart(self) -> None:
        """Forget them all."""


class _Objects:
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
        sample = rows[:: max(1, len(rows) // _SAMPLES)]
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
        self._objects = _Objects(0 if call.changes else reading.max_rows, context)
        self._to_file = export is not None and self._by_pages
        self._kept: _Kept = export if export is not None and self._to_file else self._objects
        identity = call.own_paging.identity if call.own_paging else None
        self._duplicates = Duplicates(identity) if identity else Duplicates()
        whole = context.progress
        if whole is None and reading.show_progress:
            whole = Progress(call.cmdlet, context.say, context.clock.steady, call.limit)
        self._progress = whole.part() if whole else None
        self._count = 0
        self._shaping = reading.shape.begin(context.warn) if reading.shape else None
        self._looked = not call.properties or self._shaping is not None

    @property
    def takes_text(self) -> bool:
        """Whether rows go into the file as they came, so that nobody needs them as objects."""
        as_they_came = self._to_file and self._reading.query is None and not self._call.typed and not self._shaping
        return as_they_came and self._call.own_paging is None and self._reading.writes_json

    def add(self, rows: Sequence[Row]) -> bool:
        self._duplicates.add(rows)
        if rows and not self._looked:
            self._looked = True
            self._look_for_properties(rows)
        if self._progress:
            self._progress.add(len(rows))
        self._take(rows if self._shaping is None else self._shaping.add(rows))
        return self._shaping is None or not self._shaping.has_enough

    def _take(self, rows: Sequence[Json]) -> None:
        query = self._reading.query if self._by_pages else None
        found = rows if query is None else query.of(list(rows), self._call.cmdlet)
        self._count += len(found)
        self._kept.add(found)

    def restart(self) -> None:
        self._duplicates.restart()
        if self._progress:
            self._progress.restart()
        if self._shaping:
            self._shaping.restart()
        self._count = 0
        self._kept.restart()

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

    def finish(self, listing: Listing) -> Result:
        """The fields that tell of the rows."""
        told: Result = {}
        if self._shaping:
            self._take(self._shaping.end())
        twice = self._duplicates.count()
        if twice:
            told["duplicates"] = twice
            self._context.warn(
                f"{self._call.cmdlet} gave {count(twice, 'object')} more than once, as happens where objects move while"
                " they are read. Nothing was dropped."
            )
        objects = self._objects.rows if self._by_pages else self._project()
        if self._export is None or self._reading.dest is None:
            return {"objects": objects, "count": len(objects), **told}
        try:
            written = self._write(self._export, objects)
        except Failure as error:
            if self._call.kind == "read":
                raise
            self._context.warn(error.line)
            return {"objects": objects, "count": len(objects), **told}
        from .._output.export_and_permissions import describe_file  # noqa: PLC0415

        return {
            "objects": [],
            "count": written.count,
            "rows": listing.rows,
            **told,
            **describe_file(self._reading.dest, written),
            "file_changed": written.changed,
        }

    def _project(self) -> list[Json]:
        """What the query yields of all rows. A write has run by now: its answer is kept rather than lost to a query."""
        rows = self._objects.rows
        if self._reading.query is None:
            return rows
        try:
            return self._reading.query.of(rows, self._call.cmdlet)
        except Failure as error:
            if self._call.kind == "read":
                raise
            self._context.warn(error.line)
            return rows

    def _write(self, export: Export, objects: list[Json]) -> WrittenFile:
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
    from .._output.export_and_permissions import Export  # noqa: PLC0415

    with Export(reading.dest) as export:
        yield Gathering(reading, call, context, export)


_BUCKETS = 64
# Identity is not one: a permission, for example, has that of its mailbox.
_USUAL = (GUID,)


class Duplicates:
    """Eight bytes a row: the hash of what tells it from others. Rows that do not have it are not looked at."""

    def __init__(self, identity: Sequence[str] = _USUAL) -> None:
        """``identity`` are the properties that together tell one row from another."""
        self._identity = tuple(identity)
        self.restart()

    def restart(self) -> None:
        """Forget all."""
        self._seen: list[array[int]] = []

    def add(self, rows: Sequence[JsonMap]) -> None:
        """Look at the rows of a page."""
        marks = self._marks(rows)
        if marks and not self._seen:
            self._seen = [array("q") for _unused in range(_BUCKETS)]
        seen = self._seen
        for mark in map(hash, marks):
            seen[mark % _BUCKETS].append(mark)

    def _marks(self, rows: Sequence[JsonMap]) -> list[str]:
        if isinstance(rows, TextRows) and self._identity == _USUAL:
            return [guid for guid in rows.guids if guid is not None]
        if len(self._identity) == 1:
            (name,) = self._identity
            return [str(row[name]) for row in rows if row.get(name) is not None]
        found = [[row.get(name) for name in self._identity] for row in rows]
        return ["\n".join(map(str, values)) for values in found if None not in values]

    def count(self) -> int:
        """How many rows were there before, by 64 bits of hash: never wrong in practice."""
        return sum(len(bucket) - len(set(bucket)) for bucket in self._seen)


class RowsKept:
    """Tells once when there are more than ``most`` rows (0: never); each command alone may stay below it."""

    def __init__(self, most: int, context: Context) -> None:
        self._most = most
        self._context = context
        self._rows = 0

    def add(self, outcome: Result) -> None:
        """Count what a command has left in the result."""
        self._rows += len(outcome.get("objects", ()))
        if self._most and self._rows > self._most:
            self._most = 0
            self._context.warn(
                f"The commands of this list have {count(self._rows, 'object')} in the result already, and Ansible takes"
                " some seven times their memory. Give the commands a dest, or narrow them with properties, query or"
                " result_size. max_rows_in_result sets when this is told."
            )
