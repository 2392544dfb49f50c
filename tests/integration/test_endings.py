# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals: whatever ends a run, work stops at once, what remains is worth nothing, and the next connect sweeps it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from support.box import Box
from support.leftovers import assert_worthless
from support.playbook import Core, Folders, Process, Setting, run_playbook, start_playbook
from support.playbooks import Playbooks, play
from support.survivors import kill_all, wait_for_end
from support.waiting import wait_until

# An action plugin and a module end in ways of their own.
pytestmark = pytest.mark.both_ways

WRITES = 8
WORK = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: Write again and again
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: "{{ mark }}"
    parameters: {Identity: "nobody{{ item }}"}
  ignore_errors: true
  loop: "{{ range(writes) | list }}"
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""
LATER = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""
# The same with a sign-in of each write's own, for the one ending in which nothing else could stop it.
ALONE = WORK.replace('    session: "{{ exo }}"\n    cmdlet', "    cmdlet")


@dataclass
class Started:
    """A run that is being ended: its process, its folders, and the cmdlet that only this one uses."""

    mark: str
    folders: Folders
    process: Process
    writes_at_the_end: int = 0


def start(playbooks: Playbooks, box: Box, mark: str, text: str, more: dict[str, str] | None = None) -> Started:
    """Start a playbook and do not wait for it."""
    folders = playbooks.folders()
    folders.make()
    path = folders.root / "play.yml"
    path.write_text(play(text), encoding="utf-8")
    variables: dict[str, Any] = {"mark": mark, "writes": WRITES}
    environment = {**box.environment, **(more or {})}
    process = start_playbook(path, playbooks.setting, folders, environment=environment, variables=variables)
    return Started(mark, folders, process)


def writes_of(box: Box, mark: str) -> int:
    """How many writes of a run have reached the service; one in flight is there, too."""
    return len(box.control.journal(cmdlet=mark))


def group(process: Process) -> None:
    os.killpg(process.pid, signal.SIGKILL)


# A cmdlet for each, so that the journal tells the runs apart while their requests are in flight.
MARKS = ("Set-Mailbox", "Set-User", "Set-CASMailbox", "Set-MailContact")
ENDS: dict[str, Callable[[Process], None]] = {
    "SIGINT": lambda process: process.send_signal(signal.SIGINT),
    "SIGTERM": lambda process: process.send_signal(signal.SIGTERM),
    "SIGKILL of the group": group,
    "SIGKILL of the parent": lambda process: process.send_signal(signal.SIGKILL),
}


def _kind(name: str) -> tuple[str, dict[str, str]]:
    """The playbook and the environment of the run that ends so."""
    cleanup = {"ANSIBLE_CALLBACKS_ENABLED": "task_results,m365.exchange.exo_cleanup"}
    return (ALONE if name == "SIGKILL of the parent" else WORK), (cleanup if name == "SIGINT" else {})


def test_after_each_signal_no_write_begins_and_nothing_usable_is_left(playbooks: Playbooks, box: Box) -> None:
    """One run for each signal, side by side, each ended while its second write is in flight."""
    for mark in MARKS:
        box.control.fault("slow", match={"cmdlet": mark}, skip=1, times=0, delay=3.0, drip=100_000, pause=0)
    runs = {name: start(playbooks, box, mark, *_kind(name)) for name, mark in zip(ENDS, MARKS, strict=True)}
    try:
        waiting = dict(runs)

        def all_ended() -> bool:
            begun = Counter(one["cmdlet"] for one in box.control.journal())  # one look for all, it is asked often
            for name, run in list(waiting.items()):
                if begun[run.mark] >= 2:
                    ENDS[name](run.process)
                    run.writes_at_the_end = writes_of(box, run.mark)
                    del waiting[name]
            return not waiting

        wait_until(all_ended, "the second write of each")
        for run in runs.values():
            wait_for_end(run.folders)
    finally:
        for run in runs.values():
            kill_all(run.folders)
            run.process.communicate()
    for name, run in runs.items():
        assert_ended(name, run, playbooks, box)


def assert_ended(name: str, run: Started, playbooks: Playbooks, box: Box) -> None:
    """No write begins after the end, nothing usable is left, and the next connect sweeps it."""
    begun = writes_of(box, run.mark) - run.writes_at_the_end
    # ansible-core before 2.19 waits five seconds for its workers after SIGINT, and they may go on until then.
    allowed = 6 if (name, playbooks.setting.core) == ("SIGINT", "oldest") else 1
    assert begun <= allowed, f"{begun} more writes after {name}"
    assert_worthless(run.folders, {"secret": box.environment["EXO_CLIENT_SECRET"]})
    left = run.folders.records()
    assert len(left) == (0 if name == "SIGINT" else 1), f"{name} left {left}"
    assert_next_connect_sweeps(name, run, playbooks.setting.core, box)


def assert_next_connect_sweeps(name: str, run: Started, core: Core, box: Box) -> None:
    """A connect sweeps the same whichever way it runs."""
    later = run.folders.root / "later.yml"
    later.write_text(play(LATER), encoding="utf-8")
    run_playbook(later, Setting(core), run.folders, environment=box.environment, variables={}).check()
    assert run.folders.records() == [], f"{name}: the next connect did not sweep"


SLOW_CONNECT = """
- name: Connect
  m365.exchange.exo_connect:
"""


def test_a_signal_during_connect_leaves_no_session(playbooks: Playbooks, box: Box) -> None:
    """Each is held in its first request to the service until it is over.

    After SIGINT a playbook may wait for its worker, which is held: then it has not ended when the session is made,
    which is worth nothing and for the next sweep.
    """
    for kind in ("invoke", "banner"):
        box.control.barrier(9, {"kind": kind})
    started = {end: start(playbooks, box, end, SLOW_CONNECT) for end in ("SIGINT", "SIGTERM")}
    try:
        wait_until(lambda: box.control.held() == 2, "two that have signed in")
        for end, run in started.items():
            ENDS[end](run.process)
        started["SIGTERM"].process.wait(60)
        with suppress(subprocess.TimeoutExpired):
            started["SIGINT"].process.wait(5)
        ended = {end for end, run in started.items() if run.process.poll() is not None}
        box.control.clear_faults()  # what outlived its playbook goes on, and sees that it is over
        for end, run in started.items():
            wait_for_end(run.folders)
            assert end not in ended or run.folders.records() == [], end
            assert_worthless(run.folders, {"secret": box.environment["EXO_CLIENT_SECRET"]})
            assert_next_connect_sweeps(end, run, playbooks.setting.core, box)
    finally:
        for run in started.values():
            kill_all(run.folders)
            run.process.communicate()
