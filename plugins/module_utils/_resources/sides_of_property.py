# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The two sides of a property, entry by entry, before it is said whether they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._dataclass import dataclass
from .._json_types import Json
from .._values.secret_and_unsendable_values import NotSendable
from .._values.value_settings import ValueSettings
from .facts import Family, Rule
from .list_entries import LISTS, Entry, Part, entries_shown, entries_wanted, part_in
from .maps_of_read import map_in, wanted_part
from .normal_forms import form_of_read, normal_form
from .property_of_row import ShownValue
from .rules_of_parameters import rule_for, told_of

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
