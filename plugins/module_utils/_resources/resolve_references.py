# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What names an object on both sides of a comparison: names that differ are looked up, those of a kind in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .facts import Family
from .list_entries import Entry, Part
from .property_of_row import is_named
from .recipients import RECIPIENT, RECIPIENTS, ResolvedObject, ResolveNames, name_of
from .rules_of_parameters import told_of
from .sides_of_property import Sides


class UnresolvedReference(NamedTuple):
    """A value that names no object of the kind, and the property that has it."""

    property: str
    value: str
    kind: str


def resolve_names(
    family: Family, sides: Sequence[Sides], resolve: ResolveNames, *, remove_orphans: bool
) -> list[UnresolvedReference]:
    """Give entries that name the same object the same key, where their names alone do not say so, and put entries of
    recipients that are no more out of a whole list. What is wanted and names nothing comes back."""
    differing: dict[str, list[Sides]] = {}
    for side in sides:
        kind = _kind_named(family, side)
        if kind is not None and _sides_differ(side):
            differing.setdefault(kind, []).append(side)
    missing: list[UnresolvedReference] = []
    for kind, several in differing.items():
        values = dict.fromkeys(str(entry.shown) for side in several for entry in _entries_of_side(side))
        found = resolve(kind, list(values))
        for side in several:
            names = _resolve_side(family, side, kind, found, remove_orphans=remove_orphans)
            missing += [UnresolvedReference(side.name, one, kind) for one in names]
    return missing


def _kind_named(family: Family, side: Sides) -> str | None:
    """The kind of object that the values of a property name, if they name any."""
    if side.rule in ("recipient", "recipients"):
        return RECIPIENT
    kind = told_of(family.refers_to, side.name)
    return None if kind is None or kind.lower() in RECIPIENTS else kind


def _entries_of_side(side: Sides) -> Iterable[Entry]:
    part = side.part or Part((), ())
    return (*side.wanted, *part.add, *part.remove, *side.there)


def _sides_differ(side: Sides) -> bool:
    there = {one.key for one in side.there}
    if side.part is None:
        # Nothing is looked up of what is to be nothing.
        return bool(side.wanted or side.rule == "recipients") and there != {one.key for one in side.wanted}
    # One may be added and removed under two of its names.
    both = bool(side.part.add and side.part.remove)
    return both or any(one.key not in there for one in (*side.part.add, *side.part.remove))


def _resolve_side(
    family: Family, side: Sides, kind: str, found: Mapping[str, ResolvedObject | None], *, remove_orphans: bool
) -> list[str]:
    names = _names_of_one({one.key: one for one in found.values() if one is not None}.values())

    def look_up(entry: Entry) -> ResolvedObject | None:
        return found.get(str(entry.shown))

    def key_of(entry: Entry) -> Entry:
        one = look_up(entry)
        key = one.key if one is not None else names.get(name_of(str(entry.shown)))
        return entry if key is None else entry._replace(key=(kind, key))

    literal = {one.key for one in side.there}
    asked = side.wanted if side.part is None else side.part.add
    elsewhere = (told_of(family.refers_to, side.name) or "").lower() == "address"
    unlisted = is_named(side.name, family.may_be_unlisted)
    missing = [
        one for one in asked
        if key_of(one) == one and one.key not in literal and not (elsewhere and "@" in str(one.shown)) and not unlisted
    ]  # fmt: skip
    wanted = {one.key for one in side.wanted}
    orphans = [one for one in side.there if key_of(one) == one and one.key not in wanted]
    leaves_orphans = kind == RECIPIENT and not remove_orphans and not elsewhere
    if side.is_list and side.part is None and leaves_orphans:
        side.orphans = (*side.orphans, *orphans)
        side.there = tuple(one for one in side.there if one not in orphans)
    side.wanted = _each_reference_once(map(key_of, side.wanted))
    side.there = _each_reference_once(_named_for_removal(key_of(one), look_up(one)) for one in side.there)
    if side.part is not None:
        side.part = Part(
            _each_reference_once(map(key_of, side.part.add)), _each_reference_once(map(key_of, side.part.remove))
        )
    return [str(one.shown) for one in missing]


def _names_of_one(found: Iterable[ResolvedObject]) -> Mapping[str, str]:
    """The names that just one of the objects has, each with its key: several may share a display name."""
    keys: dict[str, list[str]] = {}
    for one in found:
        for name in one.names:
            keys.setdefault(name, []).append(one.key)
    return {name: several[0] for name, several in keys.items() if len(several) == 1}


def _named_for_removal(entry: Entry, resolved: ResolvedObject | None) -> Entry:
    """What is there, to be removed by a name that is nobody else's."""
    return entry if resolved is None else entry._replace(raw=resolved.written_as)


def _each_reference_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({one.key: one for one in reversed(tuple(entries))}.values())[::-1]
