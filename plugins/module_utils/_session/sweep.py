# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Removing what is over: sessions of dead runs, expired ones, and what a killed process left half done.

Only in our own folder, only regular files of ours with our names, none that somebody uses, and never
for long: a connect must not pay for the rubbish of others, nor for hundreds of sessions that are in use.
"""

from __future__ import annotations

import re
import stat
from contextlib import suppress

from .._clock import Clock
from .lock import gate_name, is_closed, lock_name, try_lock
from .owner_and_machine import Machine
from .private_folders_and_files import Folder, Refused
from .record_header import NotAHeader, record_name
from .session_states import LONGEST_LIFE, OwnerJudge, entry_of_record

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
        found = _FILES_OF_SESSIONS.fullmatch(name)
        if found is None:
            continue
        identifier, kind = found.groups()
        with suppress(Refused, FileNotFoundError):
            if kind == "rec":
                gone = _sweep_record(folder, identifier, clock, judge)
                removed, in_use = removed + gone, in_use + (not gone)
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
    and takes back what it wrote, see ``SessionStore._write_next``. So no lock is needed here.

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
    found = folder.status(name)
    if found is None or not stat.S_ISREG(found.st_mode) or found.st_uid != folder.uid:
        return None
    return found.st_mtime


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
