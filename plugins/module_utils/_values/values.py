# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The parameters of a cmdlet on their way to the service, and its rows on their way back.

The rules of each kind of value stand in files of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._catalogue.cmdlets import Parameter, find
from .._errors._advice.input import INPUT
from .._errors._advice.values import VALUES
from .._errors.failures import Failures
from .names import parameter_name
from .plain_values import member
from .settings import ValueSettings
from .typed_values import typed_value
from .unsendable import NotSendable, kind_of

failure = Failures(INPUT, VALUES)


def encode(cmdlet: str, parameters: object, settings: ValueSettings = ValueSettings()) -> dict[str, Any]:
    """The parameters as JSON has them on the wire; a password is a SecretText, to be encrypted before it is sent.

    Where the catalogue knows a parameter, its value becomes what the documented type wants, else it goes as it was
    given. Maps become tagged hashtables at every depth (one with an @odata.type of its own keeps it), a list of maps
    gets its sibling key.

    :raises Failure: "parameters-not-a-map", "parameter-name", "parameter-twice", "parameter-value",
        "credential-parameter"
    """
    if not isinstance(parameters, Mapping):
        raise failure("parameters-not-a-map", kind=kind_of(parameters))
    given: dict[str, Any] = {}
    seen: set[str] = set()
    known = find(cmdlet)
    for key, value in parameters.items():
        name = parameter_name(key, cmdlet)
        if name.lower() in seen:
            raise failure("parameter-twice", name=name, cmdlet=cmdlet)
        seen.add(name.lower())
        parameter = known.parameter(name) if known is not None else None
        if value is not None and parameter is not None and parameter.type == "PSCredential":
            raise failure("credential-parameter", parameter=name, cmdlet=cmdlet)
        given.update(_sent(cmdlet, name, value, parameter, settings))
    return given


def _sent(cmdlet: str, name: str, value: Any, parameter: Parameter | None, settings: ValueSettings) -> dict[str, Any]:
    # What must be encrypted is never sent otherwise, whatever else the catalogue is asked for.
    typed = parameter is not None and (settings.by_catalogue or parameter.type == "SecureString")
    try:
        return dict(member(name, typed_value(parameter, value, settings) if parameter and typed else value))
    except NotSendable as error:
        raise failure(
            "parameter-value", parameter=name, cmdlet=cmdlet, reason=str(error), remedy=error.remedy
        ) from None


def decode_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the service's annotations: every key with an @ is dropped, at every depth."""
    # The types of parsed JSON are these and no others: a listing has a million values, so none is asked twice.
    return {key: value if type(value) in _FLAT else _decode(value) for key, value in row.items() if "@" not in key}


_FLAT = frozenset({str, int, float, bool, type(None)})


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [one if type(one) in _FLAT else _decode(one) for one in value]
    return decode_row(value) if isinstance(value, Mapping) else value
