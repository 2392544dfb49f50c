# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small honest part of OPATH, the filter language of -Filter.

Understood: -eq -ne -like -notlike -gt -ge -lt -le, -and -or -not, parentheses, values in single or double quotes,
numbers, $true, $false and $null, with or without quotes. Everything else is a FilterError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Any

from .references import Shown
from .store import Item
from .values import Size, Value, parse_instant, parse_size

Predicate = Callable[[Item], bool]
Getter = Callable[[str], Value]
Matcher = Callable[[Getter], bool]
DEPTH = 50
_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<op>-[A-Za-z]+)|'(?P<single>(?:[^']|'')*)'|\"(?P<double>(?:[^\"]|\"\")*)\"|(?P<word>[^\s()'\"]+))"
)
_COMPARE = {"-eq", "-ne", "-like", "-notlike", "-gt", "-ge", "-lt", "-le"}


class FilterError(ValueError):
    """The filter does not parse; the message says where."""


def compile_filter(text: str) -> Matcher:
    """The test that the filter describes; raises FilterError."""
    body = text.strip()
    if body.startswith("{") and body.endswith("}"):
        body = body[1:-1]
    parser = _Parser(_tokens(body))
    matcher = parser.either(0)
    parser.end()
    return matcher


def names_in(text: str) -> list[str]:
    """The properties that a filter which parses names."""
    tokens = _tokens(text.strip().removeprefix("{").removesuffix("}"))
    return [name for (kind, name), (_op, word) in pairwise(tokens) if kind == "word" and word in _COMPARE]


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise FilterError(f"Invalid filter syntax at position {place + 1}.")
        kind = match.lastgroup or ""
        value = match.group(kind)
        tokens.append((kind, value.lower() if kind == "op" else value))
        place = match.end()
    return tokens


class _Parser:
    """Recursive descent: or, and, not, comparison."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._place = 0

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._place] if self._place < len(self._tokens) else ("end", "")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self._place += 1
        return token

    def end(self) -> None:
        if self._peek()[0] != "end":
            raise FilterError(f"Invalid filter syntax near '{self._peek()[1]}'.")

    def either(self, depth: int) -> Matcher:
        if depth > DEPTH:
            raise FilterError("The filter is nested too deeply.")
        left = self._both(depth)
        while self._peek() == ("op", "-or"):
            self._take()
            left = _either(left, self._both(depth))
        return left

    def _both(self, depth: int) -> Matcher:
        left = self._negated(depth)
        while self._peek() == ("op", "-and"):
            self._take()
            left = _both(left, self._negated(depth))
        return left

    def _negated(self, depth: int) -> Matcher:
        if self._peek() == ("op", "-not"):
            if depth > DEPTH:
                raise FilterError("The filter is nested too deeply.")
            self._take()
            operand = self._negated(depth + 1)
            return lambda get: not operand(get)
        if self._peek()[0] == "open":
            self._take()
            operand = self.either(depth + 1)
            if self._take()[0] != "close":
                raise FilterError("A closing parenthesis is missing.")
            return operand
        return self._comparison()

    def _comparison(self) -> Matcher:
        kind, name = self._take()
        if kind != "word":
            raise FilterError(f"A property name was expected, not '{name}'.")
        kind, operator = self._take()
        if kind != "op" or operator not in _COMPARE:
            raise FilterError(f"'{operator}' is not a comparison operator.")
        kind, value = self._take()
        if kind not in {"single", "double", "word"}:
            raise FilterError(f"A value was expected after {operator}.")
        if kind == "word" and not re.fullmatch(r"\$?\w[\w.:@*+/-]*", value):
            raise FilterError(f"'{value}' is not a value.")
        return _compare(name, operator, value.replace("''", "'") if kind == "single" else value)


def _either(left: Matcher, right: Matcher) -> Matcher:
    return lambda get: left(get) or right(get)


def _both(left: Matcher, right: Matcher) -> Matcher:
    return lambda get: left(get) and right(get)


def _compare(name: str, operator: str, operand: str) -> Matcher:
    if operator in {"-ne", "-notlike"}:
        positive = _compare(name, "-eq" if operator == "-ne" else "-like", operand)
        return lambda get: not positive(get)
    if operator == "-eq":
        return lambda get: _any(get(name), lambda value: _equal(value, operand))
    if operator == "-like":
        pattern = operand.casefold().replace("[", "[[]")
        return lambda get: _any(get(name), lambda value: fnmatchcase(_text(value), pattern))
    return lambda get: _any(get(name), lambda value: _ordered(value, operator, operand))


def _any(value: Value, test: Callable[[Value], bool]) -> bool:
    """A multi-valued property matches when one of its values does."""
    return (
        any(test(entry) for entry in value)
        if isinstance(value, list) and value
        else test(None if value == [] else value)
    )


def _text(value: Value) -> str:
    return "" if value is None else str(value).casefold()


def _equal(value: Value, operand: str) -> bool:
    folded = operand.casefold().lstrip("$")
    if folded == "null" or operand == "":
        return value in (None, "")
    if isinstance(value, bool):
        return folded == str(value).casefold()
    if isinstance(value, Shown):
        return operand.casefold() in value.keys
    typed = _typed(value, operand)
    return bool(value == typed) if typed is not None else _text(value) == operand.casefold()


def _ordered(value: Value, operator: str, operand: str) -> bool:
    if value is None:
        return False
    typed: Any = _typed(value, operand)
    left: Any = value if typed is not None else _text(value)
    right: Any = typed if typed is not None else operand.casefold()
    if operator == "-gt":
        return bool(left > right)
    if operator == "-ge":
        return bool(left >= right)
    return bool(left < right) if operator == "-lt" else bool(left <= right)


def _typed(value: Value, operand: str) -> Value:
    """``operand`` in the kind of ``value``, or None when it compares as text."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return int(operand)
        if isinstance(value, datetime):
            return parse_instant(operand)
        if isinstance(value, Size):
            return parse_size(operand)
    except (ValueError, OverflowError):
        return None
    if isinstance(value, timedelta):
        return None
    return None
