# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Count objects that come more than once in one listing."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from .._client.row_text import GUID, TextRows

_BUCKETS = 64
# Identity is not one: a permission, for example, has that of its mailbox.
_USUAL = (GUID,)


class Duplicates:
    """Eight bytes a row: the hash of what tells it from others. Rows that do not have it are not looked at."""

    def __init__(self, identity: Sequence[str] = _USUAL) -> None:
        """``identity`` are the properties that together tell one row from another."""
        self._identity = tuple(identity)
        self.restart()

    def restart(self) -> None:
        """Forget all."""
        self._seen: list[array[int]] = []

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Look at the rows of a page."""
        marks = self._marks(rows)
        if marks and not self._seen:
            self._seen = [array("q") for _unused in range(_BUCKETS)]
        seen = self._seen
        for mark in map(hash, marks):
            seen[mark % _BUCKETS].append(mark)

    def _marks(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        if isinstance(rows, TextRows) and self._identity == _USUAL:
            return [guid for guid in rows.guids if guid is not None]
        if len(self._identity) == 1:
            (name,) = self._identity
            return [str(row[name]) for row in rows if row.get(name) is not None]
        found = [[row.get(name) for name in self._identity] for row in rows]
        return ["\n".join(map(str, values)) for values in found if None not in values]

    def count(self) -> int:
        """How many rows were there before, by 64 bits of hash: never wrong in practice."""
        return sum(len(bucket) - len(set(bucket)) for bucket in self._seen)
