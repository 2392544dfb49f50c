# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request goes to an allowed host or nowhere, carries what it was given, and is never sent on."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network, network_of
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import (
    IDLE_SECONDS,
    Answer,
    Request,
    Transport,
    query,
)
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.rows import each_row

from .conftest import HOST, OK, URL, Script, Wire, World, answer, post, written

ALLOWED = (HOST, f".{HOST}", "login.microsoftonline.com")


def check(url: str) -> str:
    with Transport(Network(), ALLOWED) as transport:
        return transport.check_host(url, "Exchange")


@each_row(
    ("url", "host"),
    [
        (URL, HOST),
        (URL.replace(HOST, HOST.upper()), HOST),
        (f"https://{HOST}:443/x?%24skiptoken=a%2Fb", HOST),
        (f"https://{HOST}/adminapi/v1.0/x/EXOBanner('AutogenSession')?Version=3.9.2", HOST),
        (f"https://eur01.{HOST}/", f"eur01.{HOST}"),
        ("https://login.microsoftonline.com/x", "login.microsoftonline.com"),
    ],
)
def test_a_request_may_go_to_the_hosts_of_the_connection(url: str, host: str) -> None:
    assert check(url) == host


HOSTILE = [
    # other hosts and look-alikes
    "https://evil.example/",
    "https://evil-outlook.office365.com/",
    "https://evil-office365.com/",
    "https://office365.com/",
    "https://outlook.office365.com.evil.example/",
    "https://outlook-office365.com/",
    "https://outlook.office365.co/",
    "https://xoutlook.office365.com/",
    "https://a.login.microsoftonline.com/",
    f"https://a.b.{HOST}/",
    f"https://.{HOST}/",
    f"https://{HOST}./",
    f"https://{HOST}../",
    f"https://-.{HOST}/",
    f"https://*.{HOST}/",
    f"https://_dmarc.{HOST}/",
    # user info, fragments, backslashes: what one parser calls the host is the path of another
    f"https://{HOST}@evil.example/",
    f"https://{HOST}:443@evil.example/",
    f"https://user@{HOST}/",
    f"https://@{HOST}/",
    f"https://:@{HOST}/",
    f"https://evil.example#@{HOST}/",
    f"https://evil.example#.{HOST}/",
    f"https://evil\\.{HOST}/",
    f"https://2130706433\\.{HOST}/",
    f"https://evil.example\\@{HOST}/",
    f"https://{HOST}\\.evil.example/",
    f"https:\\\\{HOST}/",
    f"https://evil%2f.{HOST}/",
    f"https://evil%00.{HOST}/",
    f"https://evil/.{HOST}/",
    f"https://evil?.{HOST}/",
    # schemes and ports
    f"http://{HOST}/",
    f"http://{HOST}:443/",
    f"ftp://{HOST}/",
    f"file://{HOST}/etc/passwd",
    f"//{HOST}/",
    f"{HOST}/",
    f"https:/{HOST}/",
    f"https:{HOST}/",
    f"https:///{HOST}/",
    f"https://{HOST}:80/",
    f"https://{HOST}:446/",
    f"https://{HOST}:/",
    f"https://{HOST}:0443/",
    f"https://{HOST}:443a/",
    f"https://{HOST}:99999999/",
    f"https://{HOST}:-443/",
    # addresses in all notations
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::1",
    "https://a]b/",
    "https://169.254.169.254/metadata/identity/oauth2/token",
    "https://localhost/",
    # other alphabets, controls, spaces
    "https://outlook\u3002office365.com/",
    "https://\u043eutlook.office365.com/",
    f"https://evil.example\uff0f.{HOST}/",
    f"https://evil\u2100.{HOST}/",
    f"https://{HOST}\t/",
    f"https://{HOST}\n/",
    f"https://{HOST}\r\nHost: evil.example/",
    f"https://{HOST}/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    f" https://{HOST}/",
    f"https://{HOST} /",
    f"https://{HOST}\0.evil.example/",
    f"https://{HOST}/" + "a" * 16384,
    "",
    "https://",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_nothing_is_sent_to_any_other_host(world: World, url: str) -> None:
    peer = world.https(OK)
    trouble = world.trouble(world.network(peer.proxy), post(url))
    assert (trouble.kind, trouble.was_sent) == ("host-refused", False)
    assert (peer.connections, peer.seen) == (0, [])


@given(st.text(max_size=60) | st.from_regex(r"https://[a-z0-9.@\\:#?%/-]{0,30}outlook\.office365\.com.{0,10}"))
@example(f"https://evil\\.{HOST}/")
def test_whatever_the_address_the_host_is_on_the_list_or_refused(url: str) -> None:
    try:
        host = check(url)
    except TransportError:
        return
    assert host in ALLOWED or (host.endswith(f".{HOST}") and host.count(".") == HOST.count(".") + 1)
    # The library that connects must read the same host out of it as we did.
    assert Request("POST", url, "Exchange").url.lower().startswith(f"https://{host}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(world: World, status: int) -> None:
    peer = world.https(answer(b"", f"Location: {URL}", status=f"{status} Moved"), OK)
    assert world.ask(world.network(peer.proxy)).status == status
    assert len(peer.seen) == 1


def test_what_is_sent_is_what_was_given(world: World) -> None:
    peer = world.https(OK)
    assert world.ask(world.network(peer.proxy)).body == b'{"value":[]}'
    head, _blank, body = peer.seen[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /adminapi/beta/x/InvokeCommand HTTP/1.1"
    assert sorted(lines[1:]) == [
        "Accept-Encoding: gzip",
        "Authorization: Bearer eyJsecret",
        f"Content-Length: {len(body)}",
        f"Host: {HOST}",
        "User-Agent: m365.exchange (Ansible)",
    ]
    assert body == b'{"CmdletInput":{}}'


def test_a_get_has_no_body_and_says_so_by_silence(world: World) -> None:
    peer = world.https(OK)
    world.ask(world.network(peer.proxy), Request("GET", f"{URL}?x=a%20b&y='%c3'", "Exchange", {"Accept": "text/plain"}))
    head, _blank, body = peer.seen[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "GET /adminapi/beta/x/InvokeCommand?x=a%20b&y='%C3' HTTP/1.1"
    assert sorted(lines[1:]) == [
        "Accept-Encoding: identity",
        "Accept: text/plain",
        f"Host: {HOST}",
        "User-Agent: m365.exchange (Ansible)",
    ]
    assert body == b""


@pytest.mark.parametrize("value", ["a\r\nX-More: b", "a\nX-More: b", "a\rX-More: b", "a\r\n\r\n{}"])
def test_a_header_that_would_be_several_is_not_sent(world: World, value: str) -> None:
    peer = world.https(OK)
    trouble = world.trouble(world.network(peer.proxy), replace(post(), headers={"X-One": value}))
    assert (trouble.was_sent, peer.seen) == (False, [])


def test_a_small_request_comes_in_one_piece_and_a_large_one_whole(world: World) -> None:
    """Two writes would be two TLS records, which a server reads one by one."""
    pieces: list[bytes] = []
    large = b'{"Content":"' + b"x" * 200_000 + b'"}'

    def script(wire: Wire) -> None:
        world.handshake(wire)
        pieces.append(wire.sock.recv(65536))
        wire.send(OK)
        pieces.append(wire.request())
        wire.send(OK)

    peer = world.serving(script)
    with world.transport(world.network(peer.proxy)) as transport:
        transport.send(post())
        transport.send(replace(post(), body=large))
    assert pieces[0].endswith(b'\r\n\r\n{"CmdletInput":{}}')
    assert pieces[1].partition(b"\r\n\r\n")[2] == large


def test_cookies_come_back_until_the_service_takes_them_away(world: World) -> None:
    replies = [
        answer(b"{}", "Set-Cookie: server=7; path=/; secure", "Set-Cookie: other=x; domain=example.org"),
        OK,
        answer(b"{}", "Set-Cookie: server=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT"),
        OK,
    ]
    seen: list[bytes] = []

    def script(wire: Wire) -> None:
        world.handshake(wire)
        for reply in replies:
            seen.append(wire.request())
            wire.send(reply)

    peer = world.serving(script)
    with world.transport(world.network(peer.proxy)) as transport:
        for _reply in replies:
            transport.send(post())
    assert [b"Cookie: server=7\r\n" in head for head in seen] == [False, True, True, False]
    assert not any(b"other" in head for head in seen)


def test_the_environment_never_wins(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither .netrc nor proxy nor authorities of the process: only what the network was made of counts."""
    written(tmp_path / ".netrc", f"machine {HOST} login eve password eve\nmachine 127.0.0.1 login eve password eve\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "none.pem"))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    peer = world.https(OK)
    assert world.ask(world.network(peer.proxy)).status == 200
    assert b"Authorization: Bearer eyJsecret" in peer.seen[0]


def test_the_process_authorities_do_not_replace_the_ones_of_the_task(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process trusts our authority, the task names another: the task's counts."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", world.certificates.ca_path)
    monkeypatch.setenv("SSL_CERT_FILE", world.certificates.ca_path)
    peer = world.https(OK)
    trouble = world.trouble(Network(None, peer.proxy))
    assert (trouble.kind, peer.seen) == ("certificate-refused", [])


def test_answers_are_read_without_regard_to_case(world: World) -> None:
    got = world.ask(world.network(world.https(answer(b"", "request-id: 7", "RETRY-AFTER: 3")).proxy))
    assert (got.headers.get("Request-Id"), got.headers.get("Retry-After")) == ("7", "3")


def test_text_of_an_answer_never_fails() -> None:
    assert Answer(200, {}, b"\xff\x00a").text == "\ufffd\x00a"


def test_nothing_crosses_a_fork(world: World) -> None:
    peer = world.https(OK)
    with world.transport(world.network(peer.proxy)) as transport:
        pid = os.fork()
        if pid == 0:
            try:
                transport.send(post())
            except RuntimeError:
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert peer.connections == 0


def numbered(world: World, seen: list[int], number: int, said: bytes = OK) -> Script:
    """A host that answers every request on its connection, and writes the connection's number down."""

    def script(wire: Wire) -> None:
        world.handshake(wire)
        while True:
            wire.request()
            seen.append(number)
            wire.send(said)

    return script


@pytest.mark.parametrize(
    ("rest", "fresh", "connections"),
    [
        (0.0, True, [0, 0]),
        (IDLE_SECONDS - 0.1, True, [0, 0]),
        (IDLE_SECONDS, True, [0, 1]),
        (3600.0, True, [0, 1]),
        (3600.0, False, [0, 0]),
    ],
)
def test_a_write_does_not_ride_a_connection_that_rested(
    world: World, rest: float, fresh: bool, connections: list[int]
) -> None:
    seen: list[int] = []
    peer = world.serving(*(numbered(world, seen, number) for number in range(2)))
    with world.transport(world.network(peer.proxy)) as transport:
        transport.send(post())
        world.now += rest
        transport.send(post(fresh=fresh))
    assert seen == connections


def test_nothing_follows_a_broken_answer_on_its_connection(world: World) -> None:
    seen: list[int] = []
    cut = answer(gzip.compress(b"{}" * 99)[:-9], "Content-Encoding: gzip")
    peer = world.serving(numbered(world, seen, 0, cut), numbered(world, seen, 1))
    with world.transport(world.network(peer.proxy)) as transport:
        with pytest.raises(TransportError, match="answer-cut"):
            transport.send(post())
        assert transport.send(post(fresh=True)).status == 200
    assert seen == [0, 1]


def test_a_request_to_another_host_does_not_refresh_a_connection(world: World) -> None:
    seen: list[int] = []
    peer = world.serving(*(numbered(world, seen, number) for number in range(3)))
    with world.transport(world.network(peer.proxy)) as transport:
        transport.send(post())
        world.now += IDLE_SECONDS - 1
        transport.send(post(URL.replace(HOST, f"eur01.{HOST}")))
        world.now += 2
        transport.send(post(fresh=True))
    assert seen == [0, 1, 2]


def test_a_closed_transport_keeps_no_connection(world: World) -> None:
    ended = []

    def script(wire: Wire) -> None:
        world.handshake(wire)
        wire.request()
        wire.send(OK)
        ended.append(wire.sock.recv(1))

    peer = world.serving(script)
    with world.transport(world.network(peer.proxy)) as transport:
        transport.send(post())
    peer.stop()
    assert ended == [b""]


@each_row(
    ("url", "values", "result"),
    [
        ("https://a.example/x", None, "https://a.example/x"),
        ("https://a.example/x", {}, "https://a.example/x"),
        ("https://a.example/x", {"a b": "c&d"}, "https://a.example/x?a+b=c%26d"),
        ("https://a.example/x?y=1", {"z": 2}, "https://a.example/x?y=1&z=2"),
    ],
)
def test_query_is_added_to_an_address(url: str, values: dict[str, object] | None, result: str) -> None:
    assert query(url, values) == result


def test_network_settings_come_from_the_tasks_variables(world: World) -> None:
    peer = world.https(OK)
    network = network_of({"HTTPS_PROXY": peer.proxy, "REQUESTS_CA_BUNDLE": world.certificates.ca_path})
    assert world.ask(network).status == 200
