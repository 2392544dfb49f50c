# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the store knows of the process that uses it, and the folders that it has open."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from .._clock import Clock
from .._errors._advice.session import failure
from .._errors.failure import Failure
from .handle import Handle
from .owner import Machine, Owner
from .record_folders import SHARED_MEMORY, NotThere, Place, open_place, places
from .small_files import NO_DESCRIPTORS, Folder, Refused

_PLACE_WORDS = {"r": "XDG_RUNTIME_DIR", "s": SHARED_MEMORY, "h": "the home folder"}


def _no_warning(text: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Surroundings:
    """The process, its user and its machine; ``owner`` is the run that new sessions belong to."""

    places: Sequence[Place]
    machine: Machine
    owner: Owner
    uid: int
    clock: Clock = field(default_factory=Clock)
    warn: Callable[[str], None] = _no_warning

    @classmethod
    def here(
        cls, environ: Mapping[str, str], home: str, owner: int | Owner, warn: Callable[[str], None] = _no_warning
    ) -> Surroundings:
        """This process; ``owner`` is ansible-playbook's process id (0: not known) or the owner itself."""
        uid = os.geteuid()
        machine = Machine.here()
        if not isinstance(owner, Owner):
            owner = Owner.of(owner, machine) if owner else Owner()
        return cls(places(environ, home, uid), machine, owner, uid, Clock(), warn)


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

    def warn(self, text: str) -> None:
        """Tell the user, once."""
        if text not in self._warned:
            self._warned.add(text)
            self._around.warn(text)

    def open(self, place: Place, *, create: bool) -> Folder:
        """The folder of a place; see :func:`open_place` for what is raised."""
        folder = self._folders.get(place.letter)
        if folder is None:
            folder = self._folders[place.letter] = open_place(place, self._around.uid, create=create)
        return folder

    def slots(self, folder: Folder) -> Folder:
        """The folder of the slots below one of these; threads that send side by side share it.

        :raises Refused: it is not a folder of ours closed to others.
        """
        with self._opening:
            found = self._slots.get(folder.letter)
            if found is None:
                found = self._slots[folder.letter] = folder.below("slots")
            return found

    def folder_at(self, letter: str) -> Folder:
        """The folder of a place that was opened before."""
        return self._folders[letter]

    def list_existing(self) -> Iterator[Folder]:
        """The folders that are there and can be trusted.

        :raises Failure: ``session-no-descriptors``.
        """
        for place in self._around.places:
            try:
                folder = self.open(place, create=False)
            except (NotThere, Refused):
                continue
            except OSError as exc:
                self.reason(exc)
                continue
            yield folder

    def of(self, handle: Handle) -> Folder:
        """The folder that holds the record of a handle.

        :raises Failure: where the handle is another user's or its folder is not here or not safe.
        """
        if handle.uid != self._around.uid:
            raise failure("session-of-another-user", made_by=handle.uid, uid=self._around.uid)
        place = next((item for item in self._around.places if item.letter == handle.place), None)
        if place is None:
            raise failure("session-place-not-here", place=_PLACE_WORDS[handle.place])
        try:
            with tell_failures(place.path):
                return self.open(place, create=False)
        except NotThere:
            raise self.explain_missing(handle) from None
        except Refused as exc:
            raise failure("session-folder-refused", reasons=str(exc)) from exc

    def explain_missing(self, handle: Handle) -> Failure:
        """Why there is no record for a handle: made elsewhere, before a restart, or closed."""
        self.demand_here(handle.machine, handle.boot, self._around.machine.tags(), "another machine")
        return failure("session-closed", id=handle.id)

    def demand_here(
        self, machine: bytes | str, boot: bytes | str, here: tuple[bytes, bytes] | tuple[str, str], made_on: str
    ) -> None:
        """Refuse what was made on another machine or before this one was started; unknown ids tell nothing.

        :raises Failure: ``session-of-another-host`` or ``session-before-restart``.
        """
        if _differ(machine, here[0]) or (not _is_known(machine) and _differ(boot, here[1])):
            raise failure("session-of-another-host", made_on=made_on, here=self._around.machine.host or "this machine")
        if _differ(boot, here[1]):
            raise failure("session-before-restart")

    @staticmethod
    def reason(exc: Exception) -> str:
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
        reason = OpenPlaces.reason(exc)
        raise failure("session-store-failed", path=path, reason=reason) from exc


def _is_known(text: bytes | str) -> bool:
    return bool(text.strip(b"\0") if isinstance(text, bytes) else text)


def _differ(made: bytes | str, here: bytes | str) -> bool:
    return _is_known(made) and _is_known(here) and made != here
