# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where secrets stand in a command line, and what may be quoted of one.

Nothing is parsed for it: a line that cannot be parsed is the one that is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .._catalogue.cmdlets import Cmdlet, find
from .._characters import DASHES, DOUBLE, INVISIBLE, SINGLE
from .names import Secrecy, could_be_secret, is_secret, secrecy
from .shapes import looks_random, secret_spans

HIDDEN = "***"

# A name may stand right behind a closing quotation mark or bracket. What PowerShell makes part of it, or what cannot be
# seen in it, hides no secret: a line with it is refused, and shown.
_WITHIN = rf"{INVISIBLE}|`(?:\r\n|\n|\r)?"
_NAME = re.compile(rf"(?<![^\s(;|,)}}{SINGLE}{DOUBLE}])[{DASHES}]([A-Za-z_](?:\w|{_WITHIN})*)")
_CMDLET = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,128})[-\u2013-\u2015]([A-Za-z0-9]{1,128})")
_VARIABLE = re.compile(r"\$(?!true\b|false\b|null\b)\w+", re.IGNORECASE)
# What is longer is refused as a whole.
_LONGEST = 70_000
# Their arguments are secrets under any parameter.
_MAKES_A_SECRET = re.compile(r"SecureString|PSCredential|NetworkCredential|AsPlainText", re.IGNORECASE)
# In a line, what is no value: space, names of parameters, a name where a command begins, what joins them. A variable
# may be a password that begins with a dollar sign, and words with a hyphen a passphrase.
_LINE_PARTS = re.compile(
    r"(?P<kept>(?:\A|(?<=[\n;|({=]))\s*[A-Za-z]+-[A-Za-z]\w*(?![\w-])|\s+|(?<![^\s(;|,])[-\u2013-\u2015][A-Za-z]\w*:?"
    r"|[|;&(){},=])|'(?:[^']|'')*'?|\"[^\"]*\"?|[^\s|;&(){},='\"]+"
)
_LINE_WORDS = re.compile(r"[^\s|;:(){}=]+")

Spans = tuple[tuple[int, int], ...]


class Place(NamedTuple):
    """Where a secret begins in a text, and how sure it is that one does."""

    start: int
    judged: Secrecy


def secret_from(text: str) -> int | None:
    """From where on a command line must not be shown: behind the first name that a secret may follow."""
    place = secret_place(text)
    return None if place is None else place.start


def secret_place(text: str, meant: Cmdlet | None = None) -> Place | None:
    """The first place of a secret; ``meant`` is the cmdlet of a line that names none."""
    text = text[:_LONGEST]
    known = find(cmdlet_named(text) or "") or meant
    judged: dict[str, Secrecy] = {}
    places = [Place(found.start(), Secrecy.CERTAIN) for found in [_MAKES_A_SECRET.search(text)] if found]
    for found in _NAME.finditer(text):
        name = found[1] if found[1].isalnum() else re.sub(_WITHIN, "", found[1])
        name = name.lower()
        if name not in judged:
            judged[name] = _secrecy(known, name)
        if judged[name]:
            places.append(Place(found.end(), judged[name]))
            break
    return min(places, default=None)


def redact_line(text: str) -> str:
    """What may be quoted of a line."""
    return redact_piece(text, 0, len(text), hidden_spans(text, secret=has_secret(text)))


def has_secret(text: str) -> bool:
    """Whether a line may have a secret: under the name of one, or where that has no value of its own."""
    place = secret_place(text)
    if place is None or place.judged is Secrecy.CERTAIN:
        return place is not None
    rest = text[place.start :].strip(" :\t\r\n")
    return not rest or _VARIABLE.match(rest) is not None or could_be_secret(rest)


def secret_rest(text: str, places: Iterable[Place | None]) -> set[str]:
    """All of a text from the first of these places on; nothing where that is only a guess, and no secret to look at."""
    found = [place for place in places if place is not None]
    if not found:
        return set()
    rest = text[min(found).start :].strip(" :\t\r\n")
    certain = any(place.judged is Secrecy.CERTAIN for place in found)
    return {rest} - {""} if certain or could_be_secret(rest) else set()


def cmdlet_named(text: str) -> str | None:
    """The first name of a cmdlet in a text."""
    found = _CMDLET.search(text, 0, _LONGEST)
    return f"{found[1]}-{found[2]}" if found else None


def hidden_spans(line: str, *, secret: bool) -> Spans:
    """The pieces of a command line that may not be quoted: of one that has a secret all but the names in it, because
    that may stand anywhere, in a variable or in front of its parameter; of any other what looks like one."""
    found = list(secret_spans(line))
    if secret:
        found += [one.span() for one in _LINE_PARTS.finditer(line) if not one["kept"]]
    else:
        found += [one.span() for one in _LINE_WORDS.finditer(line) if looks_random(one[0])]
    return tuple(sorted(found))


def redact_piece(line: str, start: int, end: int, hidden: Spans) -> str:
    """A piece of a command line without what is hidden in it."""
    parts = []
    for first, last in hidden:
        if last > start and first < end:
            parts += [line[start : max(first, start)], HIDDEN]
            start = min(last, end)
    return "".join([*parts, line[start:end]])


def _secrecy(known: Cmdlet | None, name: str) -> Secrecy:
    """How secret a parameter is whose name may be shortened."""
    if known is not None and not known.has(name):
        meant = (full for full in known.parameters if full.startswith(name))
        if any(is_secret(known, full) for full in meant):
            return Secrecy.CERTAIN
    return secrecy(known, name)
