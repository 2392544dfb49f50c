# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._values.dates_and_time_spans import (
    date_text,
    instant_in,
    is_date_display,
)
from ansible_collections.m365.exchange.plugins.module_utils._values.secret_and_unsendable_values import NotSendable
from ansible_collections.m365.exchange.plugins.module_utils._values.value_settings import ValueSettings
from support.extent import choose
from support.rows import each_row

EXAMPLES = choose(40, 200, 20_000)
UTC = ValueSettings()
BERLIN = ValueSettings(zone=ZoneInfo("Europe/Berlin"))


def refused(text: object, how: ValueSettings = UTC) -> str:
    with pytest.raises(NotSendable) as caught:
        date_text(text, how)
    return f"{caught.value}. {caught.value.remedy}"


@each_row(
    ("text", "sent"),
    [
        ("2026-09-01", "2026-09-01T00:00:00.0000000Z"),
        ("2026-09-01T17:00:00Z", "2026-09-01T17:00:00.0000000Z"),
        ("2026-09-01T17:00:00+02:00", "2026-09-01T15:00:00.0000000Z"),
        ("2026-09-01T17:00:00-0530", "2026-09-01T22:30:00.0000000Z"),
        ("2026-09-01T17:00:00+02", "2026-09-01T15:00:00.0000000Z"),
        ("2026-09-01 17:00", "2026-09-01T17:00:00.0000000Z"),
        ("2026-09-01 17:00:05.1234567", "2026-09-01T17:00:05.1234567Z"),
        ("2026-09-01T17:00:05,5Z", "2026-09-01T17:00:05.5000000Z"),
        ("20260901", "2026-09-01T00:00:00.0000000Z"),
        ("20260901T170000Z", "2026-09-01T17:00:00.0000000Z"),
        ("2026/9/1", "2026-09-01T00:00:00.0000000Z"),
        ("2026-09-01 5:00 PM", "2026-09-01T17:00:00.0000000Z"),
        ("9/30/2026", "2026-09-30T00:00:00.0000000Z"),
        ("9/30/2026 5:00 PM", "2026-09-30T17:00:00.0000000Z"),
        ("09/30/2026 5 pm", "2026-09-30T17:00:00.0000000Z"),
        ("30/9/2026 17:00", "2026-09-30T17:00:00.0000000Z"),
        ("30.9.2026", "2026-09-30T00:00:00.0000000Z"),
        ("9/9/2026 12:00 AM", "2026-09-09T00:00:00.0000000Z"),
        ("9/9/2026 12:30 p.m.", "2026-09-09T12:30:00.0000000Z"),
        ("September 1, 2026", "2026-09-01T00:00:00.0000000Z"),
        ("September 1, 2026 5:00 PM", "2026-09-01T17:00:00.0000000Z"),
        ("Sept. 1 2026, 5:00 PM", "2026-09-01T17:00:00.0000000Z"),
        ("1 May 2026 08:15", "2026-05-01T08:15:00.0000000Z"),
        ("Tue, 01 Sep 2026 15:00:00 GMT", "2026-09-01T15:00:00.0000000Z"),
        ("Wednesday, September 30, 2026", "2026-09-30T00:00:00.0000000Z"),
        ("wed. 30 sept 2026 5:00 pm", "2026-09-30T17:00:00.0000000Z"),
        ("Thursday 1 October 2026", "2026-10-01T00:00:00.0000000Z"),
        ("1-Jun-2026", "2026-06-01T00:00:00.0000000Z"),
        ("2024-02-29", "2024-02-29T00:00:00.0000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z"),
        ("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z"),
    ],
)
def test_documented_spellings(text: str, sent: str) -> None:
    assert date_text(text, UTC) == sent


@each_row(
    ("text", "sent"),
    [
        ("2026-09-01", "2026-08-31T22:00:00.0000000Z"),
        ("2026-01-15 08:00", "2026-01-15T07:00:00.0000000Z"),
        ("2026-07-15 08:00", "2026-07-15T06:00:00.0000000Z"),
        ("2026-07-15 08:00Z", "2026-07-15T08:00:00.0000000Z"),
    ],
)
def test_date_without_a_zone_is_read_in_the_given_one(text: str, sent: str) -> None:
    assert date_text(text, BERLIN) == sent


def test_what_reads_two_ways_is_refused_with_both() -> None:
    line = refused("1/2/2026")
    assert "2026-01-02 (month first)" in line
    assert "2026-02-01 (day first)" in line
    for text in ("9/1/2026 5:00 PM", "1.2.2026", "01-02-2026 10:00"):
        assert "two ways" in refused(text)


@pytest.mark.parametrize(
    ("order", "sent"), [("mdy", "2026-01-02T00:00:00.0000000Z"), ("dmy", "2026-02-01T00:00:00.0000000Z")]
)
def test_order_of_dates_settles_it(order: Any, sent: str) -> None:
    assert date_text("1/2/2026", ValueSettings(date_order=order)) == sent
    wrong = "13/1/2026" if order == "mdy" else "1/13/2026"
    assert "no such date" in refused(wrong, ValueSettings(date_order=order))


def test_hours_that_a_clock_skips_or_shows_twice_are_refused() -> None:
    assert "skip" in refused("2026-03-29 02:30", BERLIN)
    twice = refused("2026-10-25 02:30", BERLIN)
    assert "2026-10-25T00:30:00Z" in twice
    assert "2026-10-25T01:30:00Z" in twice
    assert date_text("2026-10-25T02:30:00+01:00", BERLIN) == "2026-10-25T01:30:00.0000000Z"


@each_row(
    "text",
    [
        "",
        "tomorrow",
        "2026-13-01",
        "2026-02-29",
        "31/31/2026",
        "Mon, 01 Sep 2026 15:00:00 GMT",
        "Sunday, September 30, 2026",
        "Caturday, September 30, 2026",
        "9/30/26",
        "2026-09-01T24:00:00",
        "2026-09-01T23:59:60",
        "2026-09-01 17",
        "2026-09-01 13:00 PM",
        "2026-09-01 0:30 AM",
        "2026-09-01T17:00:00+25:00",
        "2026-09-01T17:00:00+02:75",
        "2026-09-01T17:00:00.12345678Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:00:00-14:00",
        "\u0662\u0660\u0662\u0666-09-01",
        "(Get-Date).AddDays(-5)",
        20260901,
        1.5,
        True,
        ["2026-09-01"],
        {"a": 1},
    ],
)
def test_what_is_no_date_is_refused(text: object) -> None:
    assert "ISO 8601" in refused(text)


@each_row(
    ("text", "utc"),
    [
        ("2024-04-10T08:56:22.0000000+00:00", "2024-04-10T08:56:22.0000000Z"),
        ("2024-04-10T08:56:22.1234567+02:00", "2024-04-10T06:56:22.1234567Z"),
        ("2024-04-10T08:56:22Z", "2024-04-10T08:56:22.0000000Z"),
        ("2024-04-10T08:56:22", None),
        ("2024-04-10", None),
        ("0001-01-01T00:00:00.0000000+14:00", None),
        ("2024-99-10T08:56:22Z", None),
        ("", None),
    ],
)
def test_dates_of_an_answer(text: str, utc: str | None) -> None:
    assert instant_in(text) == utc


def test_only_the_services_own_form_is_taken_for_a_date_by_its_form() -> None:
    assert is_date_display("2024-04-10T08:56:22.0000000+00:00")
    assert not is_date_display("2024-04-10T08:56:22Z")
    assert not is_date_display("2024-04-10")


ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
MOMENTS = st.datetimes(datetime(1902, 1, 1), datetime(9998, 12, 31))


@settings(max_examples=EXAMPLES, deadline=None)
@given(MOMENTS, ZONES)
def test_local_date_is_the_moment_that_it_names_or_is_refused(local: datetime, name: str) -> None:
    zone: tzinfo = ZoneInfo(name)
    text = local.isoformat()
    try:
        sent = date_text(text, ValueSettings(zone=zone))
    except NotSendable:
        assert _odd(local, zone)
        return
    moment = datetime.fromisoformat(sent[:26]).replace(tzinfo=timezone.utc)
    assert moment.astimezone(zone).replace(tzinfo=None) == local
    assert date_text(sent, UTC) == sent
    assert instant_in(sent) == sent


def _odd(local: datetime, zone: tzinfo) -> bool:
    """Whether a change of the clocks is near."""
    around = {(local + timedelta(hours=hours)).replace(tzinfo=zone).utcoffset() for hours in (-26, 0, 26)}
    return len(around) > 1


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[0-9/:. T+ZAPMapm-]{0,24}", fullmatch=True))
def test_noise_is_a_date_or_a_clear_refusal(text: str) -> None:
    said = ""
    try:
        sent = date_text(text, UTC)
        assert instant_in(sent) == sent
    except NotSendable as error:
        said = str(error)
    assert said.isprintable()
