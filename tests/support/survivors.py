# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that a run has started, wherever it went: found by its folders, in which it works.

A process of its own has them in its environment, too. The environment of a copy is that of its server, but the folder
in which it and all that it forks work is its own.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from .playbook import Folders


def processes_of(folders: Folders) -> list[int]:
    """The living processes of a run: ansible-playbook, its workers and their modules, orphans as well."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if _is_of(folders, entry) and _alive(entry):
                    found.append(int(entry.name))
    return found


def _is_of(folders: Folders, entry: Path) -> bool:
    if Path(os.readlink(entry / "cwd")) == folders.root:
        return True
    return f"XDG_RUNTIME_DIR={folders.runtime}".encode() in (entry / "environ").read_bytes().split(b"\0")


def _alive(entry: Path) -> bool:
    return (entry / "stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"


def kill_all(folders: Folders) -> None:
    """Kill every process of a run at once, as the end of a container does."""
    while left := processes_of(folders):
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def wait_for_end(folders: Folders, seconds: float = 120.0) -> None:
    """Until no process of the run is left."""
    end = time.monotonic() + seconds
    while left := processes_of(folders):
        if time.monotonic() > end:
            raise AssertionError(f"Still at work after {seconds} s: {left}")
        time.sleep(0.05)
