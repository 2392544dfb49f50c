# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How a running operation meets the end of its run: signals, and a run that has died.

Since ansible-core 2.19 a cancelled ansible-playbook passes SIGINT and SIGTERM on to its workers and their modules;
older ones leave them at work, and SIGKILL always does. So signals end an operation at once, except that a write in
flight gets some seconds for its answer; and before each request, and each second while an answer is awaited, is asked
whether anybody still waits for it.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any

from ._errors._advice.session import failure
from ._errors.failure import Interrupted
from ._session.owner_and_machine import Machine, Owner

SIGNALS = (signal.SIGTERM, signal.SIGINT)
GRACE = 10.0
LOOK_EVERY = 1.0
_STDOUT = 1


class Ending:
    """Use it with ``with`` around an operation, in the main thread of the process.

    ``orphaned`` tells whether nobody waits for this process any more. ``passed_on`` says whether a signal that came
    in meanwhile is sent to this process again at the end, for whoever handled it before.
    """

    def __init__(self, owner: Owner, orphaned: Callable[[], bool], *, passed_on: bool, grace: float = GRACE) -> None:
        self._owner = owner
        self._orphaned = orphaned
        self._passed_on = passed_on
        self._grace = grace
        self._before: dict[int, Any] = {}
        self._machine: Machine | None = None
        self._came: signal.Signals | None = None
        # One mark for each request that may change something: the commands of a list may be in several threads, and
        # adding to a set takes no lock, which a signal's handler could not wait for.
        self._in_flight: set[object] = set()
        self._waited_enough = False
        self._timer: threading.Timer | None = None
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="ending", daemon=True)

    def __enter__(self) -> Ending:
        if threading.current_thread() is threading.main_thread():
            for one in SIGNALS:
                before = signal.getsignal(one)
                # None is a handler that Python did not set; an ignored signal (nohup) stays ignored.
                if before not in (None, signal.SIG_IGN):
                    self._before[one] = before
                    signal.signal(one, self._on_signal)
        if signal.SIGTERM in self._before:
            self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._watcher.is_alive():
            self._watcher.join()
        if self._timer is not None:
            self._timer.cancel()
        for one, before in self._before.items():
            signal.signal(one, before)
        if self._came is not None and self._passed_on:
            os.kill(os.getpid(), self._came)

    def still_wanted(self) -> None:
        """The brake before each request.

        :raises Interrupted: a signal came while a write was in flight.
        :raises Failure: ``run-is-over``: the run of ansible-playbook or the connection to it is gone.
        """
        if self._came is not None:
            raise Interrupted(self._came.name)
        if self._machine is None:
            self._machine = Machine.here()
        if self._orphaned() or self._owner.alive(self._machine) is False:
            raise failure("run-is-over", pid=self._owner.pid or "unknown")

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Around a request that may change something: a signal waits for its answer, some seconds at most.

        :raises Interrupted: the answer did not come in time; it may have run.
        """
        mark = object()
        self._in_flight.add(mark)
        try:
            yield
        except Interrupted as error:
            error.may_have_run = True
            raise
        finally:
            self._in_flight.discard(mark)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._came is None:
            self._came = signal.Signals(number)
            if self._in_flight:
                self._timer = threading.Timer(self._grace, self._end_grace)
                self._timer.daemon = True
                self._timer.start()
        elif not self._waited_enough:
            return  # the operation is ending already, and what it removes must not be cut short
        if not self._in_flight or self._waited_enough:
            self._waited_enough = False
            raise Interrupted(self._came.name)

    def _watch(self) -> None:
        """In a thread of its own: end an orphan that waits for an answer, which may be long in coming, by SIGTERM."""
        while not self._over.wait(LOOK_EVERY):
            if self._orphaned():
                os.kill(os.getpid(), signal.SIGTERM)
                return

    def _end_grace(self) -> None:
        """In the timer's thread: a handler runs in the main one, and wakes it from its wait for an answer."""
        if self._in_flight and self._came is not None:
            self._waited_enough = True
            os.kill(os.getpid(), self._came)


def nobody_reads() -> bool:
    """Whether the other end of a module's output is closed: its worker was killed, or the connection is down."""
    poll = select.poll()
    poll.register(_STDOUT, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _fd, event in poll.poll(0))
