# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where sessions lie on this machine, and what a store knows of its process, its user and its machine.

A folder in ``/dev/shm`` has a name that anybody can guess and take first. So nothing is used as it is found: what was
opened must be ours and closed to others, and so must the way to it; else the next place is taken, and none at all is
better than a wrong one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from threading import Lock
from types import TracebackType
from typing import TypeVar

from .._clock import Clock
from .._dataclass import dataclass
from .._errors._advice.session import failure
from .._errors.failure import Failure
from .handle_and_record import Handle
from .owner_and_machine import Machine, Owner
from .private_files_and_locks import NO_DESCRIPTORS, Folder, Refused, close_quietly

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
    places = []
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime):
        places.append(StorePlace("r", runtime, (_STORE_NAME,)))
    places.append(StorePlace("s", shm or environ.get(STAND_IN) or SHARED_MEMORY, (f"{_STORE_NAME}-{uid}",)))
    if os.path.isabs(home):
        places.append(StorePlace("h", home, (".ansible", _STORE_NAME)))
    return tuple(places)


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
        status = os.lstat(path)
    except FileNotFoundError:
        raise PlaceNotThere(path) from None
    if not stat.S_ISDIR(status.st_mode):
        raise Refused(f"{path} is not a folder")
    if status.st_uid not in (0, uid):
        raise Refused(f"{path} belongs to uid {status.st_uid}")
    if status.st_mode & 0o022 and not status.st_mode & stat.S_ISVTX:
        raise Refused(f"{path} can be written by others")


def _open_own_folder(above: str, name: str, uid: int, *, create: bool) -> int:
    """Open the last folder and check what was opened, not what was looked at before."""
    path = os.path.join(above, name)
    is_new = False
    if create:
        with suppress(FileExistsError):
            os.mkdir(path, 0o700)
            is_new = True
    try:
        fd = os.open(path, _OPEN_FOLDER)
    except FileNotFoundError:
        raise PlaceNotThere(path) from None
    except OSError as exc:
        if os.path.islink(path) or not os.path.isdir(path):
            raise Refused(f"{path} is not a folder of its own") from exc
        raise
    try:
        if is_new:
            os.fchmod(fd, 0o700)  # a narrow umask would lock us out of our own folder
        demand_own_folder(fd, path, uid)
    except BaseException:
        close_quietly(fd)
        raise
    return fd


def demand_own_folder(fd: int, path: str, uid: int) -> None:
    """Refuse an open folder that is another user's or open to others."""
    status = os.fstat(fd)
    if status.st_uid != uid:
        raise Refused(f"{path} belongs to uid {status.st_uid}")
    if status.st_mode & 0o777 != 0o700:
        raise Refused(f"{path} has mode {status.st_mode & 0o777:04o} and not 0700")


_PLACE_WORDS = {"r": "XDG_RUNTIME_DIR", "s": SHARED_MEMORY, "h": "the home folder"}


def _no_warning(text: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Surroundings:
    """The process, its user and its machine; ``owner`` is the run that new sessions belong to."""

    places: Sequence[StorePlace]
    machine: Machine
    owner: Owner
    uid: int
    clock: Clock = field(default_factory=Clock)
    warn: Callable[[str], None] = _no_warning

    @classmethod
    def here(cls, environ: Mapping[str, str], owner: Owner, warn: Callable[[str], None], clock: Clock) -> Surroundings:
        """This process; ``environ`` holds the variables that say where sessions lie."""
        uid, home = os.geteuid(), environ.get("HOME") or os.path.expanduser("~")
        return cls(store_places(environ, home, uid), Machine.here(), owner, uid, clock, warn)


class OpenPlaces:
    """The folders of one store, each opened at its first use; each warning is given once."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._folders: dict[str, Folder] = {}
        self._slots: dict[str, Folder] = {}
        self._opening = Lock()
        self._warned: set[str] = set()

    def release(self) -> None:
        """Close all descriptors."""
        for folders in (self._folders, self._slots):
            for folder in folders.values():
                folder.close()
            folders.clear()

    def warn_once(self, text: str) -> None:
        """Tell the user, once."""
        if text not in self._warned:
            self._warned.add(text)
            self._around.warn(text)

    def open_folder(self, place: StorePlace, *, create: bool) -> Folder:
        """The folder of a place; see :func:`open_place` for what is raised."""
        folder = self._folders.get(place.letter)
        if folder is None:
            folder = self._folders[place.letter] = open_place(place, self._around.uid, create=create)
        return folder

    def slots_of(self, folder: Folder) -> Folder:
        """The folder of the slots below one of these; threads that send side by side share it.

        :raises Refused: it is not a folder of ours closed to others.
        """
        with self._opening:
            slots_folder = self._slots.get(folder.letter)
            if slots_folder is None:
                slots_folder = self._slots[folder.letter] = folder.below("slots")
            return slots_folder

    def folder_at(self, letter: str) -> Folder:
        """The folder of a place that was opened before."""
        return self._folders[letter]

    def list_existing(self) -> Iterator[Folder]:
        """The folders that are there and can be trusted.

        :raises Failure: ``session-no-descriptors``.
        """
        for place in self._around.places:
            try:
                folder = self.open_folder(place, create=False)
            except (PlaceNotThere, Refused):
                continue
            except OSError as exc:
                self.reason_of(exc)
                continue
            yield folder

    def folder_of(self, handle: Handle) -> Folder:
        """The folder that holds the record of a handle.

        :raises Failure: where the handle is another user's or its folder is not here or not safe.
        """
        if handle.uid != self._around.uid:
            raise failure("session-of-another-user", made_by=handle.uid, uid=self._around.uid)
        if handle.place in self._folders:
            return self._folders[handle.place]
        place = next((item for item in self._around.places if item.letter == handle.place), None)
        if place is None:
            raise failure("session-place-not-here", place=_PLACE_WORDS[handle.place])
        try:
            with tell_failures(place.path):
                return self.open_folder(place, create=False)
        except PlaceNotThere:
            raise self.explain_missing(handle) from None
        except Refused as exc:
            raise failure("session-folder-refused", reasons=str(exc)) from exc

    def explain_missing(self, handle: Handle) -> Failure:
        """Why there is no record for a handle: made elsewhere, before a restart, or closed."""
        self.demand_here(handle.machine, handle.boot, self._around.machine.tags(), "another machine")
        return failure("session-closed", id=handle.id)

    def demand_here(
        self, machine: bytes | str, boot: bytes | str, current_ids: tuple[bytes, bytes] | tuple[str, str], made_on: str
    ) -> None:
        """Refuse what was made on another machine or before this one was started; unknown ids tell nothing.

        :raises Failure: ``session-of-another-host`` or ``session-before-restart``.
        """
        if _ids_differ(machine, current_ids[0]) or (not _is_known_id(machine) and _ids_differ(boot, current_ids[1])):
            raise failure("session-of-another-host", made_on=made_on, here=self._around.machine.host or "this machine")
        if _ids_differ(boot, current_ids[1]):
            raise failure("session-before-restart")

    @staticmethod
    def reason_of(exc: Exception) -> str:
        """The reason in words, without a file name.

        :raises Failure: ``session-no-descriptors``, which no other place can cure.
        """
        if isinstance(exc, OSError):
            text = exc.strerror or type(exc).__name__
            if exc.errno in NO_DESCRIPTORS:
                raise failure("session-no-descriptors", reason=text) from exc
            return text
        return str(exc)


@contextmanager
def tell_failures(path: str) -> Iterator[None]:
    """Turn what the system says into a failure that names the store."""
    try:
        yield
    except OSError as exc:
        reason = OpenPlaces.reason_of(exc)
        raise failure("session-store-failed", path=path, reason=reason) from exc


def _is_known_id(text: bytes | str) -> bool:
    return bool(text.strip(b"\0") if isinstance(text, bytes) else text)


def _ids_differ(recorded_id: bytes | str, current_id: bytes | str) -> bool:
    return _is_known_id(recorded_id) and _is_known_id(current_id) and recorded_id != current_id


_Store = TypeVar("_Store", bound="Store")


class Store:
    """The sessions of one user on one machine; nothing is opened before the first call.

    Every method raises ``session-in-a-child`` in a process forked since the first call, and
    ``session-no-descriptors`` or ``session-store-failed`` where the system says no and nothing else
    is promised. Methods may be called from several threads.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._places = OpenPlaces(around)

    def __enter__(self: _Store) -> _Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Close the descriptors; no session ends by it, and the next call opens them again."""
        self._places.release()
