# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Lists and maps as they are compared: a list entry by entry, whole or the part that a person adds or removes; of a
map, in any of the forms in which the service shows it, the part that is wanted.

The service adds keys of its own (a condition's rulepackid), so only the keys that a person wrote are compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from .._json_types import Json
from .._values.secret_and_unsendable_values import NotSendable, kind_of
from .._values.value_settings import ValueSettings
from .facts import Rule
from .normal_forms import form_of_read, normal_form, object_form

LISTS: frozenset[Rule] = frozenset(
    {
        "names", "set", "ordered", "words", "addresses", "recipients", "items", "objects", "actions", "people",
        "domains", "translations",
    }
)  # fmt: skip
_ENTRY_RULE: Mapping[Rule, Rule] = {"set": "text", "words": "text", "addresses": "text"}
_PAIR_TEXT = re.compile(r"\[(?P<key>[^,\]]+),\s?(?P<value>.*)\]", re.DOTALL)
_KEYS_OF_PAIR = (("_key", "_value"), ("key", "value"))


def map_in(value: object) -> object:
    """The map that stands in ``value``: as one, as a text of JSON, as a list of "[key, value]" texts (settings of a
    label, CIPP), or as a list of maps with _key and _value (conditions of a DLP rule, a tenant's capture). Anything
    else is given back."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        value = _map_of_text(value.strip())
    if isinstance(value, Mapping):
        pair = _pair_in(value)
        return dict([pair]) if pair else {str(key): map_in(one) for key, one in value.items() if "@" not in str(key)}
    if not isinstance(value, (list, tuple)):
        return value
    pairs = [_pair_in(one) for one in value]
    found = [one for one in pairs if one is not None]
    return dict(found) if found and len(found) == len(pairs) else [map_in(one) for one in value]


def _map_of_text(text: str) -> object:
    pair = _PAIR_TEXT.fullmatch(text)
    try:
        read: object = json.loads(text)
    except ValueError:
        return {pair["key"].strip(): pair["value"].strip()} if pair else text
    return read


def _pair_in(one: object) -> tuple[str, object] | None:
    """Key and value, where an entry of a list is such a pair."""
    if isinstance(one, str):
        found = _PAIR_TEXT.fullmatch(one.strip())
        return (found["key"].strip(), found["value"].strip()) if found else None
    if not isinstance(one, Mapping):
        return None
    folded = {str(key).lower(): value for key, value in one.items() if "@" not in str(key)}
    for key, value in _KEYS_OF_PAIR:
        if set(folded) == {key, value}:
            return str(folded[key]), map_in(folded[value])
    return None


def wanted_part(shown: object, wanted: object) -> object:
    """Of what is shown only the keys that are wanted, at every depth."""
    if isinstance(shown, Mapping) and isinstance(wanted, Mapping):
        folded = {str(key).lower(): one for key, one in shown.items()}
        return {
            key: wanted_part(folded[str(key).lower()], one) for key, one in wanted.items() if str(key).lower() in folded
        }
    if isinstance(shown, (list, tuple)) and isinstance(wanted, (list, tuple)):
        return [_entry_part(one, wanted) for one in shown]
    return shown


def _entry_part(shown: object, wanted: Sequence[object]) -> object:
    """An entry of a list, as the wanted entry that it has all of; else whole."""
    maps = [one for one in wanted if isinstance(one, Mapping)]
    if not isinstance(shown, Mapping) or not maps:
        return shown
    parts = ((wanted_part(shown, one), one) for one in maps)
    return next((part for part, one in parts if object_form(part).key == object_form(one).key), shown)


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
