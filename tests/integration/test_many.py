# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of commands in playbooks: outcomes, differences, and what is told of a list that was cut short."""

from __future__ import annotations

import json
import signal
from functools import partial
from typing import Any

from support.box import Box
from support.checks import assert_no_traceback
from support.playbook import start_playbook
from support.playbooks import Playbooks, play
from support.survivors import wait_for_end
from support.waiting import SECONDS, wait_until

ADELE = "AdeleV@contoso.onmicrosoft.com"

TASKS = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: All is well
  m365.exchange.exo_command:
    session: "{{ exo }}"
    commands:
      - cmdlet: Set-Mailbox
        parameters: {Identity: AdeleV@contoso.onmicrosoft.com, CustomAttribute12: "{{ value }}"}
      - {cmdlet: Get-Mailbox, parameters: {Identity: AdeleV@contoso.onmicrosoft.com}, properties: [CustomAttribute12]}
      - {cmdlet: Get-OrganizationConfig, query: "[].Name"}
      - {cmdlet: Get-AcceptedDomain, query: "length(@)"}
    batch: true
    parallel: "{{ parallel }}"
- name: One fails
  m365.exchange.exo_command:
    session: "{{ exo }}"
    commands:
      - cmdlet: Set-Mailbox
        parameters: {Identity: AdeleV@contoso.onmicrosoft.com, CustomAttribute13: "{{ value }}"}
      - {cmdlet: Get-Mailbox, parameters: {Identity: nobody}}
      - {cmdlet: Remove-Mailbox, parameters: {Identity: AdeleV@contoso.onmicrosoft.com}}
    journal_path: "{{ journal }}"
  ignore_errors: true
- name: Two forms
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    commands: []
  ignore_errors: true
- name: Time is over
  m365.exchange.exo_command:
    session: "{{ exo }}"
    commands:
      - cmdlet: Set-Mailbox
        parameters: {Identity: AdeleV@contoso.onmicrosoft.com, CustomAttribute14: "{{ value }}"}
      - {cmdlet: Set-CASMailbox, parameters: {Identity: AdeleV@contoso.onmicrosoft.com, PopEnabled: false}}
      - {cmdlet: Get-OrganizationConfig}
  timeout: 10
  ignore_errors: true
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


def told(result: Any) -> list[str]:
    return [one["outcome"] for one in result["outcomes"]]


def test_lists_in_a_playbook(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    journal = folders.root / "journal.jsonl"
    variables = {"value": f"{playbooks.setting}", "parallel": 1, "journal": str(journal)}
    box.control.fault("timeout", match={"cmdlet": "set-casmailbox"})
    run = playbooks.run(
        play(TASKS), "--diff", environment=box.environment, variables=variables, folders=folders
    ).check()
    assert_no_traceback(run)
    well = run.result("All is well").result
    assert told(well) == ["ran"] * 4
    assert well["outcomes"][1]["objects"] == [{"CustomAttribute12": f"{playbooks.setting}"}]
    assert well["changed"] is True
    assert well["diff"][0]["after"]["CustomAttribute12"] == f"{playbooks.setting}"
    assert f'+    "CustomAttribute12": "{playbooks.setting}"' in run.stdout
    one = run.result("One fails").result
    assert told(one) == ["ran", "refused", "did_not_run"]
    assert (one["outcome"], one["changed"]) == ("refused", True)
    assert "1 of 3 commands failed; command 2 (Get-Mailbox)" in one["msg"]
    events = [json.loads(line)["event"] for line in journal.read_text(encoding="utf-8").splitlines()]
    assert events == ["planned", "begun", "ended", "ended"]
    assert run.result("Two forms").result["error"]["documentation"].endswith("#which-command")
    over = run.result("Time is over").result
    assert over["error"]["documentation"].endswith("#task-timeout")
    assert over["outcome"] == "unknown"
    if playbooks.setting.way == "action":
        assert told(over) == ["ran", "unknown", "did_not_run"]
    assert box.control.journal(cmdlet="Remove-Mailbox") == []


SIGNALLED = """
- name: Work
  m365.exchange.exo_command:
    commands: "{{ items }}"
    parallel: "{{ parallel }}"
    journal_path: "{{ journal }}"
"""


def _begun(box: Box, count: int) -> bool:
    return len(box.control.journal(cmdlet="Set-Mailbox")) >= count


def test_after_a_signal_no_command_begins(playbooks: Playbooks, box: Box) -> None:
    """In one thread and in three; writes have seconds to go, and all that were at work are told of."""
    items = [
        {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "CustomAttribute15": f"{playbooks.setting} {n}"}}
        for n in range(40)
    ]
    for parallel in (1, 3):
        box.control.reset()
        box.control.fault("slow", match={"cmdlet": "set-mailbox"}, skip=parallel, times=0, delay=2.0)
        folders = playbooks.folders()
        folders.make()
        journal = folders.root / "journal.jsonl"
        path = folders.root / "play.yml"
        path.write_text(play(SIGNALLED), encoding="utf-8")
        variables = {"items": items, "parallel": parallel, "journal": str(journal)}
        process = start_playbook(path, playbooks.setting, folders, environment=box.environment, variables=variables)
        try:
            wait_until(partial(_begun, box, 2 * parallel), "some writes")
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=SECONDS)
        finally:
            process.kill()
        begun = len(box.control.journal(cmdlet="Set-Mailbox"))
        wait_for_end(folders)
        sent = box.control.journal(cmdlet="Set-Mailbox")
        assert len(sent) <= begun + parallel < 40
        lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
        ended = {one["client_request_id"] for one in lines if one["event"] == "ended"}
        started = {one["client_request_id"] for one in lines if one["event"] == "begun"}
        # Whatever reached the service was noted before; what has no end is at most what was in flight.
        assert {one["headers"]["client-request-id"] for one in sent} <= started
        assert len(started - ended) <= parallel
