# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object as a read shows it, in the form in which a task would write it: identity and properties in normal form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .._catalogue.cmdlets import find
from .._json_types import Json, JsonMap
from .facts import Family, Rule
from .family_by_rule import NAMES_OF_OBJECTS, NOT_OF_THE_OBJECT
from .list_entries import LISTS, entries_shown
from .maps_of_read import map_in
from .normal_forms import form_of_read
from .property_of_row import fold_row, is_named, never_shown, shown_value
from .rules_of_parameters import list_changed_by, rule_for, told_of

# A name that people read, and that tells one object from all others, the best first.
_BEST_NAMES = ("PrimarySmtpAddress", "Name", "DomainName", "Identity")


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
        known = find(name or "")
        for parameter in known.parameters.values() if known else ():
            plain = parameter.name.lower() not in NOT_OF_THE_OBJECT and not _is_of_another(family, parameter.name)
            if plain and parameter.name not in naming and not is_named(parameter.name, family.write_only):
                yield parameter.name
    if family.toggle:
        yield family.toggle
    yield from family.switches
    yield from family.deltas


def _is_of_another(family: Family, name: str) -> bool:
    """Whether the parameter does nothing but to write another property, in part or whole."""
    replacing = any(name == one.get("replace") for one in family.deltas.values())
    return replacing or list_changed_by(family, name) is not None


def describe_properties(family: Family, row: JsonMap, names: Sequence[str]) -> dict[str, Json]:
    """Those of the properties ``names`` that a row shows, in normal form; what is not set is left out."""
    here = fold_row(row)
    found: dict[str, Json] = {}
    for name in names:
        shown = None if never_shown(family, name, here) else shown_value(family, name, here)
        if shown is None:
            continue
        rule = rule_for(family, name)
        value = _entries_to_describe(rule, shown.value) if rule in LISTS else form_of_read(rule, shown.value).shown
        if value not in (None, []):
            found[name] = value
    return found


def _entries_to_describe(rule: Rule, value: Json) -> list[Json]:
    return [one.shown for one in entries_shown(rule, map_in(value) if rule == "objects" else value)]


def identity_of(family: Family, row: JsonMap, places: Mapping[str, str]) -> dict[str, str]:
    """The identity of a row: its parts by their parameters; ``places`` are those that the read was asked with."""
    here = fold_row(row)
    parts: dict[str, str] = {}
    for name in family.identity:
        # A part that no row is told to show may well be among the names that all kinds have.
        shown_in = told_of(family.matched_by, name) or (name, *_BEST_NAMES, *NAMES_OF_OBJECTS)
        # What lies on another object has names of its own: PrimarySmtpAddress of a right to send is the trustee's.
        best = [one for one in _BEST_NAMES if one in shown_in] if family.identity == ("Identity",) else []
        values = (here.get(one.lower()) for one in (*best, *shown_in))
        # A list of one is as good: an application's policy is for several at New-, and for each apart afterwards.
        texts = (value[0] if isinstance(value, list) and len(value) == 1 else value for value in values)
        parts[name] = places.get(name) or next((text for text in texts if isinstance(text, str) and text), "")
    return parts


def describe_as_task(family: Family, row: JsonMap, names: Sequence[str], places: Mapping[str, str]) -> dict[str, Json]:
    """A row as a task describes the object: its kind, its identity, and those of the properties ``names`` that are
    set."""
    parts = identity_of(family, row, places)
    identity: Json = parts[family.identity[0]] if len(parts) == 1 else dict(parts) if parts else None
    return {"kind": family.kind, "identity": identity, "properties": describe_properties(family, row, names)}
