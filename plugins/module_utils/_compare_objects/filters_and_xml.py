# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Texts that the service gives back in another spelling than they were written: recipient filters (OPATH), and the XML
of files that it keeps. Both are compared by what they say.

"Department -eq 'Sales'" is read back as "((Department -eq 'Sales') -and (-not(Name -like 'SystemMailbox{*')) -and ...":
what keeps its system mailboxes out belongs to nobody, brackets that change nothing are left out, and words that are no
texts count without case. A filter that does not read as one stays its own text. A file is written as bytes (base64
text, or a list of numbers) and read as text or bytes (CIPP, rule packages).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .._values.secret_and_unsendable_values import NotSendable, kind_of

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


def normal_filter(text: str) -> str:
    """A filter in one spelling; its case still makes no difference."""
    try:
        tokens = list(_tokens_of_filter(text))
        part, end = _read_filter(tokens, 0, _DEEPEST_FILTER)
        if end != len(tokens):
            raise _NotAFilter(text)
        return part.text()
    except _NotAFilter:
        return " ".join(text.split())


def _tokens_of_filter(text: str) -> Iterator[str]:
    """Brackets, texts in single quotation marks, and words.

    :raises _NotAFilter: a quotation mark is open.
    """
    place = 0
    while place < len(text):
        token_match = _FILTER_TOKENS.match(text, place)
        if token_match is None:
            raise _NotAFilter(text)
        place = token_match.end()
        if token_match["text"] and token_match["text"][0] == '"':
            yield "'" + token_match["text"][1:-1].replace('""', '"').replace("'", "''") + "'"
        elif token_match["word"] and token_match["word"].lower() in ("$true", "$false", "$null"):
            # The service quotes constants.
            yield f"'{token_match['word'][1:].capitalize()}'" if token_match["word"].lower() != "$null" else "$null"
        else:
            yield from re.split(r"(?<=-not)(?=.)", token_match[0].strip(), flags=re.IGNORECASE)


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
        parts = [condition for condition in parts if not _ADDED_BY_SERVICE.fullmatch(condition.text())] or parts
    if len(parts) == 1:
        return parts[0], place
    texts = [
        text for condition in parts for text in (condition.parts if condition.word == word else [condition.text(word)])
    ]
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


_FILE_REMEDY = "Give the content of the file, as text or as base64."
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def normal_xml(value: object) -> str:
    """XML in its canonical spelling, without the blanks between its elements.

    :raises NotSendable: it is no XML, whether as text or as bytes.
    """
    # Only a file needs it, and few objects are made of one. Expat bounds what entities grow to.
    from xml.etree import ElementTree as ET  # noqa: PLC0415  # nosec B405

    text = _text_of_file(value)
    try:
        # A declaration tells an encoding that a text does not have any more.
        _declaration, _end, content = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
        return ET.canonicalize(content.strip(), strip_text=True)
    except (ET.ParseError, ValueError):
        raise NotSendable("it takes XML, and the text is none", _FILE_REMEDY) from None


def _text_of_file(value: object) -> str:
    if isinstance(value, str) and value.lstrip("\ufeff \r\n\t").startswith("<"):
        return value.lstrip("\ufeff \r\n\t")
    content = _bytes_of_file(value)
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding).strip()
    except UnicodeDecodeError:
        raise NotSendable("it takes XML, and its bytes are no text", _FILE_REMEDY) from None


def _bytes_of_file(value: object) -> bytes:
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    try:
        if isinstance(value, str):
            return base64.b64decode("".join(value.split()), validate=True)
        if isinstance(value, (list, tuple)) and all(isinstance(byte, int) for byte in value):
            return bytes(value)
    except (ValueError, binascii.Error):
        pass
    raise NotSendable(f"it takes XML, and the value is {kind_of(value)}", _FILE_REMEDY)
