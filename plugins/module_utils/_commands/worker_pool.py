# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Several threads that take work from one list, in its order.

Signals, and Ansible's time-out of a task, are raised in the main thread, so that one only waits. The threads are
daemons: one that waits for a slow answer must not keep a process alive that was told to end.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

Work = TypeVar("Work")

_LOOK_UP = 0.25
# What threads have to notice that they are not wanted any more.
_LAST_WORDS = 1.0


class WorkerPool(Generic[Work]):
    """``size`` threads; with one, the work is done in this thread.

    ``go_on`` is asked before each piece of work, ``look`` is called now and then while the threads work: it may raise.
    """

    def __init__(self, size: int, go_on: Callable[[], bool], look: Callable[[], None]) -> None:
        self._size = size
        self._go_on = go_on
        self._look = look
        self._lock = threading.Lock()
        self._ends: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        self.abandoned = threading.Event()

    def run(self, works: Sequence[Work], do: Callable[[Work, int], None]) -> None:
        """Do all ``works``; ``do`` is given one and the number of its worker, and raises only to end everything."""
        waiting = iter(works)
        if self._size == 1:
            for work in waiting:
                if not self._go_on():
                    return
                do(work, 0)
            return
        threads = [
            threading.Thread(target=self._work, args=(waiting, do, number), daemon=True)
            for number in range(min(self._size, len(works)))
        ]
        for thread in threads:
            thread.start()
        try:
            self._wait(len(threads))
        except BaseException:
            self.abandoned.set()
            for thread in threads:
                thread.join(_LAST_WORDS / len(threads))
            raise

    def _work(self, waiting: Iterator[Work], do: Callable[[Work, int], None], number: int) -> None:
        try:
            while (work := self._next(waiting)) is not None:
                do(work, number)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it can be handled
            self.abandoned.set()
            self._ends.put(error)
        else:
            self._ends.put(None)

    def _next(self, waiting: Iterator[Work]) -> Work | None:
        with self._lock:
            return next(waiting, None) if self._go_on() and not self.abandoned.is_set() else None

    def _wait(self, workers: int) -> None:
        """Until all have ended; what ended one of them is raised when the others have ended, too."""
        first: BaseException | None = None
        while workers:
            try:
                ended = self._ends.get(timeout=_LOOK_UP)
            except queue.Empty:
                self._look()
                continue
            workers -= 1
            first = first or ended
        if first is not None:
            raise first
