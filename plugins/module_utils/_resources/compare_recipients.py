# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Recipients on both sides of a comparison: those whose names differ are looked up, all of a task in one batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .facts import Family
from .list_entries import Entry, Part
from .recipients import Resolve, Resolved, name_of
from .rules_of_parameters import told_of
from .sides import Sides


def resolve_names(
    family: Family, sides: Sequence[Sides], resolve: Resolve, *, remove_orphans: bool
) -> list[tuple[str, str]]:
    """Give entries that name the same recipient the same key, where their names alone do not say so, and put entries
    of recipients that are no more out of a whole list. What is wanted and nobody has comes back, with its property."""
    differing = [side for side in sides if side.rule in ("recipient", "recipients") and _differs(side)]
    values = dict.fromkeys(str(entry.shown) for side in differing for entry in _entries(side))
    found = resolve(list(values)) if values else {}
    missing: list[tuple[str, str]] = []
    for side in differing:
        missing += [(side.name, one) for one in _resolve_side(family, side, found, remove_orphans=remove_orphans)]
    return missing


def _entries(side: Sides) -> Iterable[Entry]:
    part = side.part or Part((), ())
    return (*side.wanted, *part.add, *part.remove, *side.there)


def _differs(side: Sides) -> bool:
    there = {one.key for one in side.there}
    if side.part is None:
        return there != {one.key for one in side.wanted}
    # One may be added and removed under two of its names.
    both = bool(side.part.add and side.part.remove)
    return both or any(one.key not in there for one in (*side.part.add, *side.part.remove))


def _resolve_side(
    family: Family, side: Sides, found: Mapping[str, Resolved | None], *, remove_orphans: bool
) -> list[str]:
    names = _names_of_one({one.key: one for one in found.values() if one is not None}.values())

    def look_up(entry: Entry) -> Resolved | None:
        return found.get(str(entry.shown))

    def key_of(entry: Entry) -> Entry:
        one = look_up(entry)
        key = one.key if one is not None else names.get(name_of(str(entry.shown)))
        return entry if key is None else entry._replace(key=("recipient", key))

    literal = {one.key for one in side.there}
    asked = side.wanted if side.part is None else side.part.add
    elsewhere = (told_of(family.refers_to, side.name) or "").lower() == "address"
    missing = [
        one for one in asked
        if key_of(one) == one and one.key not in literal and not (elsewhere and "@" in str(one.shown))
    ]  # fmt: skip
    wanted = {one.key for one in side.wanted}
    orphans = [one for one in side.there if key_of(one) == one and one.key not in wanted]
    if side.is_list and side.part is None and not remove_orphans and not elsewhere:
        side.orphans = (*side.orphans, *orphans)
        side.there = tuple(one for one in side.there if one not in orphans)
    side.wanted = _once(map(key_of, side.wanted))
    side.there = _once(_named_for_removal(key_of(one), look_up(one)) for one in side.there)
    if side.part is not None:
        side.part = Part(_once(map(key_of, side.part.add)), _once(map(key_of, side.part.remove)))
    return [str(one.shown) for one in missing]


def _names_of_one(found: Iterable[Resolved]) -> Mapping[str, str]:
    """The names that just one of the recipients has, each with its key: several may share a display name."""
    keys: dict[str, list[str]] = {}
    for one in found:
        for name in one.names:
            keys.setdefault(name, []).append(one.key)
    return {name: several[0] for name, several in keys.items() if len(several) == 1}


def _named_for_removal(entry: Entry, resolved: Resolved | None) -> Entry:
    """What is there, to be removed by a name that is nobody else's."""
    return entry if resolved is None else entry._replace(raw=resolved.written_as)


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({one.key: one for one in reversed(tuple(entries))}.values())[::-1]
