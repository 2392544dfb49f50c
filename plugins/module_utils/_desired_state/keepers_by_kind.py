# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who keeps the objects of a task, over which connection: of one kind, or of each of many kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace

from .._commands.journal import journal_at
from .._commands.read_objects import ObjectReader
from .._connection.access_and_tokens import Access
from .._connection.open_connection import Connection, Connections, open_connection
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._object_families.facts_of_family import Family
from .._object_families.family_by_rule import cmdlet_of_service
from .._specs.command import CommandOptions
from .._specs.connection import SessionOptions
from .._specs.resources import KeepingOptions
from .._task.context_and_progress import Context
from .desired_object import DesiredObject, value_options
from .keep_object import ObjectKeeper
from .write_steps import StepWriter

_NOT_IN_SESSION = "service-not-in-session"
# A cmdlet that each organization has, where no object says which service is meant.
_CMDLET_OF_ANY_SERVICE = "Get-OrganizationConfig"


def command_like(connection: SessionOptions, keeping: KeepingOptions) -> CommandOptions:
    """The options that each cmdlet of a task about an object is run with."""
    return CommandOptions(
        connection=connection,
        safeguards=keeping.safeguards,
        retry_writes=keeping.writing.retry_writes,
        values=value_options(keeping),
        journal_path=keeping.writing.journal_path,
        journal_values=keeping.writing.journal_values,
    )


@contextmanager
def keeper_for(desired: DesiredObject, command_options: CommandOptions, context: Context) -> Iterator[ObjectKeeper]:
    """Who keeps objects, over the connection of the task to the service that has the kind.

    :raises Failure: as :func:`open_connection`; ``kind-of-other-service``.
    """
    first = replace(command_options, cmdlet=cmdlet_of_service(desired.family))
    with (
        journal_at(command_options.journal_path, context, values=command_options.journal_values) as journal,
        open_connection(first, context) as connection,
    ):
        reader = ObjectReader(connection, context, command_options)
        reader.demand_service(desired.family)
        yield ObjectKeeper(reader, StepWriter(connection, context, journal, command_options, desired.patience), context)


@dataclass(frozen=True)
class ObjectKeepers:
    """Who keeps the objects of each kind, and the organization that they are in; ``unreachable`` are the kinds that no
    connection leads to."""

    access: Access
    of_kind: Mapping[str, ObjectKeeper]
    unreachable: Mapping[str, Failure] = field(default_factory=dict)


@contextmanager
def keepers_for(
    families: Sequence[Family], command_options: CommandOptions, context: Context, *, tolerant: bool = False
) -> Iterator[ObjectKeepers]:
    """Those of all kinds: one connection to each service, and one reader on it, for all that live there. ``tolerant``:
    a service that the session does not have leaves its kinds unreachable.

    :raises Failure: as ``open_connection``; ``kind-of-other-service``.
    """
    kinds = {family.kind: replace(command_options, cmdlet=cmdlet_of_service(family)) for family in families}
    with ExitStack() as stack:
        journal = stack.enter_context(
            journal_at(command_options.journal_path, context, values=command_options.journal_values)
        )
        connections = Connections(stack, context, 1)
        unreachable: dict[str, Failure] = {}
        opened: dict[str, Connection] = {}
        skips_unreachable = tolerant and bool(command_options.connection.session)
        if skips_unreachable:
            for kind, wish in kinds.items():
                try:
                    opened[kind] = connections.open([wish])[0]
                except Failure as error:
                    if error.key != _NOT_IN_SESSION:
                        raise
                    unreachable[kind] = error
        elif kinds:
            opened = dict(zip(kinds, connections.open(list(kinds.values())), strict=True))
        if opened:
            first, *_more = opened.values()
        else:
            first = connections.open([replace(command_options, cmdlet=_CMDLET_OF_ANY_SERVICE)])[0]
        readers: dict[str, ObjectReader] = {}
        keepers: dict[str, ObjectKeeper] = {}
        for kind, connection in opened.items():
            reader = readers.setdefault(connection.access.service, ObjectReader(connection, context, command_options))
            keepers[kind] = ObjectKeeper(reader, StepWriter(connection, context, journal, command_options, 0), context)
        for family in () if skips_unreachable else families:
            keepers[family.kind].reader.demand_service(family)
        yield ObjectKeepers(first.access, keepers, unreachable)
