# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Texts in quotation marks (single, double, here-strings) and words without, the names of parameters among them.

A word goes on up to a blank, a comma or a bracket; quotation marks, # and < inside of it belong to it. Microsoft's
pages "about_Quoting_Rules", "about_Special_Characters" and "about_Parsing".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._characters import DASHES, DOUBLE, SINGLE, describe, invisible_one, looks_like_a_name
from . import refused_constructs
from .refused_constructs import placeholder_failure
from .scanner import CONTINUED, Cursor
from .written_values import Number, is_number

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
        found = _IN_SINGLE_QUOTES.match(cursor.text, cursor.at)
        end = found.end() if found else cursor.at
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
    found = _IN_DOUBLE_QUOTES.match(cursor.text, cursor.at, end)
    start, cursor.at = cursor.at, found.end() if found else cursor.at
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
        raise refused_constructs.variable_failure(cursor, cursor.at)
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
    found = re.compile(_CODE_POINT).match(cursor.text, start + 1)
    number = int(found[1], 16) if found else 0x110000
    if found is None or number > 0x10FFFF:
        raise cursor.refusal("line-escape", start, start + 2)
    cursor.at = found.end()
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


# Whatever else stands in it, PowerShell makes it part of the name; the binder says what a name may have.
NAME = re.compile(rf"[{DASHES}]((?:[^\W\d]|\?)[^\s{{}}();,|&.\[:={SINGLE}{DOUBLE}`<>$@]*)")
# What looks like the end of a comment, in a word, was not meant as a redirection.
_PLAIN_WORD = re.compile(rf"(?:[^\s(){{}},;|&`$>{SINGLE}{DOUBLE}]|(?<=#)>)+")
_REDIRECTION_SIGN = re.compile(r"[1-6*]?>+(?:&\d)?")
_PLACE_IN_TEMPLATE = re.compile(r"\[+\s*[-<]")
_RANGE_OF_NUMBERS = re.compile(r"-?\d+\.\.-?\d+")
_ELLIPSIS_WORDS = ("...", "\u2026", "[...]")
_BEHIND_A_WORD = re.compile(r"[\s|;,#]|<#|\Z")
_ENDS_A_NAME = rf"[.:\[={SINGLE}{DOUBLE}`]"

_BACKTICK_GLUED = (
    "A backtick stands right behind a word. It was read as a continued line; PowerShell itself would take the end of"
    " the line into the word."
)


def check_glue(cursor: Cursor, start: int) -> None:
    """Behind the name or the word that starts at ``start``: where a backtick follows, the line has to go on.

    :raises Failure: ``line-backtick``: PowerShell would glue on what follows.
    """
    if cursor.here() != "`":
        return
    found = CONTINUED.match(cursor.text, cursor.at)
    if found is None:
        raise cursor.refusal("line-backtick", start, cursor.at + 1)
    if found[1] is None:
        return
    if not (_BEHIND_A_WORD.match(cursor.text, found.end()) or NAME.match(cursor.text, found.end())):
        raise cursor.refusal("line-split-word", start, cursor.at)
    if not found[1]:
        cursor.warn(_BACKTICK_GLUED)


def read_word(cursor: Cursor) -> str | Number:
    """A text without quotation marks, or a number.

    :raises Failure: it is something that PowerShell reads otherwise.
    """
    start = cursor.at
    cursor.token(start)
    _refuse_what_is_no_word(cursor)
    pieces: list[str] = []
    while (piece := _read_piece_of_word(cursor)) is not None:
        pieces.append(piece)
    if cursor.at == start:
        raise cursor.refusal("line-bracket", start)
    if cursor.here() == ">":
        raise _angle_bracket(cursor, start)
    check_glue(cursor, start)
    text = "".join(pieces)
    _warn_of_the_invisible(cursor, text, start)
    return _word_or_number(cursor, text, start) if text == cursor.text[start : cursor.at] else text


def _angle_bracket(cursor: Cursor, start: int) -> Exception:
    opened = cursor.text.rfind("<", start, cursor.at)
    if opened < 0:
        return cursor.refusal("line-redirection", cursor.at)
    return cursor.refusal("line-placeholder", opened, cursor.at + 1)


def read_hyphenated(cursor: Cursor) -> str:
    """A value that begins with a hyphen as a parameter does, behind a colon or a comma.

    :raises Failure: ``line-parameter-name``: PowerShell would take only a part of it.
    """
    start = cursor.at
    found = read_word(cursor)
    if re.search(_ENDS_A_NAME, cursor.text[start : cursor.at]):
        raise cursor.refusal("line-parameter-name", start, cursor.at)
    return str(found)


def _read_piece_of_word(cursor: Cursor) -> str | None:
    plain = _PLAIN_WORD.match(cursor.text, cursor.at)
    if plain:
        cursor.at = plain.end()
        return plain[0]
    character = cursor.here()
    if not character or (character == "`" and CONTINUED.match(cursor.text, cursor.at)):
        return None
    if character in "`$":
        return read_special_character(cursor)
    if character in SINGLE:
        return read_single_quoted(cursor)
    return read_double_quoted(cursor) if character in DOUBLE else None


def _warn_of_the_invisible(cursor: Cursor, text: str, start: int) -> None:
    found = invisible_one(text)
    if found:
        line, column = cursor.source.place(start)
        cursor.warn(f"In the word at line {line}, column {column} there is a {describe(found)}. It was kept.")


def _word_or_number(cursor: Cursor, text: str, start: int) -> str | Number:
    """A plain word as what it is."""
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


def _refuse_what_is_no_word(cursor: Cursor) -> None:
    start, character = cursor.at, cursor.here()
    redirection = _REDIRECTION_SIGN.match(cursor.text, start)
    if redirection:
        raise cursor.refusal("line-redirection", start, redirection.end())
    if cursor.text.startswith("<#", start):
        raise cursor.refusal("line-comment-open", start, start + 2)
    if character == "<":
        raise placeholder_failure(cursor)
    if cursor.text.startswith(_ELLIPSIS_WORDS, start):
        raise cursor.refusal("line-placeholder", start, start + 3)
    if character == "&":
        raise cursor.refusal("line-statements", start)
    if character == ",":
        raise cursor.refusal("line-comma", start)
    if character == "]" and not _BEHIND_A_WORD.match(cursor.text, start + 1):
        raise cursor.refusal("line-bracket", start)
    if character == "[":
        if _PLACE_IN_TEMPLATE.match(cursor.text, start):
            raise cursor.refusal("line-placeholder", start)
        _refuse_type(cursor, start)


def _refuse_type(cursor: Cursor, start: int) -> None:
    """A word may begin with a square bracket; a type with something behind it is none."""
    end = cursor.text.find("]", start, start + 200)
    behind = cursor.text[end + 1 : end + 2] if end > 0 else ""
    if end < 0 or not behind or behind.isspace() or behind in ",;|&)":
        return
    failure = refused_constructs.type_name_failure(cursor, start)
    if failure:
        raise failure
