# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Find objects in a listing of their kind by their names, each without a walk through all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .._dataclass import dataclass
from .._json_types import JsonMap
from .facts import Family
from .family_by_rule import NAMES_OF_OBJECTS
from .list_entries import entries_shown
from .match_identity import Wanted, identity_places
from .property_of_row import fold_row, is_named
from .recipients import name_of
from .rules_of_parameters import told_of


@dataclass(frozen=True)
class Listing:
    """The rows of a listing, and for each name in normal form those that have it."""

    family: Family
    rows: Sequence[JsonMap]
    by_name: Mapping[str, Sequence[JsonMap]]

    @classmethod
    def of(cls, family: Family, rows: Sequence[JsonMap]) -> Listing:
        """The listing of a kind; one of a kind with one object has no names."""
        shown_in = [name.lower() for name in _shown_in(family)]
        by_name: dict[str, list[JsonMap]] = {}
        for row in rows:
            for name in {name_of(text) for text in _names_in_listing(row, shown_in)}:
                by_name.setdefault(name, []).append(row)
        return cls(family, rows, by_name)

    def rows_with(self, wanted: Wanted) -> Sequence[JsonMap]:
        """The rows that may be the object: those of which one name is the last part of its identity."""
        parts = list(wanted.parts.values())
        return self.by_name.get(name_of(parts[-1]), ()) if parts else self.rows


def _shown_in(family: Family) -> Sequence[str]:
    """The properties of a row that may show the last part of the identity."""
    last = next((name for name in reversed(family.identity) if not is_named(name, identity_places(family))), "Identity")
    return told_of(family.matched_by, last) or ((last,) if len(family.identity) > 1 else NAMES_OF_OBJECTS)


def _names_in_listing(row: JsonMap, properties: Sequence[str]) -> Iterator[str]:
    here = fold_row(row)
    for name in properties:
        value = here.get(name)
        if isinstance(value, str):
            yield value
        elif value is not None:
            for entry in entries_shown("set", value):
                yield str(entry.shown if isinstance(entry.raw, Mapping) else entry.raw)
