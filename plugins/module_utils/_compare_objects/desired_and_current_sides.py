# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The two sides of a property, desired and current, entry by entry, before it is said whether they differ; and the
objects to which both refer: names that differ are looked up, those of a kind in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .._dataclass import dataclass
from .._json_types import Json
from .._object_families.facts_of_family import Family, Rule
from .._object_families.names_of_objects import RECIPIENT, RECIPIENTS, ResolvedObject, ResolveNames, normal_name
from .._object_families.property_rules import ShownValue, is_named, rule_for, value_for_name
from .._values.secret_and_unsendable_values import NotSendable
from .._values.value_settings import ValueSettings
from .lists_and_maps import (
    LISTS,
    ListEntry,
    ListPart,
    desired_entries,
    entries_of_read,
    first_of_each_key,
    map_in_value,
    only_desired_keys,
    part_of_list,
)
from .normal_forms import form_of_read, normal_form

_MAP_RULES: frozenset[Rule] = frozenset({"object", "pairs"})


@dataclass
class PropertySides:
    """What is desired of a property (``part`` of a list, or all of it), and what is there. What is no list is one
    entry, or none. ``orphans`` are there and none of ours, ``by_entries`` whether adding and removing does the
    same as writing the list."""

    name: str
    rule: Rule
    value: object
    desired: tuple[ListEntry, ...]
    current: tuple[ListEntry, ...]
    part: ListPart | None = None
    orphans: tuple[ListEntry, ...] = ()
    by_entries: bool = True

    @property
    def is_list(self) -> bool:
        """Whether it is compared entry by entry."""
        return self.rule in LISTS


def sides_of_property(
    family: Family, name: str, value: object, row_value: ShownValue, settings: ValueSettings
) -> PropertySides:
    """Both sides of a property of which a read shows so much.

    :raises NotSendable: the value is of another kind than the property takes.
    """
    rule = rule_for(family, name)
    try:
        return _sides_by_rule(family, name, rule, value, row_value, settings)
    except NotSendable:
        # What a read gave comes back as it was, whether or not it is of the documented kind.
        if value is None or value != row_value.value:
            raise
        same = (ListEntry(value, row_value.value, "as it was"),)
        return PropertySides(name, "exact", value, same, same, by_entries=False)


def _sides_by_rule(
    family: Family, name: str, rule: Rule, value: object, row_value: ShownValue, settings: ValueSettings
) -> PropertySides:
    if rule == "anything" and _is_untyped_list(value, row_value.value):
        rule = "set"
    if rule in LISTS:
        return _sides_of_list(name, rule, value, row_value.value, settings)
    desired: object = value_for_name(family.null_is, name) if value is None else value
    current: object = row_value.value
    if rule in _MAP_RULES:
        desired = map_in_value(desired)
        current = only_desired_keys(
            _map_of_one(map_in_value(current)) if isinstance(desired, Mapping) else map_in_value(current), desired
        )
    desired_form = normal_form(rule, desired, settings)
    current_form = form_of_read(rule, current, settings)
    return PropertySides(
        name,
        rule,
        value,
        desired=(ListEntry(value, *desired_form),) if desired_form.key is not None else (),
        current=(ListEntry(current, *current_form),) if current_form.key is not None else (),
        by_entries=False,
    )


def _sides_of_list(name: str, rule: Rule, value: object, row_value: Json, settings: ValueSettings) -> PropertySides:
    part = part_of_list(rule, value, settings)
    desired = desired_entries(rule, value, settings) if part is None else ()
    if rule == "objects":
        current = _shown_objects(row_value, desired if part is None else part.add)
    else:
        current = entries_of_read(rule, row_value)
    if rule == "translations":
        return _sides_of_translations(name, value, desired, part, current)
    if rule != "addresses":
        return PropertySides(name, rule, value, desired, current, part, by_entries=rule not in ("ordered", "objects"))
    from .proxy_addresses import comparable_addresses  # noqa: PLC0415 - few properties are addresses

    addresses = comparable_addresses(desired, part, current)
    return PropertySides(
        name,
        rule,
        value,
        addresses.desired,
        addresses.current,
        addresses.part,
        addresses.left_alone,
        addresses.by_entries,
    )


def _sides_of_translations(
    name: str, value: object, desired: tuple[ListEntry, ...], part: ListPart | None, current: tuple[ListEntry, ...]
) -> PropertySides:
    """The default one is left alone where nobody speaks of it: it is the text of another parameter, which the service
    copies there (Microsoft's page of MailTip)."""
    texts = desired if part is None else part.add
    if len({_language_of(text) for text in texts}) < len(texts):
        raise NotSendable("it has two texts for one language", "Write one text for each language.")
    written_texts = desired if part is None else (*part.add, *part.remove)
    if any(_is_default_text(text) for text in written_texts):
        return PropertySides(name, "translations", value, desired, current, part)
    texts_of_languages = tuple(text for text in current if not _is_default_text(text))
    default_texts = tuple(text for text in current if _is_default_text(text))
    return PropertySides(name, "translations", value, desired, texts_of_languages, part, default_texts)


def _is_default_text(entry: ListEntry) -> bool:
    return _language_of(entry) == "default"


def _language_of(entry: ListEntry) -> str:
    return str(entry.in_diff).partition(":")[0].casefold()


def _shown_objects(row_value: Json, desired: Sequence[ListEntry]) -> tuple[ListEntry, ...]:
    """The maps of a list, of each what is asked for; entry that is shown as a text of JSON is written as entry, too."""
    maps, texts = _as_list(map_in_value(row_value)), _as_list(row_value)
    current = entries_of_read("objects", only_desired_keys(maps, [map_in_value(entry.raw) for entry in desired]))
    if len(current) != len(texts) or not all(isinstance(entry, str) for entry in texts):
        return current
    return tuple(entry._replace(raw=text) for entry, text in zip(current, texts, strict=True))


def _is_untyped_list(value: object, row_value: Json) -> bool:
    """Whether a property whose type nobody has told is a list all the same: a read shows one of texts, and what is
    wanted is a part of one, or none of it."""
    if not isinstance(row_value, (list, tuple)) or not all(isinstance(entry, str) for entry in row_value):
        return False
    if isinstance(value, Mapping):
        return bool(value) and {str(key).lower() for key in value} <= {"add", "remove"}
    return value in (None, [], ())


def _map_of_one(value: object) -> object:
    """The map of a list that has nothing else."""
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], Mapping) else value


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


class UnresolvedReference(NamedTuple):
    """A value that names no object of the kind, and the property that has it."""

    property: str
    value: str
    kind: str


def resolve_names(
    family: Family, sides: Sequence[PropertySides], resolve: ResolveNames, *, remove_orphans: bool
) -> list[UnresolvedReference]:
    """Give entries that name the same object the same key, where their names alone do not say so, and put entries of
    recipients that are no more out of a whole list. What is desired and names nothing comes back."""
    differing: dict[str, list[PropertySides]] = {}
    for side in sides:
        kind = _kind_named(family, side)
        if kind is not None and _sides_differ(side):
            differing.setdefault(kind, []).append(side)
    missing: list[UnresolvedReference] = []
    for kind, several in differing.items():
        values = dict.fromkeys(str(entry.in_diff) for side in several for entry in _entries_of_side(side))
        resolved = resolve(kind, list(values))
        for side in several:
            names = _resolve_side(family, side, kind, resolved, remove_orphans=remove_orphans)
            missing += [UnresolvedReference(side.name, unresolved_name, kind) for unresolved_name in names]
    return missing


def _kind_named(family: Family, side: PropertySides) -> str | None:
    """The kind of object that the values of a property name, if they name any."""
    if side.rule in ("recipient", "recipients"):
        return RECIPIENT
    kind = value_for_name(family.refers_to, side.name)
    return None if kind is None or kind.lower() in RECIPIENTS else kind


def _entries_of_side(side: PropertySides) -> Iterable[ListEntry]:
    part = side.part or ListPart((), ())
    return (*side.desired, *part.add, *part.remove, *side.current)


def _sides_differ(side: PropertySides) -> bool:
    current_keys = {entry.key for entry in side.current}
    if side.part is None:
        # Nothing is looked up of what is to be nothing.
        return bool(side.desired or side.rule == "recipients") and current_keys != {entry.key for entry in side.desired}
    # One may be added and removed under two of its names.
    adds_and_removes = bool(side.part.add and side.part.remove)
    return adds_and_removes or any(entry.key not in current_keys for entry in (*side.part.add, *side.part.remove))


def _resolve_side(
    family: Family,
    side: PropertySides,
    kind: str,
    resolved: Mapping[str, ResolvedObject | None],
    *,
    remove_orphans: bool,
) -> list[str]:
    objects = [named_object for named_object in resolved.values() if named_object is not None]
    names = _unshared_names({named_object.key: named_object for named_object in objects}.values())

    def object_of(entry: ListEntry) -> ResolvedObject | None:
        return resolved.get(str(entry.in_diff))

    def with_key_of_object(entry: ListEntry) -> ListEntry:
        named_object = object_of(entry)
        key = named_object.key if named_object is not None else names.get(normal_name(str(entry.in_diff)))
        return entry if key is None else entry._replace(key=(kind, key))

    current_keys = {entry.key for entry in side.current}
    asked_entries = side.desired if side.part is None else side.part.add
    elsewhere = (value_for_name(family.refers_to, side.name) or "").lower() == "address"
    unlisted = is_named(side.name, family.may_be_unlisted)
    missing = [
        entry
        for entry in asked_entries
        if with_key_of_object(entry) == entry and entry.key not in current_keys and not unlisted
        if not (elsewhere and "@" in str(entry.in_diff))
    ]
    desired_keys = {entry.key for entry in side.desired}
    orphans = [entry for entry in side.current if with_key_of_object(entry) == entry and entry.key not in desired_keys]
    leaves_orphans = kind == RECIPIENT and not remove_orphans and not elsewhere
    if side.is_list and side.part is None and leaves_orphans:
        side.orphans = (*side.orphans, *orphans)
        side.current = tuple(entry for entry in side.current if entry not in orphans)
    side.desired = first_of_each_key(map(with_key_of_object, side.desired))
    side.current = first_of_each_key(
        _named_for_removal(with_key_of_object(entry), object_of(entry)) for entry in side.current
    )
    if side.part is not None:
        side.part = ListPart(
            first_of_each_key(map(with_key_of_object, side.part.add)),
            first_of_each_key(map(with_key_of_object, side.part.remove)),
        )
    return [str(entry.in_diff) for entry in missing]


def _unshared_names(objects: Iterable[ResolvedObject]) -> Mapping[str, str]:
    """The names that just one of the objects has, each with its key: several may share a display name."""
    keys: dict[str, list[str]] = {}
    for resolved in objects:
        for name in resolved.names:
            keys.setdefault(name, []).append(resolved.key)
    return {name: several[0] for name, several in keys.items() if len(several) == 1}


def _named_for_removal(entry: ListEntry, resolved: ResolvedObject | None) -> ListEntry:
    """What is there, to be removed by a name that is nobody else's."""
    return entry if resolved is None else entry._replace(raw=resolved.written_as)
