# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Lists and maps as they are compared: a list entry by entry, whole or the part that a person adds or removes; of a
map, in any of the forms in which the service shows it, the part that is desired.

The service adds keys of its own (a condition's rulepackid), so only the keys that a person wrote are compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .._json_types import Json
from .._object_families.facts_of_family import Rule
from .._values.secret_and_unsendable_values import NotSendable, kind_of
from .._values.value_settings import ValueSettings
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


def map_in_value(value: object) -> object:
    """The map that stands in ``value``: as one, as a text of JSON, as a list of "[key, value]" texts (settings of a
    label, CIPP), or as a list of maps with _key and _value (conditions of a DLP rule, a tenant's capture). Anything
    else is given back."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        value = _map_of_text(value.strip())
    if isinstance(value, Mapping):
        pair = _pair_in(value)
        return (
            dict([pair])
            if pair
            else {str(key): map_in_value(entry) for key, entry in value.items() if "@" not in str(key)}
        )
    if not isinstance(value, (list, tuple)):
        return value
    pairs = [_pair_in(entry) for entry in value]
    whole_pairs = [key_and_value for key_and_value in pairs if key_and_value is not None]
    return (
        dict(whole_pairs)
        if whole_pairs and len(whole_pairs) == len(pairs)
        else [map_in_value(entry) for entry in value]
    )


def _map_of_text(text: str) -> object:
    pair = _PAIR_TEXT.fullmatch(text)
    try:
        read: object = json.loads(text)
    except ValueError:
        return {pair["key"].strip(): pair["value"].strip()} if pair else text
    return read


def _pair_in(entry: object) -> tuple[str, object] | None:
    """Key and value, where an entry of a list is such a pair."""
    if isinstance(entry, str):
        pair_match = _PAIR_TEXT.fullmatch(entry.strip())
        return (pair_match["key"].strip(), pair_match["value"].strip()) if pair_match else None
    if not isinstance(entry, Mapping):
        return None
    folded = {str(key).lower(): value for key, value in entry.items() if "@" not in str(key)}
    for key, value in _KEYS_OF_PAIR:
        if set(folded) == {key, value}:
            return str(folded[key]), map_in_value(folded[value])
    return None


def only_desired_keys(row_value: object, desired: object) -> object:
    """Of what is shown only the keys that are desired, at every depth."""
    if isinstance(row_value, Mapping) and isinstance(desired, Mapping):
        folded = {str(key).lower(): value for key, value in row_value.items()}
        return {
            key: only_desired_keys(folded[str(key).lower()], value)
            for key, value in desired.items()
            if str(key).lower() in folded
        }
    if isinstance(row_value, (list, tuple)) and isinstance(desired, (list, tuple)):
        return [_entry_part(entry, desired) for entry in row_value]
    return row_value


def _entry_part(entry: object, desired_list: Sequence[object]) -> object:
    """An entry of a list, as the desired entry that it has all of; else whole."""
    maps = [desired_map for desired_map in desired_list if isinstance(desired_map, Mapping)]
    if not isinstance(entry, Mapping) or not maps:
        return entry
    parts = ((only_desired_keys(entry, desired_map), desired_map) for desired_map in maps)
    return next((part for part, desired_map in parts if object_form(part).key == object_form(desired_map).key), entry)


class ListEntry(NamedTuple):
    """An entry as it is written or shown (``raw``), as a diff shows it, and what is equal where two entries are."""

    raw: object
    in_diff: Json
    key: Hashable


class ListPart(NamedTuple):
    """What is added to a list, and what is removed from it."""

    add: tuple[ListEntry, ...]
    remove: tuple[ListEntry, ...]


def desired_entries(rule: Rule, value: object, settings: ValueSettings) -> tuple[ListEntry, ...]:
    """The entries that a person wrote, each once; a bare value is one.

    :raises NotSendable: an entry is of another kind than the rule takes.
    """
    if isinstance(value, Mapping) and rule not in ("objects", "items"):
        raise NotSendable(f"it takes a list, and the value is {kind_of(value)}", "Write a list.")
    entries = []
    for raw in _split_entries(rule, value):
        form = normal_form(_ENTRY_RULE.get(rule, rule), map_in_value(raw) if rule == "objects" else raw, settings)
        entries.append(ListEntry(raw, form.in_diff, form.key))
    return _each_entry_once(rule, entries)


def entries_of_read(rule: Rule, value: object) -> tuple[ListEntry, ...]:
    """The entries that a read shows."""
    entries = []
    for raw in _split_entries(rule, value):
        form = form_of_read(_ENTRY_RULE.get(rule, rule), raw)
        written = form.in_diff if rule in ("items", "words") else raw
        entries.append(ListEntry(written, form.in_diff, form.key))
    return _each_entry_once(rule, entries)


def _each_entry_once(rule: Rule, entries: Sequence[ListEntry]) -> tuple[ListEntry, ...]:
    keyed_entries = tuple(entry for entry in entries if entry.key is not None)
    return keyed_entries if rule == "ordered" else first_of_each_key(keyed_entries)


def first_of_each_key(entries: Iterable[ListEntry]) -> tuple[ListEntry, ...]:
    """The entries, of those with the same key the first."""
    return tuple({entry.key: entry for entry in reversed(tuple(entries))}.values())[::-1]


def _split_entries(rule: Rule, value: object) -> list[object]:
    several = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [] if value is None else [value]
    if rule != "words":
        return several
    return [word for entry in several for word in (re.split(r"\s*,\s*", entry) if isinstance(entry, str) else [entry])]


def part_of_list(rule: Rule, value: object, settings: ValueSettings) -> ListPart | None:
    """What a map with Add and Remove (in any case) says; None where the value is no such map.

    :raises NotSendable: it has other keys besides, or an entry of another kind than the rule takes.
    """
    if rule not in LISTS or not isinstance(value, Mapping):
        return None
    folded = {str(key).lower(): entries for key, entries in value.items() if "@" not in str(key)}
    if not folded.keys() & {"add", "remove"}:
        return None
    other_key = next(
        (str(key) for key in value if str(key).lower() not in ("add", "remove") and "@" not in str(key)), None
    )
    if other_key is not None:
        raise NotSendable(
            f"besides Add and Remove it has the key {other_key}", "Write Add and Remove, each with a list."
        )
    return ListPart(
        desired_entries(rule, folded.get("add"), settings), desired_entries(rule, folded.get("remove"), settings)
    )
