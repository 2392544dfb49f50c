# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A body comes whole and in time, or not at all."""

from __future__ import annotations

import contextlib
import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from urllib3.exceptions import ProtocolError, ReadTimeoutError, SSLError

from ansible_collections.m365.exchange.plugins.module_utils._transport import answer_body as body_module
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.rows import each_row

from .conftest import OK, Wire, World, answer, post

BODY = b'{"value":[{"Name":"anna"}]}'
GZIP = "Content-Encoding: gzip"
CHUNKED = "Transfer-Encoding: chunked"
EMPTY = b'{"value":[]}'
LENGTH = b"Content-Length: 12\r\n"


def chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))


@pytest.mark.parametrize(
    "reply",
    [
        answer(BODY),
        answer(BODY, "Content-Encoding: identity"),
        answer(chunked(BODY[:5], BODY[5:]), CHUNKED, length=False),
        answer(gzip.compress(BODY, mtime=0), GZIP),
        answer(gzip.compress(BODY, mtime=0), "Content-Encoding: X-GZIP"),
        answer(
            chunked(gzip.compress(BODY, mtime=0)[:9], gzip.compress(BODY, mtime=0)[9:]), CHUNKED, GZIP, length=False
        ),
    ],
    ids=["plain", "identity", "chunked", "gzip", "x-gzip", "chunked gzip"],
)
def test_a_whole_body_arrives_as_it_was(world: World, reply: bytes) -> None:
    got = world.ask(world.network(world.https(reply).proxy))
    assert (got.status, got.body, got.decoded) == (200, BODY, True)


@pytest.mark.parametrize("reply", [answer(b""), answer(b"", GZIP), answer(b"", status="204 No Content", length=False)])
def test_an_empty_body_is_empty_whatever_it_claims(world: World, reply: bytes) -> None:
    got = world.ask(world.network(world.https(reply).proxy))
    assert (got.body, got.decoded) == (b"", True)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (b"\0" * 40, GZIP),
        (b"{}", GZIP),
        (b"\x1f\x8b" + b"\0" * 40, GZIP),
        (b"\x1f\x8b\x08\0" + b"\xff" * 40, GZIP),
        (gzip.compress(b"{}", mtime=0) + b"more", GZIP),
        (gzip.compress(b"{}", mtime=0) + gzip.compress(b"{}", mtime=0), GZIP),
        (zlib.compress(b"{}"), "Content-Encoding: deflate"),
        (b"{}", "Content-Encoding: br"),
        (gzip.compress(gzip.compress(b"{}", mtime=0), mtime=0), "Content-Encoding: gzip, gzip"),
    ],
)
def test_a_body_that_lies_about_its_encoding_is_kept_raw_and_marked(world: World, body: bytes, header: str) -> None:
    """A 403 with NUL bytes declared as gzip is the service's "no such cmdlet for you"; a client must not trip."""
    got = world.ask(world.network(world.https(answer(body, header, status="403 Forbidden")).proxy))
    assert (got.status, got.body, got.decoded) == (403, body, False)


@pytest.mark.parametrize("kept", [2, 12, len(gzip.compress(BODY, mtime=0)) - 1])
def test_a_cut_gzip_is_never_a_short_success(world: World, kept: int) -> None:
    trouble = world.trouble(world.network(world.https(answer(gzip.compress(BODY, mtime=0)[:kept], GZIP)).proxy))
    assert (trouble.kind, trouble.was_sent, trouble.status) == ("answer-cut", True, 200)


@pytest.mark.parametrize("length", ["\xb2", "9" * 5000, "-1", "1e3", "+27", "27, 27"])
def test_a_length_that_is_no_number_is_no_length(world: World, length: str) -> None:
    reply = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n".encode("latin-1") + BODY
    peer = world.https(reply)
    with contextlib.suppress(TransportError):  # the library below may refuse it
        assert world.ask(world.network(peer.proxy)).body == BODY


def asked_twice(world: World, reply: bytes, connections: int) -> list[bytes]:
    """The bodies of two answers, the second one plain, from a host that gives them on so many connections."""
    replies = [reply, OK]

    def script(wire: Wire) -> None:
        world.handshake(wire)
        for _time in range(3 - connections):
            wire.request()
            wire.send(replies.pop(0))

    peer = world.serving(*[script] * connections)
    with world.transport(world.network(peer.proxy)) as transport:
        bodies = [transport.send(post()).body for _time in range(2)]
    assert peer.connections == connections
    return bodies


@pytest.mark.parametrize(
    ("head", "connections"),
    [
        (b"HTTP/1.1 200 OK\r\n" + LENGTH, 1),
        (b"HTTP/1.1 200\r\n" + LENGTH, 1),
        (b"HTTP/1.1 200 OK\n" + LENGTH.replace(b"\r", b""), 1),
        (b"HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH, 1),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH, 1),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + LENGTH, 2),
        (b"HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\n" + LENGTH, 1),
        (b"HTTP/1.0 200 OK\r\n" + LENGTH, 2),
        (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + LENGTH, 1),
        (b"HTTP/1.1 200 OK\r\n", 2),
        (b"HTTP/1.0 200 OK\r\n", 2),
        (b"HTTP/1.1 200 OK\r\n" + LENGTH + LENGTH, 1),
    ],
    ids=[
        "length",
        "no reason",
        "bare ends of lines",
        "continue",
        "hints",
        "close",
        "keep-alive",
        "old",
        "old and kept",
        "to the end",
        "old, to the end",
        "the same length twice",
    ],
)
def test_an_answer_ends_where_its_head_says(world: World, head: bytes, connections: int) -> None:
    assert asked_twice(world, head + b"\r\n" + EMPTY, connections) == [EMPTY, EMPTY]


@pytest.mark.parametrize("coding", [b"Chunked", b"chunked \t", b"identity, chunked"])
def test_an_answer_in_chunks_leaves_its_connection_to_the_next(world: World, coding: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: " + coding + b"\r\n\r\n"
    assert asked_twice(world, head + b"c;x=y\r\n" + EMPTY + b"\r\n0\r\nX-End: 1\r\n\r\n", 1) == [EMPTY, EMPTY]


@pytest.mark.parametrize("length", [b"Content-Length: 99 ", b"Content-Length: 99\r\nContent-Length: 99"])
def test_a_body_that_is_shorter_than_any_of_its_lengths_is_cut(world: World, length: bytes) -> None:
    peer = world.https(b"HTTP/1.1 200 OK\r\n" + length + b"\r\nConnection: close\r\n\r\n" + BODY)
    trouble = world.trouble(world.network(peer.proxy))
    assert (trouble.kind, trouble.was_sent, trouble.status) == ("answer-cut", True, 200)


def test_a_chunk_without_a_size_cuts_the_answer(world: World) -> None:
    peer = world.https(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n12345\r\n")
    trouble = world.trouble(world.network(peer.proxy))
    assert (trouble.kind, trouble.was_sent) == ("answer-cut", True)


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified"])
def test_an_answer_without_a_body_waits_for_none(world: World, status: bytes) -> None:
    peer = world.https(b"HTTP/1.1 " + status + b"\r\n\r\n", OK)
    with world.transport(world.network(peer.proxy)) as transport:
        assert [transport.send(post()).body for _time in range(2)] == [b"", EMPTY]
    assert peer.connections == 1


class Raw:
    """A body as a library below might hand it over: in one piece, then what that library raises."""

    status = 200

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def stream(self, _amt: int, decode_content: bool) -> Iterator[bytes]:
        assert not decode_content
        yield b"12345"
        if self.error:
            raise self.error


@each_row(
    ("error", "kind"),
    [
        (None, "answer-cut"),  # requests over urllib3 1.26 counts nothing: so do we
        (ProtocolError("Connection broken", ConnectionResetError(104, "Connection reset by peer")), "answer-cut"),
        (SSLError("decryption failed or bad record mac"), "answer-cut"),
        (ReadTimeoutError(None, "", "Read timed out."), "read-timeout"),  # type: ignore[arg-type]
    ],
)
def test_what_breaks_inside_a_body_keeps_the_status(error: Exception | None, kind: str) -> None:
    with pytest.raises(body_module.BodyError) as caught:
        body_module.read_body(Raw(error), {"Content-Length": "100"})
    assert (caught.value.kind, caught.value.status) == (kind, 200)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """The limit at a size that a test can afford."""
    monkeypatch.setattr(body_module, "MAX_BYTES", 1024 * 1024)
    return 1024 * 1024


def test_a_body_over_the_limit_stops_early(world: World, small: int) -> None:
    def script(wire: Wire) -> None:
        world.handshake(wire)
        wire.request()
        wire.send(b"HTTP/1.1 200 OK\r\n\r\n")
        for _megabyte in range(64):
            wire.send(b" " * 1024 * 1024)  # until the client leaves

    trouble = world.trouble(world.network(world.serving(script).proxy))
    assert (trouble.kind, trouble.was_sent, trouble.status) == ("answer-too-large", True, 200)


def test_a_body_of_exactly_the_limit_is_taken(world: World, small: int) -> None:
    got = world.ask(world.network(world.https(answer(gzip.compress(b" " * small), GZIP)).proxy))
    assert len(got.body) == small


def test_a_gzip_bomb_stops_while_it_is_decoded(world: World, small: int) -> None:
    bomb = gzip.compress(b" " * 64 * small)
    peer = world.https(answer(bomb, GZIP))
    tracemalloc.start()
    try:
        trouble = world.trouble(world.network(peer.proxy))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (trouble.kind, trouble.was_sent, trouble.status) == ("answer-too-large", True, 200)
    assert peak < 8 * small


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"",
    ],
    ids=["body", "chunk", "headers", "status line"],
)
def test_a_byte_a_second_ends_at_the_deadline(world: World, head: bytes) -> None:
    """Each byte comes well within the read time-out; the whole never would."""
    sent = 0

    def script(wire: Wire) -> None:
        nonlocal sent
        world.handshake(wire)
        wire.request()
        wire.send(head)
        world.tick = 1.0  # from here on each look at the clock finds it a second later
        for _second in range(5000):
            wire.send(b" ")
            sent += 1

    started = world.now
    trouble = world.trouble(world.network(world.serving(script).proxy), post(read_timeout=5.0))
    assert (trouble.kind, trouble.was_sent) == ("read-timeout", True)
    assert world.now - started <= 5.0 + 60.0 + 5.0


def test_the_last_silence_ends_at_the_deadline_too(world: World) -> None:
    """What is left of the whole time bounds the next silence, not the read time-out anew."""

    def script(wire: Wire) -> None:
        world.handshake(wire)
        wire.request()
        world.now += 959.8  # of 900 and 60
        wire.send(b"H")
        wire.wait_for_the_end()

    trouble = world.trouble(world.network(world.serving(script).proxy), post(read_timeout=900.0))
    assert (trouble.kind, trouble.was_sent) == ("read-timeout", True)
