# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy: opens what the box plays, refuses everything else clearly, forwards nothing."""

from __future__ import annotations

import socket
import ssl

import pytest
import requests
from simulator.wire import Wire, connect, read_all, tunnel

from support.box import Box


@pytest.mark.parametrize("target", ["example.com:443", "evil-outlook.office365.com.example:443", "10.0.0.1:443"])
def test_unknown_host_is_refused_by_name_and_journaled(box: Box, target: str) -> None:
    raw, head = connect(box, target)
    with raw:
        answer = head + read_all(raw)
    host = target.partition(":")[0]
    assert answer.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert f"no part of it plays {host}".encode() in answer
    assert box.control.summary()["refused_hosts"] == {host: 1}
    (entry,) = box.control.journal(kind="connect")
    assert (entry["host"], entry["status"], entry["executed"]) == (host, 403, False)


def test_look_alike_of_a_known_host_is_refused(box: Box) -> None:
    for host in (
        "outlook.office365.com.example",
        "xoutlook.office365.com",
        "a.b.outlook.office365.com",
        "office365.com",
    ):
        raw, head = connect(box, f"{host}:443")
        raw.close()
        assert head.startswith(b"HTTP/1.1 403 "), host


def test_known_host_answers_on_port_443_only(box: Box) -> None:
    raw, head = connect(box, "outlook.office365.com:8443")
    with raw:
        answer = head + read_all(raw)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert b"answers on port 443, not on 8443" in answer


@pytest.mark.parametrize(
    "target", ["outlook.office365.com", "outlook.office365.com:", ":443", "outlook.office365.com:x"]
)
def test_connect_without_host_or_port_is_a_bad_request(box: Box, target: str) -> None:
    raw, head = connect(box, target)
    raw.close()
    assert head.startswith(b"HTTP/1.1 400 ")


def test_plain_http_is_refused_with_a_reason(wire: Wire) -> None:
    answer = wire.send("GET", "http://outlook.office365.com/adminapi/")
    assert answer.status_code == 403
    assert "came without TLS" in answer.text
    assert wire.box.control.summary()["refused_hosts"] == {"outlook.office365.com": 1}


def test_long_head_is_refused(box: Box) -> None:
    raw, _unused = connect(box, "example.com:443")
    raw.close()
    port = int(box.environment["HTTPS_PROXY"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as stream:
        stream.sendall(b"CONNECT " + b"a" * 20000)
        assert stream.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_requests_sees_the_refusal_as_a_proxy_error(wire: Wire) -> None:
    with pytest.raises(requests.exceptions.ProxyError, match="403"):
        wire.send("GET", "https://graph.windows.net/v1.0/me")


def test_request_must_name_the_host_that_the_connection_was_opened_to(box: Box) -> None:
    with tunnel(box, "outlook.office365.com") as stream:
        stream.sendall(b"GET / HTTP/1.1\r\nHost: login.microsoftonline.com\r\nConnection: close\r\n\r\n")
        assert read_all(stream).startswith(b"HTTP/1.1 421 ")


def test_backend_and_region_names_of_a_host_are_known(box: Box) -> None:
    with tunnel(box, "eur02.outlook.office365.com") as stream:
        request = b"GET /adminapi/beta/x/EXOModuleFile HTTP/1.1\r\nHost: eur02.outlook.office365.com\r\n"
        stream.sendall(request + b"Connection: close\r\n\r\n")
        assert read_all(stream).startswith(b"HTTP/1.1 401 ")


def test_certificate_is_for_known_names_only(box: Box) -> None:
    raw, _unused = connect(box, "outlook.office365.com:443")
    context = ssl.create_default_context(cafile=box.environment["SSL_CERT_FILE"])
    with raw, pytest.raises(ssl.SSLCertVerificationError):
        context.wrap_socket(raw, server_hostname="example.com")


def test_several_requests_share_a_connection(wire: Wire) -> None:
    token = wire.token()
    for _unused in range(3):
        wire.invoke(token, "Get-OrganizationConfig")
    numbers = {entry["connection"] for entry in wire.box.control.journal(kind="invoke")}
    assert len(numbers) == 1


def test_pipelined_requests_are_answered_in_order(box: Box) -> None:
    one = b"GET /%b/v2.0/.well-known/openid-configuration HTTP/1.1\r\nHost: login.microsoftonline.com\r\n%b\r\n"
    with tunnel(box, "login.microsoftonline.com") as stream:
        stream.sendall(one % (b"contoso.com", b"") + one % (b"nobody.example", b"Connection: close\r\n"))
        answers = read_all(stream)
    assert answers.index(b"HTTP/1.1 200") < answers.index(b"HTTP/1.1 400")
