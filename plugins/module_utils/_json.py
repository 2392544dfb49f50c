# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""JSON as we write it, in requests and in files, and read strictly where a stranger sent it.

What a document means is none of this file's business.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

from ._json_types import Json

# One line without spaces; a number that JSON does not have is a ValueError, another type a TypeError.
to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

MAX_DEPTH = 64
MAX_DIGITS = 400
# A page has at most a thousand rows, the widest that were measured have 336 properties, and lists are in some of them.
MOST_VALUES = 2_000_000
_PLAIN = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_PLAIN_BUT_COMMAS = _PLAIN.replace(b",", b"")
_STRING = re.compile(rb'"[^"]*"')
_MANY = 2**18  # more than a page has: a bomb, which the loop below tells sooner
_PAIR = re.compile(rb"\[\]|\{\}")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class NotJson(ValueError):
    """The text is no complete JSON value."""


class TooDeep(ValueError):
    """The value is nested deeper than 64 levels."""


class TooMany(TooDeep):
    """The value has more parts than anybody asked for."""


def loads(body: bytes, pages: int = 1) -> Any:
    """The value of ``body``: one complete JSON value in UTF-8.

    Python would take more than JSON has: NaN, numbers that only fit into an infinity, half characters. None of
    them could be given on.

    :raises NotJson: anything else.
    :raises TooDeep: nested deeper than :data:`MAX_DEPTH`, or (TooMany) of more values than ``pages`` of rows have;
        found before anything is built, because a value takes a hundred times the memory that it has bytes.
    """
    if may_be_too_many(body, pages) and _marks(_outside_strings(body, _PLAIN_BUT_COMMAS)) > MOST_VALUES * pages:
        raise TooMany
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH and _too_deep(body):
        raise TooDeep
    try:
        value = _DECODER.decode(body.decode("utf-8").removeprefix("\ufeff"))
        if b"\\u" in body and _SURROGATE.search(body):
            json.dumps(value, ensure_ascii=False).encode("utf-8")  # fails where only half of a pair is there
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return value


def loads_from(text: str, place: int) -> tuple[Json, int]:
    """The value that begins at ``place`` of ``text``, and where it ends. Its depth and its surrogates are not judged.

    :raises NotJson: there is none.
    """
    try:
        value: Json
        value, end = _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return value, end


def may_be_too_many(body: bytes, pages: int = 1) -> bool:
    """Whether :func:`loads` has to look closer at how many values there are: strings count as well here."""
    most = MOST_VALUES * pages
    return len(body) > most and _marks(body) > most  # most pages are too small for that, which needs no count


def _marks(body: bytes) -> int:
    """As many as there are values, or more: commas and brackets. Those in strings are none."""
    return body.count(b",") + body.count(b"[") + body.count(b"{")


def _outside_strings(body: bytes, plain: bytes) -> bytes:
    """What is neither plain nor inside a string. Escapes go first, then all that fills space, then pairs of quotes:
    taking two neighbouring quotes away never changes what is inside a string. All of it runs in C."""
    if b"\\" in body:
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    return _STRING.sub(b"", body.translate(None, plain).replace(b'""', b""))


def _too_deep(body: bytes) -> bool:
    brackets = _outside_strings(body, _PLAIN)
    rest = brackets if len(brackets) <= _MANY else b"["
    for _level in range(MAX_DEPTH):
        # Each round takes the innermost level away; what is well formed and flat enough is gone in the end.
        rest = _PAIR.sub(b"", rest)
        if not rest:
            return False
    depth = 0
    for byte in brackets:
        depth += 1 if byte in b"[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _decimal(digits: str) -> float:
    number = float(digits)
    if len(digits) > MAX_DIGITS or not math.isfinite(number):
        raise ValueError("too large a number")
    return number


_DECODER = json.JSONDecoder(parse_constant=_constant, parse_int=_integer, parse_float=_decimal)
