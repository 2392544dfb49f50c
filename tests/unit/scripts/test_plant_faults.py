# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of faults can be planted as it stands, and leaves no room out."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.places import ROOT
from support.scripts import script

LEAST = 40
MODULE_UTILS = "plugins/module_utils"
BOX = "extensions/simulator/exo_simulator"


def rooms() -> list[str]:
    """How the names of the files begin that belong together."""
    folders = [path.name for path in (ROOT / MODULE_UTILS).iterdir() if (path / "__init__.py").is_file()]
    plugins = ["plugin_utils", "action", "callback", "filter"]
    box = [path.name for path in (ROOT / BOX).iterdir() if (path / "__init__.py").is_file()]
    return [
        *(f"{MODULE_UTILS}/{name}/" for name in sorted(folders)),
        *(f"plugins/{name}/" for name in plugins),
        "roles/run/",
        "playbooks/",
        *(f"{BOX}/{name}/" for name in sorted(box)),
    ]


@pytest.fixture(scope="module")
def planting() -> ModuleType:
    return script("plant_faults")


@pytest.fixture(scope="module")
def table(planting: ModuleType) -> list[Any]:
    found: list[Any] = planting.faults()
    return found


def test_each_fault_has_its_place_and_is_one(table: list[Any]) -> None:
    assert len(table) >= LEAST
    assert len({one.what for one in table}) == len(table)
    for one in table:
        assert (ROOT / one.file).read_text(encoding="utf-8").count(one.old) == 1, f"{one.file}: {one.old!r}"
        assert one.old != one.new


def test_each_fault_names_tests_that_are_there(table: list[Any]) -> None:
    for one in table:
        assert one.tests, one.what
        for test in one.tests:
            name, *functions = test.split("::")
            assert (ROOT / name).exists(), test
            for function in functions:
                assert f"def {function.partition('[')[0]}(" in (ROOT / name).read_text(encoding="utf-8"), test


@pytest.mark.parametrize("room", rooms())
def test_each_room_has_a_fault(table: list[Any], room: str) -> None:
    assert [one for one in table if one.file.startswith(room)]


def test_the_gate_and_the_control_port_have_one(table: list[Any]) -> None:
    assert {one.file for one in table} >= {f"{BOX}/gate.py", f"{BOX}/control.py"}


def test_a_fault_is_planted_and_taken_out_again(planting: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one = 1\n", encoding="utf-8")
    fault = planting.Fault("it is two", "a.py", "= 1", "= 2", ("tests/a.py",))
    with fault.planted(tmp_path):
        assert (tmp_path / "a.py").read_text(encoding="utf-8") == "one = 2\n"
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "one = 1\n"


@pytest.mark.parametrize("passage", ["= 3", "= 1"])
def test_a_passage_that_does_not_stand_there_once_is_told(planting: ModuleType, tmp_path: Path, passage: str) -> None:
    (tmp_path / "a.py").write_text("one = 1\nother = 1\n", encoding="utf-8")
    fault = planting.Fault("it is two", "a.py", passage, "= 2", ("tests/a.py",))
    with pytest.raises(ValueError, match="times"), fault.planted(tmp_path):
        pass
