# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is open and what is over, told from the headers alone, without any key; and removing what is over.

That is sessions of dead runs, expired ones, and what a killed process left half done. Only in our own folder, only
regular files of ours with our names, none that somebody uses, and never for long: a connect must not pay for the
rubbish of others, nor for hundreds of sessions that are in use.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal

from .._clock import Clock
from .._dataclass import dataclass
from .._json_types import Row
from .handle_and_record import RECORD_FILE_NAME, Header, NotAHeader, record_name, split_record
from .owner_and_machine import Machine, Owner
from .private_files_and_locks import Folder, Refused, gate_name, is_closed, lock_name, try_lock

SessionState = Literal["open", "expired", "ownerless"]

LONGEST_UNUSED = 2 * 3600.0
LONGEST_LIFE = 24 * 3600.0


@dataclass(frozen=True)
class SessionEntry:
    """One record as the listing shows it; ``age`` and ``unused`` are seconds."""

    header: Header
    place: str
    path: str
    age: float
    unused: float
    state: SessionState

    def as_map(self) -> Row:
        """Plain values for a result; nothing in it is secret."""
        header = self.header
        return {
            "id": header.id,
            "identity": header.identity,
            "auth_method": header.auth_method,
            "organization": header.organization,
            "tenant_id": header.tenant_id,
            "environment": header.environment,
            "services": list(header.services),
            "age": max(0, round(self.age)),
            "unused": max(0, round(self.unused)),
            "expires_at": header.expires,
            "host": header.host,
            "owner_pid": header.owner.pid,
            "path": self.path,
            "state": self.state,
        }


class OwnerJudge:
    """Which runs live, each asked once: a play over many customers is the owner of all its sessions."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._alive_by_owner: dict[Owner, bool | None] = {}

    def alive(self, owner: Owner) -> bool | None:
        """See :meth:`Owner.alive`."""
        if owner not in self._alive_by_owner:
            self._alive_by_owner[owner] = owner.alive(self.machine)
        return self._alive_by_owner[owner]


def entry_of_record(folder: Folder, identifier: str, clock: Clock, judge: OwnerJudge) -> SessionEntry | None:
    """The entry of one record; None where there is none.

    :raises NotAHeader: there is a file, but not one that we wrote.
    """
    try:
        record_file = folder.read(record_name(identifier))
    except Refused as exc:
        raise NotAHeader(str(exc)) from exc
    if record_file is None:
        return None
    data, status = record_file
    header = Header.parse(split_record(data)[0])
    if header.id != identifier:
        raise NotAHeader("name")
    machine = judge.machine
    unused = header.now(clock, machine) - status.st_mtime
    age = header.age(clock, machine)
    path = f"{folder.path}/{record_name(identifier)}"
    state = state_of(header, judge.alive(header.owner), age, unused, header.seconds_left(clock, machine))
    return SessionEntry(header, folder.letter, path, age, unused, state)


def state_of(header: Header, alive: bool | None, age: float, unused: float, seconds_left: float) -> SessionState:
    """What a session is, by its owner where that can be judged and by its age where it cannot.

    Ages are compared without their sign: a record from a future that cannot be is over as well.
    """
    if alive is False:
        return "ownerless"
    if not header.renewable and seconds_left <= 0:
        return "expired"
    return "expired" if alive is None and has_outlived(age, unused) else "open"


def has_outlived(age: float, unused: float) -> bool:
    """Whether a session whose owner cannot be judged is over: 2 h without use, 24 h in all."""
    return abs(unused) > LONGEST_UNUSED or abs(age) > LONGEST_LIFE


def session_entries(folder: Folder, clock: Clock, machine: Machine) -> Iterator[SessionEntry]:
    """All records of open sessions in a folder that can be read, the oldest name first."""
    judge = OwnerJudge(machine)
    for name in sorted(folder.names()):
        name_match = RECORD_FILE_NAME.fullmatch(name)
        if name_match is None:
            continue
        try:
            entry = entry_of_record(folder, name_match[1], clock, judge)
        except NotAHeader:
            continue
        if entry is not None and not is_closed(folder, name_match[1]):
            yield entry


MOST_ENTRIES = 1000
LONGEST_SWEEP = 0.2
# So many sessions in use end a sweep: in a run over many customers each connect and each disconnect sweeps, and looking
# at one costs as much as opening it. A sweep begins anywhere, so the next ones reach what this one did not.
MOST_IN_USE = 4
HALF_DONE_AGE = 600.0
_FILES_OF_SESSIONS = re.compile(r"\.?([0-9a-f]{32})\.(rec|lock|gate|[0-9a-f]{16}\.tmp)")
_SLOT_FILE = re.compile(r"[0-9a-f]{32}\.([0-9]|limit)")


def sweep_folder(folder: Folder, clock: Clock, machine: Machine) -> int:
    """Remove what is over in ``folder``; the number of sessions removed.

    :raises OSError: the system said no; what was removed until then is removed.
    """
    end = clock.steady() + LONGEST_SWEEP
    removed = in_use = 0
    judge = OwnerJudge(machine)
    names = set(folder.names())
    for name in _some_names(sorted(names), clock):
        if clock.steady() >= end or in_use == MOST_IN_USE:
            break
        name_match = _FILES_OF_SESSIONS.fullmatch(name)
        if name_match is None:
            continue
        identifier, kind = name_match.groups()
        with suppress(Refused, FileNotFoundError):
            if kind == "rec":
                is_removed = _sweep_record(folder, identifier, clock, judge)
                removed, in_use = removed + is_removed, in_use + (not is_removed)
            elif kind.endswith("tmp"):
                _sweep_old(folder, name, clock, HALF_DONE_AGE)
            elif record_name(identifier) not in names:
                _sweep_rest(folder, identifier, clock)
    if "slots" in names:
        _sweep_slots(folder, clock, end)
    return removed


def _some_names(names: list[str], clock: Clock) -> list[str]:
    """At most 1,000 names, beginning anywhere, so that no name stays out of reach for ever."""
    start = int(clock.chance() * len(names))
    return (names[start:] + names[:start])[:MOST_ENTRIES]


def _sweep_record(folder: Folder, identifier: str, clock: Clock, judge: OwnerJudge) -> bool:
    """Remove a session that is over and that nobody renews at this moment.

    A record without a lock file was left by a close or a renewal that was killed; it is nobody's any more.

    :raises FileNotFoundError: another process closes it at this moment.
    """
    if is_closed(folder, identifier):
        return _file_time(folder, record_name(identifier)) is not None and remove_session(folder, identifier)
    if not _is_session_over(folder, identifier, clock, judge):
        return False
    lock = try_lock(folder, lock_name(identifier))
    if lock is None:
        return False
    with lock:
        if not _is_session_over(folder, identifier, clock, judge):
            return False
        return remove_session(folder, identifier)


def _is_session_over(folder: Folder, identifier: str, clock: Clock, judge: OwnerJudge) -> bool:
    """Whether a record may go; one that cannot be read goes by the age of its file alone."""
    try:
        entry = entry_of_record(folder, identifier, clock, judge)
    except NotAHeader:
        return _is_old_file(folder, record_name(identifier), clock, LONGEST_LIFE)
    return entry is not None and entry.state != "open"


def remove_session(folder: Folder, identifier: str) -> bool:
    """Remove a session's files; whether there was a record, or a lock file, whose record a renewal took back.

    The lock file goes first, held or not: from then on nobody gets the lock, and whoever has it sees it gone
    and takes back what it wrote, see ``SessionStore._write_next_record``. So no lock is needed here.

    :raises OSError: the record cannot be removed.
    """
    was_open = _remove_empty(folder, lock_name(identifier))
    removed = folder.remove(record_name(identifier))
    for name in (gate_name(identifier), lock_name(identifier)):
        _remove_empty(folder, name)
    return was_open or removed


def _remove_empty(folder: Folder, name: str) -> bool:
    """Remove a lock or gate; one that stays is empty and swept later, so it must not save the record."""
    try:
        return folder.remove(name)
    except OSError:
        return False


def _sweep_rest(folder: Folder, identifier: str, clock: Clock) -> None:
    """Remove the lock and gate of a session that has no record.

    A young lock file may be that of a session whose record is just being written. The record is looked for
    again: a listing may miss a file that is replaced at that moment.
    """
    if folder.status(record_name(identifier)) is None:
        _sweep_old(folder, lock_name(identifier), clock, HALF_DONE_AGE)
        if is_closed(folder, identifier):
            _remove_empty(folder, gate_name(identifier))


def _sweep_old(folder: Folder, name: str, clock: Clock, age: float) -> None:
    if _is_old_file(folder, name, clock, age):
        folder.remove(name)


def _is_old_file(folder: Folder, name: str, clock: Clock, age: float) -> bool:
    changed = _file_time(folder, name)
    return changed is not None and abs(clock.wall() - changed) > age


def _file_time(folder: Folder, name: str) -> float | None:
    """When a regular file of ours was last changed; None for whatever else bears the name."""
    file_status = folder.status(name)
    if file_status is None or not stat.S_ISREG(file_status.st_mode) or file_status.st_uid != folder.uid:
        return None
    return file_status.st_mtime


def _sweep_slots(folder: Folder, clock: Clock, end: float) -> None:
    """Remove slot files that nobody holds a day after they were made; they are made again when needed."""
    try:
        slots = folder.below("slots")
    except Refused:
        return
    try:
        for name in _some_names(sorted(slots.names()), clock):
            if clock.steady() >= end:
                break
            if _SLOT_FILE.fullmatch(name) and _is_old_file(slots, name, clock, LONGEST_LIFE):
                with suppress(Refused):
                    lock = try_lock(slots, name)
                    if lock is not None:
                        with lock:
                            slots.remove(name)
    finally:
        slots.close()
