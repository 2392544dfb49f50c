# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A file that is made beside its target and takes its place when it is whole.

It has no name while it is made, so that a process that is killed leaves nothing in the clear. Where the file system
has no such files (NFS, some container layers), it has a name of its own, is removed on every exit that runs code, and
what a kill leaves is swept by the next export to the same target.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress

from .target import Place, dress, new_checksum

_ANONYMOUS = getattr(os, "O_TMPFILE", 0)
_OPEN = os.O_RDWR | os.O_CLOEXEC
_NAMED = _OPEN | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MARK = ".exo-part"
_BLOCK = 2**16


class NewFile:
    """What is written so far: ``size`` in bytes, ``lines`` by its line feeds, ``checksum``."""

    def __init__(self, place: Place, *, anonymous: bool = True) -> None:
        """Open it, in the target's own folder.

        :raises OSError: the system said no.
        """
        self._place = place
        self._name = ""
        self._fd = -1
        self._start = _start(place.name)
        self.size = self.lines = 0
        self._sum = new_checksum()
        if not (anonymous and self._open_anonymous()):
            self._open_named()

    def _open_anonymous(self) -> bool:
        if not _ANONYMOUS:
            return False
        try:
            fd = os.open(".", _OPEN | _ANONYMOUS, 0o600, dir_fd=self._place.fd)
        except OSError:
            return False  # what else is wrong shows itself with a named one
        if not os.path.exists(_path_of(fd)):
            os.close(fd)  # it could never get a name
            return False
        self._fd = fd
        return True

    def _open_named(self) -> None:
        name = self._new_name()
        self._fd = os.open(name, _NAMED, 0o600, dir_fd=self._place.fd)
        self._name = name
        self._lock()

    def _new_name(self) -> str:
        return f"{self._start}{os.urandom(8).hex()}{_MARK}"

    def _lock(self) -> None:
        """Show a sweep that somebody works on it; the kernel lets go when this process ends."""
        with suppress(OSError):
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @property
    def checksum(self) -> str:
        """The SHA-1 of what is written so far."""
        return self._sum.hexdigest()

    def write(self, data: bytes) -> None:
        """Append.

        :raises OSError: the system said no; a short write is none.
        """
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]
        self.size += len(data)
        self.lines += data.count(b"\n")
        self._sum.update(data)

    def read_lines(self) -> Iterator[bytes]:
        """All lines from the first on, each with its line feed."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        with open(os.dup(self._fd), "rb", buffering=_BLOCK) as stream:
            yield from stream

    def empty(self) -> None:
        """Start again."""
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        self.size = self.lines = 0
        self._sum = new_checksum()

    def whole(self) -> bool:
        """Whether the file has as many bytes as were written."""
        return os.fstat(self._fd).st_size == self.size

    def take_the_place(self, mode: int, uid: int | None, gid: int | None) -> None:
        """Become the target: the old file is there until the very moment.

        :raises OSError: the system said no; the old file is untouched.
        """
        dress(self._fd, mode, uid, gid)
        os.fsync(self._fd)
        folder = self._place.fd
        if not self._name:
            name = self._new_name()
            self._lock()
            os.link(_path_of(self._fd), name, dst_dir_fd=folder, follow_symlinks=True)
            self._name = name
        self._place.old()  # a link or a device may have come meanwhile
        os.replace(self._name, self._place.name, src_dir_fd=folder, dst_dir_fd=folder)
        self._name = ""
        with suppress(OSError):  # the new name stands; some file systems cannot do it for a folder
            os.fsync(folder)

    def close(self) -> None:
        """Let go of it; what has not become the target is gone."""
        if self._name:
            with suppress(OSError):
                os.unlink(self._name, dir_fd=self._place.fd)
            self._name = ""
        if self._fd >= 0:
            with suppress(OSError):
                os.close(self._fd)
            self._fd = -1


def _path_of(fd: int) -> str:
    return f"/proc/self/fd/{fd}"


def _start(name: str) -> str:
    """How the names of a target's temporary files begin: short, whatever the target's name is."""
    return f".{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}-"


def sweep(place: Place) -> int:
    """Remove what exports to the same target left when they were killed; how many files that were."""
    removed = 0
    start = _start(place.name)
    with suppress(OSError):
        for name in os.listdir(place.fd):
            if name.startswith(start) and name.endswith(_MARK) and _nobodys(place, name):
                with suppress(OSError):
                    os.unlink(name, dir_fd=place.fd)
                    removed += 1
    return removed


def _nobodys(place: Place, name: str) -> bool:
    """Whether it is a regular file of ours that no living process works on."""
    try:
        fd = os.open(name, _LOOK, dir_fd=place.fd)
    except OSError:
        return False
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
            return False
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(fd)
