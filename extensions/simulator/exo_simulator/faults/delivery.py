# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting an answer on the wire byte by byte, with the ends that only a broken connection has."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from ..relay import Link
from ..wire import Answer, Delivery

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

CHUNK = 4096
FLUSH_POLL = 0.001
FLUSH_LIMIT = 5.0


async def deliver_raw(answer: Answer, delivery: Delivery, link: Link, receive: Receive, silent: set[int]) -> None:
    """Write the answer as the delivery says, end the connection, and return when it is gone.

    While it is held open, the client's port is among the ``silent`` ones.
    """
    await _write(raw_bytes(answer, delivery), link, delivery)
    if delivery.end == "hold":
        await _flushed(link)
        silent.add(link.port)
        try:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(_gone(receive), delivery.hold)
        finally:
            silent.discard(link.port)
        link.close()
    else:
        await end(link, delivery.end)
    await _gone(receive)


async def end(link: Link, how: str) -> None:
    """End a connection: cleanly, without TLS's goodbye, or by reset; what was written before goes out first."""
    await _flushed(link)
    if how == "reset":
        link.reset()
    elif how == "abrupt":
        link.close_abruptly()
    else:
        link.close()


def raw_bytes(answer: Answer, delivery: Delivery) -> bytes:
    """Head and body in the delivery's framing, cut where it says."""
    if delivery.cut_head and delivery.cut_after == 0:
        return b""
    body, framing = _framed(answer.body, delivery)
    head = _head(answer, framing)
    if delivery.cut_after is None:
        return head + body
    if delivery.cut_head:
        return (head + body)[: delivery.cut_after]
    return head + body[: delivery.cut_after]


def _framed(body: bytes, delivery: Delivery) -> tuple[bytes, tuple[str, str]]:
    if delivery.framing == "length":
        return body, ("Content-Length", str(len(body)))
    parts = [body[start : start + CHUNK] for start in range(0, len(body), CHUNK)]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return chunks + b"0\r\n\r\n", ("Transfer-Encoding", "chunked")


def _head(answer: Answer, framing: tuple[str, str]) -> bytes:
    try:
        reason = HTTPStatus(answer.status).phrase
    except ValueError:
        reason = ""
    headers = answer.without_headers("content-length", "transfer-encoding").with_headers(framing).headers
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1")


async def _write(data: bytes, link: Link, delivery: Delivery) -> None:
    transport = link.tls or link.raw
    step = delivery.drip or len(data) or 1
    for start in range(0, len(data), step):
        if transport.is_closing():
            return
        transport.write(data[start : start + step])
        if delivery.drip:
            await asyncio.sleep(delivery.pause)


async def _flushed(link: Link) -> None:
    waited = 0.0
    while link.unsent() and waited < FLUSH_LIMIT:
        await asyncio.sleep(FLUSH_POLL)
        waited += FLUSH_POLL


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
