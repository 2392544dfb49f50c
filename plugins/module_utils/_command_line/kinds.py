# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a value becomes in the parameter that it is for.

Only what stands without quotation marks is typed: a number is one where the parameter takes numbers, else the text that
was written (200MB stays 200MB).
"""

from __future__ import annotations

from typing import Any

from .._catalogue.cmdlets import Parameter
from .values import Block, Number, is_written_otherwise, number_of

SWITCH = "Switch"

_NUMERIC = frozenset({"int16", "int32", "int64", "uint16", "uint32", "uint64", "double"})
_BOOLEAN = frozenset({"boolean", "switch"})
_TEXT = frozenset({"string"})
_WORDS = {"true": True, "false": False}


def _short(parameter: Parameter | None) -> str:
    """The last word of a type, in lower case: of System.Int32[] it is int32."""
    return "" if parameter is None else parameter.type.rpartition(".")[2].removesuffix("[]").lower()


def is_numeric(parameter: Parameter | None) -> bool:
    """Whether the catalogue says that a parameter takes numbers."""
    return _short(parameter) in _NUMERIC


def is_boolean(parameter: Parameter | None) -> bool:
    """Whether the catalogue says that a parameter takes true and false, or is a switch."""
    return _short(parameter) in _BOOLEAN


def takes_blocks(name: str, parameter: Parameter | None) -> bool:
    """Whether a script block is a filter there."""
    return name.lower().endswith("filter") and (parameter is None or _short(parameter) in _TEXT)


def boolean_word(value: Any) -> bool | None:
    """What true or false means that lacks its dollar sign; None for anything else."""
    return _WORDS.get(value.lower()) if isinstance(value, str) else None


def settled(value: Any, parameter: Parameter | None) -> Any:
    """A value with its numbers as the parameter takes them; those in a hashtable are texts."""
    if isinstance(value, Number):
        return _settled_number(value, parameter)
    if isinstance(value, Block):
        return value.text
    if isinstance(value, list):
        return [settled(one, parameter) for one in value]
    if isinstance(value, dict):
        return {key: settled(one, None) for key, one in value.items()}
    return value


def _settled_number(value: Number, parameter: Parameter | None) -> Any:
    if is_numeric(parameter):
        return number_of(value.text)
    if is_boolean(parameter):
        number = number_of(value.text)
        return number != 0 if number in (0, 1) or _short(parameter) != "switch" else value.text
    return value.text


def has_digits_of_its_own(value: Any, parameter: Parameter | None) -> bool:
    """Whether PowerShell would change the digits of a number in a list or a map on its way to a text."""
    if isinstance(value, dict):
        return any(_has_other_digits(one, None) for one in value.values())
    return isinstance(value, list) and any(_has_other_digits(one, parameter) for one in value)


def _has_other_digits(value: Any, parameter: Parameter | None) -> bool:
    if isinstance(value, Number):
        return not is_numeric(parameter) and is_written_otherwise(value)
    return has_digits_of_its_own(value, parameter)
