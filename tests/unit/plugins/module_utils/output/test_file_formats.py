# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as bytes: each format gives back what went in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._output.file_formats import format_of, make_format
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import FORMATS, FormatName
from support.extent import choose
from support.rows import each_row

Page = Sequence[Any]


def written(name: FormatName, pages: Sequence[Page], properties: Sequence[str] = (), *, safe: bool = False) -> bytes:
    """The whole file, as an export makes it."""
    form = make_format(name, properties, csv_safe=safe)
    data = b"".join([*(form.add(page) for page in pages), form.closing_bytes()])
    assert data.count(b"\n") == form.lines
    assert form.rows == sum(map(len, pages))
    again = form.settle_earlier_rows(io.BytesIO(data))
    return data if again is None else b"".join(again)


def records(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ROWS = st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=4), VALUES, max_size=4)
PAGES = st.lists(st.lists(ROWS, max_size=4), max_size=4)
EXAMPLES = settings(max_examples=choose(20, 100, 2000), deadline=None)


@EXAMPLES
@given(PAGES)
def test_json_and_json_lines_give_back_what_went_in(pages: list[list[Any]]) -> None:
    rows = [row for page in pages for row in page]
    assert json.loads(written("json", pages)) == rows
    lines = written("jsonl", pages).decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == rows


@EXAMPLES
@given(PAGES)
def test_every_cell_of_every_page_is_in_the_csv(pages: list[list[Any]]) -> None:
    rows = [row for page in pages for row in page]
    found = records(written("csv", pages))
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if not columns:
        return
    assert found[0] == columns
    assert len(found) == len(rows) + 1
    for row, record in zip(rows, found[1:], strict=True):
        for name, cell in zip(columns, record, strict=True):
            value = row.get(name)
            assert (
                cell == ("" if value is None else value)
                if isinstance(value, (str, type(None)))
                else json.loads(cell) == value
            )


def test_columns_are_those_asked_for_then_those_that_come() -> None:
    pages: list[Page] = [
        [{"Name": "a", "guid": 1}],
        [{"Name": "b", "More": [1, {"x": "y\nz"}]}],
        [{"Last": True, "Name": 'c"\n,'}],
    ]
    assert records(written("csv", pages, ["Guid", "Name", "Never"])) == [
        ["Guid", "Name", "Never", "More", "Last"],
        ["1", "a", "", "", ""],
        ["", "b", "", '[1,{"x":"y\\nz"}]', ""],
        ["", 'c"\n,', "", "", "true"],
    ]


def test_values_that_are_no_map_have_a_column() -> None:
    assert written("csv", [["a", None], [["b", 1]]]) == b'value\na\n""\n"[""b"",1]"\n'


def test_no_rows_are_an_empty_list_of_each_kind() -> None:
    assert [written(name, [[]]) for name in FORMATS] == [b"", b"", b"[]\n"]
    assert written("csv", [[]], ["Name", "Guid"]) == written("csv", [], ["Name", "Guid"]) == b"Name,Guid\n"


@each_row("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\uff1dx", "\uff20x"])
def test_a_formula_is_text_where_that_is_wanted(text: str) -> None:
    rows = [[{text: text, "number": -1, "plain": "a=b"}]]
    assert records(written("csv", rows, safe=True)) == [[f"'{text}", "number", "plain"], [f"'{text}", "-1", "a=b"]]
    assert records(written("csv", rows)) == [[text, "number", "plain"], [text, "-1", "a=b"]]


def test_a_number_that_is_none_is_never_written() -> None:
    for name in FORMATS:
        with pytest.raises(ValueError, match="not JSON compliant"):
            written(name, [[{"a": float("nan")}]])


@each_row(
    ("name", "dest", "format_name"),
    [
        (None, "/a/b.csv", "csv"),
        ("", "/a/b.JSON", "json"),
        (None, "/a/b.jsonl", "jsonl"),
        (None, "/a/b", "jsonl"),
        ("json", "/a/b.csv", "json"),
    ],
)
def test_the_name_of_the_file_tells_its_format(name: str | None, dest: str, format_name: str) -> None:
    assert format_of(name, dest) == format_name
