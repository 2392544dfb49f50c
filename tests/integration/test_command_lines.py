# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option command: what a line sends, what is refused before anything is sent, and no secret of it is shown."""

from __future__ import annotations

import pytest

from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.playbooks import Playbooks, play

SECRET = "Tr0ub4dor-9xKq"
TIP = 'She\'s away; ask "Sales" for $5 | more'

TASKS = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo

- name: Read
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: PS C:\\> Get-Mailbox -ResultSize 3 -Verbose | Format-Table DisplayName,Alias -AutoSize

- name: Write
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: |
      Set-Mailbox AdeleV@contoso.onmicrosoft.com `
        -EmailAddresses @{Add='tip@contoso.onmicrosoft.com'} -HiddenFromAddressListsEnabled $true
    parameters:
      MailTip: "{{ tip }}"

- name: Warn
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: Get-Mailbox AdeleV@contoso.onmicrosoft.com -Archive $false

- name: Refused
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: Remove-Mailbox -Identity $user
  ignore_errors: true

- name: Secret that is refused
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: New-Mailbox -Name A -Password {{ secret }} -Alias $x
  ignore_errors: true

- name: Secret that cannot be sent
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: New-Mailbox -Name A -Password '{{ secret }}'
  ignore_errors: true

- name: Secret behind a pipe
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: Get-Mailbox | Set-Mailbox -RoomMailboxPassword '{{ secret }}'
  ignore_errors: true

- name: Pipeline that reads
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: >-
      Get-Mailbox | Where-Object {$_.Alias -in 'AdeleV','AlexW'} | Get-MailboxStatistics |
      Sort-Object DisplayName -Descending | Select-Object DisplayName,ItemCount

- name: Pipeline that writes
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: Get-Mailbox | Where-Object Alias -eq adelev | Set-CASMailbox -PopEnabled $false
    max_changes: 1

- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


@pytest.mark.both_ways
def test_a_line_is_sent_as_what_it_says(playbooks: Playbooks, box: Box) -> None:
    variables = {"secret": SECRET, "tip": TIP}
    run = playbooks.run(play(TASKS), "-vvv", environment=box.environment, variables=variables).check()
    rows = run.result("Read").result
    assert [sorted(row) for row in rows["objects"]] == [["Alias", "DisplayName"]] * 3
    assert rows["notes"] == ["-Verbose steers PowerShell and was left out."]
    assert run.result("Write").result["changed"] is True
    (sent,) = box.control.journal(cmdlet="Set-Mailbox")
    assert sent["parameters"] == {
        "Identity": "AdeleV@contoso.onmicrosoft.com",
        "EmailAddresses": {"@odata.type": "#Exchange.GenericHashTable", "Add": "tip@contoso.onmicrosoft.com"},
        "HiddenFromAddressListsEnabled": True,
        "MailTip": TIP,
        "Confirm": False,
    }
    assert "PowerShell wants -Archive:$false" in run.stdout + run.stderr
    refused = run.result("Refused").result
    assert refused["error"]["documentation"].endswith("#line-variable")
    assert refused["outcome"] == "did_not_run"
    assert refused["location"] == {
        "construct": "variable",
        "line": 1,
        "column": 26,
        "excerpt": ["Remove-Mailbox -Identity $user", "                         ^"],
    }
    assert run.result("Secret that cannot be sent").result["error"]["documentation"].endswith("#secret-key-missing")
    assert box.control.journal(cmdlet="Remove-Mailbox") == box.control.journal(cmdlet="New-Mailbox") == []
    read = run.result("Pipeline that reads").result
    assert [row["DisplayName"] for row in read["objects"]] == ["Alex Wilber", "Adele Vance"]
    (outcome,) = run.result("Pipeline that writes").result["outcomes"]
    (written,) = box.control.journal(cmdlet="Set-CASMailbox")
    assert (outcome["outcome"], outcome["object"]) == ("ran", written["parameters"]["Identity"])
    assert_no_traceback(run)
    assert_nothing_left(run)
    for name in ("Secret that is refused", "Secret that cannot be sent", "Secret behind a pipe"):
        assert SECRET not in str(run.result(name).result)
    assert_no_secrets(run, {"password in a line": SECRET})
