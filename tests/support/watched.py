# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a playbook while somebody reads what it shows, and enters the codes that it asks for."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .box import Box
from .playbook import SECONDS, Folders, Run, Setting, start_playbook

CODE = re.compile(r"To sign in(?: as (\S+))?, open \S+ in a browser and enter the code (\w+)")


def enters_codes(box: Box, anybody: str) -> Callable[[str], None]:
    """A person who enters each code that a line shows, as the user whom the line names, or as ``anybody``."""

    def read(line: str) -> None:
        found = CODE.search(line)
        if found:
            box.control.enter_device_code(found[2], found[1] or anybody)

    return read


def run_watched(
    playbook: Path,
    setting: Setting,
    folders: Folders,
    *,
    environment: Mapping[str, str],
    arguments: Sequence[str] = (),
    read: Callable[[str], None],
    seconds: float = SECONDS,
) -> Run:
    """Run it to its end, or kill it after ``seconds``; ``read`` gets each line of the error output as it comes."""
    process = start_playbook(playbook, setting, folders, environment=environment, variables={}, arguments=arguments)
    assert process.stdout is not None
    assert process.stderr is not None
    stdout = process.stdout
    output: list[str] = []
    reader = threading.Thread(target=lambda: output.append(stdout.read()))
    limit = threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
    reader.start()
    limit.start()
    errors = []
    with process:
        for line in process.stderr:
            errors.append(line)
            read(line)
        reader.join()
    limit.cancel()
    return Run(setting, process.returncode, "".join(output), "".join(errors), folders)
