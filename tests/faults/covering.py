# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rows of the contract the tests of this folder prove."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])

# The tests by the number of a row.
PROVED_BY: dict[str, list[str]] = {}


def proves(*numbers: str) -> Callable[[Test], Test]:
    """Mark a test as the proof of these rows."""

    def marked(test: Test) -> Test:
        for number in numbers:
            PROVED_BY.setdefault(number, []).append(test.__name__)
        return test

    return marked
