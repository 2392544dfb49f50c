# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A test function of before that did not pass, nor its successor, is told."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from support.scripts import script

BEFORE = {"tests/a.py": ["test_stays", "test_split"], "tests/b.py": ["test_soak"], "tests/c.py": ["test_moved"]}
TABLE: dict[str, Any] = {
    "moved": {"tests/c.py": "tests/d.py"},
    "successors": {"tests/a.py::test_split": ["tests/a.py::test_one", "tests/a.py::test_two"]},
    "elsewhere": {"tests/b.py::test_soak": "too long"},
}
ALL = {"tests/a.py::test_stays", "tests/a.py::test_one", "tests/a.py::test_two", "tests/d.py::test_moved"}


@pytest.fixture(scope="module")
def successors() -> ModuleType:
    return script("successors")


def test_nothing_is_lost_where_all_successors_passed(successors: ModuleType) -> None:
    assert successors.lost(BEFORE, TABLE, ALL) == []


@pytest.mark.parametrize("missing", sorted(ALL))
def test_each_one_that_did_not_pass_is_told(successors: ModuleType, missing: str) -> None:
    (line,) = successors.lost(BEFORE, TABLE, ALL - {missing})
    assert missing.rpartition("::")[2] in line


def test_the_tables_speak_of_functions_of_before(successors: ModuleType) -> None:
    every = set(successors.functions(successors.load("before.yml")))
    table = successors.load("successors.yml")
    assert {*table["successors"], *table["elsewhere"]} <= every
    assert table["moved"].keys() <= successors.load("before.yml").keys()
    assert len(every) == 1571
