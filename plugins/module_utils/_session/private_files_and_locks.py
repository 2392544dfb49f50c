# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A folder that only this user can enter: small files in it, and locks on empty ones, one process at a time.

Every call names a file below an open descriptor, so a folder that is swapped later changes nothing. A write is whole or
not there at all: a temporary file, synced, renamed over the old one.

A lock is ``flock`` on an empty file, which the kernel frees when a process dies. It is never on the record itself,
whose inode changes at each write. A lock file may be removed while it is locked, so a lock counts only while its name
still leads to the file that was locked.

The lock file of a session is what makes it open. It is made once, before the record, and a close removes it first.
Nobody makes it again: whoever could would hold a good lock on a session that is closed, and take a record that
another is just taking back for one to go on with.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from .._clock import Clock
from .._errors._advice.session import failure

LARGEST_FILE = 2**20
_OPEN_TO_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_OPEN_EMPTY = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_OPEN_TEMPORARY = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN_BELOW = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_REOPEN_FILE = 100
NO_DESCRIPTORS = (errno.EMFILE, errno.ENFILE)


class Refused(Exception):
    """A file or folder is not as we make it; its text names the path and the reason."""


def close_quietly(fd: int) -> None:
    """Close a descriptor whose content no longer matters."""
    with suppress(OSError):
        os.close(fd)


class Folder:
    """One open folder of ours; not to be used by a child process, whose parent may still use it."""

    def __init__(self, letter: str, path: str, fd: int, uid: int) -> None:
        self.letter = letter
        self.path = path
        self.uid = uid
        self._fd = fd
        self._pid = os.getpid()

    @property
    def fd(self) -> int:
        """The descriptor.

        :raises Failure: ``session-in-a-child`` in a process that was forked since.
        """
        if os.getpid() != self._pid:
            raise failure("session-in-a-child")
        return self._fd

    def close(self) -> None:
        """Let go of the descriptor; the folder stays."""
        if self._fd >= 0:
            close_quietly(self._fd)
        self._fd = -1

    def read(self, name: str) -> tuple[bytes, os.stat_result] | None:
        """The bytes and the status of a file, or None where there is none.

        :raises Refused: a file that is not ours, not regular, open to others, linked twice, or too large.
        """
        for _unused in range(_REOPEN_FILE):
            try:
                fd = os.open(name, _OPEN_TO_READ, dir_fd=self.fd)
            except FileNotFoundError:
                return None
            except OSError as exc:
                if exc.errno in (errno.ELOOP, errno.ENXIO):
                    raise Refused(f"{name} is not a regular file") from exc
                raise
            try:
                status = os.fstat(fd)
                if status.st_nlink == 0 and stat.S_ISREG(status.st_mode):
                    continue  # replaced or removed between open and fstat
                self._demand_private_file(name, status)
                return _read_all_of_file(fd, name), status
            finally:
                close_quietly(fd)
        raise Refused(f"{name} changes all the time")

    def _demand_private_file(self, name: str, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise Refused(f"{name} is not a regular file")
        if status.st_uid != self.uid:
            raise Refused(f"{name} belongs to uid {status.st_uid}")
        if stat.S_IMODE(status.st_mode) != 0o600:
            raise Refused(f"{name} has mode {stat.S_IMODE(status.st_mode):04o} and not 0600")
        if status.st_nlink != 1:
            raise Refused(f"{name} has {status.st_nlink} names")
        if status.st_size > LARGEST_FILE:
            raise Refused(f"{name} is larger than {LARGEST_FILE} bytes")

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file: all of ``data`` under ``name``, or nothing changed.

        :raises OSError: the system said no; the old file, if any, is untouched and nothing is left.
        """
        temporary = f".{name.partition('.')[0]}.{os.urandom(8).hex()}.tmp"
        fd = os.open(temporary, _OPEN_TEMPORARY, 0o600, dir_fd=self.fd)
        try:
            try:
                os.fchmod(fd, 0o600)
                _write_all_to_file(fd, data)
                os.fsync(fd)
            finally:
                os.close(fd)
            os.replace(temporary, name, src_dir_fd=self.fd, dst_dir_fd=self.fd)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=self.fd)
            raise
        with suppress(OSError):  # the new name stands; only a power loss could undo it, at the cost of one sign-in
            os.fsync(self.fd)

    def open_empty(self, name: str, *, make: bool) -> int:
        """Open a lock or gate file, with ``make`` making it if need be; the caller closes it.

        :raises FileNotFoundError: there is none, and none is to be made.
        :raises Refused: the name is taken by something that is not a regular file of ours.
        """
        try:
            fd = os.open(name, _OPEN_EMPTY | (os.O_CREAT if make else 0), 0o600, dir_fd=self.fd)
        except OSError as exc:
            if exc.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
                raise Refused(f"{name} is not a regular file") from exc
            raise
        try:
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != self.uid:
                raise Refused(f"{name} is not a regular file of ours")
        except BaseException:
            close_quietly(fd)
            raise
        return fd

    def status(self, name: str) -> os.stat_result | None:
        """The status of what bears the name, symlinks not followed; None where nothing does."""
        try:
            return os.stat(name, dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def touch(self, name: str, moment: float) -> None:
        """Set the time of last use (seconds since 1970); a file that is gone stays gone."""
        with suppress(FileNotFoundError):
            os.utime(name, (moment, moment), dir_fd=self.fd, follow_symlinks=False)

    def remove(self, name: str) -> bool:
        """Remove a file; False where there was none."""
        try:
            os.unlink(name, dir_fd=self.fd)
        except FileNotFoundError:
            return False
        return True

    def names(self) -> list[str]:
        """The names of all entries, in no order."""
        return os.listdir(self.fd)

    def below(self, name: str) -> Folder:
        """The folder ``name`` in this one, made if need be.

        :raises Refused: it is not a folder of ours closed to others.
        """
        with suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=self.fd)
        try:
            fd = os.open(name, _OPEN_BELOW, dir_fd=self.fd)
        except OSError as exc:
            if exc.errno in (errno.ELOOP, errno.ENOTDIR):
                raise Refused(f"{self.path}/{name} is not a folder of its own") from exc
            raise
        try:
            status = os.fstat(fd)
            if status.st_uid != self.uid or status.st_mode & 0o077:
                raise Refused(f"{self.path}/{name} is open to others")
        except BaseException:
            close_quietly(fd)
            raise
        return Folder(self.letter, f"{self.path}/{name}", fd, self.uid)


def _read_all_of_file(fd: int, name: str) -> bytes:
    """Everything that a descriptor gives, counted, because a size can change after it was looked at."""
    parts = []
    size = 0
    while part := os.read(fd, 65536):
        size += len(part)
        if size > LARGEST_FILE:
            raise Refused(f"{name} is larger than {LARGEST_FILE} bytes")
        parts.append(part)
    return b"".join(parts)


def _write_all_to_file(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


LOCK_TIMEOUT = 60.0
_LOCK_POLL = (0.05, 0.25)
_REOPEN_LOCK = 20
_LOCKS_NOT_SUPPORTED = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS)


def lock_name(identifier: str) -> str:
    """The lock file of a session."""
    return f"{identifier}.lock"


def gate_name(identifier: str) -> str:
    """The brake of a session, see ``open_session_and_pacing.py``."""
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
        locked_file = os.fstat(self._fd)
        named_file = self._folder.status(self.name)
        return named_file is not None and (named_file.st_ino, named_file.st_dev) == (
            locked_file.st_ino,
            locked_file.st_dev,
        )

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
