# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Priorities of the objects of a kind: to give one to an object moves others, so they are planned together.

Rules stand in a row from 0; one that is given another place pushes those between (Microsoft's pages of
Set-TransportRule and of the rules of policies).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

PRIORITY = "Priority"
Key = TypeVar("Key")


def moves_of_priorities(current: Sequence[Key], wanted: Mapping[Key, int]) -> list[tuple[Key, int]] | None:
    """The objects to be moved, each with its new priority, in an order after which all have theirs; ``current`` are
    all objects of the kind by their priority. None where a priority is beyond the last of them, or does not come to
    rest: then the service has to say."""
    row = list(current)
    if any(not 0 <= place < len(row) for place in wanted.values()) or len(set(wanted.values())) < len(wanted):
        return None
    made: list[tuple[Key, int]] = []
    for _again in range(len(wanted) + 1):
        wrong = [(key, place) for key, place in sorted(wanted.items(), key=lambda one: one[1]) if row[place] != key]
        if not wrong:
            return made
        for key, place in wrong:
            if row[place] != key:
                row.remove(key)
                row.insert(place, key)
                made.append((key, place))
    return None
