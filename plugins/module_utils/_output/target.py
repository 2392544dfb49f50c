# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where a file is to be: its folder, held open, and what bears its name there now.

Every call names a file below the open folder, so a folder that is swapped later changes nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import time
from contextlib import suppress
from types import TracebackType

from .._errors._advice.output import failure
from .._errors.failure import Failure

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 2**20
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def new_checksum() -> hashlib._Hash:
    """SHA-1, as ansible.builtin.copy and stat give it: it compares files, it protects nothing."""
    return hashlib.sha1(usedforsecurity=False)


def not_written(dest: str, error: OSError) -> Failure:
    """What the system said about the file, as a failure."""
    detail = (error.strerror or type(error).__name__).lower()
    key = "dest-disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "dest-not-written"
    return failure(key, dest=dest, detail=detail, retry_safe=True)


class Place:
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
            self.fd = os.open(folder or ".", _FOLDER)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise failure("dest-folder-missing", dest=dest, folder=folder) from error
        except OSError as error:
            raise failure("dest-forbidden", dest=dest, folder=folder, detail=(error.strerror or "").lower()) from error
        except ValueError as error:  # a NUL in the name
            raise failure("dest-not-a-file", dest=dest, kind="a name that no file can have") from error
        try:
            self.old()
            if not os.access(".", os.W_OK | os.X_OK, dir_fd=self.fd, effective_ids=_EFFECTIVE):
                raise failure("dest-forbidden", dest=dest, folder=folder, detail="no permission to write there")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Place:
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
            found = os.stat(self.name, dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            detail = "a name that no file can have"
            raise failure("dest-not-a-file", dest=self.dest, kind=detail) from error
        if not stat.S_ISREG(found.st_mode):
            kind = next((words for test, words in _KINDS if test(found.st_mode)), "a device")
            raise failure("dest-not-a-file", dest=self.dest, kind=kind)
        return found

    def holds(self, size: int, checksum: str) -> bool:
        """Whether the file that is there has this content; one that cannot be read counts as another."""
        found = self.old()
        if found is None or found.st_size != size:
            return False
        try:
            fd = os.open(self.name, _READ, dir_fd=self.fd)
        except OSError:
            return False
        summed = new_checksum()
        with open(fd, "rb") as stream:
            while part := stream.read(_CHUNK):
                summed.update(part)
        return summed.hexdigest() == checksum

    def set_permissions(self, mode: int, uid: int | None, gid: int | None) -> bool:
        """Give the file that is there this mode and owner; whether that changed anything.

        :raises OSError: the system said no.
        """
        found = self.old()
        if found is None or not differs(found, mode, uid, gid):
            return False
        fd = os.open(self.name, _READ, dir_fd=self.fd)
        try:
            dress(fd, mode, uid, gid)
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


_EFFECTIVE = os.access in os.supports_effective_ids


def differs(found: os.stat_result, mode: int, uid: int | None, gid: int | None) -> bool:
    """Whether a file has another mode or owner than is wanted; None is no wish."""
    return stat.S_IMODE(found.st_mode) != mode or uid not in (None, found.st_uid) or gid not in (None, found.st_gid)


def dress(fd: int, mode: int, uid: int | None, gid: int | None) -> None:
    """Set owner, then mode: another order could lose bits."""
    if uid is not None or gid is not None:
        os.fchown(fd, -1 if uid is None else uid, -1 if gid is None else gid)
    os.fchmod(fd, mode)
