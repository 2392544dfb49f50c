# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""``session_limit``: not more than so many sessions of one organization and identity at once.

Microsoft's documentation promised three sessions per organization for the old remote sessions and none
for REST, so this is a promise among ourselves: counted here, under one lock, from headers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .._clock import Clock
from .._dataclass import dataclass
from .._errors._advice.session import failure
from .lock import LOCK_TIMEOUT, wait_for_lock
from .private_folders_and_files import Folder
from .session_states import SessionEntry

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
    shown = ", ".join(
        f"{entry.header.id} (age {max(0, round(entry.age))} s, pid {entry.header.owner.pid})" for entry in open_now
    )
    raise failure(
        "session-limit",
        count=len(open_now),
        limit=limit.sessions,
        sessions=shown,
        more={"sessions": [entry.as_map() for entry in open_now]},
    )
