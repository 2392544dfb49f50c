# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_session_info lists what is open; exo_disconnect closes what this run made, and nothing of another run."""

from __future__ import annotations

import json

import pytest

from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback
from support.playbook import SETTINGS
from support.playbooks import Playbooks, play

# The one scenario of exo_session_info.
pytestmark = pytest.mark.both_ways

ours = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)

BEFORE = """
- name: Connect and forget
  m365.exchange.exo_connect:
"""

TASKS = """
- name: Look at what another run left
  m365.exchange.exo_session_info:
- name: Connect twice
  m365.exchange.exo_connect:
  register: contoso
  loop: [1, 2]
- name: Connect to another
  m365.exchange.exo_connect:
    organization: "{{ other.organization }}"
    app_id: "{{ other.app_id }}"
    client_secret: "{{ other.client_secret }}"
    environment: O365USGovGCCHigh
  register: fabrikam
- name: Look at all
  m365.exchange.exo_session_info:
- name: Look at one organization
  m365.exchange.exo_session_info:
    organization: "{{ other.organization | upper }}"
- name: Look with the tenant's id
  m365.exchange.exo_session_info:
    organization: "{{ fabrikam.tenant_id }}"
- name: Command as expected
  m365.exchange.exo_command:
    session: "{{ fabrikam }}"
    expect_organization: "{{ fabrikam.tenant_id }}"
    cmdlet: Get-OrganizationConfig
    properties: [Name]
- name: Command in the wrong session
  m365.exchange.exo_command:
    session: "{{ fabrikam }}"
    expect_organization: contoso.onmicrosoft.com
    cmdlet: Set-Mailbox
    parameters: {Identity: AdeleV@contoso.com, CustomAttribute1: x}
  ignore_errors: true
- name: Command with the wrong sign-in
  m365.exchange.exo_command:
    expect_organization: fabrikam.onmicrosoft.us
    cmdlet: Get-OrganizationConfig
  ignore_errors: true
- name: Narrow nothing
  m365.exchange.exo_disconnect:
    of_organization: contoso.onmicrosoft.com
  ignore_errors: true
- name: Close nothing
  m365.exchange.exo_disconnect:
- name: Close one organization
  m365.exchange.exo_disconnect:
    all: true
    of_organization: Contoso.onmicrosoft.com
- name: Look at the rest
  m365.exchange.exo_session_info:
- name: Close the rest
  m365.exchange.exo_disconnect:
    all: true
- name: Close it again
  m365.exchange.exo_disconnect:
    all: true
- name: Nothing is left
  m365.exchange.exo_session_info:
"""


@ours
def test_what_this_run_opened_is_listed_and_closed(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    playbooks.run(play(BEFORE), environment=box.environment, folders=folders).check()
    (left,) = folders.records()
    (folders.root / "results.jsonl").unlink()
    tenant = box.tenants[1]
    application = tenant.applications[0]
    other = {"organization": tenant.organization, "app_id": application.app_id}
    variables = {"other": {**other, "client_secret": application.client_secret}}
    run = playbooks.run(play(TASKS), environment=box.environment, variables=variables, folders=folders).check()
    assert_no_traceback(run)
    assert_no_secrets(run, {"secret": application.client_secret, "first": box.environment["EXO_CLIENT_SECRET"]})
    before = run.result("Look at what another run left").result
    assert [(one["id"], one["state"], one["this_run"]) for one in before["sessions"]] == [
        (left.stem, "ownerless", False)
    ]
    listed = run.result("Look at all").result
    assert listed["count"] == 3
    assert [one["organization"] for one in listed["sessions"]].count(tenant.organization) == 1
    for one in listed["sessions"]:
        assert (one["state"], one["this_run"], one["services"]) == ("open", True, ["exchange"])
        assert one["age"] < 60
        assert one["expires_at"].endswith("Z")
    assert len({one["owner_pid"] for one in listed["sessions"]}) == 1
    assert "exo1." not in json.dumps(listed)
    for task in ("Look at one organization", "Look with the tenant's id"):
        (one,) = run.result(task).result["sessions"]
        assert one["tenant_id"] == tenant.tenant_id
    for task in ("Command in the wrong session", "Command with the wrong sign-in"):
        assert run.result(task).result["error"]["documentation"].endswith("#organization-not-expected")
    assert run.result("Command as expected").result["count"] == 1
    assert not [one for one in box.control.journal() if one["cmdlet"] == "Set-Mailbox"]
    alone = run.result("Narrow nothing").result
    assert alone["error"]["documentation"].endswith("#of-organization-alone")
    assert run.result("Close nothing").result["disconnected"] == []
    assert len(run.result("Close one organization").result["disconnected"]) == 2
    assert [one["tenant_id"] for one in run.result("Look at the rest").result["sessions"]] == [tenant.tenant_id]
    assert len(run.result("Close the rest").result["disconnected"]) == 1
    assert run.result("Close it again").result["disconnected"] == []
    assert run.result("Nothing is left").result["count"] == 0
