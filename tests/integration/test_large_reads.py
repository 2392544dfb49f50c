# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory does not grow with a listing, and most of its time is the service's; -s shows what was measured."""

from __future__ import annotations

import os

import pytest

from benchmark.reading import FLAT, MOST_MEMORY, MOST_SECONDS, NARROW, OURS, compare, report, times

LATENCY = 0.2  # seconds, less than the real service takes for a page of a thousand mailboxes


def memory_of(rows: int, *, rounds: int) -> float:
    runs = compare(rows, NARROW, rounds)
    assert {one.rows for one in runs[OURS]} == {rows}
    return report(f"{rows} mailboxes", runs)


def test_ten_times_the_rows_take_the_same_memory() -> None:
    few, many = memory_of(1000, rounds=1), memory_of(10_000, rounds=1)
    assert many < MOST_MEMORY
    assert many < few * (1 + FLAT)


@pytest.mark.skipif(not os.environ.get("M365_SOAK"), reason="M365_SOAK=1 reads a hundred thousand mailboxes")
def test_a_hundred_thousand_mailboxes() -> None:
    few = memory_of(10_000, rounds=1)
    # Without any latency the box answers within some milliseconds, and what is compared is Python with Python.
    report("100000 mailboxes, no latency", compare(100_000, NARROW, 1))
    runs = compare(100_000, NARROW, 2, LATENCY)
    many = report(f"100000 mailboxes, {LATENCY} s a page", runs)
    assert {one.rows for one in runs[OURS]} == {100_000}
    assert many < MOST_MEMORY
    assert many < few * (1 + FLAT)
    assert times(runs, "rows") < MOST_SECONDS
