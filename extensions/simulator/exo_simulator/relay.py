# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTPS forward proxy: reads CONNECT, refuses what the box does not play, and speaks TLS itself for the rest.

Nothing is ever forwarded. After `200 Connection established` the same socket is upgraded to TLS with the box's own
certificate and handed to uvicorn's HTTP protocol: no second hop, and the tests' resets reach the client's socket.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

HEAD_LIMIT = 16 * 1024
HANDSHAKE_TIMEOUT = 60.0
RESET_DELAY = 0.02  # the client has read the 200 by then, and is in its handshake

QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
Trouble = Literal["", "reset", "close", "hang"]

_REASONS = {200: "Connection established", 400: "Bad Request", 403: "Forbidden", 405: "Method Not Allowed"}


@dataclass
class Link:
    """One client connection through the proxy: where it was bound for, and its raw socket."""

    number: int
    host: str
    raw: asyncio.Transport
    tls: asyncio.Transport | None = None

    def reset(self) -> None:
        """End with a TCP reset, dropping what is not sent yet."""
        sock: socket.socket | None = self.raw.get_extra_info("socket")
        if sock is not None and sock.fileno() >= 0:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.raw.abort()

    def close_abruptly(self) -> None:
        """Send what is left, then close TCP without TLS's own goodbye."""
        self.raw.close()

    def close(self) -> None:
        """Say goodbye on both layers."""
        (self.tls or self.raw).close()

    def acknowledge(self) -> None:
        """Send TCP's acknowledgement now.

        urllib3 leaves Nagle's algorithm on towards proxies, so a client that sends head and body apart would wait
        40 ms for a delayed acknowledgement at each request (Linux only; elsewhere this does nothing).
        """
        sock: socket.socket | None = self.raw.get_extra_info("socket")
        if QUICKACK is not None and sock is not None and sock.fileno() >= 0:
            sock.setsockopt(socket.IPPROTO_TCP, QUICKACK, 1)

    @property
    def port(self) -> int:
        """The client's own port."""
        peer = self.raw.get_extra_info("peername")
        return int(peer[1]) if peer else 0

    def unsent(self) -> int:
        """Bytes that the kernel has not taken yet."""
        return self.raw.get_write_buffer_size()


@dataclass(frozen=True)
class Verdict:
    """What becomes of a CONNECT: 200 opens it; anything else is answered with the text and closed.

    `trouble` takes the place of the TLS handshake ("hang": silence); with status 0 it comes instead of any answer.
    `context` is another certificate than the box's good one.
    """

    status: int
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    trouble: Trouble = ""
    context: ssl.SSLContext | None = None
    delay: float = 0.0


@dataclass
class RelayPolicy:
    """What the relay asks the box: a verdict for each CONNECT, and where plain requests are told off."""

    connect: Callable[[str, int], Verdict]
    plain: Callable[[str, str], Verdict]
    tls: ssl.SSLContext
    config: Config
    connected: set[int] = field(default_factory=set)  # the client's ports of the connections that are open
    state: ServerState = field(default_factory=ServerState)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))


class TlsConnection(HttpToolsProtocol):
    """uvicorn's HTTP protocol on a connection that `start_tls` upgraded."""

    def __init__(self, policy: RelayPolicy, link: Link) -> None:
        super().__init__(policy.config, policy.state, {"link": link})
        self._link = link
        self._port = link.port
        self._connected = policy.connected
        self._connected.add(self._port)  # before the handshake: its end comes with the first request
        self._early = b""

    def data_received(self, data: bytes) -> None:
        """Keep what arrives together with the end of the handshake, before the transport is known."""
        self._link.acknowledge()
        if self.transport is None:
            self._early += data
        else:
            super().data_received(data)

    def begin(self, transport: asyncio.Transport) -> None:
        """The handshake is done: start, with what has arrived already."""
        self.connection_made(transport)
        if self._early:
            early, self._early = self._early, b""
            super().data_received(early)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forward the end of the connection, unless it never began."""
        self._connected.discard(self._port)
        if self.transport is not None:
            super().connection_lost(exc)


class ProxyConnection(asyncio.Protocol):
    """The first bytes of a client: a CONNECT, or something that gets a clear refusal."""

    _transport: asyncio.Transport

    def __init__(self, policy: RelayPolicy, tasks: set[asyncio.Task[None]]) -> None:
        self._policy = policy
        self._tasks = tasks
        self._head = b""
        self._deaf = False

    def connection_made(self, transport: Any) -> None:
        """Remember the client's transport."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Collect the head of the request; decide when it is whole."""
        if self._deaf:
            return
        self._head += data
        if b"\r\n\r\n" in self._head:
            self._decide()
        elif len(self._head) > HEAD_LIMIT:
            self._refuse(Verdict(400, "The request head is too long for this proxy."))

    def _decide(self) -> None:
        line = self._head.split(b"\r\n", 1)[0].decode("latin-1")
        method, target, _version = (*line.split(" ", 2), "", "", "")[:3]
        if method != "CONNECT":
            self._refuse(self._policy.plain(method, target))
            return
        host, _unused, port = target.rpartition(":")
        if not host or not port.isdigit():
            self._refuse(Verdict(400, f"CONNECT wants host:port, got {target!r}."))
            return
        host = host.strip("[]").lower().rstrip(".")
        self._follow(self._policy.connect(host, int(port)), host)

    def _follow(self, verdict: Verdict, host: str) -> None:
        self._transport.pause_reading()
        task = asyncio.get_running_loop().create_task(self._open(verdict, host))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _open(self, verdict: Verdict, host: str) -> None:
        transport = self._transport
        if verdict.delay:
            await asyncio.sleep(verdict.delay)
        link = Link(next(self._policy.numbers), host, transport)
        if verdict.status == 0:
            link.reset()
            return
        if verdict.status != 200:
            self._refuse(verdict)
            return
        transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        if verdict.trouble == "hang":
            self._deaf = True
            transport.resume_reading()  # so that the client's leaving is seen
        elif verdict.trouble == "reset":
            await asyncio.sleep(RESET_DELAY)
            link.reset()
        elif verdict.trouble == "close":
            link.close()
        else:
            await self._upgrade(link, verdict.context or self._policy.tls)

    async def _upgrade(self, link: Link, context: ssl.SSLContext) -> None:
        protocol = TlsConnection(self._policy, link)
        loop = asyncio.get_running_loop()
        try:
            tls = await loop.start_tls(
                link.raw, protocol, context, server_side=True, ssl_handshake_timeout=HANDSHAKE_TIMEOUT
            )
        except (OSError, ssl.SSLError, asyncio.TimeoutError):
            tls = None  # the client did not like the certificate, or left
        if tls is None or tls.is_closing():
            self._policy.connected.discard(link.port)
            link.raw.abort()
            return
        link.tls = tls
        protocol.begin(tls)

    def _refuse(self, verdict: Verdict) -> None:
        body = (verdict.text + "\n").encode()
        reason = _REASONS.get(verdict.status, "Refused")
        lines = [f"HTTP/1.1 {verdict.status} {reason}", *(f"{name}: {value}" for name, value in verdict.headers)]
        lines += [
            "Content-Type: text/plain; charset=utf-8",
            f"Content-Length: {len(body)}",
            "Connection: close",
            "",
            "",
        ]
        self._transport.write("\r\n".join(lines).encode("latin-1") + body)
        self._transport.close()
