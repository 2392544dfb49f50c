# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Not more requests than a tenant bears: a brake that all processes see, and three slots for all of them.

The service throttles by tenant and identity and bears two to three requests at a time (what CIPP and
others measured). The brake of a session is the time of an empty file: until then nobody sends. A slot is
a lock on one of three empty files, which the kernel frees when its process dies. Neither wait counts as
a retry. Without a session both hold within this process. Jobs on other machines see neither: where several work in a
tenant as one identity (``slices``), each takes its share of the slots, one at least.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from .._clock import Clock
from .._errors._advice.session import failure
from .handle import Handle
from .keyless_store import OpenPlaces
from .lock import gate_name, try_lock
from .private_folders_and_files import Refused, close_quietly

REQUEST_SLOTS = 3
LONGEST_BRAKE = 120.0
_SLOT_POLL = (0.05, 0.25)
_LOOK_UP_GATE = 1.0
_GATE_ROUNDING = 0.001

CheckWhileWaiting = Callable[[], None]
LeaveSlot = Callable[[], None]


def share_of_pace(number: int, slices: int) -> int:
    """What one of so many jobs may take of what all of them share: the same for each, and one at least."""
    return max(1, number // slices)


def no_check() -> None:
    """Nothing to ask while waiting."""


class ProcessPacing:
    """The pacing of one process and its threads, where no session is shared with others.

    ``check`` is called at least each second of waiting, and ends it by raising.
    """

    def __init__(self, clock: Clock, slots: int = REQUEST_SLOTS, *, slices: int = 1) -> None:
        self._clock = clock
        self._slices = slices
        self._slots = threading.BoundedSemaphore(share_of_pace(slots, slices))
        self._until = 0.0
        self._pid = os.getpid()

    def turn(self, check: CheckWhileWaiting = no_check) -> AbstractContextManager[float]:
        """A slot, with no brake on, for the ``with`` block that sends one request; gives the seconds waited.

        :raises Failure: ``session-in-a-child`` in a process forked since.
        """
        return self._wait_for_turn(check)

    @contextmanager
    def _wait_for_turn(self, check: CheckWhileWaiting) -> Iterator[float]:
        waited = 0.0
        while True:
            waited += self.wait_before_send(check)
            leave, more = self._wait_for_slot(check)
            waited += more
            try:
                if self._brake_seconds() <= 0:
                    yield waited
                    return
            finally:
                leave()

    def wait_before_send(self, check: CheckWhileWaiting = no_check) -> float:
        """Wait for the brake alone; the seconds waited."""
        waited = 0.0
        while (left := self._brake_seconds()) > 0:
            check()
            pause = min(left, _LOOK_UP_GATE)
            self._clock.sleep(pause)
            waited += pause
        return waited

    def brake(self, seconds: float) -> None:
        """Let nobody send for ``seconds``, at most 120; a longer brake that is on already stays."""
        self._demand_own_process()
        self._until = max(self._until, self._clock.steady() + min(seconds, LONGEST_BRAKE))

    def widen(self, slots: int) -> None:
        """Have more slots than three, before the first turn; those of others stay three."""
        if slots > REQUEST_SLOTS:
            self._slots = threading.BoundedSemaphore(share_of_pace(slots, self._slices))

    def _wait_for_slot(self, check: CheckWhileWaiting) -> tuple[LeaveSlot, float]:
        waited = 0.0
        while (leave := self._try_slot()) is None:
            check()
            pause = self._clock.between(*_SLOT_POLL)
            self._clock.sleep(pause)
            waited += pause
        return leave, waited

    def _brake_seconds(self) -> float:
        """Seconds until the brake is off."""
        return self._until - self._clock.steady()

    def _try_slot(self) -> LeaveSlot | None:
        """Take a slot; how to leave it, or None where all are taken."""
        self._demand_own_process()
        return self._slots.release if self._slots.acquire(blocking=False) else None

    def _demand_own_process(self) -> None:
        if os.getpid() != self._pid:
            raise failure("session-in-a-child")


class SessionPacing(ProcessPacing):
    """The pacing of all processes of one user: the brake of a session, the slots of its tenant and identity.

    What cannot be had from the file system is had within this process, with one warning.
    """

    def __init__(self, places: OpenPlaces, handle: Handle, subject: str, clock: Clock, *, slices: int = 1) -> None:
        """``places`` stay open as long as this is used.

        :raises Failure: the folder of the handle is not here or not safe.
        """
        super().__init__(clock, slices=slices)
        self._number = share_of_pace(REQUEST_SLOTS, slices)
        self._places = places
        self._folder = places.of(handle)
        self._gate = gate_name(handle.id)
        self._subject = subject

    def widen(self, slots: int) -> None:
        """See :class:`ProcessPacing`."""
        super().widen(slots)
        self._number = max(self._number, share_of_pace(slots, self._slices))

    def brake(self, seconds: float) -> None:
        """See :class:`ProcessPacing`."""
        super().brake(seconds)
        seconds = min(seconds, LONGEST_BRAKE)
        if seconds <= self._gate_closed_for():
            return
        try:
            fd = self._folder.open_empty(self._gate, make=True)
            try:
                until = self._clock.wall() + seconds
                os.utime(fd, (until, until))
            finally:
                close_quietly(fd)
        except (OSError, Refused) as exc:
            self._pace_alone(exc)

    def _brake_seconds(self) -> float:
        return max(super()._brake_seconds(), self._gate_closed_for())

    def _gate_closed_for(self) -> float:
        """Seconds for which the gate is closed; a time too far ahead is nothing that we wrote."""
        try:
            found = self._folder.status(self._gate)
        except OSError:
            return 0.0
        if found is None or not stat.S_ISREG(found.st_mode) or found.st_uid != self._folder.uid:
            return 0.0
        left = found.st_mtime - self._clock.wall()
        return left if 0 < left <= LONGEST_BRAKE + _GATE_ROUNDING else 0.0

    def _try_slot(self) -> LeaveSlot | None:
        try:
            slots = self._places.slots(self._folder)
            first = int(self._clock.chance() * self._number)
            for number in range(self._number):
                lock = try_lock(slots, f"{self._subject}.{(first + number) % self._number}", make=True)
                if lock is None:
                    continue
                if lock.supported:
                    return lock.release
                lock.release()
                raise Refused("the file system knows no locks")
        except (OSError, Refused) as exc:
            self._pace_alone(exc)
            return super()._try_slot()
        return None

    def _pace_alone(self, exc: OSError | Refused) -> None:
        reason, path = OpenPlaces.reason(exc), self._folder.path
        self._places.warn(f"Requests are counted within this process only, because {path} failed: {reason}.")
