# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands without quotation marks behind a command's name: the names of parameters, and words.

A word goes on up to a blank, a comma or a bracket; quotation marks, # and < inside of it belong to it. Microsoft's page
"about_Parsing".
"""

from __future__ import annotations

import re

from .._characters import DASHES, DOUBLE, SINGLE, describe, invisible_one, looks_like_a_name
from . import constructs
from .cursor import CONTINUED, Cursor
from .placeholders import placeholder
from .texts import double, single, special
from .values import Number, is_number

# Whatever else stands in it, PowerShell makes it part of the name; the binder says what a name may have.
NAME = re.compile(rf"[{DASHES}]((?:[^\W\d]|\?)[^\s{{}}();,|&.\[:={SINGLE}{DOUBLE}`<>$@]*)")
# What looks like the end of a comment, in a word, was not meant as a redirection.
_PLAIN = re.compile(rf"(?:[^\s(){{}},;|&`$>{SINGLE}{DOUBLE}]|(?<=#)>)+")
_REDIRECTION = re.compile(r"[1-6*]?>+(?:&\d)?")
_TEMPLATE = re.compile(r"\[+\s*[-<]")
_RANGE = re.compile(r"-?\d+\.\.-?\d+")
_ELLIPSES = ("...", "\u2026", "[...]")
_BEHIND = re.compile(r"[\s|;,#]|<#|\Z")
_ENDS_A_NAME = rf"[.:\[={SINGLE}{DOUBLE}`]"

_GLUED = (
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
    if not (_BEHIND.match(cursor.text, found.end()) or NAME.match(cursor.text, found.end())):
        raise cursor.refusal("line-split-word", start, cursor.at)
    if not found[1]:
        cursor.warn(_GLUED)


def word(cursor: Cursor) -> str | Number:
    """A text without quotation marks, or a number.

    :raises Failure: it is something that PowerShell reads otherwise.
    """
    start = cursor.at
    cursor.token(start)
    _refuse_what_is_no_word(cursor)
    pieces: list[str] = []
    while (piece := _piece(cursor)) is not None:
        pieces.append(piece)
    if cursor.at == start:
        raise cursor.refusal("line-bracket", start)
    if cursor.here() == ">":
        raise _angle_bracket(cursor, start)
    check_glue(cursor, start)
    text = "".join(pieces)
    _warn_of_the_invisible(cursor, text, start)
    return _judge(cursor, text, start) if text == cursor.text[start : cursor.at] else text


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
    found = word(cursor)
    if re.search(_ENDS_A_NAME, cursor.text[start : cursor.at]):
        raise cursor.refusal("line-parameter-name", start, cursor.at)
    return str(found)


def _piece(cursor: Cursor) -> str | None:
    plain = _PLAIN.match(cursor.text, cursor.at)
    if plain:
        cursor.at = plain.end()
        return plain[0]
    character = cursor.here()
    if not character or (character == "`" and CONTINUED.match(cursor.text, cursor.at)):
        return None
    if character in "`$":
        return special(cursor)
    if character in SINGLE:
        return single(cursor)
    return double(cursor) if character in DOUBLE else None


def _warn_of_the_invisible(cursor: Cursor, text: str, start: int) -> None:
    found = invisible_one(text)
    if found:
        line, column = cursor.source.place(start)
        cursor.warn(f"In the word at line {line}, column {column} there is a {describe(found)}. It was kept.")


def _judge(cursor: Cursor, text: str, start: int) -> str | Number:
    """A plain word as what it is."""
    if is_number(text):
        return Number(text, text[0] in f"{DASHES}+")
    if _RANGE.fullmatch(text):
        raise cursor.refusal("line-operator", start, cursor.at)
    if len(text) == 3 and text[0] in DASHES and text[1] in DASHES and text[2] == "%":
        # From there on PowerShell hands the line on as it is, to a program.
        raise cursor.refusal("line-parameter-name", start, cursor.at)
    if looks_like_a_name(text):
        raise cursor.refusal("line-character", start, cursor.at, name=describe(text[0]))
    return text


def _refuse_what_is_no_word(cursor: Cursor) -> None:
    start, character = cursor.at, cursor.here()
    redirection = _REDIRECTION.match(cursor.text, start)
    if redirection:
        raise cursor.refusal("line-redirection", start, redirection.end())
    if cursor.text.startswith("<#", start):
        raise cursor.refusal("line-comment-open", start, start + 2)
    if character == "<":
        raise placeholder(cursor)
    if cursor.text.startswith(_ELLIPSES, start):
        raise cursor.refusal("line-placeholder", start, start + 3)
    if character == "&":
        raise cursor.refusal("line-statements", start)
    if character == ",":
        raise cursor.refusal("line-comma", start)
    if character == "]" and not _BEHIND.match(cursor.text, start + 1):
        raise cursor.refusal("line-bracket", start)
    if character == "[":
        if _TEMPLATE.match(cursor.text, start):
            raise cursor.refusal("line-placeholder", start)
        _refuse_type(cursor, start)


def _refuse_type(cursor: Cursor, start: int) -> None:
    """A word may begin with a square bracket; a type with something behind it is none."""
    end = cursor.text.find("]", start, start + 200)
    behind = cursor.text[end + 1 : end + 2] if end > 0 else ""
    if end < 0 or not behind or behind.isspace() or behind in ",;|&)":
        return
    failure = constructs.type_name(cursor, start)
    if failure:
        raise failure
