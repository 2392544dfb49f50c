# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile answers lead to a server that listens: nobody comes, and no secret and no token leaves for anywhere else.

The proxy of the box sees what goes through it; the trap stands where no proxy is asked. Other tests try the many ways
to write a hostile address; here each kind of answer that could lead somewhere does so once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.people import tokens_of
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task, play_of
from support.trap import Trap

BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
OPERATOR, PASSWORD = "operator@contoso.com", "operator-canary-Pa55word"
LOGIN, EXCHANGE = "login.microsoftonline.com", "outlook.office365.com"
FRONT, REGION = "ps.compliance.protection.outlook.com", "eur02b.ps.compliance.protection.outlook.com"
REFUSED = {"ignore_errors": True}


@pytest.fixture
def trap() -> Iterator[Trap]:
    with Trap() as trap:
        yield trap
        if not trap.seen:  # else the test has failed
            trap.touch()
            assert trap.seen == [b"touched"]


def run_to(playbooks: Playbooks, box: Box, trap: Trap, tasks: list[Task]) -> Run:
    """Run the tasks; every hostile one fails in one line, and nobody goes where its answer leads."""
    run = playbooks.run(play_of(tasks), environment={**box.environment, **trap.environment}).check()
    assert trap.seen == []
    assert box.control.summary()["refused_hosts"] == {}
    for task in tasks:
        if task.more == REFUSED:
            result = run.result(task.name)
            assert result.event == "ignored", task.name
            assert "\n" not in result.result["msg"]
    assert_no_traceback(run)
    assert_nothing_left(run)
    return run


def key_of(run: Run, task: str) -> str:
    return str(run.result(task).result["error"]["documentation"]).rpartition("#")[2]


def openid(trap: Trap) -> str:
    """A configuration whose every address leads to the trap."""
    names = ("authorization_endpoint", "token_endpoint", "device_authorization_endpoint", "jwks_uri")
    addresses = {name: trap.url(f"/{name}") for name in names}
    return json.dumps({"issuer": trap.url("/tenant/v2.0"), "tenant_region_scope": "EU", **addresses})


@BOTH_WAYS
def test_a_hostile_openid_configuration(playbooks: Playbooks, box: Box, trap: Trap) -> None:
    refresh = tokens_of(box, OPERATOR, PASSWORD)[1]
    box.control.forget()
    box.control.fault("status", match={"kind": "openid"}, times=0, status=200, body=openid(trap))
    ways: Mapping[str, Mapping[str, Any]] = {
        "Application": {},
        "Find the cloud": {"environment": "auto"},
        "Password": {"user_principal_name": OPERATOR, "password": PASSWORD},
        "Refresh token": {"refresh_token": refresh},
    }
    tasks = [Task(name, "exo_connect", options, REFUSED) for name, options in ways.items()]
    run = run_to(playbooks, box, trap, tasks)
    assert key_of(run, "Find the cloud") == "environment-not-found"
    assert not [one for one in box.control.journal() if one["method"] == "POST"], "no secret was sent at all"


@BOTH_WAYS
def test_a_hostile_answer_of_the_sign_in_service(playbooks: Playbooks, box: Box, trap: Trap) -> None:
    realm = {
        "account_type": "Federated", "federation_protocol": "WSTrust", "ver": "1.0",
        "federation_metadata_url": trap.url("/mex"), "federation_active_auth_url": trap.url("/trust"),
    }  # fmt: skip
    box.control.fault("status", match={"kind": "realm"}, times=0, status=200, body=realm)
    box.control.fault("redirect", match={"kind": "token"}, times=1, status=307, location=trap.url("/token"))
    box.control.fault("redirect", match={"kind": "openid"}, times=1, skip=2, status=302, location=trap.url("/openid"))
    tasks = [
        Task("Redirected with its secret", "exo_connect", {}, REFUSED),
        Task("Led to another sign-in", "exo_connect", {"user_principal_name": OPERATOR, "password": PASSWORD}, REFUSED),
        Task("Redirected before", "exo_connect", {}, REFUSED),
    ]
    run_to(playbooks, box, trap, tasks)
    posts = [one for one in box.control.journal() if one["method"] == "POST"]
    assert [(one["host"], one["kind"]) for one in posts] == [(LOGIN, "token")]


@BOTH_WAYS
def test_a_hostile_region_of_security_and_compliance(playbooks: Playbooks, box: Box, trap: Trap) -> None:
    moved = {"cmdlet": "Get-RetentionCompliancePolicy", "host": REGION}
    box.control.fault("redirect", match=moved, times=0, location=trap.url("/adminapi"), status=302)
    box.control.fault("redirect", match={"kind": "banner", "host": FRONT}, skip=1, location=trap.url(), status=302)
    tasks = [
        Task("Connect", "exo_connect", {"service": "compliance"}, {"register": "exo"}),
        Task("Moved", "exo_command", {"session": "{{ exo }}", "cmdlet": moved["cmdlet"]}, REFUSED),
        Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
        Task("Connect to nowhere", "exo_connect", {"service": "compliance"}, REFUSED),
    ]
    run = run_to(playbooks, box, trap, tasks)
    assert key_of(run, "Connect to nowhere") == "region-refused"
    bearers = {one["host"] for one in box.control.journal() if one["headers"].get("authorization")}
    assert bearers <= {FRONT, REGION}


@BOTH_WAYS
def test_a_hostile_answer_of_exchange(playbooks: Playbooks, box: Box, trap: Trap) -> None:
    links = {
        "Next page": trap.url("/adminapi"),
        "Next page by number": trap.url("/adminapi", host="127.0.0.1"),
        "Next page in the clear": trap.url("/adminapi", scheme="http"),
        "Next page with a name before it": f"https://{EXCHANGE}@localhost:{trap.port}/adminapi",
    }
    for url in links.values():
        box.control.fault("next_link", match={"cmdlet": "Get-Mailbox"}, url=url)
    box.control.fault("redirect", match={"cmdlet": "Set-Mailbox"}, times=0, location=trap.url("/adminapi"), status=308)
    read = {"session": "{{ exo }}", "cmdlet": "Get-Mailbox", "properties": ["Guid"]}
    write = {"session": "{{ exo }}", "cmdlet": "Set-Mailbox", "parameters": {"Identity": OPERATOR, "MailTip": "x"}}
    tasks = [
        Task("Connect", "exo_connect", {}, {"register": "exo"}),
        *(Task(name, "exo_command", read, REFUSED) for name in links),
        Task("Redirected", "exo_command", write, REFUSED),
        Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
    ]
    run = run_to(playbooks, box, trap, tasks)
    for name in links:
        assert key_of(run, name) == "foreign-page-link"
    assert run.result("Redirected").result["outcome"] == "unknown"
    bearers = {one["host"] for one in box.control.journal() if one["headers"].get("authorization")}
    assert bearers == {EXCHANGE}
