# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where sessions lie: in the home folder where there is no other place, and never where other runs have theirs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import STAND_IN, store_places
from support.box import Box
from support.desk import Desk
from support.playbook import Folders, Setting, environment_of

READ: dict[str, Any] = {"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}
Made = Callable[[str], Desk]


@pytest.fixture
def made(box: Box, tmp_path: Path) -> Made:
    """Makes a desk with a home of its own."""

    def make(name: str) -> Desk:
        (tmp_path / name).mkdir(0o700)
        return Desk(box, tmp_path / name)

    return make


@contextmanager
def another_process() -> Iterator[Owner]:
    """A process that lives as long as the ``with`` block, as an owner of sessions."""
    waiting = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as process:
        yield Owner.of(process.pid, Machine.here())


def records(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.rec"))


@pytest.mark.parametrize("runtime", ["", "missing"])
def test_without_memory_sessions_lie_in_the_home_folder(made: Made, tmp_path: Path, runtime: str) -> None:
    """As on macOS: neither XDG_RUNTIME_DIR nor /dev/shm. Connect, work, list, sweep and disconnect are the same."""
    desk = made("home")
    desk.environ["XDG_RUNTIME_DIR"] = runtime and str(tmp_path / runtime)
    folder = tmp_path / "home" / ".ansible" / "m365.exchange"
    with another_process() as owner:
        left = desk.connected(owner)["session"]
    assert left.split(".")[1] == "h"
    assert [one["state"] for one in desk.sessions()] == ["ownerless"]
    assert records(folder) == [f"{desk.sessions()[0]['id']}.rec"]
    desk.connect()
    (listed,) = desk.sessions()  # the other one was swept
    assert (listed["state"], listed["this_run"], Path(listed["path"]).parent) == ("open", True, folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / f"{listed['id']}.rec").stat().st_mode & 0o777 == 0o600
    result = desk.run(**READ)
    assert result["count"] == 1, result
    assert desk.run(commands=[READ] * 3, parallel=3)["changed"] is False
    second = desk.connected(session_limit=1)
    assert second["error"]["documentation"].endswith("#session-limit")
    desk.disconnect()
    assert desk.sessions() == []
    assert records(tmp_path) == []
    assert desk.run(**READ)["error"]["documentation"].endswith("#session-closed")
    assert desk.warnings == []


def test_sessions_of_other_runs_are_neither_listed_nor_counted_nor_swept(made: Made, tmp_path: Path) -> None:
    """The same user's other run has its sessions in a place that all runs look at, unless they stand apart."""
    memory = tmp_path / "memory"
    memory.mkdir(0o700)
    other, own, near = made("other"), made("own"), made("near")
    other.environ |= {"XDG_RUNTIME_DIR": "", STAND_IN: str(memory)}
    near.environ[STAND_IN] = str(memory)
    other.connected()
    with another_process() as soon_over:
        other.connected(soon_over)
    before = records(memory)
    assert len(before) == 2
    assert own.connected(session_limit=1).get("session")
    assert own.connected(session_limit=1)["error"]["documentation"].endswith("#session-limit")
    # Of four, two jobs have two each, and each has one at least.
    assert own.connected(session_limit=4, slices=2).get("session")
    for slices in (2, 3, 50):
        assert own.connected(session_limit=4, slices=slices)["error"]["documentation"].endswith("#session-limit")
    assert own.disconnect_all()
    assert own.connected(session_limit=2, slices=50).get("session")
    assert own.connected(slices=0)["error"]["documentation"].endswith("#option-out-of-range")
    assert [one["path"].startswith(str(tmp_path / "own")) for one in own.sessions()] == [True]
    assert len(own.disconnect_all()["disconnected"]) == 1
    assert records(memory) == before
    # Who does not stand apart sees them.
    assert sorted(one["state"] for one in near.sessions()) == ["open", "ownerless"]
    assert near.connected()["session"]
    assert len(records(memory)) == 1  # and sweeps what is over


def test_a_playbook_of_the_tests_has_all_places_below_its_folders(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "run")
    environment = environment_of(Setting(), folders, {})
    found = store_places(environment, environment["HOME"], os.geteuid())
    assert [place.letter for place in found] == ["r", "s", "h"]
    assert all(Path(place.path).is_relative_to(folders.root) for place in found)
    for name in ("HOME", "TMPDIR", "ANSIBLE_HOME", "ANSIBLE_LOCAL_TEMP", "ANSIBLE_REMOTE_TMP", "ANSIBLE_ASYNC_DIR"):
        assert Path(environment[name]).is_relative_to(folders.root), name
