# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Objects as a file keeps them: what lasts of each, always in the same order.

Left out is what is another one in each tenant or after each write (ids; live rows have dates and servers as well, which
no cmdlet takes), and what is secret: a file of a tenant is read by many, and put into git.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from .._json_types import Json, JsonMap
from .facts import Family
from .list_entries import LISTS
from .property_of_row import is_named
from .rules_of_parameters import rule_for
from .secret_properties import is_secret

_VOLATILE_PROPERTIES = re.compile(
    r"When(?:Created|Changed|SoftDeleted)\w*|\w*Guid|ImmutableId|DirectoryObjectVersion|ExchangeVersion"
    r"|OriginatingServer|(?:Database|Server)Name",
    re.IGNORECASE,
)


def lasting_objects(family: Family, objects: Iterable[JsonMap]) -> list[dict[str, Json]]:
    """The objects of a kind by their identity, each with that and its properties."""
    lasts = cache(partial(_is_lasting, family))
    kept = [_lasting_object(family, one, lasts) for one in objects]
    return sorted(kept, key=lambda row: (_sorting_text(row["identity"]).casefold(), _sorting_text(row["identity"])))


def _lasting_object(family: Family, told: JsonMap, lasts: Callable[[str], bool]) -> dict[str, Json]:
    properties = told.get("properties")
    given = properties if isinstance(properties, Mapping) else {}
    names = sorted((name for name in given if lasts(name)), key=lambda name: (name.casefold(), name))
    identity = told.get("identity")
    return {"identity": identity, "properties": {name: _in_order(family, name, given[name]) for name in names}}


def _is_lasting(family: Family, name: str) -> bool:
    if _VOLATILE_PROPERTIES.fullmatch(name) or rule_for(family, name) == "guid" or is_named(name, family.write_only):
        return False
    return not is_secret(family, name)


def _in_order(family: Family, name: str, value: Json) -> Json:
    """A list whose order does not count in the one order that it has in each file."""
    if isinstance(value, list) and (rule := rule_for(family, name)) in LISTS and rule != "ordered":
        return sorted(value, key=lambda one: (_sorting_text(one).casefold(), _sorting_text(one)))
    return value


def _sorting_text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
