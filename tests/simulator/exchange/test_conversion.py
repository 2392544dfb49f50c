# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values survive their way through text, whatever they are."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exo_simulator.exchange.changes import applied
from exo_simulator.exchange.coercion import ConversionError, TooLarge, convert
from exo_simulator.exchange.kinds import Kind, TypeInfo, enums
from exo_simulator.exchange.values import (
    Change,
    Size,
    instant_text,
    parse_instant,
    parse_size,
    parse_span,
    size_text,
    span_text,
)
from support.extent import choose

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40000))
INSTANTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(timezone.utc))


@pytest.mark.parametrize(
    "text",
    [
        "11/20/2026 10:00 PM",
        "11/20/26 22:00",
        "11-20-2026 22:00:00",
        "2026/11/20 22:00",
        "Nov 20, 2026 10:00:00 PM",
        "20 November 2026 22:00",
        "Friday, November 20, 2026 10:00 PM",
    ],
)
def test_an_instant_has_the_forms_that_an_american_writes(text: str) -> None:
    assert parse_instant(text) == datetime(2026, 11, 20, 22, tzinfo=timezone.utc)
    for wrong in ("20.11.2026", "13/20/2026", "Someday, 20 November 2026 late", "November 2026"):
        with pytest.raises(ValueError, match=r".*"):
            parse_instant(wrong)


@given(st.integers(min_value=0, max_value=2**60))
def test_a_size_reads_back_from_its_display(number: int) -> None:
    assert parse_size(size_text(Size(number))) == Size(number)


@given(
    st.integers(min_value=0, max_value=10**6),
    st.sampled_from(["B", "KB", "MB", "GB", "TB", "gb"]),
    st.sampled_from(["", " "]),
)
def test_a_size_reads_with_its_unit(number: int, unit: str, space: str) -> None:
    factor = 1024 ** ["B", "KB", "MB", "GB", "TB"].index(unit.upper())
    assert parse_size(f"{number}{space}{unit}") == Size(number * factor)


@given(SPANS)
def test_a_duration_reads_back_from_its_text(span: timedelta) -> None:
    assert parse_span(span_text(span)) == span


@given(INSTANTS, st.booleans())
def test_an_instant_reads_back_from_its_text(instant: datetime, zulu: bool) -> None:
    text = instant_text(instant, zulu=zulu)
    assert parse_instant(text) == instant
    assert text.endswith("Z" if zulu else "+00:00")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B (0 bytes)"),
        (1023, "1023 B (1,023 bytes)"),
        (1536, "1.5 KB (1,536 bytes)"),
        (106300440576, "99 GB (106,300,440,576 bytes)"),
    ],
)
def test_sizes_are_shown_as_measured(number: int, text: str) -> None:
    assert size_text(Size(number)) == text


@settings(max_examples=choose(25, 100, 1000))
@given(JSON, st.sampled_from(list(Kind)), st.booleans(), st.booleans())
def test_any_json_converts_or_is_refused(raw: Any, kind: Kind, many: bool, unlimited: bool) -> None:
    info = TypeInfo(
        kind,
        "System.Example",
        many=many,
        unlimited=unlimited,
        deltas=many,
        members=("On", "Off") if kind is Kind.ENUM else (),
    )
    try:
        value = convert(info, raw)
    except (ConversionError, TooLarge):
        return
    assert not many or value is None or isinstance(value, (list, Change)) or kind is Kind.BYTES


@given(st.sampled_from(sorted(enums())), st.data())
def test_an_enum_member_matches_itself_in_any_case(name: str, data: st.DataObject) -> None:
    members = enums()[name]
    member = data.draw(st.sampled_from(members))
    shape = data.draw(st.sampled_from([str.lower, str.upper, str.title]))
    assert convert(TypeInfo(Kind.ENUM, name, members=members), shape(member)) == member


@given(
    st.lists(st.text(min_size=1, max_size=5)),
    st.lists(st.text(min_size=1, max_size=5)),
    st.lists(st.text(min_size=1, max_size=5)),
)
def test_add_and_remove_have_their_effect(now: list[str], add: list[str], remove: list[str]) -> None:
    after = {value.casefold() for value in applied(now, Change(tuple(add), tuple(remove)))}
    assert {value.casefold() for value in add} <= after
    gone = {value.casefold() for value in remove} - {value.casefold() for value in add}
    assert not gone & after
    assert after <= {value.casefold() for value in [*now, *add]}


@given(st.lists(st.text(min_size=1, max_size=5), unique_by=str.casefold))
def test_adding_twice_is_adding_once(values: list[str]) -> None:
    change = Change(tuple(values))
    once = applied([], change)
    assert applied(once, change) == once
