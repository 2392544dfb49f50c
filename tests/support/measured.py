# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real PowerShell made of thousands of command lines, and how our reading compares with it.

The first record of the file tells how it was measured. A line is equal in meaning (the values that are sent), refused
by both, or it falls under a kind, a row of docs/command-lines.md. Anything else would be a silent difference.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import Parameter, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.parameter_types import is_boolean, is_numeric
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.literals import is_number, number_of
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import ParsedCommand, parse
from ansible_collections.m365.exchange.plugins.module_utils._values.encode_parameters import encode

from .places import ROOT

FILE = ROOT / "tests" / "unit" / "plugins" / "module_utils" / "powershell" / "data" / "measured.jsonl.gz"
EQUAL, REFUSED, OTHER = "equal", "refused by both", "other"

CONTINUED = "a line that PowerShell would not continue"
DIGITS = "digits in a list or a map of texts"
HYPHEN = "a typographic hyphen in the cmdlet's name"
LACKS = "a parameter that the reference lacks"
COMMENT = "a comment in the braces of a filter"
PROMPT = "a prompt, a byte order mark"
FIRST = "`Select-Object -First` beside `-ResultSize`"
# By words of what is said beside a line that was taken.
SAID: Mapping[str, str] = {
    "is a switch": "a text or a number for true and false",
    "takes $true or $false; the ": "a text or a number for true and false",
    "it gets $null": "`$null` for true and false",
    "hyphen in the cmdlet's name": HYPHEN,
    "distinguished name": "a distinguished name without quotation marks",
    "not in Microsoft's reference": LACKS,
    "was read as -Identity. The documentation": "a value without a name where the reference gives no positions",
    "steers PowerShell": "PowerShell's common parameters",
    "backtick": CONTINUED,
    "A line begins with": CONTINUED,
    "A pipe stands": CONTINUED,
    "comment inside braces": COMMENT,
}
# A parameter at the very beginning of a line that a glued backtick continues.
_GLUED_NAME = re.compile(r"`(?:\r\n|\n|\r)[-\u2013-\u2015]")
_EXPRESSION = "variables, sub-expressions, types, operators, control flow"
_PIPELINE = "a pipe into what is no stage here"
_CHARACTER = "a character that looks like a hyphen, or like nothing"
# By the failure of a line that PowerShell takes.
KEYS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "line-variable", "line-subexpression", "line-type", "line-operator", "line-control-flow", "line-splatting",
            "line-nested-command", "line-bareword", "line-date", "line-call-operator", "line-statements",
        ),
        _EXPRESSION,
    ),
    **dict.fromkeys(
        (
            "line-pipeline", "line-select", "line-condition", "line-property-of-property", "line-loop", "line-sort",
            "line-measure", "line-shaping", "line-conversion", "line-file-output", "line-calculated-property",
        ),
        _PIPELINE,
    ),
    **dict.fromkeys(("line-no-cmdlet", "line-powershell-command"), "a cmdlet's name that is no verb and noun"),
    **dict.fromkeys(("line-backtick", "line-split-word"), "a backtick that glues something to a word or a name"),
    **dict.fromkeys(("line-member", "line-text-after-quote"), "something right behind a value"),
    "line-character": _CHARACTER,
    "line-filter": "a background job in a filter",
    "line-hashtable": "a map's key that is a number or an expression",
    "line-parameter-name": "a parameter's name with more than letters and digits",
    "line-placeholder": "a place for a value without quotation marks",
    "line-bracket": "a closing bracket in front of a word",
    "line-redirection": "redirections, and a word with `>` in it",
    "line-script-block": "braces where no filter is, or several",
    "line-value-missing": "a value that begins as a parameter does",
    "line-number": "a value that does not fit its type",
    "parameter-value": "a value that does not fit its type",
}  # fmt: skip
KINDS = {*SAID.values(), *KEYS.values(), DIGITS, PROMPT, FIRST}


def records(path: Path = FILE) -> Iterator[dict[str, Any]]:
    """The lines with their meaning, without the note in front of them."""
    with gzip.open(path, "rt", encoding="ascii") as file:
        lines = file.readlines()
    yield from map(json.loads, lines[1:])


def verdict(record: Mapping[str, Any]) -> str:
    """How our reading of a line compares: one of the three words, or a kind."""
    try:
        found = parse(record["line"])
    except Failure as error:
        return REFUSED if is_refused(record) else KEYS.get(error.key, OTHER)
    try:
        sent = encode(found.cmdlet, found.parameters)
    except Failure as error:
        return REFUSED if is_refused(record) or is_refused_value(record) else KEYS.get(error.key, OTHER)
    said = kinds_said(found)
    if is_refused(record):
        return _taken(record, said)
    return _compared(record, found, lower(sent), said)


def is_refused(record: Mapping[str, Any]) -> bool:
    """Whether PowerShell refuses a line, its parser or its binder."""
    return "parser" in record or "binder" in record


def is_refused_value(record: Mapping[str, Any]) -> bool:
    """Whether PowerShell's own values cannot be sent either."""
    try:
        encode(record["cmdlet"], _meant(record, as_written=False))
    except Failure:
        return True
    return False


def kinds_said(found: ParsedCommand) -> list[str]:
    """The kinds that the warnings and notes of a line tell of."""
    texts = [*found.warnings, *found.notes]
    return [kind for words, kind in SAID.items() if any(words in text for text in texts)]


def _taken(record: Mapping[str, Any], said: list[str]) -> str:
    """The kind of a line that we take and PowerShell does not."""
    if record["line"].startswith(("\ufeff", "PS", "[PS]")):
        return PROMPT
    if "parser" in record:
        return CONTINUED if CONTINUED in said else OTHER
    return said[0] if said else OTHER


def _compared(record: Mapping[str, Any], found: ParsedCommand, sent: dict[str, Any], said: list[str]) -> str:
    named = found.cmdlet.lower() == record["cmdlet"].lower()
    written = _sent(record, as_written=True)
    if sent == _sent(record, as_written=False):
        return EQUAL if named else _otherwise([CONTINUED, HYPHEN], said)
    if sent == written:
        return DIGITS if any("other digits" in text for text in found.warnings) else OTHER
    if _stripped(sent) == _stripped(written) or _GLUED_NAME.search(record["line"]):
        return _otherwise([CONTINUED], said)
    if found.result_size is not None and sent == {k: v for k, v in written.items() if k != "resultsize"}:
        return FIRST
    return _otherwise([one for one in SAID.values() if one not in (CONTINUED, HYPHEN, LACKS)], said)


def _otherwise(wanted: list[str], said: list[str]) -> str:
    """A kind that explains a difference and was told."""
    return next((kind for kind in wanted if kind in said), OTHER)


def _sent(record: Mapping[str, Any], *, as_written: bool) -> dict[str, Any]:
    try:
        return lower(encode(record["cmdlet"].rstrip("\r\n"), _meant(record, as_written=as_written)))
    except Failure:
        return {"not": "sendable"}


def _meant(record: Mapping[str, Any], *, as_written: bool) -> dict[str, Any]:
    known = find(record["cmdlet"].rstrip("\r\n"))
    return {
        name: _value(value, known.parameter(name) if known else None, inside=False, as_written=as_written)
        for name, value in record["given"].items()
    }


def _value(value: Any, parameter: Parameter | None, *, inside: bool, as_written: bool) -> Any:
    """A value as the service would get it: PowerShell keeps a number's digits only outside of lists and maps."""
    if isinstance(value, list):
        return [_value(one, parameter, inside=True, as_written=as_written) for one in value]
    if isinstance(value, str) and is_numeric(parameter) and is_number(value):
        return number_of(value)
    if not isinstance(value, dict):
        return value
    if "digits" in value:
        return _number(value, parameter, value["digits" if as_written or not inside else "makes"])
    if "braces" in value:
        return value["braces"].strip()
    return {key: _value(one, None, inside=True, as_written=as_written) for key, one in value["keys"].items()}


def _number(value: Mapping[str, str], parameter: Parameter | None, text: str) -> Any:
    if not is_numeric(parameter) and not is_boolean(parameter):
        return text
    number = float(value["makes"])
    return number != 0 if is_boolean(parameter) else (int(number) if number.is_integer() else number)


def lower(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters by their names in lower case."""
    return {name.lower(): value for name, value in sent.items()}


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(one) for key, one in value.items()}
    return value.rstrip() if isinstance(value, str) else value
