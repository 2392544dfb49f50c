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
WITH_STEPS = set(read("family_scripts"))
# Those that people automate, and those of each of the 128 resources of a desired-state tool.
ALL = dict.fromkeys([*read("automated_nouns"), *sorted({one["noun"] for one in read("desired_state").values()})])
NOUNS = [noun for noun in ALL if noun not in WITH_STEPS and "skipped" not in CASES.get(noun, {})]


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


def test_what_has_no_cycle_has_a_reason_and_what_is_told_is_used() -> None:
    assert len(read("desired_state")) == 128
    assert set(CASES) <= set(ALL)
    reasons = [reason for case in CASES.values() for reason in case.get("left_out", {}).values()]
    assert all([*reasons, *(case.get("skipped", "used") for case in CASES.values())])
