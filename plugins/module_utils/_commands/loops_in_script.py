# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Loops in a text of PowerShell, and what is asked of a command's result, told by brackets and quotation marks.

Nothing is evaluated. What is made of them is in ``script_to_tasks.py``.
"""

from __future__ import annotations

import re

from .._dataclass import dataclass

_FOREACH_LOOP = re.compile(r"foreach\s*(?=\()", re.IGNORECASE)
_PIPED_LOOP = re.compile(r"\|\s*(?:foreach-object|foreach|%)\s*(?=\{)", re.IGNORECASE)
_HEAD_OF_LOOP = re.compile(r"\(\s*\$([A-Za-z_]\w*)\s+in\s+(.+)\Z", re.IGNORECASE | re.DOTALL)
_PROPERTY_OF_RESULT = re.compile(r"\.([A-Za-z_]\w*)(?=[\s;|]|\Z)")
# A text in quotation marks as a whole, or a bracket.
_BRACKETS_AND_QUOTES = re.compile(r"'[^']*'|\"(?:[^\"`]|`.)*\"|`[ \t]*\r?\n|[(){};\r\n]", re.DOTALL)
_QUOTED_TEXTS = re.compile(r"'[^']*'|\"(?:[^\"`]|`.)*\"|[^'\"]+", re.DOTALL)
_CLOSING_BRACKETS = {"(": ")", "{": "}"}


@dataclass(frozen=True)
class ScriptLoop:
    """``foreach ($variable in over) { bodies }``, and what follows it."""

    variable: str
    over: str
    bodies: tuple[str, ...]
    rest: str


@dataclass(frozen=True)
class ResultProperty:
    """``(line).property``, and what follows it."""

    line: str
    property: str
    rest: str


def loop_in(text: str) -> ScriptLoop | None:
    """The loop that a text begins with, also a piped one with several commands; None where it begins with something
    else."""
    begin = _FOREACH_LOOP.match(text)
    if begin is None:
        return _piped_loop_in(text)
    over = _behind_bracket(text, begin.end())
    if over is None:
        return None
    head = _HEAD_OF_LOOP.match(text[begin.end() : over - 1])
    opening = over + len(text[over:]) - len(text[over:].lstrip())
    behind = _behind_bracket(text, opening) if text[opening : opening + 1] == "{" else None
    if head is None or behind is None:
        return None
    looped_over = head[2].strip()
    # ``foreach ($m in (Get-Mailbox))``
    whole = looped_over.startswith("(") and _behind_bracket(looped_over, 0) == len(looped_over)
    bodies = _split_statements(text[opening + 1 : behind - 1])
    return ScriptLoop(head[1], looped_over[1:-1].strip() if whole else looped_over, bodies, text[behind:])


def _piped_loop_in(text: str) -> ScriptLoop | None:
    pipe = _PIPED_LOOP.search(text)
    behind = _behind_bracket(text, pipe.end()) if pipe else None
    if pipe is None or behind is None or len(_split_statements(text[: pipe.start()])) != 1:
        return None
    bodies = _split_statements(text[pipe.end() + 1 : behind - 1])
    return ScriptLoop("_", text[: pipe.start()].strip(), bodies, text[behind:]) if len(bodies) > 1 else None


def result_property_in(text: str) -> ResultProperty | None:
    """The property of what a command gives with which a text begins; None where it begins with something else."""
    behind = _behind_bracket(text, 0) if text.startswith("(") else None
    property_name = _PROPERTY_OF_RESULT.match(text, behind) if behind else None
    if behind is None or property_name is None:
        return None
    return ResultProperty(text[1 : behind - 1].strip(), property_name[1], text[property_name.end() :])


def commands_of_loop(loop: ScriptLoop, name: str) -> list[str]:
    """The commands of a loop with another ``name`` in place of its variable."""
    variable = re.compile(rf"\${re.escape(loop.variable)}(?!\w)", re.IGNORECASE)

    def piece(piece_of_text: re.Match[str]) -> str:
        text = piece_of_text[0]
        return text if text.startswith("'") else variable.sub(name, text)

    return [_QUOTED_TEXTS.sub(piece, body) for body in loop.bodies]


def _split_statements(text: str) -> tuple[str, ...]:
    """The statements of a text, as far as brackets and quotation marks tell."""
    statements, depth, begin = [], 0, 0
    for piece in _BRACKETS_AND_QUOTES.finditer(text):
        depth += (piece[0] in _CLOSING_BRACKETS) - (piece[0] in _CLOSING_BRACKETS.values())
        if depth == 0 and piece[0] in (";", "\r", "\n"):
            statements.append(text[begin : piece.start()])
            begin = piece.end()
    return tuple(statement.strip() for statement in (*statements, text[begin:]) if statement.strip())


def _behind_bracket(text: str, opening: int) -> int | None:
    """Behind the bracket that closes the one at a place; None where none does."""
    waiting: list[str] = []
    for match in _BRACKETS_AND_QUOTES.finditer(text, opening):
        piece = match[0]
        if piece in _CLOSING_BRACKETS:
            waiting.append(_CLOSING_BRACKETS[piece])
        elif piece in (")", "}"):
            if not waiting or waiting.pop() != piece:
                return None
            if not waiting:
                return match.end()
    return None
