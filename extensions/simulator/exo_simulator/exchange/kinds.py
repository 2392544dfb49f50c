# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the catalogue's .NET type names to the few kinds of value that binding and rendering tell apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from .catalogue import ADD_REMOVE, Parameter
from .tables import load


class Kind(Enum):
    """How a value is converted, kept and rendered."""

    SWITCH = "switch"
    BOOL = "bool"
    INT = "int"
    STRING = "string"
    ENUM = "enum"
    IDENTITY = "identity"
    SIZE = "size"
    SPAN = "span"
    INSTANT = "instant"
    GUID = "guid"
    BYTES = "bytes"
    TABLE = "table"
    SECRET = "secret"  # noqa: S105  the name of a kind


@dataclass(frozen=True)
class TypeInfo:
    """What is known of a parameter's type.

    ``unlimited`` also takes the word Unlimited; ``deltas`` takes @{Add=..;Remove=..}; ``bits`` is the width of an
    integer (negative for unsigned); ``members`` are the known names of an enum or words of a text, empty when they are
    not known; ``several`` takes a list of them for one value, ``whole`` leaves the beginning of one as it is.
    """

    kind: Kind
    name: str
    many: bool = False
    unlimited: bool = False
    deltas: bool = False
    bits: int = 32
    members: tuple[str, ...] = ()
    several: bool = False
    whole: bool = False


_BITS = {"Int16": 16, "Int32": 32, "Int64": 64, "UInt16": -16, "UInt32": -32, "UInt64": -64, "SclValue": 32}
_PLAIN: dict[str, Kind] = {
    "Switch": Kind.SWITCH,
    "Boolean": Kind.BOOL,
    "DateTime": Kind.INSTANT,
    "ExDateTime": Kind.INSTANT,
    "DateTimeOffset": Kind.INSTANT,
    "TimeSpan": Kind.SPAN,
    "EnhancedTimeSpan": Kind.SPAN,
    "ByteQuantifiedSize": Kind.SIZE,
    "Guid": Kind.GUID,
    "PswsHashtable": Kind.TABLE,
    "Hashtable": Kind.TABLE,
    "PSObject": Kind.TABLE,
    "SecureString": Kind.SECRET,
    "PSCredential": Kind.SECRET,
}
_MULTI = {"MultiValuedProperty", "MulitValuedProperty", "ProxyAddressCollection", "ProxyAddressTemplateCollection"}
_MULTI |= {"ApprovedApplicationCollection"}
_UNLIMITED_SIZE = re.compile(r"Quota$|(Send|Receive|Attachment|MaxItem|Message)Size$")
_UNLIMITED_SPAN = re.compile(r"LitigationHoldDuration|(Password)?Expiration$|Interval$|InactivityTime")


# Enumerations whose members are joined, so that PowerShell takes a list of them.
_SETS = {"DaysOfWeek", "MailboxFolderPermissionFlags", "MipLabelContentType", "QuarantineMessageDirectionEnum"}
_SETS |= {"WellKnownRecipientType"}


@cache
def enums() -> dict[str, tuple[str, ...]]:
    """Enum name to its member names, for the enums that are documented in public."""
    return {name: tuple(members) for name, members in load("enums").items()}


@cache
def type_info(parameter: Parameter) -> TypeInfo:
    """Classify the parameter by its documented type; unknown type names are free text."""
    text = parameter.type.strip("<>")
    many = text.endswith("[]")
    short = text.removesuffix("[]").rpartition(".")[2].rpartition("+")[2]
    deltas = short in _MULTI or bool(parameter.flags & ADD_REMOVE)
    if short == "Byte":
        return TypeInfo(Kind.BYTES, "System.Byte[]")
    if short in _MULTI:
        return TypeInfo(Kind.STRING, short, many=True, deltas=True, members=parameter.words)
    if short in {"Unlimited", "UnlimitedInt"}:
        return _unlimited(parameter.name)
    if short in _BITS:
        return TypeInfo(Kind.INT, f"System.{short}", many=many, bits=_BITS[short])
    kind, members = _kind(short, text)
    if parameter.words and kind in {Kind.STRING, Kind.ENUM, Kind.IDENTITY}:
        members = tuple(dict.fromkeys([*members, *parameter.words]))
    several = parameter.several or short in _SETS
    return TypeInfo(kind, _full_name(kind, short), many=many, deltas=deltas, members=members, several=several)


def _kind(short: str, text: str) -> tuple[Kind, tuple[str, ...]]:
    if short in _PLAIN:
        return _PLAIN[short], ()
    if short.endswith("IdParameter"):
        return Kind.IDENTITY, ()
    members = enums().get(text.removesuffix("[]").rpartition(".")[2]) or enums().get(short)
    return (Kind.ENUM, members) if members else (Kind.STRING, ())


def _full_name(kind: Kind, short: str) -> str:
    if kind in {Kind.BOOL, Kind.GUID} or short in {"String", "DateTime", "TimeSpan", "Uri"}:
        return f"System.{short}"
    return {"Switch": "System.Management.Automation.SwitchParameter"}.get(short, f"Microsoft.Exchange.Data.{short}")


def _unlimited(name: str) -> TypeInfo:
    """Unlimited<T> hides its T: the name tells sizes and durations, all others are integers."""
    kind = Kind.INT
    if _UNLIMITED_SIZE.search(name):
        kind = Kind.SIZE
    elif _UNLIMITED_SPAN.search(name):
        kind = Kind.SPAN
    return TypeInfo(kind, "Microsoft.Exchange.Data.Unlimited", unlimited=True)
