# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Texts in quotation marks: single, double, and the here-strings of several lines.

Microsoft's pages "about_Quoting_Rules" and "about_Special_Characters".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._characters import DOUBLE, SINGLE
from . import constructs
from .cursor import Cursor

_ESCAPES: Mapping[str, str] = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_CODE_POINT = r"u\{([0-9A-Fa-f]{1,6})\}"
_IN_SINGLE = re.compile(f"[^{SINGLE}]*")
_IN_DOUBLE = re.compile(f"[^{DOUBLE}`$]*")
# A question mark belongs to a variable's name, one colon makes it a drive's; two colons do not.
CONSTANT = re.compile(r"\$(?:(true|false|null)(?![\w?]|:(?!:))|\{(true|false|null)\})", re.IGNORECASE)
_NAME_FOLLOWS = re.compile(r"\$[\w:({$?^]")
# Few lines have these: re compiles them for the first that has, and keeps them.
_HEADER = f"@([{SINGLE}{DOUBLE}])[^\\S\\r\\n]*(\\r\\n|\\n|\\r)"
_END_OF_SINGLE = f"(?:\\r\\n|\\n|\\r)[{SINGLE}]@"
_END_OF_DOUBLE = f"(?:\\r\\n|\\n|\\r)[{DOUBLE}]@"

CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_IN_TEXT: Mapping[str, str] = {"true": "True", "false": "False", "null": ""}


def single(cursor: Cursor) -> str:
    """The text in single quotation marks that starts here; two of them are one.

    :raises Failure: ``line-quote-open``.
    """
    start = cursor.at
    cursor.at += 1
    pieces: list[str] = []
    while True:
        found = _IN_SINGLE.match(cursor.text, cursor.at)
        end = found.end() if found else cursor.at
        pieces.append(cursor.text[cursor.at : end])
        cursor.at = end + 1
        if end >= len(cursor.text):
            raise cursor.refusal("line-quote-open", start)
        if cursor.here() not in SINGLE or not cursor.here():
            return "".join(pieces)
        pieces.append(cursor.here())
        cursor.at += 1


def double(cursor: Cursor) -> str:
    """The text in double quotation marks that starts here.

    :raises Failure: ``line-quote-open``, or that of a variable or an escape in it.
    """
    start = cursor.at
    cursor.at += 1
    pieces: list[str] = []
    while cursor.at < len(cursor.text):
        pieces.append(_plain(cursor, len(cursor.text)))
        character = cursor.here()
        if character in ("`", "$"):
            pieces.append(special(cursor))
        elif character:
            cursor.at += 1
            if cursor.here() not in DOUBLE or not cursor.here():
                return "".join(pieces)
            pieces.append(cursor.here())
            cursor.at += 1
    raise cursor.refusal("line-quote-open", start)


def _plain(cursor: Cursor, end: int) -> str:
    found = _IN_DOUBLE.match(cursor.text, cursor.at, end)
    start, cursor.at = cursor.at, found.end() if found else cursor.at
    return cursor.text[start : cursor.at]


def special(cursor: Cursor) -> str:
    """What a backtick with the character behind it, or a dollar sign, stands for.

    :raises Failure: that of a variable.
    """
    if cursor.here() == "`":
        return _read_escape(cursor)
    constant = CONSTANT.match(cursor.text, cursor.at)
    if constant:
        cursor.at = constant.end()
        return _IN_TEXT[(constant[1] or constant[2]).lower()]
    if _NAME_FOLLOWS.match(cursor.text, cursor.at):
        raise constructs.variable(cursor, cursor.at)
    cursor.at += 1
    return "$"


def _read_escape(cursor: Cursor) -> str:
    """:raises Failure: ``line-escape``: `u without the number of a character."""
    start = cursor.at
    character = cursor.text[start + 1 : start + 2]
    if character == "u":
        return _by_its_number(cursor, start)
    cursor.at += 2
    return _ESCAPES.get(character, character)


def _by_its_number(cursor: Cursor, start: int) -> str:
    found = re.compile(_CODE_POINT).match(cursor.text, start + 1)
    number = int(found[1], 16) if found else 0x110000
    if found is None or number > 0x10FFFF:
        raise cursor.refusal("line-escape", start, start + 2)
    cursor.at = found.end()
    return chr(number)


def here_string(cursor: Cursor) -> str:
    """The lines between @' and '@, or with double quotation marks.

    :raises Failure: ``line-here-string`` where it has no end or no line of its own.
    """
    start = cursor.at
    header = re.compile(_HEADER).match(cursor.text, start)
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
        pieces.append(_plain(cursor, end))
        if cursor.at >= end:
            break
        if cursor.here() in ("`", "$"):
            pieces.append(special(cursor))
        else:
            pieces.append(cursor.here())
            cursor.at += 1
    return "".join(pieces)
