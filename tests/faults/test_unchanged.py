# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A write of what is there already: told as no change where the object is looked at, and left out on request."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
CHECK: dict[str, Any] = {"check_mode": True}
Write = tuple[str, dict[str, Any], dict[str, Any]]

# A cmdlet, what is there, and the same in another form.
SAME: list[Write] = [
    ("Set-Mailbox", {"Identity": ADELE, "MailTip": "Back on Monday"}, {"MailTip": "Back on Monday"}),
    ("Set-Mailbox", {"Identity": ADELE, "IssueWarningQuota": "40GB"}, {"IssueWarningQuota": "40960 MB"}),
    ("Set-Mailbox", {"Identity": ADELE, "GrantSendOnBehalfTo": [ALEX]}, {"GrantSendOnBehalfTo": ["Alex Wilber"]}),
    ("Set-CASMailbox", {"Identity": ADELE, "PopEnabled": False}, {"popenabled": False}),
    ("Set-OrganizationConfig", {"MailTipsLargeAudienceThreshold": 30}, {"MailTipsLargeAudienceThreshold": "30"}),
    ("Set-HostedContentFilterPolicy", {"Identity": "Default", "AllowedSenderDomains": ["fabrikam.com", "adatum.com"]},
     {"AllowedSenderDomains": {"Add": ["ADATUM.com"]}}),
]  # fmt: skip
OTHER: list[Write] = [
    (SAME[0][0], SAME[0][1], {"MailTip": "back on monday, perhaps"}),
    (SAME[1][0], SAME[1][1], {"IssueWarningQuota": "40 MB"}),
    (SAME[2][0], SAME[2][1], {"GrantSendOnBehalfTo": []}),
    (SAME[3][0], SAME[3][1], {"PopEnabled": True}),
    (SAME[4][0], SAME[4][1], {"MailTipsLargeAudienceThreshold": 31}),
    (SAME[5][0], SAME[5][1], {"AllowedSenderDomains": {"Remove": ["adatum.com"]}}),
]


def again(write: Write) -> dict[str, Any]:
    """The write once more, in the other form."""
    cmdlet, first, values = write
    named = {"Identity": first["Identity"]} if "Identity" in first else {}
    return {"cmdlet": cmdlet, "parameters": {**named, **values}}


def sent(box: Box) -> list[str]:
    return [one["cmdlet"] for one in box.control.journal(kind="invoke") if not one["cmdlet"].startswith("Get-")]


@pytest.mark.parametrize("write", SAME, ids=[write[0] + next(iter(write[2])) for write in SAME])
def test_check_mode_says_that_nothing_would_change(desk: Desk, box: Box, write: Write) -> None:
    desk.run(cmdlet=write[0], parameters=write[1])
    box.control.reset()
    assert desk.run(**again(write), context=CHECK)["changed"] is False
    assert sent(box) == []


@pytest.mark.parametrize("write", OTHER, ids=[write[0] + next(iter(write[2])) for write in OTHER])
def test_check_mode_says_that_something_would_change(desk: Desk, box: Box, write: Write) -> None:
    desk.run(cmdlet=write[0], parameters=write[1])
    box.control.reset()
    assert desk.run(**again(write), context=CHECK)["changed"] is True
    assert sent(box) == []


@pytest.mark.parametrize("write", [SAME[0], SAME[2], SAME[5]], ids=str)
def test_on_request_a_write_of_what_is_there_is_left_out(desk: Desk, box: Box, write: Write) -> None:
    desk.run(cmdlet=write[0], parameters=write[1])
    box.control.reset()
    result = desk.run(**again(write), skip_unchanged=True)
    assert (result["changed"], result["attempts"], result["client_request_id"]) == (False, 0, None)
    assert sent(box) == []


@pytest.mark.parametrize("write", [OTHER[0], OTHER[2], OTHER[5]], ids=str)
def test_on_request_a_write_of_something_else_is_sent(desk: Desk, box: Box, write: Write) -> None:
    desk.run(cmdlet=write[0], parameters=write[1])
    box.control.reset()
    assert desk.run(**again(write), skip_unchanged=True)["changed"] is True
    assert sent(box) == [write[0]]


def test_nobody_looks_who_was_not_asked_to(desk: Desk, box: Box) -> None:
    desk.run(cmdlet="Set-CASMailbox", parameters={"Identity": ADELE, "ImapEnabled": False})
    assert [one["cmdlet"] for one in box.control.journal(kind="invoke")] == ["Set-CASMailbox"]


def test_in_a_list_each_write_is_looked_at(desk: Desk, box: Box) -> None:
    desk.run(cmdlet=SAME[0][0], parameters=SAME[0][1])
    box.control.reset()
    result = desk.run(commands=[again(SAME[0]), again(OTHER[0])], skip_unchanged=True)
    assert [one["changed"] for one in result["outcomes"]] == [False, True]
    assert [one["outcome"] for one in result["outcomes"]] == ["did_not_run", "ran"]
    assert sent(box) == ["Set-Mailbox"]


def test_a_read_that_is_refused_leaves_it_a_change_with_a_warning(desk: Desk, box: Box) -> None:
    desk.run(cmdlet=SAME[0][0], parameters=SAME[0][1])
    box.control.fault("status", match={"cmdlet": "get-mailbox"}, status=403)
    result = desk.run(**again(SAME[0]), context=CHECK)
    assert result["changed"] is True
    assert any("because a read failed" in warning for warning in desk.warnings)


def test_what_no_read_shows_counts_as_a_change(desk: Desk, box: Box) -> None:
    write: dict[str, Any] = {
        "cmdlet": "Set-Mailbox",
        "parameters": {"Identity": ADELE, "RemoveManagedFolderAndPolicy": True},
    }
    assert desk.run(**write, context=CHECK)["changed"] is True
    assert sent(box) == []


# What adds a member or a permission.
ADDING: list[tuple[str, dict[str, Any], str]] = [
    ("Add-MailboxPermission", {"Identity": ADELE, "User": ALEX, "AccessRights": "FullAccess"},
     "Remove-MailboxPermission"),
    ("Add-RecipientPermission", {"Identity": ADELE, "Trustee": ALEX, "AccessRights": "SendAs"},
     "Remove-RecipientPermission"),
    ("Add-MailboxFolderPermission", {"Identity": f"{ADELE}:\\Calendar", "User": ALEX, "AccessRights": "Reviewer"},
     "Remove-MailboxFolderPermission"),
    ("Add-RoleGroupMember", {"Identity": "Help Desk", "Member": ALEX}, "Remove-RoleGroupMember"),
]  # fmt: skip


@pytest.mark.parametrize(("cmdlet", "parameters", "undo"), ADDING, ids=[one[0] for one in ADDING])
def test_what_is_added_twice_is_a_change_once(desk: Desk, cmdlet: str, parameters: dict[str, Any], undo: str) -> None:
    desk.run(cmdlet=undo, parameters={key: value for key, value in parameters.items() if "Folder" not in undo or
                                      key != "AccessRights"})  # fmt: skip
    assert desk.run(cmdlet=cmdlet, parameters=parameters)["changed"] is True
    second = desk.run(cmdlet=cmdlet, parameters=parameters)
    assert ("failed" in second, second["changed"]) == (False, False), second
    assert second["service_warnings"]


@pytest.mark.parametrize(
    ("cmdlet", "parameters", "key"),
    [
        ("New-RemoteDomain", {"Name": "Default", "DomainName": "*"}, "already-exists"),
        ("Remove-RemoteDomain", {"Identity": "Nowhere"}, "object-not-found"),
    ],
)
def test_a_new_one_that_is_there_and_a_removed_one_that_is_not_are_failures(
    desk: Desk, cmdlet: str, parameters: dict[str, Any], key: str
) -> None:
    result = desk.run(cmdlet=cmdlet, parameters=parameters)
    assert result["error"]["documentation"].endswith(f"#{key}"), result


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_of_the_identity_is_no_member_that_is_there(desk: Desk, box: Box, status: int) -> None:
    name = "Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException"
    fault: dict[str, Any] = {"status": status, "exception_type": name, "text": "It is already a member."}
    box.control.fault("error", match={"cmdlet": "add-rolegroupmember"}, times=9, **fault)
    result = desk.run(cmdlet="Add-RoleGroupMember", parameters={"Identity": "Help Desk", "Member": ALEX})
    assert result["failed"]
