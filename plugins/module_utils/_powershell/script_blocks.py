# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Walk over the statements in braces, as PowerShell's parser would, to find their end and what no parser takes.

Nothing is evaluated, and nothing is built: a filter stays the text that it is. PowerShell reads a statement that begins
with a word as a command, whose arguments are words. One that begins with a bracket, a quotation mark, a number or an
operator is an expression. Microsoft's page "about_Parsing".
"""

from __future__ import annotations

import re
from enum import Enum, auto

from .._characters import DASHES, DOUBLE, SINGLE
from .._dataclass import dataclass
from .cursor_and_refusals import KEYWORDS, VARIABLE, Cursor, type_name_failure, variable_failure
from .literals import CONSTANT, read_double_quoted, read_here_string, read_single_quoted

# The tokens of what stands in braces: Microsoft's pages "about_Parsing" and "about_Operators".

# What separates tokens inside a line.
_BLANKS_IN_BLOCK = re.compile(r"(?:`[^\S\r\n]*(?:\r\n|\n|\r)|`?[^\S\r\n]+)+")
_LINES_IN_BLOCK = re.compile(r"\s+")
_COMMENT_IN_BLOCK = re.compile(r"#[^\r\n]*|<#.*?#>", re.DOTALL)
_QUOTES_IN_BLOCK = SINGLE + DOUBLE
# What ends a word.
_STOPS_A_WORD = r"\s(){},;|&"
# A piece of a word without anything special in it.
_PLAIN_IN_BLOCK = re.compile(rf"[^{_STOPS_A_WORD}`${_QUOTES_IN_BLOCK}]+")
# A parameter, with the colon behind it.
_PARAMETER_IN_BLOCK = re.compile(rf"[{DASHES}](?:[^\W\d]|\?)[^{_STOPS_A_WORD}.\[:{_QUOTES_IN_BLOCK}]*:?")
_NUMBER_IN_BLOCK = re.compile(
    rf"(?:0x[0-9a-f]+|0b[01]+|\d+(?:\.(?!\.)\d*)?(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)(?:u?[lsyn]|[ud])?(?:[kmgtp]b)?"
    rf"(?=[{DASHES}{_STOPS_A_WORD}+*/%=.\[]|\Z)",
    re.IGNORECASE,
)
# In front of an operand; a word begins with ! where a letter follows.
_UNARY_WORD = re.compile(rf"[{DASHES}](?:not|bnot|[ic]?split|join)(?!\w)", re.IGNORECASE)
_UNARY_OPERATOR = re.compile(rf"{_UNARY_WORD.pattern}|!(?![^\W\d])|[{DASHES}]{{1,2}}|\+{{1,2}}|,", re.IGNORECASE)
_BINARY_OPERATOR = re.compile(
    rf"[{DASHES}](?:and|or|xor|band|bor|bxor|as|f|is|isnot|shl|shr|join|[ic]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|"
    rf"notmatch|contains|notcontains|in|notin|replace|split))(?![\w])|\.\.|[{DASHES}+*/%,]",
    re.IGNORECASE,
)
_KEYWORD_IN_BLOCK = re.compile(rf"{KEYWORDS}(?=[{_STOPS_A_WORD}]|\Z)", re.IGNORECASE)
# What asks for something of a value.
_MEMBER_IN_BLOCK = re.compile(rf"\.[A-Za-z_{_QUOTES_IN_BLOCK}]|::|\[")

# Brackets inside of a filter; the service itself stops far below.
_MAX_DEPTH = 100
_CLOSING_BRACKET = {"(": ")", "{": "}", "@(": ")"}
_ONE_PIPELINE = "("


class _ReadsNext(Enum):
    """What a place in brackets reads next."""

    STATEMENT = auto()
    # A command in a pipe, which has to come.
    COMMAND = auto()
    ARGUMENT = auto()
    # Behind a comma or a colon: an argument that has to come.
    VALUE = auto()
    OPERAND = auto()
    OPERATOR = auto()
    # Behind the only pipeline of a pair of parentheses.
    END = auto()


@dataclass
class _OpenBracket:
    """Brackets that are open: which, where, and what is read in them; ``empty`` until something stands there."""

    opening: str
    at: int
    reads: _ReadsNext = _ReadsNext.STATEMENT
    empty: bool = True
    # Whether a comma may follow: it may behind an argument, not behind a command's name.
    listed: bool = False


class BlockStatements:
    """``comments`` are their places, in order."""

    def __init__(self, cursor: Cursor) -> None:
        self.comments: list[tuple[int, int]] = []
        self._cursor = cursor
        self._open: list[_OpenBracket] = []

    def walk(self) -> None:
        """From the opening brace, where the cursor is, to behind its partner.

        :raises Failure: ``line-filter``, or that of a bracket, a text or a variable.
        """
        self._enter_bracket("{")
        while self._open:
            self._over_blanks()
            character = self._cursor.here()
            if not character:
                raise self._cursor.refusal("line-bracket-open", self._open[-1].at)
            if character in "\r\n;":
                self._end_of_statement(character)
            elif character in ")}":
                self._leave_bracket(character)
            else:
                self._walk_next(character)

    def _block_refusal(self) -> Exception:
        return self._cursor.refusal("line-filter", self._cursor.at)

    def _over_blanks(self) -> None:
        """Over blanks and comments, and over ends of lines where something has to come."""
        cursor, reads = self._cursor, self._open[-1].reads
        over_lines = reads in (_ReadsNext.OPERAND, _ReadsNext.VALUE, _ReadsNext.COMMAND)
        while True:
            blanks = (_LINES_IN_BLOCK if over_lines else _BLANKS_IN_BLOCK).match(cursor.text, cursor.at)
            blanks = blanks or _BLANKS_IN_BLOCK.match(cursor.text, cursor.at)
            if blanks:
                cursor.over_blanks(blanks.end())
                continue
            comment = _COMMENT_IN_BLOCK.match(cursor.text, cursor.at)
            if comment is None:
                return
            self.comments.append(comment.span())
            cursor.at = comment.end()

    def _enter_bracket(self, opening: str) -> None:
        start = self._cursor.at
        if len(self._open) == _MAX_DEPTH:
            raise self._cursor.refusal("line-too-deep", start, limit=_MAX_DEPTH)
        self._open.append(_OpenBracket(opening, start))
        self._cursor.at += len(opening)

    def _leave_bracket(self, character: str) -> None:
        bracket = self._open[-1]
        if _CLOSING_BRACKET[bracket.opening] != character:
            raise self._cursor.refusal("line-bracket-open", bracket.at)
        if bracket.reads in (_ReadsNext.OPERAND, _ReadsNext.VALUE, _ReadsNext.COMMAND) or (
            bracket.opening == "(" and bracket.empty
        ):
            raise self._block_refusal()
        self._open.pop()
        self._cursor.at += 1
        if self._open:
            self._is_complete()

    def _is_complete(self) -> None:
        """An argument or an operand ends here."""
        outer = self._open[-1]
        outer.empty, outer.listed = False, True
        if outer.reads in (_ReadsNext.ARGUMENT, _ReadsNext.VALUE):
            outer.reads = _ReadsNext.ARGUMENT
        else:
            outer.reads = _ReadsNext.OPERATOR
            self._refuse_member()

    def _refuse_member(self) -> None:
        """:raises Failure: ``line-member``: something of an expression's value is asked for."""
        if _MEMBER_IN_BLOCK.match(self._cursor.text, self._cursor.at):
            raise self._cursor.refusal("line-member", self._cursor.at)

    def _end_of_statement(self, character: str) -> None:
        bracket = self._open[-1]
        if bracket.reads in (_ReadsNext.OPERAND, _ReadsNext.VALUE, _ReadsNext.COMMAND):
            raise self._block_refusal()
        if bracket.opening == _ONE_PIPELINE:
            if character == ";":
                raise self._block_refusal()
            bracket.reads = bracket.reads if bracket.empty else _ReadsNext.END
        else:
            bracket.reads, bracket.listed = _ReadsNext.STATEMENT, False
        self._cursor.at += 1

    def _walk_next(self, character: str) -> None:
        bracket = self._open[-1]
        if bracket.reads is _ReadsNext.END or character == "&":
            raise self._block_refusal()
        if character == "|":
            self._walk_pipe(bracket)
        elif bracket.reads in (_ReadsNext.STATEMENT, _ReadsNext.COMMAND):
            self._begin_statement(bracket, character)
        elif bracket.reads in (_ReadsNext.ARGUMENT, _ReadsNext.VALUE):
            self._walk_argument(bracket, character)
        elif bracket.reads is _ReadsNext.OPERAND:
            self._walk_operand(bracket, character)
        else:
            self._walk_operator(bracket)

    def _walk_pipe(self, bracket: _OpenBracket) -> None:
        if bracket.reads not in (_ReadsNext.ARGUMENT, _ReadsNext.OPERATOR) or self._cursor.text.startswith(
            "||", self._cursor.at
        ):
            raise self._block_refusal()
        bracket.reads, bracket.listed = _ReadsNext.COMMAND, False
        self._cursor.at += 1

    def _begin_statement(self, bracket: _OpenBracket, character: str) -> None:
        """The first word of a statement: it tells a command from an expression."""
        cursor = self._cursor
        keyword = _KEYWORD_IN_BLOCK.match(cursor.text, cursor.at)
        if keyword:
            raise cursor.refusal("line-control-flow", cursor.at, keyword.end())
        is_operator = _UNARY_OPERATOR.match(cursor.text, cursor.at) and not self._is_a_command(character)
        if is_operator or character in _QUOTES_IN_BLOCK + "([{@$" or _NUMBER_IN_BLOCK.match(cursor.text, cursor.at):
            if bracket.reads is _ReadsNext.COMMAND:
                raise self._block_refusal()
            bracket.reads = _ReadsNext.OPERAND
            self._walk_operand(bracket, character)
            return
        self._refuse_redirection(character)
        self._walk_word()
        bracket.reads, bracket.empty, bracket.listed = _ReadsNext.ARGUMENT, False, False

    def _is_a_command(self, character: str) -> bool:
        """Whether what begins with a hyphen and letters is no operator: then it is a command's name."""
        name = _PARAMETER_IN_BLOCK.match(self._cursor.text, self._cursor.at) if character in DASHES else None
        return name is not None and not _UNARY_WORD.fullmatch(name[0])

    def _walk_argument(self, bracket: _OpenBracket, character: str) -> None:
        cursor = self._cursor
        if character == ",":
            if not bracket.listed or bracket.reads is _ReadsNext.VALUE:
                raise self._block_refusal()
            cursor.at += 1
            bracket.reads = _ReadsNext.VALUE
            return
        name = _PARAMETER_IN_BLOCK.match(cursor.text, cursor.at) if bracket.reads is _ReadsNext.ARGUMENT else None
        if name:
            self._walk_parameter(bracket, name)
        elif character in "({":
            self._enter_bracket(character)
        elif character == "@":
            self._walk_at_sign()
        elif character in _QUOTES_IN_BLOCK:
            self._walk_text()
            self._refuse_member()
            self._is_complete()
        else:
            self._refuse_redirection(character)
            self._walk_word()
            self._is_complete()

    def _walk_parameter(self, bracket: _OpenBracket, name: re.Match[str]) -> None:
        behind = self._cursor.text[name.end() : name.end() + 1]
        if behind and behind in _QUOTES_IN_BLOCK and not name[0].endswith(":"):
            self._walk_word()
            self._is_complete()
            return
        self._cursor.at = name.end()
        bracket.reads = _ReadsNext.VALUE if name[0].endswith(":") else _ReadsNext.ARGUMENT
        bracket.listed = False

    def _walk_operand(self, bracket: _OpenBracket, character: str) -> None:
        cursor = self._cursor
        unary = _UNARY_OPERATOR.match(cursor.text, cursor.at)
        number = _NUMBER_IN_BLOCK.match(cursor.text, cursor.at)
        if unary:
            cursor.at = unary.end()
        elif character in _QUOTES_IN_BLOCK:
            self._walk_text()
            self._is_complete()
        elif character in "({":
            self._enter_bracket(character)
        elif character == "@":
            self._walk_at_sign()
        elif character == "$":
            self._walk_constant()
            self._is_complete()
        elif number:
            cursor.at = number.end()
            self._is_complete()
        elif character == "[" and (failure := type_name_failure(cursor, cursor.at)):
            raise failure
        else:
            raise self._block_refusal()
        bracket.empty = False

    def _walk_operator(self, bracket: _OpenBracket) -> None:
        operator = _BINARY_OPERATOR.match(self._cursor.text, self._cursor.at)
        if operator is None:
            raise self._block_refusal()
        self._cursor.at = operator.end()
        bracket.reads = _ReadsNext.OPERAND

    def _walk_at_sign(self) -> None:
        cursor = self._cursor
        opening = cursor.text[cursor.at : cursor.at + 2]
        if opening == "@(":
            self._enter_bracket(opening)
        elif opening[1:] and opening[1:] in _QUOTES_IN_BLOCK:
            read_here_string(cursor)
            self._is_complete()
        else:
            raise self._block_refusal()

    def _walk_text(self) -> None:
        if self._cursor.here() in SINGLE:
            read_single_quoted(self._cursor)
        else:
            read_double_quoted(self._cursor)

    def _walk_constant(self) -> None:
        cursor = self._cursor
        constant = CONSTANT.match(cursor.text, cursor.at)
        if constant is None:
            raise variable_failure(cursor, cursor.at)
        cursor.at = constant.end()

    def _refuse_redirection(self, character: str) -> None:
        if character in "<>":
            raise self._cursor.refusal("line-redirection", self._cursor.at)

    def _walk_word(self) -> None:
        """Over a word, with the quotation marks and the constants in it."""
        cursor, start = self._cursor, self._cursor.at
        while True:
            plain = _PLAIN_IN_BLOCK.match(cursor.text, cursor.at)
            cursor.at = plain.end() if plain else cursor.at
            character = cursor.here()
            if character == "`":
                cursor.at += 2
            elif character and character in _QUOTES_IN_BLOCK:
                self._walk_text()
            elif character == "$" and VARIABLE.match(cursor.text, cursor.at):
                self._walk_constant()
            elif character == "$":
                if cursor.text.startswith("$(", cursor.at):
                    raise variable_failure(cursor, cursor.at)
                cursor.at += 1
            else:
                break
        if cursor.at == start or cursor.at > len(cursor.text):
            raise self._block_refusal()
