# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PowerShell-style conversion of JSON values to a parameter's type.

The service binds like PowerShell: strings become numbers, switches take true or "true", enums match by a unique
prefix (measured by G2O), and hashtables bind only with their OData tag (CIPP: an untagged one arrives as a JObject).
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from .kinds import Kind, TypeInfo
from .syntax import OF_TYPE
from .values import Change, Size, Value, parse_instant, parse_size, parse_span

TABLE_TAG = "#exchange.generichashtable"
# What the service's own metadata has for Add and Remove.
DELTA_TAG = "#exchange.stringfielddeltaupdatedata"
BYTES_TAG = "#exchange.bytearraytype"
TAG = "@odata.type"
LIMIT = 64 * 1024


class ConversionError(Exception):
    """A value does not convert; carries the value as the service prints it and the reason."""

    def __init__(self, printed: str, reason: str) -> None:
        """``printed`` is the offending value, ``reason`` a .NET-like sentence."""
        super().__init__(reason)
        self.printed = printed
        self.reason = reason


class TooLarge(Exception):
    """A value is longer than the 64 KB that one property may have (CIPP)."""


def is_table(raw: object) -> bool:
    """True for an object with the GenericHashTable tag."""
    return isinstance(raw, Mapping) and str(raw.get(TAG, "")).casefold() == TABLE_TAG


def is_delta(raw: object) -> bool:
    """True for an object with the tag that the service's metadata has for changes of a list."""
    return isinstance(raw, Mapping) and str(raw.get(TAG, "")).casefold() == DELTA_TAG


def convert(info: TypeInfo, raw: Any, *, tagged: bool = False) -> Value:
    """The stored form of ``raw``; ``tagged`` says that a sibling key declared a collection of hashtables.

    Raises ConversionError or TooLarge. A delta comes back as a Change.
    """
    if raw is None:
        return None
    if info.kind is Kind.TABLE:
        return _tables(info, raw, tagged)
    if info.deltas and (is_table(raw) or is_delta(raw)):
        return _change(info, raw)
    if info.many:
        return _list(info, raw)
    if info.name.endswith(".Object") and isinstance(raw, list):
        return [_one(info, entry) for entry in raw]  # .NET's Object is anything, an array as well
    if info.several and isinstance(raw, list) and raw:
        return ", ".join(str(_one(info, entry)) for entry in raw)
    return _one(info, raw)


def _list(info: TypeInfo, raw: Any) -> list[Value]:
    """A MultiValuedProperty refuses what it has already, with .NET's text in Exchange (general knowledge)."""
    items = raw if isinstance(raw, list) else [raw]
    values = [_one(info, item) for item in items if item is not None]
    folded = [str(value).casefold() for value in values]
    twice = next((value for place, value in enumerate(values) if folded[place] in folded[:place]), None)
    if info.deltas and twice is not None:
        raise ConversionError(_shown(items[0]), f'The value "{twice}" is already present in the collection.')
    return values


def _change(info: TypeInfo, raw: Mapping[str, Any]) -> Change:
    parts = {key.casefold(): value for key, value in raw.items() if "@" not in key}
    unknown = sorted(set(parts) - {"add", "remove"})
    if unknown:
        raise ConversionError(unknown[0], "The hashtable may only have the keys Add and Remove.")
    if not parts:
        return Change(clear=True)
    add, remove = (tuple(_list(info, parts.get(key) or [])) for key in ("add", "remove"))
    return Change(add, remove)


def _tables(info: TypeInfo, raw: Any, tagged: bool) -> Value:
    items = raw if isinstance(raw, list) else [raw]
    for item in items:
        untyped = info.many and isinstance(raw, list)  # conditions of rules need no type on each (a desired-state tool)
        if isinstance(item, Mapping) and not is_table(item) and not tagged and not untyped:
            raise _jobject(item)
        if not isinstance(item, Mapping):
            raise ConversionError(
                _shown(item), f'Cannot convert "{_shown(item)}" to type "System.Collections.Hashtable".'
            )
    plain = [_strip(item) for item in items]
    return plain if info.many or isinstance(raw, list) else plain[0]


def _strip(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        return {key: _strip(value) for key, value in raw.items() if "@" not in key}
    return [_strip(value) for value in raw] if isinstance(raw, list) else raw


def _jobject(raw: object) -> ConversionError:
    text = json.dumps(raw)
    return ConversionError(text, f'Cannot convert the "{text}" value of type "Newtonsoft.Json.Linq.JObject".')


def _shown(raw: object) -> str:
    if isinstance(raw, bool):
        return "True" if raw else "False"
    return raw if isinstance(raw, str) else json.dumps(raw)


def _one(info: TypeInfo, raw: Any) -> Value:
    if isinstance(raw, Mapping) and info.kind is not Kind.BYTES:
        if is_table(raw):
            raise ConversionError("System.Collections.Hashtable", "Cannot convert a hashtable to this type.")
        raise _jobject(raw)
    if isinstance(raw, list) and info.kind is not Kind.BYTES:
        raise ConversionError("System.Object[]", "Cannot convert an array to a single value.")
    if info.unlimited and isinstance(raw, str) and raw.strip().casefold() == "unlimited":
        return "Unlimited"
    return _CONVERTERS[info.kind](info, raw)


def _bool(_info: TypeInfo, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)):
        return bool(raw)
    word = str(raw).strip().lstrip("$").casefold()
    if word in {"true", "false"}:
        return word == "true"
    raise ConversionError(
        "System.String", "Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0."
    )


def _int(info: TypeInfo, raw: Any) -> int:
    number = _number(raw)
    low, high = (0, 2**-info.bits - 1) if info.bits < 0 else (-(2 ** (info.bits - 1)), 2 ** (info.bits - 1) - 1)
    if not low <= number <= high:
        raise ConversionError(_shown(raw), f"Value was either too large or too small for an {_bits_name(info)}.")
    return number


def _bits_name(info: TypeInfo) -> str:
    return f"{'U' if info.bits < 0 else ''}Int{abs(info.bits)}"


def _number(raw: Any) -> int:
    if isinstance(raw, bool):
        return int(raw)
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and math.isfinite(raw):
        return round(raw)
    text = str(raw).strip()
    try:
        return int(text, 16) if text[:2].lower() == "0x" else int(text)
    except ValueError:
        raise ConversionError(_shown(raw), "Input string was not in a correct format.") from None


def _text(info: TypeInfo, raw: Any) -> str:
    text = _shown(raw)
    if info.members and text:
        return _enum(info, raw)
    if len(text.encode("utf-8", "surrogatepass")) > LIMIT:
        raise TooLarge
    # Lists of addresses may name people in other forms as well, and are looked up.
    check = None if info.many else OF_TYPE.get(info.name.rpartition(".")[2])
    if check and text and not check(text):
        raise ConversionError(text, f'"{text}" isn\'t valid for this type.')
    return text


def _enum(info: TypeInfo, raw: Any) -> str:
    """Exact name, else a unique prefix; several names may be comma-joined (flags)."""
    return ", ".join(_member(info, part.strip()) for part in _shown(raw).split(","))


def _member(info: TypeInfo, word: str) -> str:
    """The word as it is spelt; a number that a page gives beside the word is the word (``0: TextOnly``)."""
    folded = word.casefold()
    if word.isdigit() and word in info.members:
        words = [member for member in info.members if not member.isdigit()]
        return words[int(word)] if int(word) < len(words) else word
    exact = [member for member in info.members if member.casefold() == folded]
    fitting = exact or [member for member in info.members if folded and member.casefold().startswith(folded)]
    if fitting and not exact and info.whole:
        return word
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(info.members)
    if fitting:
        reason = f"Unable to process enumerator name {word} because it is too ambiguous."
    else:
        reason = f"Unable to match the identifier name {word} to a valid enumerator name."
    raise ConversionError(word, f"{reason} Specify one of the following enumerator names and try again: {listed}")


def _size(_info: TypeInfo, raw: Any) -> Size:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return Size(raw)
    try:
        return parse_size(_shown(raw))
    except ValueError:
        raise ConversionError(_shown(raw), "The value is not a valid size, such as 50GB.") from None


def _span(_info: TypeInfo, raw: Any) -> Value:
    """A bare number is days, as EnhancedTimeSpan reads "365" (general knowledge)."""
    try:
        return parse_span(_shown(raw))
    except (ValueError, OverflowError):
        raise ConversionError(_shown(raw), "String was not recognized as a valid TimeSpan.") from None


def _instant(_info: TypeInfo, raw: Any) -> Value:
    try:
        return parse_instant(_shown(raw))
    except (ValueError, OverflowError):
        raise ConversionError(_shown(raw), "String was not recognized as a valid DateTime.") from None


def _guid(_info: TypeInfo, raw: Any) -> UUID:
    try:
        return UUID(_shown(raw).strip())
    except ValueError:
        raise ConversionError(_shown(raw), "Guid should contain 32 digits with 4 dashes.") from None


def _bytes(_info: TypeInfo, raw: Any) -> bytes:
    """An array of numbers (CIPP), or ByteArrayType with Data as numbers or base64."""
    data = raw
    if isinstance(raw, Mapping):
        if str(raw.get(TAG, "")).casefold() != BYTES_TAG:
            raise _jobject(raw)
        data = raw.get("Data", [])
    try:
        # A lone number would be taken by bytes() as a length.
        return base64.b64decode(data, validate=True) if isinstance(data, str) else bytes(list(data))
    except (ValueError, TypeError, binascii.Error):
        raise ConversionError(_shown(data)[:40], 'Cannot convert value to type "System.Byte[]".') from None


def _secret(_info: TypeInfo, raw: Any) -> str:
    return _shown(raw)


_CONVERTERS: dict[Kind, Callable[[TypeInfo, Any], Value]] = {
    Kind.SWITCH: _bool,
    Kind.BOOL: _bool,
    Kind.INT: _int,
    Kind.STRING: _text,
    Kind.IDENTITY: _text,
    Kind.ENUM: _enum,
    Kind.SIZE: _size,
    Kind.SPAN: _span,
    Kind.INSTANT: _instant,
    Kind.GUID: _guid,
    Kind.BYTES: _bytes,
    Kind.SECRET: _secret,
}
