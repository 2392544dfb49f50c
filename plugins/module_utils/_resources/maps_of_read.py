# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Maps in the forms in which the service shows them, and the part of one that is wanted.

The service adds keys of its own (a condition's rulepackid), so only the keys that a person wrote are compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from .normal_forms import object_form

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
