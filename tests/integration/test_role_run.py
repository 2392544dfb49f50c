# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role m365.exchange.run: whatever the caller gives, the session is closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks, play

ROLE = """
- name: Role
  ansible.builtin.include_role:
    name: m365.exchange.run
- name: After
  ansible.builtin.debug:
    var: run_outcomes
"""

each_core = pytest.mark.parametrize("setting", SETTINGS[::2], ids=str, indirect=True)
one_setting = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)


def run_role(playbooks: Playbooks, box: Box, **variables: Any) -> Run:
    return playbooks.run(play(ROLE), environment=box.environment, variables=variables)


def cmdlets(box: Box) -> list[str]:
    return [entry["cmdlet"] for entry in box.control.journal() if entry["cmdlet"]]


def write_tasks(folder: Path, text: str) -> str:
    path = folder / "tasks.yml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_list_of_cmdlets_runs_in_order_and_leaves_its_results(playbooks: Playbooks, box: Box) -> None:
    commands = [
        {"cmdlet": "Get-Mailbox", "parameters": {"Identity": "AdeleV@contoso.com"}, "properties": ["DisplayName"]},
        {"cmdlet": "Get-Mailbox", "result_size": "3", "query": "[].PrimarySmtpAddress"},
        {"cmdlet": "Get-AcceptedDomain"},
    ]
    run = run_role(playbooks, box, run_commands=commands).check()
    assert cmdlets(box) == ["Get-Mailbox", "Get-Mailbox", "Get-AcceptedDomain"]
    outcomes = run.result("After").result["run_outcomes"]["outcomes"]
    assert outcomes[0]["objects"] == [{"DisplayName": "Adele Vance"}]
    assert len(outcomes[1]["objects"]) == 3
    assert len(run.result("Disconnect").result["disconnected"]) == 1
    assert_nothing_left(run)


@each_core
def test_a_file_of_tasks_uses_the_session_without_naming_it(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    tasks = write_tasks(tmp_path, "- name: Mine\n  m365.exchange.exo_command:\n    cmdlet: Get-AcceptedDomain\n")
    run = run_role(playbooks, box, run_tasks_file=tasks).check()
    assert run.result("Mine").result["count"] >= 1
    assert box.control.summary()["tokens_issued"] >= 1
    tokens = [entry for entry in box.control.journal() if entry["path"].endswith("/token")]
    assert len(tokens) == 1, "the file's task signed in by itself instead of using the session"
    assert_nothing_left(run)


@one_setting
def test_a_file_lies_beside_the_playbook_and_is_never_the_roles_own(playbooks: Playbooks, box: Box) -> None:
    run = run_role(playbooks, box, run_tasks_file="main.yml")
    assert run.returncode == 2
    said = run.result("Check that the file of tasks is there").result["msg"]
    assert said.startswith("There is no file of tasks ")
    assert "/main.yml: give run_tasks_file as a path from where ansible-playbook was started" in said
    assert box.control.journal() == []


@one_setting
def test_a_file_of_the_folder_that_the_run_was_started_in_comes_first(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    write_tasks(folders.root, "- name: Started here\n  m365.exchange.exo_command:\n    cmdlet: Get-AcceptedDomain\n")
    write_tasks(folders.root.parent, "- name: Beside the playbook\n  ansible.builtin.fail:\n")
    environment = {**box.environment, "PWD": str(folders.root)}
    run = playbooks.run(play(ROLE), environment=environment, variables={"run_tasks_file": "tasks.yml"}, folders=folders)
    assert run.check().result("Started here").result["count"] >= 1
    assert_nothing_left(run)


def test_a_failure_inside_ends_the_play_after_the_disconnect(playbooks: Playbooks, box: Box) -> None:
    wrong = {"cmdlet": "Get-Mailbox", "parameters": {"Identity": "nobody"}}
    run = run_role(playbooks, box, run_commands=[wrong, {"cmdlet": "Get-AcceptedDomain"}])
    assert run.returncode == 2
    outcomes = run.result("Run the caller's cmdlets").result["outcomes"]
    assert [one["outcome"] for one in outcomes] == ["refused", "did_not_run"]
    assert outcomes[0]["error"]["category"] == "not_found"
    assert cmdlets(box) == ["Get-Mailbox"]
    assert len(run.result("Disconnect").result["disconnected"]) == 1
    assert not [one for one in run.results if one.task == "After"]
    assert_nothing_left(run)
    assert_no_traceback(run)


@one_setting
def test_sign_in_options_beat_the_environment(playbooks: Playbooks, box: Box) -> None:
    fabrikam = box.tenants[1]
    application = fabrikam.applications[0]
    run = run_role(
        playbooks,
        box,
        run_organization=fabrikam.organization,
        run_environment="O365USGovGCCHigh",
        run_app_id=application.app_id,
        run_client_secret=application.client_secret,
        run_commands=[{"cmdlet": "Get-AcceptedDomain"}],
    ).check()
    assert run.result("After").result["run_outcomes"]["outcomes"][0]["tenant_id"] == fabrikam.tenant_id
    assert application.client_secret not in run.output


@one_setting
@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "has nothing to run"),
        ({"run_commands": [{"parameters": {}}]}, "cmdlet"),
        ({"run_commands": "Get-Mailbox"}, "run_commands"),
    ],
)
def test_what_cannot_be_run_is_refused_before_connecting(
    playbooks: Playbooks, box: Box, variables: dict[str, Any], words: str
) -> None:
    run = run_role(playbooks, box, **variables)
    assert run.returncode == 2
    assert words in run.output
    assert box.control.journal() == []
    assert_no_traceback(run)


@one_setting
def test_a_connect_that_fails_leaves_a_quiet_disconnect(playbooks: Playbooks, box: Box) -> None:
    run = run_role(playbooks, box, run_client_secret="wrong", run_commands=[{"cmdlet": "Get-Mailbox"}])
    assert run.returncode == 2
    assert run.result("Connect").result["error"]["category"] == "sign_in"
    assert run.result("Disconnect").event == "ok"
    assert run.result("Disconnect").result["disconnected"] == []


GUARDED = """
- name: Guarded
  hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  module_defaults:
    m365.exchange.exo_command:
      protected: [Set-Mailbox]
      expect_organization: contoso.onmicrosoft.com
      typed: true
  tasks:
    - name: Role
      ansible.builtin.include_role:
        name: m365.exchange.run
"""


def test_what_the_caller_sets_for_a_play_holds_inside_the_role(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    write = "- name: Mine\n  m365.exchange.exo_command:\n    cmdlet: {}\n    parameters: {}\n"
    identity = "{Identity: AdeleV@contoso.com}"
    tasks = write.format("Get-Mailbox", identity) + write.format("Set-Mailbox", identity).replace("Mine", "Refused")
    variables = {"run_tasks_file": write_tasks(tmp_path, tasks)}
    run = playbooks.run(GUARDED, environment=box.environment, variables=variables)
    assert run.returncode == 2
    assert isinstance(run.result("Mine").result["objects"][0]["ProhibitSendQuota"], int)
    assert run.result("Refused").result["error"]["documentation"].endswith("#tenant-wide")
    assert cmdlets(box) == ["Get-Mailbox"]
    assert len([entry for entry in box.control.journal() if entry["path"].endswith("/token")]) == 1
    assert_nothing_left(run)
