# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much a run proves: ``make test`` a few of many that are alike, ``make test-all`` (M365_ALL) all of them, and
``make soak`` (M365_SOAK) all, with the large counts of what is drawn at random.

Each promise has a test in ``make test``; what is left to the others says so where it stands.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

SOAK = bool(os.environ.get("M365_SOAK"))
ALL = SOAK or bool(os.environ.get("M365_ALL"))

# For a test, or for one of its cases: make test leaves it out.
only_in_test_all = pytest.mark.only_in_test_all

_Some = TypeVar("_Some")


def choose(few: _Some, many: _Some, soak: _Some | None = None) -> _Some:
    """What ``make test`` takes, what ``make test-all`` takes, and ``make soak`` where that is more still."""
    if SOAK and soak is not None:
        return soak
    return many if ALL else few


def each(step: int, rows: Sequence[_Some]) -> Sequence[_Some]:
    """Of rows that differ in data only, each ``step``-th in ``make test``; all of them in the others."""
    return choose(rows[::step], rows)
