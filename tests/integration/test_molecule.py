# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenario for Molecule: each playbook refuses to run outside of the box, however often it ran inside."""

from __future__ import annotations

import pytest

from support.box import Box
from support.places import ROOT
from support.playbook import SETTINGS
from support.playbooks import Playbooks

SCENARIO = ROOT / "extensions" / "molecule" / "default"
CONTROL = "EXO_SIMULATOR_CONTROL"


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
@pytest.mark.parametrize("playbook", ["converge.yml", "verify.yml"])
def test_a_playbook_of_the_scenario_sends_nothing_outside_of_the_box(
    playbooks: Playbooks, box: Box, playbook: str
) -> None:
    outside = {name: value for name, value in box.environment.items() if name != CONTROL}
    run = playbooks.run(SCENARIO / playbook, environment=outside)
    assert run.returncode != 0
    (refusal,) = [one for one in run.results if one.event == "failed"]
    assert refusal.result["msg"].startswith("Run me inside the box")
    assert box.control.journal() == []


def test_the_playbooks_are_those_that_are_tried() -> None:
    playbooks = {path.name for path in SCENARIO.iterdir()} - {"molecule.yml", "tasks"}
    assert playbooks == {"converge.yml", "verify.yml"}
