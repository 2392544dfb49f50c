# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read an answer's body: bounded in size, and never cut short unnoticed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Protocol

try:
    from urllib3.exceptions import HTTPError, ReadTimeoutError
except ImportError:  # reported by the edges through _libraries
    pass

MAX_BYTES = 128 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_CLOSED_INSIDE_BODY = "The connection closed inside the body."
_CONTENT_LENGTH = re.compile(r"[0-9]{1,15}")


class BodyError(OSError):
    """The body is cut short, too late or too large; ``kind`` is a kind of TransportError."""

    def __init__(self, kind: str, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.status = status


class RawResponse(Protocol):
    """The part of a response that is used here, under urllib3's names."""

    status: int

    def stream(self, amt: int, decode_content: bool) -> Iterator[bytes]:
        """The body in pieces of at most ``amt`` bytes."""


def read_body(raw: RawResponse, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """All bytes of the body, and whether they could be decoded.

    We count ourselves: Python's client, as urllib3 1.26, returns a short body as a success. A body that
    claims an encoding and has another is returned as it came, with False: that is the service's way to
    say "no such cmdlet for you" (403 with NUL bytes).

    :raises BodyError: ``answer-cut``, ``read-timeout`` or ``answer-too-large``.
    """
    chunks: list[bytes] = []
    size = 0
    for chunk in _chunks_of_body(raw):
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_large(raw.status)
        chunks.append(chunk)
    body = b"".join(chunks)
    declared = headers.get("Content-Length", "")
    if _CONTENT_LENGTH.fullmatch(declared) and size < int(declared):
        raise BodyError("answer-cut", _CLOSED_INSIDE_BODY, raw.status)
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity") or not body:
        return body, True
    plain = _unzip_body(body, raw.status) if encoding in ("gzip", "x-gzip") else None
    return (body, False) if plain is None else (plain, True)


def _chunks_of_body(raw: RawResponse) -> Iterator[bytes]:
    """The body's bytes; what goes wrong on the way is told with the status that had been read."""
    try:
        yield from raw.stream(_CHUNK_BYTES, decode_content=False)
    except (ReadTimeoutError, TimeoutError) as error:
        raise BodyError(
            "read-timeout", "It stopped, or was still sending when its time was over.", raw.status
        ) from error
    except (HTTPError, HTTPException, OSError, ValueError) as error:  # a size of a chunk that is none
        raise BodyError("answer-cut", _CLOSED_INSIDE_BODY, raw.status) from error


def _unzip_body(body: bytes, status: int) -> bytes | None:
    """The body decoded, its size watched so that a bomb stops early; None where it is no gzip."""
    decoder = zlib.decompressobj(_GZIP_WINDOW)
    try:
        plain = decoder.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return None
    if len(plain) > MAX_BYTES:
        raise _too_large(status)
    if not decoder.eof:
        raise BodyError("answer-cut", "Its compressed body ends early.", status)
    return None if decoder.unused_data else plain


def _too_large(status: int) -> BodyError:
    return BodyError("answer-too-large", f"{MAX_BYTES // (1024 * 1024)} MiB", status)
