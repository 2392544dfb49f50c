# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of one organisation: tables by noun, found by any of their identities.

A table may stand on a population of objects that exist only as an index until somebody looks at one, so that a
hundred thousand mailboxes cost nothing to create, list or page.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol, cast
from uuid import UUID

from .lazy import Lazy
from .values import Value

_BRACED = re.compile(r"^\{(.*)\}$")  # as .NET may write a GUID
SEPARATE = "@"  # between a noun and the service that has a table of its own for it
EMPTY: Mapping[str, Value] = MappingProxyType({})


class Item:
    """One object: what was set (``own``) over what its kind has by default (``base``).

    ``parts`` holds the settings that other nouns keep about it (calendar, automatic replies, members).
    Names in ``own`` are property names; a leading underscore marks inner state that is never rendered.
    """

    __slots__ = ("base", "home", "index", "noun", "own", "parts")

    def __init__(self, noun: str, own: dict[str, Value], base: Mapping[str, Value] = EMPTY, index: int = -1) -> None:
        """``index`` is the place in the population, -1 for an object that was created."""
        self.noun = noun
        self.home = noun  # the table; Security & Compliance has some of its own
        self.own = own
        self.base = base
        self.index = index
        self.parts: dict[str, dict[str, Value]] = {}

    def get(self, name: str, default: Value = None) -> Value:
        """The property's value, or ``default`` when neither it nor a default of its kind was ever set."""
        if name in self.own:
            return self.own[name]
        return self.base.get(name, default)

    @property
    def guid(self) -> UUID:
        """The object's id."""
        return cast("UUID", self.own["Guid"])

    @property
    def name(self) -> str:
        """The object's Name."""
        return str(self.own.get("Name", ""))


class Population(Protocol):
    """Objects made from an index on demand."""

    def __len__(self) -> int:
        """How many there are."""

    def make(self, index: int) -> Item:
        """The object at that index, the same every time."""

    def lookup(self, key: str) -> int | None:
        """The index of the object that has this folded identity, or None."""


def keys_of(item: Item, extra: Iterable[str] = ()) -> set[str]:
    """Every folded text that identifies the object: name, alias, addresses, UPN, ids, DN, display name."""
    keys: set[str] = set()
    for name in (*_KEY_PROPERTIES, *extra):
        value = item.get(name)
        if value:
            keys.add(str(value).casefold())
    for address in item.get("EmailAddresses") or ():
        kind, _unused, rest = str(address).partition(":")
        keys.add((rest if kind.casefold() in {"smtp", "x500"} and rest else str(address)).casefold())
    return keys


_KEY_PROPERTIES = [
    "Name",
    "Alias",
    "DisplayName",
    "UserPrincipalName",
    "Guid",
    "ExternalDirectoryObjectId",
    "ExchangeGuid",
    "ImmutableId",
    "DistinguishedName",
    "Identity",
    "LegacyExchangeDN",
    "PrimarySmtpAddress",
    "WindowsLiveID",
    "SamAccountName",
]


class Rows(Lazy[Item]):
    """A table's objects in order, made when they are read."""

    def __init__(self, table: Table) -> None:
        """Fixes which objects the listing has; what they contain is read later."""
        self._population = table.population
        self._overrides = dict(table.overrides)
        self._removed = sorted(table.removed)
        self._created = list(table.created.values())
        self._seeded = (len(table.population) if table.population is not None else 0) - len(self._removed)

    def __len__(self) -> int:
        return self._seeded + len(self._created)

    def make(self, number: int) -> Item:
        if number >= self._seeded:
            return self._created[number - self._seeded]
        index = self._skip_removed(number)
        return self._overrides.get(index) or cast("Population", self._population).make(index)

    def _skip_removed(self, number: int) -> int:
        """The population's index of the ``number``-th object that is still there."""
        index = number
        while True:
            skipped = bisect.bisect_right(self._removed, index)
            if number + skipped == index:
                return index
            index = number + skipped


class Table:
    """The objects of one noun."""

    def __init__(self, noun: str, population: Population | None = None, match: Iterable[str] = ()) -> None:
        """``match`` names properties that identify this noun's objects beside the usual ones."""
        self.noun = noun
        self.population = population
        self.match = tuple(match)
        self.created: dict[UUID, Item] = {}
        self.overrides: dict[int, Item] = {}
        self.removed: set[int] = set()
        self._keys: dict[str, list[Item]] = {}
        self._values_of: dict[str, frozenset[Value]] = {}
        self._holders: dict[tuple[str, bool], dict[Value, list[Item]]] = {}
        self._unread: list[Item] = []  # not in the index yet: most tables are never asked for an identity

    def rows(self) -> Sequence[Item]:
        """All objects, in the order of creation."""
        return Rows(self)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.rows())

    def find(self, identity: str) -> list[Item]:
        """The objects that have this identity; more than one only by display name."""
        key = _BRACED.sub(r"\1", identity.strip()).casefold()
        self._complete_index()
        items = list(self._keys.get(key, ()))
        if self.population is None:
            return items
        index = self.population.lookup(key)
        if index is not None and index not in self.overrides and index not in self.removed:
            items.append(self.population.make(index))
        return items

    def held(self, name: str) -> frozenset[Value]:
        """The values that the objects have of a property, collected once until an object changes."""
        values = self._values_of
        if name not in values:
            values[name] = frozenset(item.get(name) for item in self)
        return values[name]

    def holders(self, name: str, entry: Value, *, whole: bool = False) -> list[Item]:
        """The objects that have the entry in a property of their own, indexed once until an object changes.

        Most objects of a population that nobody changed have nothing of their own that refers to another one; with
        ``whole`` they are asked, too.
        """
        key = (name, whole)
        if key not in self._holders:
            index = self._holders[key] = {}
            for item in self.rows() if whole else (*self.overrides.values(), *self.created.values()):
                value = item.own.get(name)
                for value_entry in value if isinstance(value, list) else [value]:
                    index.setdefault(value_entry, []).append(item)
        return self._holders[key].get(entry, [])

    def insert(self, item: Item) -> None:
        """Add a new object."""
        self._forget()
        self.created[item.guid] = item
        self._unread.append(item)

    def delete(self, item: Item) -> None:
        """Take an object out."""
        self._forget()
        self._unindex(item)
        self.created.pop(item.guid, None)
        if item.index >= 0:
            self.overrides.pop(item.index, None)
            self.removed.add(item.index)

    def rewrite(self, item: Item, change: Callable[[Item], None]) -> None:
        """Apply ``change`` to an object; one of the population becomes an object of its own."""
        self._forget()
        current = self.overrides.get(item.index, item)
        self._unindex(current)
        change(current)
        if current.index >= 0:
            self.overrides[current.index] = current
        self._index(current)

    def _forget(self) -> None:
        """What was collected of the objects is collected again."""
        self._values_of, self._holders = {}, {}

    def _complete_index(self) -> None:
        unread, self._unread = self._unread, []
        for item in unread:
            self._index(item)

    def _index(self, item: Item) -> None:
        for key in keys_of(item, self.match):
            self._keys.setdefault(key, []).append(item)

    def _unindex(self, item: Item) -> None:
        self._complete_index()
        for key in keys_of(item, self.match):
            holders = self._keys.get(key)
            if holders and item in holders:
                holders.remove(item)
                if not holders:
                    del self._keys[key]


class Preview(Exception):
    """Raised at the first write under Confirm or WhatIf: the cmdlet would have changed something."""


@dataclass(frozen=True)
class Later:
    """A property that becomes ``after`` at a moment, where it is still ``before``; None: the object goes."""

    when: datetime
    home: str
    guid: UUID
    name: str
    before: Value
    after: Value


class Store:
    """All tables, with one guard through which every write goes."""

    def __init__(self, now: Callable[[], datetime], match_of: Callable[[str], Iterable[str]]) -> None:
        """``now`` is the organisation's clock; ``match_of`` names a noun's own identifying properties."""
        self._match_of = match_of
        self.now = now
        self.tables: dict[str, Table] = {}
        self.changed = False
        self.preview = False
        self.delay = timedelta(0)
        self._later: list[Later] = []

    def table(self, noun: str) -> Table:
        """The noun's table, empty when nothing was stored yet."""
        table = self.tables.get(noun)
        if table is None:
            table = self.tables[noun] = Table(noun, match=self._match_of(noun.partition(SEPARATE)[0]))
        return table

    def begin(self, *, preview: bool, delay: timedelta) -> None:
        """Start one cmdlet; under ``preview`` its first write raises Preview; new objects show after ``delay``."""
        self._settle()
        self.delay = delay
        self.changed = False
        self.preview = preview

    def postpone(self, item: Item, wait: timedelta, name: str, value: Value) -> None:
        """Set a property after a while, if it is until then what it is now; None removes the object."""
        self._later.append(Later(self.now() + wait, item.home, item.guid, name, item.get(name), value))

    def _settle(self) -> None:
        """Do what was postponed until now, to objects that are as they were."""
        now = self.now()
        due = [postponed for postponed in self._later if postponed.when <= now]
        self._later = [postponed for postponed in self._later if postponed.when > now]
        for later in due:
            self._do(later)

    def _do(self, later: Later) -> None:
        table = self.table(later.home)
        for item in table.find(str(later.guid)):
            if item.get(later.name) != later.before:
                continue
            if later.after is None:
                table.delete(item)
            else:
                table.rewrite(item, lambda target: target.own.update({later.name: later.after}))

    def touch(self) -> None:
        """Say that the store is about to change."""
        if self.preview:
            raise Preview
        self.changed = True

    def add(self, item: Item) -> None:
        """Store a new object and date it."""
        self.touch()
        item.own.setdefault("WhenCreated", self.now())
        item.own.setdefault("WhenChanged", item.own["WhenCreated"])
        if self.delay:
            item.own["_visible_at"] = self.now() + self.delay
        self.table(item.home).insert(item)

    def remove(self, item: Item) -> None:
        """Remove an object."""
        self.touch()
        self.table(item.home).delete(item)

    def write(self, item: Item, values: Mapping[str, Value], part: str | None = None) -> None:
        """Set properties of an object, or of the settings that the noun ``part`` keeps about it."""
        self.touch()

        def change(target: Item) -> None:
            (target.parts.setdefault(part, {}) if part else target.own).update(values)
            target.own["WhenChanged"] = self.now()

        self.table(item.home).rewrite(item, change)
