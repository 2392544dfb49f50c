# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that every organisation has from the start: one at a time, or as a list of which none is made before
somebody looks at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from .columns import defaults, seeded
from .compliance import is_configuration
from .directory import Directory
from .naming import Names
from .places import containers_of
from .store import Item, keys_of
from .values import Value

PLANS = ("CASMailboxPlan", "MailboxPlan")  # the service calls them `<plan>-<GUID>`, and shows the plan as DisplayName


class Told(dict[str, Any]):
    """What is told of an object that every organisation has, as a key of what was worked out of it."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self["Name"])


def standing_item(directory: Directory, noun: str, values: Mapping[str, Any], index: int = -1) -> Item:
    """An object with an id that is the same in every run."""
    home = directory.home(noun)
    columns = {
        key: list(value) if isinstance(value, list) else value
        for key, value in _own(directory.names, noun, home, Told(values))
    }
    item = Item(noun, columns, defaults(noun), index)
    item.home = home
    return item


@lru_cache(maxsize=8192)
def _own(names: Names, noun: str, home: str, values: Told) -> tuple[tuple[str, Value], ...]:
    """Its properties, worked out once: a box, or its tests, have the same organisation many times."""
    name = str(values["Name"])
    columns: dict[str, Value] = {key: seeded(noun, key, value) for key, value in values.items()}
    guid = UUID(str(values["Guid"])) if "Guid" in values else names.stable_guid(noun, name)
    columns.update({"Guid": guid, "_seed": name})
    if noun in PLANS:
        name = columns["Name"] = f"{name}-{guid}"
    columns["DistinguishedName"] = _place(names, noun, home, name)
    return tuple(columns.items())


def _place(names: Names, noun: str, home: str, name: str) -> str:
    if noun == "MailboxPlan":
        return names.recipient_dn(name)
    if is_configuration(noun, home):
        return names.compliance_dn(name)
    return names.config_dn(containers_of(noun), name)


class Standing:
    """Objects of one noun from a list of their values, as a population of its table."""

    def __init__(self, directory: Directory, noun: str, entries: Sequence[Mapping[str, Any]]) -> None:
        """Each entry has a Name of its own."""
        self._directory, self._noun, self._entries = directory, noun, entries

    def __len__(self) -> int:
        return len(self._entries)

    def make(self, index: int) -> Item:
        """The object at ``index``; the same every time."""
        item = standing_item(self._directory, self._noun, self._entries[index], index)
        item.own["WhenCreated"] = item.own["WhenChanged"] = self._directory.since
        return item

    def lookup(self, key: str) -> int | None:
        """The index of the object that has this folded identity."""
        return self._places.get(key)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: index for index in range(len(self)) for key in keys_of(self.make(index))}
