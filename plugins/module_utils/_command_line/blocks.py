# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Script blocks: the text between braces, in which Microsoft's examples write filters.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re

from . import constructs
from .cursor import DOUBLE, SINGLE, Cursor
from .literals import looks_like_a_place
from .texts import double, single
from .values import Block

_PLAIN = re.compile(f"[^{{}}{SINGLE}{DOUBLE}$`]+")
_CONSTANT = re.compile(r"\$(?:true|false|null)(?![\w:])", re.IGNORECASE)


def block(cursor: Cursor) -> Block:
    """The script block that starts here, as text.

    :raises Failure: it has no end, or a variable in it.
    """
    start = cursor.at
    cursor.token(start)
    cursor.at += 1
    depth = 1
    while depth:
        plain = _PLAIN.match(cursor.text, cursor.at)
        cursor.at = plain.end() if plain else cursor.at
        character = cursor.here()
        if not character:
            raise cursor.refusal("line-bracket-open", start)
        depth += {"{": 1, "}": -1}.get(character, 0)
        _over(cursor, character)
    text = cursor.text[start + 1 : cursor.at - 1].strip()
    if looks_like_a_place(text):
        raise cursor.refusal("line-placeholder", start, cursor.at)
    return Block(text, start)


def _over(cursor: Cursor, character: str) -> None:
    if character in SINGLE:
        single(cursor)
    elif character in DOUBLE:
        double(cursor)
    elif character == "$":
        constant = _CONSTANT.match(cursor.text, cursor.at)
        if constant is None and not cursor.tail and constructs.VARIABLE.match(cursor.text, cursor.at):
            raise constructs.variable(cursor, cursor.at)
        cursor.at = constant.end() if constant else cursor.at + 1
    else:
        cursor.at += 2 if character == "`" else 1
