# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A session in use: its record read, whether it is still open, and not more requests than its tenant bears.

The service throttles by tenant and identity and bears two to three requests at a time (what CIPP and
others measured). The brake of a session is the time of an empty file: until then nobody sends. A slot is
a lock on one of three empty files, which the kernel frees when its process dies. Neither wait counts as
a retry. Without a session both hold within this process. Jobs on other machines see neither: where several work in a
tenant as one identity (``slices``), each takes its share of the slots, one at least.
"""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from .._clock import Clock
from .._errors._advice.session import failure
from .._json_types import Row
from .handle_and_record import NONCE_BYTES, Handle, Header, NotAHeader, record_name, split_record
from .private_files_and_locks import Folder, Refused, close_quietly, gate_name, is_closed, lock_name, try_lock
from .session_age_and_sweep import has_outlived
from .session_folders import OpenPlaces, Store, Surroundings, tell_failures

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:  # reported by the edges through _libraries
    pass


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
        self._folder = places.folder_of(handle)
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
            gate_status = self._folder.status(self._gate)
        except OSError:
            return 0.0
        if gate_status is None or not stat.S_ISREG(gate_status.st_mode) or gate_status.st_uid != self._folder.uid:
            return 0.0
        left = gate_status.st_mtime - self._clock.wall()
        return left if 0 < left <= LONGEST_BRAKE + _GATE_ROUNDING else 0.0

    def _try_slot(self) -> LeaveSlot | None:
        try:
            slots = self._places.slots_of(self._folder)
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
        reason, path = OpenPlaces.reason_of(exc), self._folder.path
        self._places.warn_once(f"Requests are counted within this process only, because {path} failed: {reason}.")


def unseal(data: bytes, identifier: str, key: bytes) -> tuple[Header, Row]:
    """Header and content of the record of session ``identifier``.

    :raises Failure: ``session-not-readable``, the same for every defect.
    """
    try:
        line, sealed = split_record(data)
        header = Header.parse(line)
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], line)
        content = json.loads(plain)
    except (NotAHeader, InvalidTag, ValueError, RecursionError) as exc:
        raise failure("session-not-readable", id=identifier) from exc
    if header.id != identifier or not isinstance(content, dict):
        raise failure("session-not-readable", id=identifier)
    return header, content


_NOTE_USE_EVERY = 60.0


class SessionReader(Store):
    """What each task does with a session that is open: see :class:`Store`."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._in_memory: dict[str, tuple[int, Row]] = {}

    def read(self, handle: Handle) -> tuple[Header, Row]:
        """Header and content of a session; this counts as its use.

        :raises Failure: ``session-of-another-user``, ``session-of-another-host``, ``session-before-restart``,
            ``session-place-not-here``, ``session-closed``, ``session-expired``, ``session-not-readable``.
        """
        folder = self._places.folder_of(handle)
        with tell_failures(folder.path):
            try:
                record_file = folder.read(record_name(handle.id))
            except Refused as exc:
                raise failure("session-not-readable", id=handle.id) from exc
            if record_file is None or is_closed(folder, handle.id):
                raise self._places.explain_missing(handle)
            header, content = unseal(record_file[0], handle.id, handle.key)
            machine = self._around.machine
            self._places.demand_here(header.machine, header.boot, (machine.machine, machine.boot), header.host)
            self._note_use(folder, header, record_file[1].st_mtime)
        renewed = self._in_memory.get(handle.id)
        return header, dict(renewed[1]) if renewed is not None and renewed[0] == header.generation else content

    def _note_use(self, folder: Folder, header: Header, last: float) -> None:
        """Refuse a session that is over, and note that it is used, at most once a minute."""
        clock, machine = self._around.clock, self._around.machine
        now = header.now(clock, machine)
        if abs(now - last) < _NOTE_USE_EVERY:
            return
        if has_outlived(header.age(clock, machine), now - last) and header.owner.alive(machine) is None:
            raise failure("session-expired", id=header.id)
        for name in (record_name(header.id), lock_name(header.id)):  # so that no cleaner of old files takes either
            with suppress(OSError):
                folder.touch(name, now)

    def still_open(self, handle: Handle, header: Header) -> None:
        """The brake before a write: whether the session is open and its run alive; some 30 microseconds.

        :raises Failure: ``session-closed`` or ``session-owner-gone``.
        """
        folder = self._places.folder_of(handle)
        with tell_failures(folder.path):
            if folder.status(record_name(handle.id)) is None or is_closed(folder, handle.id):
                raise self._places.explain_missing(handle)
        if header.owner.alive(self._around.machine) is False:
            raise failure("session-owner-gone", id=handle.id, pid=header.owner.pid)

    def seconds_left(self, header: Header) -> float:
        """Seconds until the token of the session ends, whatever happened to the time of day since."""
        return header.seconds_left(self._around.clock, self._around.machine)

    def pacing(self, handle: Handle, header: Header, *, slices: int = 1) -> SessionPacing:
        """The brake and the slots that all processes with this session share.

        :raises Failure: as :meth:`still_open`.
        """
        return SessionPacing(self._places, handle, header.subject, self._around.clock, slices=slices)
