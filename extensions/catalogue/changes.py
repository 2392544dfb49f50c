# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print where a refreshed list of cmdlets differs from cmdlets.json.

    python extensions/catalogue/changes.py LIST.json

LIST.json is of the form of cmdlets.json, or says less: a cmdlet's entry may be the list of its parameters' names alone,
as a module's file tells them, and the whole may be a list of cmdlets. What a list does not tell is not compared. The
exit code is 1 where something differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent / "cmdlets.json"

_FLAGS = {
    1: "mandatory",
    2: "mandatory in some parameter set",
    4: "takes Add and Remove",
    8: "null says not configured",
    16: "corrected",
    32: "without a page",
    64: "not served",
}
_MARKS = {
    "w": "knows WhatIf and Confirm",
    "m": "of Microsoft's own module",
    "u": "without a page",
    "n": "WhatIf does not work in Security & Compliance",
}


def differences(known: Mapping[str, Any], refreshed: Mapping[str, Any] | Iterable[str]) -> Iterator[str]:
    """A line for each difference: cmdlets first, then what each has."""
    found = refreshed if isinstance(refreshed, Mapping) else dict.fromkeys(refreshed)
    yield from (f"new cmdlet: {name}" for name in sorted(found.keys() - known.keys()))
    yield from (f"gone cmdlet: {name}" for name in sorted(known.keys() - found.keys()))
    for name in sorted(found.keys() & known.keys()):
        yield from (f"{name}: {text}" for text in _of_cmdlet(known[name], found[name]))


def _of_cmdlet(known: Mapping[str, Any], found: Mapping[str, Any] | Iterable[str] | None) -> Iterator[str]:
    if found is None:
        return
    names = known["p"].keys()
    now: dict[str, Any] = found.get("p", {}) if isinstance(found, Mapping) else dict.fromkeys(found)
    if now:  # no parameter at all means that they are not known
        yield from (f"new parameter {name}" for name in sorted(now.keys() - names))
        yield from (f"gone parameter {name}" for name in sorted(names - now.keys()))
    if not isinstance(found, Mapping):
        return
    if found.get("s", known["s"]) != known["s"]:
        yield f"services {known['s']} -> {found['s']}"
    yield from _turned("", _MARKS, {key for key in _MARKS if known.get(key)}, {key for key in _MARKS if found.get(key)})
    if found.get("x", []) != known.get("x", []):
        yield f"never together {known.get('x', [])} -> {found.get('x', [])}"
    for name in sorted(now.keys() & names):
        yield from _of_parameter(name, known["p"][name], now[name])


def _of_parameter(name: str, known: list[Any], found: list[Any]) -> Iterator[str]:
    if known[0] != found[0]:
        yield f"{name}: type {known[0]} -> {found[0]}"
    before, after = ({bit for bit in _FLAGS if entry[1] & bit} for entry in (known, found))
    yield from _turned(f"{name}: ", _FLAGS, before, after)
    if known[2] != found[2]:
        yield f"{name}: position {known[2]} -> {found[2]}"


def _turned(where: str, words: Mapping[Any, str], before: set[Any], after: set[Any]) -> Iterator[str]:
    yield from (f"{where}now {words[one]}" for one in words if one in after - before)
    yield from (f"{where}no longer {words[one]}" for one in words if one in before - after)


def main(arguments: list[str]) -> int:
    """Print the differences."""
    if len(arguments) != 1:
        sys.stderr.write("usage: changes.py LIST.json\n")
        return 2
    known, refreshed = (json.loads(path.read_text(encoding="utf-8")) for path in (TARGET, Path(arguments[0])))
    lines = list(differences(known, refreshed))
    sys.stdout.write("".join(f"{line}\n" for line in lines) or "no difference\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
