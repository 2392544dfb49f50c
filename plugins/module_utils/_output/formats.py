# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows as the bytes of a file: JSON Lines and JSON; CSV has a file of its own.

All are UTF-8 without a byte order mark.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from .._json import to_json
from .._json_types import Json
from .._specs.output import FORMATS, FormatName
from .csv_rows import Csv


@runtime_checkable
class Lines(Protocol):
    """Rows that are text already, each as :data:`to_json` writes it."""

    lines: Sequence[str]


# Nobody can know it, so no text of a row is it.
_BETWEEN = secrets.token_hex(16)


def _join(rows: Sequence[Json], separator: str) -> str:
    """The rows as JSON with ``separator`` between them: a page in one call costs half of a call for each row."""
    if isinstance(rows, Lines):
        return separator.join(rows.lines)
    mixed: list[Json] = [_BETWEEN] * (2 * len(rows) - 1)
    mixed[::2] = rows
    return to_json(mixed)[1:-1].replace(f',"{_BETWEEN}",', separator)


class Format(Protocol):
    """Rows in order become bytes in order. ``lines`` is how many line feeds all of it must have so far."""

    rows: int

    def add(self, rows: Sequence[Json]) -> bytes:
        """The bytes of the next page."""

    def end(self) -> bytes:
        """What follows the last row."""

    @property
    def lines(self) -> int:
        """The line feeds of all that was given, its end included."""

    def settle(self, lines: Iterable[bytes]) -> Iterator[bytes] | None:
        """The whole file once more where its end changed its beginning, else None."""


class JsonLines:
    """One object a line."""

    def __init__(self) -> None:
        self.rows = 0

    def add(self, rows: Sequence[Json]) -> bytes:
        self.rows += len(rows)
        return f"{_join(rows, chr(10))}\n".encode() if rows else b""

    def end(self) -> bytes:
        return b""

    @property
    def lines(self) -> int:
        return self.rows

    def settle(self, _lines: Iterable[bytes]) -> Iterator[bytes] | None:
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
        return (start + _join(rows, ",\n")).encode()

    def end(self) -> bytes:
        return b"\n]\n" if self.rows else b"[]\n"

    @property
    def lines(self) -> int:
        return self.rows + 2 if self.rows else 1

    def settle(self, _lines: Iterable[bytes]) -> Iterator[bytes] | None:
        return None


def format_of(name: str | None, dest: str) -> FormatName:
    """The format that is asked for, or the one that the file's name says; JSON Lines where it says nothing."""
    for known in FORMATS:
        if name == known or (not name and dest.lower().endswith(f".{known}")):
            return known
    return "jsonl"


def make(name: FormatName, properties: Sequence[str], *, csv_safe: bool) -> Format:
    """A new format; ``properties`` are the columns that were asked for."""
    makers: Mapping[FormatName, Callable[[], Format]] = {
        "jsonl": JsonLines,
        "json": JsonList,
        "csv": lambda: Csv(properties, safe=csv_safe),
    }
    return makers[name]()
