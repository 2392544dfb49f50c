# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live check against the box: nothing differs, nothing private is told, and each other answer is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.playbook import SETTINGS
from support.playbooks import Playbooks
from support.verifying import arm_the_others

PLAYBOOK = "m365.exchange.verify_tenant"
MARK = "m365x-verify-"
SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
# What the tenant of verify_tenants.yml is and holds, and what the armed answers plant beside it.
PRIVATE = ("contoso", "7d1e5b90", "3c9a7f14", "adele", "vance", "megan", "fabrikam", "prod.outlook", "10.20.30.40")


@pytest.fixture
def box() -> Iterator[Box]:
    with Box("--tenants", str(Path(__file__).with_name("verify_tenants.yml"))) as own:
        yield own


class Verified:
    """A run of the playbook: its answers by their ids, the table and the report."""

    def __init__(self, playbooks: Playbooks, box: Box, folder: Path) -> None:
        # PWD may be told wrong: the report is where the run was started.
        environment = {**box.environment, "PWD": str(folder)}
        variables = {"verify_writes": True, "verify_pause": 0, "verify_wait": 0.2}
        run = playbooks.run(PLAYBOOK, environment=environment, variables=variables).check()
        self.answers: dict[str, dict[str, Any]] = {one["id"]: one for one in run.result("Ask").result["answers"]}
        self.table: list[str] = run.result("Show the table").result["msg"]
        self.report = (run.folders.root / "verify-tenant-report.md").read_text(encoding="utf-8")

    def private(self) -> list[str]:
        """The private words that are told somewhere."""
        told = json.dumps([self.answers, self.table[:-1], self.report]).lower()  # the last line names the report's path
        return [one for one in PRIVATE if one in told]

    def verdicts(self, *wanted: str) -> set[str]:
        """The ids of the questions with one of these verdicts."""
        return {name for name, one in self.answers.items() if one["verdict"] in wanted}


@pytest.mark.both_ways
def test_nothing_differs_in_the_box(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    run = Verified(playbooks, box, tmp_path)
    assert run.verdicts("different", "open, not as the box", "not answered") == set()
    changed = [entry for entry in box.control.journal() if entry["changed"]]
    verbs = [one["cmdlet"].partition("-")[0] for one in changed]
    assert verbs.count("New") == verbs.count("Remove") > 10
    assert {str(one["parameters"].get("Name") or one["parameters"]["Identity"])[:13] for one in changed} == {MARK}
    assert run.private() == []
    assert len(run.table) == len(run.answers) + 1
    assert all(f"## {name}\n" in run.report for name in run.answers)


@SETTING
def test_each_other_answer_is_seen(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    arm_the_others(box.control)
    run = Verified(playbooks, box, tmp_path)
    assert run.verdicts("as expected", "open, as the box", "not answered") == set()
    assert [one for one in box.control.faults() if not one["acted"]] == []
    assert run.private() == []
