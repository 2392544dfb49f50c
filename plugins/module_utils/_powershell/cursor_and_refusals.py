# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A command line as it was written: walked through from left to right, once, by a cursor; and what of it is refused.

The limits keep a hostile text cheap: each character is looked at a fixed number of times. What follows the name of a
parameter that takes a secret is never shown, in no failure and in no excerpt; of a line that has such a parameter
nothing is but the names.

What is no literal PowerShell would have to evaluate: it is told by its first characters, and nothing here evaluates
anything. Angle brackets mark in documentation the place of a value. In quotation marks they are a text to PowerShell,
as <br> of a disclaimer and <External> of a subject are; that is taken, and a warning says where it looks like what a
reader should have replaced. Without them it is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from .._characters import SEPARATORS, describe
from .._errors._advice.command_lines import COMMAND_LINES
from .._errors._advice.options import OPTIONS
from .._errors._advice.pipeline import PIPELINE
from .._errors.failure import Failure, Failures
from .._json_types import Row
from .._redaction.secrets_in_command_lines import HIDDEN, Spans, has_secret, hidden_spans, redact_piece, secret_from

failure = Failures(OPTIONS, COMMAND_LINES, PIPELINE)

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_UNPRINTABLE_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_PIECE = 60
_SHOWN_BEFORE, _SHOWN_AFTER = 70, 40


class Source:
    """The text of a command line."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def hidden_from(self) -> int:
        """From where on nothing is shown."""
        secret_start = secret_from(self.text)
        return len(self.text) + 1 if secret_start is None else secret_start

    @cached_property
    def _hidden_spans(self) -> Spans:
        return hidden_spans(self.text, secret=has_secret(self.text))

    def _redact_piece(self, start: int, end: int) -> str:
        return redact_piece(self.text, start, end, self._hidden_spans)

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a position, both counted from 1."""
        line, start = self._line_of(at)
        return line, at - start + 1

    def excerpt(self, start: int, end: int) -> str:
        """A piece of the text as a failure may quote it."""
        if end > self.hidden_from:
            return HIDDEN
        piece = self._redact_piece(start, min(end, start + _LONGEST_PIECE))
        return f"'{piece}…'" if end - start > _LONGEST_PIECE else f"'{piece}'"

    def refusal(self, key: str, start: int, end: int | None = None, **facts: Any) -> Failure:
        """The failure ``key`` of the piece from ``start`` to ``end`` (else of one character), with its place.

        A card's texts may name ``text`` (the piece), ``line`` and ``column``.
        """
        line, column = self.place(start)
        piece = self.excerpt(start, start + 1 if end is None else end)
        facts_of_card = {"text": piece, "line": line, "column": column, **facts}
        return failure(key, more={"location": self.location(key, start)}, **facts_of_card)

    def location(self, key: str, at: int) -> Row:
        """The place as a field of the result: what is there, where, and an excerpt with a caret below it."""
        line, column = self.place(at)
        construct = key.removeprefix("line-").replace("-", " ")
        return {"construct": construct, "line": line, "column": column, "excerpt": self._excerpt_with_caret(at)}

    def _line_of(self, at: int) -> tuple[int, int]:
        """The number of the line that a position is in, and where that line starts."""
        number, start = 1, 0
        for line_break in _LINE_BREAK.finditer(self.text, 0, at):
            number, start = number + 1, line_break.end()
        return number, start

    def _excerpt_with_caret(self, at: int) -> list[str]:
        start = max(self._line_of(at)[1], at - _SHOWN_BEFORE)
        line_break = _LINE_BREAK.search(self.text, at)
        end = min(line_break.start() if line_break else len(self.text), at + _SHOWN_AFTER)
        last = min(end, self.hidden_from)
        # Apart, so that the caret stays below its place.
        before, after = self._redact_piece(start, min(at, last)), self._redact_piece(at, last)
        after = f"{after} {HIDDEN}" if end > self.hidden_from else after
        return [_UNPRINTABLE_CHARACTER.sub(" ", before + after), " " * len(before) + "^"]


MAX_BYTES = 65_536
MAX_TOKENS = 2_000
MAX_DEPTH = 20

CONTINUED = re.compile(r"`([^\S\r\n]*)(?:\r\n|\n|\r)|`\Z")
# A comment begins where a word could: inside of one # is a letter, and this is never asked there. A backtick with a
# blank behind it is blank.
_GAPS_BETWEEN_TOKENS = r"`[^\S\r\n]*(?:\r\n|\n|\r|\Z)|`?[^\S\r\n]+|#[^\r\n]*|<#.*?#>"
_GAP_BETWEEN_TOKENS = re.compile(f"(?:{_GAPS_BETWEEN_TOKENS})*", re.DOTALL)
_GAP_AND_LINES = re.compile(rf"(?:{_GAPS_BETWEEN_TOKENS}|[\r\n]+)*", re.DOTALL)
_ONE_GAP = rf"{_GAPS_BETWEEN_TOKENS}|[\r\n]+"

_SPACE_BEHIND_BACKTICK = (
    "A backtick at the end of a line has spaces behind it. It was read as a continued line; PowerShell itself would not"
    " continue there."
)
_NOTHING_BEHIND_BACKTICK = (
    "The last character is a backtick. It was left out; PowerShell itself would refuse it, or take it into the word."
)


class Cursor:
    """A place in a source.

    ``behind_pipe`` is true behind the first command of a pipeline, ``in_loop`` in the braces of a loop; ``parentheses``
    is how many are round this place.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.behind_pipe = False
        self.in_loop = False
        self.parentheses = 0
        self.warnings: list[str] = []
        self._tokens = 0
        self._depth = 0

    def here(self) -> str:
        """The character at this place, an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def skip(self) -> None:
        """Go over spaces, comments and continued lines."""
        self._skip_over(_GAP_BETWEEN_TOKENS)

    def skip_lines(self) -> None:
        """Go over all that :meth:`skip` does, and the ends of lines."""
        self._skip_over(_GAP_AND_LINES)

    def skip_separators(self) -> None:
        """Go over all that :meth:`skip_lines` does, and over semicolons."""
        self.skip_lines()
        while self.here() == ";":
            self.at += 1
            self.skip_lines()

    def _skip_over(self, pattern: re.Pattern[str]) -> None:
        blanks = pattern.match(self.text, self.at)
        end = blanks.end() if blanks else self.at
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
        for piece in re.finditer(_ONE_GAP, self.text[start:end], re.DOTALL):
            continued = CONTINUED.match(self.text, start + piece.start())
            if continued:
                self.check_continuation(continued)

    def check_continuation(self, continued: re.Match[str]) -> None:
        """Say what PowerShell would not take for a continued line."""
        if continued[1] is None:
            self.warn(_NOTHING_BEHIND_BACKTICK)
        elif continued[1]:
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


_DATE_KEY = "line-date"
_FILE_KEY = "line-file-content"
_CREDENTIAL_KEY = "line-credential"

# The commands of PowerShell that Microsoft's examples use inside a command, and what they are used for.
_KEY_OF_COMMAND: Mapping[str, str] = {
    "get-date": _DATE_KEY,
    "new-timespan": _DATE_KEY,
    "get-content": _FILE_KEY,
    "import-csv": _FILE_KEY,
    "import-clixml": _FILE_KEY,
    "convertto-securestring": _CREDENTIAL_KEY,
    "get-credential": _CREDENTIAL_KEY,
    "read-host": _CREDENTIAL_KEY,
}
_KEY_OF_TYPE: Mapping[str, str] = {
    "datetime": _DATE_KEY,
    "datetimeoffset": _DATE_KEY,
    "timespan": _DATE_KEY,
    "timezoneinfo": _DATE_KEY,
    "file": _FILE_KEY,
    "byte": _FILE_KEY,
    "securestring": _CREDENTIAL_KEY,
    "pscredential": _CREDENTIAL_KEY,
}
KEYWORDS = (
    r"(?:begin|break|class|continue|data|do|enum|exit|filter|for|foreach|function|if|param|process|return|switch|throw|"
    r"trap|try|until|using|while)"
)
VARIABLE = re.compile(r"\$(?:\{[^}]*\}?|[\w:]*\w|[$?^])")
COMMAND_INSIDE = re.compile(r"([A-Za-z]+)[-\u2013-\u2015]([A-Za-z][A-Za-z0-9]*)")
_TYPE_IN_BRACKETS = re.compile(r"\[\s*(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)[^\]\r\n]*\]")
_NEW_CREDENTIAL = re.compile(r"\s+(?:-TypeName\s+)?(?:[\w.]+\.)?(PSCredential|NetworkCredential)\b", re.IGNORECASE)
_LEADING_BRACKETS = re.compile(r"[\s(&]*")
_WORD_INSIDE = re.compile(r"[^\s(){},;|&]+")


def variable_failure(cursor: Cursor, at: int) -> Failure:
    """A variable, or a subexpression, that starts with the dollar sign at ``at``."""
    if cursor.text.startswith("$(", at):
        return _inside_failure(cursor, at, at + 1, "line-subexpression")
    variable = VARIABLE.match(cursor.text, at)
    return cursor.refusal("line-variable", at, variable.end() if variable else at + 1)


def parentheses_failure(cursor: Cursor, start: int) -> Failure:
    """What the parentheses at ``start`` hold, which is no literal."""
    return _inside_failure(cursor, start, start, "line-bareword")


def type_name_failure(cursor: Cursor, at: int) -> Failure | None:
    """A type in square brackets; None where it is none."""
    type_name = _TYPE_IN_BRACKETS.match(cursor.text, at)
    if type_name is None:
        return None
    return cursor.refusal(_KEY_OF_TYPE.get(type_name[1].lower(), "line-type"), at, type_name.end())


def _inside_failure(cursor: Cursor, start: int, opening: int, otherwise: str) -> Failure:
    """The failure of what follows the opening parenthesis, at its own place; a subexpression's is its dollar sign."""
    leading = _LEADING_BRACKETS.match(cursor.text, opening)
    first = leading.end() if leading else opening + 1
    character = cursor.text[first : first + 1]
    if character == "$" and (variable := VARIABLE.match(cursor.text, first)):
        return cursor.refusal("line-variable", first, variable.end())
    if character == "[" and (failure := type_name_failure(cursor, first)):
        return failure
    command = COMMAND_INSIDE.match(cursor.text, first)
    if command:
        return cursor.refusal(command_key(cursor.text, command), first, command.end())
    word = _WORD_INSIDE.match(cursor.text, first)
    return cursor.refusal(otherwise, first if otherwise == "line-bareword" else start, word.end() if word else None)


def command_key(text: str, command: re.Match[str]) -> str:
    """The failure that fits a command inside a command."""
    name = f"{command[1]}-{command[2]}".lower()
    if name == "new-object":
        return _CREDENTIAL_KEY if _NEW_CREDENTIAL.match(text, command.end()) else "line-type"
    return _KEY_OF_COMMAND.get(name, "line-nested-command")


# A whole text, or one in quotation marks inside a filter. Its closing bracket may be missing: some are mistyped in the
# documentation itself.
_PLACE_IN_QUOTES = r"(?:\A|['\"])<([A-Za-z][A-Za-z0-9 _|-]*)(?:>(?:\Z|['\"])|\\?\Z)"
# Several words, or one that is put together of several: <Name Of Thing>, <UserIdentity>.
_PLACE_OF_SEVERAL_WORDS = r"[A-Za-z0-9]+[ _|-]+[A-Za-z]|[A-Za-z]*[a-z][A-Z]"
_PLACES_OF_ONE_WORD = frozenset(
    {"alias", "domain", "guid", "identity", "mailbox", "name", "smtpaddress", "user", "value"}
)


def looks_like_a_place(text: str) -> bool:
    """Whether a text is, or has in quotation marks, what Microsoft's pages write where a reader puts a value."""
    place = re.search(_PLACE_IN_QUOTES, text) if "<" in text else None
    return place is not None and (
        place[1].lower() in _PLACES_OF_ONE_WORD or re.match(_PLACE_OF_SEVERAL_WORDS, place[1]) is not None
    )


def warn_of_a_place(cursor: Cursor, text: str, start: int) -> None:
    """Say that a text in quotation marks looks like a place for a value, unless parentheses say that it is meant."""
    if cursor.parentheses or not looks_like_a_place(text):
        return
    line, column = cursor.source.place(start)
    cursor.warn(
        f"The text at line {line}, column {column} looks like a place that documentation leaves for a value. It was"
        " taken as it is written; parentheses round its quotation marks say that it is meant."
    )


def placeholder_failure(cursor: Cursor) -> Exception:
    """What an angle bracket without quotation marks is: the place for a value, or PowerShell's redirection."""
    placeholder = re.compile(r"<[^<>\r\n]{1,200}>").match(cursor.text, cursor.at)
    if placeholder:
        return cursor.refusal("line-placeholder", cursor.at, placeholder.end())
    return cursor.refusal("line-redirection", cursor.at)
