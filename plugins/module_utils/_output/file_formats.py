# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows as the bytes of a file: JSON Lines, JSON, and CSV with columns that keep their order.

All are UTF-8 without a byte order mark. CSV is RFC 4180, but each record ends with a line feed. Its columns are those
that were asked for, in that order, then all others in the order in which they first appear. A column that only a later
page has is added at the end: the rows before it are completed when all have come.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from .._json import to_json
from .._json_types import Json, JsonMap
from .._specs.local_files import FORMATS, FormatName

ONLY_COLUMN = "value"
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection"), the full-width forms included.
_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


class Csv:
    """One record a row. Lists and maps are JSON in their cell, null is an empty cell."""

    def __init__(self, properties: Sequence[str], *, safe: bool) -> None:
        """``safe`` puts an apostrophe before each text that a spreadsheet would calculate."""
        self.rows = 0
        self._safe = safe
        self._columns = list(properties)
        self._places: dict[str, int] = {}
        # The service has its own spelling of a property; one that was asked for stands in the spelling of the task.
        self._places_asked_for = {name.casefold(): place for place, name in enumerate(properties)}
        self._widths: list[tuple[int, int]] = []  # (rows before, columns from there on)
        self._inner_lines = 0

    def add(self, rows: Sequence[Json]) -> bytes:
        if not rows and not self._places_asked_for:
            return b""
        maps = [row if isinstance(row, Mapping) else {ONLY_COLUMN: row} for row in rows]
        self._learn_columns(maps)
        records: list[list[str]] = [] if self._widths else [self._csv_header()]
        width = len(self._columns)
        if not self._widths or self._widths[-1][1] != width:
            self._widths.append((self.rows, width))
        records += [self._csv_record(row, width) for row in maps]
        self.rows += len(maps)
        return self._csv_lines(records)

    def _learn_columns(self, rows: Iterable[JsonMap]) -> None:
        for row in rows:
            for name in row:
                if name not in self._places:
                    self._places[name] = self._place_of_column(name)

    def _place_of_column(self, name: str) -> int:
        place = self._places_asked_for.pop(name.casefold(), None)
        if place is not None:
            return place
        self._columns.append(name)
        return len(self._columns) - 1

    def _csv_header(self) -> list[str]:
        return [self._guard_formula(name) for name in self._columns]

    def _csv_record(self, row: JsonMap, width: int) -> list[str]:
        cells = [""] * width
        for name, value in row.items():
            cells[self._places[name]] = self._csv_cell(value)
        return cells

    def _csv_cell(self, value: Json) -> str:
        if isinstance(value, str):
            return self._guard_formula(value)
        return "" if value is None else to_json(value)

    def _guard_formula(self, text: str) -> str:
        return f"'{text}" if self._safe and text.startswith(_FORMULA_STARTS) else text

    def _csv_lines(self, records: Sequence[Sequence[str]]) -> bytes:
        text = _csv_text(records)
        if "\r" in text:
            # The writer leaves a carriage return without quotation marks, and readers end the record there.
            text = "".join(
                _csv_text([record], csv.QUOTE_ALL if any("\r" in cell for cell in record) else csv.QUOTE_MINIMAL)
                for record in records
            )
        data = text.encode()
        self._inner_lines += data.count(b"\n") - len(records)
        return data

    def closing_bytes(self) -> bytes:
        """The header where no row came."""
        return self._csv_lines([self._csv_header()]) if self._columns and not self._widths else b""

    @property
    def lines(self) -> int:
        return self.rows + self._inner_lines + bool(self._columns or self._widths)

    def settle_earlier_rows(self, lines: Iterable[bytes]) -> Iterator[bytes] | None:
        if len(self._widths) < 2:
            return None
        return self._complete_records(lines)

    def _complete_records(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """All records with the last header's number of cells."""
        records = _csv_records(lines)
        next(records, None)
        yield self._csv_lines([self._csv_header()])
        steps = [*self._widths, (self.rows + 1, 0)]
        step = 0
        for number, record in enumerate(records):
            while number >= steps[step + 1][0]:
                step += 1
            width = steps[step][1]
            # A record of no cell is an empty line; its first cell is the first that is missing.
            start, missing = (record[:-1], len(self._columns) - width) if width else (b'""', len(self._columns) - 1)
            yield start + b"," * missing + b"\n"


def _csv_text(records: Iterable[Sequence[str]], quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=quoting).writerows(records)  # type: ignore[arg-type]
    return text.getvalue()


def _csv_records(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines put together to records: a line feed inside quotation marks ends none."""
    parts: list[bytes] = []
    quotes = 0
    for line in lines:
        parts.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            yield b"".join(parts)
            parts, quotes = [], 0


@runtime_checkable
class RowsAsLines(Protocol):
    """Rows that are text already, each as :data:`to_json` writes it."""

    lines: Sequence[str]


# Nobody can know it, so no text of a row is it.
_ROW_SEPARATOR = secrets.token_hex(16)


def _join_rows(rows: Sequence[Json], separator: str) -> str:
    """The rows as JSON with ``separator`` between them: a page in one call costs half of a call for each row."""
    if isinstance(rows, RowsAsLines):
        return separator.join(rows.lines)
    mixed: list[Json] = [_ROW_SEPARATOR] * (2 * len(rows) - 1)
    mixed[::2] = rows
    return to_json(mixed)[1:-1].replace(f',"{_ROW_SEPARATOR}",', separator)


class Format(Protocol):
    """Rows in order become bytes in order. ``lines`` is how many line feeds all of it must have so far."""

    rows: int

    def add(self, rows: Sequence[Json]) -> bytes:
        """The bytes of the next page."""

    def closing_bytes(self) -> bytes:
        """What follows the last row."""

    @property
    def lines(self) -> int:
        """The line feeds of all that was given, its end included."""

    def settle_earlier_rows(self, lines: Iterable[bytes]) -> Iterator[bytes] | None:
        """The whole file once more where its end changed its beginning, else None."""


class JsonLines:
    """One object a line."""

    def __init__(self) -> None:
        self.rows = 0

    def add(self, rows: Sequence[Json]) -> bytes:
        self.rows += len(rows)
        return f"{_join_rows(rows, chr(10))}\n".encode() if rows else b""

    def closing_bytes(self) -> bytes:
        return b""

    @property
    def lines(self) -> int:
        return self.rows

    def settle_earlier_rows(self, _lines: Iterable[bytes]) -> Iterator[bytes] | None:
        return None


class JsonList:
    """One list, an object a line: any JSON parser reads it, and so does a line-based tool."""

    def __init__(self) -> None:
        self.rows = 0

    def add(self, rows: Sequence[Json]) -> bytes:
        if not rows:
            return b""
        start = ",\n" if self.rows else "[\n"
        self.rows += len(rows)
        return (start + _join_rows(rows, ",\n")).encode()

    def closing_bytes(self) -> bytes:
        return b"\n]\n" if self.rows else b"[]\n"

    @property
    def lines(self) -> int:
        return self.rows + 2 if self.rows else 1

    def settle_earlier_rows(self, _lines: Iterable[bytes]) -> Iterator[bytes] | None:
        return None


def format_of(name: str | None, dest: str) -> FormatName:
    """The format that is asked for, or the one that the file's name says; JSON Lines where it says nothing."""
    for form in FORMATS:
        if name == form or (not name and dest.lower().endswith(f".{form}")):
            return form
    return "jsonl"


def make_format(name: FormatName, properties: Sequence[str], *, csv_safe: bool) -> Format:
    """A new format; ``properties`` are the columns that were asked for."""
    makers: Mapping[FormatName, Callable[[], Format]] = {
        "jsonl": JsonLines,
        "json": JsonList,
        "csv": lambda: Csv(properties, safe=csv_safe),
    }
    return makers[name]()
