# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes of the guide on a fresh tenant: in check mode, which writes nothing, then twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.pages import all_blocks

Task = dict[str, Any]
PREFIX = "m365.exchange."
TASKS: list[Task] = [
    task for block in all_blocks() if block.page == "docs/recipes.md" and block.is_tasks for task in block.content
]


def run(desk: Desk, task: Task, context: dict[str, Any]) -> dict[str, Any]:
    """What a task of the page comes to."""
    (module,) = (name for name in task if name.startswith(PREFIX))
    options = {key: value for key, value in task[module].items() if key != "session"}
    name = module.removeprefix(PREFIX)
    if name == "exo_resource":
        return desk.resource(context=context, **options)
    return desk.daily(name, context=context, **options)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Box("--tenants", "guides") as box, Desk(box, tmp_path_factory.mktemp("fresh")) as desk:
        yield desk
        assert "Traceback" not in box.log(), box.log()


def test_the_page_has_its_recipes() -> None:
    assert len(TASKS) >= 18


def test_they_are_told_done_and_found_done(fresh: Desk, tmp_path: Path) -> None:
    del tmp_path
    fresh.box.control.reset()
    planned = [run(fresh, task, {"check_mode": True, "diff": True}) for task in TASKS]
    for task, result in zip(TASKS, planned, strict=True):
        assert "failed" not in result, (task["name"], result["msg"])
    written = [one["cmdlet"] for one in fresh.box.control.journal(kind="invoke") if one["executed"]]
    assert [name for name in written if not name.startswith("Get-")] == []
    first = [run(fresh, task, {}) for task in TASKS]
    for task, result in zip(TASKS, first, strict=True):
        assert "failed" not in result, (task["name"], result["msg"])
    for task in TASKS:
        result = run(fresh, task, {})
        assert (result["changed"], result["changes"]) == (False, []), task["name"]
    pairs = zip(TASKS, planned, first, strict=True)
    untold = [task["name"] for task, plan, done in pairs if done["changed"] and not plan["changed"]]
    assert untold == [], "what a run changes is told before"
