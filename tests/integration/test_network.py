# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each network option reaches every hop, sign-in and Exchange alike, and a session keeps them."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.front import Front
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task, play_of

PASSWORD = "proxy-user:proxy-canary-7Hq"
READ = {"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}
CONNECTED = (
    Task("Connect", "exo_connect", {}, {"register": "exo"}),
    Task("Read", "exo_command", {"session": "{{ exo }}", **READ}),
    Task("Read once more", "exo_command", {"session": "{{ exo }}", **READ}),
    Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
)


@dataclass(frozen=True)
class Fronts:
    """Proxies of all kinds in front of the box, and the files that they call for."""

    behind: str
    ca_path: str
    client: Path
    client_key: Path
    other_client: Path
    server: ssl.SSLContext
    demanding: ssl.SSLContext

    def front(self, **settings: Any) -> Front:
        return Front(self.behind, **settings)


@pytest.fixture
def fronts(box: Box, tmp_path: Path) -> Fronts:
    authority, stranger = trustme.CA(), trustme.CA()
    client, other = authority.issue_cert("ansible@proxy.test"), stranger.issue_cert("ansible@proxy.test")
    paths = {"client": tmp_path / "client.pem", "key": tmp_path / "client.key", "other": tmp_path / "other.pem"}
    client.cert_chain_pems[0].write_to_path(str(paths["client"]))
    client.private_key_pem.write_to_path(str(paths["key"]))
    other.private_key_and_cert_chain_pem.write_to_path(str(paths["other"]))
    contexts = []
    for demands in (False, True):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost", "127.0.0.1", "::1").configure_cert(context)
        if demands:
            context.verify_mode = ssl.CERT_REQUIRED
            authority.configure_trust(context)
        contexts.append(context)
    # One file trusts both: the box behind the proxy and the proxy itself.
    trusted = tmp_path / "trusted.pem"
    shutil.copy(box.environment["REQUESTS_CA_BUNDLE"], trusted)
    with trusted.open("ab") as file:
        file.write(authority.cert_pem.bytes())
    return Fronts(
        box.environment["HTTPS_PROXY"],
        str(trusted),
        paths["client"],
        paths["key"],
        paths["other"],
        contexts[0],
        contexts[1],
    )


BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)


def identity(box: Box) -> dict[str, str]:
    """The variables that sign in, and none that lead to the box."""
    return {name: box.environment[name] for name in ("EXO_ORGANIZATION", "EXO_APP_ID", "EXO_CLIENT_SECRET")}


def by_options(options: Mapping[str, Any], tasks: tuple[Task, ...] = CONNECTED) -> str:
    """A playbook whose connect has these options, and only it."""
    connect, *others = tasks
    return play_of([Task(connect.name, connect.module, {**connect.options, **options}, connect.more), *others])


def assert_connected(run: Run) -> None:
    run.check()
    assert run.result("Read").result["count"] == run.result("Read once more").result["count"] == 1
    assert_nothing_left(run)
    assert_no_traceback(run)


def test_options_of_connect_lead_every_hop_and_stay_with_the_session(
    playbooks: Playbooks, box: Box, fronts: Fronts
) -> None:
    with fronts.front() as front:
        options = {"proxy": f"http://127.0.0.1:{front.port}", "ca_path": fronts.ca_path}
        assert_connected(playbooks.run(by_options(options), environment=identity(box)))
        # Sign-in and Exchange have transports of their own, and so has each of three tasks.
        assert front.connections >= 4
    assert {one["host"] for one in box.control.journal()} == {"login.microsoftonline.com", "outlook.office365.com"}


@BOTH_WAYS
def test_variables_of_the_collection_beat_those_of_every_program(
    playbooks: Playbooks, box: Box, fronts: Fronts
) -> None:
    environment = {
        "EXO_PROXY": fronts.behind,
        "EXO_CA_PATH": fronts.ca_path,
        "EXO_TIMEOUT": "",
        "EXO_CONNECT_TIMEOUT": "5",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "REQUESTS_CA_BUNDLE": "/nowhere.pem",
    }
    assert_connected(playbooks.run(play_of(CONNECTED), environment={**identity(box), **environment}))


@BOTH_WAYS
@pytest.mark.parametrize("kind", ["password", "tls", "client certificate", "IPv6"])
def test_proxies_of_each_kind_are_passed(playbooks: Playbooks, box: Box, fronts: Fronts, kind: str) -> None:
    settings: dict[str, dict[str, Any]] = {
        "password": {"password": PASSWORD},
        "tls": {"tls": fronts.server},
        "client certificate": {"tls": fronts.demanding},
        "IPv6": {"family": socket.AF_INET6},
    }
    with fronts.front(**settings[kind]) as front:
        port = front.port
        options = {
            "password": {"proxy": f"http://{PASSWORD}@127.0.0.1:{port}"},
            "tls": {"proxy": f"https://localhost:{port}"},
            "client certificate": {
                "proxy": f"https://localhost:{port}",
                "proxy_client_certificate": str(fronts.client),
                "proxy_client_key": str(fronts.client_key),
            },
            "IPv6": {"proxy": f"http://[::1]:{port}"},
        }[kind]
        run = playbooks.run(by_options({"ca_path": fronts.ca_path, **options}), "-vvv", environment=identity(box))
        assert_connected(run)
        assert front.connections >= 4
    assert PASSWORD not in run.output + json.dumps([one.result for one in run.results])


REFUSED: dict[str, dict[str, Any]] = {
    "validate-certs-off": {"validate_certs": False},
    "ca-path-not-valid": {"ca_path": "/nowhere/ca.pem"},
    "proxy-not-valid": {"proxy": "{{ socks }}"},
    "proxy-certificate-unreadable": {"proxy": "https://127.0.0.1:9", "proxy_client_certificate": "/nowhere/client.pem"},
    "proxy-certificate-alone": {"proxy": "http://127.0.0.1:9", "proxy_client_certificate": "/nowhere/client.pem"},
    "proxy-key-alone": {"proxy": "https://127.0.0.1:9", "proxy_client_key": "/nowhere/client.key"},
    "option-out-of-range": {"timeout": 0},
    "proxy-unreachable": {"proxy": "http://127.0.0.1:9", "retries": 0},
}


@BOTH_WAYS
def test_what_cannot_be_used_is_one_line_and_nothing_is_sent(playbooks: Playbooks, box: Box) -> None:
    tasks = [
        Task(
            f"{module} {key}", module, {**options, **(READ if module == "exo_command" else {})}, {"ignore_errors": True}
        )
        for key, options in REFUSED.items()
        for module in ("exo_connect", "exo_command")
    ]
    network = {name: value for name, value in box.environment.items() if name not in identity(box)}
    # A value in the text of the play would be shown by ansible-core itself, which quotes a failed task's lines.
    variables = {"socks": f"socks5://{PASSWORD}@127.0.0.1:1080"}
    run = playbooks.run(play_of(tasks), environment={**identity(box), **network}, variables=variables).check()
    for task in tasks:
        result = run.result(task.name).result
        assert result["error"]["documentation"].endswith("#" + task.name.split()[1]), result["msg"]
        assert result["outcome"] == "did_not_run"
    assert "ca_path" in run.result("exo_connect validate-certs-off").result["msg"]
    assert "proxy-canary" not in run.output + json.dumps([one.result for one in run.results])
    assert box.control.journal() == []
    assert_no_traceback(run)


@BOTH_WAYS
def test_a_proxy_says_what_it_wants(playbooks: Playbooks, box: Box, fronts: Fronts) -> None:
    usual = {"ca_path": fronts.ca_path, "retries": 0}
    with contextlib.ExitStack() as stack:
        asking = stack.enter_context(fronts.front(password=PASSWORD))
        demanding = stack.enter_context(fronts.front(tls=fronts.demanding))
        foreign = stack.enter_context(fronts.front(tls=fronts.server))
        wanted = {
            "proxy-wants-password": {"proxy": f"http://127.0.0.1:{asking.port}", **usual},
            "proxy-unreachable": {"proxy": f"https://localhost:{demanding.port}", **usual},
            "proxy-unreachable (of a stranger)": {
                "proxy": f"https://localhost:{demanding.port}",
                "proxy_client_certificate": str(fronts.other_client),
                **usual,
            },
            "proxy-unreachable (not trusted)": {
                "proxy": f"https://localhost:{foreign.port}",
                **usual,
                "ca_path": box.environment["REQUESTS_CA_BUNDLE"],
            },
        }
        tasks = [Task(key, "exo_connect", options, {"ignore_errors": True}) for key, options in wanted.items()]
        run = playbooks.run(play_of(tasks), environment=identity(box)).check()
    for key in wanted:
        result = run.result(key).result
        assert result["error"]["documentation"].endswith("#" + key.split()[0]), result["msg"]
    assert "proxy_client_certificate" in json.dumps(run.result("proxy-unreachable").result["error"]["fix"])
    assert "not trusted" in run.result("proxy-unreachable (not trusted)").result["msg"]
    assert box.control.journal() == []


@BOTH_WAYS
def test_a_time_out_ends_a_silent_cmdlet(playbooks: Playbooks, box: Box) -> None:
    box.control.fault("timeout", match={"kind": "invoke"}, times=0)
    write = {"cmdlet": "Set-Mailbox", "parameters": {"Identity": "AdeleV@contoso.com", "CustomAttribute2": "x"}}
    tasks = [
        Task("Connect", "exo_connect", {}, {"register": "exo"}),
        Task(
            "Read", "exo_command", {"session": "{{ exo }}", "timeout": 1, "retries": 0, **READ}, {"ignore_errors": True}
        ),
        Task("Write", "exo_command", {"session": "{{ exo }}", "timeout": 1, **write}, {"ignore_errors": True}),
        Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
    ]
    run = playbooks.run(play_of(tasks), environment=box.environment).check()
    read, wrote = run.result("Read").result, run.result("Write").result
    assert read["error"]["documentation"].endswith("#read-timeout")
    assert (wrote["outcome"], wrote["attempts"]) == ("unknown", 1)
