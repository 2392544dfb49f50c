# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object as a read shows it, in the form in which a task would write it: identity and properties in normal form; and
as a file keeps it: what lasts of it, always in the same order.

A file leaves out what is another one in each tenant or after each write (ids; live rows have dates and servers as well,
which no cmdlet takes), and what is secret: a file of a tenant is read by many, and put into git.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from .._catalogue.cmdlets import find
from .._json_types import Json, JsonMap
from .._object_families.facts_of_family import Family, Rule
from .._object_families.family_by_rule import NAMES_OF_OBJECTS, NOT_OF_THE_OBJECT
from .._object_families.property_rules import (
    fold_row,
    is_named,
    is_secret,
    list_changed_by,
    never_shown,
    rule_for,
    shown_value,
    value_for_name,
)
from .lists_and_maps import LISTS, entries_of_read, map_in_value
from .normal_forms import form_of_read

# A name that people read, and that tells one object from all others, the best first.
_BEST_NAMES = ("PrimarySmtpAddress", "Name", "DomainName", "Identity")
_VOLATILE_PROPERTIES = re.compile(
    r"When(?:Created|Changed|SoftDeleted)\w*|\w*Guid|ImmutableId|DirectoryObjectVersion|ExchangeVersion"
    r"|OriginatingServer|(?:Database|Server)Name",
    re.IGNORECASE,
)


def settable_properties(family: Family) -> tuple[str, ...]:
    """The properties that a task can give to an object of the kind: what Set- takes, what only New- takes, and what is
    switched, granted or kept otherwise; without what names the object or no read shows."""
    return tuple(dict.fromkeys(_settable_parameters(family)))


def _settable_parameters(family: Family) -> Iterator[str]:
    naming = {"Identity", *family.identity, *family.create_as.values(), family.path_as}
    if family.address_as and family.rename:
        # Its identity is an address, from which a new one would get a name of its own.
        naming.discard(family.rename)
    for name in (family.cmdlets.get("change"), family.cmdlets.get("create")):
        cmdlet = find(name or "")
        for parameter in cmdlet.parameters.values() if cmdlet else ():
            plain = parameter.name.lower() not in NOT_OF_THE_OBJECT and not _is_of_another(family, parameter.name)
            if plain and parameter.name not in naming and not is_named(parameter.name, family.write_only):
                yield parameter.name
    if family.toggle:
        yield family.toggle
    yield from family.switches
    yield from family.deltas


def _is_of_another(family: Family, name: str) -> bool:
    """Whether the parameter does nothing but to write another property, in part or whole."""
    replacing = any(name == delta.get("replace") for delta in family.deltas.values())
    return replacing or list_changed_by(family, name) is not None


def describe_properties(family: Family, row: JsonMap, names: Sequence[str]) -> dict[str, Json]:
    """Those of the properties ``names`` that a row shows, in normal form; what is not set is left out."""
    folded_row = fold_row(row)
    described: dict[str, Json] = {}
    for name in names:
        row_value = None if never_shown(family, name, folded_row) else shown_value(family, name, folded_row)
        if row_value is None:
            continue
        rule = rule_for(family, name)
        value = (
            _entries_to_describe(rule, row_value.value)
            if rule in LISTS
            else form_of_read(rule, row_value.value).in_diff
        )
        if value not in (None, []):
            described[name] = value
    return described


def _entries_to_describe(rule: Rule, value: Json) -> list[Json]:
    return [entry.in_diff for entry in entries_of_read(rule, map_in_value(value) if rule == "objects" else value)]


def identity_in_row(family: Family, row: JsonMap, places: Mapping[str, str]) -> dict[str, str]:
    """The identity of a row: its parts by their parameters; ``places`` are those that the read was asked with."""
    folded_row = fold_row(row)
    parts: dict[str, str] = {}
    for name in family.identity:
        # A part that no row is told to show may well be among the names that all kinds have.
        shown_in = value_for_name(family.matched_by, name) or (name, *_BEST_NAMES, *NAMES_OF_OBJECTS)
        # What lies on another object has names of its own: PrimarySmtpAddress of a right to send is the trustee's.
        best = (
            [property_name for property_name in _BEST_NAMES if property_name in shown_in]
            if family.identity == ("Identity",)
            else []
        )
        values = (folded_row.get(property_name.lower()) for property_name in (*best, *shown_in))
        # A list of one is as good: an application's policy is for several at New-, and for each apart afterwards.
        texts = (value[0] if isinstance(value, list) and len(value) == 1 else value for value in values)
        parts[name] = places.get(name) or next((text for text in texts if isinstance(text, str) and text), "")
    return parts


def describe_as_task(family: Family, row: JsonMap, names: Sequence[str], places: Mapping[str, str]) -> dict[str, Json]:
    """A row as a task describes the object: its kind, its identity, and those of the properties ``names`` that are
    set."""
    parts = identity_in_row(family, row, places)
    identity: Json = parts[family.identity[0]] if len(parts) == 1 else dict(parts) if parts else None
    return {"kind": family.kind, "identity": identity, "properties": describe_properties(family, row, names)}


def lasting_objects(family: Family, objects: Iterable[JsonMap]) -> list[dict[str, Json]]:
    """The objects of a kind by their identity, each with that and its properties."""
    lasts = cache(partial(_is_lasting, family))
    kept_objects = [_lasting_object(family, described_object, lasts) for described_object in objects]
    return sorted(
        kept_objects, key=lambda row: (_sorting_text(row["identity"]).casefold(), _sorting_text(row["identity"]))
    )


def _lasting_object(family: Family, described_object: JsonMap, lasts: Callable[[str], bool]) -> dict[str, Json]:
    properties = described_object.get("properties")
    described_properties = properties if isinstance(properties, Mapping) else {}
    names = sorted((name for name in described_properties if lasts(name)), key=lambda name: (name.casefold(), name))
    identity = described_object.get("identity")
    return {
        "identity": identity,
        "properties": {name: _in_order(family, name, described_properties[name]) for name in names},
    }


def _is_lasting(family: Family, name: str) -> bool:
    if _VOLATILE_PROPERTIES.fullmatch(name) or rule_for(family, name) == "guid" or is_named(name, family.write_only):
        return False
    return not is_secret(family, name)


def _in_order(family: Family, name: str, value: Json) -> Json:
    """A list whose order does not count in the one order that it has in each file."""
    if isinstance(value, list) and (rule := rule_for(family, name)) in LISTS and rule != "ordered":
        return sorted(value, key=lambda entry: (_sorting_text(entry).casefold(), _sorting_text(entry)))
    return value


def _sorting_text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
