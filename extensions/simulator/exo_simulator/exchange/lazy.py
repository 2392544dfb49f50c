# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists whose entries are made when they are read, so that a page of a large table costs no more than its rows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

Entry_co = TypeVar("Entry_co", covariant=True)


class Lazy(Sequence[Entry_co]):
    """All that makes such a list is how long it is, and how to make one entry."""

    @abstractmethod
    def make(self, number: int) -> Entry_co:
        """The entry at ``number``, which is there; 0 is the first."""

    def some(self, numbers: range) -> Sequence[Entry_co]:
        """The entries at ``numbers``, which are there."""
        return [self.make(number) for number in numbers]

    @overload
    def __getitem__(self, place: int) -> Entry_co:
        """One of them."""

    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry_co]:
        """Some of them."""

    def __getitem__(self, place: int | slice) -> Entry_co | Sequence[Entry_co]:
        if isinstance(place, slice):
            return self.some(range(*place.indices(len(self))))
        number = place + len(self) if place < 0 else place
        if not 0 <= number < len(self):
            raise IndexError(place)
        return self.make(number)


class Chain(Lazy[Entry_co]):
    """Several lists one after another."""

    def __init__(self, parts: Sequence[Sequence[Entry_co]]) -> None:
        """The parts must not change their lengths."""
        self._parts = [part for part in parts if len(part)]

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def make(self, number: int) -> Entry_co:
        for part in self._parts:
            if number < len(part):
                return part[number]
            number -= len(part)
        raise IndexError(number)
