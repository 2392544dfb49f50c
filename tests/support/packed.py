# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules as an ansible-core has packed them, handed from one run to the next: packing one takes seconds.

What is kept lies in one folder for all processes of a run of pytest, a folder in it for each ansible-core. A run of
ansible-playbook gets a folder of its own with further names of those files, so that one which is killed while it
writes leaves nothing that others read.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_VARIABLE = "M365_TEST_PACKED"
_UNFINISHED = "-part"


def share() -> Path:
    """The folder of this process and of all that it starts; whoever makes it takes it away at its end."""
    if _VARIABLE not in os.environ:
        os.environ[_VARIABLE] = tempfile.mkdtemp(prefix="m365-packed-")
        atexit.register(shutil.rmtree, os.environ[_VARIABLE], ignore_errors=True)
    return Path(os.environ[_VARIABLE])


def folder_for_a_run(core: str) -> Path:
    """A new folder with all that this core has packed so far."""
    kept = _kept(core)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=share()))
    for path in kept.iterdir():
        os.link(path, folder / path.name)
    return folder


def keep(core: str, folder: Path) -> None:
    """Hand on what a run that has ended has packed, and take its folder away."""
    for path in folder.iterdir():
        if not path.name.endswith(_UNFINISHED):
            with suppress(FileExistsError):
                os.link(path, _kept(core) / path.name)
    shutil.rmtree(folder, ignore_errors=True)  # what has outlived its run may be writing yet


def _kept(core: str) -> Path:
    folder = share() / core
    folder.mkdir(exist_ok=True)
    return folder
