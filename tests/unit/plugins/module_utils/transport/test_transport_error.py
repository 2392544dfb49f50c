# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each thing that the network does instead of answering has a name, and tells truly whether the request had left."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Trace
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import (
    FINAL_KINDS,
    TransportError,
)

from .conftest import HOST, TUNNEL, Wire, World, answer, post, written

Route = Callable[[int], None]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def leave(wire: Wire) -> None:
    """Say nothing; the peer closes after each script."""


def seen(trouble: TransportError) -> tuple[str, bool]:
    """Kind and whether it was sent; every one of them can be told to a person."""
    line = trouble.failure(trace=Trace()).line
    assert "Exchange" in line
    assert HOST in line
    assert "eyJ" not in line
    return trouble.kind, trouble.was_sent


def test_refused_connection_was_not_sent(world: World, route: Route) -> None:
    route(free_port())
    trouble = world.trouble(world.network(None))
    assert seen(trouble) == ("unreachable", False)
    assert trouble.detail == "connection refused"


def test_unknown_name_was_not_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_kwargs: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert seen(world.trouble(world.network(None))) == ("name-unknown", False)


def test_connect_time_out_was_not_sent(world: World, route: Route) -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)  # a queue of one, which these two fill: the kernel drops the next one's packets
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        route(full.getsockname()[1])
        assert seen(world.trouble(world.network(None, connect_timeout=0.2))) == ("connect-timeout", False)


def test_silence_in_the_handshake_is_a_connect_time_out(world: World, route: Route) -> None:
    route(world.serving(Wire.wait_for_the_end).port)
    assert seen(world.trouble(world.network(None, connect_timeout=0.2))) == ("connect-timeout", False)


@pytest.mark.parametrize("words", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.6\r\n"])
def test_a_server_without_tls_gets_no_request(world: World, route: Route, words: bytes) -> None:
    route(world.serving(lambda wire: wire.send(words)).port)
    assert seen(world.trouble(world.network(None))) == ("tls-failed", False)


def test_a_close_in_the_handshake_was_not_sent(world: World, route: Route) -> None:
    route(world.serving(leave).port)
    kind, sent = seen(world.trouble(world.network(None)))
    assert (kind in ("tls-failed", "unreachable"), sent) == (True, False)


def test_a_reset_in_the_handshake_was_not_sent(world: World, route: Route) -> None:
    def script(wire: Wire) -> None:
        wire.sock.recv(1)  # the client's hello has begun: Python leaks a socket that was reset before
        wire.reset()

    route(world.serving(script).port)
    kind, sent = seen(world.trouble(world.network(None)))
    assert (kind in ("tls-failed", "unreachable"), sent) == (True, False)


def test_tls_before_1_2_is_refused_before_anything_is_sent(world: World) -> None:
    peer = world.https(answer(b"{}"), tls=world.certificates.old_tls)
    assert seen(world.trouble(world.network(peer.proxy))) == ("tls-failed", False)
    assert peer.seen == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("foreign", "unable to get local issuer certificate"),
        ("wrong_name", "Hostname mismatch"),
        ("expired", "certificate has expired"),
    ],
)
def test_a_certificate_that_does_not_verify_gets_no_request(world: World, kind: str, words: str) -> None:
    peer = world.https(answer(b"{}"), tls=getattr(world.certificates, kind))
    trouble = world.trouble(world.network(peer.proxy))
    assert seen(trouble) == ("certificate-refused", False)
    assert words in trouble.detail
    assert trouble.kind in FINAL_KINDS
    assert peer.seen == []


@pytest.mark.parametrize(
    "content", [None, "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "junk"]
)
def test_a_file_of_authorities_that_cannot_be_used_is_named(
    world: World, tmp_path: Path, route: Route, content: str | None
) -> None:
    path = tmp_path / "own-ca.pem"
    if content is not None:
        written(path, content)
    route(world.serving(Wire.wait_for_the_end).port)
    trouble = world.trouble(Network(ca_path=str(path)))
    assert seen(trouble) == ("ca-missing", False)
    assert trouble.detail == str(path)


# Proxies


def replying(words: bytes) -> Callable[[Wire], None]:
    def script(wire: Wire) -> None:
        wire.request()
        wire.send(words)

    return script


@pytest.mark.parametrize(
    ("reply", "kind", "detail"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy-wants-password", ""),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "proxy-refused", "it answered 502 Bad Gateway"),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", "proxy-refused", "it answered 403 Forbidden"),
        (b"HTTP/1.1 200 OK\r\n", "tls-failed", None),
        (b"nonsense\r\n\r\n", "proxy-unreachable", None),
        (b"", "proxy-unreachable", None),
    ],
)
def test_what_a_proxy_says_instead_of_opening_a_way(world: World, reply: bytes, kind: str, detail: str | None) -> None:
    peer = world.serving(replying(reply))
    trouble = world.trouble(world.network(peer.proxy))
    assert (trouble.kind, trouble.was_sent) == (kind, False)
    if detail is not None:
        assert trouble.detail == detail


def test_a_refused_proxy_is_named_as_the_hop(world: World) -> None:
    trouble = world.trouble(world.network(f"http://127.0.0.1:{free_port()}"))
    assert (trouble.kind, trouble.was_sent, trouble.detail) == ("proxy-unreachable", False, "connection refused")


def test_a_silent_proxy_is_named_as_the_hop(world: World) -> None:
    peer = world.serving(Wire.wait_for_the_end)
    trouble = world.trouble(world.network(peer.proxy, connect_timeout=0.2))
    assert (trouble.kind, trouble.was_sent) == ("proxy-unreachable", False)
    assert trouble.detail == "it did not answer in time"


def test_a_proxy_with_an_unknown_name_is_named_as_the_hop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_kwargs: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    trouble = world.trouble(world.network("http://proxy.example:8080"))
    assert (trouble.kind, trouble.was_sent) == ("proxy-unreachable", False)


@pytest.mark.parametrize("proxy", ["http://proxy:port", "http://[::1", "ftp://127.0.0.1:9", "socks5://127.0.0.1:9"])
def test_an_address_that_is_no_proxy_is_named_and_its_password_is_not(world: World, proxy: str) -> None:
    trouble = world.trouble(world.network(proxy.replace("://", "://user:s3cret@")))
    assert (trouble.kind, trouble.was_sent) == ("proxy-unreachable", False)
    assert "s3cret" not in trouble.failure(trace=Trace()).line


def test_a_wrong_proxy_password_is_in_no_text(world: World) -> None:
    peer = world.serving(replying(b"HTTP/1.1 407 No\r\n\r\n"))
    trouble = world.trouble(world.network(peer.proxy.replace("://", "://user:s3cret@")))
    assert trouble.kind == "proxy-wants-password"
    assert "s3cret" not in f"{trouble} {trouble.failure(trace=Trace()).line}"


# After the first byte


def after_the_request(world: World, then: Callable[[Wire], None], read_timeout: float = 60.0) -> TransportError:
    def script(wire: Wire) -> None:
        world.handshake(wire)
        wire.request()
        then(wire)

    return world.trouble(world.network(world.serving(script).proxy), post(read_timeout=read_timeout))


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        (Wire.reset, "connection-cut"),
        (leave, "connection-cut"),
        (lambda wire: wire.send(b"HTTP/1.1 20"), "connection-cut"),
        (lambda wire: wire.send(b"HTTP/1.1 404 Not Fou"), "connection-cut"),
        (lambda wire: wire.send(b"HTTP/1.1 404 Not Found\r\nContent-Le"), "connection-cut"),
        (lambda wire: wire.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"), "connection-cut"),
        (lambda wire: wire.send(b"nonsense\r\n\r\n"), "connection-cut"),
        (lambda wire: wire.send(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n"), "connection-cut"),
        (lambda wire: wire.send(b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 70000 + b"\r\n\r\n"), "connection-cut"),
        (Wire.wait_for_the_end, "read-timeout"),
        (lambda wire: (wire.send(b"HTTP/1.1 200 OK\r\nA: b"), wire.wait_for_the_end()), "read-timeout"),
    ],
    ids=[
        "reset",
        "close",
        "half a status line",
        "a status without its line's end",
        "half a header",
        "no end of the head",
        "no status line",
        "headers",
        "long header",
        "silence",
        "half a head",
    ],
)
def test_no_answer_after_the_first_byte_may_have_run(world: World, then: Callable[[Wire], None], kind: str) -> None:
    read_timeout = 0.3 if kind == "read-timeout" else 60.0
    assert seen(after_the_request(world, then, read_timeout)) == (kind, True)


def test_a_broken_tls_record_after_the_request_may_have_run(world: World) -> None:
    def script(wire: Wire) -> None:
        wire.request()
        wire.send(TUNNEL)
        plain = wire.sock.dup()
        wire.tls(world.certificates.good)
        wire.request()
        plain.sendall(b"\x17\x03\x03\x00\x20" + b"x" * 32)
        plain.close()

    trouble = world.trouble(world.network(world.serving(script).proxy))
    assert seen(trouble) == ("connection-cut", True)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (answer(b'{"value"', "Content-Length: 100", length=False), "answer-cut"),
        (answer(b'5\r\n{"val', "Transfer-Encoding: chunked", length=False), "answer-cut"),
        (answer(b"zz\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked", length=False), "answer-cut"),
        (answer(b"2\r\n{}\r\n", "Transfer-Encoding: chunked", length=False), "answer-cut"),
    ],
    ids=["short", "cut chunk", "broken chunk", "no last chunk"],
)
def test_a_body_that_breaks_off_keeps_the_status(world: World, reply: bytes, kind: str) -> None:
    trouble = after_the_request(world, lambda wire: wire.send(reply))
    assert seen(trouble) == (kind, True)
    assert trouble.status == 200


def test_silence_inside_the_body_is_a_read_time_out(world: World) -> None:
    def then(wire: Wire) -> None:
        wire.send(answer(b"{", "Content-Length: 100", length=False))
        wire.wait_for_the_end()

    trouble = after_the_request(world, then, read_timeout=1.0)
    assert (trouble.kind, trouble.was_sent, trouble.status) == ("read-timeout", True, 200)


def test_no_error_carries_the_request_and_with_it_the_token(world: World, route: Route) -> None:
    route(free_port())
    one: BaseException | None = world.trouble(world.network(None))
    while one is not None:
        assert not hasattr(one, "request")
        assert "Bearer" not in str(vars(one))
        one = one.__cause__ or one.__context__
