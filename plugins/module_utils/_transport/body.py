# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read an answer's body: bounded in size and time, and never cut short unnoticed.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol

MAX_BYTES = 128 * 1024 * 1024
_CHUNK = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class BodyError(OSError):
    """The body is cut short, too late or too large; ``kind`` is a kind of NoAnswer."""

    def __init__(self, kind: str, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.status = status


class Raw(Protocol):
    """The part of urllib3's response that is used here."""

    status: int

    def stream(self, amt: int, decode_content: bool) -> Any: ...


def read_body(raw: Raw, headers: Mapping[str, str], late: Callable[[], bool]) -> tuple[bytes, bool]:
    """All bytes of the body, and whether they could be decoded.

    We count ourselves: requests over urllib3 1.26 returns a short body as a success. A body that
    claims gzip and is not is returned as it came, with False: that is the service's way to say
    "no such cmdlet for you" (403 with NUL bytes).

    :raises BodyError: ``answer-cut``, ``read-timeout`` or ``answer-too-large``.
    """
    chunks: list[bytes] = []
    size = 0
    for chunk in raw.stream(_CHUNK, decode_content=False):
        if late():
            raise BodyError("read-timeout", "It was still sending when its total time was over.", raw.status)
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_large(raw.status)
        chunks.append(chunk)
    body = b"".join(chunks)
    declared = headers.get("Content-Length", "")
    if declared.isdigit() and size < int(declared):
        raise BodyError("answer-cut", f"{size} of {declared} bytes came.", raw.status)
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity") or not body:
        return body, True
    if encoding not in ("gzip", "x-gzip") or not body.startswith(b"\x1f\x8b"):
        return body, False
    return _unzip(body, raw.status), True


def _unzip(body: bytes, status: int) -> bytes:
    """Decode while the size is watched, so that a bomb stops early."""
    decoder = zlib.decompressobj(_GZIP)
    try:
        plain = decoder.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise BodyError("answer-cut", "Its compressed body is damaged.", status) from error
    if len(plain) > MAX_BYTES:
        raise _too_large(status)
    if not decoder.eof:
        raise BodyError("answer-cut", "Its compressed body ends early.", status)
    return plain


def _too_large(status: int) -> BodyError:
    return BodyError("answer-too-large", f"{MAX_BYTES // (1024 * 1024)} MiB", status)
