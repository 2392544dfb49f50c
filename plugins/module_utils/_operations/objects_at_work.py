# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The objects of a task that keeps many: what is desired of each, who keeps it, what was found, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace

from .._connection.access_and_tokens import Access
from .._connection.open_connection import Connections
from .._context_and_progress import Context, Result
from .._dataclass import dataclass
from .._errors._advice.many import failure
from .._json_types import JsonMap
from .._resources.desired_rows import DesiredRow, in_row
from .._resources.family_by_rule import cmdlet_of_service
from .._resources.match_identity import Found
from .._resources.plan_of_many import Action, Planned
from .._specs.command import CommandOptions
from .._specs.resource import KeepingOptions
from .desired_object import Desired, Kept
from .keep_object import Keeper
from .object_task import desired_object
from .outcomes_and_journal import journal_at
from .read_objects import Reader
from .write_steps import Writer


@dataclass
class Item:
    """One object of the task. ``found`` is what the plan saw of it, ``kept`` what would be done; ``outcome`` is a row
    of the result."""

    row: DesiredRow
    desired: Desired
    action: Action = "unknown"
    changes: Sequence[JsonMap] = ()
    depends_on: tuple[str, ...] = ()
    reason: str = ""
    found: Found | None = None
    kept: Kept | None = None
    outcome: Result = field(default_factory=dict)

    @property
    def planned(self) -> Planned:
        """The object as the plan has it."""
        family = self.desired.family
        parts = self.desired.wanted.parts
        return Planned(family.kind, parts, self.action, self.changes, self.depends_on, self.reason)

    @property
    def name(self) -> str:
        """Kind and identity in one line."""
        return self.planned.name


def items_of(rows: Sequence[DesiredRow], keeping: KeepingOptions, context: Context, *, deleted: bool) -> list[Item]:
    """The objects that the rows describe; ``deleted``: none of them is to be there. Checked before any network.

    :raises Failure: a row that cannot be meant, or an object that two describe; the line says which.
    """
    items: list[Item] = []
    seen: dict[tuple[object, ...], DesiredRow] = {}
    for row in rows:
        with in_row(row):
            present = row.state == "present" and not deleted
            desired = desired_object(row.kind, row.identity, row.properties, keeping, context, present=present)
        items.append(Item(row, desired))
        key = (desired.family.kind, *(text.casefold() for text in desired.wanted.parts.values()))
        first = seen.setdefault(key, row)
        if first is not row:
            raise failure(
                "resources-object-twice",
                place=row.place,
                first=first.place,
                kind=desired.family.kind,
                identity=desired.wanted.text,
            )
    return items


@dataclass(frozen=True)
class Keepers:
    """Who keeps the objects of each kind, and the organization that they are in."""

    access: Access
    of_kind: Mapping[str, Keeper]

    def of(self, item: Item) -> Keeper:
        """Who keeps the object."""
        return self.of_kind[item.desired.family.kind]


@contextmanager
def keepers_for(items: Sequence[Item], like: CommandOptions, context: Context) -> Iterator[Keepers]:
    """Those of all kinds: one connection to each service, and one reader on it, for all that live there.

    :raises Failure: as ``open_connection``.
    """
    families = {item.desired.family.kind: item.desired.family for item in items}
    wishes = [replace(like, cmdlet=cmdlet_of_service(one)) for one in families.values()]
    with ExitStack() as stack:
        journal = stack.enter_context(journal_at(like.journal_path, context.clock))
        opened = Connections(stack, context, 1).open(wishes or [replace(like, cmdlet="Get-OrganizationConfig")])
        readers: dict[str, Reader] = {}
        keepers: dict[str, Keeper] = {}
        for kind, connection in zip(families, opened, strict=bool(families)):
            reader = readers.setdefault(connection.access.service, Reader(connection, context, like))
            keepers[kind] = Keeper(reader, Writer(connection, context, journal, like, 0), context)
        yield Keepers(opened[0].access, keepers)
