# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import time
from dataclasses import replace
from email.utils import format_datetime, formatdate
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import (
    RETRY_QUOTA,
    Backoff,
    RetryPolicy,
    RetryQuota,
    asked_wait,
    normal_wait,
)
from support.rows import each_row

NOW = 1_800_000_000.0  # Fri, 15 Jan 2027 08:00:00 GMT
CLOCK = Clock(wall=lambda: NOW, chance=lambda: 1.0)
SERVER = formatdate(NOW - 500, usegmt=True)  # its clock is 500 s behind ours


@pytest.mark.parametrize(
    ("retry_after", "date", "wait"),
    [
        (None, None, None),
        ("", None, None),
        ("0", None, None),
        ("00", None, None),
        ("1", None, 1.0),
        (" 1 ", None, 1.0),
        ("119", None, 119.0),
        ("121", None, 121.0),
        ("999999999", None, 999_999_999.0),
        ("1000000000", None, 1e9),
        ("-1", None, None),
        ("+1", None, None),
        ("1.5", None, None),
        ("1e3", None, None),
        ("0x10", None, None),
        ("1, 2", None, None),
        ("soon", None, None),
        ("\u0661", None, 1.0),
        # dates, by our clock
        (formatdate(NOW - 1, usegmt=True), None, None),
        (formatdate(NOW, usegmt=True), None, None),
        (formatdate(NOW + 30, usegmt=True), None, 30.0),
        ("Fri, 15 Jan 2027 09:00:30 +0100", None, 30.0),
        ("Fri, 15 Jan 2027 03:00:30 -0500", None, 30.0),
        ("Fri, 15 Jan 2027 08:00:30 -0000", None, 30.0),
        ("Fri, 15 Jan 2027 08:00:30", None, 30.0),
        ("Friday, 15-Jan-27 08:00:30 GMT", None, 30.0),
        # dates, by the answer's own clock
        (formatdate(NOW - 470, usegmt=True), SERVER, 30.0),
        (formatdate(NOW + 30, usegmt=True), SERVER, 530.0),
        (formatdate(NOW - 501, usegmt=True), SERVER, None),
        (formatdate(NOW + 30, usegmt=True), "yesterday", 30.0),
        ("7", SERVER, 7.0),
        # junk
        ("Fri, 99 Xxx 2027 08:00:30 GMT", None, None),
        ("Fri, 15 Jan 99999 08:00:30 GMT", None, 1e9),
        ("Fri, 15 Jan 2027 25:61:61 GMT", None, None),
        ("Fri, 15 Jan 0000 08:00:30 GMT", None, None),
        ("Fri, 15 Jan 2027 08:00:30 +9999", None, None),
        ("\x00", None, None),
        ("9" * 5000, None, 1e9),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "America/St_Johns"])
def test_retry_after_in_all_its_forms(
    monkeypatch: pytest.MonkeyPatch, zone: str, retry_after: str | None, date: str | None, wait: float | None
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        headers = {"Retry-After": retry_after, "Date": date}
        assert asked_wait({name: value for name, value in headers.items() if value is not None}, CLOCK) == wait
    finally:
        monkeypatch.undo()
        time.tzset()


@each_row(
    "value",
    [
        "9999999999", "1" + "0" * 15, "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 2199 23:59:59 GMT",
        "Sat, 01 Jan 10000 00:00:00 GMT", "Sat, 01 Jan 99999 00:00:00 GMT",
    ],
)  # fmt: skip
def test_too_long_is_too_long_and_never_no_wait(value: str) -> None:
    wait = asked_wait({"Retry-After": value, "Date": SERVER}, CLOCK)
    assert wait is not None
    assert 86_400.0 < wait <= 1e9


@given(st.text(max_size=40) | st.datetimes().map(format_datetime), st.text(max_size=40))
def test_any_retry_after_is_a_wait_or_none(value: str, date: str) -> None:
    wait = asked_wait({"Retry-After": value, "Date": date}, CLOCK)
    assert wait is None or wait > 0


@each_row(
    ("repeat", "low", "high"),
    [(0, 1.0, 2.0), (1, 2.0, 4.0), (2, 4.0, 8.0), (3, 8.0, 16.0), (4, 15.0, 30.0), (5, 15.0, 30.0), (5000, 15.0, 30.0)],
)
def test_the_normal_wait_is_drawn_from_the_upper_half(repeat: int, low: float, high: float) -> None:
    waits = [normal_wait(repeat, Clock(chance=partial(float, drawn))) for drawn in ("0", "0.5", "1")]
    assert waits == [low, (low + high) / 2, high]


def test_five_normal_waits_take_half_a_minute_to_a_minute() -> None:
    least = Clock(chance=lambda: 0.0)
    assert sum(normal_wait(repeat, least) for repeat in range(5)) == 30.0
    assert sum(normal_wait(repeat, CLOCK) for repeat in range(5)) == 60.0


@pytest.mark.parametrize(("costly", "repeats"), [(False, 20), (True, 10)])
def test_the_purse_ends_repeats_without_success(costly: bool, repeats: int) -> None:
    quota = RetryQuota()
    taken = 0
    while quota.take(costly=costly):
        taken += 1
    assert taken == repeats
    assert not quota.take(costly=costly)


def test_a_success_pays_the_last_repeat_back_and_no_more() -> None:
    quota = RetryQuota(20)
    assert quota.take(costly=True)  # 10 left
    assert quota.take(costly=True)  # 0 left
    quota.success()  # 10 back
    quota.success()  # and one for a success at the first try
    assert quota.take(costly=True)
    assert not quota.take(costly=False)


def test_the_purse_never_holds_more_than_it_began_with() -> None:
    quota = RetryQuota()
    for _page in range(1000):
        quota.success()
    assert sum(quota.take(costly=False) for _repeat in range(1000)) == RETRY_QUOTA // 5


@given(st.lists(st.sampled_from(["cheap", "costly", "success"]), max_size=80))
def test_the_purse_stays_within_its_bounds(steps: list[str]) -> None:
    quota = RetryQuota()
    for step in steps:
        if step == "success":
            quota.success()
        else:
            quota.take(costly=step == "costly")
        assert 0 <= quota.level <= RETRY_QUOTA


@each_row(
    ("retries", "budget", "waits"),
    [(0, 120.0, []), (2, 120.0, [2.0, 4.0]), (5, 7.0, [2.0, 4.0]), (5, 6.0, [2.0, 4.0]), (5, 0.0, [])],
)
def test_a_backoff_ends_with_the_retries_or_with_the_budget(retries: int, budget: float, waits: list[float]) -> None:
    slept: list[float] = []
    backoff = Backoff(RetryPolicy(retries, budget), replace(CLOCK, sleep=slept.append))
    while backoff.again():
        pass
    assert (slept, backoff.waited, backoff.failed) == (waits, sum(waits), len(waits) + 1)


def test_a_backoff_waits_as_long_as_it_is_asked_to_and_some_more() -> None:
    slept: list[float] = []
    backoff = Backoff(RetryPolicy(), replace(CLOCK, sleep=slept.append))
    assert backoff.again({"Retry-After": "10"})
    assert slept == [pytest.approx(11.0)]
    assert not backoff.again({"Retry-After": "110"})
    short = Backoff(RetryPolicy(), replace(CLOCK, sleep=slept.append), longest=10.0)
    assert short.again({"Retry-After": "110"})
    assert slept[-1] == 10.0
