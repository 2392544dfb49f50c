# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Connections: through which proxy, with which authorities and time-outs, and whether a request has left.

The names of exceptions prove nothing about that: the same "connection reset" is raised before and after the request
went out. So the connection itself notes the moment when the first byte of the request is handed to it.
"""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead, RemoteDisconnected
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any, cast

from .._dataclass import dataclass
from .._errors._advice.network import failure

if TYPE_CHECKING:
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool
    from urllib3.util.ssl_ import create_urllib3_context
else:
    try:
        from requests.adapters import HTTPAdapter
        from urllib3.connection import HTTPSConnection
        from urllib3.connectionpool import HTTPSConnectionPool
        from urllib3.util.ssl_ import create_urllib3_context
    except ImportError:  # reported by the edges through _libraries
        HTTPAdapter = HTTPSConnection = HTTPSConnectionPool = object

try:
    from requests import PreparedRequest
    from requests.utils import should_bypass_proxies
except ImportError:  # reported by the edges through _libraries
    pass

_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_PROXY_VARIABLES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_NO_PROXY_VARIABLES = ("no_proxy", "NO_PROXY")


@dataclass(frozen=True)
class Network:
    """Settings for every hop alike.

    ``ca_path`` is a PEM file or None for the certificates that requests brings; ``proxy`` is a URL
    or None; ``no_proxy`` is the comma list that the environment uses. ``proxy_certificate`` and ``proxy_key`` are PEM
    files that show the proxy who we are. Times are seconds; ``read_timeout`` shortens what a request may take.
    """

    ca_path: str | None = None
    proxy: str | None = field(default=None, repr=False)  # it may hold a password
    no_proxy: str = ""
    connect_timeout: float = 10.0
    read_timeout: float | None = None
    proxy_certificate: str | None = None
    proxy_key: str | None = None

    def proxies(self, url: str) -> dict[str, str]:
        """The proxies for ``url`` as requests wants them; empty where it is reached directly."""
        if not self.proxy:
            return {}
        with _bypass:  # requests sets and takes back a variable of the whole process
            is_bypassed = should_bypass_proxies(url, no_proxy=self.no_proxy)
        return {} if is_bypassed else {"https": self.proxy}

    def time_limit(self, usual: float) -> float:
        """How long a request may take that may usually take ``usual`` seconds."""
        return usual if self.read_timeout is None else min(usual, self.read_timeout)

    def proxy_context(self) -> ssl.SSLContext | None:
        """How TLS is spoken with the proxy itself; None where nothing special is asked for.

        :raises Failure: ``proxy-certificate-unreadable``.
        """
        if self.proxy_certificate is None:
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca_path)
        except OSError as error:
            raise failure("ca-missing", detail=self.ca_path or "", host="the proxy", hop="proxy") from error
        try:
            # The empty password keeps OpenSSL from asking for one at the terminal.
            context.load_cert_chain(self.proxy_certificate, self.proxy_key, password="")
        except (OSError, ValueError) as error:
            path = self.proxy_certificate
            raise failure("proxy-certificate-unreadable", path=path, key_path=self.proxy_key or path) from error
        return context


def network_of(environ: Mapping[str, str]) -> Network:
    """Read the settings from the variables that curl, requests and OpenSSL know; empty ones count as unset."""
    names = (_CA_VARIABLES, _PROXY_VARIABLES, _NO_PROXY_VARIABLES)
    ca_path, proxy, no_proxy = (_first_variable(environ, variables) for variables in names)
    return Network(ca_path, proxy, no_proxy or "")


_bypass = threading.Lock()
_of_thread = threading.local()


def trusting_context(ca_path: str) -> ssl.SSLContext:
    """How urllib3 speaks TLS with whom the authorities of a file vouch for.

    Made once a thread, and again where the file is another one: to read the file that requests brings takes 15 ms of a
    processor. Threads share none, as urllib3 writes into it for each connection.

    :raises OSError: the file cannot be read, or holds no certificate.
    """
    status = os.stat(ca_path)
    version = (ca_path, status.st_ino, status.st_size, status.st_mtime_ns)
    if getattr(_of_thread, "version", None) != version:
        context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
        context.load_verify_locations(ca_path)
        _of_thread.context, _of_thread.version = context, version
    return cast(ssl.SSLContext, _of_thread.context)


def _first_variable(environ: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((environ[name] for name in names if environ.get(name)), None)


class Attempt:
    """One request on its way; ``was_sent`` turns true with its first byte, ``left()`` is what is left of its time.

    ``at_proxy`` is true while a proxy has not yet opened the way. Of a connection that the request opened,
    ``proxy_seconds`` is how long the proxy took for that, None without one, and ``signed_by`` the names of whoever
    signed the host's certificate.
    """

    def __init__(self, left: Callable[[], float]) -> None:
        self.left = left
        self.was_sent = False
        self.at_proxy = False
        self.proxy_seconds: float | None = None
        self.signed_by: Mapping[str, str] = {}


# A body of so many bytes goes out with its head: two writes are two packets, and the other side wakes up for each.
_ONE_WRITE = 64 * 1024

ATTEMPT: ContextVar[Attempt] = ContextVar("m365_exchange_attempt")


class _SocketBytes(RawIOBase):
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


class _HeadLines(BufferedReader):
    last = b""  # the line that was read last

    def readline(self, size: int | None = -1, /) -> bytes:
        self.last = super().readline(size)
        return self.last


class _WholeResponse(HTTPResponse):
    """An answer, or a proxy's answer to CONNECT, that must be complete in time, with its headers."""

    def __init__(self, sock: socket.socket, *more: Any, **keywords: Any) -> None:
        super().__init__(sock, *more, **keywords)
        self.fp = _HeadLines(_SocketBytes(sock, self.fp.detach()))

    def begin(self) -> None:
        """Read the head of the answer, behind those that only say that it will come.

        http.client takes one that ends early for a whole one: "404" alone would then say that nothing ran. Of heads
        before the answer it knows "100" alone: behind another one, the answer would be that to the next request.
        """
        lines = self.fp
        super().begin()
        while 100 <= self.status < 200 and self.status != HTTPStatus.SWITCHING_PROTOCOLS:
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()
        if isinstance(lines, _HeadLines) and not lines.last.endswith(b"\n"):
            raise RemoteDisconnected("the answer's head ended early")
        codings = (self.headers.get("Transfer-Encoding") or "").lower().split(",")
        if not self.chunked and "chunked" in map(str.strip, codings):  # http.client knows the word alone
            self.chunked, self.chunk_left, self.length = True, None, None
            self.will_close = self._check_close()  # type: ignore[attr-defined]

    def stream(self, amt: int, decode_content: bool) -> Iterator[bytes]:  # noqa: ARG002 - nothing is decoded here
        """The body in pieces; IncompleteRead says that the connection was closed before all of it had come."""
        while piece := self.read(amt):
            yield piece
        if self.length:
            raise IncompleteRead(b"", self.length)


class TlsConnection(HTTPSConnection):
    """A TLS connection that marks the current attempt as sent.

    urllib3 opens and verifies it. Requests are written and answers read by Python's own client: what urllib3 does with
    them for its retries, redirects and decoders costs as much again, and has no use here.
    """

    response_class = _WholeResponse
    _left_before = 0.0
    _pieces: list[bytes] | None = None

    def _new_conn(self) -> socket.socket:
        # Towards a proxy urllib3 leaves Nagle's algorithm on, and the body would wait 40 ms for the head's receipt.
        connection = super()._new_conn()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def connect(self) -> None:
        attempt = ATTEMPT.get()
        attempt.at_proxy = self.proxy is not None
        self._left_before = attempt.left()
        ca_path = self.ca_certs
        # Within TLS to a proxy, the authorities vouch for the proxy, too, and urllib3 makes a context for each.
        if ca_path and not (self.proxy and self.proxy.scheme == "https"):
            self.ssl_context, self.ca_certs = trusting_context(ca_path), None
        try:
            super().connect()
        finally:
            self.ca_certs = ca_path  # it may be opened again, by another thread or where the file is another one
        # Within TLS to a proxy the socket is urllib3's own.
        certificate: Any = self.sock.getpeercert() if isinstance(self.sock, ssl.SSLSocket) else None
        attempt.signed_by = dict(pair for part in (certificate or {}).get("issuer", ()) for pair in part)

    def _tunnel(self) -> None:
        super()._tunnel()
        attempt = ATTEMPT.get()
        attempt.at_proxy = False
        attempt.proxy_seconds = self._left_before - attempt.left()

    def send(self, data: Any) -> None:
        """What Python's client sends; the pieces of a request are kept until it is whole."""
        if self._pieces is None:
            super().send(data)
        else:
            self._pieces.append(data)

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes, silence: float) -> _WholeResponse:
        """Send a request and read the head of its answer, which may not be silent for longer than ``silence`` seconds.

        :raises OSError: and HTTPException: what came instead; a header that would be several.
        """
        pieces = self._pieces = list[bytes]()
        try:
            HTTPConnection.request(self, method, path, body or None, headers)
        except ValueError:  # not chained: its text may quote the header
            raise HTTPException("a header has more than one line") from None
        finally:
            self._pieces = None
        self.sock.settimeout(self.timeout)
        ATTEMPT.get().was_sent = True
        for piece in [b"".join(pieces)] if sum(map(len, pieces)) <= _ONE_WRITE else pieces:
            self.sock.sendall(piece)
        self.sock.settimeout(silence)
        return cast(_WholeResponse, HTTPConnection.getresponse(self))


class ConnectionPool(HTTPSConnectionPool):
    """The connections to one host that are there to be used again."""

    ConnectionCls = TlsConnection

    @contextmanager
    def connection(self, timeout: float) -> Iterator[TlsConnection]:
        """One that stands, or a new one, which may take ``timeout`` seconds to open; closed where anything is raised.

        :raises HTTPError: and OSError, HTTPException: it could not be opened.
        """
        connection: Any = self._get_conn()
        connection.timeout = timeout
        try:
            if connection.sock is None and self.proxy is not None:
                self._prepare_proxy(connection)
            self._validate_conn(connection)
            yield connection
        except BaseException:
            connection.close()
            raise
        finally:
            self._put_conn(connection)


class Adapter(HTTPAdapter):
    """What requests knows of proxies and certificates, for these connections.

    ``proxy_context`` is how TLS is spoken with a proxy whose address starts with https.
    """

    def __init__(self, proxy_context: ssl.SSLContext | None = None) -> None:
        self._proxy_context = proxy_context
        # More hosts than a task talks to: for one too many, urllib3 before 1.26.20 would close another's connections.
        super().__init__(pool_connections=32, pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": ConnectionPool}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if self._proxy_context is not None:
            kwargs["proxy_ssl_context"] = self._proxy_context
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, "https": ConnectionPool}
        return manager

    def pool(self, host: str, network: Network) -> ConnectionPool:
        """The connections to ``host``, verified.

        :raises RequestException: and HTTPError, OSError: the proxy's address or the file of authorities cannot be used.
        """
        url, verify = f"https://{host}/", network.ca_path or True
        request = PreparedRequest()
        request.url = url
        pool: Any = self.get_connection_with_tls_context(request, verify, network.proxies(url))
        self.cert_verify(pool, url, verify, None)  # type: ignore[no-untyped-call]
        return cast(ConnectionPool, pool)
