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


@both
@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
def test_always_closes_after_failures_and_the_callback_after_everything_else(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run("endings.yml", environment={**box.environment, **CLEANUP})
    assert run.returncode == 4
    assert_no_traceback(run)
    for task in ("Close after a failed task", "Close after a time-out", "Close after an undefined variable"):
        assert len(run.result(task).result["disconnected"]) == 1
    assert "exo_cleanup closed 3 sessions that this run had left open" in run.output
    assert_nothing_left(run)


@newest_action
@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
def test_without_the_callback_the_next_connect_sweeps_what_is_worth_nothing(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run("endings.yml", environment=box.environment)
    assert len(run.folders.records()) == 3
    assert_worthless(run.folders, {"secret": box.environment["EXO_CLIENT_SECRET"]})
    assert_nothing_left(playbooks.run(LATER, environment=box.environment, folders=run.folders).check())
