# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The listings that a task about many objects makes, and where it makes none: reads by name go ten a request.

A read by name is a tenth of a request, and the first page of a listing is as well. The objects of a kind are listed
where more are asked for than fit into a request; recipients may fill a hundred pages, so that many are read by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from .._catalogue.cmdlets import find
from .._commands.read_objects import AnswersAhead, NotYet, ObjectReader
from .._compare_objects.match_rows import FoundObject, Listing, find_in_rows, names_nobody, rows_that_count
from .._counts import count
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._exchange_client.batch import MOST_IN_BATCH
from .._json_types import JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.object_identity import ObjectIdentity, identity_places, mandatory_of_reads, read_parameters
from .._task.context_and_progress import ProgressLines
from .desired_object import DesiredObject
from .find_object import look_by_name
from .order_of_plan import lists_recipients

# Fifty requests: what the listing of fifty thousand recipients takes.
_MOST_PEOPLE = 500


@dataclass
class KindListings:
    """What was listed, by kind and place, and the rows that objects of the task were found in."""

    _listings: dict[str, Listing | Failure] = field(default_factory=dict)
    _rows_of_items: set[int] = field(default_factory=set)

    def read_listings(
        self, kinds_and_places: Sequence[tuple[ObjectReader, Family, Mapping[str, object]]], lines: ProgressLines
    ) -> None:
        """List the objects of kinds, or those of places: recipients one kind after the other, for they may be many, and
        all else ten kinds a request. What fails is told to whoever looks there."""
        answers: dict[int, AnswersAhead] = {}
        unlisted_kinds = list(kinds_and_places)
        while unlisted_kinds:
            unanswered_kinds = []
            for reader, family, place in unlisted_kinds:
                alone = lists_recipients(family.cmdlets.get("read") or "")
                ahead = None if alone else answers.setdefault(id(reader), AnswersAhead())
                kind_reader = replace(reader, answers=ahead) if ahead else reader
                try:
                    self._read_listing(kind_reader, family, place, lines)
                except NotYet:
                    unanswered_kinds.append((reader, family, place))
            readers = {id(kind_reader): kind_reader for kind_reader, _family, _place in unanswered_kinds}
            for reader in readers.values():
                reader.ask_noted(answers[id(reader)])
            unlisted_kinds = unanswered_kinds

    def _read_listing(
        self, reader: ObjectReader, family: Family, place: Mapping[str, object], lines: ProgressLines
    ) -> None:
        """:raises NotYet: it was not asked."""
        key = _key_of_listing(family, place)
        if key not in self._listings:
            try:
                rows = reader.rows_of(family, place)
            except Failure as error:
                self._listings[key] = error
            else:
                self._listings[key] = Listing.of_kind(family, rows)
                lines.say(f"{family.kind}: {count(len(rows), 'object')}")

    def listing_of(self, family: Family, place: Mapping[str, object]) -> Listing | None:
        """The listing of a kind, or of a place.

        :raises Failure: it could not be read.
        """
        listing = self._listings.get(_key_of_listing(family, place))
        if isinstance(listing, Failure):
            raise listing
        return listing

    def look_up_object(self, reader: ObjectReader, family: Family, identity: ObjectIdentity) -> FoundObject:
        """Look for an object in what was listed; what is not found there is read by its name, unless that reads the
        same listing."""
        place = place_of(family, identity)
        if family.listed and _key_of_listing(family, place) not in self._listings:
            self._listings[_key_of_listing(family, place)] = Listing.of_kind(family, reader.rows_of(family, place))
        listing = self.listing_of(family, place)
        if listing is None:
            return look_by_name(reader, family, identity)
        rows = listing.rows_with(identity)
        try:
            # Of a name in parts the rows have the last one in common, such as all rules about a model of device.
            rows_of_item = rows_that_count(family, identity, rows, reader.resolve)
            if rows and not rows_of_item and names_nobody(family, identity, reader.resolve):
                rows_of_item = list(rows)
        except Failure:
            self._rows_of_items |= set(map(id, rows))
            raise
        # Where nobody knows whom the object is about, it may be any of them.
        self._rows_of_items |= set(map(id, rows_of_item))
        if rows and (found_object := find_in_rows(family, identity, rows, reader.resolve)).row is not None:
            return found_object
        if not family.listed:
            return look_by_name(reader, family, identity)
        return find_in_rows(family, identity, listing.rows if _has_other_names(family) else (), reader.resolve)

    def rows_left(self, family: Family) -> list[JsonMap]:
        """The rows of the whole kind that no object of the task was found in.

        :raises Failure: it could not be read.
        """
        listing = self.listing_of(family, {})
        return [row for row in listing.rows if id(row) not in self._rows_of_items] if listing else []

    def note_found(self, family: Family, row: JsonMap) -> None:
        """An object was found otherwise, under a name that is not its row's in the listing."""
        listing = self.listing_of(family, {})
        if listing is not None:
            self._rows_of_items |= set(map(id, listing.rows_named_like(row)))


def place_of(family: Family, identity: ObjectIdentity) -> dict[str, object]:
    """Where the listing is made that has the object: of a kind that is listed as a whole, nowhere in particular."""
    return dict(read_parameters(family, identity)) if family.listed else {}


def why_not_whole(family: Family) -> str:
    """Why a kind cannot be listed as a whole; nothing where it can."""
    missing = mandatory_of_reads(family)
    place_parameters = [name for name in identity_places(family) if _listing_takes(family, name)]
    names = ", ".join(dict.fromkeys((*missing, *place_parameters)))
    return f"{family.cmdlets.get('read')} needs {names}" if names else ""


def worth_listing(objects: Sequence[DesiredObject]) -> list[tuple[Family, dict[str, object]]]:
    """The kinds, each with its place, that are listed for these objects."""
    groups: dict[str, tuple[Family, dict[str, object], int]] = {}
    for desired in objects:
        family = desired.family
        place = place_of(family, desired.identity)
        key = _key_of_listing(family, place)
        number = groups[key][2] if key in groups else 0
        groups[key] = (family, place, number + 1)
    return [(family, place) for family, place, number in groups.values() if _is_worth_listing(family, number)]


def _is_worth_listing(family: Family, number: int) -> bool:
    if family.listed:
        return number > MOST_IN_BATCH
    if not family.identity or family.fixed_identity or why_not_whole(family):
        return False
    return number > (_MOST_PEOPLE if lists_recipients(family.cmdlets.get("read") or "") else MOST_IN_BATCH)


def _has_other_names(family: Family) -> bool:
    """Whether an object may be meant by a name that no row shows: that of a recipient."""
    return any(
        kind.lower() in ("recipient", "address", "mailbox", "user")
        for name, kind in family.refers_to.items()
        if name in family.identity
    )


def _listing_takes(family: Family, name: str) -> bool:
    cmdlet = find(family.cmdlets.get("read") or "")
    return cmdlet is not None and cmdlet.has(name)


def _key_of_listing(family: Family, place: Mapping[str, object]) -> str:
    return json.dumps([family.kind, place], sort_keys=True, default=str)
