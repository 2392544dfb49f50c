# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes how long each task took, from its start to the start of the next, as JSON lines."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: task_times
type: aggregate
short_description: Write the time of each task
description: To the file that the variable M365_TASK_TIMES names.
"""


class CallbackModule(CallbackBase):
    """Keeps one task's name and start."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_times"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self) -> None:
        super().__init__()
        self._file = open(os.environ["M365_TASK_TIMES"], "a", encoding="utf-8")  # noqa: SIM115 - open to the end
        self._running: tuple[str, float] | None = None

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:  # noqa: ARG002 - as in the base
        """One task ends where the next begins."""
        self._end()
        self._running = (task.get_name(), time.perf_counter())

    def v2_playbook_on_stats(self, stats: Any) -> None:  # noqa: ARG002 - as in the base
        """The last one."""
        self._end()
        self._file.close()

    def _end(self) -> None:
        if self._running:
            name, started = self._running
            line = {"task": name, "milliseconds": (time.perf_counter() - started) * 1000}
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
