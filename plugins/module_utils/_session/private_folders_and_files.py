# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Folders that only this user can enter, and small files in them: read, written and removed below one open folder.

Where records may lie, a folder in ``/dev/shm`` has a name that anybody can guess and take first. So nothing is used as
it is found: what was opened must be ours and closed to others, and so must the way to it; else the next place is taken,
and none at all is better than a wrong one. Every call names a file below an open descriptor, so a folder that is
swapped later changes nothing. A write is whole or not there at all: a temporary file, synced, renamed over the old one.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress

from .._dataclass import dataclass
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
                found = os.fstat(fd)
                if found.st_nlink == 0 and stat.S_ISREG(found.st_mode):
                    continue  # replaced or removed between open and fstat
                self._demand_private_file(name, found)
                return _read_all_of_file(fd, name), found
            finally:
                close_quietly(fd)
        raise Refused(f"{name} changes all the time")

    def _demand_private_file(self, name: str, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{name} is not a regular file")
        if found.st_uid != self.uid:
            raise Refused(f"{name} belongs to uid {found.st_uid}")
        if stat.S_IMODE(found.st_mode) != 0o600:
            raise Refused(f"{name} has mode {stat.S_IMODE(found.st_mode):04o} and not 0600")
        if found.st_nlink != 1:
            raise Refused(f"{name} has {found.st_nlink} names")
        if found.st_size > LARGEST_FILE:
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
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode) or found.st_uid != self.uid:
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
            found = os.fstat(fd)
            if found.st_uid != self.uid or found.st_mode & 0o077:
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


_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_STORE_NAME = "m365.exchange"
# The name can be guessed, so what is opened is checked.
SHARED_MEMORY = "/dev/shm"  # noqa: S108  # nosec B108
# A folder that stands in for it. Only the tests of this collection set it: they must neither see nor sweep the sessions
# of other runs of the same user, and a folder that does not exist plays a machine without any.
STAND_IN = "M365_EXCHANGE_SHARED_MEMORY"


class PlaceNotThere(Exception):
    """The place does not exist on this machine; nothing to warn about."""


@dataclass(frozen=True)
class StorePlace:
    """One place: the letter that handles carry, the folder that must exist, and what is made below it."""

    letter: str
    base: str
    below: tuple[str, ...]

    @property
    def path(self) -> str:
        """The folder of the records, for messages."""
        return os.path.join(self.base, *self.below)


def store_places(environ: Mapping[str, str], home: str, uid: int, shm: str = "") -> tuple[StorePlace, ...]:
    """The places of user ``uid`` in the order of preference: memory first, the disk last."""
    found = []
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime):
        found.append(StorePlace("r", runtime, (_STORE_NAME,)))
    found.append(StorePlace("s", shm or environ.get(STAND_IN) or SHARED_MEMORY, (f"{_STORE_NAME}-{uid}",)))
    if os.path.isabs(home):
        found.append(StorePlace("h", home, (".ansible", _STORE_NAME)))
    return tuple(found)


def open_place(place: StorePlace, uid: int, *, create: bool) -> Folder:
    """Open the folder of ``place``, making it if ``create`` is true.

    :raises NotThere: the place, or without ``create`` our folder in it, does not exist.
    :raises Refused: it exists and cannot be trusted.
    :raises OSError: the system said no.
    """
    try:
        above = os.path.realpath(place.base, strict=True)
    except FileNotFoundError:
        raise PlaceNotThere(place.path) from None
    _demand_safe_way(above, uid)
    for name in place.below[:-1]:
        above = os.path.join(above, name)
        with suppress(FileExistsError):
            if create:
                os.mkdir(above, 0o700)
        _demand_safe_step(above, uid)
    fd = _open_own_folder(above, place.below[-1], uid, create=create)
    return Folder(place.letter, place.path, fd, uid)


def _demand_safe_way(path: str, uid: int) -> None:
    """Check every folder from the root down to ``path``, which has no symlinks left.

    A folder that only root and we can write, or a sticky one, keeps its entries from being swapped
    by others, so what is checked here still stands when the folder below it is opened.
    """
    steps = [path]
    while steps[-1] != os.path.dirname(steps[-1]):
        steps.append(os.path.dirname(steps[-1]))
    for step in reversed(steps):
        _demand_safe_step(step, uid)


def _demand_safe_step(path: str, uid: int) -> None:
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        raise PlaceNotThere(path) from None
    if not stat.S_ISDIR(found.st_mode):
        raise Refused(f"{path} is not a folder")
    if found.st_uid not in (0, uid):
        raise Refused(f"{path} belongs to uid {found.st_uid}")
    if found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX:
        raise Refused(f"{path} can be written by others")


def _open_own_folder(above: str, name: str, uid: int, *, create: bool) -> int:
    """Open the last folder and check what was opened, not what was looked at before."""
    path = os.path.join(above, name)
    made = False
    if create:
        with suppress(FileExistsError):
            os.mkdir(path, 0o700)
            made = True
    try:
        fd = os.open(path, _OPEN_FOLDER)
    except FileNotFoundError:
        raise PlaceNotThere(path) from None
    except OSError as exc:
        if os.path.islink(path) or not os.path.isdir(path):
            raise Refused(f"{path} is not a folder of its own") from exc
        raise
    try:
        if made:
            os.fchmod(fd, 0o700)  # a narrow umask would lock us out of our own folder
        demand_own_folder(fd, path, uid)
    except BaseException:
        close_quietly(fd)
        raise
    return fd


def demand_own_folder(fd: int, path: str, uid: int) -> None:
    """Refuse an open folder that is another user's or open to others."""
    found = os.fstat(fd)
    if found.st_uid != uid:
        raise Refused(f"{path} belongs to uid {found.st_uid}")
    if found.st_mode & 0o777 != 0o700:
        raise Refused(f"{path} has mode {found.st_mode & 0o777:04o} and not 0700")
