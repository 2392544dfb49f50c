# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._ending import Ending
from ansible_collections.m365.exchange.plugins.module_utils._errors.interrupted import Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._operations.crew import Crew
from ansible_collections.m365.exchange.plugins.module_utils._session.owner import Owner


def nothing() -> None:
    """Nothing to look at."""


@pytest.mark.parametrize("size", [1, 2, 5])
def test_all_work_is_done_once_and_begun_in_order(size: int) -> None:
    begun: list[int] = []
    most: list[int] = []
    inside: set[int] = set()

    def do(work: int, worker: int) -> None:
        inside.add(worker)
        begun.append(work)
        most.append(len(inside))
        time.sleep(0.002)
        inside.discard(worker)

    Crew[int](size, lambda: True, nothing).run(range(20), do)
    assert sorted(begun) == list(range(20))
    assert max(most) == size
    assert all(abs(place - work) < size for place, work in enumerate(begun))


@pytest.mark.parametrize("size", [1, 3])
def test_nothing_is_begun_after_the_end(size: int) -> None:
    begun: list[int] = []
    Crew[int](size, lambda: len(begun) < 4, nothing).run(range(50), lambda work, _worker: begun.append(work))
    assert 4 <= len(begun) < 4 + size


@pytest.mark.parametrize("size", [1, 3])
def test_what_ends_a_worker_ends_all(size: int) -> None:
    begun: list[int] = []

    def do(work: int, _worker: int) -> None:
        begun.append(work)
        if work == 2:
            raise Interrupted("SIGTERM")
        time.sleep(0.01)

    with pytest.raises(Interrupted):
        Crew[int](size, lambda: True, nothing).run(range(50), do)
    assert len(begun) < 10


@contextmanager
def ended_by_alarm(seconds: float) -> Iterator[None]:
    """A timer that raises in the main thread, as Ansible's does for a task's time-out."""

    def raised(_number: int, _frame: object) -> None:
        raise Interrupted("the alarm")

    before = signal.signal(signal.SIGALRM, raised)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_the_waiting_thread_does_not_wait_for_a_worker_that_hangs() -> None:
    released = threading.Event()
    crew = Crew[int](2, lambda: True, nothing)

    started = time.monotonic()

    def hang(_work: int, _worker: int) -> None:
        released.wait(60)

    try:
        with ended_by_alarm(0.1), pytest.raises(Interrupted):
            crew.run(range(2), hang)
        assert time.monotonic() - started < 10
        assert crew.abandoned.is_set()
    finally:
        released.set()


def test_a_signal_waits_for_the_writes_of_all_threads() -> None:
    """The handler leaves the main thread waiting as long as any thread has a write in flight, and no longer."""
    done: list[int] = []
    with Ending(Owner(), lambda: False, passed_on=False) as ending:

        def do(work: int, _worker: int) -> None:
            with ending.in_flight():
                if work == 0:
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
                time.sleep(0.3 if work else 0.05)
                done.append(work)
            ending.still_wanted()

        with pytest.raises(Interrupted):
            Crew[int](3, lambda: True, nothing).run(range(9), do)
    assert sorted(done) == [0, 1, 2]
