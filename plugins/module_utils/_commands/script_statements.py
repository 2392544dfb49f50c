# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Statements of a script that say the same as a line with a pipe: a loop, and a property of what a command gives."""

from __future__ import annotations

import re

from .._dataclass import dataclass

_LOOP = re.compile(r"foreach\s*(?=\()", re.IGNORECASE)
_PIPED_LOOP = re.compile(r"\|\s*(?:foreach-object|foreach|%)\s*(?=\{)", re.IGNORECASE)
_OVER = re.compile(r"\(\s*\$([A-Za-z_]\w*)\s+in\s+(.+)\Z", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(r"\.([A-Za-z_]\w*)(?=[\s;|]|\Z)")
# A text in quotation marks as a whole, or a bracket.
_PIECES = re.compile(r"'[^']*'|\"(?:[^\"`]|`.)*\"|`[ \t]*\r?\n|[(){};\r\n]", re.DOTALL)
_TEXTS = re.compile(r"'[^']*'|\"(?:[^\"`]|`.)*\"|[^'\"]+", re.DOTALL)
_CLOSES = {"(": ")", "{": "}"}


@dataclass(frozen=True)
class Loop:
    """``foreach ($variable in over) { bodies }``, and what follows it."""

    variable: str
    over: str
    bodies: tuple[str, ...]
    rest: str


@dataclass(frozen=True)
class Values:
    """``(line).property``, and what follows it."""

    line: str
    property: str
    rest: str


def loop_in(text: str) -> Loop | None:
    """The loop that a text begins with, also a piped one with several commands; None where it begins with something
    else."""
    begin = _LOOP.match(text)
    if begin is None:
        return _piped_loop_in(text)
    over = _behind(text, begin.end())
    if over is None:
        return None
    head = _OVER.match(text[begin.end() : over - 1])
    opening = over + len(text[over:]) - len(text[over:].lstrip())
    behind = _behind(text, opening) if text[opening : opening + 1] == "{" else None
    if head is None or behind is None:
        return None
    named = head[2].strip()
    # ``foreach ($m in (Get-Mailbox))``
    whole = named.startswith("(") and _behind(named, 0) == len(named)
    bodies = _statements(text[opening + 1 : behind - 1])
    return Loop(head[1], named[1:-1].strip() if whole else named, bodies, text[behind:])


def _piped_loop_in(text: str) -> Loop | None:
    pipe = _PIPED_LOOP.search(text)
    behind = _behind(text, pipe.end()) if pipe else None
    if pipe is None or behind is None or len(_statements(text[: pipe.start()])) != 1:
        return None
    bodies = _statements(text[pipe.end() + 1 : behind - 1])
    return Loop("_", text[: pipe.start()].strip(), bodies, text[behind:]) if len(bodies) > 1 else None


def values_in(text: str) -> Values | None:
    """The property of what a command gives with which a text begins; None where it begins with something else."""
    behind = _behind(text, 0) if text.startswith("(") else None
    asked = _PROPERTY.match(text, behind) if behind else None
    if behind is None or asked is None:
        return None
    return Values(text[1 : behind - 1].strip(), asked[1], text[asked.end() :])


def each_of(loop: Loop, name: str) -> list[str]:
    """The commands of a loop with another ``name`` in place of its variable."""
    variable = re.compile(rf"\${re.escape(loop.variable)}(?!\w)", re.IGNORECASE)

    def piece(found: re.Match[str]) -> str:
        text = found[0]
        return text if text.startswith("'") else variable.sub(name, text)

    return [_TEXTS.sub(piece, body) for body in loop.bodies]


def _statements(text: str) -> tuple[str, ...]:
    """The statements of a text, as far as brackets and quotation marks tell."""
    found, depth, begin = [], 0, 0
    for piece in _PIECES.finditer(text):
        depth += (piece[0] in _CLOSES) - (piece[0] in _CLOSES.values())
        if depth == 0 and piece[0] in (";", "\r", "\n"):
            found.append(text[begin : piece.start()])
            begin = piece.end()
    return tuple(one.strip() for one in (*found, text[begin:]) if one.strip())


def _behind(text: str, opening: int) -> int | None:
    """Behind the bracket that closes the one at a place; None where none does."""
    waiting: list[str] = []
    for found in _PIECES.finditer(text, opening):
        piece = found[0]
        if piece in _CLOSES:
            waiting.append(_CLOSES[piece])
        elif piece in (")", "}"):
            if not waiting or waiting.pop() != piece:
                return None
            if not waiting:
                return found.end()
    return None
