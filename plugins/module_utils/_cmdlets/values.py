# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Values on their way to a cmdlet and back.

Private to this collection: it may change in any release. How values are typed on the wire is measured by
clients of the service (CIPP, ExoHelper) and read off Microsoft's own module by others. Values go out as the
kind they came in; the catalogue's types are not used here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timezone
from typing import Any

from .._errors.advice import failure
from .names import parameter_name

TYPE_KEY = "@odata.type"
HASHTABLE = "#Exchange.GenericHashTable"
HASHTABLES = "#Collection(Exchange.GenericHashTable)"

# Microsoft's module stops at 10, other clients at 20.
MAX_DEPTH = 20
# Text of more digits would not come back: answers are read up to the same length.
_MAX_INTEGER = 10**400


class _NotSendable(ValueError):
    """Why a value cannot be sent (the end of a sentence) and what to do instead."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


def encode(cmdlet: str, parameters: object) -> dict[str, Any]:
    """The parameters as JSON has them on the wire.

    Maps become tagged hashtables at every depth (one with an @odata.type of its own keeps it), a list of maps
    gets its sibling key, dates become UTC text with seven digits after the second (a date or time without a
    zone is taken as UTC). Text, booleans, numbers, null and empty lists stay what they are.

    :raises Failure: "parameters-not-a-map", "parameter-name", "parameter-twice", "parameter-value".
    """
    if not isinstance(parameters, Mapping):
        raise failure("parameters-not-a-map", kind=_kind(parameters))
    given: dict[str, Any] = {}
    seen: set[str] = set()
    for key, value in parameters.items():
        name = parameter_name(key, cmdlet)
        if name.lower() in seen:
            raise failure("parameter-twice", name=name, cmdlet=cmdlet)
        seen.add(name.lower())
        try:
            given.update(_member(name, value, 1))
        except _NotSendable as error:
            raise failure(
                "parameter-value", parameter=name, cmdlet=cmdlet, reason=str(error), remedy=error.remedy
            ) from None
    return given


def decode_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the service's annotations: every key with an @ is dropped, at every depth."""
    return {key: _decode(value) for key, value in row.items() if "@" not in key}


def _decode(value: Any) -> Any:
    if isinstance(value, Mapping):
        return decode_row(value)
    return [_decode(one) for one in value] if isinstance(value, list) else value


def _member(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """A name and its value; a list of maps has its type in front, as OData reads a type before its value."""
    if isinstance(value, (list, tuple)) and value and all(isinstance(one, Mapping) for one in value):
        yield f"{name}{TYPE_KEY}", HASHTABLES
    yield name, _value(value, depth)


def _value(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _NotSendable(f"it is nested more deeply than {MAX_DEPTH} levels", "Give a flatter value.")
    if isinstance(value, Mapping):
        return _hashtable(value, depth)
    if isinstance(value, (list, tuple)):
        return [_value(one, depth + 1) for one in value]
    return _scalar(value)


def _hashtable(value: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    # Without its tag an object arrives as one that the service cannot bind (CIPP).
    table: dict[str, Any] = {TYPE_KEY: HASHTABLE}
    for key, inner in value.items():
        if not isinstance(key, str):
            raise _NotSendable(f"a key in it is {_kind(key)} instead of text", "Put the key in quotation marks.")
        table.update(_member(_text(key), inner, depth + 1))
    return table


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, date):
        return _utc(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise _NotSendable("it is raw bytes", "Give the bytes as a list of numbers from 0 to 255.")
    raise _NotSendable(f"it is {_kind(value)}", "Give text, a number, true, false, null, a date, a list or a map.")


def _text(value: str) -> str:
    """Plain text: Ansible's marked strings are subclasses, which must not reach the wire or a result."""
    plain = str.__str__(value)
    if "\0" in plain:
        raise _NotSendable("it has a NUL character in it", "Remove the NUL character.")
    if any("\ud800" <= char <= "\udfff" for char in plain):
        raise _NotSendable("it has half a character in it (a lone surrogate)", "Correct the text's encoding to UTF-8.")
    return plain


def _number(value: float) -> float:
    if isinstance(value, int):
        if abs(value) >= _MAX_INTEGER:
            raise _NotSendable("it has more than 400 digits", "Give the number as text.")
        return int(value)
    if not math.isfinite(value):
        raise _NotSendable("it is not a finite number (NaN or infinity)", "Give a number, or text such as Unlimited.")
    return float(value)


def _utc(value: date) -> str:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(), timezone.utc)
    try:
        moment = moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment.astimezone(timezone.utc)
    except OverflowError:
        raise _NotSendable("it lies outside the years 1 to 9999 in UTC", "Give another date.") from None
    return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}0Z"


def _kind(value: object) -> str:
    """What a value is, in words for a person."""
    words = {bool: "true or false", int: "a number", float: "a number", list: "a list", tuple: "a list"}
    for kind, word in words.items():
        if isinstance(value, kind):
            return word
    if isinstance(value, str):
        return "text"
    return "null" if value is None else f"of the kind {type(value).__name__}"
