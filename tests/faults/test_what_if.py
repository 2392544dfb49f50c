# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WhatIf does not work in Security & Compliance: it is refused there and never sent, by whichever way it was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]


@pytest.fixture(scope="module")
def shared_both(shared_compliance_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(shared_compliance_box, tmp_path_factory.mktemp("both"))
    desk.connect(service=["exchange", "compliance"])
    yield desk
    desk.disconnect()


@pytest.fixture
def both(shared_both: Desk, compliance_box: Box) -> Desk:
    """A session for both services, in a box without faults."""
    return shared_both


WAYS: list[Json] = [
    {"what_if": True},
    {"what_if": True, "context": {"check_mode": True}},
    {"parameters": {"WhatIf": True}},
    {"parameters": {"whatif": "$true"}},
    {"parameters": {"WHATIF": True, "Confirm": False}, "context": {"check_mode": True}},
]


def sent(box: Box) -> list[str]:
    return [one["cmdlet"] for one in box.control.journal(kind="invoke")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "cmdlet", ["Remove-ComplianceTag", "New-Label", "Set-DlpCompliancePolicy", "New-ProtectionAlert"]
)
def test_a_cmdlet_of_compliance_is_never_asked(both: Desk, cmdlet: str, way: Json) -> None:
    given = {"Identity": "Keep", **way.get("parameters", {})}
    result = both.run(cmdlet=cmdlet, **{**way, "parameters": given})
    assert result["error"]["documentation"].endswith("#what-if-in-compliance")
    assert (result["outcome"], result.get("changed", False), sent(both.box)) == ("did_not_run", False, [])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("cmdlet", ["New-RoleGroup", "Remove-RoleGroup", "Add-RoleGroupMember"])
def test_of_a_cmdlet_of_both_services_the_service_decides(both: Desk, cmdlet: str, way: Json) -> None:
    given = {"Identity" if cmdlet != "New-RoleGroup" else "Name": "Helpers", **way.get("parameters", {})}
    refused = both.run(cmdlet=cmdlet, service=["compliance"], **{**way, "parameters": given})
    assert refused["error"]["documentation"].endswith("#what-if-in-compliance"), refused["msg"]
    assert sent(both.box) == []
    asked = both.run(cmdlet=cmdlet, service=["exchange"], **{**way, "parameters": given})
    assert "what-if" not in asked.get("error", {}).get("documentation", "")


def test_a_command_line_and_a_list_are_no_way_around(both: Desk) -> None:
    for options in (
        {"command": "Remove-ComplianceTag Keep -WhatIf"},
        {"command": "Remove-ComplianceTag -Identity Keep -WhatIf:$true"},
        {"commands": ["Remove-Label Secret -WhatIf", {"cmdlet": "Get-Label"}]},
        {"commands": [{"cmdlet": "Remove-Label", "parameters": {"Identity": "x"}}], "what_if": True},
    ):  # fmt: skip
        result = both.run(**options)
        assert result["failed"] is True
        assert "WhatIf does not work" in result["msg"]
        assert sent(both.box) == []


def test_what_asks_nothing_runs(both: Desk) -> None:
    assert "failed" not in both.run(cmdlet="Get-Label", what_if=True)
    off = {"Identity": "nobody", "WhatIf": False}
    assert both.run(cmdlet="Remove-ComplianceTag", parameters=off)["error"]["category"] == "not_found"
    unsent = both.run(cmdlet="Remove-ComplianceTag", parameters={"Identity": "Keep"}, context={"check_mode": True})
    assert (unsent["changed"], unsent["attempts"]) == (True, 0)
