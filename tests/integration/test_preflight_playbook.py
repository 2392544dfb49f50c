# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook preflight: one row a customer, each trouble below it, for one organization or an inventory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks

PLAYBOOK = "m365.exchange.preflight"
SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
TASKS = """
- name: Remove-Mailbox is no cmdlet of this list
  m365.exchange.exo_command:
    commands:
      - Get-Mailbox AdeleV@contoso.com
      - cmdlet: New-TransportRule
- name: Line
  m365.exchange.exo_command:
    command: "Get-Mailbos -ResultSize 1"
- name: On one line
  m365.exchange.exo_command: {command: Get-Mailbox | Set-Mailbocks -MailTip x, retries: 1}
- name: In lines
  m365.exchange.exo_command:
    commands:
      - {name: x, cmdlet: New-JournalRulle}
      - cmdlet: Write-AdminAuditLogg
      - command: |
          Get-Mailbox AdeleV@contoso.com |
          Where-Object IsShared |
          Enable-Mailbocks -Archive
"""


@SETTING
def test_each_customer_has_its_row(playbooks: Playbooks, box: Box) -> None:
    contoso, fabrikam = box.tenants[0], box.tenants[1]
    folders = playbooks.folders()
    folders.make()
    us = {"customer_environment": "O365USGovGCCHigh", "customer_app_id": fabrikam.applications[0].app_id}
    hosts = {
        contoso.organization: {
            "customer_certificate": Path(contoso.applications[0].certificate_path).read_text(encoding="utf-8")
        },
        fabrikam.organization: {**us, "customer_client_secret": "no-such-canary-secret"},
    }
    inventory = folders.root.with_name("customers.json")
    inventory.write_text(json.dumps({"exchange_customers": {"hosts": hosts}}), encoding="utf-8")
    environment = {
        name: value for name, value in box.environment.items() if name not in ("EXO_CLIENT_SECRET", "EXO_ORGANIZATION")
    }
    run = playbooks.run(PLAYBOOK, "-i", str(inventory), environment=environment, folders=folders).check()
    title, *rows = run.result("Show the table").result["msg"]
    assert title.split() == ["customer", "state", "signed", "in", "by", "credential", "relationship", "slowest"]
    assert [row.split()[:3] for row in rows[:2]] == [
        [contoso.organization, "healthy", "certificate"], [fabrikam.organization, "1", "trouble"],
    ]  # fmt: skip
    assert (rows[2].split()[0], "secret" in rows[2], len(rows)) == ("identity:", True, 3)
    assert "no-such-canary-secret" not in run.output
    assert_no_traceback(run)
    assert_nothing_left(run)


@SETTING
def test_the_cmdlets_of_a_file_are_looked_for(playbooks: Playbooks, box: Box) -> None:
    """Without an inventory it is the organization of the environment."""
    folders = playbooks.folders()
    folders.make()
    (folders.root / "leaver.yml").write_text(TASKS, encoding="utf-8")
    variables = {
        "preflight_tasks": "leaver.yml",
        "preflight_cmdlets": " Get-Mailbox,New-TransportRulle , ",
        "preflight_must_be_healthy": True,
    }
    reader = box.tenants[0].applications[1]
    environment = {**box.environment, "EXO_APP_ID": reader.app_id, "EXO_CLIENT_SECRET": reader.client_secret}
    run = playbooks.run(PLAYBOOK, environment=environment, variables=variables, folders=folders)
    assert run.returncode == 2, run.output
    found = run.result("Look before the work").result
    assert [one["cmdlet"] for one in found["missing"]] == [
        "New-TransportRulle", "New-TransportRule", "Get-Mailbos", "Set-Mailbocks", "New-JournalRulle",
        "Write-AdminAuditLogg", "Enable-Mailbocks",
    ]  # fmt: skip
    rows = run.result("Show the table").result["msg"][1:]
    assert [row.split()[0] for row in rows] == [box.tenants[0].organization, *["cmdlet:"] * 7]


@SETTING
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"preflight_tasks": "nowhere.yml"}, "There is no file of tasks "),
        ({"customers_group": "nowhere"}, "The inventory has no host in the group nowhere"),
    ],
    ids=["no-tasks-file", "no-group"],
)
def test_what_cannot_be_looked_at_fails(playbooks: Playbooks, variables: dict[str, Any], said: str) -> None:
    """And no other organization is looked at in its place."""
    run = playbooks.run(PLAYBOOK, variables=variables)
    assert run.returncode == 2
    assert said in run.output
    assert not [one for one in run.results if one.task == "Look before the work"]


@SETTING
def test_without_a_way_to_sign_in_the_table_says_so(playbooks: Playbooks) -> None:
    run = playbooks.run(PLAYBOOK).check()
    row, why = run.result("Show the table").result["msg"][1:]
    assert row.split()[:3] == ["localhost", "not", "looked"]
    assert why.startswith("    No way to sign in was given.")
