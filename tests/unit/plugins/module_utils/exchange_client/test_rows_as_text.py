# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as text are the straightforward way's rows, byte for byte; what that way refuses is not taken either."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._exchange_client import rows_as_text
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.listing_and_failure import Duplicates
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.read_answer import (
    AnswerFault,
    AnswerPage,
    read_answer,
)
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.rows_as_text import TextRows, document_of
from ansible_collections.m365.exchange.plugins.module_utils._json import MAX_DEPTH
from ansible_collections.m365.exchange.plugins.module_utils._output.file_formats import make_format
from ansible_collections.m365.exchange.plugins.module_utils._values.decode_rows import decode_row
from support.extent import choose

from .conftest import answer

EXAMPLES = settings(max_examples=choose(60, 400, 20_000), deadline=None)


@pytest.fixture(autouse=True)
def few_rows_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_as_text, "_WORTH_ROWS", 0)


def written(page: AnswerPage | AnswerFault) -> tuple[bytes, bytes] | AnswerFault:
    """What a page becomes in both formats of JSON."""
    if isinstance(page, AnswerFault):
        return page
    files = [make_format("jsonl", (), csv_safe=False), make_format("json", (), csv_safe=False)]
    return files[0].add(page.rows), files[1].add(page.rows)


def same_both_ways(body: bytes) -> bool:
    """Whether rows came as text; in any case, both ways must say the same."""
    straight, as_text = (
        read_answer(answer(body), is_read=True, what_if=False, as_text=as_text) for as_text in (False, True)
    )
    assert written(straight) == written(as_text)
    if isinstance(straight, AnswerFault) or isinstance(as_text, AnswerFault):
        return False
    assert list(as_text.rows) == list(straight.rows)
    told = [(page.warnings, page.next_link, page.cut, page.confirmation) for page in (straight, as_text)]
    assert told[0] == told[1]
    seen = [Duplicates(), Duplicates()]
    for counter, page in zip(seen, (straight, as_text), strict=True):
        counter.add(page.rows)
    assert seen[0]._buckets == seen[1]._buckets
    return isinstance(as_text.rows, TextRows)


# Numbers as other programs write them, and text in each spelling that JSON has for it.
NUMBERS = st.one_of(
    st.integers().map(str),
    st.integers(-(10**420), 10**420).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(json.dumps),
    st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.sampled_from(["-0", "0.0", "-0.0", "1.10", "1e5", "0.0001", "0.00001", "9999999999.9999", "NaN", "-Infinity"]),
)
CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters='"\\').filter(lambda one: one >= " "),
    st.sampled_from(
        ["\\n", "\\t", "\\b", "\\f", "\\r", '\\"', "\\\\", "\\/", "\\u0001", "\\u001F", "\\u001f", "\\u000a"]
    ),
    st.sampled_from(
        ["\\u0041", "\\u00e9", "\\u0040", "\\ud83d\\ude00", "\\ud83d", "\x7f", "\u2028", "@", "{", "]", ","]
    ),
)
TEXTS = st.lists(CHARACTERS, max_size=5).map(lambda parts: f'"{"".join(parts)}"')
PLAIN_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'), max_size=8).map(
    lambda text: f'"{text}"'
)
FLAT = st.one_of(PLAIN_TEXTS, PLAIN_TEXTS, TEXTS, NUMBERS, st.sampled_from(["true", "false", "null"]))
SPACES = st.sampled_from([""] * 40 + [" ", "\n", "\t"])
NAMES = st.one_of(
    st.sampled_from(["Guid", "Name", "Size", "Guid@odata.type", "value"]), PLAIN_TEXTS.map(lambda text: text[1:-1])
)


def listed(values: st.SearchStrategy[str], size: int = 3) -> st.SearchStrategy[str]:
    return st.tuples(st.lists(values, max_size=size), SPACES).map(lambda found: f"[{(',' + found[1]).join(found[0])}]")


def mapped(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    members = st.lists(st.tuples(NAMES, SPACES, values).map(lambda one: f'"{one[0]}":{one[1]}{one[2]}'), max_size=4)
    return members.map(lambda found: f"{{{','.join(found)}}}")


VALUES = st.one_of(FLAT, FLAT, FLAT, listed(FLAT), listed(FLAT), mapped(FLAT), listed(mapped(FLAT)))


@st.composite
def rows_like_each_other(draw: st.DrawFn) -> list[str]:
    """Rows of one or two forms, as a listing has them, and some that are none."""
    rows: list[str] = []
    for names in draw(st.lists(st.lists(NAMES, min_size=1, max_size=5), min_size=1, max_size=2)):
        kinds = draw(st.lists(st.sampled_from([PLAIN_TEXTS, TEXTS, NUMBERS, FLAT, VALUES]), min_size=5, max_size=5))
        number = draw(st.integers(1, 4))
        for _unused in range(number):
            members = [f'"{name}":{draw(kind)}' for name, kind in zip(names, kinds, strict=False)]
            rows.append(f"{{{','.join(members)}}}")
    odd = draw(st.lists(VALUES, max_size=1))
    return draw(st.permutations(rows + odd)) if odd else rows


HEADS = ["", '"@odata.context":"https://x",', '"@adminapi.warnings":["a","b"],', '"x":1,', '"value":null,', '"@a":{},']
TAILS = [
    "",
    ',"@odata.nextLink":"https://x/y"',
    ',"value":null',
    ',"value":[]',
    ',"@adminapi.errors":["x"]',
    ',"x":[[1]]',
]
ENDS = ["}"] * 8 + ["", "} ", "}\n", "}x", "]}", ",}"]


@EXAMPLES
@given(rows_like_each_other(), st.sampled_from(HEADS), st.sampled_from(TAILS), st.sampled_from(ENDS))
def test_text_is_what_objects_would_become(rows: list[str], head: str, tail: str, end: str) -> None:
    same_both_ways(f'{{{head}"value":[{",".join(rows)}]{tail}{end}'.encode())


@EXAMPLES
@given(rows_like_each_other(), st.data())
def test_a_page_with_a_flaw_is_judged_alike(rows: list[str], data: st.DataObject) -> None:
    body = bytearray(f'{{"value":[{",".join(rows)}]}}'.encode())
    place = data.draw(st.integers(0, len(body)))
    flaw = data.draw(st.sampled_from([b"", b"\xff", b"\0", b'"', b"\\", b"{", b"]", b",", b"\n", b"0", b"@"]))
    body[place : place + data.draw(st.integers(0, 3))] = flaw
    same_both_ways(bytes(body))


@EXAMPLES
@given(st.lists(NUMBERS, min_size=1, max_size=6), st.booleans())
@example(["1" * 400, "1" * 401], False)
@example(["1", "123456789012345678901234567890"], False)
def test_numbers_are_exact(numbers: list[str], in_list: bool) -> None:
    value = "[{}]" if in_list else "{}"
    rows = ",".join(f'{{"Size":{value.format(number)}}}' for number in numbers)
    same_both_ways(f'{{"value":[{rows}]}}'.encode())


ROW = '{"Name":"a","Guid@odata.type":"#Guid","Guid":"7","List":["a"],"On":true,"Size":12}'


@pytest.mark.parametrize(
    "other",
    [
        ROW,
        ROW.replace('"a"', "null"),
        ROW.replace("12", "-1.5"),
        ROW.replace("12", "1.50"),
        ROW.replace("true", '"true"'),
        ROW.replace('"7"', "7"),
        ROW.replace('"7"', "null"),
        ROW.replace('"Guid":"7",', ""),
        ROW.replace('["a"]', '[["a"]]'),
        ROW.replace('["a"]', '{"A@odata.type":"x","A":1}'),
        ROW.replace('"Size"', '"Name"'),
        ROW.replace(":12", ": 12"),
        ROW.replace("Name", "N\\u0040me"),
        ROW.replace('"a"', '"a\\"b\\\\c\\n"'),
        ROW.replace('"a"', '"\\u00e9"'),
        '"text"',
        "{}",
        '{"A@odata.type":"x"}',
    ],
)
def test_rows_come_as_text_whatever_other_rows_are_among_them(other: str) -> None:
    assert same_both_ways(f'{{"value":[{",".join([ROW, other, ROW, other])}]}}'.encode())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.replace("}]}", "}] }\n"),
        lambda body: body.replace(":12", ": 12"),
        lambda body: body.replace("},{", "}, {"),
        lambda body: body.replace(":12}]", ":NaN}]"),
        lambda body: body.replace(":12}]", ':"\\ud800"}]'),
        lambda body: body.replace(":12}]", ':12}],"value":null'),
        lambda body: body.replace(":12}]", ':12}],"value":[]'),
        lambda body: body.replace(":12}]", f":{'[' * 63}{']' * 63}}}]"),
        lambda body: body.replace(":12}]", f":{'[' * 99_999}"),
        lambda body: f'{{"x":{body},"value":[]}}',
        lambda body: f"\ufeff{body}",
        lambda body: body[:-1],
        lambda body: body[:-2],
        lambda body: body[: len(body) // 2],
        lambda body: body + body,
        lambda body: f"[{body}]",
    ],
)
def test_a_page_with_anything_else_is_left_to_the_straightforward_way(spoil: Callable[[str], str]) -> None:
    body = f'{{"@odata.context":"x","value":[{",".join([ROW] * 5)}]}}'
    assert document_of(body.encode(), decode_row)
    assert document_of(spoil(body).encode(), decode_row) is None
    same_both_ways(spoil(body).encode())


@pytest.mark.parametrize("depth", range(58, 66))
def test_the_depth_counts_from_the_answer_on(depth: int) -> None:
    deep = f'{{"Deep":{"[" * depth}{"]" * depth}}}'
    assert same_both_ways(f'{{"value":[{ROW},{deep}]}}'.encode()) == (depth < MAX_DEPTH - 2)


def test_many_forms_and_members_are_not_learnt() -> None:
    rows = [{f"Name{number}": "x"} for number in range(20)]
    assert same_both_ways(json.dumps({"value": rows * 3}, separators=(",", ":")).encode())
    wide = {f"Name{number}": "x" for number in range(501)}
    assert document_of(json.dumps({"value": [wide] * 3}, separators=(",", ":")).encode(), decode_row) is None


def test_few_rows_are_read_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    body = '{{"value":[{}]}}'
    assert document_of(body.format(",".join([ROW] * 300)).encode(), decode_row) is None
    assert document_of(body.format(",".join([ROW] * 500)).encode(), decode_row) is not None


def test_errors_have_their_rows_as_objects() -> None:
    body = f'{{"value":[{ROW},{ROW}],"@adminapi.errors":["|Microsoft.Exchange.X|it failed"]}}'.encode()
    fault: Any = read_answer(answer(body), is_read=True, what_if=False, as_text=True)
    assert fault.rows == [decode_row(json.loads(ROW))] * 2


def test_text_rows_are_a_sequence() -> None:
    document = document_of(f'{{"value":[{",".join([ROW, "{}", ROW])}]}}'.encode(), decode_row)
    assert document is not None
    rows = document["value"]
    assert isinstance(rows, TextRows)
    assert (len(rows), rows[1], rows[-1]["Size"]) == (3, {}, 12)
    assert rows[:2] == TextRows(rows.lines[:2], ["7", None])
