# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Tell by its first characters what a thing is that PowerShell would have to evaluate. Nothing here evaluates it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._errors.failure import Failure
from .cursor import Cursor

_DATE = "line-date"
_FILE = "line-file-content"
_CREDENTIAL = "line-credential"

# The commands of PowerShell that Microsoft's examples use inside a command, and what they are used for.
_COMMANDS: Mapping[str, str] = {
    "get-date": _DATE,
    "new-timespan": _DATE,
    "get-content": _FILE,
    "import-csv": _FILE,
    "import-clixml": _FILE,
    "convertto-securestring": _CREDENTIAL,
    "get-credential": _CREDENTIAL,
    "read-host": _CREDENTIAL,
}
_TYPES: Mapping[str, str] = {
    "datetime": _DATE,
    "datetimeoffset": _DATE,
    "timespan": _DATE,
    "timezoneinfo": _DATE,
    "file": _FILE,
    "byte": _FILE,
    "securestring": _CREDENTIAL,
    "pscredential": _CREDENTIAL,
}
KEYWORDS = (
    r"(?:begin|break|class|continue|data|do|enum|exit|filter|for|foreach|function|if|param|process|return|switch|throw|"
    r"trap|try|until|using|while)"
)
VARIABLE = re.compile(r"\$(?:\{[^}]*\}?|[\w:]*\w|[$?^])")
_COMMAND = re.compile(r"([A-Za-z]+)[-\u2013-\u2015]([A-Za-z][A-Za-z0-9]*)")
_TYPE = re.compile(r"\[\s*(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)[^\]\r\n]*\]")
_NEW_CREDENTIAL = re.compile(r"\s+(?:-TypeName\s+)?(?:[\w.]+\.)?(PSCredential|NetworkCredential)\b", re.IGNORECASE)
_LEADING = re.compile(r"[\s(&]*")
_WORD = re.compile(r"[^\s(){},;|&]+")


def variable(cursor: Cursor, at: int) -> Failure:
    """A variable, or a subexpression, that starts with the dollar sign at ``at``."""
    if cursor.text.startswith("$(", at):
        return _inside(cursor, at, at + 1, "line-subexpression")
    found = VARIABLE.match(cursor.text, at)
    return cursor.refusal("line-variable", at, found.end() if found else at + 1)


def in_parentheses(cursor: Cursor, start: int) -> Failure:
    """What the parentheses at ``start`` hold, which is no literal."""
    return _inside(cursor, start, start, "line-bareword")


def type_name(cursor: Cursor, at: int) -> Failure | None:
    """A type in square brackets; None where it is none."""
    found = _TYPE.match(cursor.text, at)
    if found is None:
        return None
    return cursor.refusal(_TYPES.get(found[1].lower(), "line-type"), at, found.end())


def _inside(cursor: Cursor, start: int, opening: int, otherwise: str) -> Failure:
    """The failure of what follows the opening parenthesis, at its own place; a subexpression's is its dollar sign."""
    leading = _LEADING.match(cursor.text, opening)
    first = leading.end() if leading else opening + 1
    character = cursor.text[first : first + 1]
    if character == "$" and (found := VARIABLE.match(cursor.text, first)):
        return cursor.refusal("line-variable", first, found.end())
    if character == "[" and (failure := type_name(cursor, first)):
        return failure
    command = _COMMAND.match(cursor.text, first)
    if command:
        return cursor.refusal(command_key(cursor.text, command), first, command.end())
    word = _WORD.match(cursor.text, first)
    return cursor.refusal(otherwise, first if otherwise == "line-bareword" else start, word.end() if word else None)


def command_key(text: str, command: re.Match[str]) -> str:
    """The failure that fits a command inside a command."""
    name = f"{command[1]}-{command[2]}".lower()
    if name == "new-object":
        return _CREDENTIAL if _NEW_CREDENTIAL.match(text, command.end()) else "line-type"
    return _COMMANDS.get(name, "line-nested-command")
