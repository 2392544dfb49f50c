# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read JSON that a stranger sent.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import json
import re
from typing import Any

MAX_DEPTH = 64
_PLAIN = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_STRING = re.compile(rb'"[^"]*"')


class NotJson(ValueError):
    """The text is no complete JSON value."""


class TooDeep(ValueError):
    """The value is nested deeper than 64 levels."""


def loads(body: bytes) -> Any:
    """The value of ``body``: one complete JSON value in UTF-8, without NaN and Infinity.

    :raises NotJson: otherwise.
    :raises TooDeep: nested deeper than :data:`MAX_DEPTH`; found before anything is built.
    """
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH and _depth(body) > MAX_DEPTH:
        raise TooDeep
    try:
        return _DECODER.decode(body.decode("utf-8").removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise NotJson from error


def _depth(body: bytes) -> int:
    # Only brackets outside strings count. Escapes go first, then all that fills space, then pairs of quotes:
    # taking two neighbouring quotes away never changes what is inside a string. All of it runs in C.
    bare = body.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _PLAIN).replace(b'""', b"")
    brackets = _STRING.sub(b"", bare)
    deepest = depth = 0
    for byte in brackets:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_constant)
