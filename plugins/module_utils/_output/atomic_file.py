# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A file that is made beside its target and takes its place when it is whole; and the target, its folder held open.

It has no name while it is made, so that a process that is killed leaves nothing in the clear. Where the file system
has no such files (NFS, some container layers), it has a name of its own, is removed on every exit that runs code, and
what a kill leaves is swept by the next export to the same target. Every call names a file below the open folder, so a
folder that is swapped later changes nothing.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType

from .._errors._advice.output import failure
from .._errors.failure import Failure

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_OPEN_TARGET = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_READ_CHUNK = 2**20
_KINDS_OF_FILE = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def new_checksum() -> hashlib._Hash:
    """SHA-1, as ansible.builtin.copy and stat give it: it compares files, it protects nothing."""
    return hashlib.sha1(usedforsecurity=False)


def dest_not_written(dest: str, error: OSError) -> Failure:
    """What the system said about the file, as a failure."""
    detail = (error.strerror or type(error).__name__).lower()
    key = "dest-disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "dest-not-written"
    return failure(key, dest=dest, detail=detail, retry_safe=True)


class TargetPlace:
    """The folder of a target, open; use it with ``with``."""

    def __init__(self, dest: str) -> None:
        """Open the folder and look at what is there; nothing is made.

        :raises Failure: ``dest-folder-missing``, ``dest-forbidden`` or ``dest-not-a-file``.
        """
        folder, self.name = os.path.split(dest)
        self.dest = dest
        if not self.name or self.name in (".", ".."):
            raise failure("dest-not-a-file", dest=dest, kind="a folder")
        try:
            self.fd = os.open(folder or ".", _OPEN_FOLDER)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise failure("dest-folder-missing", dest=dest, folder=folder) from error
        except OSError as error:
            raise failure("dest-forbidden", dest=dest, folder=folder, detail=(error.strerror or "").lower()) from error
        except ValueError as error:  # a NUL in the name
            raise failure("dest-not-a-file", dest=dest, kind="a name that no file can have") from error
        try:
            self.old()
            if not os.access(".", os.W_OK | os.X_OK, dir_fd=self.fd, effective_ids=_EFFECTIVE_IDS):
                raise failure("dest-forbidden", dest=dest, folder=folder, detail="no permission to write there")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> TargetPlace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        if self.fd >= 0:
            with suppress(OSError):
                os.close(self.fd)
        self.fd = -1

    def old(self) -> os.stat_result | None:
        """The file that bears the name now, None where there is none.

        :raises Failure: ``dest-not-a-file`` for a link, a device, a pipe or a folder.
        """
        try:
            status = os.stat(self.name, dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            detail = "a name that no file can have"
            raise failure("dest-not-a-file", dest=self.dest, kind=detail) from error
        if not stat.S_ISREG(status.st_mode):
            kind = next((words for test, words in _KINDS_OF_FILE if test(status.st_mode)), "a device")
            raise failure("dest-not-a-file", dest=self.dest, kind=kind)
        return status

    def holds(self, size: int, checksum: str) -> bool:
        """Whether the file that is there has this content; one that cannot be read counts as another."""
        status = self.old()
        if status is None or status.st_size != size:
            return False
        try:
            fd = os.open(self.name, _OPEN_TARGET, dir_fd=self.fd)
        except OSError:
            return False
        content_checksum = new_checksum()
        with open(fd, "rb") as stream:
            while part := stream.read(_READ_CHUNK):
                content_checksum.update(part)
        return content_checksum.hexdigest() == checksum

    def set_permissions(self, mode: int, uid: int | None, gid: int | None) -> bool:
        """Give the file that is there this mode and owner; whether that changed anything.

        :raises OSError: the system said no.
        """
        status = self.old()
        if status is None or not differs_in_permissions(status, mode, uid, gid):
            return False
        fd = os.open(self.name, _OPEN_TARGET, dir_fd=self.fd)
        try:
            set_mode_and_owner(fd, mode, uid, gid)
        finally:
            os.close(fd)
        return True

    def keep_old(self) -> str:
        """Keep the file that is there under the name that Ansible gives to backups; the path of it.

        :raises OSError: the system said no.
        """
        moment = time.strftime("%Y-%m-%d@%H:%M:%S~", time.localtime())
        name = f"{self.name}.{os.getpid()}.{moment}"
        try:
            os.link(self.name, name, src_dir_fd=self.fd, dst_dir_fd=self.fd, follow_symlinks=False)
        except FileExistsError:
            pass  # the same second: it is kept already
        except OSError:
            # A file system without links, or a file of somebody else.
            folder = f"/proc/self/fd/{self.fd}" if os.path.isdir("/proc/self/fd") else os.path.dirname(self.dest)
            shutil.copy2(os.path.join(folder, self.name), os.path.join(folder, name), follow_symlinks=False)
        return os.path.join(os.path.dirname(self.dest), name)


_EFFECTIVE_IDS = os.access in os.supports_effective_ids


def differs_in_permissions(status: os.stat_result, mode: int, uid: int | None, gid: int | None) -> bool:
    """Whether a file has another mode or owner than is wanted; None is no wish."""
    return stat.S_IMODE(status.st_mode) != mode or uid not in (None, status.st_uid) or gid not in (None, status.st_gid)


def set_mode_and_owner(fd: int, mode: int, uid: int | None, gid: int | None) -> None:
    """Set owner, then mode: another order could lose bits."""
    if uid is not None or gid is not None:
        os.fchown(fd, -1 if uid is None else uid, -1 if gid is None else gid)
    os.fchmod(fd, mode)


_ANONYMOUS_FILE = getattr(os, "O_TMPFILE", 0)
_OPEN_NEW_FILE = os.O_RDWR | os.O_CLOEXEC
_OPEN_NAMED = _OPEN_NEW_FILE | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_OPEN_PARTIAL = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PARTIAL_SUFFIX = ".exo-part"
_BLOCK_SIZE = 2**16


class NewFile:
    """What is written so far: ``size`` in bytes, ``lines`` by its line feeds, ``checksum``."""

    def __init__(self, place: TargetPlace, *, anonymous: bool = True) -> None:
        """Open it, in the target's own folder.

        :raises OSError: the system said no.
        """
        self._place = place
        self._name = ""
        self._fd = -1
        self._partial_prefix = _partial_prefix(place.name)
        self.size = self.lines = 0
        self._content_checksum = new_checksum()
        if not (anonymous and self._open_anonymous()):
            self._open_named()

    def _open_anonymous(self) -> bool:
        if not _ANONYMOUS_FILE:
            return False
        try:
            fd = os.open(".", _OPEN_NEW_FILE | _ANONYMOUS_FILE, 0o600, dir_fd=self._place.fd)
        except OSError:
            return False  # what else is wrong shows itself with a named one
        if not os.path.exists(_path_of_descriptor(fd)):
            os.close(fd)  # it could never get a name
            return False
        self._fd = fd
        return True

    def _open_named(self) -> None:
        name = self._new_name()
        self._fd = os.open(name, _OPEN_NAMED, 0o600, dir_fd=self._place.fd)
        self._name = name
        self._lock_new_file()

    def _new_name(self) -> str:
        return f"{self._partial_prefix}{os.urandom(8).hex()}{_PARTIAL_SUFFIX}"

    def _lock_new_file(self) -> None:
        """Show a sweep that somebody works on it; the kernel lets go when this process ends."""
        with suppress(OSError):
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @property
    def checksum(self) -> str:
        """The SHA-1 of what is written so far."""
        return self._content_checksum.hexdigest()

    def write(self, data: bytes) -> None:
        """Append.

        :raises OSError: the system said no; a short write is none.
        """
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]
        self.size += len(data)
        self.lines += data.count(b"\n")
        self._content_checksum.update(data)

    def read_lines(self) -> Iterator[bytes]:
        """All lines from the first on, each with its line feed."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        with open(os.dup(self._fd), "rb", buffering=_BLOCK_SIZE) as stream:
            yield from stream

    def empty(self) -> None:
        """Start again."""
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        self.size = self.lines = 0
        self._content_checksum = new_checksum()

    def whole(self) -> bool:
        """Whether the file has as many bytes as were written."""
        return os.fstat(self._fd).st_size == self.size

    def take_the_place(self, mode: int, uid: int | None, gid: int | None) -> None:
        """Become the target: the old file is there until the very moment.

        :raises OSError: the system said no; the old file is untouched.
        """
        set_mode_and_owner(self._fd, mode, uid, gid)
        os.fsync(self._fd)
        folder = self._place.fd
        if not self._name:
            name = self._new_name()
            self._lock_new_file()
            os.link(_path_of_descriptor(self._fd), name, dst_dir_fd=folder, follow_symlinks=True)
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


def replace_file(dest: str, data: bytes) -> None:
    """``data`` as the file ``dest``, for this user alone; the old one is there until the new one is whole.

    :raises Failure: a folder or target that cannot be used, or what the system said.
    """
    with TargetPlace(dest) as place:
        try:
            file = NewFile(place)
            try:
                file.write(data)
                file.take_the_place(0o600, None, None)
            finally:
                file.close()
        except OSError as error:
            raise dest_not_written(dest, error) from error


def _path_of_descriptor(fd: int) -> str:
    return f"/proc/self/fd/{fd}"


def _partial_prefix(name: str) -> str:
    """How the names of a target's temporary files begin: short, whatever the target's name is."""
    return f".{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}-"


def sweep_partial_files(place: TargetPlace) -> int:
    """Remove what exports to the same target left when they were killed; how many files that were."""
    removed = 0
    start = _partial_prefix(place.name)
    with suppress(OSError):
        for name in os.listdir(place.fd):
            if name.startswith(start) and name.endswith(_PARTIAL_SUFFIX) and _is_left_over(place, name):
                with suppress(OSError):
                    os.unlink(name, dir_fd=place.fd)
                    removed += 1
    return removed


def _is_left_over(place: TargetPlace, name: str) -> bool:
    """Whether it is a regular file of ours that no living process works on."""
    try:
        fd = os.open(name, _OPEN_PARTIAL, dir_fd=place.fd)
    except OSError:
        return False
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            return False
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(fd)
