# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects as the service shows them: one flat JSON object with `Prop@data.type` and `Prop@odata.type` beside.

Measured answers win (see shapes); everything else follows the same rules by type. Values that were never set show as
null, "" or [] as the measured families do: conditions of rules null, lists of policies empty.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from .columns import COMMON, Field, column_default, fields_of
from .computed import COMPUTED, NOTHING
from .directory import Directory
from .families import family
from .kinds import Kind, TypeInfo
from .labels import retold
from .lazy import Lazy
from .places import settings_identity
from .references import refers, resolved
from .shapes import shapes
from .store import Item
from .values import Size, Value, instant_text, size_text, span_text


class Renderer:
    """Renders the objects of one Get cmdlet."""

    def __init__(self, noun: str, directory: Directory) -> None:
        """Works out the properties once; ``noun`` is the noun of the cmdlet, not of the object."""
        self._directory = directory
        self._paired = noun in PAIRED
        self._retold = retold(noun)
        self._senders = SENDERS if noun == "HostedContentFilterPolicy" else ()
        self._part = noun if family(noun).kind == "per" else None
        self._open = family(noun).kind in AS_GIVEN and f"Get-{noun}" not in shapes()
        self._fields = [(field, self._unset(field)) for field in fields_of(noun)]
        self._instead: Mapping[str, Value] = {}

    def _unset(self, field: Field) -> dict[str, Any] | None:
        """The form of a property that nobody set, None where it hangs on what another object is called."""
        return None if refers(field.default) else _rendered(field, field.default)

    def with_columns(self, columns: frozenset[str], instead: Mapping[str, Value]) -> Renderer:
        """One that shows these columns only (all, if there are none), some with another value (None: empty)."""
        renderer = copy(self)
        renderer._fields = [
            (field, None if field.name in instead else unset)
            for field, unset in self._fields
            if not columns or field.name in columns
        ]
        renderer._instead = instead
        renderer._open = self._open and not columns
        return renderer

    def selecting(self, names: Container[str]) -> Renderer:
        """One that renders of these columns only those that are named, in lower case."""
        renderer = copy(self)
        renderer._fields = [pair for pair in self._fields if pair[0].name.lower() in names]
        return renderer

    def row(self, item: Item) -> dict[str, Any]:
        """The wire form of one object."""
        part = item.parts.get(self._part, {}) if self._part else {}
        row: dict[str, Any] = {}
        hidden = self._retold if self._directory.settings.label_rows == "actions" else ()
        for field, unset in self._fields:
            name = field.name
            if name in hidden:
                continue
            if unset is not None and not (name in item.own or name in item.base or name in part or name in FOUND):
                row.update(unset)  # most of some hundred columns, which nobody set
                continue
            value = self._value(item, part, field)
            if value is field.default and unset is not None:
                row.update(unset)
            else:
                row.update(_rendered(field, self._shown(resolved(self._directory, value))))
        if self._senders and self._directory.settings.sender_lists == "objects":
            row.update({name: [_sender(name, sender) for sender in row[name]] for name in self._senders if name in row})
        for name in [name for name in item.own if name not in row and name[0] != "_"] if self._open else ():
            row.update(_rendered(Field(name, None, None, None), item.own[name]))
        return row

    def _shown(self, value: Value) -> Value:
        """Tables of rules read back as pairs (a tenant's capture; switch ``rule_tables``)."""
        if self._paired and self._directory.settings.rule_tables == "pairs" and _is_tables(value):
            return [_pairs(entry) for entry in value]
        return value

    def _value(self, item: Item, part: Mapping[str, Value], field: Field) -> Value:
        name = field.name
        if name in self._instead:
            return self._instead[name] or ([] if isinstance(field.default, list) else None)
        if name == "Identity" and self._part:
            return settings_identity(self._directory.names, self._directory.settings, self._part, item)
        if name in part:
            return part[name]
        if self._part is None or name in SHARED:
            value = item.get(name, _MISSING)
            if value is not _MISSING:
                return value
            if name in COMPUTED:
                value = COMPUTED[name](item, self._directory)
                return field.default if value is NOTHING else value
        return field.default


_MISSING = object()
# What no New- makes and nobody measured: a row has what the organisation's description gave it as well.
AS_GIVEN = frozenset(["fixed", "report"])
# What may show something although nobody set it.
FOUND = frozenset([*COMPUTED, "Identity"])
NEVER_SET = frozenset([*COMMON, "WhenChanged", "WhenCreated"])
SHARED = frozenset(
    [
        *COMMON,
        "DefaultFolderNameMatchingUserLanguage",
        "DisplayName",
        "PrimarySmtpAddress",
        "EmailAddresses",
        "ServerName",
        "ExternalDirectoryObjectId",
        "HasActiveSyncDevicePartnership",
        "RecipientTypeDetails",
        "Type",
    ]
)


# Lists that the module gives as objects; JSON was measured as lists of texts, and empty (switch ``sender_lists``).
SENDERS = ("AllowedSenders", "BlockedSenders", "AllowedSenderDomains", "BlockedSenderDomains")


def _sender(name: str, text: str) -> dict[str, Any]:
    return {"Domain": text} if name.endswith("Domains") else {"Sender": {"Address": text}}


# Rules whose tables are read in another form than they are written.
PAIRED = ("AutoSensitivityLabelRule", "DlpComplianceRule")
TABLE = "#Exchange.GenericHashTable"


def _is_tables(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _pairs(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A table as a list of its keys and values, and so are the tables that it holds."""
    nested = {
        key: [_pairs(inner_table) for inner_table in value] if _is_tables(value) else value
        for key, value in table.items()
    }
    return [{"@odata.type": TABLE, "_key": key, "_value": value} for key, value in nested.items()]


class RenderedRows(Lazy[Mapping[str, Any]]):
    """Rows that are rendered when they are read."""

    def __init__(self, items: Sequence[Item], renderer: Renderer) -> None:
        """``items`` may itself be lazy."""
        self._items = items
        self._renderer = renderer

    def __len__(self) -> int:
        return len(self._items)

    def selecting(self, names: Container[str]) -> RenderedRows:
        """The same rows, of whose columns only those need be right that are named, in lower case."""
        return RenderedRows(self._items, self._renderer.selecting(names))

    def make(self, number: int) -> Mapping[str, Any]:
        return self._renderer.row(self._items[number])

    def some(self, numbers: range) -> Sequence[Mapping[str, Any]]:
        return RenderedRows([self._items[number] for number in numbers], self._renderer)


def _rendered(field: Field, value: Value) -> dict[str, Any]:
    """The property with its annotations before it; null carries none."""
    if field.column is not None:
        if value is None and "null" not in field.column.json and not field.nullable:
            value = column_default(field.column)
        if field.column.json == ("null",) and field.name in NEVER_SET:
            value = None  # measured as null although objects of other nouns have it
    pairs: dict[str, Any] = {}
    if value is not None:
        data_type, odata_type = _annotations(field, value)
        if data_type:
            pairs[f"{field.name}@data.type"] = data_type
        if odata_type:
            pairs[f"{field.name}@odata.type"] = odata_type
    pairs[field.name] = _json(field, value)
    return pairs


def _annotations(field: Field, value: Value) -> tuple[str | None, str | None]:
    column = field.column
    if column is not None and column.json != ("null",):
        return column.data_type, column.odata_type
    if isinstance(value, UUID):
        return "System.Guid", "#Guid"
    if isinstance(value, datetime):
        return "System.DateTime", None
    if isinstance(value, list):
        tables = _is_tables(value) or (bool(value) and isinstance(value[0], list))
        return None, "#Collection(Exchange.GenericHashTable)" if tables else "#Collection(String)"
    if isinstance(value, dict):
        return None, TABLE
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
