# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is open and what is over, told from the headers alone, without any key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .._clock import Clock
from .._dataclass import dataclass
from .._json_types import Row
from .lock import is_closed
from .owner_and_machine import Machine, Owner
from .private_folders_and_files import Folder, Refused
from .record_header import RECORD_FILE_NAME, Header, NotAHeader, record_name, split_record

SessionState = Literal["open", "expired", "ownerless"]

LONGEST_UNUSED = 2 * 3600.0
LONGEST_LIFE = 24 * 3600.0


@dataclass(frozen=True)
class SessionEntry:
    """One record as the listing shows it; ``age`` and ``unused`` are seconds."""

    header: Header
    place: str
    path: str
    age: float
    unused: float
    state: SessionState

    def as_map(self) -> Row:
        """Plain values for a result; nothing in it is secret."""
        header = self.header
        return {
            "id": header.id,
            "identity": header.identity,
            "auth_method": header.auth_method,
            "organization": header.organization,
            "tenant_id": header.tenant_id,
            "environment": header.environment,
            "services": list(header.services),
            "age": max(0, round(self.age)),
            "unused": max(0, round(self.unused)),
            "expires_at": header.expires,
            "host": header.host,
            "owner_pid": header.owner.pid,
            "path": self.path,
            "state": self.state,
        }


class OwnerJudge:
    """Which runs live, each asked once: a play over many customers is the owner of all its sessions."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._known: dict[Owner, bool | None] = {}

    def alive(self, owner: Owner) -> bool | None:
        """See :meth:`Owner.alive`."""
        if owner not in self._known:
            self._known[owner] = owner.alive(self.machine)
        return self._known[owner]


def entry_of_record(folder: Folder, identifier: str, clock: Clock, judge: OwnerJudge) -> SessionEntry | None:
    """The entry of one record; None where there is none.

    :raises NotAHeader: there is a file, but not one that we wrote.
    """
    try:
        found = folder.read(record_name(identifier))
    except Refused as exc:
        raise NotAHeader(str(exc)) from exc
    if found is None:
        return None
    data, status = found
    header = Header.parse(split_record(data)[0])
    if header.id != identifier:
        raise NotAHeader("name")
    machine = judge.machine
    unused = header.now(clock, machine) - status.st_mtime
    age = header.age(clock, machine)
    path = f"{folder.path}/{record_name(identifier)}"
    state = state_of(header, judge.alive(header.owner), age, unused, header.seconds_left(clock, machine))
    return SessionEntry(header, folder.letter, path, age, unused, state)


def state_of(header: Header, alive: bool | None, age: float, unused: float, seconds_left: float) -> SessionState:
    """What a session is, by its owner where that can be judged and by its age where it cannot.

    Ages are compared without their sign: a record from a future that cannot be is over as well.
    """
    if alive is False:
        return "ownerless"
    if not header.renewable and seconds_left <= 0:
        return "expired"
    return "expired" if alive is None and has_outlived(age, unused) else "open"


def has_outlived(age: float, unused: float) -> bool:
    """Whether a session whose owner cannot be judged is over: 2 h without use, 24 h in all."""
    return abs(unused) > LONGEST_UNUSED or abs(age) > LONGEST_LIFE


def session_entries(folder: Folder, clock: Clock, machine: Machine) -> Iterator[SessionEntry]:
    """All records of open sessions in a folder that can be read, the oldest name first."""
    judge = OwnerJudge(machine)
    for name in sorted(folder.names()):
        found = RECORD_FILE_NAME.fullmatch(name)
        if found is None:
            continue
        try:
            entry = entry_of_record(folder, found[1], clock, judge)
        except NotAHeader:
            continue
        if entry is not None and not is_closed(folder, found[1]):
            yield entry
