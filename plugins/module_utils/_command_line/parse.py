# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A PowerShell command line, as Microsoft's documentation prints it, as a cmdlet with its parameters.

Literals only: nothing is ever evaluated, and what is no literal is refused with its name, its place and what to write
instead. Behind a pipe formatting is taken off, and the names of properties and a number of rows are kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from .._characters import DASHES, NAMES, describe
from .._dataclass import dataclass
from .._json_types import JsonMap, Row
from .._values.encode_parameters import MAX_NAME, canonical_name
from . import refused_constructs
from .arguments import arguments
from .bind_parameters import Binder
from .refused_constructs import placeholder
from .scanner import MAX_BYTES, Cursor, Source
from .strings import check_glue
from .written_values import Argument, Block, Number, Written, number_of

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


_PROMPT = re.compile(r"(?:\[PS\]|PS)(?:[^\S\r\n][^<>|;\"'\r\n]{0,260})?>+|[A-Za-z]:\\[^<>|;\"'\r\n]{0,260}>")
_HEAD = re.compile(rf"([A-Za-z]+)([{DASHES}])([A-Za-z0-9]+)(?=[\s;|`({{]|\Z)")
# Only a line that is refused asks for these: re compiles them then, and keeps them.
_KEYWORD = rf"(?i:{refused_constructs.KEYWORDS})(?![\w.-])"
_LETTERS = rf"[{DASHES}A-Za-z]*"
_WORD = r"[^\s(){},;|&]+"
_OTHER_HYPHEN = (
    "The hyphen in the cmdlet's name is typographic. It was read as a plain one; PowerShell itself would not find the"
    " cmdlet."
)
# What Microsoft's page generator leaves where nobody wrote an example.
_TEMPLATE = r"\{\{[^{}\r\n]{1,200}\}\}"
_ASSIGNS = r"\$[\w:]+\s*(?:\[[^\]]*\]\s*)?[-+*/%]?=(?!=)"

# Commands of PowerShell itself that a pasted line may begin with.
_OF_POWERSHELL = frozenset(
    {
        "add-content", "compare-object", "convertfrom-csv", "convertfrom-json", "convertto-json",
        "convertto-securestring", "export-clixml", "export-csv", "foreach-object", "get-childitem", "get-command",
        "get-content", "get-credential", "get-date", "get-help", "get-item", "get-member", "get-module", "get-process",
        "get-service", "get-variable", "import-clixml", "import-csv", "import-module", "import-pssession",
        "install-module", "invoke-command", "invoke-expression", "invoke-restmethod", "invoke-webrequest", "new-item",
        "new-object", "new-pssession", "out-file", "read-host", "remove-item", "remove-pssession", "select-object",
        "set-content", "set-executionpolicy", "set-variable", "sort-object", "start-process", "start-sleep",
        "start-transcript", "test-path", "update-module", "where-object", "write-error", "write-host", "write-output",
        "write-verbose", "write-warning",
    }
)  # fmt: skip

# Their short names, of which none is a word that a sentence begins with.
_SHORT_FORMS = frozenset(
    {
        "cat", "cd", "chdir", "cls", "curl", "del", "dir", "echo", "gc", "gci", "gcm", "gi", "gp", "iex", "ipcsv",
        "ipmo", "irm", "iwr", "ls", "md", "mkdir", "mv", "popd", "pushd", "pwd", "rd", "rm", "rmdir", "wget",
    }
)  # fmt: skip


@dataclass(frozen=True)
class ParsedCommand:
    """A command line's content.

    ``parameters`` hold what the option of that name would: texts, numbers, true and false, null, lists and maps.
    ``result_size`` is None where the line does not end in a number of rows; ``warnings`` tell what PowerShell would
    have read otherwise. ``notes`` tell what was left out because it only concerns PowerShell, and which parameters
    Microsoft's reference lacks.
    """

    cmdlet: str
    parameters: JsonMap
    properties: tuple[str, ...] = ()
    result_size: int | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parse(text: str) -> ParsedCommand:
    """What a command line says.

    :raises Failure: with a key that begins with "line-" (or "parameter-twice"); its field ``location`` tells the place.
    """
    cursor = Cursor(Source(text))
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise cursor.refusal("line-too-long", 0, limit=f"{MAX_BYTES:,}")
    cmdlet = _cmdlet(cursor)
    given = arguments(cursor)
    rest = tail(cursor)
    binder = Binder(cmdlet, cursor)
    binder.bind(given)
    parameters, first = _fewest(binder.parameters, rest)
    return ParsedCommand(
        cmdlet=cmdlet,
        parameters=parameters,
        properties=tuple(rest.properties),
        result_size=first,
        warnings=tuple(cursor.warnings),
        notes=tuple(binder.notes + rest.notes),
    )


def _cmdlet(cursor: Cursor) -> str:
    """The cmdlet's name at the beginning, in Microsoft's spelling."""
    if cursor.text.startswith("\ufeff"):
        cursor.at = 1
    _skip_separators(cursor)
    prompt = _PROMPT.match(cursor.text, cursor.at)
    if prompt:
        cursor.at = prompt.end()
        cursor.skip()
    start = cursor.at
    head = _HEAD.match(cursor.text, start)
    if head is None or len(head[0]) > MAX_NAME:
        raise _no_cmdlet(cursor)
    name = f"{head[1]}-{head[3]}"
    if name.lower() in _OF_POWERSHELL:
        raise cursor.refusal("line-powershell-command", start, head.end())
    cursor.token(start)
    cursor.at = head.end()
    check_glue(cursor, start)
    if head[2] != "-":
        cursor.warn(_OTHER_HYPHEN)
    return canonical_name(name)


def _skip_separators(cursor: Cursor) -> None:
    cursor.skip_lines()
    while cursor.here() == ";":
        cursor.at += 1
        cursor.skip_lines()


def _no_cmdlet(cursor: Cursor) -> Exception:
    """What stands where the cmdlet should."""
    start, character = cursor.at, cursor.here()
    if not character:
        return cursor.refusal("line-empty", 0)
    letters = re.compile(_LETTERS).match(cursor.text, start)
    behind = letters.end() if letters else start
    odd = cursor.text[behind : behind + 1]
    if odd in NAMES:
        return cursor.refusal("line-character", behind, behind + 1, name=describe(odd))
    assignment = re.compile(_ASSIGNS).match(cursor.text, start)
    if assignment:
        return cursor.refusal("line-assignment", start, assignment.end())
    if character == "$":
        return refused_constructs.variable(cursor, start)
    if character in "&." and cursor.text[start + 1 : start + 2] in (" ", "'", '"', "$", "{", "\\", "/"):
        return cursor.refusal("line-call-operator", start)
    keyword = re.compile(_KEYWORD).match(cursor.text, start)
    if keyword:
        return cursor.refusal("line-control-flow", start, keyword.end())
    if character == "(":
        return refused_constructs.in_parentheses(cursor, start)
    if character == "[" and (failure := refused_constructs.type_name(cursor, start)):
        return failure
    if character == "<":
        return placeholder(cursor)
    return _no_name(cursor)


def _no_name(cursor: Cursor) -> Exception:
    """A word, or nothing of PowerShell's, where the cmdlet should be."""
    start = cursor.at
    template = re.compile(_TEMPLATE).match(cursor.text, start)
    if template:
        return cursor.refusal("line-placeholder", start, template.end())
    word = re.compile(_WORD).match(cursor.text, start)
    known = word is not None and word[0].lower() in _SHORT_FORMS
    key = "line-powershell-command" if known else "line-no-cmdlet"
    return cursor.refusal(key, start, word.end() if word else None)


def _fewest(parameters: Row, rest: Tail) -> tuple[Row, int | None]:
    """ResultSize and -First in one line: the smaller of the two says how many rows remain."""
    written = parameters.get("ResultSize")
    if rest.first is None or written is None:
        return parameters, rest.first
    if str(written).isdigit() and int(str(written)) <= rest.first:
        return parameters, None
    return {name: value for name, value in parameters.items() if name != "ResultSize"}, rest.first
