# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose word counts for the network: the task's, then the session's, then the environment's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._connection.check_options_and_network import network_for
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import pick_given
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from support.options import network_of
from support.rows import each_row


def network(options: dict[str, Any], environ: dict[str, str], kept: dict[str, Any] | None = None) -> Network:
    return network_for(network_of(options, environ), environ, kept)


TASK, KEPT, OURS, EVERYBODYS = (f"http://{name}.example:8080" for name in ("task", "kept", "ours", "everybody"))


@each_row(
    ("options", "kept", "environ", "proxy"),
    [
        ({}, {}, {}, None),
        ({}, {}, {"HTTPS_PROXY": EVERYBODYS}, EVERYBODYS),
        ({"proxy": ""}, {}, {"HTTPS_PROXY": EVERYBODYS}, EVERYBODYS),
        ({"proxy": OURS}, {}, {"EXO_PROXY": OURS, "HTTPS_PROXY": EVERYBODYS}, OURS),
        ({"proxy": OURS}, {"proxy": KEPT}, {"EXO_PROXY": OURS, "HTTPS_PROXY": EVERYBODYS}, KEPT),
        ({"proxy": TASK}, {"proxy": KEPT}, {"EXO_PROXY": OURS, "HTTPS_PROXY": EVERYBODYS}, TASK),
        ({}, {"proxy": KEPT}, {"HTTPS_PROXY": EVERYBODYS}, KEPT),
    ],
)
def test_the_nearest_word_counts(
    options: dict[str, Any], kept: dict[str, Any], environ: dict[str, str], proxy: str | None
) -> None:
    assert network(options, environ, kept).proxy == proxy


def test_a_session_beats_what_ansible_made_of_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("ours.pem", "kept.pem"):
        (tmp_path / name).touch()
    ours, kept = str(tmp_path / "ours.pem"), str(tmp_path / "kept.pem")
    for text in ("~/ours.pem", "$HOME/ours.pem", ours):
        assert network({"ca_path": ours}, {"EXO_CA_PATH": text}, {"ca_path": kept}).ca_path == kept
    for text in ("a.example,b.example", "a.example, b.example "):
        found = network({"no_proxy": ["a.example", "b.example"]}, {"EXO_NO_PROXY": text}, {"no_proxy": ["kept"]})
        assert found.no_proxy == "kept"
    assert network({"timeout": 7}, {"EXO_TIMEOUT": "7"}, {"timeout": 9}).read_timeout == 9
    assert network({"no_proxy": ["a"]}, {"EXO_NO_PROXY": "a,b"}, {"no_proxy": ["kept"]}).no_proxy == "a"


@each_row(
    ("text", "proxy"),
    [
        ("http://proxy.example:8080", "http://proxy.example:8080"),
        ("proxy.example:8080", "http://proxy.example:8080"),
        ("HTTPS://proxy:443/", "https://proxy:443/"),
        ("http://user:p%40ss@proxy.example:3128", "http://user:p%40ss@proxy.example:3128"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_addresses_of_proxies(text: str, proxy: str) -> None:
    assert network({"proxy": text}, {}).proxy == proxy


@each_row(
    "text",
    [
        "socks5://proxy:1080",
        "ftp://proxy",
        "http://",
        "http://proxy:port",
        "http://pro xy",
        "http://p/x",
        "http://a@b@c",
    ],
)
def test_what_is_no_proxy_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(Failure) as caught:
        network({"proxy": text}, {})
    assert caught.value.key == "proxy-not-valid"
    assert text == "http://" or text not in caught.value.line


def test_times_and_lists(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("x", encoding="utf-8")
    options = {"no_proxy": ["a.example", "b.example"], "ca_path": str(ca), "connect_timeout": 3, "timeout": 7}
    found = network(options, {"NO_PROXY": "c.example"})
    assert found == Network(str(ca), None, "a.example,b.example", 3.0, 7)
    assert (found.time_limit(60.0), found.time_limit(5.0), Network().time_limit(60.0)) == (7, 5.0, 60.0)


@each_row("option", ["connect_timeout", "timeout"])
@each_row("value", [0, -1, 7201])
def test_times_have_a_range(option: str, value: int) -> None:
    with pytest.raises(Failure) as caught:
        network({option: value}, {})
    assert caught.value.key == "option-out-of-range"


def test_a_session_keeps_what_was_given_and_nothing_else() -> None:
    options = {"proxy": TASK, "ca_path": "", "timeout": None, "validate_certs": True, "cmdlet": "Get-Mailbox"}
    assert pick_given(network_of(options, {})) == {"proxy": TASK}


def test_a_password_does_not_show_in_a_representation() -> None:
    assert "s3cret" not in repr(network({"proxy": "http://u:s3cret@proxy:1"}, {}))
