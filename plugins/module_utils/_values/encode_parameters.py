# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The parameters of a cmdlet as JSON has them on the wire: their names, checked, and their values.

What a parameter's type makes of its value is in ``encode_by_type.py``; here is what any value goes through. That maps
need their tag, and lists of maps a key beside them, is measured by clients of the service (CIPP, ExoHelper) and read
off Microsoft's own module by others. A name that fits and that the catalogue does not have is sent as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from .._catalogue.cmdlets import SECRET_TYPES, Parameter, find
from .._counts import count
from .._errors._advice.options import OPTIONS
from .._errors._advice.parameter_values import PARAMETER_VALUES
from .._errors.failure import Failures
from .._json_types import Json
from .encode_by_type import typed_value
from .secret_and_unsendable_values import NotSendable, SecretText, Sendable, kind_of
from .sizes_and_bytes import EncodedBytes
from .value_settings import ValueSettings
from .yaml_numbers import doubt_about_number

failure = Failures(OPTIONS, PARAMETER_VALUES)

MAX_NAME = 128

_CMDLET_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")
_PARAMETER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def canonical_name(text: object) -> str:
    """A cmdlet's name in Microsoft's spelling, or as it was written where the catalogue does not have it.

    :raises Failure: "cmdlet-name": it is no Verb-Noun of letters and digits.
    """
    if not isinstance(text, str) or len(text) > MAX_NAME or not _CMDLET_NAME.fullmatch(text):
        raise failure("cmdlet-name", name=str(text)[:MAX_NAME])
    entry = find(text)
    return entry.name if entry else str.__str__(text)


def parameter_name(text: object, cmdlet: str) -> str:
    """A parameter's name in Microsoft's spelling where the catalogue has it.

    :raises Failure: "parameter-name".
    """
    if not _is_parameter_name(text):
        raise failure("parameter-name", name=str(text)[:MAX_NAME], cmdlet=cmdlet)
    entry = find(cmdlet)
    parameter = entry.parameter(str(text)) if entry else None
    return parameter.name if parameter else str.__str__(str(text))


def property_name(text: object) -> str:
    """A property's name, as it goes into $select.

    :raises Failure: "property-name".
    """
    if not _is_parameter_name(text):
        raise failure("property-name", name=str(text)[:MAX_NAME])
    return str(text)


def _is_parameter_name(text: object) -> bool:
    return isinstance(text, str) and len(text) <= MAX_NAME and _PARAMETER_NAME.fullmatch(text) is not None


TYPE_KEY = "@odata.type"
HASHTABLE = "#Exchange.GenericHashTable"

# Microsoft's module stops at 10, other clients at 20.
MAX_DEPTH = 20
# What one value may have, by an error text of the service that CIPP knows; counted as UTF-8 here.
MAX_TEXT_BYTES = 64 * 1024
# Text of more digits would not come back: answers are read up to the same length.
_MAX_INTEGER = 10**400
# Line ends and tabulators are text; of the others, none has a form in the XML that the service keeps.
_CONTROL_CHARACTER = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _ignore_warning(_warning: str) -> None:
    """Nobody listens."""


def encode(
    cmdlet: str,
    parameters: object,
    settings: ValueSettings = ValueSettings(),
    warn: Callable[[str], None] = _ignore_warning,
) -> dict[str, Sendable]:
    """The parameters as JSON has them on the wire; a password is a SecretText, to be encrypted before it is sent.

    Where the catalogue knows a parameter, its value becomes what the documented type wants, else it goes as it was
    given. Maps become tagged hashtables at every depth (one with an @odata.type of its own keeps it), a list of maps
    gets its sibling key. Where the catalogue is not sure of a parameter, a value that does not fit goes as it was
    given, and ``warn`` gets a sentence about it; so it does about numbers that YAML may have made of something else.

    :raises Failure: "parameters-not-a-map", "parameter-name", "parameter-twice", "parameter-value",
        "credential-parameter"
    """
    if not isinstance(parameters, Mapping):
        raise failure("parameters-not-a-map", kind=kind_of(parameters))
    encoded: dict[str, Sendable] = {}
    names: set[str] = set()
    entry = find(cmdlet)
    for key, value in parameters.items():
        name = parameter_name(key, cmdlet)
        if name.lower() in names:
            raise failure("parameter-twice", name=name, cmdlet=cmdlet)
        names.add(name.lower())
        parameter = entry.parameter(name) if entry is not None else None
        if value is not None and parameter is not None and parameter.type == "PSCredential":
            raise failure("credential-parameter", parameter=name, cmdlet=cmdlet)
        try:
            typed = _encode_typed(cmdlet, value, parameter, settings, warn)
            encoded.update({name: typed} if isinstance(typed, SecretText) else encode_member(name, typed))
        except NotSendable as error:
            raise failure(
                "parameter-value", parameter=name, cmdlet=cmdlet, reason=str(error), remedy=error.remedy
            ) from None
    return encoded


def _encode_typed(
    cmdlet: str, value: object, parameter: Parameter | None, settings: ValueSettings, warn: Callable[[str], None]
) -> object:
    # What must be encrypted is never sent otherwise, whatever else the catalogue is asked for.
    if parameter is None or not (settings.by_catalogue or parameter.type == "SecureString"):
        return value
    try:
        typed = typed_value(parameter, value, settings)
    except NotSendable as error:
        if parameter.is_sure or parameter.type in SECRET_TYPES:
            raise
        unsure = "The catalogue is not sure of this parameter, so it is sent as it is."
        warn(f"{parameter.name} of {cmdlet}: {error}. {unsure}")
        return value
    doubtful = doubt_about_number(parameter, value)
    if doubtful:
        warn(doubtful)
    return typed


def encode_member(name: str, value: object, depth: int = 1) -> Iterator[tuple[str, Json]]:
    """A name and its value; a list of maps has its type in front, as OData reads a type before its value."""
    if isinstance(value, (list, tuple)) and value and all(isinstance(item, Mapping) for item in value):
        kind = _common_type(value)
        yield f"{name}{TYPE_KEY}", f"#Collection({kind[1:]})"
        if kind != HASHTABLE:
            # The type beside the list speaks for all in it.
            value = [{key: member for key, member in item.items() if key != TYPE_KEY} for item in value]
            yield name, [dict(_encode_members(item, depth + 1)) for item in value]
            return
    yield name, plain_value(value, depth)


def plain_value(value: object, depth: int = 1) -> Json:
    """``value`` with every map in it tagged.

    :raises NotSendable: it has no form on the wire, or is nested too deeply.
    """
    if depth > MAX_DEPTH:
        raise NotSendable(f"it is nested more deeply than {MAX_DEPTH} levels", "Give a flatter value.")
    if isinstance(value, Mapping):
        # Without its tag an object arrives as one that the service cannot bind (CIPP); its own tag is kept.
        return {TYPE_KEY: HASHTABLE, **dict(_encode_members(value, depth))}
    if isinstance(value, (list, tuple)):
        return [plain_value(item, depth + 1) for item in value]
    return _encode_scalar(value)


def plain_text(value: str) -> str:
    """Plain text: Ansible's marked strings are subclasses, which must not reach the wire or a result.

    :raises NotSendable: something in it has no form on the wire, or it is too long.
    """
    plain = str.__str__(value)
    if "\0" in plain:
        raise NotSendable("it has a NUL character in it", "Remove the NUL character.")
    control = _CONTROL_CHARACTER.search(plain)
    if control:
        code = f"U+{ord(control[0]):04X}"
        raise NotSendable(f"it has the control character {code} in it", "Remove the character, or write what is meant.")
    try:
        size = len(plain.encode("utf-8"))
    except UnicodeEncodeError:
        raise NotSendable(
            "it has half a character in it (a lone surrogate)", "Correct the text's encoding to UTF-8."
        ) from None
    if size > MAX_TEXT_BYTES:
        raise NotSendable(
            f"it has {count(size, 'byte', ',')}, and the service takes {MAX_TEXT_BYTES:,} in one value at most (64 KB)",
            "Shorten it, or split it into several values where the parameter takes a list.",
        )
    return plain


def _common_type(maps: Sequence[Mapping[object, object]]) -> str:
    """The type that all maps of a list name themselves, else that of hashtables."""
    types = {item.get(TYPE_KEY) for item in maps}
    kind = types.pop() if len(types) == 1 else None
    return str.__str__(kind) if isinstance(kind, str) and kind.startswith("#") else HASHTABLE


def _encode_members(value: Mapping[object, object], depth: int) -> Iterator[tuple[str, Json]]:
    for key, member in value.items():
        if not isinstance(key, str):
            raise NotSendable(f"a key in it is {kind_of(key)} instead of text", "Put the key in quotation marks.")
        yield from encode_member(plain_text(key), member, depth + 1)


def _encode_scalar(value: object) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, EncodedBytes):
        return str.__str__(value)
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, (int, float)):
        return plain_number(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise NotSendable("it is raw bytes", "Give the bytes as base64 text, or as a list of numbers from 0 to 255.")
    raise NotSendable(f"it is {kind_of(value)}", "Give text, a number, true, false, null, a list or a map.")


def plain_number(value: float) -> float:
    """A number of Python's own kind.

    :raises NotSendable: JSON cannot have it.
    """
    if isinstance(value, int):
        if abs(value) >= _MAX_INTEGER:
            raise NotSendable("it has more than 400 digits", "Give the number as text.")
        return int(value)
    if not math.isfinite(value):
        raise NotSendable("it is not a finite number (NaN or infinity)", "Give a number, or text such as Unlimited.")
    return float(value)
