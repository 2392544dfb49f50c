# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which properties a Get shows, with their measured columns, their types and what they are when nobody set them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any
from uuid import UUID

from .catalogue import NULLABLE, of_noun
from .compliance import mode_of
from .families import Family, family, properties
from .kinds import Kind, TypeInfo
from .shapes import Column, shapes
from .tables import load
from .targets import targets
from .values import Ref, Size, Value, parse_instant, parse_size, parse_span

ZERO_GUID = UUID(int=0)
WITH_NAMES = ("WithDisplayName", "WithDisplayNames")  # of properties that are lists in live rows of mailboxes and users
LONG_AGO = datetime(2025, 1, 15, 9, 30, tzinfo=timezone.utc)
COMMON = [
    "Identity",
    "Id",
    "IsValid",
    "ExchangeVersion",
    "Name",
    "DistinguishedName",
    "ObjectCategory",
    "ObjectClass",
    "WhenChanged",
    "WhenCreated",
    "WhenChangedUTC",
    "WhenCreatedUTC",
    "ExchangeObjectId",
    "OrganizationalUnitRoot",
    "OrganizationId",
    "Guid",
    "OriginatingServer",
]
COMMON_RULE = [
    "State",
    "Priority",
    "Description",
    "Identity",
    "DistinguishedName",
    "Guid",
    "ImmutableId",
    "OrganizationId",
    "Name",
    "IsValid",
    "WhenChanged",
]


@cache
def defaults(noun: str) -> dict[str, Value]:
    """What properties of the noun have when nobody set them, from data, in stored form."""
    mode = mode_of(noun)
    raw = {**({"Mode": mode} if mode else {}), **load("defaults").get(noun, {})}
    return {name: seeded(noun, name, value) for name, value in raw.items()}


def seeded(noun: str, name: str, value: Value) -> Value:
    """A value of the box's own data in stored form: a name at a property that refers is what was seeded under it."""
    value = _stored(properties(noun).get(name), value)
    target = targets(noun).get(name)
    if target is None or target.keep or not value or isinstance(value, Ref):
        return value
    if isinstance(value, list):
        return [Ref(target.nouns[0], entry, target.form) for entry in value]
    return Ref(target.nouns[0], value, target.form)


def _stored(info: TypeInfo | None, value: Any) -> Value:
    if value == str(ZERO_GUID):
        return ZERO_GUID
    if not isinstance(value, str) or info is None or value == "Unlimited":
        return value
    if info.kind is Kind.SIZE:
        return parse_size(value)
    if info.kind is Kind.SPAN:
        return parse_span(value)
    return parse_instant(value) if info.kind is Kind.INSTANT else value


@dataclass(frozen=True)
class Field:
    """One property of an answer: its measured column if there is one, its type if the catalogue knows it.

    ``nullable`` says that null means "not configured", so that it is shown as null.
    """

    name: str
    column: Column | None
    info: TypeInfo | None
    default: Value
    nullable: bool = False


@cache
def fields_of(noun: str) -> tuple[Field, ...]:
    """The properties that Get-noun shows, in order: the measured ones, then what can be set, then the common part."""
    fam = family(noun)
    shape = shapes().get(f"Get-{noun}")
    types = properties(noun)
    columns = dict(shape.columns) if shape else {}
    names = list(columns)
    if not (shape and shape.complete):
        states = [name for name, _value in fam.states.values()]
        names += [*types, *extras(noun), *states, *(COMMON_RULE if fam.rule else COMMON)]
    names += observed(noun)
    empty = nullable(noun)
    observed_defaults = observed(noun)
    lists = load("observed").get(noun, {}).get("list", ()) if fam.rule else ()
    untold = {
        name: observed_defaults[name]
        for name in observed_defaults
        if name not in columns and (name not in types or name in lists)
    }
    known_defaults = {**untold, **defaults(noun)}
    return tuple(
        Field(
            name,
            columns.get(name),
            types.get(name),
            _default(fam, name, columns.get(name), types.get(name), known_defaults, empty),
            name in empty,
        )
        for name in dict.fromkeys(names)
    )


_EMPTY: Mapping[str, Value] = {"bool": False, "int": 0, "list": [], "text": "", "table": {}, "null": None}


@cache
def observed(noun: str) -> dict[str, Value]:
    """Properties that rows of live tenants had, with an empty value of their kind.

    Source: data/observed.json, kinds in rows of live tenants of 2026. A stamp is an id or a moment, as its name says.
    """
    return {
        name: _stamp(name) if kind == "stamp" else _EMPTY[kind]
        for kind, names in load("observed").get(noun, {}).items()
        for name in names
    }


def _stamp(name: str) -> Value:
    return ZERO_GUID if re.search(r"(Guid|Id|ID)$", name) else LONG_AGO


@cache
def nullable(noun: str) -> frozenset[str]:
    """Properties where null says "not configured": that is what they are until somebody sets them."""
    fam = family(noun)
    cmdlets = [of_noun(noun)[verb] for verb in ("Add", "New", "Set") if verb in of_noun(noun)]
    parameters = [
        parameter for cmdlet in cmdlets for parameter in cmdlet.parameters.values() if parameter.flags & NULLABLE
    ]
    return frozenset(fam.read_name(parameter.name) for parameter in parameters)


@cache
def field_defaults(noun: str) -> dict[str, Value]:
    """Property name to what Get-noun shows when it was never set."""
    return {field.name: field.default for field in fields_of(noun)}


def extras(noun: str) -> list[str]:
    """Properties that a Get shows although no cmdlet of the noun writes them."""
    return [*load("extra_properties").get(noun, []), *(["Mode"] if mode_of(noun) else [])]


def _default(
    fam: Family,
    name: str,
    column: Column | None,
    info: TypeInfo | None,
    known_defaults: Mapping[str, Value],
    empty: frozenset[str],
) -> Value:
    if name in known_defaults:
        return known_defaults[name]
    if name in empty:
        return None
    if name.endswith(WITH_NAMES):
        return []
    if column is not None and "null" not in column.json:
        return column_default(column)
    if column is not None or info is None or (fam.rule and info.kind is not Kind.BOOL):
        return None
    return _type_default(info)


def column_default(column: Column) -> Value:
    """What a measured property has when there is no value and null was never seen."""
    if "list" in column.json:
        return []
    if "bool" in column.json:
        return False
    if "int" in column.json:
        return 0
    if "guid" in column.formats and "string" not in column.formats:
        return ZERO_GUID
    if any(form.startswith("iso-") for form in column.formats):
        return LONG_AGO
    by_format: dict[str, Value] = {"d.hh:mm:ss": timedelta(0), "Unlimited": "Unlimited", "N unit (N bytes)": Size(0)}
    return by_format.get(column.formats[0], "") if column.formats else ""


def _type_default(info: TypeInfo) -> Value:
    if info.many:
        return []
    if info.unlimited:
        return "Unlimited"
    plain: dict[Kind, Value] = {Kind.BOOL: False, Kind.INT: 0, Kind.SIZE: Size(0), Kind.SPAN: timedelta(0)}
    if info.kind is Kind.STRING:
        return ""
    return plain.get(info.kind)
