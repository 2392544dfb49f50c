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
from .._values.secret_and_unsendable_values import NotSendable
from .._values.value_settings import ValueSettings
from .facts import Family, Rule
from .lists_and_maps import LISTS, Entry, Part, entries_shown, entries_wanted, map_in, part_in, wanted_part
from .names_of_objects import RECIPIENT, RECIPIENTS, ResolvedObject, ResolveNames, name_of
from .normal_forms import form_of_read, normal_form
from .property_rules import ShownValue, is_named, rule_for, told_of

_MAP_RULES: frozenset[Rule] = frozenset({"object", "pairs"})


@dataclass
class Sides:
    """What is wanted of a property (``part`` of a list, or all of it), and what is there. What is no list is one entry,
    or none. ``orphans`` are there and none of ours, ``by_entries`` whether adding and removing does the same as writing
    the list."""

    name: str
    rule: Rule
    value: object
    wanted: tuple[Entry, ...]
    there: tuple[Entry, ...]
    part: Part | None = None
    orphans: tuple[Entry, ...] = ()
    by_entries: bool = True

    @property
    def is_list(self) -> bool:
        """Whether it is compared entry by entry."""
        return self.rule in LISTS


def sides_of(family: Family, name: str, value: object, shown: ShownValue, settings: ValueSettings) -> Sides:
    """Both sides of a property of which a read shows so much.

    :raises NotSendable: the value is of another kind than the property takes.
    """
    rule = rule_for(family, name)
    try:
        return _sides_by_rule(family, name, rule, value, shown, settings)
    except NotSendable:
        # What a read gave comes back as it was, whether or not it is of the documented kind.
        if value is None or value != shown.value:
            raise
        same = (Entry(value, shown.value, "as it was"),)
        return Sides(name, "exact", value, same, same, by_entries=False)


def _sides_by_rule(
    family: Family, name: str, rule: Rule, value: object, shown: ShownValue, settings: ValueSettings
) -> Sides:
    if rule == "anything" and _is_of_entries(value, shown.value):
        rule = "set"
    if rule in LISTS:
        return _sides_of_list(name, rule, value, shown.value, settings)
    meant: object = told_of(family.null_is, name) if value is None else value
    there: object = shown.value
    if rule in _MAP_RULES:
        meant = map_in(meant)
        there = wanted_part(_single_map(map_in(there)) if isinstance(meant, Mapping) else map_in(there), meant)
    wanted_form = normal_form(rule, meant, settings)
    there_form = form_of_read(rule, there, settings)
    return Sides(
        name,
        rule,
        value,
        wanted=(Entry(value, *wanted_form),) if wanted_form.key is not None else (),
        there=(Entry(there, *there_form),) if there_form.key is not None else (),
        by_entries=False,
    )


def _sides_of_list(name: str, rule: Rule, value: object, shown: Json, settings: ValueSettings) -> Sides:
    part = part_in(rule, value, settings)
    wanted = entries_wanted(rule, value, settings) if part is None else ()
    if rule == "objects":
        present = _shown_objects(shown, wanted if part is None else part.add)
    else:
        present = entries_shown(rule, shown)
    if rule == "translations":
        return _of_translations(name, value, wanted, part, present)
    if rule != "addresses":
        return Sides(name, rule, value, wanted, present, part, by_entries=rule not in ("ordered", "objects"))
    from .proxy_addresses import comparable_addresses  # noqa: PLC0415 - few properties are addresses

    found = comparable_addresses(wanted, part, present)
    return Sides(name, rule, value, found.wanted, found.there, found.part, found.left_alone, found.by_entries)


def _of_translations(
    name: str, value: object, wanted: tuple[Entry, ...], part: Part | None, present: tuple[Entry, ...]
) -> Sides:
    """The default one is left alone where nobody speaks of it: it is the text of another parameter, which the service
    copies there (Microsoft's page of MailTip)."""
    texts = wanted if part is None else part.add
    if len({_language_of(one) for one in texts}) < len(texts):
        raise NotSendable("it has two texts for one language", "Write one text for each language.")
    asked = wanted if part is None else (*part.add, *part.remove)
    if any(_is_default(one) for one in asked):
        return Sides(name, "translations", value, wanted, present, part)
    ours = tuple(one for one in present if not _is_default(one))
    alone = tuple(one for one in present if _is_default(one))
    return Sides(name, "translations", value, wanted, ours, part, alone)


def _is_default(entry: Entry) -> bool:
    return _language_of(entry) == "default"


def _language_of(entry: Entry) -> str:
    return str(entry.shown).partition(":")[0].casefold()


def _shown_objects(shown: Json, asked: Sequence[Entry]) -> tuple[Entry, ...]:
    """The maps of a list, of each what is asked for; one that is shown as a text of JSON is written as one, too."""
    maps, texts = _as_list(map_in(shown)), _as_list(shown)
    there = entries_shown("objects", wanted_part(maps, [map_in(one.raw) for one in asked]))
    if len(there) != len(texts) or not all(isinstance(one, str) for one in texts):
        return there
    return tuple(one._replace(raw=text) for one, text in zip(there, texts, strict=True))


def _is_of_entries(value: object, shown: Json) -> bool:
    """Whether a property whose type nobody has told is a list all the same: a read shows one of texts, and what is
    wanted is a part of one, or none of it."""
    if not isinstance(shown, (list, tuple)) or not all(isinstance(one, str) for one in shown):
        return False
    if isinstance(value, Mapping):
        return bool(value) and {str(key).lower() for key in value} <= {"add", "remove"}
    return value in (None, [], ())


def _single_map(value: object) -> object:
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
    family: Family, sides: Sequence[Sides], resolve: ResolveNames, *, remove_orphans: bool
) -> list[UnresolvedReference]:
    """Give entries that name the same object the same key, where their names alone do not say so, and put entries of
    recipients that are no more out of a whole list. What is wanted and names nothing comes back."""
    differing: dict[str, list[Sides]] = {}
    for side in sides:
        kind = _kind_named(family, side)
        if kind is not None and _sides_differ(side):
            differing.setdefault(kind, []).append(side)
    missing: list[UnresolvedReference] = []
    for kind, several in differing.items():
        values = dict.fromkeys(str(entry.shown) for side in several for entry in _entries_of_side(side))
        found = resolve(kind, list(values))
        for side in several:
            names = _resolve_side(family, side, kind, found, remove_orphans=remove_orphans)
            missing += [UnresolvedReference(side.name, one, kind) for one in names]
    return missing


def _kind_named(family: Family, side: Sides) -> str | None:
    """The kind of object that the values of a property name, if they name any."""
    if side.rule in ("recipient", "recipients"):
        return RECIPIENT
    kind = told_of(family.refers_to, side.name)
    return None if kind is None or kind.lower() in RECIPIENTS else kind


def _entries_of_side(side: Sides) -> Iterable[Entry]:
    part = side.part or Part((), ())
    return (*side.wanted, *part.add, *part.remove, *side.there)


def _sides_differ(side: Sides) -> bool:
    there = {one.key for one in side.there}
    if side.part is None:
        # Nothing is looked up of what is to be nothing.
        return bool(side.wanted or side.rule == "recipients") and there != {one.key for one in side.wanted}
    # One may be added and removed under two of its names.
    both = bool(side.part.add and side.part.remove)
    return both or any(one.key not in there for one in (*side.part.add, *side.part.remove))


def _resolve_side(
    family: Family, side: Sides, kind: str, found: Mapping[str, ResolvedObject | None], *, remove_orphans: bool
) -> list[str]:
    names = _names_of_one({one.key: one for one in found.values() if one is not None}.values())

    def look_up(entry: Entry) -> ResolvedObject | None:
        return found.get(str(entry.shown))

    def key_of(entry: Entry) -> Entry:
        one = look_up(entry)
        key = one.key if one is not None else names.get(name_of(str(entry.shown)))
        return entry if key is None else entry._replace(key=(kind, key))

    literal = {one.key for one in side.there}
    asked = side.wanted if side.part is None else side.part.add
    elsewhere = (told_of(family.refers_to, side.name) or "").lower() == "address"
    unlisted = is_named(side.name, family.may_be_unlisted)
    missing = [
        one for one in asked
        if key_of(one) == one and one.key not in literal and not (elsewhere and "@" in str(one.shown)) and not unlisted
    ]  # fmt: skip
    wanted = {one.key for one in side.wanted}
    orphans = [one for one in side.there if key_of(one) == one and one.key not in wanted]
    leaves_orphans = kind == RECIPIENT and not remove_orphans and not elsewhere
    if side.is_list and side.part is None and leaves_orphans:
        side.orphans = (*side.orphans, *orphans)
        side.there = tuple(one for one in side.there if one not in orphans)
    side.wanted = _each_reference_once(map(key_of, side.wanted))
    side.there = _each_reference_once(_named_for_removal(key_of(one), look_up(one)) for one in side.there)
    if side.part is not None:
        side.part = Part(
            _each_reference_once(map(key_of, side.part.add)), _each_reference_once(map(key_of, side.part.remove))
        )
    return [str(one.shown) for one in missing]


def _names_of_one(found: Iterable[ResolvedObject]) -> Mapping[str, str]:
    """The names that just one of the objects has, each with its key: several may share a display name."""
    keys: dict[str, list[str]] = {}
    for one in found:
        for name in one.names:
            keys.setdefault(name, []).append(one.key)
    return {name: several[0] for name, several in keys.items() if len(several) == 1}


def _named_for_removal(entry: Entry, resolved: ResolvedObject | None) -> Entry:
    """What is there, to be removed by a name that is nobody else's."""
    return entry if resolved is None else entry._replace(raw=resolved.written_as)


def _each_reference_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({one.key: one for one in reversed(tuple(entries))}.values())[::-1]
