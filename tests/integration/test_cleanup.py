# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endings that no signal makes: what always closes, what only exo_cleanup closes, and what a later connect sweeps."""

from __future__ import annotations

import shutil

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.leftovers import assert_worthless
from support.playbook import SETTINGS
from support.playbooks import Playbooks
from support.survivors import kill_all, wait_for_end

newest_action = pytest.mark.parametrize("setting", [SETTINGS[0]], ids=str, indirect=True)
both = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)

CLEANUP = {"ANSIBLE_CALLBACKS_ENABLED": "task_results,m365.exchange.exo_cleanup"}
LATER = """---
- name: Later
  hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - name: Connect
      m365.exchange.exo_connect:
      register: exo
    - name: Disconnect
      m365.exchange.exo_disconnect:
        session: "{{ exo }}"
"""


SILENT = "c41e0d97-6b2f-4e38-a5d9-81f7c3b0e250"  # Woodgrove


@pytest.fixture
def slow_box(box: Box) -> Box:
    """One command and one organization get no answer, so that a task which wants it meets its time-out."""
    box.control.fault("timeout", match={"cmdlet": "Get-TransportConfig"}, times=0)
    box.control.fault("timeout", match={"kind": "banner", "path": SILENT}, times=0)
    return box


@pytest.mark.both_ways
@both
@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
def test_always_closes_after_failures_and_the_callback_after_everything_else(
    playbooks: Playbooks, slow_box: Box
) -> None:
    run = playbooks.run("endings.yml", environment={**slow_box.environment, **CLEANUP})
    # A copy of a module is a child of its server, and does not see that its task is over.
    (wait_for_end if playbooks.setting.way == "action" else kill_all)(run.folders)
    assert run.returncode == 4
    assert_no_traceback(run)
    for reason in ("a failed task", "a time-out", "an undefined variable", "a slow command"):
        assert len(run.result(f"Close after {reason}").result["disconnected"]) == 1
    for task in ("Command that takes too long", "Connect that takes too long"):
        result = run.result(task).result
        assert (result["error"]["documentation"].rpartition("#")[2], result["outcome"]) == ("task-timeout", "unknown")
    assert run.result("Close after a slow connect").result["disconnected"] == []
    assert "exo_cleanup closed 3 sessions that this run had left open" in run.output
    assert_nothing_left(run)


@newest_action
@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
def test_without_the_callback_the_next_connect_sweeps_what_is_worth_nothing(
    playbooks: Playbooks, slow_box: Box
) -> None:
    box = slow_box
    run = playbooks.run("endings.yml", environment=box.environment)
    assert len(run.folders.records()) == 3
    assert_worthless(run.folders, {"secret": box.environment["EXO_CLIENT_SECRET"]})
    assert_nothing_left(playbooks.run(LATER, environment=box.environment, folders=run.folders).check())
