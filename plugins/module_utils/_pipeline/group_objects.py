# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Group-Object at work: the objects that have the same in some properties, and how many they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from .._command_line.stages import Group
from .._dataclass import dataclass
from .._json_types import Json, Row
from .._values.value_settings import ValueSettings
from .compare_values import Incomparable, Value, is_equal, key_to_sort, text_of
from .properties import MissingProperty, Properties


@dataclass
class _GroupOfObjects:
    """What its objects have in common."""

    values: list[Value]
    objects: list[Json] = field(default_factory=list)
    count: int = 0


class Grouping:
    """One row for each group; ``write`` makes of an object what the group shows of it.

    Groups are ordered by their values. Where a property has values of several kinds they are in the order in which
    they came, and the first of a group is the left side of -eq (measured).
    """

    has_enough = False

    def __init__(
        self, group: Group, properties: Properties, settings: ValueSettings, write: Callable[[Row], Row]
    ) -> None:
        self._group = group
        self._properties = properties
        self._settings = settings
        self._write = write
        self._found: list[tuple[list[Value], Json]] = []

    def add(self, items: list[Json]) -> list[Json]:
        for item in items:
            shown = self._write(item) if isinstance(item, dict) and self._group.with_objects else item
            self._found.append((self._values_in_common(item), shown if self._group.with_objects else None))
        return []

    def _values_in_common(self, item: Json) -> list[Value]:
        found = [self._properties.value(item, name) for name in self._group.properties or ("",)]
        return [None if isinstance(value, MissingProperty) else value for value in found]

    def end(self) -> list[Json]:
        several = any(len(kinds) > 1 for kinds in self._kinds_of_values())
        return [self._row_of_group(one) for one in (self._group_by_equality() if several else self._group_by_key())]

    def _kinds_of_values(self) -> list[set[str]]:
        columns = [set[str]() for _name in self._group.properties or ("",)]
        for values, _item in self._found:
            for kinds, value in zip(columns, values, strict=True):
                if value is not None:
                    kinds.add("number" if type(value) in (int, float) else type(value).__name__)
        return columns

    def _group_by_key(self) -> list[_GroupOfObjects]:
        groups: dict[tuple[object, ...], _GroupOfObjects] = {}
        for values, item in self._found:
            self._take_into_group(groups.setdefault(tuple(map(key_to_sort, values)), _GroupOfObjects(values)), item)
        return [groups[key] for key in sorted(groups)]

    def _group_by_equality(self) -> list[_GroupOfObjects]:
        groups: list[_GroupOfObjects] = []
        for values, item in self._found:
            same = next((one for one in groups if self._is_same_group(one.values, values)), None)
            if same is None:
                same = _GroupOfObjects(values)
                groups.append(same)
            self._take_into_group(same, item)
        return groups

    def _is_same_group(self, ones: list[Value], others: list[Value]) -> bool:
        try:
            return all(
                is_equal(_single_value(one), _single_value(other), self._settings, with_case=False)
                for one, other in zip(ones, others, strict=True)
            )
        except Incomparable:
            return False

    def _take_into_group(self, group: _GroupOfObjects, item: Json) -> None:
        group.count += 1
        if self._group.with_objects:
            group.objects.append(item)

    def _row_of_group(self, group: _GroupOfObjects) -> Row:
        name = ", ".join(text_of(value) for value in group.values if value is not None)
        return {"Count": group.count, "Name": name, **({"Group": group.objects} if self._group.with_objects else {})}


def _single_value(value: Value) -> Value:
    return text_of(value) if isinstance(value, (list, dict)) else value
