# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who renames an object looks for it under its new name afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]
ADELE = "AdeleV@contoso.onmicrosoft.com"


@dataclass(frozen=True)
class Rename:
    """A noun, what makes an object of it, and what else tells which one it is. ``old`` and ``new`` are identities."""

    noun: str
    made: Json = field(default_factory=dict)
    where: Json = field(default_factory=dict)
    old: str = "Old name"
    new: str = "New name"
    given: Json = field(default_factory=lambda: {"Name": "New name"})

    def __str__(self) -> str:
        return self.noun

    @property
    def write(self) -> Json:
        return {"cmdlet": f"Set-{self.noun}", "parameters": {"Identity": self.old, **self.where, **self.given}}


RENAMES = [
    Rename("TransportRule", {"SubjectContainsWords": ["casino"], "SetSCL": 5}),
    Rename(
        "RetentionPolicyTag", {"Type": "All", "AgeLimitForRetention": 30, "RetentionAction": "DeleteAndAllowRecovery"}
    ),
    Rename("SharingPolicy", {"Domains": ["fabrikam.com: CalendarSharingFreeBusySimple"]}),
    Rename("MailContact", {"ExternalEmailAddress": "reception@fabrikam.com"}),
    Rename("DistributionGroup", {"PrimarySmtpAddress": "renamed@contoso.onmicrosoft.com"}),
    Rename("InboxRule", {"Mailbox": ADELE, "From": "news@fabrikam.com", "DeleteMessage": True}, {"Mailbox": ADELE}),
    Rename("OwaMailboxPolicy"),
]


@pytest.fixture
def renamed(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Rename]:
    """An object under its old name; under neither afterwards."""
    rename: Rename = request.param
    made = {"Name": rename.old, **rename.made}
    assert "failed" not in (found := desk.run(cmdlet=f"New-{rename.noun}", parameters=made)), found["msg"]
    yield rename
    for identity in (rename.old, rename.new):
        desk.box.control.reset()
        desk.run(cmdlet=f"Remove-{rename.noun}", parameters={"Identity": identity, **rename.where})


@pytest.mark.parametrize("renamed", RENAMES, ids=str, indirect=True)
@pytest.mark.parametrize(("moment", "matches"), [("after", True), ("before", False)])
def test_verify_finds_it_under_the_name_that_it_has(
    desk: Desk, box: Box, renamed: Rename, moment: str, matches: bool
) -> None:
    box.control.fault("status", match={"cmdlet": renamed.write["cmdlet"].lower()}, status=504, moment=moment)
    result = desk.run(**renamed.write, verify=True)
    shown = result["read_back"]
    # A name that differs is a difference where its parameter is a plain text, and left open elsewhere.
    assert (result["outcome"], shown["found"], shown["msg"]) == ("unknown", True, None)
    assert shown["matches"] is matches or (shown["matches"] is None and not matches)
    # A recipient is found by its display name still.
    assert shown["parameters"]["Identity"] == renamed.old or moment == "after"
    assert shown["objects"][0]["Name"] == (renamed.new if moment == "after" else renamed.old)


@pytest.mark.parametrize("renamed", RENAMES, ids=str, indirect=True)
def test_a_difference_shows_both_names(desk: Desk, renamed: Rename) -> None:
    result = desk.run(**renamed.write, context={"diff": True})
    assert not desk.warnings
    assert (result["diff"]["before"]["Name"], result["diff"]["after"]["Name"]) == (renamed.old, renamed.new)


@pytest.mark.parametrize("renamed", RENAMES[:4], ids=str, indirect=True)
def test_a_rename_that_ran_is_not_sent_again(desk: Desk, box: Box, renamed: Rename) -> None:
    trouble: Json = {"exception_type": "Microsoft.Exchange.Data.Directory.UnableToWriteToAadException", "status": 500}
    box.control.fault("error", match={"cmdlet": renamed.write["cmdlet"].lower()}, moment="after", **trouble)
    result = desk.run(**renamed.write, retry_writes="idempotent", retries=3)
    assert (result["outcome"], result["attempts"]) == ("unknown", 1)
    assert len(box.control.journal(cmdlet=renamed.write["cmdlet"])) == 1


def test_an_object_that_is_nowhere_is_looked_for_under_both_names(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-transportrule"}, status=504)
    result = desk.run(cmdlet="Set-TransportRule", parameters={"Identity": "R1", "Name": "R2"}, verify=True)
    assert (result["read_back"]["found"], result["read_back"]["msg"]) == (False, None)
    sent = [one["parameters"]["Identity"] for one in box.control.journal(cmdlet="Get-TransportRule")]
    assert sent == ["R1", "R2"]


def test_other_trouble_with_the_read_is_told_and_not_taken_for_absence(desk: Desk, box: Box) -> None:
    for status in (403, 500, 503):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": "set-transportrule"}, status=504)
        box.control.fault("status", match={"cmdlet": "get-transportrule"}, status=status, times=0)
        result = desk.run(
            cmdlet="Set-TransportRule", parameters={"Identity": "R1", "Name": "R2"}, verify=True, retries=0
        )
        assert result["read_back"]["found"] is None
        assert len(box.control.journal(cmdlet="Get-TransportRule")) == 1
