# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The sessions that are stored, without their keys: close, list and sweep.

What is told here stands in headers, so this needs no cryptography, and neither does a module that only ends or lists
sessions.
"""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import TypeVar

from .._errors.failure import Failure
from .._json_types import Row
from .handle import Handle
from .header import Header
from .listing import Entry, entries, lock_name, record_name
from .owner import Owner
from .process import OpenPlaces, Surroundings, tell_failures
from .small_files import Folder
from .sweep import remove_session, sweep_folder

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
                self._take_back()
        finally:
            self.release()

    def _take_back(self) -> None:
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

    def list_sessions(self) -> list[Entry]:
        """All sessions of this user on this machine, with what became of them; no key is needed."""
        found: list[Entry] = []
        for folder in self._places.list_existing():
            with tell_failures(folder.path):
                found.extend(entries(folder, self._around.clock, self._around.machine))
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
