# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Script blocks: the text between braces, in which Microsoft's examples write filters.

To the service such a block is a text, but PowerShell has to read it as a statement first. So it is walked here as
PowerShell would, to see where a comment stands, where the block ends, and whether it is one. A comment is left out,
since the service knows none. Nothing of it is evaluated.
"""

from __future__ import annotations

from .cursor import Cursor
from .placeholders import warn_of_a_place
from .values import Block

_NO_COMMENT = "A comment inside braces was left out of the filter; PowerShell itself would send it as a part of it."


def block(cursor: Cursor) -> Block:
    """The script block that starts here, as text without comments.

    :raises Failure: it has no end, is no statement, or has a variable in it.
    """
    start = cursor.at
    if cursor.tail:
        raise cursor.refusal("line-calculated-property", start)
    cursor.token(start)
    # Their patterns are compiled by the first filter in braces, since most lines have none.
    from .statements import Statements  # noqa: PLC0415

    statements = Statements(cursor)
    statements.walk()
    text = _without(cursor.text, start + 1, cursor.at - 1, statements.comments)
    if statements.comments:
        cursor.warn(_NO_COMMENT)
    warn_of_a_place(cursor, text, start)
    return Block(text, start)


def _without(text: str, start: int, end: int, comments: list[tuple[int, int]]) -> str:
    """A piece of a text without some pieces of it; what they separated stays apart."""
    if not comments:
        return text[start:end].strip()
    kept: list[str] = []
    for first, behind in [*comments, (end, end)]:
        kept.append(text[start:first].strip())
        start = behind
    return " ".join(filter(None, kept))
