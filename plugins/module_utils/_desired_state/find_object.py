# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Find the object that a task is about: under its name, or under the new one that it is to get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from .._commands.read_objects import ABSENT_OBJECTS, ObjectReader
from .._compare_objects.match_rows import FoundObject, find_in_rows
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors.failure import Failure, Failures
from .._json_types import JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.object_identity import ObjectIdentity, address_parameters, read_parameters, renamed_identity
from .._task.context_and_progress import Context
from .desired_object import DesiredObject

failure = Failures(DESIRED_STATE)

# Between two looks, in seconds.
PAUSE_OF_READS = 2.0


# Looks for an object of a kind by one of its names.
LookForObject: TypeAlias = Callable[[ObjectReader, Family, ObjectIdentity], FoundObject]


def look_by_name(reader: ObjectReader, family: Family, identity: ObjectIdentity) -> FoundObject:
    """The object as the read of its kind shows it.

    :raises Failure: a read that fails; several objects of the name.
    """
    return find_in_rows(family, identity, reader.rows_of(family, read_parameters(family, identity)), reader.resolve)


def find_object(reader: ObjectReader, desired: DesiredObject, look: LookForObject = look_by_name) -> FoundObject:
    """The object as a read shows it, with the lists of it that objects of another kind hold, and the name by which it
    was found.

    :raises Failure: a read that fails; several objects of the name; both names are taken; an id that nobody has.
    """
    family, identity = desired.family, desired.identity
    found_object = look(reader, family, identity)
    renamed = renamed_identity(family, identity, desired.properties) if desired.present else None
    if renamed is not None and renamed != identity:
        renamed_object = look(reader, family, renamed)
        if renamed_object.row is not None and found_object.row is not None and renamed_object.row != found_object.row:
            raise failure("name-taken", object=desired.title, name=renamed.text)
        found_object = found_object if found_object.row is not None else renamed_object
    if found_object.row is None and desired.present and identity.is_guid:
        raise failure("guid-not-found", kind=family.kind, identity=identity.text)
    if found_object.row is None:
        return found_object
    return replace(found_object, row=_with_lists(reader, desired, found_object, found_object.row))


def _with_lists(reader: ObjectReader, desired: DesiredObject, found_object: FoundObject, row: JsonMap) -> JsonMap:
    """The row with the lists that objects of another kind hold, of those that are desired.

    :raises Failure: the owner is there and a list of it is not found: what cannot be read is not empty.
    """
    owner = address_parameters(desired.family, found_object.identity, row, "change")
    lists = {
        name: reader.entries_of(kept_list, next(iter(owner.values()), None))
        for name, kept_list in desired.family.kept_by.items()
        if name in desired.properties
    }
    return {**row, **lists} if lists else row


def find_settled(reader: ObjectReader, desired: DesiredObject, context: Context) -> FoundObject:
    """The object; where it should be there, one that is about to vanish is waited for, and one that came with another a
    moment ago.

    :raises Failure: ``still-vanishing``.
    """
    found_object = find_object(reader, desired)
    if not desired.present:
        return found_object
    end_of_patience = context.clock.steady() + desired.patience
    while found_object.vanishing:
        if context.clock.steady() >= end_of_patience:
            raise failure("still-vanishing", object=desired.title, seconds=desired.patience)
        context.still_wanted()
        context.clock.sleep(PAUSE_OF_READS)
        found_object = find_object(reader, desired)
    is_late = found_object.row is None and desired.late
    return wait_for_object(reader, desired, context, desired.late) if is_late else found_object


def wait_for_object(reader: ObjectReader, desired: DesiredObject, context: Context, patience: float) -> FoundObject:
    """An object that is there, and that no read may show yet; without a row where patience ends before."""
    end_of_patience = context.clock.steady() + patience
    while True:
        found_object = find_object(reader, desired)
        seconds_left = end_of_patience - context.clock.steady()
        if found_object.row is not None or seconds_left <= 0:
            return found_object
        context.still_wanted()
        context.clock.sleep(min(PAUSE_OF_READS, seconds_left))


def find_new(reader: ObjectReader, desired: DesiredObject) -> JsonMap | None:
    """The row of what was written just now; None where the service does not know all of it yet."""
    try:
        return find_object(reader, desired).row
    except Failure as error:
        if error.key not in ABSENT_OBJECTS:
            raise
        return None
