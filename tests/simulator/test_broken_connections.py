# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of connections: resets, cuts, silence, slowness; all of them real on the wire."""

from __future__ import annotations

import gzip
import json
import os
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from simulator.wire import TIMEOUT, Wire, connect, read_all, tunnel

from support.box import Box
from support.waiting import wait_until

INVOKE = {"kind": "invoke"}
CONNECT = {"kind": "connect"}
RESET = (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError)


@pytest.fixture
def token(wire: Wire) -> str:
    """A token of the healthy application."""
    return wire.token()


def raw_answer(
    wire: Wire,
    token: str,
    cmdlet: str = "Get-OrganizationConfig",
    read: Callable[[ssl.SSLSocket], bytes] | None = None,
) -> bytes:
    """All bytes of the answer to a cmdlet, up to the end of the connection, or what ``read`` gets of it."""
    body = json.dumps({"CmdletInput": {"CmdletName": cmdlet, "Parameters": {}}}).encode()
    path = wire.invoke_url().partition(wire.rest_host)[2]
    head = f"POST {path} HTTP/1.1\r\nHost: {wire.rest_host}\r\nAuthorization: Bearer {token}\r\n"
    with tunnel(wire.box, wire.rest_host) as stream:
        stream.sendall(head.encode() + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        return read_all(stream) if read is None else read(stream)


@pytest.mark.parametrize(("moment", "executed"), [("before", False), ("after", True)])
def test_reset_before_the_first_byte(wire: Wire, token: str, moment: str, executed: bool) -> None:
    wire.box.control.fault("reset", match=INVOKE, moment=moment)
    with pytest.raises(RESET):
        wire.invoke(token, "Get-OrganizationConfig")
    (entry,) = wire.box.control.journal(kind="invoke")
    assert (entry["fault"], entry["executed"]) == ("reset", executed)


@pytest.mark.parametrize(("end", "reset"), [("reset", True), ("abrupt", False)])
def test_reset_is_one_of_tcp(box: Box, end: str, reset: bool) -> None:
    box.control.fault("reset", match={"kind": "openid"}, end=end)
    with tunnel(box, "login.microsoftonline.com") as stream:
        request = b"GET /common/v2.0/.well-known/openid-configuration HTTP/1.1\r\nHost: login.microsoftonline.com\r\n"
        stream.sendall(request + b"\r\n")
        # Below TLS: until Python 3.12.3 its ssl module shows a reset as an end (gh-115627).
        with socket.socket(fileno=os.dup(stream.fileno())) as raw:
            raw.settimeout(TIMEOUT)
            assert ends_by_reset(raw) is reset


def ends_by_reset(raw: socket.socket) -> bool:
    """Read to the end of a connection; whether it was a reset."""
    try:
        while raw.recv(4096):
            continue
    except ConnectionResetError:
        return True
    return False


@pytest.mark.parametrize("after", [1, 17, 200])
def test_reset_after_so_many_bytes(wire: Wire, token: str, after: int) -> None:
    wire.box.control.fault("reset", match=INVOKE, moment="after", after_bytes=after)
    data = raw_answer(wire, token)
    assert len(data) == after
    assert b"HTTP/1.1 200 OK".startswith(data[:15])


@pytest.mark.parametrize("end", ["clean", "abrupt"])
def test_end_without_a_status_line(wire: Wire, token: str, end: str) -> None:
    wire.box.control.fault("reset", match=INVOKE, end=end)
    with pytest.raises(RESET):
        wire.invoke(token, "Get-OrganizationConfig")


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize("end", ["clean", "abrupt", "reset"])
def test_body_shorter_than_its_framing_says(wire: Wire, token: str, framing: str, end: str) -> None:
    wire.box.control.fault("truncate", match=INVOKE, moment="after", framing=framing, after=100, end=end)
    with pytest.raises(RESET):
        wire.invoke(token, "Get-OrganizationConfig")


def test_cut_body_has_exactly_the_wanted_bytes(wire: Wire, token: str) -> None:
    wire.box.control.fault("truncate", match=INVOKE, moment="after", after=100)
    head, _unused, body = raw_answer(wire, token).partition(b"\r\n\r\n")
    assert len(body) == 100
    declared = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    assert int(declared.partition(b":")[2]) > 100


def test_every_cut_of_the_whole_answer_can_be_made(wire: Wire, token: str) -> None:
    wire.box.control.fault("truncate", match=INVOKE, moment="after", whole=True, after=5)
    assert raw_answer(wire, token) == b"HTTP/"


def test_gzip_that_ends_too_early(wire: Wire, token: str) -> None:
    wire.box.control.fault("truncate", match=INVOKE, moment="after", framing="gzip", after=150)
    head, _unused, body = raw_answer(wire, token).partition(b"\r\n\r\n")
    assert b"content-encoding: gzip" in head.lower()
    assert b"content-length: 150" in head.lower()
    with pytest.raises(EOFError):
        gzip.decompress(body)


def test_cut_before_the_execution_leaves_the_store_alone(wire: Wire, token: str) -> None:
    wire.box.control.fault("truncate", match=INVOKE, moment="before", after=20)
    with pytest.raises(RESET):
        wire.invoke(token, "Set-Mailbox", {"Identity": "AdeleV", "MailTip": "Cut", "Confirm": False})
    (entry,) = wire.box.control.journal(kind="invoke")
    assert (entry["executed"], entry["changed"]) == (False, False)


def test_silence_until_the_client_gives_up(wire: Wire, token: str) -> None:
    wire.box.control.fault("timeout", match=INVOKE)
    with pytest.raises(requests.exceptions.ReadTimeout):
        wire.session.post(
            wire.invoke_url(),
            json={"CmdletInput": {"CmdletName": "Get-Mailbox", "Parameters": {}}},
            headers=wire.headers(token),
            timeout=(TIMEOUT, 0.3),
        )
    wait_until(lambda: bool(wire.box.control.journal(kind="invoke", fault="timeout")), "the request")
    (entry,) = wire.box.control.journal(kind="invoke")
    assert (entry["fault"], entry["executed"]) == ("timeout", False)


def test_silence_in_the_middle_of_an_answer(wire: Wire, token: str) -> None:
    wire.box.control.fault("timeout", match=INVOKE, moment="after", after_bytes=30, seconds=0.2)
    assert len(raw_answer(wire, token)) == 30


def test_who_is_held_in_silence_can_be_asked(wire: Wire, token: str) -> None:
    """When it is told, all that came before the silence is there."""
    wire.box.control.fault("timeout", match=INVOKE, moment="after", after_bytes=30)

    def read(stream: ssl.SSLSocket) -> bytes:
        wait_until(lambda: wire.box.control.silent() == [stream.getsockname()[1]], "silence")
        return stream.recv(100)

    assert len(raw_answer(wire, token, read=read)) == 30
    wait_until(lambda: wire.box.control.silent() == [], "the end of the connection")


def test_whoever_is_connected_can_be_asked(wire: Wire, token: str) -> None:
    """From the first byte through the proxy until the client has left."""
    wire.box.control.fault("timeout", match=INVOKE, moment="after", after_bytes=30)
    ports = set[int]()

    def read(stream: ssl.SSLSocket) -> bytes:
        ports.add(stream.getsockname()[1])
        assert ports <= set(wire.box.control.connected())
        return stream.recv(100)

    assert len(raw_answer(wire, token, read=read)) == 30
    wait_until(lambda: not ports & set(wire.box.control.connected()), "the end of the connection")


def test_delay_before_an_answer(wire: Wire, token: str) -> None:
    wire.box.control.fault("slow", match=INVOKE, delay=0.3)
    start = time.monotonic()
    assert wire.invoke(token, "Get-OrganizationConfig").status_code == 200
    assert time.monotonic() - start >= 0.3
    assert wire.box.control.journal(kind="invoke")[0]["executed"] is True


def test_answer_that_drips(wire: Wire, token: str) -> None:
    wire.box.control.fault("slow", match={"kind": "token"}, drip=400, pause=0.05)
    start = time.monotonic()
    assert wire.ask_token(wire.secret_form()).status_code == 200
    assert time.monotonic() - start >= 0.2


def test_latency_for_every_request_is_a_setting(wire: Wire, token: str) -> None:
    wire.box.control.settings(latency=0.1)
    start = time.monotonic()
    wire.invoke(token, "Get-OrganizationConfig")
    assert time.monotonic() - start >= 0.1


@pytest.mark.parametrize(("status", "header"), [(407, "Proxy-Authenticate"), (502, "X-Squid-Error"), (503, "Via")])
def test_proxy_refuses_the_connection(wire: Wire, status: int, header: str) -> None:
    wire.box.control.fault("status", match=CONNECT, status=status, headers={header: "armed"})
    raw, head = connect(wire.box, f"{wire.sign_in_host}:443")
    raw.close()
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert f"{header}: armed".encode() in head
    (entry,) = wire.box.control.journal(kind="connect")
    assert (entry["status"], entry["fault"]) == (status, "status")
    assert wire.ask_token(wire.secret_form()).status_code == 200


def test_proxy_resets_instead_of_answering(wire: Wire) -> None:
    wire.box.control.fault("reset", match={**CONNECT, "host": wire.sign_in_host}, established=False)
    with pytest.raises(requests.exceptions.ConnectionError):
        wire.ask_token(wire.secret_form())


@pytest.mark.parametrize("kind", ["reset", "tls_close"])
def test_tls_handshake_fails(wire: Wire, kind: str) -> None:
    wire.box.control.fault(kind, match=CONNECT)
    with pytest.raises(requests.exceptions.ConnectionError):
        wire.ask_token(wire.secret_form())
    assert wire.box.control.journal(kind="token") == []


def test_tls_handshake_hangs(box: Box) -> None:
    box.control.fault("timeout", match=CONNECT)
    raw, head = connect(box, "outlook.office365.com:443")
    assert head.startswith(b"HTTP/1.1 200 ")
    raw.settimeout(0.3)
    context = ssl.create_default_context(cafile=box.environment["SSL_CERT_FILE"])
    with raw, pytest.raises(TimeoutError):
        context.wrap_socket(raw, server_hostname="outlook.office365.com")


@pytest.mark.parametrize(
    ("problem", "words"),
    [("foreign", "unable to get local issuer|self.signed"), ("name", "doesn't match|mismatch"), ("expired", "expired")],
)
def test_certificate_that_no_client_should_accept(wire: Wire, problem: str, words: str) -> None:
    wire.box.control.fault("certificate", match=CONNECT, problem=problem)
    with pytest.raises(requests.exceptions.SSLError, match=words):
        wire.ask_token(wire.secret_form())
    assert wire.ask_token(wire.secret_form()).status_code == 200


def test_other_connections_are_untouched_by_a_reset(wire: Wire, token: str) -> None:
    other = Wire(wire.box)
    assert other.invoke(token, "Get-OrganizationConfig").status_code == 200
    wire.box.control.fault("reset", match=INVOKE)
    with pytest.raises(RESET):
        wire.invoke(token, "Get-OrganizationConfig")
    before: list[dict[str, Any]] = wire.box.control.journal(kind="invoke", status=200)
    assert other.invoke(token, "Get-OrganizationConfig").status_code == 200
    after = wire.box.control.journal(kind="invoke", status=200)
    assert after[-1]["connection"] == before[0]["connection"]
    other.close()
