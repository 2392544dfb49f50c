# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Angle brackets: what documentation marks as a place for a value, in quotation marks and without.

In quotation marks it is a text to PowerShell, as <br> of a disclaimer and <External> of a subject are. It is taken, and
a warning says where it looks like what a reader should have replaced. Without them it is no value.
"""

from __future__ import annotations

import re

from .cursor import Cursor

# A whole text, or one in quotation marks inside a filter. Its closing bracket may be missing: some are mistyped in the
# documentation itself.
_QUOTED = r"(?:\A|['\"])<([A-Za-z][A-Za-z0-9 _|-]*)(?:>(?:\Z|['\"])|\\?\Z)"
# Several words, or one that is put together of several: <Name Of Thing>, <UserIdentity>.
_SEVERAL_WORDS = r"[A-Za-z0-9]+[ _|-]+[A-Za-z]|[A-Za-z]*[a-z][A-Z]"
_SINGLE_WORDS = frozenset({"alias", "domain", "guid", "identity", "mailbox", "name", "smtpaddress", "user", "value"})


def looks_like_a_place(text: str) -> bool:
    """Whether a text is, or has in quotation marks, what Microsoft's pages write where a reader puts a value."""
    found = re.search(_QUOTED, text) if "<" in text else None
    return found is not None and (found[1].lower() in _SINGLE_WORDS or re.match(_SEVERAL_WORDS, found[1]) is not None)


def warn_of_a_place(cursor: Cursor, text: str, start: int) -> None:
    """Say that a text in quotation marks looks like a place for a value, unless parentheses say that it is meant."""
    if cursor.meant or not looks_like_a_place(text):
        return
    line, column = cursor.source.place(start)
    cursor.warn(
        f"The text at line {line}, column {column} looks like a place that documentation leaves for a value. It was"
        " taken as it is written; parentheses round its quotation marks say that it is meant."
    )


def placeholder(cursor: Cursor) -> Exception:
    """What an angle bracket without quotation marks is: the place for a value, or PowerShell's redirection."""
    found = re.compile(r"<[^<>\r\n]{1,200}>").match(cursor.text, cursor.at)
    if found:
        return cursor.refusal("line-placeholder", cursor.at, found.end())
    return cursor.refusal("line-redirection", cursor.at)
