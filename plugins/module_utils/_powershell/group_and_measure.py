# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Group-Object and Measure-Object at work: which objects have the same in some properties, and how many they are;
the sum, average, maximum and minimum of properties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._json_types import Json, Row
from .._values.quantities import Quantity
from .._values.value_settings import ValueSettings
from .compare_values import Incomparable, Value, is_equal, key_to_sort, number_in, order_of_values, text_of
from .properties_of_objects import MissingProperty, Properties
from .stages import Group, Measure


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
        self._values_and_items: list[tuple[list[Value], Json]] = []

    def add_objects(self, items: list[Json]) -> list[Json]:
        for item in items:
            written_item = self._write(item) if isinstance(item, dict) and self._group.with_objects else item
            self._values_and_items.append(
                (self._values_in_common(item), written_item if self._group.with_objects else None)
            )
        return []

    def _values_in_common(self, item: Json) -> list[Value]:
        values = [self._properties.value(item, name) for name in self._group.properties or ("",)]
        return [None if isinstance(value, MissingProperty) else value for value in values]

    def end_objects(self) -> list[Json]:
        several = any(len(kinds) > 1 for kinds in self._kinds_of_values())
        return [self._row_of_group(group) for group in (self._group_by_equality() if several else self._group_by_key())]

    def _kinds_of_values(self) -> list[set[str]]:
        columns = [set[str]() for _name in self._group.properties or ("",)]
        for values, _item in self._values_and_items:
            for kinds, value in zip(columns, values, strict=True):
                if value is not None:
                    kinds.add("number" if type(value) in (int, float) else type(value).__name__)
        return columns

    def _group_by_key(self) -> list[_GroupOfObjects]:
        groups: dict[tuple[object, ...], _GroupOfObjects] = {}
        for values, item in self._values_and_items:
            self._take_into_group(groups.setdefault(tuple(map(key_to_sort, values)), _GroupOfObjects(values)), item)
        return [groups[key] for key in sorted(groups)]

    def _group_by_equality(self) -> list[_GroupOfObjects]:
        groups: list[_GroupOfObjects] = []
        for values, item in self._values_and_items:
            same_group = next((group for group in groups if self._is_same_group(group.values, values)), None)
            if same_group is None:
                same_group = _GroupOfObjects(values)
                groups.append(same_group)
            self._take_into_group(same_group, item)
        return groups

    def _is_same_group(self, left_values: list[Value], right_values: list[Value]) -> bool:
        try:
            return all(
                is_equal(_single_value(left), _single_value(right), self._settings, with_case=False)
                for left, right in zip(left_values, right_values, strict=True)
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


@dataclass
class _PropertySum:
    """What is known of one property so far."""

    count: int = 0
    total: int | float = 0
    largest: Value = None
    smallest: Value = None


class Measuring:
    """One row for each property; without one the objects themselves are counted, and their values measured."""

    has_enough = False

    def __init__(self, measure: Measure, properties: Properties, settings: ValueSettings) -> None:
        self._measure = measure
        self._properties = properties
        self._settings = settings
        self._sums = {name: _PropertySum() for name in measure.properties or ("",)}

    def add_objects(self, items: list[Json]) -> list[Json]:
        for name, sums in self._sums.items():
            for item in items:
                value = self._properties.value(item, name)
                if not isinstance(value, MissingProperty):
                    self._take_into_sum(sums, name, value)
        return []

    def _take_into_sum(self, sums: _PropertySum, name: str, value: Value) -> None:
        sums.count += 1
        if not self._measure.sums:
            return
        if self._measure.sums & {"Sum", "Average"}:
            sums.total += self._number_to_add(name, value)
        try:
            if sums.largest is None or order_of_values(value, sums.largest, self._settings, with_case=False) > 0:
                sums.largest = value
            if sums.smallest is None or order_of_values(value, sums.smallest, self._settings, with_case=False) < 0:
                sums.smallest = value if value is not None else sums.smallest
        except Incomparable as error:
            raise self._not_measurable(name, str(error)) from None

    def _number_to_add(self, name: str, value: Value) -> int | float:
        """What is added; null is nothing (measured).

        :raises Failure: ``pipeline-no-number``.
        """
        if isinstance(value, Quantity):
            value = value.amount
        number = number_in(value) if isinstance(value, str) else 0 if value is None else value
        if isinstance(number, bool) or not isinstance(number, (int, float)) or number - number != 0:
            raise self._not_measurable(name, f"'{text_of(value)[:60]}' is no number")
        return number

    def _not_measurable(self, name: str, reason: str) -> Exception:
        line, column = self._measure.place
        return failure("pipeline-no-number", property=name or "the object", line=line, column=column, reason=reason)

    def end_objects(self) -> list[Json]:
        return [self._row_of_measures(name, sums) for name, sums in self._sums.items()]

    def _row_of_measures(self, name: str, sums: _PropertySum) -> Row:
        measures = {
            "Average": sums.total / sums.count if sums.count else None,
            "Sum": sums.total if sums.count else None,
            "Maximum": _plain_measure(sums.largest),
            "Minimum": _plain_measure(sums.smallest),
        }
        return {
            "Count": sums.count,
            **{key: value if key in self._measure.sums else None for key, value in measures.items()},
            "Property": name or None,
        }


def _plain_measure(value: Value) -> Json:
    if not isinstance(value, Quantity):
        return value
    # A number of bytes or seconds goes on as one; Unlimited and a date are what they are shown as.
    is_number = isinstance(value.amount, (int, float)) and value.amount - value.amount == 0
    return value.amount if is_number else value.text
