# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import signal
import threading

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._commands import worker_pool
from ansible_collections.m365.exchange.plugins.module_utils._commands.worker_pool import WorkerPool
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import Ending
from support.meanwhile import meanwhile, send
from support.waiting import SECONDS, wait_until


def nothing() -> None:
    """Nothing to look at."""


@pytest.mark.parametrize("size", [1, 2, 5])
def test_all_work_is_done_once_and_begun_in_order(size: int) -> None:
    """None ends its work before as many are at work as there are workers."""
    together = threading.Barrier(size)
    begun: list[int] = []
    most: list[int] = []
    inside: set[int] = set()

    def do(work: int, worker: int) -> None:
        inside.add(worker)
        begun.append(work)
        most.append(len(inside))
        together.wait(SECONDS)
        inside.discard(worker)

    WorkerPool[int](size, lambda: True, nothing).run(range(20), do)
    assert sorted(begun) == list(range(20))
    assert max(most) == size
    assert all(abs(place - work) < size for place, work in enumerate(begun))


@pytest.mark.parametrize("size", [1, 3])
def test_nothing_is_begun_after_the_end(size: int) -> None:
    begun: list[int] = []
    WorkerPool[int](size, lambda: len(begun) < 4, nothing).run(range(50), lambda work, _worker: begun.append(work))
    assert 4 <= len(begun) < 4 + size


@pytest.mark.parametrize("size", [1, 3])
def test_what_ends_a_worker_ends_all(size: int) -> None:
    begun: list[int] = []
    pool = WorkerPool[int](size, lambda: True, nothing)

    def do(work: int, _worker: int) -> None:
        begun.append(work)
        if work == 2:
            raise Interrupted("SIGTERM")
        if size > 1:
            assert pool.abandoned.wait(SECONDS)

    with pytest.raises(Interrupted):
        pool.run(range(50), do)
    assert sorted(begun) == [0, 1, 2]


def test_the_waiting_thread_does_not_wait_for_a_worker_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal whose handler raises in the main thread, as Ansible's does for a task's time-out."""
    monkeypatch.setattr(worker_pool, "_SECONDS_TO_END", 0.02)
    released = threading.Event()
    hanging, gone = [], []
    pool = WorkerPool[int](2, lambda: True, nothing)

    def hang(work: int, _worker: int) -> None:
        hanging.append(work)
        released.wait(SECONDS)
        gone.append(work)

    def raised(_number: int, _frame: object) -> None:
        raise Interrupted("the alarm")

    def ring() -> None:
        wait_until(lambda: len(hanging) == 2, "two that hang")
        send(signal.SIGALRM)

    before = signal.signal(signal.SIGALRM, raised)
    try:
        with meanwhile(ring), pytest.raises(Interrupted):
            pool.run(range(2), hang)
        assert gone == []
        assert pool.abandoned.is_set()
    finally:
        signal.signal(signal.SIGALRM, before)
        released.set()


def test_a_signal_waits_for_the_writes_of_all_threads() -> None:
    """The handler leaves the main thread waiting as long as any thread has a write in flight, and no longer."""
    done: list[int] = []
    together = threading.Barrier(3)
    pool = WorkerPool[int](3, lambda: True, nothing)
    with Ending(Owner(), lambda: False, passed_on=False, grace=SECONDS) as ending:

        def do(work: int, _worker: int) -> None:
            with ending.in_flight():
                together.wait(SECONDS)
                if work == 0:
                    send(signal.SIGTERM)
                else:
                    assert pool.abandoned.wait(SECONDS)  # the first one has ended
                done.append(work)
            wait_until_told(ending)

        with pytest.raises(Interrupted):
            pool.run(range(9), do)
    assert sorted(done) == [0, 1, 2]


def wait_until_told(ending: Ending) -> None:
    """Ask, as before a request, until the main thread has heard the signal.

    :raises Interrupted: it has.
    """
    for _look in range(round(SECONDS / 0.01)):
        ending.still_wanted()
        threading.Event().wait(0.01)
    raise AssertionError("No signal came.")
