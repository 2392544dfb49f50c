# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The tasks that do what a refused text of PowerShell says, as far as they can be told: a task for each statement.

A variable becomes one of Ansible, one that a statement before has filled the objects of its task. What is told is text
for a person, and nothing of it is run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._catalogue.cmdlets import find
from .._command_line.parse import parse
from .._command_line.scanner import Source
from .._dataclass import dataclass
from .._errors.failure import Failure

_MOST = 20
_ASSIGNED = re.compile(r"\$([A-Za-z_]\w*)\s*=\s*(?=[A-Za-z]+-)")
_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)(?=[\s;|]|\Z)")
_PARAMETER = re.compile(r"(?<=\s)-([A-Za-z]\w*)(?::\s*|\s+)\Z")
_CMDLET = re.compile(r"\s*([A-Za-z]+-[A-Za-z0-9]+)")
_ENDS = "; \t\r\n"


@dataclass(frozen=True)
class _Statement:
    """One command: its line without what comes from variables, these by parameter, and what is made of its result."""

    line: str
    parameters: Mapping[str, str]
    register: str | None


def tasks_for(text: str) -> str | None:
    """The tasks as YAML; None where the text says something that no task of this kind does, or holds a secret."""
    if Source(text).hidden_from <= len(text):
        return None
    found: list[_Statement] = []
    rest = text
    while rest.strip(_ENDS) and len(found) < _MOST:
        taken = _take(rest.lstrip(_ENDS), {one.register for one in found if one.register})
        if taken is None:
            return None
        statement, rest = taken
        found.append(statement)
    is_plain = len(found) == 1 and not found[0].parameters and not found[0].register
    return None if rest.strip(_ENDS) or not found or is_plain else "".join(map(_task, found))


def _take(text: str, known: set[str]) -> tuple[_Statement, str] | None:
    """The first statement of a text, and what follows it."""
    assigned = _ASSIGNED.match(text)
    line = text[assigned.end() :] if assigned else text
    parameters: dict[str, str] = {}
    rest = ""
    for _turn in range(_MOST):
        try:
            parse(line, to_file=True)
        except Failure as error:
            at = _place(line, error)
            if error.key == "line-statements" and not rest:
                line, rest = line[:at].rstrip(_ENDS), line[at:]
                continue
            without = _without_variable(line, at, known, parameters) if error.key == "line-variable" else None
            if without is None:
                return None
            line = without
            continue
        return _Statement(" ".join(line.split()), parameters, assigned[1] if assigned else None), rest
    return None


def _place(text: str, error: Failure) -> int:
    """The place that a failure names, as a number of characters."""
    location = error.more.get("location")
    if not isinstance(location, Mapping):
        return 0
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    line, column = location["line"], location["column"]
    if not isinstance(line, int) or not isinstance(column, int):
        return 0
    return sum(map(len, lines[: line - 1])) + column - 1


def _without_variable(line: str, at: int, known: set[str], parameters: dict[str, str]) -> str | None:
    """The line without the variable at a place and the name in front of it, which ``parameters`` get."""
    variable = _VARIABLE.match(line, at)
    if variable is None or "|" in line[:at] or (at and not (line[at - 1].isspace() or line[at - 1] == ":")):
        return None
    before = line[:at]
    named = _PARAMETER.search(before)
    cmdlet = _CMDLET.match(line)
    catalogued = find(cmdlet[1]) if cmdlet else None
    name = named[1] if named else "Identity"
    if catalogued is None or not catalogued.has(name) or name in parameters:
        return None
    source = f"{variable[1]}.objects[0]" if variable[1] in known else variable[1]
    parameters[name] = f"{{{{ {source}{variable[2]} }}}}"
    return before[: named.start() if named else at] + line[variable.end() :]


def _task(statement: _Statement) -> str:
    lines = ["- m365.exchange.exo_command:", '    session: "{{ exo }}"', "    command: >-", f"      {statement.line}"]
    if statement.parameters:
        lines += ["    parameters:", *(f'      {name}: "{value}"' for name, value in statement.parameters.items())]
    if statement.register:
        lines.append(f"  register: {statement.register}")
    return "\n".join(lines) + "\n"
