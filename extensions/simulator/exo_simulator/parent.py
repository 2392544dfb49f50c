# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watching the process that started the box, so that the box never outlives it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

POLL_SECONDS = 0.25


def watch(pid: int, gone: Callable[[], None]) -> Callable[[], None]:
    """Call `gone` on the running loop when the process has ended; gives a function that stops watching."""
    loop = asyncio.get_running_loop()
    if hasattr(os, "pidfd_open"):
        try:
            descriptor = os.pidfd_open(pid)
        except OSError:
            gone()
            return lambda: None
        loop.add_reader(descriptor, gone)

        def stop() -> None:
            loop.remove_reader(descriptor)
            os.close(descriptor)

        return stop
    task = loop.create_task(_poll(pid, gone))

    def cancel() -> None:
        task.cancel()

    return cancel


async def _poll(pid: int, gone: Callable[[], None]) -> None:
    while _alive(pid):
        await asyncio.sleep(POLL_SECONDS)
    gone()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
