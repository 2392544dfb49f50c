# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_resource: one object of any kind in its desired state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from .._catalogue.cmdlets import find
from .._catalogue.did_you_mean import near_parameters
from .._connection.open_connection import open_connection
from .._connection.preflight import demand_in_place, demand_packages, within
from .._context_and_progress import Context, Options, Result
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failures
from .._resources.compare import Means
from .._resources.facts import Family
from .._resources.family import family_of
from .._resources.match_identity import wanted_object
from .._specs.command import CommandOptions, SafeguardOptions, ValueOptions
from .._specs.connection import SessionOptions
from .._specs.read_options import read
from .._specs.resource import ResourceOptions, WritingOptions
from .desired_object import Desired, result_of
from .keep_object import Keeper
from .outcomes_and_journal import journal_at
from .prepare_call import value_settings
from .read_objects import Reader
from .write_steps import Writer

failure = Failures(KEEPING)

_LONGEST = 3600


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode it reads, and tells what would be written.

    :raises Failure: what cannot be meant, before anything is sent; a read or a write that fails, with ``outcome`` and
        the steps so far.
    """
    demand_packages()
    demand_in_place(options)
    given = read(ResourceOptions(), options, context.environ)
    desired = _read_desired(given, context)
    like = command_like(given.connection, given.safeguards, given.writing, given.files)
    with keeper_for(desired.family, like, desired.patience, context) as keeper:
        kept = keeper.keep(desired)
        access = keeper.reader.connection.access
    result = result_of(desired, kept, diff=context.diff)
    return {**result, "organization": access.organization, "tenant_id": access.tenant_id}


def _read_desired(given: ResourceOptions, context: Context) -> Desired:
    """What the options describe; checked before any network.

    :raises Failure: a kind, an identity or a property that cannot be meant.
    """
    off = given.safeguards.catalogue == "off"
    family = family_of(given.kind or "", given.families, guess=off)
    if family.origin == "nobody":
        context.warn(f"Nobody has told us of the kind {family.kind}: it is taken to have Get-, New-, Set- and Remove-.")
    wanted = wanted_object(family, given.identity)
    present = given.state == "present"
    properties = given.properties if present else {}
    if not off:
        demand_known(family, properties)
    if given.writing.wait is not None:
        within("wait", given.writing.wait, 0, _LONGEST)
    settings = value_settings(_values(given.writing, given.files), by_catalogue=not off)
    return Desired(
        family,
        wanted,
        {canonical(family, name): value for name, value in properties.items()},
        present,
        given.create_only,
        given.write_only,
        given.writing.wait,
        Means(settings, given.remove_orphans),
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


def command_like(
    connection: SessionOptions, safeguards: SafeguardOptions, writing: WritingOptions, files: Mapping[str, object]
) -> CommandOptions:
    """The options that each cmdlet of a task about an object is run with."""
    return CommandOptions(
        connection=connection,
        safeguards=safeguards,
        retry_writes=writing.retry_writes,
        values=_values(writing, files),
        journal_path=writing.journal_path,
    )


def _values(writing: WritingOptions, files: Mapping[str, object]) -> ValueOptions:
    return ValueOptions(
        timezone=writing.timezone, date_order=writing.date_order, files=files, encoding=writing.encoding
    )


@contextmanager
def keeper_for(family: Family, like: CommandOptions, patience: float, context: Context) -> Iterator[Keeper]:
    """Who keeps objects of a kind, over the connection of the task to the kind's service.

    :raises Failure: as :func:`open_connection`.
    """
    first = replace(like, cmdlet=family.cmdlets.get("read"))
    with journal_at(like.journal_path, context.clock) as journal, open_connection(first, context) as connection:
        yield Keeper(Reader(connection, context, like), Writer(connection, context, journal, like, patience), context)
