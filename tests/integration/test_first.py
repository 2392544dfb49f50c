# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first playbook, end to end, both ways, on each core; and that both ways give the same to the letter.

It is the longest scenario: each run of it is looked at from all sides.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import WAYS, Run, Setting
from support.playbooks import Playbooks

MAILBOX = "AdeleV@contoso.onmicrosoft.com"
ANCHOR = "APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{tenant}"

CONNECT = {
    "session", "id", "organization", "tenant_id", "environment", "services", "identity", "auth_method", "expires_at",
}  # fmt: skip
COMMAND = {
    "objects", "count", "truncated", "cmdlet", "organization", "tenant_id", "client_request_id", "attempts",
    "service_warnings",
}  # fmt: skip
FAILURE = {"msg", "error", "outcome"}
CARD = {
    "category", "cause", "fix", "retry_safe", "exception_type", "http_status", "request_id", "client_request_id",
    "documentation",
}  # fmt: skip
# What Ansible itself adds to a result.
ANSIBLE = {"changed", "failed", "invocation", "warnings", "exception", "_ansible_no_log", "ansible_parsed"}

MODULES = {"exo_connect", "exo_command", "exo_disconnect"}


TENANTS = Path(__file__).with_name("tenants.yml")


@pytest.mark.parametrize("setting", [Setting("oldest", "module"), Setting("newest", "module")], ids=str)
def test_the_first_playbook_both_ways_to_the_letter(setting: Setting) -> None:
    """Both ways of the setting's core, each with a box of its own: each run is right, and the two do not differ."""
    results = []
    with tempfile.TemporaryDirectory(prefix="m365-") as root:
        for way in WAYS:
            with Box("--tenants", str(TENANTS)) as box:
                (Path(root) / way).mkdir()
                results.append(comparable(check_run(Playbooks(replace(setting, way=way), Path(root) / way), box)))
    action, module = results
    for one, other in zip(action, module, strict=True):
        assert one == other


def test_the_first_playbook(playbooks: Playbooks, own_box: Box) -> None:
    check_run(playbooks, own_box)


def check_run(playbooks: Playbooks, box: Box) -> Run:
    """Run the scenario and look at all of it."""
    run = playbooks.run("first.yml", environment=box.environment, variables={"mailbox": MAILBOX}).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert set(run.modules()) == (MODULES if run.setting.way == "module" else set())
    check_results(run, box)
    check_failures(run)
    check_wire(box)
    return run


def check_results(run: Run, box: Box) -> None:
    """What the tasks that succeed register."""
    tenant = box.tenants[0]
    assert set(run.result("Connect").result) >= {"censored"}
    connected = run.result("Show what was registered").result["msg"]
    assert connected["session"] > 80
    assert set(connected) - ANSIBLE == CONNECT
    assert connected["organization"] == tenant.organization
    assert connected["tenant_id"] == tenant.tenant_id
    assert connected["environment"] == "O365Default"
    assert connected["services"] == ["exchange"]
    assert connected["identity"] == tenant.applications[0].app_id
    assert connected["auth_method"] == "client_secret"
    assert connected["changed"] is False
    assert f"Connected to {tenant.organization} (tenant {tenant.tenant_id})" in run.stdout

    before = run.result("Read one").result
    assert set(before) - ANSIBLE == COMMAND
    assert before["cmdlet"] == "Get-Mailbox"
    assert (before["count"], before["truncated"], before["attempts"], before["changed"]) == (1, False, 1, False)
    assert set(before["objects"][0]) == {"DisplayName", "PrimarySmtpAddress", "MailTip"}
    assert before["organization"] == tenant.organization
    assert before["tenant_id"] == tenant.tenant_id

    assert run.result("Write").result["changed"] is True
    after = run.result("Read it back").result
    assert after["objects"][0]["tip"] == "<html><body>Back on Monday, süß {{ 1 }}</body></html>"
    again = run.result("Write the same again").result
    assert again["changed"] is False
    assert again["service_warnings"]
    assert again["warnings"] == again["service_warnings"]

    assert run.result("Disconnect").result["disconnected"] == [connected["id"]]
    assert run.result("Disconnect again").result["disconnected"] == []


def check_failures(run: Run) -> None:
    """A line and a card, whatever fails."""
    absent = run.result("Read what is not there").result
    assert set(absent) - ANSIBLE - {*COMMAND, "backoff_seconds", "request_ids"} == FAILURE
    assert set(absent["error"]) == CARD
    assert absent["outcome"] == "refused"
    assert absent["error"]["exception_type"].endswith("ManagementObjectNotFoundException")
    assert absent["error"]["documentation"].endswith("docs/troubleshooting.md#object-not-found")
    assert absent["error"]["client_request_id"] == absent["client_request_id"]
    assert absent["error"]["request_id"]

    typo = run.result("Misspell a cmdlet").result
    assert typo["outcome"] == "did_not_run"
    assert typo["error"]["http_status"] == 403
    assert "Get-Mailbox" in typo["msg"] + " ".join(typo["error"]["fix"])

    binding = run.result("Misspell a parameter").result
    assert binding["outcome"] == "refused"
    assert "MailTips" in binding["msg"]
    assert "Unsupported parameters" in run.result("Misspell an option").result["msg"]
    for task in ("Read what is not there", "Misspell a cmdlet", "Misspell a parameter"):
        assert "\n" not in run.result(task).result["msg"]


def check_wire(box: Box) -> None:
    """What the box saw."""
    tenant = box.tenants[0]
    entries = box.control.journal()
    tokens = [one for one in entries if one["path"].endswith("/oauth2/v2.0/token")]
    assert len(tokens) == 1
    assert {one["host"] for one in entries} == {"login.microsoftonline.com", "outlook.office365.com"}
    commands = [one for one in entries if one["path"].endswith("/InvokeCommand")]
    assert [one["cmdlet"] for one in commands][:3] == ["Get-Mailbox", "Set-Mailbox", "Get-Mailbox"]
    for one in commands:
        assert one["method"] == "POST"
        assert one["path"] == f"/adminapi/beta/{tenant.tenant_id}/InvokeCommand"
        headers = {name.lower(): value for name, value in one["headers"].items()}
        assert headers["x-anchormailbox"] == ANCHOR.format(tenant=tenant.tenant_id)
        assert headers["accept-language"] == "en-US"
        assert headers["prefer"].startswith("odata.maxpagesize=")
        assert re.fullmatch(r"[0-9a-f-]{36}", headers["client-request-id"])
    write = commands[1]["parameters"]
    assert write["Confirm"] is False
    assert write["MailTip"] == "Back on Monday, süß {{ 1 }}"


def comparable(run: Run) -> list[Any]:
    """All results, without what differs from run to run: ids, times and the handle."""
    return [(one.event, one.task, _same(one.result)) for one in run.results]


def _same(result: Mapping[str, Any]) -> Any:
    own = {name: value for name, value in result.items() if not name.startswith("_ansible")}
    text = json.dumps(own, sort_keys=True)
    text = re.sub(r"exo1\.[\w.-]+", "(handle)", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", "(time)", text)
    tenants = re.compile(r"(?!5e2c3a1f|8f1d0c52)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
    text = tenants.sub("(id)", text)
    text = re.sub(r'"[0-9a-f]{32}"', '"(id)"', text)
    return json.loads(text)
