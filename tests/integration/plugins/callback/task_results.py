# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each task returned, one JSON object a line, in the file that M365_TEST_RESULTS names.

The results are those that any callback sees: what is secret has been taken out of them. Where M365_TEST_PAYLOADS names
a folder, modules that ansible-core has packed are kept there for the next run.
"""

from __future__ import annotations

DOCUMENTATION = """
name: task_results
type: aggregate
short_description: write each task's result to a file
description:
  - A callback for the tests of this collection.
author:
  - The m365.exchange contributors
"""

import json
import os
from typing import Any

from ansible import constants
from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    """Writes; prints nothing."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_results"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self) -> None:
        super().__init__()
        kept = os.environ.get("M365_TEST_PAYLOADS")
        if kept:
            os.symlink(kept, os.path.join(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache"))

    def v2_runner_on_ok(self, result: Any) -> None:
        self._write("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._write("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._write("unreachable", result)

    def v2_runner_item_on_ok(self, result: Any) -> None:
        self._write("item_ok", result)

    def v2_runner_item_on_failed(self, result: Any) -> None:
        self._write("item_failed", result)

    def v2_runner_item_on_skipped(self, result: Any) -> None:
        self._write("item_skipped", result)

    def _write(self, event: str, result: Any) -> None:
        # The names with an underscore are the only ones that the oldest ansible-core has.
        line = {
            "event": event,
            "host": result._host.get_name(),
            "task": result._task.get_name().rpartition(" : ")[2],
            "action": result._task.action,
            "result": result._result,
        }
        with open(os.environ["M365_TEST_RESULTS"], "a", encoding="utf-8") as journal:
            journal.write(json.dumps(line, default=str) + "\n")
