# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Walk through a command line from left to right, once.

Private to this collection: it may change in any release. The limits keep a hostile text cheap: each character is
looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from .._errors.failure import Failure
from .source import Source

MAX_BYTES = 65_536
MAX_TOKENS = 2_000
MAX_DEPTH = 20

# PowerShell takes these for a hyphen and for quotation marks; word processors and web pages put them there.
DASHES = "-\u2013\u2014\u2015"
SINGLE = "'\u2018\u2019\u201a\u201b"
DOUBLE = '"\u201c\u201d\u201e'

CONTINUED = re.compile(r"`([^\S\r\n]*)(?:\r\n|\n|\r|\Z)")
_GAP = re.compile(r"(?:[^\S\r\n]+|`[^\S\r\n]*(?:\r\n|\n|\r|\Z)|#[^\r\n]*|<#.*?#>)*", re.DOTALL)
_GAP_AND_LINES = re.compile(r"(?:\s+|`[^\S\r\n]*(?:\r\n|\n|\r|\Z)|#[^\r\n]*|<#.*?#>)*", re.DOTALL)

_SPACE_BEHIND_BACKTICK = (
    "A backtick at the end of a line has spaces behind it. It was read as a continued line; PowerShell itself would not"
    " continue there."
)


class Cursor:
    """A place in a source.

    ``tail`` is true behind the first command of a pipeline, ``meant`` is how many parentheses are round this place.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.tail = False
        self.meant = 0
        self.warnings: list[str] = []
        self._tokens = 0
        self._depth = 0

    def here(self) -> str:
        """The character at this place, an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def skip(self) -> None:
        """Go over spaces, comments and continued lines."""
        self._over(_GAP)

    def skip_lines(self) -> None:
        """Go over all that :meth:`skip` does, and the ends of lines."""
        self._over(_GAP_AND_LINES)

    def _over(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        end = found.end() if found else self.at
        if end - self.at > 1 and "`" in self.text[self.at : end] and self._spaced(self.at, end):
            self.warn(_SPACE_BEHIND_BACKTICK)
        self.at = end

    def _spaced(self, start: int, end: int) -> bool:
        return any(found[1] and found.end() < len(self.text) for found in CONTINUED.finditer(self.text, start, end))

    def warn(self, text: str) -> None:
        """Say something once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def token(self, start: int) -> None:
        """Count a name or a value.

        :raises Failure: ``line-too-many-words``.
        """
        self._tokens += 1
        if self._tokens > MAX_TOKENS:
            raise self.refusal("line-too-many-words", start, limit=f"{MAX_TOKENS:,}")

    @contextmanager
    def deeper(self, start: int) -> Iterator[None]:
        """Inside a pair of brackets that opens at ``start``.

        :raises Failure: ``line-too-deep``.
        """
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.refusal("line-too-deep", start, limit=MAX_DEPTH)
        yield
        self._depth -= 1

    def refusal(self, key: str, start: int, end: int | None = None, **facts: object) -> Failure:
        """The failure ``key`` of a piece of the text."""
        return self.source.refusal(key, start, end, **facts)
