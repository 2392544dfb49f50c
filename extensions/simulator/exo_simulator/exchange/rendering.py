# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects as the service shows them: one flat JSON object with `Prop@data.type` and `Prop@odata.type` beside.

Measured answers win (see shapes); everything else follows the same rules by type. Values that were never set show as
null, "" or [] as the measured families do: conditions of rules null, lists of policies empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, overload
from uuid import UUID

from .families import Family, family, properties
from .kinds import DATA, Kind, TypeInfo
from .naming import Names, words_of
from .shapes import Column, shapes
from .store import Item
from .values import Size, Value, instant_text, parse_instant, parse_size, parse_span, size_text, span_text

ZERO_GUID = UUID(int=0)
COMMON = ["Identity", "Id", "IsValid", "ExchangeVersion", "Name", "DistinguishedName", "ObjectCategory", "ObjectClass", "WhenChanged", "WhenCreated", "WhenChangedUTC", "WhenCreatedUTC", "ExchangeObjectId", "OrganizationalUnitRoot", "OrganizationId", "Guid", "OriginatingServer"]
COMMON_RULE = ["State", "Priority", "Description", "Identity", "DistinguishedName", "Guid", "ImmutableId", "OrganizationId", "Name", "IsValid", "WhenChanged"]
Computed = Callable[[Item, Names], Value]


def _category(item: Item, names: Names) -> str:
    return f"{names.root}/Configuration/Schema/ms-Exch-{words_of(item.noun).replace(' ', '-')}"


COMPUTED: dict[str, Computed] = {
    "Identity": lambda item, names: item.get("_identity") or item.name,
    "Id": lambda item, names: item.name,
    "IsValid": lambda item, names: True,
    "ExchangeVersion": lambda item, names: "0.20 (15.0.0.0)",
    "ObjectCategory": _category,
    "ObjectClass": lambda item, names: ["top", f"msExch{item.noun}"],
    "WhenChangedUTC": lambda item, names: item.get("WhenChanged"),
    "WhenCreatedUTC": lambda item, names: item.get("WhenCreated"),
    "ExchangeObjectId": lambda item, names: item.guid,
    "ImmutableId": lambda item, names: item.guid,
    "OrganizationalUnitRoot": lambda item, names: names.unit_root,
    "OrganizationalUnit": lambda item, names: names.unit_root,
    "OrganizationId": lambda item, names: names.organization_id,
    "OriginatingServer": lambda item, names: names.server.lower(),
    "ObjectState": lambda item, names: "Unchanged",
    "Organization": lambda item, names: str(names.tenant_id),
}


@cache
def defaults(noun: str) -> dict[str, Value]:
    """What properties of the noun have when nobody set them, from data, in stored form."""
    raw = json.loads((DATA / "defaults.json").read_text(encoding="utf-8")).get(noun, {})
    types = properties(noun)
    return {name: _stored(types.get(name), value) for name, value in raw.items()}


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
    """One property of an answer: its measured column if there is one, its type if the catalogue knows it."""

    name: str
    column: Column | None
    info: TypeInfo | None
    default: Value


class Renderer:
    """Renders the objects of one Get cmdlet."""

    def __init__(self, noun: str, names: Names) -> None:
        """Works out the properties once; ``noun`` is the noun of the cmdlet, not of the object."""
        self._names = names
        self._part = noun if family(noun).kind == "per" else None
        self._fields = fields_of(noun)

    def row(self, item: Item) -> dict[str, Any]:
        """The wire form of one object."""
        part = item.parts.get(self._part, {}) if self._part else {}
        row: dict[str, Any] = {}
        for field in self._fields:
            _emit(row, field, self._value(item, part, field))
        return row

    def _value(self, item: Item, part: Mapping[str, Value], field: Field) -> Value:
        name = field.name
        if name in part:
            return part[name]
        if self._part is None or name in SHARED:
            value = item.get(name, _MISSING)
            if value is not _MISSING:
                return value
            if name in COMPUTED:
                return COMPUTED[name](item, self._names)
        return field.default


_MISSING = object()
SHARED = frozenset(
    [
        *COMMON,
        "DisplayName",
        "PrimarySmtpAddress",
        "EmailAddresses",
        "ServerName",
        "ExternalDirectoryObjectId",
        "RecipientTypeDetails",
    ]
)


class RenderedRows(Sequence[Mapping[str, Any]]):
    """Rows that are rendered when they are read."""

    def __init__(self, items: Sequence[Item], renderer: Renderer) -> None:
        """``items`` may itself be lazy."""
        self._items = items
        self._renderer = renderer

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Mapping[str, Any]]: ...
    def __getitem__(self, place: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        if isinstance(place, slice):
            return RenderedRows(self._items[place], self._renderer)
        return self._renderer.row(self._items[place])


@cache
def fields_of(noun: str) -> tuple[Field, ...]:
    """The properties that Get-noun shows, in order: the measured ones, then what can be set, then the common part."""
    fam = family(noun)
    shape = shapes().get(f"Get-{noun}")
    types = properties(noun)
    columns = dict(shape.columns) if shape else {}
    names = list(columns)
    if not (shape and shape.complete):
        names += [*types, *extras(noun), *(COMMON_RULE if fam.rule else COMMON)]
    known = defaults(noun)
    return tuple(
        Field(name, columns.get(name), types.get(name), _default(fam, name, columns.get(name), types.get(name), known))
        for name in dict.fromkeys(names)
    )


@cache
def field_defaults(noun: str) -> dict[str, Value]:
    """Property name to what Get-noun shows when it was never set."""
    return {field.name: field.default for field in fields_of(noun)}


@cache
def _extras() -> dict[str, list[str]]:
    loaded = json.loads((DATA / "extra_properties.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def extras(noun: str) -> list[str]:
    """Properties that a Get shows although no cmdlet of the noun writes them."""
    return _extras().get(noun, [])


def _default(fam: Family, name: str, column: Column | None, info: TypeInfo | None, known: Mapping[str, Value]) -> Value:
    if name in known:
        return known[name]
    if column is not None and "null" not in column.json:
        return _column_default(column)
    if column is not None or info is None or (fam.rule and info.kind is not Kind.BOOL):
        return None
    return _type_default(info)


def _column_default(column: Column) -> Value:
    if "list" in column.json:
        return []
    if "bool" in column.json:
        return False
    if "int" in column.json:
        return 0
    if "guid" in column.formats and "string" not in column.formats:
        return ZERO_GUID
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


def _emit(row: dict[str, Any], field: Field, value: Value) -> None:
    """Put the property and its annotations into the row; null carries none."""
    if value is None and field.column is not None and "null" not in field.column.json:
        value = _column_default(field.column)
    if value is not None:
        data_type, odata_type = _annotations(field, value)
        if data_type:
            row[f"{field.name}@data.type"] = data_type
        if odata_type:
            row[f"{field.name}@odata.type"] = odata_type
    row[field.name] = _json(field, value)


def _annotations(field: Field, value: Value) -> tuple[str | None, str | None]:
    column = field.column
    if column is not None and column.json != ("null",):
        return column.data_type, column.odata_type
    if isinstance(value, UUID):
        return "System.Guid", "#Guid"
    if isinstance(value, datetime):
        return "System.DateTime", None
    if isinstance(value, list):
        return None, "#Collection(Exchange.GenericHashTable)" if value and isinstance(
            value[0], dict
        ) else "#Collection(String)"
    if isinstance(value, dict):
        return None, "#Exchange.GenericHashTable"
    if isinstance(value, int) and not isinstance(value, bool):
        return _number_type(field.info)
    return None, None


def _number_type(info: TypeInfo | None) -> tuple[str | None, str | None]:
    if info is None:
        return "System.Int32", None
    if info.unlimited:
        return None, None
    name = info.name if info.kind is Kind.INT else "System.Int32"
    odata = {"System.Int16": "#Int16", "System.Int64": "#Int64", "System.UInt16": "#Decimal"}.get(name)
    return name, odata or ("#Decimal" if info.bits < 0 else None)


def _json(field: Field, value: Value) -> Any:
    column = field.column
    zulu = "iso-utc-Z" in column.formats if column else field.name.endswith("UTC")
    plain = _plain(value, zulu=zulu)
    if isinstance(plain, int) and not isinstance(plain, bool) and _as_text(field):
        return str(plain)
    if column and column.json == ("list",) and not isinstance(plain, list):
        return [plain]
    return plain


def _as_text(field: Field) -> bool:
    """Numbers that are strings on the wire: Unlimited<int> such as RecipientLimits "500"."""
    if field.column is not None:
        return "str" in field.column.json and "int" not in field.column.json
    return field.info is not None and field.info.unlimited


def _plain(value: Value, *, zulu: bool) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return instant_text(value, zulu=zulu)
    if isinstance(value, timedelta):
        return span_text(value)
    if isinstance(value, Size):
        return size_text(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item, zulu=zulu) for item in value]
    return value
