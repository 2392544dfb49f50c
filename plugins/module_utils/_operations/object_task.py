# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From the options of a task to the object that they describe, and to who keeps it over the task's connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from .._catalogue.cmdlets import find
from .._catalogue.did_you_mean import near_parameters
from .._connection.open_connection import open_connection
from .._connection.preflight import within
from .._context_and_progress import Context
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failures
from .._resources.compare import Means
from .._resources.facts import Family
from .._resources.family import family_of
from .._resources.family_by_rule import cmdlet_of_service
from .._resources.match_identity import wanted_object
from .._specs.command import CommandOptions, ValueOptions
from .._specs.connection import SessionOptions
from .._specs.resource import KeepingOptions
from .desired_object import Desired
from .keep_object import Keeper
from .outcomes_and_journal import journal_at
from .prepare_call import value_settings
from .read_objects import Reader
from .write_steps import Writer

failure = Failures(KEEPING)

_LONGEST = 3600


def desired_object(
    kind: str,
    identity: object,
    properties: Mapping[str, object],
    keeping: KeepingOptions,
    context: Context,
    *,
    present: bool = True,
) -> Desired:
    """The object that a task describes; checked before any network.

    :raises Failure: a kind, an identity or a property that cannot be meant.
    """
    off = keeping.safeguards.catalogue == "off"
    family = family_of(kind, keeping.families, guess=off)
    if family.origin == "nobody":
        context.warn(f"Nobody has told us of the kind {family.kind}: it is taken to have Get-, New-, Set- and Remove-.")
    wanted = wanted_object(family, identity)
    given = properties if present else {}
    if not off:
        demand_known(family, given)
    wait = keeping.writing.wait
    if wait is not None:
        within("wait", wait, 0, _LONGEST)
    return Desired(
        family,
        wanted,
        {canonical(family, name): value for name, value in given.items()},
        present,
        keeping.create_only,
        keeping.write_only,
        wait,
        Means(value_settings(_values(keeping), by_catalogue=not off), keeping.remove_orphans),
    )


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
        hint = f" Did you mean {' or '.join(near[:3])}?" if near else ""
        raise failure("property-not-known", kind=family.kind, property=name, near=hint, cmdlet=cmdlets[-1].name)


def canonical(family: Family, name: object) -> str:
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
        values=_values(keeping),
        journal_path=keeping.writing.journal_path,
    )


def _values(keeping: KeepingOptions) -> ValueOptions:
    writing = keeping.writing
    return ValueOptions(
        timezone=writing.timezone, date_order=writing.date_order, files=keeping.files, encoding=writing.encoding
    )


@contextmanager
def keeper_for(desired: Desired, like: CommandOptions, context: Context) -> Iterator[Keeper]:
    """Who keeps objects, over the connection of the task to the service that has the kind.

    :raises Failure: as :func:`open_connection`.
    """
    first = replace(like, cmdlet=cmdlet_of_service(desired.family))
    with journal_at(like.journal_path, context.clock) as journal, open_connection(first, context) as connection:
        writer = Writer(connection, context, journal, like, desired.patience)
        yield Keeper(Reader(connection, context, like), writer, context)
