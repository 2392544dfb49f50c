# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chance comes from one seed: of the commit, of whoever repeats a run, or new in each soak."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from support.extent import ALL
from support.places import ROOT
from support.seeds import KEPT, OUTSIDE_OF_GIT, choose, kept, seed, seeds

DRAWN = """
import random
from hypothesis import given, settings, strategies as st
from support.seeds import seed

@settings(max_examples=20)
@given(st.integers())
def test_drawn(number):
    print("drawn", number)

def test_failing():
    print("chance", random.Random(seed().number).random())
    assert False
"""


def commit(root: Path, text: str) -> None:
    own = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run([*own, "commit", "--quiet", "--allow-empty", "--message", text], check=True)


def test_a_commit_has_its_seed_and_another_one_another(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert choose({}, tmp_path).number == OUTSIDE_OF_GIT  # no commit yet
    commit(tmp_path, "one")
    first = choose({}, tmp_path)
    assert first == choose({}, tmp_path)
    assert "of commit" in str(first)
    commit(tmp_path, "two")
    assert choose({}, tmp_path).number not in (first.number, OUTSIDE_OF_GIT)


def test_outside_of_git_it_is_fixed(tmp_path: Path) -> None:
    assert choose({}, tmp_path).number == OUTSIDE_OF_GIT
    below = ROOT / "tests"  # not a checkout itself, though git would find one around it
    assert choose({}, below).number == OUTSIDE_OF_GIT


def test_what_is_given_wins_and_a_soak_draws_a_new_one() -> None:
    assert choose({"M365_SEED": "7", "M365_SOAK": "1"}).number == 7
    assert len({choose({"M365_SOAK": "1"}).number for _more in range(5)}) > 1


def test_processes_of_one_run_share_it() -> None:
    assert choose(os.environ).number == seed().number
    assert seeds("drawn_lists") == list(dict.fromkeys([seed().number, *kept("drawn_lists")]))


def test_an_unknown_name_keeps_nothing() -> None:
    with pytest.raises(KeyError):
        kept("no such test")
    assert KEPT.is_file()


def test_hypothesis_draws_from_it_and_forgets_all_else(request: pytest.FixtureRequest) -> None:
    assert request.config.getoption("hypothesis_seed") is not None
    profile = settings.default
    assert profile is not None
    assert (profile.deadline, profile.database) == (None, None)


def run_drawn(number: int, folder: Path) -> str:
    """The output of a run of pytest, with the tests' own conftest."""
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (folder / "test_of_chance.py").write_text(DRAWN)
    places = os.pathsep.join(str(ROOT / one) for one in ("tests", "extensions/simulator", ".build/link"))
    command = [sys.executable, "-m", "pytest", "-rA", "--rootdir", str(folder), "-p", "no:cacheprovider", str(folder)]
    environ = {**os.environ, "M365_SEED": str(number), "PYTHONPATH": places}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, cwd=folder).stdout


def drawn(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith(("drawn ", "chance "))]


def test_a_run_says_its_seed_and_is_the_same_again(tmp_path: Path) -> None:
    """Another seed draws otherwise: that costs a third run of pytest, in make test-all."""
    first, again = run_drawn(11, tmp_path), run_drawn(11, tmp_path)
    assert len(drawn(first)) > 10
    assert drawn(first) == drawn(again)
    if ALL:
        assert drawn(first) != drawn(run_drawn(12, tmp_path))
    assert "seed: M365_SEED=11 (given)" in first
    failure = first.partition("test_failing ___")[2]
    assert "Seed of this run" in failure
    assert "M365_SEED=11" in failure.partition("Seed of this run")[2]
