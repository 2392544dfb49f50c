# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known besides the fields of Microsoft's pages, laid over what read_reference.py reads from them.

    python extensions/catalogue/overlay.py

lays it over cmdlets.json as it is, which changes nothing where it lies there already. README.md says what each file
holds. A parameter with a line in corrections.json, or without a page, is one that the catalogue is not sure of.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
TARGET = FOLDER / "cmdlets.json"

MANDATORY, MANDATORY_IN_SOME_SET, ADDS_AND_REMOVES, NULLABLE = 1, 2, 4, 8
CORRECTED, NO_PAGE, NOT_SERVED = 16, 32, 64
# The letters of ``s`` for the services of undocumented.json.
_LETTERS = {"exchange": "e", "compliance": "c"}
# A type that nobody has told: PowerShell's name for anything.
UNKNOWN_TYPE = "Object"

Catalogue = dict[str, dict[str, Any]]


def read(name: str) -> Any:
    """The content of one of this folder's JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def dump(catalogue: Mapping[str, Any]) -> str:
    """The text of cmdlets.json: one cmdlet a line, so that a change of one is one line."""
    lines = [f"{json.dumps(name)}: {json.dumps(catalogue[name], sort_keys=True)}" for name in sorted(catalogue)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def laid_over(documented: Mapping[str, Any]) -> Catalogue:
    """The catalogue: the pages' entries with all that is known besides."""
    catalogue: Catalogue = json.loads(json.dumps({name: one for name, one in documented.items() if not one.get("u")}))
    for line in read("corrections.json"):
        _correct(catalogue, line)
    for name, parameters in read("nullable.json").items():
        known = catalogue.get(name, {}).get("p", {})
        for parameter in parameters:
            if parameter in known:
                known[parameter][1] |= NULLABLE
    for name, pairs in read("exclusive.json").items():
        if name in catalogue:
            catalogue[name]["x"] = pairs
    for name in read("no_what_if.json"):
        if name in catalogue:
            catalogue[name]["n"] = 1
    return {**{name: _undocumented(facts) for name, facts in read("undocumented.json").items()}, **catalogue}


def outdated(documented: Mapping[str, Any]) -> Iterator[str]:
    """The corrections that no longer fit the pages: these say now what was seen, or something else altogether."""
    for line in read("corrections.json"):
        where = f"{line['cmdlet']} {line['parameter']}: {line['kind']}"
        parameters = documented.get(line["cmdlet"], {}).get("p", {})
        now = _said(parameters.get(line["parameter"]), line["kind"])
        if line["cmdlet"] not in documented:
            yield f"{where}: the cmdlet has gone"
        elif now != line["documented"]:
            settled = ", as was seen" if now == line["seen"] else ""
            yield f"{where}: the page said {line['documented']}, and now {now}{settled}"


def _said(entry: list[Any] | None, kind: str) -> Any:
    """What a parameter's entry says of the subject of a correction."""
    if entry is None or kind in ("missing", "not served"):
        return (entry is not None) if kind == "not served" else entry and entry[0]
    if kind == "mandatory":
        return entry[1] & (MANDATORY | MANDATORY_IN_SOME_SET)
    if kind == "adds and removes":
        return bool(entry[1] & ADDS_AND_REMOVES)
    return entry[0] if kind == "type" else entry[2]


def _correct(catalogue: Catalogue, line: Mapping[str, Any]) -> None:
    """Lay one line over, as often as you like."""
    if line["cmdlet"] not in catalogue:
        return
    parameters, seen = catalogue[line["cmdlet"]]["p"], line["seen"]
    if line["kind"] == "missing":
        parameters[line["parameter"]] = [seen, NO_PAGE, None]
        catalogue[line["cmdlet"]]["p"] = dict(sorted(parameters.items()))
        return
    entry = parameters.get(line["parameter"])
    if entry is None:
        return
    entry[1] |= NOT_SERVED if line["kind"] == "not served" else CORRECTED
    if line["kind"] == "type":
        entry[0] = seen
    elif line["kind"] == "position":
        entry[2] = seen
    elif line["kind"] == "adds and removes":
        entry[1] |= ADDS_AND_REMOVES
    elif line["kind"] == "mandatory":
        entry[1] = entry[1] & ~(MANDATORY | MANDATORY_IN_SOME_SET) | seen


def _undocumented(facts: Mapping[str, Any]) -> dict[str, Any]:
    parameters = {name: [UNKNOWN_TYPE, NO_PAGE, None] for name in facts["parameters"]}
    return {"p": parameters, "s": _LETTERS[facts["service"]], "u": 1}


def main() -> int:
    """Write cmdlets.json."""
    TARGET.write_text(dump(laid_over(read("cmdlets.json"))), encoding="utf-8")
    sys.stdout.write(f"{TARGET.name} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
