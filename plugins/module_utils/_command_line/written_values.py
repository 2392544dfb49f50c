# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Values of a command line: as they are written, and what each becomes in the parameter that it is for.

Only what stands without quotation marks is typed: a number is one where the parameter takes numbers, else the text that
was written (200MB stays 200MB). Numbers: Microsoft's page "about_Numeric_Literals".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from .._catalogue.cmdlets import Parameter
from .._catalogue.parameter_types import is_boolean, is_numeric, last_word_of_type
from .._dataclass import dataclass
from .._json_types import Json

_POWERSHELL_NUMBER = re.compile(
    r"(?P<sign>[-+\u2013-\u2015]?)(?:0x(?P<hex>[0-9a-f]+)|0b(?P<binary>[01]+)|(?P<whole>\d+)?(?P<fraction>\.\d*)?(?P<power>e[-+]?\d{1,3})?)"
    r"(?P<kind>u?[lsyn]|[ud])?(?P<unit>[kmgtp]b)?",
    re.IGNORECASE,
)
_NUMBER_UNITS: Mapping[str, int] = {unit: 1024**power for power, unit in enumerate(["", "kb", "mb", "gb", "tb", "pb"])}


# How many bits a suffix leaves for a whole number, and whether one of them is the sign.
_BITS_OF_SUFFIX: Mapping[str, tuple[int, bool]] = {
    "y": (8, True), "uy": (8, False), "s": (16, True), "us": (16, False), "l": (64, True), "ul": (64, False),
    "u": (64, False),
}  # fmt: skip
_SIGNED_LENGTHS = frozenset({8, 16, 32, 64, 96, 128})
_LARGEST_DECIMAL = 2**96 - 1

# Operators of PowerShell, unless one is all that stands behind a parameter's name.
SIGNS = frozenset({"+", "=", "/", "+=", "=="})

_BOOLEAN_WORDS = {"true": True, "false": False}


@dataclass(frozen=True)
class Number:
    """A number that is not in quotes; its text is what a parameter gets that takes no numbers.

    ``is_text`` is a sign in front of it where PowerShell reads arguments: there it begins a text.
    """

    text: str
    is_text: bool = False


@dataclass(frozen=True)
class Block:
    """A script block: the text between its braces, and where it starts."""

    text: str
    start: int


# A value as it is written. Quoted, because a type that holds itself has no value yet when this line runs.
Written: TypeAlias = "bool | str | Number | Block | list[Written] | dict[str, Written] | None"


@dataclass
class Argument:
    """A parameter's name or a value, from ``start`` to ``end``.

    ``name`` is None for a value. ``joined`` is a name's colon: the value that follows belongs to it, also to a switch.
    ``bare`` is a text without quotes, ``apart`` a value behind --, which ends the names.
    """

    start: int
    end: int
    name: str | None = None
    value: Written = None
    joined: bool = False
    bare: bool = False
    apart: bool = False


def is_number(text: str) -> bool:
    """Whether PowerShell reads a text without quotes as a number; one too large for its suffix is a text."""
    found = _POWERSHELL_NUMBER.fullmatch(text)
    if found is None or not (found["hex"] or found["binary"] or found["whole"] or len(found["fraction"] or "") > 1):
        return False
    suffix = (found["kind"] or "").lower()
    if suffix == "d":
        return abs(number_of(text)) <= _LARGEST_DECIMAL
    bits, signed = _BITS_OF_SUFFIX.get(suffix, (0, False))
    return not bits or (-(2 ** (bits - 1)) if signed else 0) <= number_of(text) < 2 ** (bits - signed)


def is_negative_to_powershell(text: str) -> bool:
    """Whether the first bit of hexadecimal or binary digits is the sign to PowerShell: 0xFFFFFFFF is -1 there."""
    found = _POWERSHELL_NUMBER.fullmatch(text)
    if found is None or (found["kind"] or "").lower().startswith("u"):
        return False
    if found["hex"]:
        return len(found["hex"]) % 8 == 0 and found["hex"][0] in "89abcdefABCDEF"
    return bool(found["binary"]) and len(found["binary"]) in _SIGNED_LENGTHS and found["binary"][0] == "1"


def number_of(text: str) -> int | float:
    """The value of a number as written: 0x1F, 0b11, 1.5, -3, 1e3, 200MB."""
    found = _POWERSHELL_NUMBER.fullmatch(text)
    if found is None:
        raise ValueError("not a number")
    sign = -1 if found["sign"] not in ("", "+") else 1
    unit = _NUMBER_UNITS[(found["unit"] or "").lower()]
    if found["hex"] or found["binary"]:
        return sign * (int(found["hex"], 16) if found["hex"] else int(found["binary"], 2)) * unit
    if found["fraction"] or found["power"]:
        value = float(f"{found['whole'] or 0}{found['fraction'] or ''}{found['power'] or ''}")
        return sign * value * unit
    return sign * int(found["whole"]) * unit


def is_written_otherwise(number: Number) -> bool:
    """Whether PowerShell would make other digits of a number that becomes a text: 0123 is 123, 1kb is 1024."""
    if number.is_text:
        return False
    value = number_of(number.text)
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
    return (str(int(value)) if whole else str(value)) != number.text


def boolean_word(value: object) -> bool | None:
    """What true or false means that lacks its dollar sign; None for anything else."""
    return _BOOLEAN_WORDS.get(value.lower()) if isinstance(value, str) else None


def settle(value: Written, parameter: Parameter | None) -> Json:
    """A value with its numbers as the parameter takes them; those in a hashtable are texts."""
    if isinstance(value, Number):
        return _settle_number(value, parameter)
    if isinstance(value, Block):
        return value.text
    if isinstance(value, list):
        return [settle(one, parameter) for one in value]
    if isinstance(value, dict):
        return {key: settle(one, None) for key, one in value.items()}
    return value


def _settle_number(value: Number, parameter: Parameter | None) -> Json:
    if is_numeric(parameter):
        return number_of(value.text)
    if is_boolean(parameter):
        number = number_of(value.text)
        return number != 0 if number in (0, 1) or last_word_of_type(parameter) != "switch" else value.text
    return value.text


def has_digits_of_its_own(value: Written, parameter: Parameter | None) -> bool:
    """Whether PowerShell would change the digits of a number in a list or a map on its way to a text."""
    if isinstance(value, dict):
        return any(_has_other_digits(one, None) for one in value.values())
    return isinstance(value, list) and any(_has_other_digits(one, parameter) for one in value)


def _has_other_digits(value: Written, parameter: Parameter | None) -> bool:
    if isinstance(value, Number):
        return not is_numeric(parameter) and is_written_otherwise(value)
    return has_digits_of_its_own(value, parameter)
