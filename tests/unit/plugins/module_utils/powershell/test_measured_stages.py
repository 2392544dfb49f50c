# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""116 stages that a real PowerShell 7.6.9 was shown: each means the same, is refused, or is a difference that is told.

The differences have their rows in docs/command-lines.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.module_utils._powershell.run_stages import Shape
from ansible_collections.m365.exchange.plugins.module_utils._powershell.stages import Select
from ansible_collections.m365.exchange.plugins.module_utils._values.value_settings import ValueSettings
from support.places import ROOT

MEASURED = json.loads((Path(__file__).parent / "data" / "measured.json").read_text(encoding="utf-8"))
OBJECTS: list[dict[str, Any]] = MEASURED["objects"]
STAGES: list[dict[str, Any]] = MEASURED["stages"]
PAGE = (ROOT / "docs" / "command-lines.md").read_text(encoding="utf-8")

# By the stage: the row of the page, and what comes out here.
DIFFERENT: Mapping[str, tuple[str, list[int]]] = {
    "Where-Object {$_.Size -gt '5GB'}": ("sizes, time spans and dates", [2, 4]),
    "Sort-Object Size": ("sizes, time spans and dates", [5, 3, 1, 2, 4, 6]),
    "Select-Object n,Nam*": ("a name with a wildcard", [1, 2, 3, 4, 5, 6]),
}
# What no stage does, by a piece of the line.
REFUSED = (
    "-is [string]", "-band", "%", "-replace", "-Bottom", "-Index", "n -ExpandProperty Tags", "-CaseSensitive",
    "ForEach-Object",
)  # fmt: skip


def shaped(line: str, objects: list[dict[str, Any]], pages: int = 1) -> list[Any]:
    """What comes out of a line's stages, also of those that the listing itself would do."""
    parsed = parse(f"Get-Thing | {line}")
    listed = Select(parsed.properties, first=parsed.result_size)
    stages = (*((listed,) if listed != Select() else ()), *parsed.stages)
    shaping = Shape(stages, "Get-Thing", False, ValueSettings()).begin(lambda _text: None)
    found: list[Any] = []
    size = max(1, -(-len(objects) // pages))
    for start in range(0, len(objects), size):
        found += shaping.add(objects[start : start + size])
    return found + shaping.end()


def wanted(record: Mapping[str, Any]) -> list[Any] | None:
    if "objects" in record:
        return [OBJECTS[number - 1] for number in record["objects"]]
    found: list[Any] | None = record.get("gives")
    return found


def came_of(line: str, pages: int) -> list[Any] | Failure:
    try:
        return shaped(line, OBJECTS, pages)
    except Failure as error:
        return error


@pytest.mark.parametrize("record", STAGES, ids=lambda record: record["stage"][:60])
def test_a_stage_means_what_powershell_makes_of_it(record: dict[str, Any]) -> None:
    stage = record["stage"]
    for pages in (1, 2, 6):
        found = came_of(stage, pages)
        if isinstance(found, Failure):
            assert "objects" not in record or any(piece in stage for piece in REFUSED)
            assert found.key.startswith(("line-", "pipeline-"))
            assert "\n" not in found.line
        elif stage in DIFFERENT:
            assert [one["n"] for one in found] == DIFFERENT[stage][1]
        else:
            assert found == wanted(record)


def test_groups_are_powershells() -> None:
    # The script behind the group, which shows it, is no stage here.
    records = {
        record["stage"].partition(" | ")[0]: record["gives"] for record in STAGES if "Group-Object" in record["stage"]
    }
    alike = "Group-Object City -CaseSensitive"
    assert len(records) == 3
    for stage in records.keys() - {alike}:
        for rows in (shaped(stage, OBJECTS), shaped(f"{stage} -NoElement", OBJECTS)):
            assert [f"{row['Name']}={row['Count']}" for row in rows] == records[stage]
    by_city = shaped("Group-Object City", OBJECTS)
    assert [(row["Name"], [one["n"] for one in row["Group"]]) for row in by_city] == [
        ("", [3, 6]), ("", [4]), ("Bergen", [5]), ("Oslo", [1, 2])
    ]  # fmt: skip
    assert [row["Count"] for row in by_city] == [2, 1, 1, 2]


def test_most_of_them_run() -> None:
    assert len(STAGES) == 116
    assert sum(came_of(record["stage"], 1) == wanted(record) for record in STAGES) >= 88


def test_the_page_has_a_row_for_each_difference() -> None:
    assert [row for row, _objects in DIFFERENT.values() if f"| {row}" not in PAGE] == []
