# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read JSON that a stranger sent.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_DEPTH = 64
MAX_DIGITS = 400
_PLAIN = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_STRING = re.compile(rb'"[^"]*"')
_MANY = 2**18  # more than a page has: a bomb, which the loop below tells sooner
_PAIR = re.compile(rb"\[\]|\{\}")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class NotJson(ValueError):
    """The text is no complete JSON value."""


class TooDeep(ValueError):
    """The value is nested deeper than 64 levels."""


def loads(body: bytes) -> Any:
    """The value of ``body``: one complete JSON value in UTF-8.

    Python would take more than JSON has: NaN, numbers that only fit into an infinity, half characters. None of
    them could be given on.

    :raises NotJson: anything else.
    :raises TooDeep: nested deeper than :data:`MAX_DEPTH`; found before anything is built.
    """
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH and _too_deep(body):
        raise TooDeep
    try:
        value = _DECODER.decode(body.decode("utf-8").removeprefix("\ufeff"))
        if b"\\u" in body and _SURROGATE.search(body):
            json.dumps(value, ensure_ascii=False).encode("utf-8")  # fails where only half of a pair is there
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return value


def loads_from(text: str, place: int) -> tuple[Any, int]:
    """The value that begins at ``place`` of ``text``, and where it ends. Its depth and its surrogates are not judged.

    :raises NotJson: there is none.
    """
    try:
        return _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError) as error:
        raise NotJson from error


def _too_deep(body: bytes) -> bool:
    # Only brackets outside strings count. Escapes go first, then all that fills space, then pairs of quotes:
    # taking two neighbouring quotes away never changes what is inside a string. All of it runs in C.
    if b"\\" in body:
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    brackets = _STRING.sub(b"", body.translate(None, _PLAIN).replace(b'""', b""))
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


def _constant(name: str) -> Any:
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
