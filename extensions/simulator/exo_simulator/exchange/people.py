# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes of example people: the names of Microsoft's documentation, then as many more as are asked for.

The objects are made from their index when somebody looks at one; ids and names lead back to the index.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

from .columns import defaults
from .naming import NAMESPACE, Names, local_part
from .store import Item, keys_of

PEOPLE = [
    "Adele Vance",
    "Alex Wilber",
    "Allan Deyoung",
    "Christie Cline",
    "Debra Berger",
    "Diego Siciliani",
    "Emily Braun",
    "Enrico Cattaneo",
    "Gerhart Moller",
    "Grady Archie",
    "Henrietta Mueller",
    "Irvin Sayers",
    "Isaiah Langer",
    "Johanna Lorenz",
    "Joni Sherman",
    "Jordan Miller",
    "Lee Gu",
    "Lidia Holloway",
    "Lynne Robbins",
    "Megan Bowen",
    "Miriam Graham",
    "Nestor Wilke",
    "Patti Fernandez",
    "Pradeep Gupta",
    "Raul Razo",
]
_FIRST = [person.partition(" ")[0] for person in PEOPLE]
_LAST = [person.partition(" ")[2] for person in PEOPLE]
_MASK = (1 << 62) - 1
_FACTOR = 0x9E3779B97F4A7C15 & _MASK | 1
_INVERSE = pow(_FACTOR, -1, 1 << 62)
_NUMBER = re.compile(r"(\d+)$")
ID_KINDS = ("Guid", "ExchangeGuid", "ExternalDirectoryObjectId")


class IndexedIds:
    """Ids that hold their index: 62 bits of it scrambled, the rest fixed for the tenant and the kind of id."""

    def __init__(self, tenant_id: UUID, kind: str) -> None:
        """``kind`` is the property that has the id."""
        seed = UUID(bytes=_digest(tenant_id, kind)).int
        self._high = seed >> 64 & ~0xF000 | 0x4000
        self._salt = seed & _MASK

    def make(self, index: int) -> UUID:
        """The id of the object at ``index``."""
        low = (index * _FACTOR + self._salt & _MASK) | 1 << 63
        return UUID(int=self._high << 64 | low)

    def index(self, value: UUID) -> int | None:
        """The index of an id that ``make`` made; others give None or an index out of range."""
        if value.int >> 64 != self._high:
            return None
        return ((value.int & _MASK) - self._salt) * _INVERSE & _MASK


def _digest(tenant_id: UUID, kind: str) -> bytes:
    return uuid5(NAMESPACE, f"{tenant_id}/{kind}").bytes


class ExamplePeople:
    """A population of user mailboxes."""

    def __init__(self, count: int, names: Names, domain: str, since: datetime) -> None:
        """``domain`` is where the primary addresses are; ``since`` is when the first mailbox was created."""
        self._count = count
        self._names = names
        self._domain = domain
        self._since = since
        self._ids = {kind: IndexedIds(names.tenant_id, kind) for kind in ID_KINDS}
        self._base = defaults("Mailbox")

    def __len__(self) -> int:
        return self._count

    def make(self, index: int) -> Item:
        """The mailbox at ``index``; the same every time."""
        first, last, number = person(index)
        display = f"{first} {last}{f' {number}' if number else ''}"
        alias = f"{first}{last[0]}" if not number else f"{first}{last}{number}"
        address = f"{alias}@{self._domain}"
        created = self._since + timedelta(seconds=60 * index)
        guids = {kind: ids.make(index) for kind, ids in self._ids.items()}
        return Item(
            "Mailbox",
            {
                "Name": display,
                "Alias": alias,
                "DisplayName": display,
                "FirstName": first,
                "LastName": last,
                "UserPrincipalName": address,
                "WindowsLiveID": address,
                "PrimarySmtpAddress": address,
                "WindowsEmailAddress": address,
                "EmailAddresses": addresses_of(alias, address, self._names.initial_domain),
                "DistinguishedName": self._names.recipient_dn(display),
                "LegacyExchangeDN": self._names.legacy_dn(self._ids["Guid"].make(index), alias),
                "WhenCreated": created,
                "WhenChanged": created,
                "WhenMailboxCreated": created,
                **guids,
            },
            self._base,
            index,
        )

    def lookup(self, key: str) -> int | None:
        """The index behind a folded identity of any kind."""
        index = self._candidate(key)
        if index is None or not 0 <= index < self._count:
            return None
        return index if key in keys_of(self.make(index)) else None

    def _candidate(self, key: str) -> int | None:
        try:
            value = UUID(key)
        except ValueError:
            return self._by_name(key)
        indexes = (ids.index(value) for ids in self._ids.values())
        return next((index for index in indexes if index is not None), None)

    def _by_name(self, key: str) -> int | None:
        if key.startswith("/o="):
            key = key.rpartition("-")[2]
        head = key.partition(",")[0].removeprefix("cn=").removeprefix("smtp:").partition("@")[0]
        if head in _by_head():
            return _by_head()[head]
        number = _NUMBER.search(head)
        return int(number.group(1)) - 1 if number else None


def addresses_of(alias: str, primary: str, initial_domain: str) -> list[str]:
    """The proxy addresses of a new recipient: the primary one and the one in the initial domain."""
    initial = f"{local_part(alias)}@{initial_domain}"
    extra = [] if initial.casefold() == primary.casefold() else [f"smtp:{initial}"]
    return [f"SMTP:{primary}", *extra]


def person(index: int) -> tuple[str, str, str]:
    """First name, last name and number (empty for the first 25 people) of the person at ``index``."""
    if index < len(PEOPLE):
        return _FIRST[index], _LAST[index], ""
    return _FIRST[index % len(_FIRST)], _LAST[(index // len(_FIRST)) % len(_LAST)], str(index + 1)


@cache
def _by_head() -> dict[str, int]:
    heads = {name.casefold(): index for index, name in enumerate(PEOPLE)}
    heads.update({f"{first}{last[0]}".casefold(): i for i, (first, last) in enumerate(zip(_FIRST, _LAST, strict=True))})
    return heads
