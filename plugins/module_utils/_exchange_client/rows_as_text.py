# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows of an answer as JSON text, ready for a file, without making objects of them.

The service writes its rows as we do, but for annotations and for what a row seldom has. So a regular expression, made
from a row that was read, proves of the rows like it that they are JSON in our form, and leaves their annotations out.
What it does not prove is read and written row by row, and a page about which anything else is unusual is not taken at
all: the straightforward way judges it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import groupby
from typing import overload

from .._dataclass import dataclass
from .._json import MAX_DEPTH, NotJson, TooDeep, loads, loads_from, may_be_too_many, to_json
from .._json_types import Json, JsonMap, Row

RowReader = Callable[[JsonMap], Row]

# What tells one object from another.
GUID = "Guid"

# To learn a row's form takes as long as to read some hundreds such rows.
_WORTH_ROWS = 400
# What no page needs, and what would take a hostile one's time and memory for itself.
_MOST_FORMS = 4
_MOST_MEMBERS = 500
_CONTROL_BYTES = bytes(range(32))
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")

# Where text has no control characters and no backslash; and where it may have those escapes that we write, too.
_PLAIN_STRING = '[^"]*'
_ESCAPED_STRING = r'[^"\\]*(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\]*){0,999}'
# A minus before a zero, exponents and zeros at the end are not in our form.
_WHOLE_NUMBER = "0|-?[1-9][0-9]{0,300}"
_DECIMAL_NUMBER = r"-?(?:0|[1-9][0-9]{0,9})\.(?:0|[0-9]{0,3}[1-9])"
_JSON_NUMBER = f"{_DECIMAL_NUMBER}|{_WHOLE_NUMBER}"
_JSON_WORD = "true|false"

# Stands for the rows while the rest is read. Nobody can know it, so no answer has it.
_MARK_OF_ROWS = secrets.token_hex(16)


@dataclass(frozen=True)
class TextRows(Sequence[Row]):
    """Rows as lines of JSON; one becomes an object where it is asked for. ``guids`` are their GUIDs, or None."""

    lines: list[str] = field(default_factory=list)
    guids: list[str | None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, place: int) -> Row:
        """One of them."""

    @overload
    def __getitem__(self, place: slice) -> TextRows:
        """Some of them."""

    def __getitem__(self, place: int | slice) -> Row | TextRows:
        if isinstance(place, slice):
            return TextRows(self.lines[place], self.guids[place])
        return _row_of(self.lines[place])

    def __iter__(self) -> Iterator[Row]:
        return map(_row_of, self.lines)


def _row_of(line: str) -> Row:
    return dict(loads(line.encode("utf-8")))


class _UnusualRow(Exception):
    """Something that only the straightforward way may judge."""


def document_of(body: bytes, row_reader: RowReader) -> JsonMap | None:
    """What :func:`loads` gives of an answer, with its rows as :class:`TextRows` that ``row_reader`` has been over.

    None where the body is no large page of rows, or has anything unusual: then nothing is known about it.
    """
    if may_be_too_many(body) or len(body) != len(body.translate(None, _CONTROL_BYTES)):
        return None
    try:
        text = body.decode("utf-8")
        head = _HEAD_OF_ANSWER.match(text)
        return _split_rows(text, head.end(), row_reader) if head else None
    except (_UnusualRow, NotJson, TooDeep, UnicodeDecodeError, IndexError):
        return None  # an end of the text within a row is an index beyond it


def _split_rows(text: str, start: int, row_reader: RowReader) -> JsonMap:
    """The document whose first row starts at ``start``."""
    page = _Page(text, row_reader)
    page.begin(start)
    end = page.read(start)
    document = loads(f"{text[:start]}{to_json(_MARK_OF_ROWS)}{text[end:]}".encode())
    if document.get("value") != [_MARK_OF_ROWS]:
        raise _UnusualRow  # the name comes twice, and the last one counts
    return {**document, "value": page.rows}


class _Page:
    """The rows of one page while they are read."""

    def __init__(self, text: str, row_reader: RowReader) -> None:
        self.rows = TextRows()
        self._text = text
        self._row_reader = row_reader
        self._escapes = "\\" in text
        self._forms: list[_FormOfRow] = []

    def begin(self, start: int) -> None:
        """Learn the form of the first row.

        :raises _UnusualRow: it has none that can be learnt, it is not in our form, or too few rows follow it.
        """
        value, end = loads_from(self._text, start)
        if len(self._text) - start < _WORTH_ROWS * (end - start):
            raise _UnusualRow
        self._learn_form(value)
        if not self._forms or not self._forms[0].match(self._text, start):
            raise _UnusualRow

    def read(self, start: int) -> int:
        """Read all rows, and say where the bracket is that ends them."""
        place = start
        while True:
            place = self._take_known(place) or self._read_unknown_row(place)
            if self._text[place] == "]":
                return place
            if self._text[place] != ",":
                raise _UnusualRow
            place += 1

    def _take_known(self, place: int) -> int:
        """Take rows of known forms for as long as they come; where the last one ends, 0 where there was none."""
        text, end = self._text, 0
        add_line, add_guid = self.rows.lines.append, self.rows.guids.append
        for form in self._forms:
            match, groups = form.match, form.groups
            while row_match := match(text, place):
                guid, *values = row_match.group(*groups)
                add_line(f"{{{','.join(values)}}}")
                add_guid(guid)
                end = row_match.end()
                if text[end] != ",":
                    return end
                place = end + 1
            if end:
                return end
        return end

    def _read_unknown_row(self, place: int) -> int:
        """Read one row in the straightforward way, and learn its form."""
        value, end = loads_from(self._text, place)
        written = self._text[place:end]
        if written.count("[") + written.count("{") > MAX_DEPTH - 2 or _SURROGATE_ESCAPE.search(written):
            raise _UnusualRow
        row = self._row_reader(value) if isinstance(value, Mapping) else {"value": value}
        guid = row.get(GUID)
        self.rows.lines.append(to_json(row))
        self.rows.guids.append(None if guid is None else str(guid))
        if len(self._forms) < _MOST_FORMS:
            self._learn_form(value)
        return end

    def _learn_form(self, value: Json) -> None:
        kinds = _kinds_of_properties(value)
        if kinds:
            self._forms.append(_make_form(kinds, escapes=self._escapes))


@dataclass(frozen=True)
class _FormOfRow:
    """``match`` matches a row; ``groups`` are those of its GUID and of what is kept of it."""

    match: Callable[[str, int], re.Match[str] | None]
    groups: tuple[int, ...]


Kinds = tuple[tuple[str, str], ...]


def _kinds_of_properties(row: Json) -> Kinds:
    """The kind of each property of a row, in its order; none where its form cannot be learnt."""
    if not isinstance(row, dict) or len(row) > _MOST_MEMBERS or all("@" in name for name in row):
        return ()
    kinds = tuple((name, _kind_of_value(value)) for name, value in row.items())
    return kinds if all(kind for _name, kind in kinds) else ()


def _kind_of_value(value: Json) -> str:
    """The kind of a value; empty for maps and lists of more than single values."""
    if isinstance(value, list):
        return "" if any(isinstance(item, (list, dict)) for item in value) else "list"
    return {str: "text", bool: "word", dict: ""}.get(type(value), "any")


@lru_cache(maxsize=16)
def _make_form(kinds: Kinds, *, escapes: bool) -> _FormOfRow:
    """The form of rows with these properties in this order, annotations among them."""
    values = _patterns_of_values(_ESCAPED_STRING if escapes else _PLAIN_STRING)
    runs, groups, guid, number = [], [], 0, 1
    for is_kept, run in groupby(kinds, key=lambda member: "@" not in member[0]):
        members = dict(run)
        written = ",".join(
            f"{re.escape(to_json(name))}:{values['guid' if name == GUID else kind]}" for name, kind in members.items()
        )
        runs.append(f"({written})" if is_kept else written)
        if is_kept:
            groups.append(number)
            guid = number + 1 if GUID in members else guid
            number += 2 if GUID in members else 1
    # At the end a group that takes no part: the GUID of rows that have none.
    pattern = re.compile(rf"\{{{','.join(runs)}\}}(?:|())")
    return _FormOfRow(pattern.match, (guid or number, *groups))


def _patterns_of_values(text: str) -> Mapping[str, str]:
    """The expression for each kind of value; a row where one is of another kind is not of the form."""
    flat = f'(?:"{text}"|{_JSON_NUMBER}|{_JSON_WORD}|null)'
    several = rf"\[(?:{flat}(?:,{flat}){{0,999}})?\]"
    return {
        "text": f'(?:"{text}"|null)',
        "guid": r'(?:"([^"\\]*)"|null)',
        "word": f"(?:{_JSON_WORD}|null)",
        "list": f"(?:{several}|null)",
        "any": f"(?:{flat}|{several})",
    }


# What comes before the rows: annotations, none of which is called "value".
_HEAD_OF_ANSWER = re.compile(
    rf'\{{(?:"[^"\\@]*@[^"\\]*":{_patterns_of_values(_ESCAPED_STRING)["any"]},){{0,32}}"value":\[(?=\{{)'
)
