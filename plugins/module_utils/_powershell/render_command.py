# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A cmdlet with its parameters as a PowerShell command line, the inverse of parse; and a value inside a filter.

Texts are in single quotation marks, in which nothing is expanded, unless they are plain words. The quoting of filters
such as Department -eq 'Sales' is that of Microsoft's page "Recipient filters in Exchange Management Shell commands".
Unverified: what the service makes of true and false. It does not expand PowerShell's $true, so Microsoft's module
replaces that before it sends a filter; the quoted words are what a double-quoted '$true' becomes in PowerShell. Also
unverified: that the service takes no typographic quotation mark for a straight one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .._catalogue.cmdlets import Parameter, find
from .._catalogue.parameter_types import SWITCH
from .._characters import SINGLE
from .._errors._advice.command_lines import COMMAND_LINES
from .._errors._advice.options import OPTIONS
from .._errors.failure import Failures
from .._values.encode_parameters import canonical_name, parameter_name, property_name
from .cursor_and_refusals import MAX_DEPTH, looks_like_a_place
from .literals import boolean_word

failure = Failures(OPTIONS, COMMAND_LINES)


def opath(value: object) -> str:
    """The value as a filter has it, with its quotation marks where it needs them.

    :raises Failure: ``opath-value``: a list, a map, or what is no finite number.
    """
    if value is None:
        return "$null"
    if isinstance(value, bool):
        return f"'{value}'"
    if isinstance(value, (int, float)) and math.isfinite(value):
        return repr(value)
    if not isinstance(value, str):
        raise failure("opath-value", kind=type(value).__name__)
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.@]*")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_QUOTATION_MARK = re.compile(f"([{SINGLE}])")


def render(
    cmdlet: str,
    parameters: Mapping[str, object] | None = None,
    properties: Iterable[str] = (),
    result_size: int | None = None,
    stages: Iterable[str] = (),
) -> str:
    """The line whose parse has this content. A number for a parameter that takes none comes back as text.

    :raises Failure: a name that is none, or a value of a kind that no line can hold ("parameter-value").
    """
    name = canonical_name(cmdlet)
    documented = find(name)
    words = [name]
    for key, value in (parameters or {}).items():
        full = parameter_name(key, name)
        words.append(_render_parameter(name, full, value, documented.parameter(full) if documented else None))
    return (
        " ".join(words)
        + "".join(_render_tail(list(properties), result_size))
        + "".join(f" | {stage}" for stage in stages)
    )


def _render_tail(properties: list[str], result_size: int | None) -> Iterator[str]:
    names = ",".join(property_name(name) for name in properties)
    if names or result_size is not None:
        yield " | Select-Object"
    if names:
        yield f" {names}"
    if result_size is not None:
        yield f" -First {result_size:d}"


def _render_parameter(cmdlet: str, name: str, value: object, parameter: Parameter | None) -> str:
    try:
        if parameter is not None and parameter.type == SWITCH:
            return f"-{name}" if value is True else f"-{name}:{_render_argument(value)}"
        return f"-{name} {_render_argument(value)}"
    except _NotLiteral as error:
        remedy = "Give text, a number, true, false, null, a list or a map."
        raise failure("parameter-value", parameter=name, cmdlet=cmdlet, reason=str(error), remedy=remedy) from None


class _NotLiteral(ValueError):
    """Why a value cannot stand in a line."""


def _render_argument(value: object) -> str:
    """A value where PowerShell reads arguments: a plain word needs no quotation marks."""
    if isinstance(value, str) and _PLAIN_WORD.fullmatch(value) and boolean_word(value) is None:
        return value
    return _render_literal(value, 1)


def _render_literal(value: object, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise _NotLiteral(f"it is nested more deeply than {MAX_DEPTH} levels")
    if value is None or isinstance(value, bool):
        return {None: "$null", True: "$true", False: "$false"}[value]
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (int, float)):
        return _render_number(value)
    if isinstance(value, Mapping):
        return f"@{{{'; '.join(_render_members(value, depth))}}}"
    if isinstance(value, (list, tuple)):
        return _render_list(value, depth)
    raise _NotLiteral(f"it is of the kind {type(value).__name__}")


def _render_list(value: Sequence[object], depth: int) -> str:
    """A list of one list needs its comma in front: @( ) takes a list inside it apart."""
    elements = [_render_literal(element, depth + 1) for element in value]
    comma = "," if len(value) == 1 and isinstance(value[0], (list, tuple)) else ""
    return f"@({comma}{','.join(elements)})"


def _render_members(value: Mapping[object, object], depth: int) -> Iterator[str]:
    for key, member in value.items():
        if not isinstance(key, str):
            raise _NotLiteral("a key in it is no text")
        yield f"{key if _PLAIN_KEY.fullmatch(key) else _quote_literally(key)}={_render_literal(member, depth + 1)}"


def _render_number(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise _NotLiteral("it is not a finite number (NaN or infinity)")
    return repr(float(value)) if isinstance(value, float) else repr(int(value))


def _quote_literally(text: str) -> str:
    """A text in single quotation marks; each that is in it, also a typographic one, stands twice."""
    doubled = _QUOTATION_MARK.sub(r"\1\1", str.__str__(text))
    return f"'{doubled}'"


def quote(text: str) -> str:
    """A text in quotation marks, and in parentheses where it looks like a place for a value: they say it is meant."""
    return f"({_quote_literally(text)})" if looks_like_a_place(text) else _quote_literally(text)
