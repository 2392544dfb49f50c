# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Lists entry by entry: a whole list, and the part of one that a person adds or removes."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from .._json_types import Json
from .._values.secret_and_unsendable_values import NotSendable, kind_of
from .._values.value_settings import ValueSettings
from .facts import Rule
from .maps_of_read import map_in
from .normal_forms import form_of_read, normal_form

LISTS: frozenset[Rule] = frozenset(
    {
        "names", "set", "ordered", "words", "addresses", "recipients", "items", "objects", "actions", "people",
        "domains", "translations",
    }
)  # fmt: skip
_ENTRY_RULE: Mapping[Rule, Rule] = {"set": "text", "words": "text", "addresses": "text"}


class Entry(NamedTuple):
    """An entry as it is written or shown (``raw``), as a diff shows it, and what is equal where two entries are."""

    raw: object
    shown: Json
    key: Hashable


class Part(NamedTuple):
    """What is added to a list, and what is removed from it."""

    add: tuple[Entry, ...]
    remove: tuple[Entry, ...]


def entries_wanted(rule: Rule, value: object, settings: ValueSettings) -> tuple[Entry, ...]:
    """The entries that a person wrote, each once; a bare value is one.

    :raises NotSendable: an entry is of another kind than the rule takes.
    """
    if isinstance(value, Mapping) and rule not in ("objects", "items"):
        raise NotSendable(f"it takes a list, and the value is {kind_of(value)}", "Write a list.")
    found = []
    for raw in _split_entries(rule, value):
        form = normal_form(_ENTRY_RULE.get(rule, rule), map_in(raw) if rule == "objects" else raw, settings)
        found.append(Entry(raw, form.shown, form.key))
    return _each_entry_once(rule, found)


def entries_shown(rule: Rule, value: object) -> tuple[Entry, ...]:
    """The entries that a read shows."""
    found = []
    for raw in _split_entries(rule, value):
        form = form_of_read(_ENTRY_RULE.get(rule, rule), raw)
        written = form.shown if rule in ("items", "words") else raw
        found.append(Entry(written, form.shown, form.key))
    return _each_entry_once(rule, found)


def _each_entry_once(rule: Rule, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    there = [one for one in entries if one.key is not None]
    return tuple(there) if rule == "ordered" else tuple({one.key: one for one in reversed(there)}.values())[::-1]


def _split_entries(rule: Rule, value: object) -> list[object]:
    several = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [] if value is None else [value]
    if rule != "words":
        return several
    return [word for one in several for word in (re.split(r"\s*,\s*", one) if isinstance(one, str) else [one])]


def part_in(rule: Rule, value: object, settings: ValueSettings) -> Part | None:
    """What a map with Add and Remove (in any case) says; None where the value is no such map.

    :raises NotSendable: it has other keys besides, or an entry of another kind than the rule takes.
    """
    if rule not in LISTS or not isinstance(value, Mapping):
        return None
    folded = {str(key).lower(): one for key, one in value.items() if "@" not in str(key)}
    if not folded.keys() & {"add", "remove"}:
        return None
    other = next((str(key) for key in value if str(key).lower() not in ("add", "remove") and "@" not in str(key)), None)
    if other is not None:
        raise NotSendable(f"besides Add and Remove it has the key {other}", "Write Add and Remove, each with a list.")
    return Part(entries_wanted(rule, folded.get("add"), settings), entries_wanted(rule, folded.get("remove"), settings))
