# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules, permissions and others of their own kind behind a pipe: each write is about the object itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from support.box import Box
from support.desk import Desk
from support.extent import choose, each

Json = dict[str, Any]

INBOX_RULE = "New-InboxRule -Mailbox AlexW -Name One -From LeeG@contoso.com -DeleteMessage $true"
SWEEP_RULE = "New-SweepRule -Mailbox AlexW -Name One -Provider Exchange16 -Sender LeeG@contoso.com -KeepForDays 10"
SPOOFED = (
    "New-TenantAllowBlockListSpoofItems -Identity Default -Action Block -SpoofedUser fabrikam.com"
    " -SendingInfrastructure adatum.com -SpoofType External"
)


@pytest.fixture
def guid(desk: Desk) -> str:
    """The mailbox AlexW."""
    (row,) = desk.run(command="Get-Mailbox AlexW | select Guid")["objects"]
    return str(row["Guid"])


def sent(desk: Desk, box: Box, line: str, **options: Any) -> Json:
    """The parameters of the only write of a line."""
    box.control.forget()
    result = desk.run(command=line, **options)
    assert "failed" not in result, result["msg"]
    (write,) = [one for one in box.control.journal(kind="invoke") if not one["cmdlet"].startswith("Get-")]
    found: Json = write["parameters"]
    found.pop("Confirm", None)
    return found


@pytest.mark.parametrize(
    ("made", "noun", "name"), [(INBOX_RULE, "InboxRule", "Identity"), (SWEEP_RULE, "SweepRule", "RuleId")]
)
def test_a_rule_is_written_itself_in_its_mailbox(
    desk: Desk, box: Box, guid: str, made: str, noun: str, name: str
) -> None:
    (rule,) = desk.run(command=made)["objects"]
    rule_id = str(rule[name])
    assert sent(desk, box, f"Get-Mailbox AlexW | Get-{noun} | Disable-{noun}") == {"Identity": rule_id, "Mailbox": guid}
    line = f"Get-Mailbox AlexW | % {{ Get-{noun} -Mailbox $_.Alias }} | Enable-{noun}"
    assert sent(desk, box, line) == {"Identity": rule_id, "Mailbox": "AlexW"}
    assert sent(desk, box, f"Get-{noun} -Mailbox AlexW | Remove-{noun}") == {"Identity": rule_id, "Mailbox": "AlexW"}


def test_a_permission_out_of_a_group_goes_to_its_mailbox(desk: Desk, box: Box, guid: str) -> None:
    """Its own Identity is a name, which others may have."""
    desk.run(command="Add-MailboxPermission AlexW -User LeeG@contoso.com -AccessRights FullAccess")
    line = (
        "Get-Mailbox AlexW | Get-MailboxPermission | Group-Object User | Select-Object -ExpandProperty Group |"
        " where User -like '*LeeG*' | Remove-MailboxPermission"
    )
    assert sent(desk, box, line)["Identity"] == guid


def test_an_entry_that_denies_is_not_the_one_that_allows(desk: Desk, box: Box, guid: str) -> None:
    add = "Add-MailboxPermission AlexW -User MeganB@contoso.com -AccessRights FullAccess"
    for line in (add, f"{add} -Deny"):
        desk.run(command=line)
    entries = "Get-MailboxPermission AlexW | where User -like '*MeganB*'"
    copied = sent(desk, box, f"{entries} | where Deny | Add-MailboxPermission -User AdeleV", properties=["User"])
    assert copied == {"Identity": "AlexW", "User": "AdeleV", "AccessRights": ["FullAccess"], "Deny": True}
    assert sent(desk, box, f"{entries} | where Deny | Remove-MailboxPermission")["Deny"] is True
    (left,) = desk.run(command=entries)["objects"]
    assert left["Deny"] is False
    assert "Deny" not in sent(desk, box, f"{entries} | Remove-MailboxPermission")
    assert desk.run(command=entries)["objects"] == []


def test_a_role_group_goes_by_its_name(desk: Desk, box: Box) -> None:
    line = "Get-RoleGroup 'View-Only Organization Management' | Set-RoleGroup -Description Readers"
    assert sent(desk, box, line)["Identity"] == "View-Only Organization Management"


def test_what_there_is_one_of_goes_through_a_pipe(desk: Desk, box: Box) -> None:
    (row,) = desk.run(cmdlet="Get-HostedConnectionFilterPolicy")["objects"]
    line = "Get-HostedConnectionFilterPolicy | Set-HostedConnectionFilterPolicy -IPAllowList 192.0.2.1"
    assert sent(desk, box, line) == {"Identity": row["Guid"], "IPAllowList": "192.0.2.1"}


def test_who_is_kept_from_a_mailbox(desk: Desk, box: Box, guid: str) -> None:
    line = "Get-Mailbox AlexW | Set-MailboxIRMAccess -User LeeG -AccessLevel Block"
    assert sent(desk, box, line) == {"Identity": guid, "User": "LeeG", "AccessLevel": "Block"}
    (row,) = desk.run(command="Get-Mailbox AlexW | Get-MailboxIRMAccess")["objects"]
    line = "Get-Mailbox AlexW | Get-MailboxIRMAccess | Remove-MailboxIRMAccess"
    assert sent(desk, box, line) == {"Identity": guid, "User": row["User"]}


def test_a_spoofed_sender_is_no_list(desk: Desk, box: Box) -> None:
    (item,) = desk.run(command=SPOOFED)["objects"]
    line = (
        "Get-TenantAllowBlockListSpoofItems -Identity Default | Remove-TenantAllowBlockListSpoofItems -Identity Default"
    )
    assert sent(desk, box, line) == {"Identity": "Default", "Ids": item["Identity"]}


def test_options_about_rows_are_told_to_do_nothing(desk: Desk, tmp_path: Path) -> None:
    line, dest = "Get-Mailbox -ResultSize 1 | Set-Mailbox -MailTip x", tmp_path / "rows.csv"
    desk.run(command=line, dest=str(dest), query="[].Alias", context={"check_mode": True})
    said = "The option %s does nothing here: a line that ends with a write gives no rows."
    assert desk.warnings == [said % "dest", said % "query"]
    assert not dest.exists()


def test_a_property_that_a_stage_leaves_out_is_told(desk: Desk, box: Box) -> None:
    desk.run(command="Get-Mailbox -ResultSize 2 | select Alias,Guid | where Office -ne x | Set-Mailbox -MailTip x",
             context={"check_mode": True})  # fmt: skip
    assert desk.warnings == ["The property Office is left out by a stage in front of the one that looks at it."]
    assert box.control.journal(kind="invoke", cmdlet="Set-Mailbox") == []


READS = [
    name
    for name in sorted(all_names())
    if name.startswith("Get-")
    and (found := find(name)) is not None
    and found.has("Identity")
    and not found.client_module
]


def test_each_object_comes_back_as_itself(desk: Desk) -> None:
    """Of whatever kind the box has any: a pipe names that very one. In make test each other kind."""
    came = 0
    for cmdlet in each(2, READS):
        first = f"{cmdlet} | Select-Object -First 1"
        rows = desk.run(command=first).get("objects")
        if rows:
            again = desk.run(command=f"{first} | {cmdlet}")
            assert again.get("objects") == rows, (cmdlet, again.get("msg"))
            came += 1
    assert came >= choose(20, 45)
