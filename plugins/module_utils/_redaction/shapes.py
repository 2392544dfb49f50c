# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is secret by its shape, wherever it stands: keys, tokens, handles, passwords; and texts without it.

What is secret by the name that it stands under is in ``names.py``, what an option may hold in ``options.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

NOT_SHOWN = "(not shown)"

_B64 = "A-Za-z0-9+/_-"
# What is secret wherever it stands, and the word that is shown in its place. A key may have lost its line breaks, and
# a text its end: a failure quotes only the beginning of a long one.
_SHAPES: tuple[tuple[str, str], ...] = (
    (r"(?i:-----BEGIN [A-Z0-9 ]{1,40}-----.*?(?:-----END [A-Z0-9 ]{1,40}-----|\Z))", "(key material)"),
    # DER in base64, as the content of a PFX file is.
    (r"(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{40,}={0,2}", "(key material)"),
    (r"exo1\.[a-z]\.\d{1,10}\.[0-9a-f]{8,32}(?:\.[A-Za-z0-9_-]*){0,2}", "(session handle)"),
    (r"(?<![A-Za-z0-9+/])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}", "(token)"),
    # A refresh token, and the value of an application's secret.
    (r"(?<![\w.-])[01]\.A[A-Za-z0-9_.-]{60,}", "(token)"),
    (r"(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])", "(secret)"),
    (rf"(?<![=.{_B64}])(?!/)(?=[{_B64}]*[0-9])(?=[{_B64}]*[A-Z])(?=[{_B64}]*[a-z])[{_B64}]{{80,}}={{0,2}}", "(base64)"),
)
# One of these stands in each of them, but in the last: what has none and no long word is left alone.
_HINTS = ("-----", "exo1.", "eyJ", "Q~", "MII")
_LONG_WORD = re.compile(r"[A-Za-z0-9+/_.-]{60}")

GUID = r"\{?[0-9A-Fa-f]{1,12}(?:-[0-9A-Fa-f]{1,12}){1,6}\}?"
HOST = r"[\w-]+(?:\.[\w-]+)+\.?"
# Quotes, brackets and the like around a value that was cut out of a line.
AROUND = " \t\r\n'\"()[]{}$@,;:"
_CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile(r"[^\w\s./:@,'\"()-]"))
_NAME_OF_SOMETHING = re.compile(
    rf"{GUID}|[^@\s]+@{HOST}|[\w.]+/[\w./]+|[A-Za-z]+-[A-Za-z]+\w?\d?|-\w+|(?:[A-Z][a-z]+){{2,}}\d{{1,2}}"
)


# Of a text that a service sent.
_LONGEST_TEXT = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SERVER = re.compile(
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.prod\.(?:(?:protection\.)?outlook\.com|exchangelabs\.com|partner\.outlook\.cn)\b",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """The text without what is secret by its shape."""
    if not any(hint in text for hint in _HINTS) and _LONG_WORD.search(text) is None:
        return text
    for pattern, word in _patterns():
        text = pattern.sub(word, text)
    return text


def holds_secret(text: str) -> bool:
    """Whether something in the text is secret by its shape."""
    return redact(text) != text


def secret_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text something is secret by its shape."""
    return (one.span() for pattern, _word in _patterns() for one in pattern.finditer(text))


def looks_random(word: str) -> bool:
    """Whether a word looks like a good password: letters of both cases, digits, signs; three of these in eight."""
    core = word.strip(AROUND)
    if len(core) < 8 or _NAME_OF_SOMETHING.fullmatch(core):
        return False
    return sum(one.search(core) is not None for one in _CLASSES) > 2


def clean(text: object) -> str:
    """One line of at most 2,000 characters, without control characters, Microsoft's server names and secrets."""
    plain = _CONTROL.sub(" ", redact(str(text)))
    plain = _SERVER.sub("(server)", plain)
    plain = re.sub(r" {2,}", " ", plain).strip()
    return plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1] + "…"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), word) for pattern, word in _SHAPES)
