# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Recipient filters (OPATH), as they are compared: the service sets brackets and adds conditions of its own.

"Department -eq 'Sales'" is read back as "((Department -eq 'Sales') -and (-not(Name -like 'SystemMailbox{*')) -and ...":
what keeps its system mailboxes out belongs to nobody, brackets that change nothing are left out, and words that are no
texts count without case. A filter that does not read as one stays its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .normal import NOTHING, Normal, plain_text

_FILTER_TOKENS = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|(?P<bracket>[()])|(?P<word>[^\s()'\"]+))", re.DOTALL
)
# What the service adds (read back from dynamic groups and address lists, on Microsoft's pages and on live tenants).
_ADDED_BY_SERVICE = re.compile(
    r"-not \((?:name -like '(?:systemmailbox|cas_)\{\*'|recipienttypedetailsvalue -eq '\w+')\)", re.IGNORECASE
)
_DEEPEST_FILTER = 40


class _NotAFilter(ValueError):
    """The text does not read as a filter."""


class _FilterPart(NamedTuple):
    """A condition as text, or several that are joined by ``word`` (and, or)."""

    word: str
    parts: tuple[str, ...]

    def text(self, inside: str = "") -> str:
        """The part, in brackets where what stands around it would read it otherwise."""
        if len(self.parts) == 1:
            return self.parts[0]
        joined = f" -{self.word} ".join(self.parts)
        return joined if inside in ("", self.word) else f"({joined})"


def filter_form(value: object) -> Normal:
    """A filter in one spelling.

    :raises NotSendable: it is no text.
    """
    text = plain_text(value).strip()
    if not text:
        return NOTHING
    try:
        tokens = list(_tokens_of_filter(text))
        part, end = _read_filter(tokens, 0, _DEEPEST_FILTER)
        if end != len(tokens):
            raise _NotAFilter(text)
        text = part.text()
    except _NotAFilter:
        text = " ".join(text.split())
    return Normal(text, text.casefold())


def _tokens_of_filter(text: str) -> Iterator[str]:
    """Brackets, texts in single quotation marks, and words.

    :raises _NotAFilter: a quotation mark is open.
    """
    place = 0
    while place < len(text):
        found = _FILTER_TOKENS.match(text, place)
        if found is None:
            raise _NotAFilter(text)
        place = found.end()
        if found["text"] and found["text"][0] == '"':
            yield "'" + found["text"][1:-1].replace('""', '"').replace("'", "''") + "'"
        elif found["word"] and found["word"].lower() in ("$true", "$false", "$null"):
            # The service quotes constants.
            yield f"'{found['word'][1:].capitalize()}'" if found["word"].lower() != "$null" else "$null"
        else:
            yield from re.split(r"(?<=-not)(?=.)", found[0].strip(), flags=re.IGNORECASE)


def _read_filter(tokens: Sequence[str], place: int, depth: int) -> tuple[_FilterPart, int]:
    return _read_parts("or", tokens, place, depth)


def _read_parts(word: str, tokens: Sequence[str], place: int, depth: int) -> tuple[_FilterPart, int]:
    """Parts with ``word`` between them. That -and binds closer than -or is believed, not measured."""
    if depth <= 0:
        raise _NotAFilter
    parts: list[_FilterPart] = []
    while True:
        part, place = (
            _read_parts("and", tokens, place, depth) if word == "or" else _read_condition(tokens, place, depth)
        )
        parts.append(part)
        if place >= len(tokens) or tokens[place].lower() != f"-{word}":
            break
        place += 1
    if word == "and":
        parts = [one for one in parts if not _ADDED_BY_SERVICE.fullmatch(one.text())] or parts
    if len(parts) == 1:
        return parts[0], place
    texts = [text for one in parts for text in (one.parts if one.word == word else [one.text(word)])]
    return _FilterPart(word, tuple(dict.fromkeys(texts))), place


def _read_condition(tokens: Sequence[str], place: int, depth: int) -> tuple[_FilterPart, int]:
    """A condition, what stands in brackets, or the opposite of either."""
    first = tokens[place].lower() if place < len(tokens) else ""
    if first == "-not":
        part, place = _read_condition(tokens, place + 1, depth - 1)
        return _FilterPart("", (f"-not ({part.text()})",)), place
    if first == "(":
        part, place = _read_filter(tokens, place + 1, depth - 1)
        if place >= len(tokens) or tokens[place] != ")":
            raise _NotAFilter
        return part, place + 1
    condition = tokens[place : place + 3]
    if len(condition) < 3 or not condition[1].startswith("-") or condition[2] in ("(", ")"):
        raise _NotAFilter
    name, operator, operand = condition
    return _FilterPart("", (f"{name} {operator.lower()} {operand}",)), place + 3
