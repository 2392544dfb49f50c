# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One process at a time: ``flock`` on an empty file, which the kernel frees when a process dies.

The lock is never on the record itself, whose inode changes at each write. A lock file may be removed while it
is locked, so a lock counts only while its name still leads to the file that was locked.

The lock file of a session is what makes it open. It is made once, before the record, and a close removes it first.
Nobody makes it again: whoever could would hold a good lock on a session that is closed, and take a record that
another is just taking back for one to go on with.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from .._clock import Clock
from .private_folders_and_files import Folder, close_quietly

LOCK_TIMEOUT = 60.0
_LOCK_POLL = (0.05, 0.25)
_REOPEN_LOCK = 20
_LOCKS_NOT_SUPPORTED = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS)


def lock_name(identifier: str) -> str:
    """The lock file of a session."""
    return f"{identifier}.lock"


def gate_name(identifier: str) -> str:
    """The brake of a session, see ``request_pacing.py``."""
    return f"{identifier}.gate"


def is_closed(folder: Folder, identifier: str) -> bool:
    """Whether a session is closed, whatever record there is: its lock file is made before that, and never again."""
    return folder.status(lock_name(identifier)) is None


class Lock:
    """A lock that was got; ``supported`` is false where the file system knows no locks and all may enter."""

    def __init__(self, folder: Folder, name: str, fd: int, *, supported: bool) -> None:
        self.supported = supported
        self.name = name
        self._folder = folder
        self._fd = fd
        self._pid = os.getpid()

    def is_current(self) -> bool:
        """Whether the name still leads to the locked file; false once the session was closed."""
        held = os.fstat(self._fd)
        found = self._folder.status(self.name)
        return found is not None and (found.st_ino, found.st_dev) == (held.st_ino, held.st_dev)

    def release(self) -> None:
        """Let others in; a forked child only drops its copy, because unlocking would unlock its parent."""
        if self._fd < 0:
            return
        if self.supported and os.getpid() == self._pid:
            with suppress(OSError):  # closing unlocks as well, unless a child holds a copy
                fcntl.flock(self._fd, fcntl.LOCK_UN)
        close_quietly(self._fd)
        self._fd = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def try_lock(folder: Folder, name: str, *, make: bool = False) -> Lock | None:
    """Take the lock ``name`` at once, or None where another holds it; ``make`` its file where it does not live once.

    :raises FileNotFoundError: there is no such file, and none is to be made.
    :raises OSError: the file cannot be opened, made or locked.
    """
    for _unused in range(_REOPEN_LOCK):
        lock = _lock_at_once(folder, name, make=make)
        if lock is None:
            return None
        try:
            if not lock.supported or lock.is_current():
                return lock
        except BaseException:
            lock.release()
            raise
        lock.release()
    return None


def _lock_at_once(folder: Folder, name: str, *, make: bool) -> Lock | None:
    """Lock whatever file bears the name now."""
    fd = folder.open_empty(name, make=make)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        close_quietly(fd)
        return None
    except BaseException as exc:
        if isinstance(exc, OSError) and exc.errno in _LOCKS_NOT_SUPPORTED:
            return Lock(folder, name, fd, supported=False)
        close_quietly(fd)
        raise
    return Lock(folder, name, fd, supported=True)


def wait_for_lock(
    folder: Folder,
    name: str,
    clock: Clock,
    *,
    make: bool = False,
    enough: Callable[[], bool] = lambda: False,
    timeout: float = LOCK_TIMEOUT,
) -> Lock | None:
    """Take the lock ``name``, asking every 50 to 250 ms; None after ``timeout`` seconds.

    ``enough`` is asked between the attempts: true means that the lock is no longer needed (None, too).

    :raises OSError: as :func:`try_lock`.
    """
    end = clock.steady() + timeout
    while True:
        lock = try_lock(folder, name, make=make)
        if lock is not None or clock.steady() >= end:
            return lock
        clock.sleep(clock.between(*_LOCK_POLL))
        if enough():
            return None
