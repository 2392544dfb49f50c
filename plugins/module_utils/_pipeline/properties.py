# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The properties of objects by their names in any case, and which of those that were asked for no object has."""

from __future__ import annotations

from collections.abc import Sequence

from .._json_types import Json, JsonMap
from .._values.decode_rows import kinds_of
from .._values.quantities import Quantity, meaning_of


class Missing:
    """What a property is that an object does not have: null to a comparison, and the last of all when sorted."""


MISSING = Missing()


class Properties:
    """Of the objects that one cmdlet gives. ``asked`` are the names that somebody will ask for."""

    def __init__(self, cmdlet: str, asked: Sequence[str] = ()) -> None:
        self._writable = kinds_of(cmdlet.partition("-")[2].lower())
        self._spelled: dict[str, str] = {}
        self._never_seen = {name.lower(): name for name in asked}
        self._objects = 0

    def key(self, item: Json, name: str) -> str | None:
        """How the object spells the property; None where it does not have it."""
        if not isinstance(item, dict):
            return None
        spelled = self._spelled.get(name, name)
        if spelled in item:
            self._never_seen.pop(name.lower(), None)
            return spelled
        lower = name.lower()
        found: str | None = next((key for key in item if key.lower() == lower), None)
        if found is not None:
            self._spelled[name] = found
            self._never_seen.pop(lower, None)
        return found

    def value(self, item: Json, name: str) -> Json | Quantity | Missing:
        """What the property is compared as; of no name the object itself."""
        if not name:
            return item
        key = self.key(item, name)
        if key is None or not isinstance(item, dict):
            return MISSING
        return meaning_of(item, key, self._writable)

    def count(self, items: Sequence[Json]) -> None:
        """Objects passed. A condition may have looked at none of a property: what is on its left had decided."""
        self._objects += len(items)
        for item in items:
            if not self._never_seen:
                return
            for name in list(self._never_seen.values()):
                self.key(item, name)

    def never_seen(self) -> list[str]:
        """The names that were asked for and that none of the objects had."""
        return list(self._never_seen.values()) if self._objects else []


def with_annotations(row: JsonMap, key: str) -> dict[str, Json]:
    """A property with the service's annotations beside it."""
    beside = (f"{key}@{name}" for name in ("data.type", "odata.type", "owner"))
    return {key: row[key], **{name: row[name] for name in beside if name in row}}
