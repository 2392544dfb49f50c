# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is no literal: what PowerShell would have to evaluate, told by its first characters, and places for a value.

Nothing here evaluates anything. Angle brackets mark in documentation the place of a value. In quotation marks they are
a text to PowerShell, as <br> of a disclaimer and <External> of a subject are; that is taken, and a warning says where
it looks like what a reader should have replaced. Without them it is no value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._errors.failure import Failure
from .scanner import Cursor

_DATE_KEY = "line-date"
_FILE_KEY = "line-file-content"
_CREDENTIAL_KEY = "line-credential"

# The commands of PowerShell that Microsoft's examples use inside a command, and what they are used for.
_KEY_OF_COMMAND: Mapping[str, str] = {
    "get-date": _DATE_KEY,
    "new-timespan": _DATE_KEY,
    "get-content": _FILE_KEY,
    "import-csv": _FILE_KEY,
    "import-clixml": _FILE_KEY,
    "convertto-securestring": _CREDENTIAL_KEY,
    "get-credential": _CREDENTIAL_KEY,
    "read-host": _CREDENTIAL_KEY,
}
_KEY_OF_TYPE: Mapping[str, str] = {
    "datetime": _DATE_KEY,
    "datetimeoffset": _DATE_KEY,
    "timespan": _DATE_KEY,
    "timezoneinfo": _DATE_KEY,
    "file": _FILE_KEY,
    "byte": _FILE_KEY,
    "securestring": _CREDENTIAL_KEY,
    "pscredential": _CREDENTIAL_KEY,
}
KEYWORDS = (
    r"(?:begin|break|class|continue|data|do|enum|exit|filter|for|foreach|function|if|param|process|return|switch|throw|"
    r"trap|try|until|using|while)"
)
VARIABLE = re.compile(r"\$(?:\{[^}]*\}?|[\w:]*\w|[$?^])")
_COMMAND_INSIDE = re.compile(r"([A-Za-z]+)[-\u2013-\u2015]([A-Za-z][A-Za-z0-9]*)")
_TYPE_IN_BRACKETS = re.compile(r"\[\s*(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)[^\]\r\n]*\]")
_NEW_CREDENTIAL = re.compile(r"\s+(?:-TypeName\s+)?(?:[\w.]+\.)?(PSCredential|NetworkCredential)\b", re.IGNORECASE)
_LEADING_BRACKETS = re.compile(r"[\s(&]*")
_WORD_INSIDE = re.compile(r"[^\s(){},;|&]+")


def variable_failure(cursor: Cursor, at: int) -> Failure:
    """A variable, or a subexpression, that starts with the dollar sign at ``at``."""
    if cursor.text.startswith("$(", at):
        return _inside_failure(cursor, at, at + 1, "line-subexpression")
    found = VARIABLE.match(cursor.text, at)
    return cursor.refusal("line-variable", at, found.end() if found else at + 1)


def parentheses_failure(cursor: Cursor, start: int) -> Failure:
    """What the parentheses at ``start`` hold, which is no literal."""
    return _inside_failure(cursor, start, start, "line-bareword")


def type_name_failure(cursor: Cursor, at: int) -> Failure | None:
    """A type in square brackets; None where it is none."""
    found = _TYPE_IN_BRACKETS.match(cursor.text, at)
    if found is None:
        return None
    return cursor.refusal(_KEY_OF_TYPE.get(found[1].lower(), "line-type"), at, found.end())


def _inside_failure(cursor: Cursor, start: int, opening: int, otherwise: str) -> Failure:
    """The failure of what follows the opening parenthesis, at its own place; a subexpression's is its dollar sign."""
    leading = _LEADING_BRACKETS.match(cursor.text, opening)
    first = leading.end() if leading else opening + 1
    character = cursor.text[first : first + 1]
    if character == "$" and (found := VARIABLE.match(cursor.text, first)):
        return cursor.refusal("line-variable", first, found.end())
    if character == "[" and (failure := type_name_failure(cursor, first)):
        return failure
    command = _COMMAND_INSIDE.match(cursor.text, first)
    if command:
        return cursor.refusal(command_key(cursor.text, command), first, command.end())
    word = _WORD_INSIDE.match(cursor.text, first)
    return cursor.refusal(otherwise, first if otherwise == "line-bareword" else start, word.end() if word else None)


def command_key(text: str, command: re.Match[str]) -> str:
    """The failure that fits a command inside a command."""
    name = f"{command[1]}-{command[2]}".lower()
    if name == "new-object":
        return _CREDENTIAL_KEY if _NEW_CREDENTIAL.match(text, command.end()) else "line-type"
    return _KEY_OF_COMMAND.get(name, "line-nested-command")


# A whole text, or one in quotation marks inside a filter. Its closing bracket may be missing: some are mistyped in the
# documentation itself.
_PLACE_IN_QUOTES = r"(?:\A|['\"])<([A-Za-z][A-Za-z0-9 _|-]*)(?:>(?:\Z|['\"])|\\?\Z)"
# Several words, or one that is put together of several: <Name Of Thing>, <UserIdentity>.
_PLACE_OF_SEVERAL_WORDS = r"[A-Za-z0-9]+[ _|-]+[A-Za-z]|[A-Za-z]*[a-z][A-Z]"
_PLACES_OF_ONE_WORD = frozenset(
    {"alias", "domain", "guid", "identity", "mailbox", "name", "smtpaddress", "user", "value"}
)


def looks_like_a_place(text: str) -> bool:
    """Whether a text is, or has in quotation marks, what Microsoft's pages write where a reader puts a value."""
    found = re.search(_PLACE_IN_QUOTES, text) if "<" in text else None
    return found is not None and (
        found[1].lower() in _PLACES_OF_ONE_WORD or re.match(_PLACE_OF_SEVERAL_WORDS, found[1]) is not None
    )


def warn_of_a_place(cursor: Cursor, text: str, start: int) -> None:
    """Say that a text in quotation marks looks like a place for a value, unless parentheses say that it is meant."""
    if cursor.meant or not looks_like_a_place(text):
        return
    line, column = cursor.source.place(start)
    cursor.warn(
        f"The text at line {line}, column {column} looks like a place that documentation leaves for a value. It was"
        " taken as it is written; parentheses round its quotation marks say that it is meant."
    )


def placeholder_failure(cursor: Cursor) -> Exception:
    """What an angle bracket without quotation marks is: the place for a value, or PowerShell's redirection."""
    found = re.compile(r"<[^<>\r\n]{1,200}>").match(cursor.text, cursor.at)
    if found:
        return cursor.refusal("line-placeholder", cursor.at, found.end())
    return cursor.refusal("line-redirection", cursor.at)
