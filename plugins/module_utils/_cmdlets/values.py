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
from typing import Any

from .._errors.advice import failure
from .catalogue import find
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
    gets its sibling key. Text, booleans, numbers, null and empty lists stay what they are; dates have become ISO
    text before they come here, as everything does that Ansible passes on.

    :raises Failure: "parameters-not-a-map", "parameter-name", "parameter-twice", "parameter-value",
        "secret-parameter"
    """
    if not isinstance(parameters, Mapping):
        raise failure("parameters-not-a-map", kind=_kind(parameters))
    given: dict[str, Any] = {}
    seen: set[str] = set()
    known = find(cmdlet)
    for key, value in parameters.items():
        name = parameter_name(key, cmdlet)
        if name.lower() in seen:
            raise failure("parameter-twice", name=name, cmdlet=cmdlet)
        seen.add(name.lower())
        if value is not None and known is not None and known.is_secret(name):
            raise failure("secret-parameter", parameter=name, cmdlet=cmdlet)
        try:
            given.update(_member(name, value, 1))
        except _NotSendable as error:
            raise failure(
                "parameter-value", parameter=name, cmdlet=cmdlet, reason=str(error), remedy=error.remedy
            ) from None
    return given


def secrets_in(cmdlet: object, parameters: object) -> set[str]:
    """The texts among ``parameters`` that must not be shown: passwords, by the catalogue's types."""
    known = find(cmdlet) if isinstance(cmdlet, str) else None
    if known is None or not isinstance(parameters, Mapping):
        return set()
    return {
        str(value) for name, value in parameters.items() if isinstance(name, str) and value and known.is_secret(name)
    }


def decode_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the service's annotations: every key with an @ is dropped, at every depth."""
    # The types of parsed JSON are these and no others: a listing has a million values, so none is asked twice.
    return {key: value if type(value) in _FLAT else _decode(value) for key, value in row.items() if "@" not in key}


_FLAT = frozenset({str, int, float, bool, type(None)})


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [one if type(one) in _FLAT else _decode(one) for one in value]
    return decode_row(value) if isinstance(value, Mapping) else value


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
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise _NotSendable("it is raw bytes", "Give the bytes as a list of numbers from 0 to 255.")
    raise _NotSendable(f"it is {_kind(value)}", "Give text, a number, true, false, null, a list or a map.")


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


def _kind(value: object) -> str:
    """What a value is, in words for a person."""
    words = {bool: "true or false", int: "a number", float: "a number", list: "a list", tuple: "a list"}
    for kind, word in words.items():
        if isinstance(value, kind):
            return word
    if isinstance(value, str):
        return "text"
    return "null" if value is None else f"of the kind {type(value).__name__}"
