# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Several requests at a time: threads that take work from one list, in its order, and many reads over one connection.

Signals, and Ansible's time-out of a task, are raised in the main thread, so that one only waits. The threads are
daemons: one that waits for a slow answer must not keep a process alive that was told to end.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Generic, TypeVar

from .._connection.open_connection import Connection
from .._errors.failure import Failure
from .._exchange_client.batch import MOST_IN_BATCH, BatchPart, fetch_batch, is_batchable
from .._exchange_client.read_answer import AnswerPage
from .._exchange_client.request_and_route import Call
from .._exchange_client.send_and_page import Sender
from .._json_types import Row
from .._task.context_and_progress import Context

Work = TypeVar("Work")

_SECONDS_BETWEEN_LOOKS = 0.25
# What threads have to notice that they are not wanted any more.
_SECONDS_TO_END = 1.0


class WorkerPool(Generic[Work]):
    """``size`` threads; with one, the work is done in this thread.

    ``go_on`` is asked before each piece of work, ``look`` is called now and then while the threads work: it may raise.
    """

    def __init__(self, size: int, go_on: Callable[[], bool], look: Callable[[], None]) -> None:
        self._size = size
        self._goes_on = go_on
        self._look_for_end = look
        self._lock = threading.Lock()
        self._worker_ends: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        self.abandoned = threading.Event()

    def run(self, works: Sequence[Work], do: Callable[[Work, int], None]) -> None:
        """Do all ``works``; ``do`` is given one and the number of its worker, and raises only to end everything."""
        waiting = iter(works)
        if self._size == 1:
            for work in waiting:
                if not self._goes_on():
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
            self._wait_for_workers(len(threads))
        except BaseException:
            self.abandoned.set()
            for thread in threads:
                thread.join(_SECONDS_TO_END / len(threads))
            raise

    def _work(self, waiting: Iterator[Work], do: Callable[[Work, int], None], number: int) -> None:
        try:
            while (work := self._next_work(waiting)) is not None:
                do(work, number)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it can be handled
            self.abandoned.set()
            self._worker_ends.put(error)
        else:
            self._worker_ends.put(None)

    def _next_work(self, waiting: Iterator[Work]) -> Work | None:
        with self._lock:
            return next(waiting, None) if self._goes_on() and not self.abandoned.is_set() else None

    def _wait_for_workers(self, workers: int) -> None:
        """Until all have ended; what ended one of them is raised when the others have ended, too."""
        first: BaseException | None = None
        while workers:
            try:
                ended = self._worker_ends.get(timeout=_SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                self._look_for_end()
                continue
            workers -= 1
            first = first or ended
        if first is not None:
            raise first


def read_together(
    connection: Connection, calls: Sequence[Call], parallel: int, context: Context
) -> list[list[Row] | Failure]:
    """What each read brought, in their order. A refusal is explained once for each cmdlet."""
    answers: list[list[Row] | Failure] = [[] for _call in calls]
    units = _units_of(calls)
    with ExitStack() as stack:
        senders = [connection.sender]
        for _number in range(min(parallel, len(units)) - 1):
            transport = stack.enter_context(connection.sender.transport.clone())
            senders.append(replace(connection.sender, transport=transport))
        pool: WorkerPool[list[int]] = WorkerPool(len(senders), lambda: True, context.still_wanted)

        def do(unit: list[int], worker: int) -> None:
            for place, came in zip(unit, _ask_unit(senders[worker], [calls[place] for place in unit]), strict=True):
                answers[place] = came

        pool.run(units, do)
    return _explain_refused_reads(connection, calls, answers)


def _units_of(calls: Sequence[Call]) -> list[list[int]]:
    """The places of what goes in one request: up to ten, and alone what cannot go with others."""
    together: list[int] = []
    alone: list[list[int]] = []
    for place, call in enumerate(calls):
        if is_batchable(call):
            together.append(place)
        else:
            alone.append([place])
    return [*alone, *(together[start : start + MOST_IN_BATCH] for start in range(0, len(together), MOST_IN_BATCH))]


def _ask_unit(sender: Sender, calls: Sequence[Call]) -> list[list[Row] | Failure]:
    from .read_objects import rows_or_failure  # noqa: PLC0415 - a list of commands does without

    if len(calls) == 1:
        return [rows_or_failure(sender, calls[0])]
    parts = fetch_batch(sender, calls)
    return [_rows_of_part(part, sender) for part in parts]


def _rows_of_part(part: BatchPart, sender: Sender) -> list[Row] | Failure:
    """The rows of a part, where there are more pages those of all."""
    from .read_objects import rows_or_failure  # noqa: PLC0415 - as above

    came = part.page_or_failure
    if isinstance(came, AnswerPage) and came.next_link is None and not came.cut:
        return list(came.rows)
    return rows_or_failure(part.hand_to(sender), part.call)


def _explain_refused_reads(
    connection: Connection, calls: Sequence[Call], answers: list[list[Row] | Failure]
) -> list[list[Row] | Failure]:
    from .explain_refusal import explain_refused_call  # noqa: PLC0415 - only after a failure

    better: dict[str, Failure] = {}
    for place, (call, came) in enumerate(zip(calls, answers, strict=True)):
        if isinstance(came, Failure) and came.key == "cmdlet-not-available":
            if call.cmdlet not in better:
                better[call.cmdlet] = explain_refused_call(connection, call, came) or came
            answers[place] = better[call.cmdlet]
    return answers
