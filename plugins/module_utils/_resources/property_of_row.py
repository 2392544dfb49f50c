# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a row shows of a parameter: under which name, in which words, and whether at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from .._catalogue.cmdlets import SECRET_TYPES
from .._json_types import Json, JsonMap
from .facts import Family
from .rules_of_parameters import parameter_of, told_of


class ShownValue(NamedTuple):
    """What a row shows of a parameter, which may well be null."""

    value: Json


def fold_row(row: JsonMap) -> JsonMap:
    """The row by its keys in lower case, without the service's annotations."""
    return {key.lower(): value for key, value in row.items() if "@" not in key}


def is_named(name: str, names: object) -> bool:
    """Whether a list of a family has the name in any case."""
    return isinstance(names, (list, tuple)) and (name in names or name.lower() in {str(one).lower() for one in names})


def never_shown(family: Family, name: str, row: JsonMap) -> bool:
    """Whether no read shows the parameter: the family says so, it is a secret, or a switch that the row lacks."""
    if is_named(name, family.write_only):
        return True
    known = parameter_of(family, name)
    if known is None:
        return False
    return known.type in SECRET_TYPES or (known.type == "Switch" and shown_value(family, name, row) is None)


def shown_value(family: Family, name: str, row: JsonMap) -> ShownValue | None:
    """What a folded row shows of the parameter, in the words in which it is written; None where it does not show it."""
    first, *path = (told_of(family.shown_as, name) or name).lower().split(".")
    shown = _value_at_path(row[first], path) if first in row else None
    if shown is None:
        return None
    null = False if is_named(name, family.one_way) else told_of(family.null_is, name)
    if null is not None and shown.value in (None, ""):
        return ShownValue(null)
    words = told_of(family.shown_values, name)
    return ShownValue(_value_in_words(words, shown.value)) if words else shown


def _value_at_path(value: Json, path: list[str]) -> ShownValue | None:
    """What stands at the path: of a list of maps, what stands there in each; a text may be the JSON of a map."""
    if not path:
        return ShownValue(value)
    if isinstance(value, str):
        value = _map_of_json(value)
    if isinstance(value, list):
        found = [_value_at_path(one, path) for one in value]
        return ShownValue([one.value for one in found if one is not None])
    if value is None:
        return ShownValue(None)
    if not isinstance(value, Mapping):
        return None
    here = fold_row(value)
    return _value_at_path(here[path[0]], path[1:]) if path[0] in here else None


def _map_of_json(text: str) -> Json:
    try:
        value: Json = json.loads(text) if text.strip() else None
    except ValueError:
        return text
    return value


def _value_in_words(words: Mapping[str, Json], value: Json) -> Json:
    """A shown value as it is written; what the family does not tell stays."""
    if isinstance(value, list):
        return [_value_in_words(words, one) for one in value]
    if isinstance(value, Mapping):
        return value
    word = "null" if value is None else str(value).lower()
    return next((written for shown, written in words.items() if shown.lower() == word), value)
