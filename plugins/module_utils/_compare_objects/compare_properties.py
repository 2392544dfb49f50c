# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What differs between the properties that are desired and those that a read shows.

Three answers for each: equal, different, or unknown, where the read does not show it. Only what is desired is
looked at. What names another object is looked up, the values of a kind in one go, and only where names differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from .._dataclass import dataclass
from .._errors._advice.objects import failure
from .._json_types import Json, JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.names_of_objects import RECIPIENT, ResolveNames
from .._object_families.property_rules import ShownValue, fold_row, is_named, never_shown, shown_value
from .._redaction.secret_rules import sounds_secret
from .._values.secret_and_unsendable_values import NotSendable, kind_of
from .._values.value_settings import ValueSettings
from .desired_and_current_sides import PropertySides, UnresolvedReference, resolve_names, sides_of_property
from .lists_and_maps import ListEntry

_READ_AS_UTC = ValueSettings()


@dataclass(frozen=True)
class Change:
    """A property that differs: ``before`` and ``after`` in normal form, and ``value``, which makes it so as a whole.

    Where ``by_entries``, the same is done by adding ``add`` to the list and removing ``remove`` from it; ``left_alone``
    are entries that are none of ours, and stand in ``value``.
    """

    property: str
    before: Json
    after: Json
    value: object
    by_entries: bool = False
    add: tuple[object, ...] = ()
    remove: tuple[object, ...] = ()
    left_alone: tuple[object, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Each desired property is in one of ``changes``, ``equal``, ``unknown`` (the read does not show it) and
    ``unverifiable`` (no read ever does). ``after`` has those of the first two in normal form, as they will be.
    ``unresolved`` is what names no object, with its property; only a rehearsal gets so far."""

    changes: tuple[Change, ...] = ()
    equal: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unverifiable: tuple[str, ...] = ()
    unresolved: tuple[UnresolvedReference, ...] = ()
    after: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class CompareSettings:
    """How a task compares: where a date without a zone is read, whether recipients that are no more are removed from
    lists, and whether it is a rehearsal, in which what is named may be made before."""

    settings: ValueSettings = _READ_AS_UTC
    remove_orphans: bool = False
    rehearsal: bool = False


def compare_properties(
    family: Family,
    desired: Mapping[str, object],
    row: JsonMap | None,
    resolve: ResolveNames,
    compare_settings: CompareSettings = CompareSettings(),
) -> Comparison:
    """The properties of ``desired`` against a row; without a row nothing is there yet, and all of them differ.

    :raises Failure: a value is of another kind than its property takes; a name is nobody's; an entry is added and
        removed; what cannot be switched off would have to be.
    """
    folded_row = fold_row(row or {})
    unverifiable = [name for name in desired if never_shown(family, name, folded_row)]
    unknown: list[PropertySides] = []
    sides: list[PropertySides] = []
    for name, value in desired.items():
        if name in unverifiable:
            continue
        row_value = ShownValue(None) if row is None else shown_value(family, name, folded_row)
        side = _sides_of_property(family, name, value, row_value or ShownValue(None), compare_settings.settings)
        (unknown if row_value is None else sides).append(side)
    unresolved = resolve_names(family, [*sides, *unknown], resolve, remove_orphans=compare_settings.remove_orphans)
    for side in (*sides, *unknown):
        if side.part is not None:
            _refuse_both(family, side.name, side.part.add, side.part.remove)
    if not compare_settings.rehearsal:
        _refuse_unresolved(family, unresolved)
    changes = {side.name: change for side in sides if (change := _change_of_property(side)) is not None}
    _refuse_switching_off(family, changes)
    return Comparison(
        changes=tuple(changes.values()),
        equal=tuple(side.name for side in sides if side.name not in changes),
        unknown=tuple(side.name for side in unknown),
        unverifiable=tuple(unverifiable),
        unresolved=tuple(unresolved),
        after={
            side.name: changes[side.name].after if side.name in changes else _entries_in_diff(side, side.current)
            for side in sides
        },
    )


def _sides_of_property(
    family: Family, name: str, value: object, row_value: ShownValue, settings: ValueSettings
) -> PropertySides:
    """:raises Failure: the value is of another kind than the property takes."""
    try:
        side = sides_of_property(family, name, value, row_value, settings)
    except NotSendable as error:
        # The reason may quote the value.
        quiet = sounds_secret(name)
        reason = f"it takes another kind than {kind_of(value)}" if quiet else str(error)
        remedy = "Correct the value." if quiet else error.remedy
        raise failure("resource-value-kind", property=name, kind=family.kind, reason=reason, remedy=remedy) from None
    return side


def _refuse_both(family: Family, name: str, add: Sequence[ListEntry], remove: Sequence[ListEntry]) -> None:
    removed = {entry.key for entry in remove}
    contradiction = next((entry for entry in add if entry.key in removed), None)
    if contradiction is not None:
        raise failure("resource-added-and-removed", property=name, kind=family.kind, entry=contradiction.in_diff)


def _refuse_unresolved(family: Family, unresolved: Sequence[UnresolvedReference]) -> None:
    for name, value, referred_kind in unresolved:
        if referred_kind == RECIPIENT:
            raise failure("resource-recipient-unknown", property=name, kind=family.kind, value=value)
        raise failure("resource-reference-unknown", property=name, kind=family.kind, value=value, other=referred_kind)


def _refuse_switching_off(family: Family, changes: Mapping[str, Change]) -> None:
    """What is on and cannot be switched off stays on; what is not on is off, whatever else the service shows."""
    for name, change in changes.items():
        if is_named(name, family.one_way) and change.before is True:
            raise failure("resource-one-way", property=name, kind=family.kind)


def _change_of_property(side: PropertySides) -> Change | None:
    if side.part is not None:
        return _change_of_part(side)
    desired_keys, current_keys = [entry.key for entry in side.desired], [entry.key for entry in side.current]
    if desired_keys == current_keys or (
        side.is_list and side.rule != "ordered" and set(desired_keys) == set(current_keys)
    ):
        return None
    if not side.is_list:
        return Change(side.name, _entries_in_diff(side, side.current), _entries_in_diff(side, side.desired), side.value)
    current_entries = {entry.key: entry for entry in side.current}
    after = [current_entries.get(entry.key, entry) for entry in side.desired]
    return Change(
        side.name,
        before=_entries_in_diff(side, side.current),
        after=_entries_in_diff(side, after),
        value=[entry.raw for entry in (*side.desired, *side.orphans)],
        by_entries=side.by_entries,
        add=tuple(entry.raw for entry in side.desired if entry.key not in current_entries),
        remove=tuple(entry.raw for entry in side.current if entry.key not in desired_keys),
        left_alone=tuple(entry.raw for entry in side.orphans),
    )


def _change_of_part(side: PropertySides) -> Change | None:
    if side.part is None:
        return None
    current_keys, removed_keys = {entry.key for entry in side.current}, {entry.key for entry in side.part.remove}
    add = [entry for entry in side.part.add if entry.key not in current_keys]
    remove = [entry for entry in side.current if entry.key in removed_keys]
    if not add and not remove:
        return None
    after = [*(entry for entry in side.current if entry.key not in removed_keys), *add]
    return Change(
        side.name,
        before=_entries_in_diff(side, side.current),
        after=_entries_in_diff(side, after),
        value=[entry.raw for entry in (*after, *side.orphans)],
        by_entries=side.by_entries,
        add=tuple(entry.raw for entry in add),
        remove=tuple(entry.raw for entry in remove),
    )


def _entries_in_diff(side: PropertySides, entries: Sequence[ListEntry]) -> Json:
    """The entries as a diff shows them: in one order, unless their order counts."""
    if not side.is_list:
        return entries[0].in_diff if entries else None
    listed = [entry.in_diff for entry in entries]
    return listed if side.rule == "ordered" else sorted(listed, key=lambda value: (str(value).casefold(), str(value)))
