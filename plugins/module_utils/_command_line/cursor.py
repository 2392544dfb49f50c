# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Walk through a command line from left to right, once.

The limits keep a hostile text cheap: each character is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from .._characters import SEPARATORS, describe
from .._errors.failure import Failure
from .source import Source

MAX_BYTES = 65_536
MAX_TOKENS = 2_000
MAX_DEPTH = 20

CONTINUED = re.compile(r"`([^\S\r\n]*)(?:\r\n|\n|\r)|`\Z")
# A comment begins where a word could: inside of one # is a letter, and this is never asked there. A backtick with a
# blank behind it is blank.
_GAPS = r"`[^\S\r\n]*(?:\r\n|\n|\r|\Z)|`?[^\S\r\n]+|#[^\r\n]*|<#.*?#>"
_GAP = re.compile(f"(?:{_GAPS})*", re.DOTALL)
_GAP_AND_LINES = re.compile(rf"(?:{_GAPS}|[\r\n]+)*", re.DOTALL)
_ONE_OF_THEM = rf"{_GAPS}|[\r\n]+"

_SPACE_BEHIND_BACKTICK = (
    "A backtick at the end of a line has spaces behind it. It was read as a continued line; PowerShell itself would not"
    " continue there."
)
_NOTHING_BEHIND_BACKTICK = (
    "The last character is a backtick. It was left out; PowerShell itself would refuse it, or take it into the word."
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
        if "`" in self.text[self.at : end]:
            self._say_what_is_continued(self.at, end)
        self.over_blanks(end)

    def over_blanks(self, end: int) -> None:
        """Go over blanks and comments, up to ``end``.

        :raises Failure: ``line-character``: one of them is no blank to PowerShell.
        """
        gap = self.text[self.at : end]
        separator = None if gap in ("", " ") else re.search(SEPARATORS, gap)
        if separator:
            raise self.refusal("line-character", self.at + separator.start(), name=describe(separator[0]))
        self.at = end

    def _say_what_is_continued(self, start: int, end: int) -> None:
        for piece in re.finditer(_ONE_OF_THEM, self.text[start:end], re.DOTALL):
            found = CONTINUED.match(self.text, start + piece.start())
            if found:
                self.check_continuation(found)

    def check_continuation(self, found: re.Match[str]) -> None:
        """Say what PowerShell would not take for a continued line."""
        if found[1] is None:
            self.warn(_NOTHING_BEHIND_BACKTICK)
        elif found[1]:
            self.warn(_SPACE_BEHIND_BACKTICK)

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

    @property
    def nested(self) -> bool:
        """Whether this place is between brackets, where PowerShell reads expressions."""
        return self._depth > 0

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
