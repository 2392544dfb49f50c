# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a value of a row is compared as: sizes, time spans and dates as quantities, not as the texts that show them."""

from __future__ import annotations

from collections.abc import Mapping

from .._dataclass import dataclass
from .._json_types import Json, JsonMap
from .dates_and_time_spans import ReadsTwoWays, date_text, instant_in, is_date_display, seconds_in
from .decode_rows import READ_FROM_TEXT, annotations_of, convert_value, kind_of_value
from .secret_and_unsendable_values import NotSendable
from .sizes_and_bytes import bytes_in, is_size_display
from .value_settings import ValueSettings

SIZE, SPAN, DATE, UNLIMITED = "size", "time span", "date", "unlimited"


@dataclass(frozen=True)
class Quantity:
    """``amount`` is a number of bytes or seconds, infinite for Unlimited, or a moment in UTC whose text sorts;
    ``text`` is what the service shows."""

    kind: str
    amount: float | str
    text: str


class Meaning:
    """What the values of the property ``key`` are, in rows with the service's annotations; ``writable`` are the kinds
    of what writes such objects (:func:`kinds_of`)."""

    def __init__(self, key: str, writable: Mapping[str, str]) -> None:
        self._key = key
        self._writable = writable
        self._kind = kind_of_value(key, {}, writable)
        self._data_type, self._odata_type = annotations_of(key)

    def of(self, row: JsonMap) -> Json | Quantity:
        """The value of a row that has the property."""
        value = row[self._key]
        if not isinstance(value, (str, list)):
            return value
        kind = self._kind
        if self._data_type in row or self._odata_type in row:
            kind = kind_of_value(self._key, row, self._writable)
        return _read_quantity(self._key, value, kind)


def _read_quantity(key: str, value: str | list[Json], kind: str | None) -> Json | Quantity:
    if isinstance(value, str) and kind not in READ_FROM_TEXT:
        # What only the service writes begins with a number.
        may_be_read = kind in (None, "other") and (value[:1].isdigit() or value[:1] == "-")
        if not may_be_read:
            return value
    typed = convert_value(key, value, kind)
    if not isinstance(value, str) or isinstance(typed, (bool, list)):
        return typed
    if kind == UNLIMITED and value.strip().lower() == UNLIMITED:
        return Quantity(UNLIMITED, float("inf"), value)
    if isinstance(typed, (int, float)):
        return _quantity_of(value, typed, kind)
    instant = _moment_in_utc(value, kind)
    return typed if instant is None else Quantity(DATE, instant, value)


def _quantity_of(text: str, amount: float, kind: str | None) -> int | float | Quantity:
    """A number that was read out of a text: with its unit, unless it is a plain number."""
    if kind == SIZE or is_size_display(text):
        return Quantity(SIZE, amount, text)
    if seconds_in(text) is not None:
        return Quantity(SPAN, amount, text)
    return Quantity(SIZE, amount, text) if kind == UNLIMITED and not text.isdecimal() else amount


def _moment_in_utc(text: str, kind: str | None) -> str | None:
    is_one = kind == DATE or (kind in (None, "other") and is_date_display(text))
    return instant_in(text) if is_one else None


def quantity_in(text: str, kind: str, settings: ValueSettings) -> Quantity | None:
    """A text that is compared with a quantity, as one of its kind; None where it is none.

    :raises ReadsTwoWays: a date of which one cannot tell whether it is the same.
    """
    if text.strip().lower() == UNLIMITED and kind != DATE:
        return Quantity(UNLIMITED, float("inf"), text)
    amount: float | str | None = None
    if kind == DATE:
        try:
            amount = date_text(text, settings)
        except ReadsTwoWays:
            raise
        except NotSendable:
            return None
    elif kind == SPAN:
        amount = seconds_in(text)
    else:
        amount = bytes_in(text)
        if amount is None and kind == UNLIMITED:
            amount = seconds_in(text)
    return None if amount is None else Quantity(kind, amount, text)
