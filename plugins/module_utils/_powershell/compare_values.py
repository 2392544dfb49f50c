# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How PowerShell compares two values: the left one's kind decides what the right one is taken for; and orders texts.

Microsoft's pages "about_Comparison_Operators" and "about_Type_Conversion"; what stands in no page was measured with
PowerShell 7.6.9. Otherwise than there sizes, time spans and dates are compared as what they are.

Texts are ordered by letters, not by the numbers of characters. .NET compares with the rules of the Unicode Collation
Algorithm (ICU's root order, Unicode's UTS 10). Of these are here: the order of ASCII's marks in front of digits and
letters, case that does not count, and accents that count only where the letters are the same. Measured: Åse stands
between adele2 and Lee, and is not the same as Ase.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TypeAlias

from .._json_types import Json
from .._values.dates_and_time_spans import ReadsTwoWays
from .._values.quantities import SIZE, UNLIMITED, Quantity, quantity_in
from .._values.value_settings import ValueSettings

# What a property or a literal is when it is compared.
Value: TypeAlias = "Json | Quantity"

_SIZE_UNITS = {"kb": 1024, "mb": 1024**2, "gb": 1024**3, "tb": 1024**4, "pb": 1024**5}


class Incomparable(ValueError):
    """Why two values cannot be compared; ``remedy`` is what to do about that, where it is known."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy


def is_true(value: Json | Quantity) -> bool:
    """Whether PowerShell takes a value for true."""
    if isinstance(value, bool):  # what most conditions are
        return value
    if isinstance(value, list):
        return is_true(value[0]) if len(value) == 1 else bool(value)
    return True if isinstance(value, (dict, Quantity)) else bool(value)


def text_of(value: Value) -> str:
    """A value as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (list, tuple)):
        return " ".join(map(text_of, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def number_in(text: str) -> int | float | None:
    """The number that a text is; none is zero to PowerShell."""
    plain = text.strip().lower()
    factor = _SIZE_UNITS.get(plain[-2:], 1)
    digits = plain[:-2] if factor > 1 else plain
    try:
        return int(digits or 0) * factor
    except ValueError:
        pass
    try:
        number = float(digits) * factor
    except ValueError:
        return None
    return number if number - number == 0 else None


def is_equal(left: Value, right: Value, settings: ValueSettings, *, with_case: bool) -> bool:
    """-eq, or -ceq with case.

    :raises Incomparable: one of them is a map or a list.
    """
    if left is None or right is None:
        return left is right
    if isinstance(left, bool):
        return left is is_true(right)
    if isinstance(left, str) and not isinstance(right, Quantity):
        return is_same_text(left, text_of(_plain_operand(right)), with_case=with_case)
    try:
        return _order_values(left, right, settings, with_case=with_case) == 0
    except _NotOfItsKind:
        return False


class _NotOfItsKind(Incomparable):
    """The right value is nothing of the left one's kind: not equal, and in no order."""


def order_of_values(left: Value, right: Value, settings: ValueSettings, *, with_case: bool) -> int:
    """Less than 0 where ``left`` comes first, more where ``right`` does.

    :raises Incomparable: they have no order.
    """
    if left is None or right is None:
        if left is right:
            return 0
        # Measured: null comes in front of all but negative numbers.
        value = right if left is None else left
        negative = isinstance(value, (int, float)) and value < 0
        return (1 if negative else -1) if left is None else (-1 if negative else 1)
    return _order_values(left, right, settings, with_case=with_case)


def _order_values(left: Value, right: Value, settings: ValueSettings, *, with_case: bool) -> int:
    if isinstance(left, bool):
        return left - is_true(right)
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return _order_quantities(left, right, settings)
    if isinstance(left, str):
        left_key, right_key = (
            key_of_text(text, with_case=with_case) for text in (left, text_of(_plain_operand(right)))
        )
        return (left_key > right_key) - (left_key < right_key)
    if isinstance(left, (int, float)):
        number = number_in(right) if isinstance(right, str) else _plain_operand(right)
        if not isinstance(number, (int, float)):
            raise _NotOfItsKind(f"the text '{_short_value(right)}' is no number")
        return (left > number) - (left < number)
    raise Incomparable(f"{_kind_of_value(left)} has no order")


def _plain_operand(value: Value) -> Value:
    """:raises Incomparable: it is a list or a map."""
    if isinstance(value, (list, dict)):
        raise Incomparable(f"{_kind_of_value(value)} cannot be compared with one value")
    return value


def _order_quantities(left: Value, right: Value, settings: ValueSettings) -> int:
    kind = left.kind if isinstance(left, Quantity) else right.kind if isinstance(right, Quantity) else SIZE
    left_amount, right_amount = (_as_quantity(value, kind, settings) for value in (left, right))
    if isinstance(left_amount, str) or isinstance(right_amount, str):
        if not (isinstance(left_amount, str) and isinstance(right_amount, str)):
            raise _NotOfItsKind("a date cannot be compared with anything else")
        return (left_amount > right_amount) - (left_amount < right_amount)
    return (left_amount > right_amount) - (left_amount < right_amount)


def _as_quantity(value: Value, kind: str, settings: ValueSettings) -> float | str:
    """The amount of a value, beside a quantity of ``kind``.

    :raises Incomparable: it is none of that kind, or a date that reads two ways.
    """
    if isinstance(value, Quantity):
        return value.amount
    try:
        quantity = quantity_in(value, kind, settings) if isinstance(value, str) else None
    except ReadsTwoWays as error:
        raise Incomparable(str(error), error.remedy) from None
    if quantity is not None:
        return quantity.amount
    if isinstance(value, (int, float)) and not isinstance(value, bool) and kind in (SIZE, UNLIMITED):
        return value
    description = f"the text '{_short_value(value)}'" if isinstance(value, str) else _kind_of_value(value)
    raise _NotOfItsKind(f"{description} is no {kind}")


def _short_value(value: Value) -> str:
    return text_of(value)[:60]


def _kind_of_value(value: Value) -> str:
    if isinstance(value, list):
        return "a list"
    return "a map" if isinstance(value, dict) else f"the value {_short_value(value)}"


def key_to_sort(value: Value) -> tuple[object, ...]:
    """What Sort-Object orders by: null, then numbers, sizes and time spans, then all else as text. The first part is 0,
    1 or 2, and those of one such number have parts of the same kinds."""
    if isinstance(value, str):  # most values are
        return 2, *key_of_text(value)
    if value is None:
        return (0,)
    if isinstance(value, Quantity):
        return (1, value.amount) if isinstance(value.amount, (int, float)) else (2, value.amount, "", "")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return 1, value
    return 2, *key_of_text(text_of(value))


_PUNCTUATION_MARKS = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
# Digits and letters keep their numbers, which lie above; they are in the map because a miss costs ten times as much.
_RANK_OF_CHARACTER = {number: chr(number) for number in range(128)} | {
    ord(mark): chr(number) for number, mark in enumerate(_PUNCTUATION_MARKS, 1)
}
_EXACT = ""


def is_same_text(left: str, right: str, *, with_case: bool) -> bool:
    """Whether PowerShell's -eq, or -ceq, finds them the same."""
    if left.isascii() and right.isascii():
        return left == right if with_case else left.lower() == right.lower()
    composed_left, composed_right = unicodedata.normalize("NFC", left), unicodedata.normalize("NFC", right)
    return composed_left == composed_right if with_case else composed_left.casefold() == composed_right.casefold()


def key_of_text(text: str, *, with_case: bool = False) -> tuple[str, str, str]:
    """What texts are ordered by: the letters, then the accents, then small letters before capitals where they count."""
    case = text.swapcase() if with_case else _EXACT
    folded = text.casefold()
    if folded.isascii():
        return folded.translate(_RANK_OF_CHARACTER), "", case
    decomposed = unicodedata.normalize("NFD", folded)
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    accents = "".join(character for character in decomposed if unicodedata.combining(character))
    return letters.translate(_RANK_OF_CHARACTER), accents, case
