# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The sessions that are stored, without their keys: close, list and sweep.

What is told here stands in headers, so this needs no cryptography, and neither does a module that only ends or lists
sessions.
"""

from __future__ import annotations

from .._errors.failure import Failure
from .handle_and_record import Handle, Header, record_name
from .owner_and_machine import Owner
from .private_files_and_locks import Folder
from .session_age_and_sweep import SessionEntry, remove_session, session_entries, sweep_folder
from .session_folders import Store, tell_failures

_STORE_TROUBLE = ("session-no-descriptors", "session-store-failed")


class KeylessStore(Store):
    """What a store can do with its sessions without their keys: see :class:`Store`."""

    def close(self, handle: Handle) -> bool:
        """Close a session; whether it was open. Closing twice is no failure; what the system refuses is a warning.

        :raises Failure: only for a handle of another user, host, boot or place.
        """
        try:
            folder = self._places.folder_of(handle)
            if folder.status(record_name(handle.id)) is None:
                raise self._places.explain_missing(handle)
        except OSError as exc:
            self._places.warn_once(f"Session {handle.id} could not be removed: {exc.strerror}.")
            return False
        except Failure as exc:
            if exc.key in _STORE_TROUBLE:
                self._places.warn_once(exc.what)
            elif exc.key != "session-closed":
                raise
            return False
        return self._close_in(folder, handle.id)

    def close_owned(self, owner: Owner, organization: str | None = None) -> list[str]:
        """Close the sessions that belong to the run ``owner``; their ids.

        ``organization`` narrows it to those with that organization or tenant id. What fails is a warning.
        """
        tenant_name = organization.casefold() if organization else None
        closed: list[str] = []
        try:
            listing = self.list_sessions()
        except Failure as exc:
            if exc.key not in _STORE_TROUBLE:
                raise
            self._places.warn_once(exc.what)
            return closed
        for entry in listing:
            header = entry.header
            names = (header.organization.casefold(), header.tenant_id.casefold())
            if not owner.pid or header.owner != owner or (tenant_name is not None and tenant_name not in names):
                continue
            if self._close_in(self._places.folder_at(entry.place), header.id):
                closed.append(header.id)
        return closed

    def _close_in(self, folder: Folder, identifier: str) -> bool:
        try:
            return remove_session(folder, identifier)
        except OSError as exc:
            self._places.warn_once(f"Session {identifier} in {folder.path} could not be removed: {exc.strerror}.")
            return False

    # Listing

    def list_sessions(self) -> list[SessionEntry]:
        """All sessions of this user on this machine, with what became of them; no key is needed."""
        entries: list[SessionEntry] = []
        for folder in self._places.list_existing():
            with tell_failures(folder.path):
                entries.extend(session_entries(folder, self._around.clock, self._around.machine))
        return entries

    def headers(self) -> list[Header]:
        """The headers of :meth:`list_sessions`."""
        return [entry.header for entry in self.list_sessions()]

    def sweep(self) -> int:
        """Remove what is over in every place; the number of sessions removed. What fails is a warning."""
        removed = 0
        try:
            for folder in self._places.list_existing():
                removed += sweep_folder(folder, self._around.clock, self._around.machine)
        except OSError as exc:
            self._places.warn_once(f"Old sessions could not be swept: {exc.strerror}.")
        except Failure as exc:
            if exc.key not in _STORE_TROUBLE:
                raise
            self._places.warn_once(exc.what)
        return removed
