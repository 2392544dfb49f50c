# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The objects of a task that keeps many: what is desired of each, who keeps it, what was found, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace

from .._commands.journal import journal_at
from .._commands.read_objects import ObjectReader
from .._connection.access_and_tokens import Access
from .._connection.open_connection import Connection, Connections
from .._context_and_progress import Context, Result
from .._dataclass import dataclass
from .._errors._advice.many import failure
from .._errors.failure import Failure
from .._json_types import JsonMap
from .._resources.facts import Family
from .._resources.family_by_rule import cmdlet_of_service
from .._resources.match_rows import FoundObject
from .._resources.names_of_objects import normal_name
from .._resources.object_identity import ObjectIdentity, identity_places, read_identity
from .._resources.order_of_plan import PRIORITY
from .._resources.plan_of_many import Action, PlannedObject
from .._resources.rows_and_ignore_rules import DesiredRow, in_row
from .._specs.command import CommandOptions
from .._specs.resource import KeepingOptions
from .desired_object import DesiredObject, KeptObject
from .keep_object import ObjectKeeper
from .object_task import desired_object
from .service_of_kind import demand_service
from .write_steps import StepWriter

_NOT_IN_SESSION = "service-not-in-session"
# A cmdlet that each organization has, where no object says which service is meant.
_CMDLET_OF_ANY_SERVICE = "Get-OrganizationConfig"


@dataclass
class PlanItem:
    """One object of the task.

    ``old`` is the name that it may still have, and ``new`` the one that it is to get then. ``found`` is what the plan
    saw of it, ``kept`` what would be done, ``ignored`` what differs and is left alone. ``priority`` is one that is
    given when all else is written, ``moves`` whether the object has another one, and ``moving`` what gives it.
    ``outcome`` is a row of the result.
    """

    row: DesiredRow
    desired: DesiredObject
    action: Action = "unknown"
    changes: Sequence[JsonMap] = ()
    depends_on: tuple[str, ...] = ()
    reason: str = ""
    warnings: Sequence[str] = ()
    old: ObjectIdentity | None = None
    new: ObjectIdentity | None = None
    ignored: Sequence[JsonMap] = ()
    priority: int | None = None
    moves: bool = False
    moving: Sequence[Result] = ()
    found: FoundObject | None = None
    kept: KeptObject | None = None
    outcome: Result = field(default_factory=dict)

    @property
    def planned(self) -> PlannedObject:
        """The object as the plan has it."""
        family = self.desired.family
        parts = (self.new or self.desired.wanted).parts
        return PlannedObject(family.kind, parts, self.action, self.changes, self.depends_on, self.reason, self.ignored)

    @property
    def name(self) -> str:
        """Kind and identity in one line."""
        return self.planned.name


def items_of(rows: Sequence[DesiredRow], keeping: KeepingOptions, context: Context, *, deleted: bool) -> list[PlanItem]:
    """The objects that the rows describe; ``deleted``: none of them is to be there. Checked before any network.

    :raises Failure: a row that cannot be meant, an object that two describe, or a priority that two have; the line says
        which.
    """
    items: list[PlanItem] = []
    for row in rows:
        with in_row(row):
            present = row.state == "present" and not deleted
            desired = desired_object(row.kind, row.identity, row.properties, keeping, context, present=present)
            items.append(PlanItem(row, desired, old=_old_name(row, desired)))
    _demand_each_once(items)
    _demand_own_priorities(items)
    return items


def _old_name(row: DesiredRow, desired: DesiredObject) -> ObjectIdentity | None:
    """:raises Failure: ``resources-not-renamed``."""
    if row.renamed_from is None:
        return None
    reason = "it is to be gone" if not desired.present else "" if desired.family.rename else "its kind is not renamed"
    if reason:
        raise failure("resources-not-renamed", object=desired.title, reason=reason)
    return read_identity(desired.family, row.renamed_from)


def _demand_each_once(items: Sequence[PlanItem]) -> None:
    """:raises Failure: ``resources-object-twice``."""
    seen: dict[tuple[object, ...], DesiredRow] = {}
    for item in items:
        for wanted in (item.desired.wanted, *([item.old] if item.old is not None else [])):
            told = str.casefold if item.desired.family.path_as else normal_name
            key = (item.desired.family.kind, *map(told, wanted.parts.values()))
            first = seen.setdefault(key, item.row)
            if first is not item.row:
                raise failure(
                    "resources-object-twice",
                    place=item.row.place,
                    first=first.place,
                    object=replace(item.desired, wanted=wanted).title,
                )


def _demand_own_priorities(items: Sequence[PlanItem]) -> None:
    """:raises Failure: ``resources-priority-twice``."""
    seen: dict[tuple[object, ...], DesiredRow] = {}
    for item in items:
        family, wanted = item.desired.family, item.desired.wanted
        priority = item.desired.properties.get(PRIORITY)
        if priority is None:
            continue
        key = (family.kind, str(priority), *(wanted.parts.get(name) for name in identity_places(family)))
        first = seen.setdefault(key, item.row)
        if first is not item.row:
            raise failure(
                "resources-priority-twice",
                place=item.row.place,
                first=first.place,
                object=item.desired.title,
                priority=str(priority),
            )


@dataclass(frozen=True)
class ObjectKeepers:
    """Who keeps the objects of each kind, and the organization that they are in; ``unreachable`` are the kinds that no
    connection leads to."""

    access: Access
    of_kind: Mapping[str, ObjectKeeper]
    unreachable: Mapping[str, Failure] = field(default_factory=dict)

    def of(self, item: PlanItem) -> ObjectKeeper:
        """Who keeps the object."""
        return self.of_kind[item.desired.family.kind]


@contextmanager
def keepers_for(
    families: Sequence[Family], like: CommandOptions, context: Context, *, tolerant: bool = False
) -> Iterator[ObjectKeepers]:
    """Those of all kinds: one connection to each service, and one reader on it, for all that live there. ``tolerant``:
    a service that the session does not have leaves its kinds unreachable.

    :raises Failure: as ``open_connection``; ``kind-of-other-service``.
    """
    kinds = {one.kind: replace(like, cmdlet=cmdlet_of_service(one)) for one in families}
    with ExitStack() as stack:
        journal = stack.enter_context(journal_at(like.journal_path, context, values=like.journal_values))
        connections = Connections(stack, context, 1)
        unreachable: dict[str, Failure] = {}
        opened: dict[str, Connection] = {}
        if like.connection.session and tolerant:
            for kind, wish in kinds.items():
                try:
                    opened[kind] = connections.open([wish])[0]
                except Failure as error:
                    if error.key != _NOT_IN_SESSION:
                        raise
                    unreachable[kind] = error
        elif kinds:
            opened = dict(zip(kinds, connections.open(list(kinds.values())), strict=True))
            for family in families:
                demand_service(family, opened[family.kind].access.service, like.safeguards)
        first = next(iter(opened.values()), None) or connections.open([replace(like, cmdlet=_CMDLET_OF_ANY_SERVICE)])[0]
        readers: dict[str, ObjectReader] = {}
        keepers: dict[str, ObjectKeeper] = {}
        for kind, connection in opened.items():
            reader = readers.setdefault(connection.access.service, ObjectReader(connection, context, like))
            keepers[kind] = ObjectKeeper(reader, StepWriter(connection, context, journal, like, 0), context)
        yield ObjectKeepers(first.access, keepers, unreachable)
