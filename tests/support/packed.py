# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules as an ansible-core has packed them, handed from one run to the next: packing one takes seconds.

What is kept lies in one folder for all processes of a run of pytest, a folder in it for each ansible-core. A run of
ansible-playbook gets a folder of its own with further names of those files, so that no two write the same file. What a
run has finished has its name at once, so the next run takes it over even from one that was killed.
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


def bytecode() -> Path:
    """The folder for what is compiled of packed modules: see ``loopback_only/sitecustomize.py``."""
    return _made(share() / "bytecode")


def folder_for_a_run(core: str) -> Path:
    """A new folder with all that this core has packed so far."""
    kept = _made(share() / core)
    for path in share().glob(f"run-{core}-*/*"):
        _hand_on(path, kept)
    folder = Path(tempfile.mkdtemp(prefix=f"run-{core}-", dir=share()))
    for path in kept.iterdir():
        os.link(path, folder / path.name)
    return folder


def keep(core: str, folder: Path) -> None:
    """Hand on what a run that has ended has packed, and take its folder away."""
    for path in folder.iterdir():
        _hand_on(path, _made(share() / core))
    shutil.rmtree(folder, ignore_errors=True)  # what has outlived its run may be writing yet


def _hand_on(path: Path, kept: Path) -> None:
    if not path.name.endswith(_UNFINISHED):
        with suppress(FileExistsError, FileNotFoundError):  # another worker was faster, or has taken it away
            os.link(path, kept / path.name)


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
