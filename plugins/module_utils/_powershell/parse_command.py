# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A PowerShell command line, as Microsoft's documentation prints it, as a cmdlet with its parameters.

Literals only: nothing is ever evaluated, and what is no literal is refused with its name, its place and what to write
instead. What stands behind a pipe becomes stages, as data.
"""

from __future__ import annotations

import re

from .._characters import DASHES, NAMES, describe
from .._dataclass import dataclass
from .._json_types import JsonMap, Row
from .._values.encode_parameters import MAX_NAME, canonical_name
from .bind_parameters import ArgumentBinder
from .cursor_and_refusals import (
    KEYWORDS,
    MAX_BYTES,
    Cursor,
    Source,
    parentheses_failure,
    placeholder_failure,
    type_name_failure,
    variable_failure,
)
from .parse_arguments import check_glue, parse_arguments
from .parse_stages import Tail, read_tail
from .stages import Stage

_POWERSHELL_PROMPT = re.compile(r"(?:\[PS\]|PS)(?:[^\S\r\n][^<>|;\"'\r\n]{0,260})?>+|[A-Za-z]:\\[^<>|;\"'\r\n]{0,260}>")
_CMDLET_AT_START = re.compile(rf"([A-Za-z]+)([{DASHES}])([A-Za-z0-9]+)(?=[\s;|`({{]|\Z)")
# Only a line that is refused asks for these: re compiles them then, and keeps them.
_KEYWORD_AT_START = rf"(?i:{KEYWORDS})(?![\w.-])"
_LETTERS_AT_START = rf"[{DASHES}A-Za-z]*"
_WORD_AT_START = r"[^\s(){},;|&]+"
_OTHER_HYPHEN = (
    "The hyphen in the cmdlet's name is typographic. It was read as a plain one; PowerShell itself would not find the"
    " cmdlet."
)
# What Microsoft's page generator leaves where nobody wrote an example.
_TEMPLATE_OF_DOCS = r"\{\{[^{}\r\n]{1,200}\}\}"
_ASSIGNMENT = r"\$[\w:]+\s*(?:\[[^\]]*\]\s*)?[-+*/%]?=(?!=)"

# Commands of PowerShell itself that a pasted line may begin with.
_POWERSHELL_CMDLETS = frozenset(
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
    Microsoft's reference lacks. ``stages`` are what the objects pass behind the cmdlet, and
    ``stage_texts`` how they were written.
    """

    cmdlet: str
    parameters: JsonMap
    properties: tuple[str, ...] = ()
    result_size: int | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    stage_texts: tuple[str, ...] = ()


def parse(text: str, *, to_file: bool = False) -> ParsedCommand:
    """What a command line says. ``to_file`` tells that the task has a file for the rows, so that the line needs none.

    :raises Failure: with a key that begins with "line-" (or "parameter-twice"); its field ``location`` tells the place.
    """
    cursor = Cursor(Source(text))
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise cursor.refusal("line-too-long", 0, limit=f"{MAX_BYTES:,}")
    cmdlet = _read_cmdlet_name(cursor)
    arguments = parse_arguments(cursor)
    tail = read_tail(cursor, to_file=to_file)
    binder = ArgumentBinder(cmdlet, cursor)
    binder.bind(arguments)
    parameters, first = _fewest_rows(binder.parameters, tail)
    return ParsedCommand(
        cmdlet=cmdlet,
        parameters=parameters,
        properties=tail.properties,
        result_size=first,
        warnings=tuple(cursor.warnings),
        notes=tuple(binder.notes + tail.notes),
        stages=tuple(tail.stages),
        stage_texts=tuple(tail.texts),
    )


def _read_cmdlet_name(cursor: Cursor) -> str:
    """The cmdlet's name at the beginning, in Microsoft's spelling."""
    if cursor.text.startswith("\ufeff"):
        cursor.at = 1
    cursor.skip_separators()
    prompt = _POWERSHELL_PROMPT.match(cursor.text, cursor.at)
    if prompt:
        cursor.at = prompt.end()
        cursor.skip()
    start = cursor.at
    head = _CMDLET_AT_START.match(cursor.text, start)
    if head is None or len(head[0]) > MAX_NAME:
        raise _no_cmdlet_failure(cursor)
    name = f"{head[1]}-{head[3]}"
    if name.lower() in _POWERSHELL_CMDLETS:
        raise cursor.refusal("line-powershell-command", start, head.end())
    cursor.token(start)
    cursor.at = head.end()
    check_glue(cursor, start)
    if head[2] != "-":
        cursor.warn(_OTHER_HYPHEN)
    return canonical_name(name)


def _no_cmdlet_failure(cursor: Cursor) -> Exception:
    """What stands where the cmdlet should."""
    start, character = cursor.at, cursor.here()
    if not character:
        return cursor.refusal("line-empty", 0)
    letters = re.compile(_LETTERS_AT_START).match(cursor.text, start)
    behind = letters.end() if letters else start
    odd = cursor.text[behind : behind + 1]
    if odd in NAMES:
        return cursor.refusal("line-character", behind, behind + 1, name=describe(odd))
    assignment = re.compile(_ASSIGNMENT).match(cursor.text, start)
    if assignment:
        return cursor.refusal("line-assignment", start, assignment.end())
    if character == "$":
        return variable_failure(cursor, start)
    if character in "&." and cursor.text[start + 1 : start + 2] in (" ", "'", '"', "$", "{", "\\", "/"):
        return cursor.refusal("line-call-operator", start)
    keyword = re.compile(_KEYWORD_AT_START).match(cursor.text, start)
    if keyword:
        return cursor.refusal("line-control-flow", start, keyword.end())
    if character == "(":
        return parentheses_failure(cursor, start)
    if character == "[" and (failure := type_name_failure(cursor, start)):
        return failure
    if character == "<":
        return placeholder_failure(cursor)
    return _no_name_failure(cursor)


def _no_name_failure(cursor: Cursor) -> Exception:
    """A word, or nothing of PowerShell's, where the cmdlet should be."""
    start = cursor.at
    template = re.compile(_TEMPLATE_OF_DOCS).match(cursor.text, start)
    if template:
        return cursor.refusal("line-placeholder", start, template.end())
    word = re.compile(_WORD_AT_START).match(cursor.text, start)
    is_short_form = word is not None and word[0].lower() in _SHORT_FORMS
    key = "line-powershell-command" if is_short_form else "line-no-cmdlet"
    return cursor.refusal(key, start, word.end() if word else None)


def _fewest_rows(parameters: Row, tail: Tail) -> tuple[Row, int | None]:
    """ResultSize and -First in one line: the smaller of the two says how many rows remain."""
    written = parameters.get("ResultSize")
    if tail.first is None or written is None:
        return parameters, tail.first
    if str(written).isdigit() and int(str(written)) <= tail.first:
        return parameters, None
    return {name: value for name, value in parameters.items() if name != "ResultSize"}, tail.first
