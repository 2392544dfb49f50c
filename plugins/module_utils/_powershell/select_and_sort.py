# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where-Object, Sort-Object and Select-Object at work: the objects that pass, in order; numbers of objects, properties,
what is in one property, and each only once."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable

from .._json_types import Json, JsonMap, Row
from .compare_values import key_to_sort
from .properties_of_objects import MissingProperty, Properties
from .stages import Select, Sort


class FilteringObjects:
    """Where-Object: the objects that pass the condition."""

    has_enough = False

    def __init__(self, passes: Callable[[Json], bool]) -> None:
        self._passes = passes

    def add_objects(self, items: list[Json]) -> list[Json]:
        return [item for item in items if self._passes(item)]

    def end_objects(self) -> list[Json]:
        return []


# In front of and behind whatever :func:`key_to_sort` begins with.
_SORTED_FIRST, _SORTED_LAST = -1, 3


class SortingObjects:
    """Sort-Object: in order, each once with -Unique."""

    has_enough = False

    def __init__(self, sort: Sort, properties: Properties) -> None:
        self._sort = sort
        self._names = sort.properties or ("",)
        # What is not there is the last in both directions (measured).
        self._missing = (_SORTED_FIRST if sort.descending else _SORTED_LAST,)
        self._properties = properties
        self._items: list[Json] = []

    def add_objects(self, items: list[Json]) -> list[Json]:
        self._items += items
        return []

    def end_objects(self) -> list[Json]:
        # The keys of one property are compared faster than those of several inside of another key.
        only_name = self._names[0] if len(self._names) == 1 else None
        key = self._sorting_key if only_name is None else lambda item: self._part_of_key(item, only_name)
        sorted_items = sorted(self._items, key=key, reverse=self._sort.descending)
        if not self._sort.unique:
            return sorted_items
        unique_items: dict[object, Json] = {}
        # Of equal ones the first that came stays, in whichever direction they are sorted.
        for item in sorted_items:
            unique_items.setdefault(self._sorting_key(item), item)
        return list(unique_items.values())

    def _sorting_key(self, item: Json) -> tuple[tuple[object, ...], ...]:
        return tuple([self._part_of_key(item, name) for name in self._names])

    def _part_of_key(self, item: Json, name: str) -> tuple[object, ...]:
        value = self._properties.value(item, name)
        return self._missing if isinstance(value, MissingProperty) else key_to_sort(value)


class Counting:
    """-First, -Last and -Skip. With -Last objects are skipped at the end, else at the beginning (measured)."""

    def __init__(self, select: Select) -> None:
        self._first = select.first
        self._skip = 0 if select.last is not None else select.skip
        self._behind = select.skip if select.last is not None else 0
        self._last_items: deque[Json] = deque(maxlen=None if select.last is None else select.last + self._behind)
        self._last = select.last
        self._came = 0

    @property
    def has_enough(self) -> bool:
        return self._last is None and self._first is not None and self._came >= self._first + self._skip

    def add_objects(self, items: list[Json]) -> list[Json]:
        before = self._came
        self._came += len(items)
        begin = max(0, self._skip - before)
        end = len(items) if self._first is None else max(begin, self._first + self._skip - before)
        if self._last is None:
            return items[begin:end]
        ready = items[:end] if self._first is not None else []
        self._last_items.extend(items[len(ready) :])
        return ready

    def end_objects(self) -> list[Json]:
        last_items = list(self._last_items)
        return last_items[: max(0, len(last_items) - self._behind)]


class _Choosing(ABC):
    """What is made of the objects that -First, -Last and -Skip leave, each once with -Unique."""

    def __init__(self, select: Select, properties: Properties) -> None:
        self._properties = properties
        self._counting = Counting(select)
        self._once = Uniquely() if select.unique else None

    @property
    def has_enough(self) -> bool:
        return self._counting.has_enough

    def add_objects(self, items: list[Json]) -> list[Json]:
        return self._give(self._counting.add_objects(items))

    def end_objects(self) -> list[Json]:
        return self._give(self._counting.end_objects())

    def _give(self, items: list[Json]) -> list[Json]:
        chosen = self._make(items)
        return self._once.add_objects(chosen) if self._once else chosen

    @abstractmethod
    def _make(self, items: list[Json]) -> list[Json]:
        """What comes out for some objects."""


class Projecting(_Choosing):
    """-Property and -ExcludeProperty; what an object does not have is null (measured)."""

    def __init__(self, select: Select, properties: Properties) -> None:
        super().__init__(select, properties)
        self._select = select
        self._excluded = {name.lower() for name in select.excluded}
        self._names = [name for name in select.properties if name.lower() not in self._excluded]

    def _make(self, items: list[Json]) -> list[Json]:
        return [self._project_object(item) for item in items]

    def _project_object(self, item: Json) -> Row:
        if not isinstance(item, dict):
            return dict.fromkeys(self._select.properties)
        if not self._select.properties:
            return {key: value for key, value in item.items() if key.partition("@")[0].lower() not in self._excluded}
        row: Row = {}
        for name in self._names:
            column = self._properties.column(item, name)
            if column is None:
                row[name] = None
            else:
                column.copy(item, row)
        return row


class Expanding(_Choosing):
    """-ExpandProperty: the values themselves, each of a list; ``without`` counts the objects that have none."""

    def __init__(self, select: Select, properties: Properties, write: Callable[[Row], Row]) -> None:
        super().__init__(select, properties)
        self.name = select.expanded or ""
        self.without = 0
        self._write = write

    def _make(self, items: list[Json]) -> list[Json]:
        values: list[Json] = []
        for item in items:
            value = self._value_to_expand(item) if isinstance(item, dict) else None
            if value is None:
                self.without += 1
            else:
                values += value if isinstance(value, list) else [value]
        return values

    def _value_to_expand(self, item: JsonMap) -> Json:
        column = self._properties.column(item, self.name)
        if column is None:
            return None
        alone: Row = {}
        column.copy(item, alone)
        return self._write(alone)[column.key]


class Uniquely:
    """-Unique: the first of those that are the same to the letter (measured)."""

    has_enough = False

    def __init__(self) -> None:
        self._marks: set[str] = set()

    def add_objects(self, items: list[Json]) -> list[Json]:
        unique_items: list[Json] = []
        for item in items:
            mark = json.dumps(item, sort_keys=True)
            if mark not in self._marks:
                self._marks.add(mark)
                unique_items.append(item)
        return unique_items

    def end_objects(self) -> list[Json]:
        return []
