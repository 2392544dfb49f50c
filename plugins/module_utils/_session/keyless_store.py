# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The sessions that are stored, without their keys: close, list and sweep; and what a store knows of its process.

What is told here stands in headers, so this needs no cryptography, and neither does a module that only ends or lists
sessions.
"""

from __future__ import annotations

import os
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
from .._json_types import Row
from .handle import Handle
from .lock import lock_name
from .owner_and_machine import Machine, Owner
from .private_folders_and_files import (
    NO_DESCRIPTORS,
    SHARED_MEMORY,
    Folder,
    PlaceNotThere,
    Refused,
    StorePlace,
    open_place,
    store_places,
)
from .record_header import Header, record_name
from .session_states import SessionEntry, session_entries
from .sweep import remove_session, sweep_folder

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

    def warn(self, text: str) -> None:
        """Tell the user, once."""
        if text not in self._warned:
            self._warned.add(text)
            self._around.warn(text)

    def open(self, place: StorePlace, *, create: bool) -> Folder:
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
            except (PlaceNotThere, Refused):
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
        if handle.place in self._folders:
            return self._folders[handle.place]
        place = next((item for item in self._around.places if item.letter == handle.place), None)
        if place is None:
            raise failure("session-place-not-here", place=_PLACE_WORDS[handle.place])
        try:
            with tell_failures(place.path):
                return self.open(place, create=False)
        except PlaceNotThere:
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
        if _ids_differ(machine, here[0]) or (not _is_known_id(machine) and _ids_differ(boot, here[1])):
            raise failure("session-of-another-host", made_on=made_on, here=self._around.machine.host or "this machine")
        if _ids_differ(boot, here[1]):
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


def _is_known_id(text: bytes | str) -> bool:
    return bool(text.strip(b"\0") if isinstance(text, bytes) else text)


def _ids_differ(made: bytes | str, here: bytes | str) -> bool:
    return _is_known_id(made) and _is_known_id(here) and made != here


_Store = TypeVar("_Store", bound="KeylessStore")
_STORE_TROUBLE = ("session-no-descriptors", "session-store-failed")


class KeylessStore:
    """The sessions of one user on one machine; nothing is opened before the first call.

    Every method raises ``session-in-a-child`` in a process forked since the first call, and
    ``session-no-descriptors`` or ``session-store-failed`` where the system says no and nothing else
    is promised. Methods may be called from several threads.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._places = OpenPlaces(around)
        self._in_memory: dict[str, tuple[int, Row]] = {}
        self._made: list[tuple[Folder, str]] = []

    def __enter__(self: _Store) -> _Store:
        """In a ``with`` that ends in an exception, the sessions that it made are closed: nobody has their handles."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is not None:
                self._take_back_new_session()
        finally:
            self.release()

    def _take_back_new_session(self) -> None:
        """Close what was made. A signal may have come at any moment: before, in, or after the writes of its files."""
        for folder, identifier in self._made:
            with suppress(Failure, OSError):
                names = (lock_name(identifier), record_name(identifier))
                if any(folder.status(name) is not None for name in names):
                    self._close_in(folder, identifier)

    def release(self) -> None:
        """Close the descriptors; no session ends by it, and the next call opens them again."""
        self._places.release()

    # Ending

    def close(self, handle: Handle) -> bool:
        """Close a session; whether it was open. Closing twice is no failure; what the system refuses is a warning.

        :raises Failure: only for a handle of another user, host, boot or place.
        """
        try:
            folder = self._places.of(handle)
            if folder.status(record_name(handle.id)) is None:
                raise self._places.explain_missing(handle)
        except OSError as exc:
            self._places.warn(f"Session {handle.id} could not be removed: {exc.strerror}.")
            return False
        except Failure as exc:
            if exc.key in _STORE_TROUBLE:
                self._places.warn(exc.what)
            elif exc.key != "session-closed":
                raise
            return False
        return self._close_in(folder, handle.id)

    def close_owned(self, owner: Owner, organization: str | None = None) -> list[str]:
        """Close the sessions that belong to the run ``owner``; their ids.

        ``organization`` narrows it to those with that organization or tenant id. What fails is a warning.
        """
        wanted = organization.casefold() if organization else None
        closed: list[str] = []
        try:
            listing = self.list_sessions()
        except Failure as exc:
            if exc.key not in _STORE_TROUBLE:
                raise
            self._places.warn(exc.what)
            return closed
        for entry in listing:
            header = entry.header
            names = (header.organization.casefold(), header.tenant_id.casefold())
            if not owner.pid or header.owner != owner or (wanted is not None and wanted not in names):
                continue
            if self._close_in(self._places.folder_at(entry.place), header.id):
                closed.append(header.id)
        return closed

    def _close_in(self, folder: Folder, identifier: str) -> bool:
        self._in_memory.pop(identifier, None)
        try:
            return remove_session(folder, identifier)
        except OSError as exc:
            self._places.warn(f"Session {identifier} in {folder.path} could not be removed: {exc.strerror}.")
            return False

    # Listing

    def list_sessions(self) -> list[SessionEntry]:
        """All sessions of this user on this machine, with what became of them; no key is needed."""
        found: list[SessionEntry] = []
        for folder in self._places.list_existing():
            with tell_failures(folder.path):
                found.extend(session_entries(folder, self._around.clock, self._around.machine))
        return found

    def headers(self) -> list[Header]:
        """The headers of :meth:`listing`."""
        return [entry.header for entry in self.list_sessions()]

    def sweep(self) -> int:
        """Remove what is over in every place; the number of sessions removed. What fails is a warning."""
        removed = 0
        try:
            for folder in self._places.list_existing():
                removed += sweep_folder(folder, self._around.clock, self._around.machine)
        except OSError as exc:
            self._places.warn(f"Old sessions could not be swept: {exc.strerror}.")
        except Failure as exc:
            if exc.key not in _STORE_TROUBLE:
                raise
            self._places.warn(exc.what)
        return removed
