# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines drawn for a stranger: the same again for the same seed, without their places until those are asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from support.places import ROOT
from support.scripts import script

LIBRARY = ROOT / "plugins" / "module_utils"
ANSWER = re.compile(r"^ *\d+  (?P<text>.+)  # (?P<path>[\w/]+\.py):(?P<number>\d+)(?P<reason> \(generic: .+\))?$")


Drawn = Callable[..., list[str]]


@pytest.fixture(scope="module")
def library() -> ModuleType:
    """The script, which has read the library once for all tests."""
    module = script("draw_lines")
    lines = module.all_lines()
    vars(module)["all_lines"] = lambda: lines
    return module


@pytest.fixture
def drawn(library: ModuleType, capsys: pytest.CaptureFixture[str]) -> Drawn:
    """What the script says, in this process."""

    def run(*options: str) -> list[str]:
        assert library.main(list(options)) == 0
        return capsys.readouterr().out.splitlines()

    return run


def run_script(*options: str) -> list[str]:
    """What it says as a program."""
    command = [sys.executable, str(ROOT / "scripts" / "draw_lines.py"), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_without_answers_no_line_tells_where_it_stands(drawn: Drawn) -> None:
    lines = run_script("--seed", "7")
    assert len(lines) == 20
    assert [line for line in lines if ".py:" in line] == []
    assert lines == drawn("--seed", "7")
    assert lines != drawn("--seed", "8")


def test_answers_tell_the_place_of_each_line(drawn: Drawn) -> None:
    plain, told = drawn("--seed", "7", "--count", "5"), drawn("--seed", "7", "--count", "5", "--answers")
    for line, answer in zip(plain, told, strict=True):
        found = ANSWER.match(answer)
        assert found is not None, answer
        assert answer.startswith(line)
        source = (LIBRARY / found["path"]).read_text(encoding="utf-8").splitlines()
        assert source[int(found["number"]) - 1].strip() == found["text"]


def test_answers_say_which_lines_are_generic(drawn: Drawn) -> None:
    """Some are, and most are not."""
    reasons = [found["reason"] for line in drawn("--count", "200", "--answers") if (found := ANSWER.match(line))]
    assert len(reasons) == 200
    assert 10 < sum(reason is not None for reason in reasons) < 100
