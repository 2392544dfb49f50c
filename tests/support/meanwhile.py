# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens while a test waits for something: in a thread of its own, and at a moment that is seen, not guessed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

from .box import Box
from .waiting import wait_until


@contextmanager
def meanwhile(do: Callable[[], object]) -> Iterator[None]:
    """Do this in a thread while the ``with`` block runs, and fail with it."""
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(do)
        yield
        job.result()


def send(number: int) -> None:
    """Send a signal to this process; the main thread hears it."""
    os.kill(os.getpid(), number)


@contextmanager
def signal_while_held(box: Box, held: int, number: int = signal.SIGTERM) -> Iterator[None]:
    """When the box's barriers hold so many requests a signal comes, and when it was heard the requests go on.

    To be entered where the handler under test is installed already.
    """
    heard = threading.Event()
    before = signal.getsignal(number)
    assert callable(before)

    def hear(came: int, frame: FrameType | None) -> None:
        heard.set()
        before(came, frame)

    def at_the_moment() -> None:
        wait_until(lambda: box.control.held() == held, f"{held} requests at once")
        send(number)
        wait_until(heard.is_set, "the signal")
        box.control.clear_faults()

    signal.signal(number, hear)
    try:
        with meanwhile(at_the_moment):
            yield
    finally:
        signal.signal(number, before)
