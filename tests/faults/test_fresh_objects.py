# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was just made or removed may be seen late: that is a refusal with its reason, and no look is a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

# What is made, and what is done with it at once.
MADE: list[tuple[Json, Json]] = [
    (
        {"cmdlet": "New-DistributionGroup", "parameters": {"Name": "Fresh"}},
        {"cmdlet": "Add-DistributionGroupMember", "parameters": {"Identity": "Fresh", "Member": "AdeleV@contoso.com"}},
    ),
    (
        {"cmdlet": "New-MailContact", "parameters": {"Name": "Fresh", "ExternalEmailAddress": "fresh@fabrikam.com"}},
        {"cmdlet": "Get-MailContact", "parameters": {"Identity": "Fresh"}},
    ),
    (
        {
            "cmdlet": "New-TransportRule",
            "parameters": {"Name": "Fresh", "PrependSubject": "x", "From": "AlexW@contoso.com"},
        },
        {"cmdlet": "Set-TransportRule", "parameters": {"Identity": "Fresh", "Comments": "y"}},
    ),
]
NAMES = [make["cmdlet"] for make, _then in MADE]


@pytest.fixture
def late(box: Box) -> Iterator[Box]:
    """A box in which new objects are "not found" for a while."""
    box.control.settings(consistency="delayed")
    yield box
    box.control.settings(consistency="immediate")


def removed(desk: Desk, make: Json) -> None:
    noun = make["cmdlet"].partition("-")[2]
    desk.run(cmdlet=f"Remove-{noun}", parameters={"Identity": make["parameters"]["Name"]})


@pytest.mark.parametrize(("make", "then"), MADE, ids=NAMES)
def test_what_is_not_found_yet_is_refused_with_that_reason(desk: Desk, late: Box, make: Json, then: Json) -> None:
    """Not sent again: whether it is a typing error only the person knows; the task's own until may ask again."""
    result = desk.run(commands=[make, then], retries=3)
    made, refused = result["outcomes"]
    assert (made["outcome"], refused["outcome"], refused["attempts"]) == ("ran", "refused", 1), result["msg"]
    assert refused["error"]["documentation"].endswith("#object-not-found")
    assert "made so recently" in refused["error"]["cause"]
    late.control.advance(600)
    assert "failed" not in desk.run(**then)
    removed(desk, make)


@pytest.mark.parametrize(("make", "_then"), MADE, ids=NAMES)
def test_a_look_that_comes_too_early_is_no_verdict(desk: Desk, late: Box, make: Json, _then: Json) -> None:
    """The creation whose answer was lost did run; the outcome stays unknown, and the line says to look."""
    late.control.fault("status", match={"cmdlet": make["cmdlet"].lower()}, moment="after", status=504)
    result = desk.run(**make, verify=True, retries=3, retry_writes="idempotent")
    assert (result["outcome"], result["attempts"]) == ("unknown", 1)
    assert result["read_back"]["found"] is not True
    assert "did not run" not in result["msg"]
    late.control.advance(600)
    assert len(late.control.journal(cmdlet=make["cmdlet"])) == 1
    removed(desk, make)


@pytest.mark.parametrize(("make", "_then"), MADE, ids=NAMES)
def test_a_removed_object_that_is_still_read_is_no_verdict(desk: Desk, box: Box, make: Json, _then: Json) -> None:
    noun, name = make["cmdlet"].partition("-")[2], make["parameters"]["Name"]
    assert "failed" not in desk.run(**make)
    shown = desk.run(cmdlet=f"Get-{noun}", parameters={"Identity": name})["objects"]
    box.control.fault("status", match={"cmdlet": f"remove-{noun}".lower()}, moment="after", status=504)
    box.control.fault("status", match={"cmdlet": f"get-{noun}".lower()}, status=200, body={"value": shown})
    result = desk.run(cmdlet=f"Remove-{noun}", parameters={"Identity": name}, verify=True, retries=3)
    assert (result["outcome"], result["attempts"], result["read_back"]["found"]) == ("unknown", 1, True)
    assert len(box.control.journal(cmdlet=f"Remove-{noun}")) == 1
