# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._values.dates_and_time_spans import (
    TICKS,
    seconds_in,
    span_text,
    ticks_in,
    write_span,
)
from ansible_collections.m365.exchange.plugins.module_utils._values.secret_and_unsendable_values import NotSendable
from support.extent import choose
from support.rows import each_row

EXAMPLES = choose(40, 200, 20_000)


@each_row(
    ("given_as", "sent"),
    [
        ("7.00:00:00", "7.00:00:00"),
        ("07:00:00:00", "7.00:00:00"),
        ("01:30:00", "01:30:00"),
        ("1:30", "01:30:00"),
        ("-01:30:00", "-01:30:00"),
        ("00:00:00.5", "00:00:00.5000000"),
        ("90.00:00:00.0000001", "90.00:00:00.0000001"),
        ("P7D", "7.00:00:00"),
        ("P2W", "14.00:00:00"),
        ("PT4H", "04:00:00"),
        ("PT90S", "00:01:30"),
        ("PT36H", "1.12:00:00"),
        ("P1DT2H3M4.5S", "1.02:03:04.5000000"),
        ("30", "30.00:00:00"),
        (30, "30.00:00:00"),
        (30.0, "30.00:00:00"),
        (0, "00:00:00"),
        ("24855", "24855.00:00:00"),
    ],
)
def test_documented_spellings(given_as: object, sent: str) -> None:
    assert span_text(given_as) == sent


@each_row(
    "text",
    ["", "P", "PT", "P1M", "P1Y", "24:00:00", "00:60:00", "1 day", "2h", "10675200.00:00:00", True, 1.5, None, ["1"]],
)
def test_what_is_no_time_span_is_refused(text: object) -> None:
    with pytest.raises(NotSendable):
        span_text(text)


@each_row(
    ("text", "hours", "days"),
    [
        ("24:00:00", "1.00:00:00", "24.00:00:00"),
        ("24:00:01", "1.00:00:01", "24.00:01:00"),
        ("48:12:30", "2.00:12:30", "48.12:30:00"),
        ("99:23:59", "4.03:23:59", "99.23:59:00"),
    ],
)
def test_hours_from_24_on_read_two_ways(text: str, hours: str, days: str) -> None:
    with pytest.raises(NotSendable) as caught:
        span_text(text)
    assert "two ways" in str(caught.value)
    assert caught.value.remedy == f"Write {hours} or {days}."
    assert (span_text(hours), span_text(days)) == (hours, days)


@each_row("seconds", [86_400, 1_209_600, "24856", "9" * 30, -30_000])
def test_number_that_was_meant_in_seconds_is_not_taken_for_days(seconds: object) -> None:
    with pytest.raises(NotSendable) as caught:
        span_text(seconds)
    assert "PT90S" in caught.value.remedy


@each_row(
    ("text", "seconds"),
    [
        ("00:00:00", 0),
        ("90.00:00:00", 7_776_000),
        ("14.00:00:00", 1_209_600),
        ("-00:00:01", -1),
        ("00:00:00.5000000", 0.5),
        ("P1D", 86_400),
        ("PT4H", 14_400),
        ("P1M", None),
        ("Unlimited", None),
        ("", None),
    ],
)
def test_seconds(text: str, seconds: float | None) -> None:
    got = seconds_in(text)
    assert got == seconds
    assert type(got) is type(seconds)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_what_is_written_reads_back(ticks: int) -> None:
    text = write_span(ticks)
    assert ticks_in(text) == ticks
    assert span_text(text) == text
    if ticks % TICKS == 0:
        assert seconds_in(text) == ticks // TICKS


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"-?P?[0-9.:DTHMSW]{0,20}", fullmatch=True))
def test_noise_is_a_time_span_or_a_clear_refusal(text: str) -> None:
    said = ""
    try:
        sent = span_text(text)
        assert span_text(sent) == sent
    except NotSendable as error:
        said = str(error)
    assert said.isprintable()
