# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_resource_info: objects of a kind, one, some or all, in the form that exo_resource takes."""

from __future__ import annotations

from collections.abc import Mapping

from .._catalogue.cmdlets import find
from .._commands.gather_rows_and_query import RowQuery
from .._commands.read_objects import ObjectReader
from .._compare_objects.describe_objects import describe_as_task, settable_properties
from .._compare_objects.match_rows import rows_that_count
from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._connection.open_connection import open_connection
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors.failure import Failures
from .._json_types import Json, JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.family import family_of
from .._object_families.family_by_rule import cmdlet_of_service
from .._object_families.object_identity import (
    ObjectIdentity,
    identity_places,
    mandatory_of_reads,
    read_identity,
    read_place,
)
from .._object_families.property_rules import is_named
from .._specs.command import CommandOptions, SafeguardOptions, ValueOptions
from .._specs.read_options import is_empty, read
from .._specs.resources import ResourceInfoOptions
from .._task.context_and_progress import Context, Options, Result

failure = Failures(DESIRED_STATE)


def run(options: Options, context: Context) -> Result:
    """The module's work; it reads, in check mode as well.

    :raises Failure: what cannot be meant, or a read that fails.
    """
    demand_packages()
    demand_in_place(options)
    task = read(ResourceInfoOptions(), options, context.environ)
    query = RowQuery(task.query) if task.query else None
    family = family_of(task.kind or "", task.families, guess=task.catalogue == "off")
    # The service lists everything where a name is empty, and whoever gives one wants no list.
    identity = _read_identity(family, "" if is_empty(options, "identity") else task.identity)
    parameters = _read_parameters(family, identity, task.filter)
    command_options = CommandOptions(
        cmdlet=cmdlet_of_service(family),
        connection=task.connection,
        safeguards=SafeguardOptions(catalogue=task.catalogue),
        values=ValueOptions(timezone=task.timezone),
    )
    with open_connection(command_options, context) as connection:
        reader = ObjectReader(connection, context, command_options)
        reader.demand_service(family)
        rows = rows_that_count(family, identity, reader.rows_of(family, parameters), reader.resolve)
        access = connection.access
    names = tuple(task.properties) or settable_properties(family)
    resources: list[Json] = [_describe_row(family, identity, row, names, everything=task.show == "all") for row in rows]
    return {
        "changed": False,
        "kind": family.kind,
        "resources": query.project(resources, command_options.cmdlet or "") if query else resources,
        "organization": access.organization,
        "tenant_id": access.tenant_id,
    }


def _read_identity(family: Family, identity: object) -> ObjectIdentity:
    """What is asked for: one object, those of a place (a mailbox, a group), or all where nothing is given.

    :raises Failure: as :func:`read_identity`.
    """
    places = identity_places(family)
    if identity is None:
        return ObjectIdentity({})
    if isinstance(identity, Mapping) and all(is_named(str(name), places) for name in identity):
        return read_place(family, {str(name): value for name, value in identity.items()})
    if isinstance(identity, str) and identity.strip() and places and len(family.identity) > 1:
        return read_place(family, {places[0]: identity})
    return read_identity(family, identity)


def _read_parameters(family: Family, identity: ObjectIdentity, chosen: str | None) -> dict[str, object]:
    """The parameters of the read.

    :raises Failure: ``kind-not-listed`` where the read needs a name and none is given, ``filter-not-taken``.
    """
    cmdlet = family.cmdlets.get("read") or ""
    catalogued = find(cmdlet)
    parameters: dict[str, object] = {
        name: text
        for name, text in identity.parts.items()
        if (catalogued is None or catalogued.has(name)) and (name in identity_places(family) or not family.listed)
    }
    missing = [name for name in mandatory_of_reads(family) if name not in parameters]
    if missing:
        raise failure("kind-not-listed", kind=family.kind, cmdlet=cmdlet, parameters=", ".join(missing))
    if chosen:
        if catalogued is not None and not catalogued.has("Filter"):
            raise failure("filter-not-taken", kind=family.kind, cmdlet=cmdlet)
        parameters["Filter"] = chosen
    return parameters


def _describe_row(
    family: Family, identity: ObjectIdentity, row: JsonMap, names: tuple[str, ...], *, everything: bool
) -> JsonMap:
    place = {name: identity.parts[name] for name in identity_places(family) if name in identity.parts}
    description = describe_as_task(family, row, names, place)
    if everything:
        description["shown"] = {name: value for name, value in row.items() if "@" not in name}
    return description
