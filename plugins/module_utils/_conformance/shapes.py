# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The shape of a value of the service, in words and without the value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .._json_types import Json, JsonMap

# The first form that fits a whole text. Forms are those that the admin API is known to use (a capture of 2024-05-22),
# and those of ISO 8601, which Microsoft's module shows for some spans.
_FORMS: tuple[tuple[str, str], ...] = (
    (r"", "an empty text"),
    (r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a GUID"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", "a date with seven digits and Z"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}[+-]\d\d:\d\d", "a date with seven digits and an offset"),
    (r"\d{4}-\d\d-\d\dT.*", "a date of another form"),
    (r"-?(?:\d+\.)?\d\d:\d\d:\d\d(?:\.\d+)?", "a time span as .NET writes it"),
    (r"-?P(?:\d+[DW])?(?:T[\dHMS.]+)?", "a time span of ISO 8601"),
    (r"[\d.,]+ [KMGT]?B \([\d,]+ bytes\)", "a size with its bytes"),
    (r"[{\[].*[}\]]", "a JSON text"),
    (r"CN=.*", "a distinguished name"),
    (r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", "an address"),
    (r"[\w-]+(?:\.[\w-]+)+/.+", "a canonical name"),
    (r"(?:System|Microsoft)\.[\w.]+", "the name of a .NET type"),
)
_NAME = re.compile(r"[A-Za-z_]\w{0,60}")


def shape_of(value: Json) -> str:
    """What kind of value it is: "a GUID", "a list of objects with Name, DisplayName"."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return next((words for form, words in _FORMS if re.fullmatch(form, value, re.DOTALL)), "a text")
    if isinstance(value, Mapping):
        return f"an object with {_keys(value)}"
    return _of_list(value)


def _of_list(values: Sequence[Json]) -> str:
    if not values:
        return "an empty list"
    if all(isinstance(one, str) for one in values):
        return "a list of texts"
    maps = [one for one in values if isinstance(one, Mapping)]
    if len(maps) == len(values):
        return "a list of objects with " + _keys({name: None for one in maps for name in one})
    return "a list of " + " and ".join(sorted({shape_of(one) for one in values}))


def names_of(row: JsonMap) -> list[str]:
    """The names in an object, without annotations. What is no name may be somebody's value, and is left out."""
    return sorted(name for name in row if _NAME.fullmatch(name))


def _keys(value: JsonMap) -> str:
    return ", ".join(names_of(value)) or "no names"
