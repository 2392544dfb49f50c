# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind that people automate goes through its whole cycle; families.yml has what is not proved, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from desired.cycle import Case, Cycle
from simulator.exchange.family_spec import read, spec_of

from support.box import Box
from support.desk import Desk
from support.places import ROOT

CASES: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "desired" / "families.yml").read_text(encoding="utf-8"))
NOUNS = [
    noun
    for noun in read("automated_nouns")
    if noun not in read("family_scripts") and "skipped" not in CASES.get(noun, {})
]


@pytest.fixture(scope="module")
def own_box() -> Iterator[Box]:
    with Box("--rows", "6") as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture(scope="module")
def both(own_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session for both services."""
    desk = Desk(own_box, tmp_path_factory.mktemp("families"))
    desk.connect(service=["exchange", "compliance"])
    yield desk
    desk.disconnect()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_kind_goes_through_its_cycle(noun: str, both: Desk, own_box: Box) -> None:
    case = Case(**CASES.get(noun) or {})
    found = Cycle(noun, spec_of(noun), case, both, own_box).live()
    assert [line for line in found if line.partition(":")[0] not in case.not_proved] == []
