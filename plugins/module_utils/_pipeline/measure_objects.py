# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Measure-Object at work: how many, their sum, average, maximum and minimum."""

from __future__ import annotations

from .._command_line.stages import Measure
from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._json_types import Json, Row
from .._values.quantities import Quantity
from .._values.value_settings import ValueSettings
from .compare_values import Incomparable, Value, number_in, order_of_values, text_of
from .properties import MissingProperty, Properties


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

    def add(self, items: list[Json]) -> list[Json]:
        for name, found in self._sums.items():
            for item in items:
                value = self._properties.value(item, name)
                if not isinstance(value, MissingProperty):
                    self._take_into_sum(found, name, value)
        return []

    def _take_into_sum(self, found: _PropertySum, name: str, value: Value) -> None:
        found.count += 1
        if not self._measure.sums:
            return
        if self._measure.sums & {"Sum", "Average"}:
            found.total += self._number_to_add(name, value)
        try:
            if found.largest is None or order_of_values(value, found.largest, self._settings, with_case=False) > 0:
                found.largest = value
            if found.smallest is None or order_of_values(value, found.smallest, self._settings, with_case=False) < 0:
                found.smallest = value if value is not None else found.smallest
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

    def end(self) -> list[Json]:
        return [self._row_of_measures(name, found) for name, found in self._sums.items()]

    def _row_of_measures(self, name: str, found: _PropertySum) -> Row:
        wanted = {
            "Average": found.total / found.count if found.count else None,
            "Sum": found.total if found.count else None,
            "Maximum": _plain_measure(found.largest),
            "Minimum": _plain_measure(found.smallest),
        }
        return {
            "Count": found.count,
            **{key: value if key in self._measure.sums else None for key, value in wanted.items()},
            "Property": name or None,
        }


def _plain_measure(value: Value) -> Json:
    if not isinstance(value, Quantity):
        return value
    # A number of bytes or seconds goes on as one; Unlimited and a date are what they are shown as.
    is_number = isinstance(value.amount, (int, float)) and value.amount - value.amount == 0
    return value.amount if is_number else value.text
