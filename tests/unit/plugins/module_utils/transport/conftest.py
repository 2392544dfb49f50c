# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peers on loopback that do what a test writes down: real sockets, real TLS, no real host."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import trustme

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request, Transport
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError

HOST = "outlook.office365.com"
URL = f"https://{HOST}/adminapi/beta/x/InvokeCommand"
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"value":[]}'
TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Wire:
    """One accepted connection, seen from the peer's side."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def tls(self, context: ssl.SSLContext) -> None:
        # Known before its handshake, which may fail: then it is closed like every other.
        secure = context.wrap_socket(self.sock, server_side=True, do_handshake_on_connect=False)
        self.sock = secure
        secure.do_handshake()

    def request(self) -> bytes:
        """A whole request: head and body."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _blank, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self._more()
        return head + b"\r\n\r\n" + body

    def _more(self) -> bytes:
        data = self.sock.recv(65536)
        if not data:
            raise ConnectionResetError("the client left")
        return data

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def reset(self) -> None:
        """Close without a goodbye: the other side sees a reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def wait_for_the_end(self) -> None:
        """Stay silent until the client leaves."""
        with contextlib.suppress(OSError):
            while self.sock.recv(65536):
                pass


Script = Callable[[Wire], None]


@dataclass
class Peer:
    """A listening socket that runs one script a connection, in order; ``seen`` are the requests that came."""

    scripts: Sequence[Script]
    seen: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[Wire] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        for script in self.scripts:
            try:
                sock, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(Wire(sock))
            self._threads.append(threading.Thread(target=self._serve, args=(script, self._open[-1])))
            self._threads[-1].start()

    def _serve(self, script: Script, wire: Wire) -> None:
        # What the client does to us is the test's matter: it looks at the client's side.
        with contextlib.suppress(OSError):
            script(wire)
        with contextlib.suppress(OSError):
            wire.sock.close()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(10)
        for wire in self._open:
            with contextlib.suppress(OSError):
                wire.sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()
        for wire in self._open:
            wire.sock.close()


@dataclass(frozen=True)
class Certificates:
    """One authority that is trusted, and contexts of servers with certificates of all kinds."""

    ca_path: str
    good: ssl.SSLContext
    foreign: ssl.SSLContext
    wrong_name: ssl.SSLContext
    expired: ssl.SSLContext
    old_tls: ssl.SSLContext


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    trusted, other = trustme.CA(), trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    trusted.cert_pem.write_to_path(str(path))
    now = datetime.now(timezone.utc)
    old = _context(trusted.issue_cert(HOST))
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecated, which is why nobody should speak it
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    return Certificates(
        ca_path=str(path),
        good=_context(trusted.issue_cert(HOST, f"eur01.{HOST}")),
        foreign=_context(other.issue_cert(HOST)),
        wrong_name=_context(trusted.issue_cert("outlook.office.example")),
        expired=_context(
            trusted.issue_cert(HOST, not_before=now - timedelta(days=9), not_after=now - timedelta(days=1))
        ),
        old_tls=old,
    )


@pytest.fixture
def peer() -> Iterator[Callable[..., Peer]]:
    """Make a peer from scripts; all of them are stopped at the end."""
    with contextlib.ExitStack() as stack:

        def start(*scripts: Script) -> Peer:
            made = Peer(scripts)
            stack.callback(made.stop)
            return made

        yield start


@pytest.fixture
def route(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let every host name lead to a port of this machine."""

    def lead(port: int) -> None:
        def found(*_args: object, **_kwargs: object) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", found)

    return lead


@dataclass
class World:
    """A transport's surroundings: real peers, and a clock that the test moves."""

    certificates: Certificates
    peer: Callable[..., Peer]
    now: float = 1000.0
    tick: float = 0.0

    def steady(self) -> float:
        self.now += self.tick
        return self.now

    def serving(self, *scripts: Script) -> Peer:
        return self.peer(*scripts)

    def handshake(self, wire: Wire, tls: ssl.SSLContext | None = None) -> None:
        """Play the proxy, then the host behind it."""
        wire.request()
        wire.send(TUNNEL)
        wire.tls(tls or self.certificates.good)

    def https(self, *replies: bytes, tls: ssl.SSLContext | None = None) -> Peer:
        """A proxy that plays the host itself: one connection, one reply for each request on it."""
        made: Peer

        def script(wire: Wire) -> None:
            self.handshake(wire, tls)
            for reply in replies:
                made.seen.append(wire.request())
                wire.send(reply)

        made = self.peer(script)
        return made

    def network(self, proxy: str | None, connect_timeout: float = 5.0) -> Network:
        return Network(self.certificates.ca_path, proxy, connect_timeout=connect_timeout)

    def transport(self, network: Network, allowed: Sequence[str] = (HOST, f".{HOST}")) -> Transport:
        return Transport(network, allowed, Clock(steady=self.steady))

    def ask(self, network: Network, request: Request | None = None) -> Answer:
        with self.transport(network) as transport:
            return transport.send(request or post())

    def trouble(self, network: Network, request: Request | None = None) -> TransportError:
        with pytest.raises(TransportError) as caught:
            self.ask(network, request)
        return caught.value


@pytest.fixture
def world(certificates: Certificates, peer: Callable[..., Peer]) -> World:
    return World(certificates, peer)


def post(url: str = URL, read_timeout: float = 5.0, *, fresh: bool = False) -> Request:
    """A write as the client sends it."""
    headers = {"Authorization": "Bearer eyJsecret", "Accept-Encoding": "gzip"}
    return Request("POST", url, "Exchange", headers, b'{"CmdletInput":{}}', read_timeout, fresh)


def answer(body: bytes, *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    """The bytes of an answer."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)
