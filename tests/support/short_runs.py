# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that connect, work and disconnect in some tenths of a second, for tests that need many; see ``stand_in``."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from .places import COLLECTIONS, bin_of
from .playbook import Folders, Setting, Way, environment_of

Line = dict[str, Any]


class ShortRuns:
    """Use it with ``with``; one run at a time."""

    def __init__(self, folders: Folders, environment: Mapping[str, str]) -> None:
        folders.make()
        own = environment_of(Setting(), folders, environment)
        places = [own.get("PYTHONPATH", ""), str(COLLECTIONS), str(Path(__file__).parents[1])]
        self._process = subprocess.Popen(
            [str(bin_of("newest") / "python"), "-m", "support.stand_in"],
            cwd=folders.root,
            env={**own, "PYTHONPATH": os.pathsep.join(filter(None, places))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> ShortRuns:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def lines(self, way: Way, folders: Folders | None = None) -> Iterator[Line]:
        """Start a run, in its own folders or in others; what it reports, until no process of it is left."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        environment = folders.environment() if folders else {}
        self._process.stdin.write(json.dumps({"way": way, "environment": environment}) + "\n")
        self._process.stdin.flush()
        for text in self._process.stdout:
            line: Line = json.loads(text)
            if "over" in line:
                return
            yield line
        raise AssertionError("What stands in for ansible-playbook has ended.")

    def whole(self, way: Way, folders: Folders | None = None) -> dict[str, float]:
        """A run that nobody ends: how many seconds each of its tasks took.

        :raises AssertionError: one of them failed.
        """
        seconds, began = {}, time.monotonic()
        for line in self.lines(way, folders):
            if "task" in line:
                began = time.monotonic()
            elif "result" in line:
                assert not line["result"]["failed"], line
                seconds[line["result"]["task"]] = time.monotonic() - began
        return seconds
