# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The properties of objects by their names in any case, and which of those that were asked for no object has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._json_types import Json, JsonMap, Row
from .._values.decode_rows import kinds_of
from .._values.quantities import Meaning, Quantity


class MissingProperty:
    """What a property is that an object does not have: null to a comparison, and the last of all when sorted."""


MISSING_PROPERTY = MissingProperty()


class PropertyColumn:
    """A property as objects spell it: what follows from its name is found out once for all of them."""

    def __init__(self, key: str, writable: Mapping[str, str]) -> None:
        self.key = key
        self.meaning = Meaning(key, writable).of
        self._beside = tuple(f"{key}@{name}" for name in ("data.type", "odata.type", "owner"))

    def copy(self, item: JsonMap, row: Row) -> None:
        """The property of an object that has it, with the annotations beside it."""
        row[self.key] = item[self.key]
        for name in self._beside:
            if name in item:
                row[name] = item[name]


class Properties:
    """Of the objects that one cmdlet gives. ``names`` are those that somebody will ask for."""

    def __init__(self, cmdlet: str, names: Sequence[str] = ()) -> None:
        self._writable = kinds_of(cmdlet.partition("-")[2].lower())
        self._columns: dict[str, PropertyColumn] = {}
        self._never_seen = {name.lower(): name for name in names}
        self._objects = 0

    def column(self, item: JsonMap, name: str) -> PropertyColumn | None:
        """The property as the object spells it; None where it does not have it."""
        column = self._columns.get(name)
        if column is not None and column.key in item:
            return column
        lower = name.lower()
        key = name if name in item else next((key for key in item if key.lower() == lower), None)
        if key is None:
            return None
        column = self._columns[name] = PropertyColumn(key, self._writable)
        return column

    def value(self, item: Json, name: str) -> Json | Quantity | MissingProperty:
        """What the property is compared as; of no name the object itself."""
        if not name:
            return item
        if not isinstance(item, dict) or (column := self.column(item, name)) is None:
            return MISSING_PROPERTY
        return column.meaning(item)

    def count(self, items: Sequence[Json]) -> None:
        """Objects passed. A condition may have looked at none of a property: what is on its left had decided."""
        self._objects += len(items)
        for item in items:
            if not self._never_seen:
                return
            for lower, name in list(self._never_seen.items()):
                if isinstance(item, dict) and self.column(item, name) is not None:
                    del self._never_seen[lower]

    def never_seen(self) -> list[str]:
        """The names that were asked for and that none of the objects had."""
        return list(self._never_seen.values()) if self._objects else []
