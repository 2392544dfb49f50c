# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Literals: texts in quotation marks (single, double, here-strings), the constants $true, $false and $null, numbers.

Microsoft's pages "about_Quoting_Rules", "about_Special_Characters" and "about_Numeric_Literals".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from .._characters import DASHES, DOUBLE, SINGLE, describe, looks_like_a_name
from .._dataclass import dataclass
from .cursor_and_refusals import Cursor, variable_failure

_BACKTICK_ESCAPES: Mapping[str, str] = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_CODE_POINT = r"u\{([0-9A-Fa-f]{1,6})\}"
_IN_SINGLE_QUOTES = re.compile(f"[^{SINGLE}]*")
_IN_DOUBLE_QUOTES = re.compile(f"[^{DOUBLE}`$]*")
# A question mark belongs to a variable's name, one colon makes it a drive's; two colons do not.
CONSTANT = re.compile(r"\$(?:(true|false|null)(?![\w?]|:(?!:))|\{(true|false|null)\})", re.IGNORECASE)
_NAME_FOLLOWS = re.compile(r"\$[\w:({$?^]")
# Few lines have these: re compiles them for the first that has, and keeps them.
_HERE_STRING_HEADER = f"@([{SINGLE}{DOUBLE}])[^\\S\\r\\n]*(\\r\\n|\\n|\\r)"
_END_OF_SINGLE = f"(?:\\r\\n|\\n|\\r)[{SINGLE}]@"
_END_OF_DOUBLE = f"(?:\\r\\n|\\n|\\r)[{DOUBLE}]@"

CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_CONSTANT_IN_TEXT: Mapping[str, str] = {"true": "True", "false": "False", "null": ""}


def read_single_quoted(cursor: Cursor) -> str:
    """The text in single quotation marks that starts here; two of them are one.

    :raises Failure: ``line-quote-open``.
    """
    start = cursor.at
    cursor.at += 1
    pieces: list[str] = []
    while True:
        plain = _IN_SINGLE_QUOTES.match(cursor.text, cursor.at)
        end = plain.end() if plain else cursor.at
        pieces.append(cursor.text[cursor.at : end])
        cursor.at = end + 1
        if end >= len(cursor.text):
            raise cursor.refusal("line-quote-open", start)
        if cursor.here() not in SINGLE or not cursor.here():
            return "".join(pieces)
        pieces.append(cursor.here())
        cursor.at += 1


def read_double_quoted(cursor: Cursor) -> str:
    """The text in double quotation marks that starts here.

    :raises Failure: ``line-quote-open``, or that of a variable or an escape in it.
    """
    start = cursor.at
    cursor.at += 1
    pieces: list[str] = []
    while cursor.at < len(cursor.text):
        pieces.append(_read_plain_text(cursor, len(cursor.text)))
        character = cursor.here()
        if character in ("`", "$"):
            pieces.append(read_special_character(cursor))
        elif character:
            cursor.at += 1
            if cursor.here() not in DOUBLE or not cursor.here():
                return "".join(pieces)
            pieces.append(cursor.here())
            cursor.at += 1
    raise cursor.refusal("line-quote-open", start)


def _read_plain_text(cursor: Cursor, end: int) -> str:
    plain = _IN_DOUBLE_QUOTES.match(cursor.text, cursor.at, end)
    start, cursor.at = cursor.at, plain.end() if plain else cursor.at
    return cursor.text[start : cursor.at]


def read_special_character(cursor: Cursor) -> str:
    """What a backtick with the character behind it, or a dollar sign, stands for.

    :raises Failure: that of a variable.
    """
    if cursor.here() == "`":
        return _read_escape(cursor)
    constant = CONSTANT.match(cursor.text, cursor.at)
    if constant:
        cursor.at = constant.end()
        return _CONSTANT_IN_TEXT[(constant[1] or constant[2]).lower()]
    if _NAME_FOLLOWS.match(cursor.text, cursor.at):
        raise variable_failure(cursor, cursor.at)
    cursor.at += 1
    return "$"


def _read_escape(cursor: Cursor) -> str:
    """:raises Failure: ``line-escape``: `u without the number of a character."""
    start = cursor.at
    character = cursor.text[start + 1 : start + 2]
    if character == "u":
        return _character_by_number(cursor, start)
    cursor.at += 2
    return _BACKTICK_ESCAPES.get(character, character)


def _character_by_number(cursor: Cursor, start: int) -> str:
    code_point = re.compile(_CODE_POINT).match(cursor.text, start + 1)
    number = int(code_point[1], 16) if code_point else 0x110000
    if code_point is None or number > 0x10FFFF:
        raise cursor.refusal("line-escape", start, start + 2)
    cursor.at = code_point.end()
    return chr(number)


def read_here_string(cursor: Cursor) -> str:
    """The lines between @' and '@, or with double quotation marks.

    :raises Failure: ``line-here-string`` where it has no end or no line of its own.
    """
    start = cursor.at
    header = re.compile(_HERE_STRING_HEADER).match(cursor.text, start)
    if header is None:
        raise cursor.refusal("line-here-string", start, start + 2)
    simple = header[1] in SINGLE
    end = re.compile(_END_OF_SINGLE if simple else _END_OF_DOUBLE).search(cursor.text, header.start(2))
    if end is None:
        raise cursor.refusal("line-here-string", start, start + 2)
    cursor.at = header.end()
    text = cursor.text[cursor.at : end.start()] if simple else _read_here_lines(cursor, end.start())
    cursor.at = end.end()
    return text


def _read_here_lines(cursor: Cursor, end: int) -> str:
    """The lines up to ``end``, in which quotation marks mean themselves."""
    pieces: list[str] = []
    while cursor.at < end:
        pieces.append(_read_plain_text(cursor, end))
        if cursor.at >= end:
            break
        if cursor.here() in ("`", "$"):
            pieces.append(read_special_character(cursor))
        else:
            pieces.append(cursor.here())
            cursor.at += 1
    return "".join(pieces)


_POWERSHELL_NUMBER = re.compile(
    r"(?P<sign>[-+\u2013-\u2015]?)(?:0x(?P<hex>[0-9a-f]+)|0b(?P<binary>[01]+)|(?P<whole>\d+)?(?P<fraction>\.\d*)?(?P<power>e[-+]?\d{1,3})?)"
    r"(?P<kind>u?[lsyn]|[ud])?(?P<unit>[kmgtp]b)?",
    re.IGNORECASE,
)
_NUMBER_UNITS: Mapping[str, int] = {unit: 1024**power for power, unit in enumerate(["", "kb", "mb", "gb", "tb", "pb"])}
_RANGE_OF_NUMBERS = re.compile(r"-?\d+\.\.-?\d+")

# How many bits a suffix leaves for a whole number, and whether one of them is the sign.
_BITS_OF_SUFFIX: Mapping[str, tuple[int, bool]] = {
    "y": (8, True), "uy": (8, False), "s": (16, True), "us": (16, False), "l": (64, True), "ul": (64, False),
    "u": (64, False),
}  # fmt: skip
_SIGNED_LENGTHS = frozenset({8, 16, 32, 64, 96, 128})
_LARGEST_DECIMAL = 2**96 - 1

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


def is_number(text: str) -> bool:
    """Whether PowerShell reads a text without quotes as a number; one too large for its suffix is a text."""
    parts = _POWERSHELL_NUMBER.fullmatch(text)
    if parts is None or not (parts["hex"] or parts["binary"] or parts["whole"] or len(parts["fraction"] or "") > 1):
        return False
    suffix = (parts["kind"] or "").lower()
    if suffix == "d":
        return abs(number_of(text)) <= _LARGEST_DECIMAL
    bits, signed = _BITS_OF_SUFFIX.get(suffix, (0, False))
    return not bits or (-(2 ** (bits - 1)) if signed else 0) <= number_of(text) < 2 ** (bits - signed)


def is_negative_to_powershell(text: str) -> bool:
    """Whether the first bit of hexadecimal or binary digits is the sign to PowerShell: 0xFFFFFFFF is -1 there."""
    parts = _POWERSHELL_NUMBER.fullmatch(text)
    if parts is None or (parts["kind"] or "").lower().startswith("u"):
        return False
    if parts["hex"]:
        return len(parts["hex"]) % 8 == 0 and parts["hex"][0] in "89abcdefABCDEF"
    return bool(parts["binary"]) and len(parts["binary"]) in _SIGNED_LENGTHS and parts["binary"][0] == "1"


def number_of(text: str) -> int | float:
    """The value of a number as written: 0x1F, 0b11, 1.5, -3, 1e3, 200MB."""
    parts = _POWERSHELL_NUMBER.fullmatch(text)
    if parts is None:
        raise ValueError("not a number")
    sign = -1 if parts["sign"] not in ("", "+") else 1
    unit = _NUMBER_UNITS[(parts["unit"] or "").lower()]
    if parts["hex"] or parts["binary"]:
        return sign * (int(parts["hex"], 16) if parts["hex"] else int(parts["binary"], 2)) * unit
    if parts["fraction"] or parts["power"]:
        value = float(f"{parts['whole'] or 0}{parts['fraction'] or ''}{parts['power'] or ''}")
        return sign * value * unit
    return sign * int(parts["whole"]) * unit


def number_or_text(cursor: Cursor, text: str, start: int) -> str | Number:
    """A word without quotation marks as what it is.

    :raises Failure: it is something that PowerShell reads otherwise.
    """
    if is_number(text):
        return Number(text, text[0] in f"{DASHES}+")
    if _RANGE_OF_NUMBERS.fullmatch(text):
        raise cursor.refusal("line-operator", start, cursor.at)
    if len(text) == 3 and text[0] in DASHES and text[1] in DASHES and text[2] == "%":
        # From there on PowerShell hands the line on as it is, to a program.
        raise cursor.refusal("line-parameter-name", start, cursor.at)
    if looks_like_a_name(text):
        raise cursor.refusal("line-character", start, cursor.at, name=describe(text[0]))
    return text


def boolean_word(value: object) -> bool | None:
    """What true or false means that lacks its dollar sign; None for anything else."""
    return _BOOLEAN_WORDS.get(value.lower()) if isinstance(value, str) else None
