# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_resource_info: objects of a kind, one, some or all, in the form that exo_resource takes."""

from __future__ import annotations

from collections.abc import Mapping

from .._catalogue.cmdlets import find
from .._commands.query_rows import RowQuery
from .._commands.read_objects import ObjectReader
from .._connection.open_connection import open_connection
from .._connection.preflight import demand_in_place, demand_packages
from .._context_and_progress import Context, Options, Result
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failures
from .._json_types import Json, JsonMap
from .._resources.describe_objects import describe_as_task, settable_properties
from .._resources.facts import Family
from .._resources.family import family_of
from .._resources.family_by_rule import cmdlet_of_service
from .._resources.match_rows import rows_that_count
from .._resources.object_identity import ObjectIdentity, identity_places, mandatory_of_reads, read_identity
from .._resources.property_rules import is_named
from .._specs.command import CommandOptions, SafeguardOptions, ValueOptions
from .._specs.read_options import read
from .._specs.resource import ResourceInfoOptions
from .service_of_kind import demand_service

failure = Failures(KEEPING)


def run(options: Options, context: Context) -> Result:
    """The module's work; it reads, in check mode as well.

    :raises Failure: what cannot be meant, or a read that fails.
    """
    demand_packages()
    demand_in_place(options)
    given = read(ResourceInfoOptions(), options, context.environ)
    query = RowQuery(given.query) if given.query else None
    family = family_of(given.kind or "", given.families, guess=given.catalogue == "off")
    wanted = _read_identity(family, given.identity)
    parameters = _read_parameters(family, wanted, given.filter)
    like = CommandOptions(
        cmdlet=cmdlet_of_service(family),
        connection=given.connection,
        safeguards=SafeguardOptions(catalogue=given.catalogue),
        values=ValueOptions(timezone=given.timezone),
    )
    with open_connection(like, context) as connection:
        demand_service(family, connection.access.service, like.safeguards)
        reader = ObjectReader(connection, context, like)
        rows = rows_that_count(family, wanted, reader.rows_of(family, parameters), reader.resolve)
        access = connection.access
    names = tuple(given.properties) or settable_properties(family)
    found: list[Json] = [_describe_row(family, wanted, row, names, everything=given.show == "all") for row in rows]
    return {
        "changed": False,
        "kind": family.kind,
        "resources": query.of(found, like.cmdlet or "") if query else found,
        "organization": access.organization,
        "tenant_id": access.tenant_id,
    }


def _read_identity(family: Family, identity: object) -> ObjectIdentity:
    """What is asked for: one object, those of a place (a mailbox, a group), or all where nothing is given.

    :raises Failure: as :func:`wanted_object`.
    """
    here = identity_places(family)
    if identity is None:
        return ObjectIdentity({})
    if isinstance(identity, Mapping) and all(is_named(str(name), here) for name in identity):
        return ObjectIdentity(
            {name: str(value) for key, value in identity.items() for name in here if is_named(str(key), [name])}
        )
    if isinstance(identity, str) and here and len(family.identity) > 1:
        return ObjectIdentity({here[0]: identity})
    return read_identity(family, identity)


def _read_parameters(family: Family, wanted: ObjectIdentity, chosen: str | None) -> dict[str, object]:
    """The parameters of the read.

    :raises Failure: ``kind-not-listed`` where the read needs a name and none is given, ``filter-not-taken``.
    """
    cmdlet = family.cmdlets.get("read") or ""
    known = find(cmdlet)
    parameters: dict[str, object] = {
        name: text
        for name, text in wanted.parts.items()
        if (known is None or known.has(name)) and (name in identity_places(family) or not family.listed)
    }
    missing = [name for name in mandatory_of_reads(family) if name not in parameters]
    if missing:
        raise failure("kind-not-listed", kind=family.kind, cmdlet=cmdlet, parameters=", ".join(missing))
    if chosen:
        if known is not None and not known.has("Filter"):
            raise failure("filter-not-taken", kind=family.kind, cmdlet=cmdlet)
        parameters["Filter"] = chosen
    return parameters


def _describe_row(
    family: Family, wanted: ObjectIdentity, row: JsonMap, names: tuple[str, ...], *, everything: bool
) -> JsonMap:
    here = {name: wanted.parts[name] for name in identity_places(family) if name in wanted.parts}
    told = describe_as_task(family, row, names, here)
    if everything:
        told["shown"] = {name: value for name, value in row.items() if "@" not in name}
    return told
