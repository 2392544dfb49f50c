# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From the options of a task to the object that they describe, and to who keeps it over the task's connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from .._catalogue.cmdlets import find
from .._catalogue.did_you_mean import near_parameters
from .._catalogue.parameter_types import kind_of_type
from .._commands.journal import journal_at
from .._commands.prepare_call import value_settings
from .._commands.read_objects import ObjectReader
from .._connection.open_connection import open_connection
from .._connection.preflight import demand_in_range
from .._context_and_progress import Context
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failures
from .._resources.compare_properties import CompareSettings
from .._resources.facts import Family
from .._resources.family import family_of
from .._resources.family_by_rule import NOT_OF_THE_OBJECT, cmdlet_of_service
from .._resources.object_identity import read_identity
from .._resources.property_rules import is_named, list_changed_by, parameter_of, value_for_name
from .._specs.command import CommandOptions, ValueOptions
from .._specs.connection import SessionOptions
from .._specs.resource import KeepingOptions
from .desired_object import DesiredObject
from .keep_object import ObjectKeeper
from .service_of_kind import demand_service
from .write_steps import StepWriter

failure = Failures(KEEPING)

_LONGEST_WAIT = 3600


def desired_object(
    kind: str,
    identity: object,
    properties: Mapping[str, object],
    keeping: KeepingOptions,
    context: Context,
    *,
    present: bool = True,
) -> DesiredObject:
    """The object that a task describes; checked before any network.

    :raises Failure: a kind, an identity or a property that cannot be meant.
    """
    off = keeping.safeguards.catalogue == "off"
    family = family_of(kind, keeping.families, guess=off)
    if family.origin == "nobody":
        context.warn(f"Nobody has told us of the kind {family.kind}: it is taken to have Get-, New-, Set- and Remove-.")
    wanted = read_identity(family, identity)
    given = properties if present else {}
    demand_of_the_object(family, given)
    if not off:
        demand_known(family, given)
        _demand_no_null(family, given)
    wait = keeping.writing.wait
    if wait is not None:
        demand_in_range("wait", wait, 0, _LONGEST_WAIT)
    return DesiredObject(
        family,
        wanted,
        {canonical_property(family, name): value for name, value in given.items()},
        present,
        keeping.create_only,
        keeping.write_only,
        wait,
        CompareSettings(value_settings(_value_options(keeping), by_catalogue=not off), keeping.remove_orphans),
    )


def demand_of_the_object(family: Family, properties: Mapping[str, object]) -> None:
    """Refuse what names another object, steers a cmdlet or changes a part of a list, and a property in two spellings.

    :raises Failure: ``property-of-the-cmdlet`` or ``property-twice``.
    """
    naming = {name.lower() for name in ("Identity", *family.identity, family.path_as)} - {
        name.lower() for name in family.create_as.values()
    }
    seen: set[str] = set()
    for name in properties:
        key = str(name).lower()
        if key in naming:
            reason, remedy = "it says which object is meant", "the option identity names the object"
        elif key in NOT_OF_THE_OBJECT:
            reason, remedy = "it steers how a cmdlet runs", "check mode tells what would be done, and nothing asks"
        elif changed := list_changed_by(family, key):
            reason, remedy = f"it changes a part of {changed}", f"write {changed} with Add and Remove"
        elif key in seen:
            raise failure("property-twice", property=name, kind=family.kind)
        else:
            seen.add(key)
            continue
        raise failure("property-of-the-cmdlet", property=name, kind=family.kind, reason=reason, remedy=remedy)


def _demand_no_null(family: Family, properties: Mapping[str, object]) -> None:
    """Refuse null for what has no state that null could stand for.

    :raises Failure: ``null-means-nothing``.
    """
    for name in (str(name) for name, value in properties.items() if value is None):
        known = parameter_of(family, name)
        is_boolean = (
            known is not None and known.is_sure and kind_of_type(known.type) == "boolean" and not known.nullable
        )
        chosen = is_named(name, (str(family.toggle), *family.switches))
        if (is_boolean or chosen) and value_for_name(family.null_is, name) is None:
            raise failure("null-means-nothing", property=name, kind=family.kind)


def demand_known(family: Family, properties: Mapping[str, object]) -> None:
    """Refuse a property that no cmdlet of the kind takes.

    :raises Failure: ``property-not-known``.
    """
    known = [find(name) for verb in ("create", "change") if (name := family.cmdlets.get(verb))]
    cmdlets = [one for one in known if one is not None and one.documented]
    told = {name.lower() for name in (*family.shown_as, *family.kept_by, *family.switches, *family.deltas)}
    for name in properties if cmdlets else ():
        key = str(name).lower()
        if key in told or key == str(family.toggle).lower() or any(one.has(key) for one in cmdlets):
            continue
        near = list(dict.fromkeys(near for one in cmdlets for near in near_parameters(one, str(name))))
        hint = f", perhaps {' or '.join(near[:3])}" if near else ""
        raise failure("property-not-known", kind=family.kind, property=name, near=hint, cmdlet=cmdlets[-1].name)


def canonical_property(family: Family, name: object) -> str:
    """A property's name in Microsoft's spelling."""
    text = str(name)
    for verb in ("change", "create"):
        known = find(family.cmdlets.get(verb) or "")
        parameter = known.parameter(text) if known else None
        if parameter is not None:
            return parameter.name
    told = (*family.shown_as, *family.kept_by, *family.switches, *family.deltas, family.toggle or "")
    return next((one for one in told if one.lower() == text.lower()), text)


def command_like(connection: SessionOptions, keeping: KeepingOptions) -> CommandOptions:
    """The options that each cmdlet of a task about an object is run with."""
    return CommandOptions(
        connection=connection,
        safeguards=keeping.safeguards,
        retry_writes=keeping.writing.retry_writes,
        values=_value_options(keeping),
        journal_path=keeping.writing.journal_path,
        journal_values=keeping.writing.journal_values,
    )


def _value_options(keeping: KeepingOptions) -> ValueOptions:
    writing = keeping.writing
    return ValueOptions(
        timezone=writing.timezone, date_order=writing.date_order, files=keeping.files, encoding=writing.encoding
    )


@contextmanager
def keeper_for(desired: DesiredObject, like: CommandOptions, context: Context) -> Iterator[ObjectKeeper]:
    """Who keeps objects, over the connection of the task to the service that has the kind.

    :raises Failure: as :func:`open_connection`; ``kind-of-other-service``.
    """
    first = replace(like, cmdlet=cmdlet_of_service(desired.family))
    with (
        journal_at(like.journal_path, context, values=like.journal_values) as journal,
        open_connection(first, context) as connection,
    ):
        demand_service(desired.family, connection.access.service, like.safeguards)
        writer = StepWriter(connection, context, journal, like, desired.patience)
        yield ObjectKeeper(ObjectReader(connection, context, like), writer, context)
