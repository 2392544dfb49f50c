# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``command``: a command line in place of ``cmdlet``, completed by the other options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from .._errors._advice.input import INPUT
from .._errors._advice.line import LINE
from .._errors.failure import Failures
from .._specs.command import CommandOptions
from .result_size import limit_of

if TYPE_CHECKING:
    from .._command_line.parse import ParsedCommand

failure = Failures(INPUT, LINE)


class Spelled(NamedTuple):
    """``options`` have ``cmdlet``; the rest is what the parser had to say of a command line."""

    options: CommandOptions
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] | None = None

    def fields(self) -> dict[str, Any]:
        """What a result gets: the notes, where there was a command line."""
        return {} if self.notes is None else {"notes": list(self.notes)}


def spelled(options: CommandOptions) -> Spelled:
    """The options with the command line taken apart, before anything else looks at them.

    ``parameters`` complete the line's own, ``properties`` and ``result_size`` may say the same.

    :raises Failure: ``parameter-twice``, ``properties-twice``, ``result-size-twice``, or that of the command line.
    """
    if options.command is None:
        return Spelled(options)
    from .._command_line.parse import parse  # noqa: PLC0415 - most tasks have no command line

    line = parse(options.command)
    merged = replace(
        options,
        command=None,
        cmdlet=line.cmdlet,
        parameters=_parameters(line, options.parameters),
        properties=_properties(line, options.properties),
        result_size=_result_size(line, options.result_size),
    )
    return Spelled(merged, line.warnings, line.notes)


def _parameters(line: ParsedCommand, given: Mapping[str, Any]) -> dict[str, Any]:
    written = {name.lower() for name in line.parameters}
    for name in given:
        if str(name).lower() in written:
            raise failure("parameter-twice", name=name, cmdlet=line.cmdlet)
    return {**line.parameters, **given}


def _properties(line: ParsedCommand, given: list[str]) -> list[str]:
    selected = list(line.properties)
    if given and selected and [name.lower() for name in given] != [name.lower() for name in selected]:
        raise failure("properties-twice", option=", ".join(given), line=", ".join(selected))
    return given or selected


def _result_size(line: ParsedCommand, option: str | int | None) -> str | int | None:
    if line.result_size is None:
        return option
    if limit_of(option, {}) not in (None, line.result_size):
        raise failure("result-size-twice", option=option, parameter=line.result_size)
    return line.result_size
