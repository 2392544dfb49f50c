# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""$_ and $PSItem, the object that passes: with a property, alone, and inside of a text in double quotation marks."""

from __future__ import annotations

import re

from .._characters import DOUBLE, SINGLE
from .scanner import Cursor
from .stages import FromObject, Property
from .strings import read_double_quoted, read_single_quoted, read_special_character

_THIS_OBJECT = re.compile(r"\$(?:_|PSItem)(?![\w:?])", re.IGNORECASE)
_MEMBER_OF_OBJECT = re.compile(r"\.(?:([A-Za-z_][\w-]*)|(?=['\"]))")
_PLAIN_TEXT_IN_QUOTES = re.compile(f"[^{DOUBLE}`$]*")
_WORD_OF_CONDITION = re.compile(r"[^\s(){},;|&]+")


def no_condition(cursor: Cursor) -> Exception:
    """What stands here is none of a condition."""
    word = _WORD_OF_CONDITION.match(cursor.text, cursor.at)
    return cursor.refusal("line-condition", cursor.at, word.end() if word else None)


def read_property(cursor: Cursor) -> Property | None:
    """The object with a property and perhaps its count or length; None where something else stands here.

    :raises Failure: ``line-property-of-property``, ``line-condition``: more is asked of it.
    """
    this = _THIS_OBJECT.match(cursor.text, cursor.at)
    if this is None:
        return None
    cursor.at = this.end()
    names: list[str] = []
    while (member := _MEMBER_OF_OBJECT.match(cursor.text, cursor.at)) is not None:
        start = cursor.at
        cursor.at = member.end()
        names.append(
            member[1] or (read_single_quoted(cursor) if cursor.here() in SINGLE else read_double_quoted(cursor))
        )
        if cursor.here() == "(" or (len(names) == 2 and names[1].lower() not in ("count", "length")) or len(names) > 2:
            raise cursor.refusal("line-property-of-property", start, cursor.at)
    if cursor.here() in ("[", ":"):
        raise no_condition(cursor)
    if not names:
        return Property("")
    return Property(names[0], names[1].lower() if len(names) == 2 else "")


def read_from_object(cursor: Cursor) -> FromObject | None:
    """A value that comes of the object: $_, $_.Property and $($_.Property); None where something else stands here."""
    start = cursor.at
    found = _property_in_parentheses(cursor) or read_property(cursor)
    if found is None:
        return None
    if found.part:
        raise cursor.refusal("line-property-of-property", start, cursor.at)
    return FromObject(cursor.text[start : cursor.at], (found,))


def _property_in_parentheses(cursor: Cursor) -> Property | None:
    """$( ) with a property in it; None, and the place as it was, for anything else."""
    start = cursor.at
    if not cursor.text.startswith("$(", start):
        return None
    cursor.at += 2
    cursor.skip()
    found = read_property(cursor)
    cursor.skip()
    if found is None or cursor.here() != ")":
        cursor.at = start
        return None
    cursor.at += 1
    return found


def read_text_of_object(cursor: Cursor) -> str:
    """The text in double quotation marks that starts here, with properties in it as $($_.Property).

    :raises Failure: ``line-property-in-text``: $_ stands in it without brackets; else as any other text.
    """
    start = cursor.at
    cursor.at += 1
    pieces: list[str | Property] = []
    while cursor.at < len(cursor.text):
        plain = _PLAIN_TEXT_IN_QUOTES.match(cursor.text, cursor.at)
        pieces.append(plain[0] if plain else "")
        cursor.at = plain.end() if plain else cursor.at
        character = cursor.here()
        if character == "$" and (found := _property_in_parentheses(cursor)) is not None:
            pieces.append(found)
        elif character == "$" and (this := _THIS_OBJECT.match(cursor.text, cursor.at)):
            raise cursor.refusal("line-property-in-text", cursor.at, this.end())
        elif character in ("`", "$"):
            pieces.append(read_special_character(cursor))
        elif character:
            cursor.at += 1
            if cursor.here() not in DOUBLE or not cursor.here():
                return _text_of_pieces(cursor.text[start : cursor.at], pieces)
            pieces.append(cursor.here())
            cursor.at += 1
    raise cursor.refusal("line-quote-open", start)


def _text_of_pieces(written: str, pieces: list[str | Property]) -> str:
    texts = [one for one in pieces if isinstance(one, str)]
    # A text that is nothing but a property is a text all the same: its second piece is empty.
    return "".join(texts) if len(texts) == len(pieces) else FromObject(written, (*pieces, ""))
