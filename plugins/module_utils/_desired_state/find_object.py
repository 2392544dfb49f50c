# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Find the object that a task is about: under its name, or under the new one that it is to get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from .._commands.read_objects import ABSENT_OBJECTS, ObjectReader
from .._context_and_progress import Context
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._resources.facts import Family
from .._resources.match_rows import FoundObject, find_in_rows
from .._resources.object_identity import ObjectIdentity, address_parameters, read_parameters, renamed_identity
from .desired_object import DesiredObject

failure = Failures(KEEPING)

# Between two looks, in seconds.
PAUSE_OF_READS = 2.0


# Looks for an object of a kind by one of its names.
LookForObject: TypeAlias = Callable[[ObjectReader, Family, ObjectIdentity], FoundObject]


def look_by_name(reader: ObjectReader, family: Family, wanted: ObjectIdentity) -> FoundObject:
    """The object as the read of its kind shows it.

    :raises Failure: a read that fails; several objects of the name.
    """
    return find_in_rows(family, wanted, reader.rows_of(family, read_parameters(family, wanted)), reader.resolve)


def find_object(reader: ObjectReader, desired: DesiredObject, look: LookForObject = look_by_name) -> FoundObject:
    """The object as a read shows it, with the lists of it that objects of another kind hold, and the name by which it
    was found.

    :raises Failure: a read that fails; several objects of the name; both names are taken; an id that nobody has.
    """
    family, wanted = desired.family, desired.wanted
    found = look(reader, family, wanted)
    renamed = renamed_identity(family, wanted, desired.properties) if desired.present else None
    if renamed is not None and renamed != wanted:
        other = look(reader, family, renamed)
        if other.row is not None and found.row is not None and other.row != found.row:
            raise failure("name-taken", object=desired.title, name=renamed.text)
        found = found if found.row is not None else other
    if found.row is None and desired.present and wanted.is_guid:
        raise failure("guid-not-found", kind=family.kind, identity=wanted.text)
    return found if found.row is None else replace(found, row=_with_lists(reader, desired, found, found.row))


def _with_lists(reader: ObjectReader, desired: DesiredObject, found: FoundObject, row: JsonMap) -> JsonMap:
    """The row with the lists that objects of another kind hold, of those that are desired.

    :raises Failure: the owner is there and a list of it is not found: what cannot be read is not empty.
    """
    owner = address_parameters(desired.family, found.identity, row, "change")
    lists = {
        name: reader.entries_of(kept, next(iter(owner.values()), None))
        for name, kept in desired.family.kept_by.items()
        if name in desired.properties
    }
    return {**row, **lists} if lists else row


def find_settled(reader: ObjectReader, desired: DesiredObject, context: Context) -> FoundObject:
    """The object; where it should be there, one that is about to vanish is waited for, and one that came with another a
    moment ago.

    :raises Failure: ``still-vanishing``.
    """
    found = find_object(reader, desired)
    if not desired.present:
        return found
    ends = context.clock.steady() + desired.patience
    while found.vanishing:
        if context.clock.steady() >= ends:
            raise failure("still-vanishing", object=desired.title, seconds=desired.patience)
        context.still_wanted()
        context.clock.sleep(PAUSE_OF_READS)
        found = find_object(reader, desired)
    return wait_for_object(reader, desired, context, desired.late) if found.row is None and desired.late else found


def wait_for_object(reader: ObjectReader, desired: DesiredObject, context: Context, patience: float) -> FoundObject:
    """An object that is there, and that no read may show yet; without a row where patience ends before."""
    ends = context.clock.steady() + patience
    while True:
        found = find_object(reader, desired)
        left = ends - context.clock.steady()
        if found.row is not None or left <= 0:
            return found
        context.still_wanted()
        context.clock.sleep(min(PAUSE_OF_READS, left))


def find_new(reader: ObjectReader, desired: DesiredObject) -> JsonMap | None:
    """The row of what was written just now; None where the service does not know all of it yet."""
    try:
        return find_object(reader, desired).row
    except Failure as error:
        if error.key not in ABSENT_OBJECTS:
            raise
        return None
