# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random points of connect, command and disconnect: nothing usable is left, and no later run is broken.

M365_SEED repeats a run of these tests with the random points of another one; see support/seeds.py.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from textwrap import indent

import pytest

from support.box import Box
from support.checks import assert_nothing_left
from support.extent import SOAK, choose
from support.leftovers import assert_worthless
from support.playbook import Folders, Process, Setting, Way, start_playbook
from support.playbooks import Playbooks, play
from support.seeds import seeds
from support.short_runs import ShortRuns
from support.survivors import kill_all
from support.waiting import wait_until

# An action plugin and a module end in ways of their own.
pytestmark = pytest.mark.each_setting

SECONDS = 120.0
KILLS = choose(12, 30, 1000)
WAYS: tuple[Way, ...] = ("action", "module")
TASKS = ("exo_connect", "exo_command", "exo_disconnect")
# Of twelve kills these two, one each way, come while the box holds the command's request: there is a session then.
HELD = (8, 9)


@pytest.fixture(params=seeds("killed_runs"), ids="seed={}".format)
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The random points."""
    return random.Random(request.param)


def secrets_of(box: Box) -> dict[str, str]:
    return {"secret": box.environment["EXO_CLIENT_SECRET"]}


def store_files(folders: Folders) -> set[str]:
    """What lies in the folder of the sessions, but for what a run that was killed in a write may leave for later."""
    store = folders.runtime / "m365.exchange"
    names = {path.name for path in store.iterdir()} if store.is_dir() else set()  # killed before the first session
    return {name for name in names if not name.endswith(".tmp")} - {"slots"}


def locks_alone(folders: Folders) -> set[str]:
    """The empty lock files of sessions whose run was killed before it wrote their record.

    They stay for ten minutes; tests/unit/plugins/module_utils/session/test_killed.py proves that they go then.
    """
    names = store_files(folders)
    return {name for name in names if name.endswith(".lock") and name.replace(".lock", ".rec") not in names}


@pytest.mark.parametrize("setting", [Setting()], ids=str, indirect=True)
def test_kill_9_in_each_task_both_ways(playbooks: Playbooks, box: Box, chance: random.Random) -> None:
    """The run and all its processes, or the run alone, so that its task goes on as an orphan."""
    folders = playbooks.folders()
    left: Counter[Way] = Counter()
    with ShortRuns(folders, box.environment) as runs:
        span = {way: runs.whole(way) for way in WAYS}
        for number in range(KILLS):
            way, task = WAYS[number % 2], TASKS[number // 2 % 3]
            held = task == "exo_command" and number % 12 in HELD
            if held:
                box.control.barrier(2, {"cmdlet": "get-organizationconfig"}, seconds=SECONDS)
            kill = os.kill if chance.random() < 0.3 else os.killpg
            moment = chance.uniform(0.0, span[way][task])
            print(f"kill {number}: {kill.__name__} {moment:.3f} s after the start of {task} as {way}")
            run = 0
            for line in runs.lines(way):
                run = line.get("run", run)
                if line.get("task") == task:
                    if held:
                        wait_until(lambda: box.control.held() == 1, "the command")
                    else:
                        time.sleep(moment)
                    with suppress(ProcessLookupError):  # it was faster this time
                        kill(run, signal.SIGKILL)
                    box.control.clear_faults()  # an orphan goes on
            assert_worthless(folders, secrets_of(box))
            left[way] += bool(folders.records())
            assert folders.records() or not held, "A run that was killed in a command has no session."
            early = locks_alone(folders)
            runs.whole(way)
            assert store_files(folders) <= early
    print(f"kills that left a record: {dict(left)}")
    # Those that were held at least: else the kills came too late, or too early, to prove anything.
    assert all(left[way] for way in WAYS)


# The same through ansible-playbook itself

HOSTS = 5
ROUNDS = 10 if SOAK else 1
# A token, a banner and a command for each host; how many seconds lie between two of them at most, or so.
REQUESTS, STEP = 3 * HOSTS, 0.3
KILLED = """---
- name: Add the hosts
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Add them
      ansible.builtin.add_host:
        name: "fork{{ item }}"
        groups: forks
        ansible_connection: "{{ hostvars.localhost.ansible_connection }}"
        ansible_python_interpreter: "{{ ansible_playbook_python }}"
      loop: "{{ range(hosts) | list }}"
      changed_when: false

- name: Work
  hosts: forks
  gather_facts: false
  strategy: ansible.builtin.free
  tasks:
"""
WORK = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: Read
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-OrganizationConfig
    properties: [Name]
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""
kill_ways = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "module")], ids=str, indirect=True
)


@kill_ways
def test_kill_9_while_five_hosts_work(playbooks: Playbooks, box: Box, chance: random.Random) -> None:
    """Each round kills everything at once after some of its requests, in the folders of the rounds before."""
    folders = playbooks.folders()
    folders.make()
    path = folders.root / "killed.yml"
    path.write_text(KILLED + indent(WORK.strip("\n"), "    ") + "\n", encoding="utf-8")
    for _round in range(ROUNDS):
        seen = box.control.position()
        process = _started(playbooks, box, folders, path)
        wait_until(partial(_far_enough, box, seen, process, chance.randint(1, REQUESTS)), "so many requests")
        time.sleep(chance.uniform(0.0, STEP))
        kill_all(folders)
        process.communicate()
        assert_worthless(folders, secrets_of(box))
    (folders.root / "results.jsonl").unlink(missing_ok=True)
    early = locks_alone(folders)
    assert_nothing_left(playbooks.run(play(WORK), environment=box.environment, folders=folders).check())
    assert store_files(folders) <= early


def _far_enough(box: Box, since: int, process: Process, requests: int) -> bool:
    assert process.poll() is None, "The run ended before it was killed."
    return len(box.control.journal(since)) >= requests


def _started(playbooks: Playbooks, box: Box, folders: Folders, path: Path) -> Process:
    return start_playbook(
        path,
        playbooks.setting,
        folders,
        environment=box.environment,
        variables={"hosts": HOSTS},
        arguments=["--forks", str(HOSTS)],
    )
