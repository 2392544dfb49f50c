# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is killed (SIGKILL) in a request, and what its journal tells afterwards."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .box import Box
from .waiting import wait_until

Json = dict[str, Any]


def kill_in(box: Box, run: Callable[[], object]) -> None:
    """A process of its own that does ``run``, until the box is silent; then it is killed."""
    process = os.fork()
    if not process:  # what it raises or gives, nobody hears
        try:
            run()
        finally:
            os._exit(1)

    def silent() -> bool:
        assert os.waitpid(process, os.WNOHANG) == (0, 0), "The run ended before it was killed."
        return bool(box.control.silent())

    wait_until(silent, "the request in which the run is killed")
    os.kill(process, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    box.control.clear_faults()


def told(path: Path) -> tuple[list[Json], list[Json]]:
    """The writes of which the journal knows the end, as they began, and those that only began."""
    lines: list[Json] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    ended = [one["client_request_id"] for one in lines if one["event"] == "ended"]
    begun = [one for one in lines if one["event"] == "begun"]
    return (
        [one for one in begun if one["client_request_id"] in ended],
        [one for one in begun if one["client_request_id"] not in ended],
    )
