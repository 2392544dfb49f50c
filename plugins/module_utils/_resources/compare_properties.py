# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What differs between the properties that are wanted and those that a read shows.

Three answers for each: equal, different, or unknown, where the read does not show it. Only what is wanted is looked
at. What names another object is looked up, the values of a kind in one go, and only where names differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from .._dataclass import dataclass
from .._errors._advice.resources import failure
from .._json_types import Json, JsonMap
from .._redaction.secret_rules import sounds_secret
from .._values.secret_and_unsendable_values import NotSendable, kind_of
from .._values.value_settings import ValueSettings
from .facts import Family
from .lists_and_maps import Entry
from .names_of_objects import RECIPIENT, ResolveNames
from .property_rules import ShownValue, fold_row, is_named, never_shown, shown_value
from .sides_and_references import Sides, UnresolvedReference, resolve_names, sides_of

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
    """Each wanted property is in one of ``changes``, ``equal``, ``unknown`` (the read does not show it) and
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
    """How a task wants it: where a date without a zone is read, whether recipients that are no more are removed from
    lists, and whether it is a rehearsal, in which what is named may be made before."""

    settings: ValueSettings = _READ_AS_UTC
    remove_orphans: bool = False
    rehearsal: bool = False


def compare_properties(
    family: Family,
    desired: Mapping[str, object],
    row: JsonMap | None,
    resolve: ResolveNames,
    means: CompareSettings = CompareSettings(),
) -> Comparison:
    """The properties of ``desired`` against a row; without a row nothing is there yet, and all of them differ.

    :raises Failure: a value is of another kind than its property takes; a name is nobody's; an entry is added and
        removed; what cannot be switched off would have to be.
    """
    here = fold_row(row or {})
    unverifiable = [name for name in desired if never_shown(family, name, here)]
    unknown: list[Sides] = []
    sides: list[Sides] = []
    for name, value in desired.items():
        if name in unverifiable:
            continue
        shown = ShownValue(None) if row is None else shown_value(family, name, here)
        side = _sides_of_property(family, name, value, shown or ShownValue(None), means.settings)
        (unknown if shown is None else sides).append(side)
    unresolved = resolve_names(family, [*sides, *unknown], resolve, remove_orphans=means.remove_orphans)
    for side in (*sides, *unknown):
        if side.part is not None:
            _refuse_both(family, side.name, side.part.add, side.part.remove)
    if not means.rehearsal:
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
            side.name: changes[side.name].after if side.name in changes else _entries_in_diff(side, side.there)
            for side in sides
        },
    )


def _sides_of_property(family: Family, name: str, value: object, shown: ShownValue, settings: ValueSettings) -> Sides:
    """:raises Failure: the value is of another kind than the property takes."""
    try:
        side = sides_of(family, name, value, shown, settings)
    except NotSendable as error:
        # The reason may quote the value.
        quiet = sounds_secret(name)
        reason = f"it takes another kind than {kind_of(value)}" if quiet else str(error)
        remedy = "Correct the value." if quiet else error.remedy
        raise failure("resource-value-kind", property=name, kind=family.kind, reason=reason, remedy=remedy) from None
    return side


def _refuse_both(family: Family, name: str, add: Sequence[Entry], remove: Sequence[Entry]) -> None:
    removed = {one.key for one in remove}
    both = next((one for one in add if one.key in removed), None)
    if both is not None:
        raise failure("resource-added-and-removed", property=name, kind=family.kind, entry=both.shown)


def _refuse_unresolved(family: Family, unresolved: Sequence[UnresolvedReference]) -> None:
    for name, value, other in unresolved:
        if other == RECIPIENT:
            raise failure("resource-recipient-unknown", property=name, kind=family.kind, value=value)
        raise failure("resource-reference-unknown", property=name, kind=family.kind, value=value, other=other)


def _refuse_switching_off(family: Family, changes: Mapping[str, Change]) -> None:
    """What is on and cannot be switched off stays on; what is not on is off, whatever else the service shows."""
    for name, change in changes.items():
        if is_named(name, family.one_way) and change.before is True:
            raise failure("resource-one-way", property=name, kind=family.kind)


def _change_of_property(side: Sides) -> Change | None:
    if side.part is not None:
        return _change_of_part(side)
    wanted, there = [one.key for one in side.wanted], [one.key for one in side.there]
    if wanted == there or (side.is_list and side.rule != "ordered" and set(wanted) == set(there)):
        return None
    if not side.is_list:
        return Change(side.name, _entries_in_diff(side, side.there), _entries_in_diff(side, side.wanted), side.value)
    kept = {one.key: one for one in side.there}
    after = [kept.get(one.key, one) for one in side.wanted]
    return Change(
        side.name,
        before=_entries_in_diff(side, side.there),
        after=_entries_in_diff(side, after),
        value=[one.raw for one in (*side.wanted, *side.orphans)],
        by_entries=side.by_entries,
        add=tuple(one.raw for one in side.wanted if one.key not in kept),
        remove=tuple(one.raw for one in side.there if one.key not in wanted),
        left_alone=tuple(one.raw for one in side.orphans),
    )


def _change_of_part(side: Sides) -> Change | None:
    if side.part is None:
        return None
    there, unwanted = {one.key for one in side.there}, {one.key for one in side.part.remove}
    add = [one for one in side.part.add if one.key not in there]
    remove = [one for one in side.there if one.key in unwanted]
    if not add and not remove:
        return None
    after = [*(one for one in side.there if one.key not in unwanted), *add]
    return Change(
        side.name,
        before=_entries_in_diff(side, side.there),
        after=_entries_in_diff(side, after),
        value=[one.raw for one in (*after, *side.orphans)],
        by_entries=side.by_entries,
        add=tuple(one.raw for one in add),
        remove=tuple(one.raw for one in remove),
    )


def _entries_in_diff(side: Sides, entries: Sequence[Entry]) -> Json:
    """The entries as a diff shows them: in one order, unless their order counts."""
    if not side.is_list:
        return entries[0].shown if entries else None
    shown = [one.shown for one in entries]
    return shown if side.rule == "ordered" else sorted(shown, key=lambda one: (str(one).casefold(), str(one)))
