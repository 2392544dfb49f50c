# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where records may lie, and which of these folders can be trusted.

A folder in ``/dev/shm`` has a name that anybody can guess and take first. So nothing is used as it
is found: what was opened must be ours and closed to others, and so must the way to it; else the next
place is taken, and none at all is better than a wrong one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from .small_files import Folder, Refused, close_quietly

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NAME = "m365.exchange"
# The name can be guessed, so what is opened is checked.
SHARED_MEMORY = "/dev/shm"  # noqa: S108  # nosec B108
# A folder that stands in for it. Only the tests of this collection set it: they must neither see nor sweep the sessions
# of other runs of the same user, and a folder that does not exist plays a machine without any.
STAND_IN = "M365_EXCHANGE_SHARED_MEMORY"


class NotThere(Exception):
    """The place does not exist on this machine; nothing to warn about."""


@dataclass(frozen=True)
class Place:
    """One place: the letter that handles carry, the folder that must exist, and what is made below it."""

    letter: str
    base: str
    below: tuple[str, ...]

    @property
    def path(self) -> str:
        """The folder of the records, for messages."""
        return os.path.join(self.base, *self.below)


def places(environ: Mapping[str, str], home: str, uid: int, shm: str = "") -> tuple[Place, ...]:
    """The places of user ``uid`` in the order of preference: memory first, the disk last."""
    found = []
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime):
        found.append(Place("r", runtime, (_NAME,)))
    found.append(Place("s", shm or environ.get(STAND_IN) or SHARED_MEMORY, (f"{_NAME}-{uid}",)))
    if os.path.isabs(home):
        found.append(Place("h", home, (".ansible", _NAME)))
    return tuple(found)


def open_place(place: Place, uid: int, *, create: bool) -> Folder:
    """Open the folder of ``place``, making it if ``create`` is true.

    :raises NotThere: the place, or without ``create`` our folder in it, does not exist.
    :raises Refused: it exists and cannot be trusted.
    :raises OSError: the system said no.
    """
    try:
        above = os.path.realpath(place.base, strict=True)
    except FileNotFoundError:
        raise NotThere(place.path) from None
    _demand_safe_way(above, uid)
    for name in place.below[:-1]:
        above = os.path.join(above, name)
        with suppress(FileExistsError):
            if create:
                os.mkdir(above, 0o700)
        _demand_safe_step(above, uid)
    fd = _open_own(above, place.below[-1], uid, create=create)
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
        raise NotThere(path) from None
    if not stat.S_ISDIR(found.st_mode):
        raise Refused(f"{path} is not a folder")
    if found.st_uid not in (0, uid):
        raise Refused(f"{path} belongs to uid {found.st_uid}")
    if found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX:
        raise Refused(f"{path} can be written by others")


def _open_own(above: str, name: str, uid: int, *, create: bool) -> int:
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
        raise NotThere(path) from None
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
