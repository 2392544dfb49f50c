# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The store of sessions: create, as many as ``session_limit`` allows, and renew; the rest it has from its neighbours.

Readers take no lock, because a write replaces the whole file at once. Whoever renews takes the session's lock, reads
again, and asks for a token only if nobody did so meanwhile. A session is open as long as its lock file stands, see
:mod:`private_files_and_locks`: a record without one is what a close or a renewal has yet to remove, and opens nothing.

A record as bytes is the header line, a nonce of 12 bytes, and the content under AES-256-GCM. The exact header line is
authenticated with the content, so a record that was renamed, swapped, edited or cut is one and the same error. The
nonce is drawn from the kernel at each write: 2^20 writes, where a session ends, stay far below the 2^32 that
NIST SP 800-38D allows one key with random nonces.

``session_limit``: not more than so many sessions of one organization and identity at once. Microsoft's documentation
promised three sessions per organization for the old remote sessions and none for REST, so this is a promise among
ourselves: counted here, under one lock, from headers alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType

from .._clock import Clock
from .._dataclass import dataclass
from .._errors._advice.session import failure
from .._errors.failure import Failure
from .._json_types import JsonMap, Row
from .handle_and_record import (
    LARGEST_GENERATION,
    LARGEST_HEADER,
    NONCE_BYTES,
    TAG_BYTES,
    Handle,
    Header,
    SessionFacts,
    record_name,
)
from .keyless_store import KeylessStore
from .open_session_and_pacing import SessionReader
from .private_files_and_locks import (
    LARGEST_FILE,
    LOCK_TIMEOUT,
    Folder,
    Lock,
    Refused,
    close_quietly,
    lock_name,
    wait_for_lock,
)
from .session_age_and_sweep import SessionEntry
from .session_folders import PlaceNotThere, tell_failures

try:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:  # reported by the edges through _libraries
    pass


LIMIT_POLL = 1.0


def _check_nothing() -> None:
    """Whoever waits is never interrupted."""


@dataclass(frozen=True)
class SessionLimit:
    """At most ``sessions`` at once (0: any number); ``wait`` seconds for one of them to end.

    ``check`` is asked at each look while waiting, and raises where nobody waits for the session any more.
    """

    sessions: int = 0
    wait: float = 0.0
    check: Callable[[], None] = _check_nothing


NO_SESSION_LIMIT = SessionLimit()


@contextmanager
def subject_lock(folder: Folder, subject: str, clock: Clock, warn: Callable[[str], None]) -> Iterator[None]:
    """Be the only one who counts and makes sessions of ``subject``.

    :raises Failure: ``session-store-busy`` after 60 s.
    """
    slots = folder.below("slots")
    try:
        lock = wait_for_lock(slots, f"{subject}.limit", clock, make=True)
        if lock is None:
            raise failure("session-store-busy", seconds=round(LOCK_TIMEOUT))
        with lock:
            if not lock.supported:
                warn(f"{folder.path} knows no file locks, so session_limit may be passed by one.")
            yield
    finally:
        slots.close()


def has_room(listing: Sequence[SessionEntry], subject: str, limit: SessionLimit, *, may_wait: bool) -> bool:
    """Whether one more session of ``subject`` may be made now.

    :raises Failure: ``session-limit`` where it may not and there is no more time to wait.
    """
    open_now = [entry for entry in listing if entry.header.subject == subject and entry.state == "open"]
    if len(open_now) < limit.sessions:
        return True
    if may_wait:
        return False
    listed_sessions = ", ".join(
        f"{entry.header.id} (age {max(0, round(entry.age))} s, pid {entry.header.owner.pid})" for entry in open_now
    )
    raise failure(
        "session-limit",
        count=len(open_now),
        limit=limit.sessions,
        sessions=listed_sessions,
        more={"sessions": [entry.as_map() for entry in open_now]},
    )


_LARGEST_CONTENT = LARGEST_FILE - LARGEST_HEADER - NONCE_BYTES - TAG_BYTES


def seal(header: Header, content: JsonMap, key: bytes) -> bytes:
    """The record: ``content`` is a map of JSON values.

    :raises Failure: ``session-worn-out`` after 2^20 writes, ``session-too-large`` over 1 MiB.
    """
    if header.generation >= LARGEST_GENERATION:
        raise failure("session-worn-out", id=header.id)
    plain = json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")
    if len(plain) > _LARGEST_CONTENT:
        raise failure("session-too-large", size=len(plain))
    line = header.render()
    nonce = os.urandom(NONCE_BYTES)
    return line + nonce + AESGCM(key).encrypt(nonce, plain, line)


class SessionStore(SessionReader, KeylessStore):
    """The sessions of one user on one machine, with all that can be done with their keys.

    In a ``with`` that ends in an exception, the sessions that it made are closed: nobody has their handles.
    """

    _new_sessions: tuple[tuple[Folder, str], ...] = ()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is not None:
                self._take_back_new_session()
        finally:
            self.release()

    def _take_back_new_session(self) -> None:
        """Close what was made. A signal may have come at any moment: before, in, or after the writes of its files."""
        for folder, identifier in self._new_sessions:
            with suppress(Failure, OSError):
                names = (lock_name(identifier), record_name(identifier))
                if any(folder.status(name) is not None for name in names):
                    self._close_in(folder, identifier)

    def create(
        self, content: JsonMap, facts: SessionFacts, expires_at: float, *, limit: SessionLimit = NO_SESSION_LIMIT
    ) -> Handle:
        """Write a new session; ``content`` is a map of JSON values, ``expires_at`` its token's end (since 1970).

        With a limit this is the reservation, too: sweep, count and write happen under one lock. To reserve
        before signing in, create with an empty content and :meth:`put` the real one later.

        :raises Failure: ``session-limit`` (its ``more["sessions"]`` lists them), ``session-store-busy``,
            ``session-folder-refused`` where no place can be used, ``session-too-large``.
        """
        refusals = []
        for place in self._around.places:
            try:
                folder = self._places.open_folder(place, create=True)
                return self._create_in(folder, content, facts, expires_at, limit)
            except PlaceNotThere:
                continue
            except (Refused, OSError) as exc:
                reason = self._places.reason_of(exc)
                self._places.warn_once(f"Sessions cannot be kept in {place.path}: {reason}.")
                refusals.append(f"{place.path}: {reason}")
        raise failure("session-folder-refused", reasons="; ".join(refusals) or "none exists on this machine")

    def _create_in(
        self, folder: Folder, content: JsonMap, facts: SessionFacts, expires_at: float, limit: SessionLimit
    ) -> Handle:
        around = self._around
        handle = Handle.new(folder.letter, around.uid, around.machine)
        header = Header.new(handle.id, around.uid, facts, around.owner, around.machine)
        self._new_sessions += ((folder, handle.id),)

        def write() -> Handle:
            _write_first_record(folder, handle.id, seal(header.next(expires_at, around.clock), content, handle.key))
            return handle

        if not limit.sessions:
            return write()
        end = around.clock.steady() + limit.wait
        while True:
            with subject_lock(folder, facts.subject, around.clock, self._places.warn_once):
                self.sweep()
                if has_room(self.list_sessions(), facts.subject, limit, may_wait=around.clock.steady() < end):
                    return write()
            limit.check()
            around.clock.sleep(LIMIT_POLL)

    def put(self, handle: Handle, content: JsonMap, expires_at: float) -> None:
        """Replace the content of a session, as after a reservation.

        :raises Failure: as :meth:`read`; ``session-store-failed`` where it could not be written.
        """
        folder = self._places.folder_of(handle)
        with tell_failures(folder.path):
            try:
                lock = wait_for_lock(folder, lock_name(handle.id), self._around.clock)
            except FileNotFoundError:
                raise self._places.explain_missing(handle) from None
            if lock is None:
                raise failure("session-store-failed", path=folder.path, reason="the session's lock is held")
            with lock:
                header = self._read_locked(folder, handle, lock)[0]
                self._write_next_record(folder, handle, (header, content, expires_at), lock)

    def renew(
        self,
        handle: Handle,
        is_fresh: Callable[[Row], bool],
        renew: Callable[[Row], tuple[Row, float]],
    ) -> Row:
        """The session's content, renewed by this process or another one where ``is_fresh`` says no.

        ``renew`` is given the content and returns the new one and the end of its token (since 1970). It runs
        under the session's lock and only if the content read under the lock is still old. Where the lock
        is not had in 60 s, or the disk refuses the write, the result is kept for this process only.

        :raises Failure: as :meth:`read`; and what ``renew`` raises, with the record as it was.
        """
        folder = self._places.folder_of(handle)
        content = self.read(handle)[1]
        if is_fresh(content):
            return content
        lock = self._lock_to_renew(folder, handle, is_fresh)
        try:
            header, content = self._read_locked(folder, handle, lock)
            if is_fresh(content):
                return content
            content, expires_at = renew(content)
            try:
                self._write_next_record(folder, handle, (header, content, expires_at), lock)
            except OSError as exc:
                self._places.warn_once(f"A renewed token is kept by this process only: {exc.strerror}.")
                self._in_memory[handle.id] = (header.generation, dict(content))
            return content
        finally:
            if lock is not None:
                lock.release()

    def _lock_to_renew(self, folder: Folder, handle: Handle, is_fresh: Callable[[Row], bool]) -> Lock | None:
        """The lock; None where somebody else renewed meanwhile, or where it is not to be had.

        :raises Failure: as :meth:`read`.
        """
        name = lock_name(handle.id)
        try:
            return wait_for_lock(folder, name, self._around.clock, enough=lambda: is_fresh(self.read(handle)[1]))
        except FileNotFoundError:
            raise self._places.explain_missing(handle) from None
        except (Refused, OSError) as exc:
            self._places.warn_once(
                f"A session is used without its lock in {folder.path}: {self._places.reason_of(exc)}."
            )
            return None

    def _read_locked(self, folder: Folder, handle: Handle, lock: Lock | None) -> tuple[Header, Row]:
        if lock is not None and not lock.supported:
            self._places.warn_once(f"{folder.path} knows no file locks, so a token may be renewed twice.")
        return self.read(handle)

    def _write_next_record(
        self, folder: Folder, handle: Handle, news: tuple[Header, JsonMap, float], lock: Lock | None
    ) -> None:
        """Write the next generation under the lock; a session that was closed meanwhile stays closed.

        Whoever closes it removes the lock file first and the record then. So if the lock file still stands after
        the write, the record was written before it is removed; and if not, nobody has a lock to go on with it.

        :raises OSError: it could not be written.
        """
        if lock is None:
            raise BlockingIOError(0, "another process holds the session's lock")
        header, content, expires_at = news
        name = record_name(handle.id)
        data = seal(header.next(expires_at, self._around.clock), content, handle.key)
        if folder.status(name) is None or not lock.is_current():
            raise failure("session-closed", id=handle.id)
        folder.write(name, data)
        self._in_memory.pop(handle.id, None)
        if not lock.is_current():
            folder.remove(name)
            raise failure("session-closed", id=handle.id)


def _write_first_record(folder: Folder, identifier: str, data: bytes) -> None:
    """Make the lock file and then the record of a new session, so that what has a record but no lock file is closed.

    Killed in between, this leaves a lock file that is swept later.

    :raises OSError: one of them could not be written; neither is left.
    """
    try:
        close_quietly(folder.open_empty(lock_name(identifier), make=True))
        folder.write(record_name(identifier), data)
    except BaseException:
        with suppress(OSError):
            folder.remove(lock_name(identifier))
        raise
