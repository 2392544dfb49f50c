# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of connecting that are about comfort: show_progress, bypass_mailbox_anchoring, texts that are empty."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Run, Setting, start_playbook
from support.playbooks import Playbooks
from support.tasks import Task, play_of
from support.waiting import SECONDS

BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
ACTIONS = pytest.mark.parametrize("setting", SETTINGS[::2], ids=str, indirect=True)
AS_A_MODULE = pytest.mark.parametrize("setting", SETTINGS[1:2], ids=str, indirect=True)
SERVICES = ["exchange", "compliance"]
STEPS = [
    "contoso.onmicrosoft.com: the organization lives in O365Default.",
    "contoso.onmicrosoft.com: signing in by client_secret at login.microsoftonline.com, for Exchange Online.",
    "contoso.onmicrosoft.com: signing in by client_secret at login.microsoftonline.com, for Security & Compliance.",
    "contoso.onmicrosoft.com: testing the connection to Exchange Online at outlook.office365.com.",
    "contoso.onmicrosoft.com: testing the connection to Security & Compliance at ps.compliance.protection.outlook.com.",
    "contoso.onmicrosoft.com: its region of Security & Compliance is eur02b.ps.compliance.protection.outlook.com.",
]


def connected(options: dict[str, Any], *tasks: Task) -> str:
    last = Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"})
    return play_of([Task("Connect", "exo_connect", options, {"register": "exo"}), *tasks, last])


def clean(run: Run) -> Run:
    assert_no_traceback(run)
    run.check()
    assert_nothing_left(run)
    return run


@ACTIONS
def test_each_step_is_shown_while_the_task_still_runs(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    box.control.barrier(2, {"kind": "banner", "host": "outlook.office365.com"}, times=1)
    folders = playbooks.folders()
    folders.make()
    file = folders.root / "play.yml"
    options = {"show_progress": True, "environment": "auto", "service": SERVICES}
    file.write_text(connected(options), encoding="utf-8")
    process = start_playbook(file, setting, folders, environment=box.environment, variables={})
    assert process.stderr is not None
    shown = ""
    while STEPS[3] not in shown:
        line = process.stderr.readline()
        assert line, shown
        shown += line
    # The answer to this step is held back, so the task that shows it cannot have ended.
    assert not any(one["kind"] == "banner" and one["status"] for one in box.control.journal())
    box.control.clear_faults()
    output, rest = process.communicate(timeout=SECONDS)
    run = clean(Run(setting, process.returncode, output, shown + rest, folders))
    places = [run.stderr.index(step) for step in STEPS]
    assert places == sorted(places)


@ACTIONS
def test_without_the_option_no_step_is_shown(playbooks: Playbooks, box: Box) -> None:
    run = clean(playbooks.run(connected({"service": SERVICES}), environment=box.environment))
    assert "signing in by" not in run.output


@ACTIONS
def test_the_variable_shows_the_steps_as_well(playbooks: Playbooks, box: Box) -> None:
    run = clean(playbooks.run(connected({}), environment={**box.environment, "EXO_SHOW_PROGRESS": "true"}))
    assert STEPS[1] in run.stderr
    assert STEPS[3] in run.stderr


@AS_A_MODULE
def test_a_module_is_silent(playbooks: Playbooks, box: Box) -> None:
    run = clean(playbooks.run(connected({"show_progress": True}), environment=box.environment))
    assert "signing in by" not in run.output


@pytest.fixture(scope="module")
def shared_box(large_box: Box) -> Box:
    """One with more mailboxes than a page holds."""
    return large_box


LISTING = {"cmdlet": "Get-Mailbox", "properties": ["Name"], "page_size": 1000}


@BOTH_WAYS
def test_no_request_has_an_anchor_where_it_is_bypassed(playbooks: Playbooks, box: Box) -> None:
    session = {"session": "{{ exo }}"}
    tasks = [
        Task("One page", "exo_command", {**session, **LISTING, "result_size": 1000}),
        Task("Compliance", "exo_command", {**session, "cmdlet": "Get-RetentionCompliancePolicy"}),
        Task("Pages", "exo_command", {**session, **LISTING, "retries": 0}, {"ignore_errors": True}),
        Task("By itself", "exo_command", {"cmdlet": "Get-OrganizationConfig", "bypass_mailbox_anchoring": True}),
    ]
    options = {"bypass_mailbox_anchoring": True, "service": SERVICES, "organization": "contoso.com"}
    run = clean(playbooks.run(connected(options, *tasks), environment=box.environment))
    sent = [one for one in box.control.journal() if one["kind"] in ("banner", "invoke")]
    assert {one["kind"] for one in sent} == {"banner", "invoke"}
    anchors = [(one["n"], one["cmdlet"], one["headers"].get("x-anchormailbox", "none")) for one in sent]
    assert {anchor for _number, _cmdlet, anchor in anchors} == {"none"}, anchors
    assert run.result("One page").result["count"] == 1000
    card = run.result("Pages").result["error"]
    assert any("bypass" in line for line in card["fix"]), card
    assert "leaves the routing hint out" in " ".join(run.output.split())
    # The task that signs in itself is told as well, those that use the session are not.
    assert "leaves the routing hint out" in run.result("By itself").result["warnings"][0]
    assert not run.result("One page").result.get("warnings")


@BOTH_WAYS
def test_the_variable_bypasses_as_well_and_an_empty_one_does_not(playbooks: Playbooks, box: Box) -> None:
    for text, anchored in (("yes", False), ("", True)):
        box.control.forget()
        variables = {**box.environment, "EXO_BYPASS_MAILBOX_ANCHORING": text}
        clean(playbooks.run(connected({}), environment=variables))
        (probe,) = box.control.journal(kind="banner")
        assert ("x-anchormailbox" in probe["headers"]) is anchored


@BOTH_WAYS
def test_an_empty_text_counts_as_not_given_for_every_option(playbooks: Playbooks, box: Box) -> None:
    """As AWX sends them."""
    # But a session that is empty is none that was meant to be left out: the work might go elsewhere.
    blank = dict.fromkeys(set(COMMAND) - {"session"}, "")
    application = box.tenants[0].applications[0]
    who = {
        "organization": box.tenants[0].organization,
        "app_id": application.app_id,
        "client_secret": application.client_secret,
    }
    read = {**blank, "cmdlet": "Get-OrganizationConfig"}
    tasks = [
        Task("In the session", "exo_command", {**read, "session": "{{ exo }}"}),
        Task("By itself", "exo_command", {**read, **who}),
    ]
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    run = clean(playbooks.run(connected({**dict.fromkeys(CONNECT, ""), **who}, *tasks), environment=network))
    assert [run.result(task.name).result["count"] for task in tasks] == [1, 1]


@BOTH_WAYS
def test_the_id_of_a_secret_is_recognised(playbooks: Playbooks, box: Box) -> None:
    options = {"client_secret": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    connect = Task("Connect", "exo_connect", options, {"ignore_errors": True})
    run = playbooks.run(play_of([connect]), environment=box.environment).check()
    result = run.result("Connect").result
    assert result["error"]["documentation"].endswith("#client-secret-wrong")
    assert "the id of a secret" in " ".join(result["warnings"])
    assert options["client_secret"] not in run.output


@BOTH_WAYS
def test_a_clock_that_is_slow_is_told_with_what_support_asks_for(playbooks: Playbooks, box: Box) -> None:
    """A certificate's signature is valid for minutes, and this machine's clock is an hour behind the service's."""
    seconds = 3600
    certificate = box.tenants[0].applications[0].certificate_path
    options = {"certificate_path": certificate}
    connect = Task("Connect", "exo_connect", options, {"ignore_errors": True})
    box.control.advance(seconds)
    try:
        run = playbooks.run(play_of([connect]), environment=box.environment).check()
    finally:
        box.control.advance(-seconds)
    result = run.result("Connect").result
    assert result["error"]["documentation"].endswith("#assertion-not-in-time"), result["msg"]
    assert "clock" in result["error"]["cause"]
    (refused,) = box.control.journal(kind="token")
    assert refused["error"] == "AADSTS700024"
    for word in ("AADSTS700024", "correlation id", "trace id"):
        assert word in result["msg"]
    for id_of in ("request_id", "client_request_id"):
        assert str(result["error"][id_of]) in result["msg"]
