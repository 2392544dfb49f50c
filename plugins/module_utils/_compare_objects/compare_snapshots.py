# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Two snapshots side by side, of two days or of two tenants: what was added, removed or changed from one to the other.

Values are compared as those of a tenant are: 50GB is "50 GB", and a list whose order does not count has none. What one
of the two could not read is unknown, never added or removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from .._dataclass import dataclass
from .._json_types import Json, JsonMap, Row
from .._object_families.facts_of_family import Family, Rule
from .._object_families.family import family_of
from .._object_families.object_identity import read_identity
from .._object_families.property_rules import is_secret, rule_for
from .._redaction.secret_rules import NOT_SHOWN
from .lists_and_maps import LISTS, entries_of_read, map_in_value
from .normal_forms import form_of_read
from .proxy_addresses import keys_with_primary

SnapshotVerdict = Literal["added", "removed", "changed", "equal", "unknown"]
SNAPSHOT_VERDICTS: tuple[SnapshotVerdict, ...] = ("added", "removed", "changed", "equal", "unknown")

# A kind, and the parts of an identity without case.
SnapshotName = tuple[str, ...]


@dataclass(frozen=True)
class SnapshotSide:
    """One snapshot: its objects, as rows of kind, identity, properties and ``vaulted`` (what must not be shown of
    them), and the kinds that it does not have whole, each with the reason. ``kinds`` are those that it has whole; None
    where nobody says, which is those of its objects."""

    resources: Sequence[JsonMap]
    unread: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[str] | None = None

    def knows_kind(self, kind: str) -> bool:
        """Whether it is known which objects of the kind there are."""
        whole_kinds = self.kinds if self.kinds is not None else {str(row["kind"]) for row in self.resources}
        return kind in whole_kinds and kind not in self.unread

    def why_unknown(self, kind: str) -> str:
        """Why it is not known."""
        return self.unread.get(kind, "the kind was not asked for")


@dataclass(frozen=True)
class SnapshotObject:
    """An object of a snapshot under the name by which those of two snapshots are the same."""

    family: Family
    identity: Json
    properties: Mapping[str, Json]
    hidden: frozenset[str]


SnapshotObjects = Mapping[SnapshotName, SnapshotObject]


def compare_snapshots(
    before: SnapshotSide, after: SnapshotSide, tables: Mapping[str, object] | None = None, kinds: Sequence[str] = ()
) -> list[Row]:
    """A row for each object of either: ``kind``, ``identity``, ``verdict``, ``changes`` (property, before, after) and,
    of what is unknown, ``reason``. A kind of which neither has an object, and one does not know, has a row as well.

    :raises Failure: a kind or an identity that cannot be meant.
    """
    asked_kinds = {family_of(kind, tables or {}).kind for kind in kinds}
    old, new = (_objects_of_snapshot(side, tables or {}, asked_kinds) for side in (before, after))
    rows = [_row_of_verdict(before, after, name, old, new) for name in sorted({*old, *new})]
    kinds_of_rows = {str(row["kind"]) for row in rows}
    # That a side does not have a kind matters only to whoever asks for it.
    unread = {
        **{
            kind: side.why_unknown(kind)
            for kind in asked_kinds
            for side in (before, after)
            if side.kinds is not None and not side.knows_kind(kind)
        },
        **before.unread,
        **after.unread,
    }
    rows += [
        _unknown_row(kind, None, unread[kind])
        for kind in sorted(unread)
        if kind not in kinds_of_rows and (not asked_kinds or kind in asked_kinds)
    ]
    return rows


def numbers_of_verdicts(rows: Sequence[JsonMap]) -> dict[str, int]:
    """How many rows have each verdict."""
    numbers = Counter(str(row["verdict"]) for row in rows)
    return {verdict: numbers[verdict] for verdict in SNAPSHOT_VERDICTS}


def _objects_of_snapshot(side: SnapshotSide, tables: Mapping[str, object], asked_kinds: set[str]) -> SnapshotObjects:
    families: dict[str, Family] = {}
    objects: dict[SnapshotName, SnapshotObject] = {}
    for row in side.resources:
        kind = str(row["kind"])
        family = families.setdefault(kind, family_of(kind, tables, guess=True))
        # What a file says is to be absent is no object of it.
        if (asked_kinds and family.kind not in asked_kinds) or row.get("state") == "absent":
            continue
        parts = read_identity(family, row.get("identity")).parts
        properties, vaulted = row.get("properties"), row.get("vaulted")
        written_properties = properties if isinstance(properties, Mapping) else {}
        secret = {str(name) for name in vaulted} if isinstance(vaulted, list) else set()
        hidden = frozenset(name.lower() for name in written_properties if name in secret or is_secret(family, name))
        name = (family.kind, *(part.casefold() for part in parts.values()))
        objects[name] = SnapshotObject(family, row.get("identity"), written_properties, hidden)
    return objects


def _row_of_verdict(
    before: SnapshotSide, after: SnapshotSide, name: SnapshotName, old: SnapshotObjects, new: SnapshotObjects
) -> Row:
    snapshot_object = new[name] if name in new else old[name]
    kind, identity = snapshot_object.family.kind, snapshot_object.identity
    other_side = after if name not in new else before
    if (name not in new or name not in old) and not other_side.knows_kind(kind):
        return _unknown_row(kind, identity, other_side.why_unknown(kind))
    changes: list[Json] = list(_changes_between(snapshot_object, old.get(name), new.get(name)))
    verdict_of_both = "changed" if changes else "equal"
    verdict = "added" if name not in old else "removed" if name not in new else verdict_of_both
    return {"kind": kind, "identity": identity, "verdict": verdict, "changes": changes}


def _unknown_row(kind: str, identity: Json, reason: str) -> Row:
    return {"kind": kind, "identity": identity, "verdict": "unknown", "changes": [], "reason": reason}


def _changes_between(
    snapshot_object: SnapshotObject, old: SnapshotObject | None, new: SnapshotObject | None
) -> Iterator[JsonMap]:
    """The properties that differ, in the order of their names; what one side does not have is null there."""
    sides = [side for side in (old, new) if side is not None]
    hidden = {name for side in sides for name in side.hidden}
    names = {name.lower(): name for side in sides for name in side.properties}
    before, after = (
        {name.lower(): value for name, value in (side.properties if side else {}).items()} for side in (old, new)
    )
    for key, name in sorted(names.items()):
        values = before.get(key), after.get(key)
        if _form_in_snapshot(snapshot_object.family, name, values[0]) != _form_in_snapshot(
            snapshot_object.family, name, values[1]
        ):
            values_in_diff = [NOT_SHOWN if key in hidden and value is not None else value for value in values]
            yield {"property": name, "before": values_in_diff[0], "after": values_in_diff[1]}


def _form_in_snapshot(family: Family, name: str, value: Json) -> Hashable:
    """What is equal where two values of the property are; null, an empty text and an empty list are nothing."""
    rule: Rule = rule_for(family, name)
    if rule in LISTS:
        entries = entries_of_read(rule, map_in_value(value) if rule == "objects" else value)
        if rule == "addresses":
            return keys_with_primary(entries) or None
        keys = tuple(entry.key for entry in entries)
        return (keys if rule == "ordered" else frozenset(keys)) or None
    return form_of_read(rule, value).key
