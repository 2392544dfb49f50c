# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line that make test ends with counts every test, and every stage that failed."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from support.places import ROOT
from support.scripts import script


@pytest.fixture(scope="module")
def stages() -> ModuleType:
    return script("run_stages")


@pytest.mark.parametrize(
    ("output", "counts"),
    [
        ("..\n===== 12 passed in 3.42s =====\n", {"passed": 12}),
        (
            "== 1 failed, 11 passed, 2 skipped in 70.10s (0:01:10) ==\nmake: *** [units] Error 1",
            {"failed": 1, "passed": 11, "skipped": 2},
        ),
        ("= 3 errors in 0.51s =", {"failed": 3}),
        ("All checks passed!\n", {}),
        ("", {}),
    ],
)
def test_counts_are_those_of_pytests_last_line(stages: ModuleType, output: str, counts: dict[str, int]) -> None:
    assert stages.pytest_counts(output) == counts


def test_a_stage_that_is_no_pytest_run_counts_as_one(stages: ModuleType) -> None:
    outcomes = [
        stages.Outcome("units", 1.0, True, {"passed": 12, "skipped": 1}),
        stages.Outcome("lint", 1.0, True, {}),
        stages.Outcome("types", 1.0, False, {}),
    ]
    assert stages.summary(outcomes) == "13 passed, 1 failed, 1 skipped"


def test_a_stage_that_fails_after_its_tests_passed_is_a_failure(stages: ModuleType) -> None:
    assert stages.summary([stages.Outcome("units", 1.0, False, {"passed": 12})]) == "12 passed, 1 failed, 0 skipped"


def test_a_stage_that_says_that_it_did_not_run_is_not_passed(stages: ModuleType) -> None:
    outcome = stages.Outcome("sanity-3.13", 0.1, True, {}, not_run="not run: Python 3.13 is not on this machine")
    assert stages.summary([outcome]) == "0 passed, 0 failed, 1 skipped"
    assert outcome.word == "not run: Python 3.13 is not on this machine"


@pytest.mark.parametrize(("ok", "word"), [(True, "ok"), (False, "FAILED")])
def test_a_stage_that_ran_without_an_environment_says_what_came_of_it(stages: ModuleType, ok: bool, word: str) -> None:
    text = "not run: Python 3.13 is not on this machine\n===== 1 failed, 240 passed in 3.42s =====\n"
    assert stages.outcome_of("integration", 3.4, text, ok=ok).word == word


def test_the_slowest_tests_are_those_of_all_stages(stages: ModuleType) -> None:
    outcomes = [
        stages.Outcome("units", 1.0, True, {}, ((0.5, "one"), (0.1, "two"))),
        stages.Outcome("integration", 1.0, True, {}, tuple((float(number), "more") for number in range(2, 30))),
    ]
    found = stages.slowest(outcomes)
    assert found == [(float(number), "more") for number in range(29, 19, -1)]


def test_every_stage_is_a_target_of_the_makefile(stages: ModuleType) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pythons = re.findall(r"^PYTHONS := (.*)$", makefile, re.MULTILINE)[0].split()
    heads = " ".join(re.findall(r"^([a-z][^:=\n]*):", makefile, re.MULTILINE)).split()
    targets = {*heads, *(f"sanity-{python}" for python in pythons)}
    assert {*stages.PREPARATION, *stages.STAGES, *stages.MORE_STAGES, *stages.LAST} <= targets
    every = {*stages.STAGES, *stages.MORE_STAGES}
    assert {stage for stage in every if stage.startswith("sanity-")} == {f"sanity-{python}" for python in pythons}
