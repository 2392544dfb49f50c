# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._json import (
    MAX_DEPTH,
    MAX_DIGITS,
    MOST_VALUES,
    NotJson,
    TooDeep,
    TooMany,
    loads,
)
from support.extent import choose
from support.rows import each_row

EXAMPLES = settings(max_examples=choose(40, 200, 20_000), deadline=None)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=30,
)


@EXAMPLES
@given(VALUES, st.booleans())
def test_what_json_writes_is_read_back(value: Any, ascii_only: bool) -> None:
    assert loads(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


def plain(body: bytes) -> Any:
    """The same by the standard library, which takes more; None where it takes nothing."""
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


@EXAMPLES
@given(st.binary(max_size=60) | st.text('[]{}":,0\\\\u dE+-.ntrue', max_size=60).map(str.encode))
def test_any_bytes_are_a_value_or_a_refusal(body: bytes) -> None:
    try:
        value = loads(body)
    except (NotJson, TooDeep):
        return
    assert value == plain(body.removeprefix(b"\xef\xbb\xbf"))


@each_row(
    "body",
    [
        b"",
        b" ",
        b"\0",
        b"{",
        b'{"a"',
        b'{"a":1',
        b'{"a":1}}',
        b'{"a":1} x',
        b"{} {}",
        b"[1,]",
        b"{'a':1}",
        b"NaN",
        b"[Infinity]",
        b"[-Infinity]",
        b"[1e999]",
        b"[-1e999]",
        b"1" * (MAX_DIGITS + 1),
        b"-" + b"1" * 5000,
        b"0." + b"1" * 5000,
        b'"\x00"',
        b'"\x1b[31m"',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        rb'"\ud800"',
        rb'"\udc00\ud800"',
        rb'{"\uDBFF": 1}',
        rb'"\u12"',
        b'{"a":1}\0\0',
        '"a"'.encode("utf-16"),
        b"undefined",
        b"01",
    ],
)
def test_what_is_not_one_whole_json_value_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson):
        loads(body)


@each_row(
    ("body", "value"),
    [
        (b"\xef\xbb\xbf{}", {}),
        (b" \r\n[1]\t", [1]),
        (rb'"\ud83d\ude00"', "\U0001f600"),
        (rb'"\\ud800"', "\\ud800"),
        (rb'"\u0000\u001b"', "\0\x1b"),
        (b"1" * MAX_DIGITS, int("1" * MAX_DIGITS)),
        (b"1e-999", 0.0),
    ],
)
def test_what_is_json_is_taken(body: bytes, value: Any) -> None:
    assert loads(body) == value


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"]":', b"}]")])
def test_nesting_ends_at_the_limit(opening: bytes, closing: bytes) -> None:
    levels = opening.count(b"[") + opening.count(b"{")
    fits = MAX_DEPTH // levels
    loads(opening * fits + b"1" + closing * fits)
    with pytest.raises(TooDeep):
        loads(opening * (fits + 1) + b"1" + closing * (fits + 1))


@each_row("text", ["[" * 200, '"[' * 200, '\\"{[' * 100, "\\\\", '"', '""' * 100 + "{" * 100])
def test_brackets_inside_text_do_not_count(text: str) -> None:
    value = {"Name": [text], text: text}
    assert loads(json.dumps(value).encode()) == value


@EXAMPLES
@given(st.lists(TEXT, max_size=5), st.integers(60, 70))
def test_depth_is_counted_right_whatever_the_text(texts: list[str], depth: int) -> None:
    value: Any = texts
    for _level in range(depth - 1):
        value = [value, *texts]
    body = json.dumps(value, ensure_ascii=False).encode()
    if depth > MAX_DEPTH:
        with pytest.raises(TooDeep):
            loads(body)
    else:
        assert loads(body) == value


@each_row(
    "body",
    [b"[" * 1_000_000, b'{"a":' * 1_000_000, b"[" * 1_000_000 + b"]" * 1_000_000, b'"' + b"[" * 1_000_000],
    ids=["open", "maps", "closed", "text without end"],
)
def test_a_bomb_is_refused_before_anything_is_built(body: bytes) -> None:
    started = time.process_time()
    with pytest.raises((TooDeep, NotJson)):
        loads(body)
    assert time.process_time() - started < 1.0


# A value takes a hundred times the memory that it has bytes


def many(part: str) -> bytes:
    """A body with more values than a page has, in as few bytes as that takes."""
    number = MOST_VALUES // (part.count(",") + part.count("[") + part.count("{")) + 1
    return b"[" + (part * number).encode() + b"0]"


@each_row("part", ["{},", "0,", "[],", '"",', '{"a":[]},', "[[],0],", '"\\"",', '"\\\\",'])
def test_too_many_values_are_not_built(part: str) -> None:
    with pytest.raises(TooMany):
        loads(many(part))


@each_row("part", [",", "[", "{}", '\\"', ",\\\\,"])
def test_what_stands_in_a_text_is_no_value(part: str) -> None:
    text = part * (MOST_VALUES // len(part) + 1)
    assert len(loads(b'["' + text.encode() + b'"]')[0]) >= MOST_VALUES // 2


def test_several_pages_may_have_as_many_values_each() -> None:
    body = many("0,")
    assert len(loads(body, pages=2)) == MOST_VALUES + 2
