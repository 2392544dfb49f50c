# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory does not grow with a listing, and most of its time is the service's; -s shows what was measured."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmark.reading import FLAT, MOST_MEMORY, NARROW, OURS, WAYS, Runs, compare, memory, report, times
from support.extent import SOAK

MOST_TIMES = 1.5  # what a loop that copies the bytes takes
LATENCY = 0.2  # seconds, less than the real service takes for a page of a thousand mailboxes


def measured(
    rows: int, *, rounds: int = 1, latency: float = 0.0, ways: Sequence[str] = WAYS, rendered: bool = True
) -> Runs:
    runs = compare(rows, NARROW, rounds, latency, ways, rendered=rendered)
    report(f"{rows} mailboxes, {latency} s a page", runs)
    assert {one.rows for one in runs[OURS]} == {rows}
    return runs


def test_ten_times_the_rows_take_the_same_memory() -> None:
    few, many = (memory(measured(rows, ways=[OURS], rendered=False)) for rows in (1000, 10_000))
    assert many < MOST_MEMORY
    assert many < few * (1 + FLAT)


@pytest.mark.skipif(not SOAK, reason="M365_SOAK=1 reads a hundred thousand mailboxes")
def test_a_hundred_thousand_mailboxes() -> None:
    few = memory(measured(10_000))
    # Without any latency the box answers within some milliseconds, and what is compared is Python with Python.
    measured(100_000)
    runs = measured(100_000, rounds=2, latency=LATENCY)
    assert memory(runs) < MOST_MEMORY
    assert memory(runs) < few * (1 + FLAT)
    assert times(runs, "copy") < MOST_TIMES
