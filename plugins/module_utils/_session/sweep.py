# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Removing what is over: sessions of dead runs, expired ones, and what a killed process left half done.

Only in our own folder, only regular files of ours with our names, each only under its lock, and never
for long: a connect must not pay for the rubbish of others.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re
import stat
from contextlib import suppress

from .clock import Clock
from .folder import Folder, Refused
from .header import NotAHeader
from .listing import LONGEST_LIFE, Judge, gate_name, lock_name, look_at, record_name
from .lock import Lock, try_lock
from .owner import Machine

MOST_ENTRIES = 1000
LONGEST_SWEEP = 0.2
TEMPORARY_AGE = 600.0
_OURS = re.compile(r"\.?([0-9a-f]{32})\.(rec|lock|gate|[0-9a-f]{16}\.tmp)")
_SLOT = re.compile(r"[0-9a-f]{32}\.([0-9]|limit)")


def sweep_folder(folder: Folder, clock: Clock, machine: Machine) -> int:
    """Remove what is over in ``folder``; the number of sessions removed.

    :raises OSError: the system said no; what was removed until then is removed.
    """
    end = clock.steady() + LONGEST_SWEEP
    removed = 0
    judge = Judge(machine)
    names = set(folder.names())
    for name in _some(sorted(names), clock):
        if clock.steady() >= end:
            break
        found = _OURS.fullmatch(name)
        if found is None:
            continue
        identifier, kind = found.groups()
        with suppress(Refused):
            if kind == "rec":
                removed += _sweep_record(folder, identifier, clock, judge)
            elif kind.endswith("tmp"):
                _sweep_old(folder, name, clock, TEMPORARY_AGE)
            elif record_name(identifier) not in names:
                _sweep_rest(folder, identifier)
    if "slots" in names:
        _sweep_slots(folder, clock, end)
    return removed


def _some(names: list[str], clock: Clock) -> list[str]:
    """At most 1,000 names, beginning anywhere, so that no name stays out of reach for ever."""
    start = int(clock.chance() * len(names))
    return (names[start:] + names[:start])[:MOST_ENTRIES]


def _sweep_record(folder: Folder, identifier: str, clock: Clock, judge: Judge) -> bool:
    if not _is_over(folder, identifier, clock, judge):
        return False
    lock = try_lock(folder, lock_name(identifier))
    if lock is None:
        return False
    with lock:
        if not _is_over(folder, identifier, clock, judge):
            return False
        return remove_session(folder, identifier, lock)


def _is_over(folder: Folder, identifier: str, clock: Clock, judge: Judge) -> bool:
    """Whether a record may go; one that cannot be read goes by the age of its file alone."""
    try:
        entry = look_at(folder, identifier, clock, judge)
    except NotAHeader:
        return _is_old(folder, record_name(identifier), clock, LONGEST_LIFE)
    return entry is not None and entry.state != "open"


def remove_session(folder: Folder, identifier: str, lock: Lock | None) -> bool:
    """Remove a session's files; whether there was a record.

    With the lock the record goes first, so that whoever gets the lock next finds the session closed.
    Without it (another process is renewing) the lock file goes first: the other sees its lock gone
    and takes back what it wrote, see ``SessionStore.renew``.
    """
    if lock is None:
        _remove_empty(folder, lock_name(identifier))
    removed = folder.remove(record_name(identifier))
    _remove_empty(folder, gate_name(identifier))
    _remove_empty(folder, lock_name(identifier))
    return removed


def _remove_empty(folder: Folder, name: str) -> None:
    """Remove a lock or gate; one that stays is empty and swept later, so it must not save the record."""
    with suppress(OSError):
        folder.remove(name)


def _sweep_rest(folder: Folder, identifier: str) -> None:
    """Remove the lock and gate of a session that has no record any more.

    It is looked for again under the lock: a listing may miss a file that is replaced at that moment.
    """
    lock = try_lock(folder, lock_name(identifier))
    if lock is None:
        return
    with lock:
        if folder.status(record_name(identifier)) is None:
            remove_session(folder, identifier, lock)


def _sweep_old(folder: Folder, name: str, clock: Clock, age: float) -> None:
    if _is_old(folder, name, clock, age):
        folder.remove(name)


def _is_old(folder: Folder, name: str, clock: Clock, age: float) -> bool:
    found = folder.status(name)
    if found is None or not stat.S_ISREG(found.st_mode) or found.st_uid != folder.uid:
        return False
    return abs(clock.wall() - found.st_mtime) > age


def _sweep_slots(folder: Folder, clock: Clock, end: float) -> None:
    """Remove slot files that nobody holds a day after they were made; they are made again when needed."""
    try:
        slots = folder.below("slots")
    except Refused:
        return
    try:
        for name in _some(sorted(slots.names()), clock):
            if clock.steady() >= end:
                break
            if _SLOT.fullmatch(name) and _is_old(slots, name, clock, LONGEST_LIFE):
                with suppress(Refused):
                    lock = try_lock(slots, name)
                    if lock is not None:
                        with lock:
                            slots.remove(name)
    finally:
        slots.close()
