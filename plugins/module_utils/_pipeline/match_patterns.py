# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The patterns of -like and -match as Python's, as far as both worlds mean the same by them.

-like: Microsoft's page "about_Wildcards". -match: .NET's regular expressions; of these what means the same here is
taken: Microsoft's page "Regular expression language - quick reference", and Python's module re.
"""

from __future__ import annotations

import re
from functools import lru_cache

_REGEX_ESCAPES = frozenset(r".^$|()[]{}*+?\/-# " + "dDwWsSbBtnrfv")
_ESCAPES_IN_SETS = _REGEX_ESCAPES - frozenset("bB")
_REGEX_GROUP = re.compile(r"\((?:\?(?:[:=!]))?")
_REGEX_COUNT = re.compile(r"[*+?]|\{\d{1,4}(?:,\d{0,4})?\}")
_REGEX_OPTION = "(?i)"


class BadPattern(ValueError):
    """Why a pattern is not taken."""


@lru_cache(maxsize=64)
def wildcard_pattern(pattern: str, *, with_case: bool) -> re.Pattern[str]:
    """The pattern of -like: *, ?, sets in brackets, and a backtick in front of a character that means itself.

    :raises BadPattern: a bracket that is not closed, or a set that is empty.
    """
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "`" and at + 1 < len(pattern):
            at += 1
            pieces.append(re.escape(pattern[at]))
        elif character == "[":
            end = pattern.find("]", at)
            if end <= at + 1:
                raise BadPattern("has a bracket that is not closed or is empty")
            pieces.append(_wildcard_set(pattern[at + 1 : end]))
            at = end
        else:
            pieces.append({"*": ".*", "?": "."}.get(character) or re.escape(character))
        at += 1
    return re.compile("".join(pieces), re.DOTALL if with_case else re.DOTALL | re.IGNORECASE)


def _wildcard_set(inner: str) -> str:
    """A set of characters and ranges; a hyphen at its beginning or end means itself."""
    escaped = re.sub(r"([\\^\[\]&~|-])", r"\\\1", inner)
    # A hyphen between two characters makes a range of them.
    ranges = re.sub(r"(?<=.)\\-(?=.)", "-", escaped)
    found = f"[{ranges}]"
    try:
        re.compile(found)
    except re.error:
        raise BadPattern("has a range that goes backwards") from None
    return found


@lru_cache(maxsize=64)
def regex_pattern(pattern: str, *, with_case: bool) -> re.Pattern[str]:
    """The pattern of -match.

    :raises BadPattern: something in it is not known to mean the same in both worlds.
    """
    text = pattern.removeprefix(_REGEX_OPTION)
    at, counted = 0, True
    while at < len(text):
        at, counted = _piece_of_regex(text, at, counted=counted)
    flags = 0 if with_case and text == pattern else re.IGNORECASE
    try:
        return re.compile(text, flags)
    except (re.error, OverflowError, RecursionError):
        raise BadPattern("cannot be read") from None


def _piece_of_regex(text: str, at: int, *, counted: bool) -> tuple[int, bool]:
    """Behind the piece that starts at ``at``, and whether no number may follow it."""
    character = text[at]
    if character == "\\":
        if text[at + 1 : at + 2] not in _REGEX_ESCAPES or at + 1 == len(text):
            raise BadPattern(f"has {text[at : at + 2]} in it")
        return at + 2, False
    if character == "[":
        return _end_of_set(text, at), False
    if character == "(":
        found = _REGEX_GROUP.match(text, at)
        end = found.end() if found else at + 1
        if text[end : end + 1] == "?":
            raise BadPattern(f"has {text[at : at + 3]} in it")
        return end, True
    number = _REGEX_COUNT.match(text, at)
    if number is None:
        if character in "{}]":
            raise BadPattern(f"has a bracket {character} in it")
        return at + 1, character in "|^"
    if counted:
        raise BadPattern("has a number of times behind nothing that can be counted")
    end = number.end()
    return (end + 1 if text[end : end + 1] == "?" else end), True


def _end_of_set(text: str, start: int) -> int:
    at = start + (2 if text[start + 1 : start + 2] == "^" else 1)
    first = at
    while at < len(text) and (text[at] != "]" or at == first):
        if text[at] in "[]" or text[at : at + 2] in ("&&", "||", "~~", "--"):
            raise BadPattern("has brackets or an operation of sets inside a set")
        if text[at] == "\\":
            if text[at + 1 : at + 2] not in _ESCAPES_IN_SETS or at + 1 == len(text):
                raise BadPattern(f"has {text[at : at + 2]} in it")
            at += 1
        at += 1
    if at >= len(text):
        raise BadPattern("has a bracket that is not closed")
    return at + 1
