# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A command line as it was written: where a place in it is, and what of it may be shown.

What follows the name of a parameter that takes a secret is never shown, in no failure and in no excerpt; of a line that
has such a parameter nothing is but the names.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from .._errors._advice.input import INPUT
from .._errors._advice.line import LINE
from .._errors.failure import Failure, Failures
from .._json_types import Row
from .._redaction.find_secrets import HIDDEN, Spans, has_secret, hidden_spans, redact_piece, secret_from

failure = Failures(INPUT, LINE)

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SHOWN = 60
_BEFORE, _AFTER = 70, 40


class Source:
    """The text of a command line."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def hidden_from(self) -> int:
        """From where on nothing is shown."""
        found = secret_from(self.text)
        return len(self.text) + 1 if found is None else found

    @cached_property
    def _spans(self) -> Spans:
        return hidden_spans(self.text, secret=has_secret(self.text))

    def _redact(self, start: int, end: int) -> str:
        return redact_piece(self.text, start, end, self._spans)

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a position, both counted from 1."""
        line, start = self._line(at)
        return line, at - start + 1

    def excerpt(self, start: int, end: int) -> str:
        """A piece of the text as a failure may quote it."""
        if end > self.hidden_from:
            return HIDDEN
        piece = self._redact(start, min(end, start + _SHOWN))
        return f"'{piece}…'" if end - start > _SHOWN else f"'{piece}'"

    def refusal(self, key: str, start: int, end: int | None = None, **facts: Any) -> Failure:
        """The failure ``key`` of the piece from ``start`` to ``end`` (else of one character), with its place.

        A card's texts may name ``text`` (the piece), ``line`` and ``column``.
        """
        line, column = self.place(start)
        piece = self.excerpt(start, start + 1 if end is None else end)
        given = {"text": piece, "line": line, "column": column, **facts}
        return failure(key, more={"location": self.location(key, start)}, **given)

    def location(self, key: str, at: int) -> Row:
        """The place as a field of the result: what is there, where, and an excerpt with a caret below it."""
        line, column = self.place(at)
        construct = key.removeprefix("line-").replace("-", " ")
        return {"construct": construct, "line": line, "column": column, "excerpt": self._excerpt(at)}

    def _line(self, at: int) -> tuple[int, int]:
        """The number of the line that a position is in, and where that line starts."""
        number, start = 1, 0
        for found in _LINE_BREAK.finditer(self.text, 0, at):
            number, start = number + 1, found.end()
        return number, start

    def _excerpt(self, at: int) -> list[str]:
        start = max(self._line(at)[1], at - _BEFORE)
        found = _LINE_BREAK.search(self.text, at)
        end = min(found.start() if found else len(self.text), at + _AFTER)
        last = min(end, self.hidden_from)
        # Apart, so that the caret stays below its place.
        before, after = self._redact(start, min(at, last)), self._redact(at, last)
        after = f"{after} {HIDDEN}" if end > self.hidden_from else after
        return [_UNPRINTABLE.sub(" ", before + after), " " * len(before) + "^"]
