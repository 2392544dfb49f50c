# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of reports have in common: a number within its range, and the largest that the reference names,
and what lies within a time."""

from __future__ import annotations

from datetime import datetime

from ..calls import Call

LARGEST_PAGE = 1000
LARGEST_RESULT = 5000


def number_between(call: Call, name: str, default: int, largest: int, least: int = 1) -> int:
    """A parameter between ``least`` and ``largest``; anything else is refused."""
    value = call.values.get(name)
    number = default if value is None else int(value)
    if not least <= number <= largest:
        raise call.directory.errors.build("invalid", f"The value of {name} must be between {least} and {largest}.")
    return number


def within(moment: datetime, start: datetime | None, end: datetime | None) -> bool:
    """Whether a moment lies between two, each of which may be open."""
    return (start is None or start <= moment) and (end is None or moment <= end)
