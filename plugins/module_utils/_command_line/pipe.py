# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands behind a pipe: formatting is taken off, the names of properties and a number of rows are kept.

Everything else behind a pipe is refused with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .arguments import arguments
from .cursor import Cursor
from .values import Argument, Block, Number, Written, number_of
from .words import check_glue

_SELECT = frozenset({"select-object", "select"})
# Their first position is a list of properties.
_FORMATS = frozenset({"format-list", "fl", "format-table", "ft", "format-wide", "fw", "format-custom", "fc"})
_SHOWS = frozenset({"out-null", "out-string", "out-host", "oh", "out-default", "out-gridview", "ogv", "more"})

_REFUSED: Mapping[str, tuple[str, ...]] = {
    "line-file-output": (
        "export-csv", "epcsv", "export-clixml", "out-file", "set-content", "sc", "add-content", "ac", "tee-object",
        "tee", "out-printer",
    ),
    "line-conversion": ("convertto-csv", "convertto-html", "convertto-json", "convertto-xml"),
    "line-where": ("where-object", "where", "?"),
    "line-loop": ("foreach-object", "foreach", "%"),
    "line-sort": ("sort-object", "sort"),
    "line-shaping": (
        "measure-object", "measure", "group-object", "group", "get-member", "gm", "get-unique", "gu", "compare-object",
        "compare", "diff", "select-string", "sls",
    ),
}  # fmt: skip
_KEY_OF: Mapping[str, str] = {name: key for key, names in _REFUSED.items() for name in names}

# Parameters of what formats: whether a value follows. Of Select-Object only two are taken.
_FORMAT_PARAMETERS: Mapping[str, bool] = {
    "property": True, "autosize": False, "wrap": False, "hidetableheaders": False, "force": False, "showerror": False,
    "displayerror": False, "repeatheader": False, "groupby": True, "view": True, "expand": True, "column": True,
    "depth": True, "inputobject": True, "stream": False, "width": True, "transcript": False, "title": True,
    "passthru": False, "wait": False, "outputmode": True,
}  # fmt: skip
_SELECT_PARAMETERS: Mapping[str, bool] = {
    "property": True, "first": True, "last": True, "skip": True, "skiplast": True, "index": True, "unique": False,
    "expandproperty": True, "excludeproperty": True, "wait": False, "inputobject": True, "skipindex": True,
    "caseinsensitive": False,
}  # fmt: skip
_COMMAND = re.compile(r"[^\s(){}'\"`$@<>,;|&=]+")
_PROPERTY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_DASHES = re.compile(r"[\u2013-\u2015]")


@dataclass
class Tail:
    """``properties`` in order, ``first`` the number of rows wanted, ``notes`` what was left out."""

    properties: list[str] = field(default_factory=list)
    first: int | None = None
    notes: list[str] = field(default_factory=list)


def tail(cursor: Cursor) -> Tail:
    """All that follows the first pipe, where the cursor is.

    :raises Failure: one of the commands does more than formatting.
    """
    found = Tail()
    cursor.tail = True
    while cursor.here() == "|":
        pipe = cursor.at
        cursor.at += 1
        cursor.skip_lines()
        command = _COMMAND.match(cursor.text, cursor.at)
        if command is None:
            raise cursor.refusal(
                "line-pipeline" if cursor.here() else "line-pipe-open", cursor.at if cursor.here() else pipe
            )
        cursor.token(cursor.at)
        _stage(cursor, command, found)
    return found


def _stage(cursor: Cursor, command: re.Match[str], found: Tail) -> None:
    name = _DASHES.sub("-", command[0]).lower()
    if name not in _SELECT | _FORMATS | _SHOWS:
        raise cursor.refusal(_KEY_OF.get(name, "line-pipeline"), command.start(), command.end())
    cursor.at = command.end()
    check_glue(cursor, command.start())
    given = _bind(cursor, arguments(cursor), _SELECT_PARAMETERS if name in _SELECT else _FORMAT_PARAMETERS)
    names = _names(cursor, given.get("property")) if name not in _SHOWS else []
    if name in _SELECT:
        _first(cursor, given, found)
    if None in names:
        found.notes.append(f"{command[0]} with a wildcard names no properties: all of them are read.")
        found.properties = []
    elif names:
        found.properties = [one for one in names if one]
    if name not in _SELECT and not names:
        found.notes.append(f"{command[0]} only formats and was taken off.")


def _bind(cursor: Cursor, given: list[Argument], parameters: Mapping[str, bool]) -> dict[str, Argument]:
    """The arguments of one formatting command; the first without a name is its list of properties.

    :raises Failure: it does not take one of them.
    """
    bound: dict[str, Argument] = {}
    waiting = list(reversed(given))
    while waiting:
        argument = waiting.pop()
        name = "property" if argument.name is None else _full_name(cursor, argument, parameters)
        if name in bound:
            raise cursor.refusal("line-select", argument.start, argument.end)
        follows = bool(waiting) and waiting[-1].name is None
        if argument.name is not None and (argument.joined or parameters[name]):
            if not follows:
                raise cursor.refusal("line-value-missing", argument.start, argument.end, parameter=argument.name)
            argument = waiting.pop()
        bound[name] = argument
    return bound


def _full_name(cursor: Cursor, argument: Argument, parameters: Mapping[str, bool]) -> str:
    key = (argument.name or "").lower()
    starting = [key] if key in parameters else [name for name in parameters if name.startswith(key)]
    if not starting:
        raise cursor.refusal("line-select", argument.start, argument.end)
    return starting[0]


def _names(cursor: Cursor, argument: Argument | None) -> list[str | None]:
    """The names of properties; None for one with a wildcard.

    :raises Failure: ``line-calculated-property``.
    """
    if argument is None:
        return []
    several = argument.value if isinstance(argument.value, list) else [argument.value]
    return [_property(cursor, one, argument) for one in several]


def _property(cursor: Cursor, value: Written, argument: Argument) -> str | None:
    if isinstance(value, (dict, Block)):
        raise cursor.refusal("line-calculated-property", argument.start, argument.end)
    if not isinstance(value, str) or not value.strip():
        raise cursor.refusal("line-select", argument.start, argument.end)
    if any(sign in value for sign in "*?["):
        return None
    if not _PROPERTY.fullmatch(value.strip()):
        raise cursor.refusal("line-select", argument.start, argument.end)
    return value.strip()


def _first(cursor: Cursor, given: dict[str, Argument], found: Tail) -> None:
    """The number of Select-Object -First.

    :raises Failure: ``line-select``: it selects in a way that a listing cannot.
    """
    for name, argument in given.items():
        if name not in ("property", "first"):
            raise cursor.refusal("line-select", argument.start, argument.end)
    wanted = given.get("first")
    if wanted is None:
        return
    number = number_of(wanted.value.text) if isinstance(wanted.value, Number) else 0
    if not isinstance(number, int) or number < 1:
        raise cursor.refusal("line-select", wanted.start, wanted.end)
    found.first = number if found.first is None else min(number, found.first)
