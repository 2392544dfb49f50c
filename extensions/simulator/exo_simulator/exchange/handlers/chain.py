# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several lazy lists as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from ..store import Item


class Chain(Sequence[Item]):
    """The parts one after another, read only where they are asked."""

    def __init__(self, parts: Sequence[Sequence[Item]]) -> None:
        """The parts must not change their lengths."""
        self._parts = [part for part in parts if len(part)]

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    @overload
    def __getitem__(self, place: int) -> Item:
        """One of them."""

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]:
        """Some of them."""

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        number = place + len(self) if place < 0 else place
        for part in self._parts:
            if 0 <= number < len(part):
                return part[number]
            number -= len(part)
        raise IndexError(place)
