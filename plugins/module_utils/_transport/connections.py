# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Connections that know whether a request has left.

The names of exceptions prove nothing about that: the same "connection reset" is raised before and after the request
went out. So the connection itself notes the moment when the first byte of the request is handed to it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextvars import ContextVar
from http.client import HTTPResponse, RemoteDisconnected
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool
else:
    try:
        from requests.adapters import HTTPAdapter
        from urllib3.connection import HTTPSConnection
        from urllib3.connectionpool import HTTPSConnectionPool
    except ImportError:  # reported by the edges through _libraries
        HTTPAdapter = HTTPSConnection = HTTPSConnectionPool = object


class Attempt:
    """One request on its way; ``sent`` turns true with its first byte, ``left()`` is what is left of its time.

    ``at_proxy`` is true while a proxy has not yet opened the way.
    """

    def __init__(self, left: Callable[[], float]) -> None:
        self.left = left
        self.sent = False
        self.at_proxy = False


# A request of so many bytes is handed over at once: two writes are two packets, and the other side wakes up for each.
_ONE_WRITE = 64 * 1024

ATTEMPT: ContextVar[Attempt] = ContextVar("m365_exchange_attempt")


class _Bytes(RawIOBase):
    """The bytes of a socket, as long as the current attempt has time.

    A read time-out bounds only the silence between two bytes, and a reader that wants 64 KiB comes back only
    when it has them: a server that sends a byte a second would hold us for ever.
    """

    def __init__(self, sock: Any, raw: RawIOBase) -> None:
        super().__init__()
        self._sock = sock
        self._raw = raw
        self._silence: float = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def readinto(self, buffer: Any) -> int | None:
        left = ATTEMPT.get().left()
        if left <= 0:
            raise TimeoutError("the time for the whole answer is over")
        self._sock.settimeout(min(self._silence, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Lines(BufferedReader):
    """A reader that remembers the last line it gave."""

    last = b""

    def readline(self, size: int | None = -1, /) -> bytes:
        self.last = super().readline(size)
        return self.last


class _Response(HTTPResponse):
    """An answer, or a proxy's answer to CONNECT, that must be complete in time, with its headers."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp = _Lines(_Bytes(sock, self.fp.detach()))

    def begin(self) -> None:
        """Read the head.

        http.client takes one that ends early for a whole one: "404" alone would then say that nothing ran.

        :raises RemoteDisconnected: the connection was closed before the empty line that ends a head.
        """
        lines = self.fp
        super().begin()
        if isinstance(lines, _Lines) and not lines.last.endswith(b"\n"):
            raise RemoteDisconnected("the answer's head ended early")


class _Connection(HTTPSConnection):
    """A TLS connection that marks the current attempt as sent."""

    response_class = _Response
    _opening = False
    _held: list[bytes] | None = None

    def _new_conn(self) -> socket.socket:
        # Towards a proxy urllib3 leaves Nagle's algorithm on, and the body would wait 40 ms for the head's receipt.
        connection = super()._new_conn()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def connect(self) -> None:
        # A proxy's CONNECT line goes through send() as well, but it is no part of the request.
        self._opening = True
        try:
            super().connect()
        finally:
            self._opening = False

    def _connect_tls_proxy(self, hostname: str, sock: socket.socket) -> Any:
        ATTEMPT.get().at_proxy = True
        connected = super()._connect_tls_proxy(hostname, sock)
        ATTEMPT.get().at_proxy = False
        return connected

    def _tunnel(self) -> None:
        ATTEMPT.get().at_proxy = True
        super()._tunnel()
        ATTEMPT.get().at_proxy = False

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send the request, its head and its body in one piece where that is a small one."""
        held: list[bytes] = []
        self._held = held
        try:
            super().request(*args, **kwargs)
        finally:
            self._held = None
        for piece in [b"".join(held)] if sum(map(len, held)) <= _ONE_WRITE else held:
            self.send(piece)

    def send(self, data: Any) -> None:
        if self._held is not None and not self._opening:
            self._held.append(data)
            return
        if not self._opening:
            if self.sock is None:
                self.connect()
            ATTEMPT.get().sent = True
        super().send(data)


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class Adapter(HTTPAdapter):
    """The requests adapter over these connections; it never repeats anything on its own.

    ``proxy_context`` is how TLS is spoken with a proxy whose address starts with https.
    """

    def __init__(self, proxy_context: ssl.SSLContext | None = None) -> None:
        self._proxy_context = proxy_context
        self._pools: dict[tuple[object, ...], Any] = {}
        super().__init__(pool_connections=4, pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool}

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Any:
        """The pool for a request's host; requests would read the addresses of host and proxy for each request anew."""
        key = (urlsplit(request.url).netloc, verify, (proxies or {}).get("https"), cert)
        if key not in self._pools:
            self._pools[key] = super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert)
        return self._pools[key]

    def close(self) -> None:
        self._pools.clear()
        super().close()

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if self._proxy_context is not None:
            kwargs["proxy_ssl_context"] = self._proxy_context
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, "https": _Pool}
        return manager
