# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
import trustme
from urllib3.connection import HTTPSConnection

from ansible_collections.m365.exchange.plugins.module_utils._transport import proxy_and_connections
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import (
    ATTEMPT,
    Attempt,
    Network,
    TlsConnection,
    network_of,
    trusting_context,
)
from support.rows import each_row

URL = "https://outlook.office365.com/adminapi"
PROXY = "http://proxy.example:8080"


@each_row(
    ("environ", "network"),
    [
        ({}, Network()),
        ({"HTTPS_PROXY": PROXY}, Network(proxy=PROXY)),
        ({"https_proxy": PROXY}, Network(proxy=PROXY)),
        ({"ALL_PROXY": PROXY}, Network(proxy=PROXY)),
        ({"all_proxy": PROXY}, Network(proxy=PROXY)),
        ({"HTTP_PROXY": PROXY, "http_proxy": PROXY}, Network()),
        ({"https_proxy": PROXY, "HTTPS_PROXY": "http://other"}, Network(proxy=PROXY)),
        ({"https_proxy": "", "HTTPS_PROXY": PROXY}, Network(proxy=PROXY)),
        ({"HTTPS_PROXY": PROXY, "ALL_PROXY": "http://other"}, Network(proxy=PROXY)),
        ({"HTTPS_PROXY": "", "ALL_PROXY": ""}, Network()),
        ({"NO_PROXY": "a,b"}, Network(no_proxy="a,b")),
        ({"no_proxy": "a,b", "NO_PROXY": "c"}, Network(no_proxy="a,b")),
        ({"no_proxy": "", "NO_PROXY": "c"}, Network(no_proxy="c")),
        ({"REQUESTS_CA_BUNDLE": "/a"}, Network(ca_path="/a")),
        ({"CURL_CA_BUNDLE": "/a"}, Network(ca_path="/a")),
        ({"SSL_CERT_FILE": "/a"}, Network(ca_path="/a")),
        ({"REQUESTS_CA_BUNDLE": "/a", "CURL_CA_BUNDLE": "/b", "SSL_CERT_FILE": "/c"}, Network(ca_path="/a")),
        ({"REQUESTS_CA_BUNDLE": "", "CURL_CA_BUNDLE": "", "SSL_CERT_FILE": "/c"}, Network(ca_path="/c")),
    ],
)
def test_settings_are_read_from_the_variables_and_empty_ones_count_as_unset(
    environ: dict[str, str], network: Network
) -> None:
    assert network_of(environ) == network


@each_row(
    ("no_proxy", "direct"),
    [
        ("", False),
        ("outlook.office365.com", True),
        (".office365.com", True),
        ("office365.com", True),
        ("example.org, outlook.office365.com", True),
        ("*", True),
        ("example.org", False),
        ("outlook.office365.com:8443", False),
        ("evil-outlook.office365.com", False),
    ],
)
def test_no_proxy_lists_hosts_that_are_reached_directly(no_proxy: str, direct: bool) -> None:
    assert Network(proxy=PROXY, no_proxy=no_proxy).proxies(URL) == ({} if direct else {"https": PROXY})


def test_without_a_proxy_every_host_is_reached_directly() -> None:
    assert Network(no_proxy="*").proxies(URL) == {}


def test_no_proxy_of_the_process_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "*")
    before = dict(os.environ)
    assert Network(proxy=PROXY).proxies(URL) == {"https": PROXY}
    assert dict(os.environ) == before


def test_threads_ask_one_after_the_other_whether_the_proxy_is_bypassed(monkeypatch: pytest.MonkeyPatch) -> None:
    """requests sets a variable of the process and takes it back; side by side, one thread would miss the other's."""
    network, entered = Network(proxy=PROXY), threading.Event()
    others: list[threading.Thread] = []
    side_by_side: list[bool] = []

    def bypassed(_url: str, no_proxy: str | None) -> bool:
        assert no_proxy == ""
        if others:
            entered.set()
            return False
        others.append(threading.Thread(target=network.proxies, args=(URL,)))
        others[0].start()
        side_by_side.append(entered.wait(0.2))
        return False

    monkeypatch.setattr(proxy_and_connections, "should_bypass_proxies", bypassed)
    assert network.proxies(URL) == {"https": PROXY}
    others[0].join()
    assert (side_by_side, entered.is_set()) == ([False], True)


def test_authorities_are_read_once_a_thread_and_again_where_the_file_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "authorities.pem"
    trustme.CA(organization_name="contoso").cert_pem.write_to_path(str(path))
    context = trusting_context(str(path))
    assert trusting_context(str(path)) is context
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(trusting_context, str(path)).result() is not context
    path.unlink()
    trustme.CA(organization_name="fabrikam").cert_pem.write_to_path(str(path))
    (authority,) = trusting_context(str(path)).get_ca_certs()
    assert "fabrikam" in str(authority["subject"])
    assert "contoso" in str(context.get_ca_certs())


def test_a_connection_that_is_opened_again_trusts_what_its_thread_reads_of_the_file_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authorities.pem"
    trustme.CA().cert_pem.write_to_path(str(path))
    used: list[object] = []
    monkeypatch.setattr(HTTPSConnection, "connect", lambda self: used.append((self.ssl_context, self.ca_certs)))
    connection = TlsConnection("outlook.office365.com", ca_certs=str(path))

    def open_connection() -> object:
        ATTEMPT.set(Attempt(lambda: 1.0))
        connection.connect()
        return trusting_context(str(path))

    own = [copy_context().run(open_connection)]
    with ThreadPoolExecutor(1) as threads:
        own.append(threads.submit(open_connection).result())
    path.unlink()
    trustme.CA().cert_pem.write_to_path(str(path))
    own.append(copy_context().run(open_connection))
    assert used == [(context, None) for context in own]
    assert len(set(own)) == 3
