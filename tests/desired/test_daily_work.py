# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules for daily work: each step is told in check mode, done once, and found done by the next run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Given = dict[str, Any]
Sent = Callable[[], list[str]]

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
SALES = "sales@contoso.onmicrosoft.com"
CHECK = {"check_mode": True, "diff": True}

# The steps of an object's life: a module, what a task says, and the cmdlets that are written for it.
LIVES: dict[str, list[tuple[str, Given, list[str]]]] = {
    "a shared mailbox": [
        ("exo_mailbox", {"identity": SALES, "type": "shared", "display_name": "Sales", "full_access": {"add": [ADELE]},
                         "send_as": [ADELE, ALEX], "auto_reply": {"state": "enabled", "internal_message": "Soon"},
                         "properties": {"MessageCopyForSentAsEnabled": True}},
         ["New-Mailbox", "Set-Mailbox", "Add-MailboxPermission", "Add-RecipientPermission", "Add-RecipientPermission",
          "Set-MailboxAutoReplyConfiguration"]),
        ("exo_mailbox", {"identity": SALES, "full_access": [ALEX], "send_as": [], "send_on_behalf": [ADELE],
                         "issue_warning_quota": "40GB"},
         ["Set-Mailbox", "Add-MailboxPermission", "Remove-MailboxPermission", "Remove-RecipientPermission",
          "Remove-RecipientPermission"]),
        ("exo_mailbox", {"identity": SALES, "archive": True}, ["Enable-Mailbox"]),
        ("exo_mailbox", {"identity": SALES, "archive": False, "type": "room"}, ["Set-Mailbox", "Disable-Mailbox"]),
        ("exo_mailbox", {"identity": SALES, "state": "absent"}, ["Remove-Mailbox"]),
    ],
    "a group": [
        ("exo_distribution_group", {"identity": "Team", "primary_smtp_address": "team@contoso.onmicrosoft.com",
                                    "members": [ADELE, ALEX], "managed_by": [ADELE],
                                    "require_sender_authentication": False,
                                    "member_join_restriction": "approval_required"},
         ["New-DistributionGroup", "Add-DistributionGroupMember", "Add-DistributionGroupMember"]),
        ("exo_distribution_group", {"identity": "Team", "members": {"remove": [ADELE]},
                                    "hidden_from_address_lists": True, "accept_messages_only_from": [ALEX]},
         ["Set-DistributionGroup", "Remove-DistributionGroupMember"]),
        ("exo_distribution_group", {"identity": "Team", "state": "absent"}, ["Remove-DistributionGroup"]),
    ],
    "the rights of a user": [
        ("exo_mailbox_permission", {"mailbox": ALEX, "user": ADELE, "full_access": True, "auto_mapping": False,
                                    "send_as": True},
         ["Add-MailboxPermission", "Add-RecipientPermission"]),
        ("exo_mailbox_permission", {"mailbox": ALEX, "user": ADELE, "send_as": False, "send_on_behalf": True},
         ["Set-Mailbox", "Remove-RecipientPermission"]),
        ("exo_mailbox_permission", {"mailbox": ALEX, "user": ADELE, "state": "absent"},
         ["Set-Mailbox", "Remove-MailboxPermission"]),
    ],
    "who sees a calendar": [
        ("exo_calendar_permission", {"mailbox": ALEX, "user": "Default", "access_rights": ["LimitedDetails"]},
         ["Set-MailboxFolderPermission"]),
        ("exo_calendar_permission", {"mailbox": ALEX, "user": "Default", "access_rights": ["AvailabilityOnly"]},
         ["Set-MailboxFolderPermission"]),
        ("exo_calendar_permission", {"mailbox": ALEX, "user": ADELE, "access_rights": ["Reviewer"]},
         ["Add-MailboxFolderPermission"]),
        ("exo_calendar_permission", {"mailbox": ALEX, "user": ADELE, "access_rights": ["Editor"]},
         ["Set-MailboxFolderPermission"]),
        ("exo_calendar_permission", {"mailbox": ALEX, "user": ADELE, "state": "absent"},
         ["Remove-MailboxFolderPermission"]),
    ],
    "a contact": [
        ("exo_mail_contact", {"identity": "Reception", "external_email_address": "reception@fabrikam.com",
                              "company": "Fabrikam", "phone": "+1 425 555 0100", "mail_tip": "Not on Sundays"},
         ["New-MailContact", "Set-MailContact", "Set-Contact"]),
        ("exo_mail_contact", {"identity": "Reception", "phone": "+1 425 555 0199"}, ["Set-Contact"]),
        ("exo_mail_contact", {"identity": "Reception", "hidden_from_address_lists": True}, ["Set-MailContact"]),
        ("exo_mail_contact", {"identity": "Reception", "state": "absent"}, ["Remove-MailContact"]),
    ],
    "a rule": [
        ("exo_transport_rule", {"identity": "Daily banner", "enabled": True, "mode": "audit_and_notify",
                                "properties": {"FromScope": "NotInOrganization", "PrependSubject": "[EXT] "}},
         ["New-TransportRule"]),
        ("exo_transport_rule", {"identity": "Daily banner", "enabled": False, "mode": "enforce", "comments": "For all"},
         ["Set-TransportRule", "Disable-TransportRule"]),
        ("exo_transport_rule", {"identity": "Daily banner", "state": "absent"}, ["Remove-TransportRule"]),
    ],
}  # fmt: skip


def writes(cmdlets: list[str]) -> list[str]:
    return [name for name in cmdlets if not name.startswith("Get-")]


@pytest.mark.parametrize("life", LIVES)
def test_each_step_is_done_once(desk: Desk, cmdlets: Sent, life: str) -> None:
    for module, given, expected in LIVES[life]:
        cmdlets()
        planned = desk.daily(module, context=CHECK, **given)
        assert writes(cmdlets()) == []
        done = desk.daily(module, context={"diff": True}, **given)
        assert "failed" not in done, done["msg"]
        sent = writes(cmdlets())
        assert sorted(sent) == sorted(expected)
        assert planned["changed"] is done["changed"] is True
        assert [one["cmdlet"] for one in planned["steps"]] == [one["cmdlet"] for one in done["steps"]] == sent
        assert [one["property"] for one in planned["changes"]] == [one["property"] for one in done["changes"]]
        again = desk.daily(module, context={"diff": True}, **given)
        assert (again["changed"], again["changes"], again["steps"]) == (False, [], []), (module, given)
        assert writes(cmdlets()) == []


def test_a_calendar_is_found_in_the_language_of_its_owner(desk: Desk, box: Box, cmdlets: Sent) -> None:
    german = {"Identity": ALEX, "Language": "de-DE", "LocalizeDefaultFolderName": True, "DateFormat": "dd.MM.yyyy",
              "TimeFormat": "HH:mm"}  # fmt: skip
    english = {**german, "Language": "en-US", "DateFormat": "M/d/yyyy", "TimeFormat": "h:mm tt"}
    assert "failed" not in desk.run(cmdlet="Set-MailboxRegionalConfiguration", parameters=german)
    try:
        box.control.reset()
        result = desk.daily("exo_calendar_permission", mailbox=ALEX, user=ADELE, access_rights=["Reviewer"])
        assert result["changed"], result
        (written,) = box.control.journal(cmdlet="Add-MailboxFolderPermission")
        assert written["parameters"]["Identity"] == f"{ALEX}:\\Kalender"
        assert not desk.daily("exo_calendar_permission", mailbox=ALEX, user=ADELE, access_rights=["Reviewer"])[
            "changed"
        ]
        assert desk.daily("exo_calendar_permission", mailbox=ALEX, user=ADELE, state="absent")["changed"]
    finally:
        desk.run(cmdlet="Set-MailboxRegionalConfiguration", parameters=english)


@pytest.mark.parametrize(
    ("module", "given", "key"),
    [
        ("exo_mailbox", {"identity": ADELE, "state": "absent"}, "object-protected"),
        ("exo_mailbox_permission", {"mailbox": ALEX, "user": ADELE}, "no-right-given"),
        ("exo_mailbox_permission", {"mailbox": ALEX, "user": "nobody@contoso.com", "send_as": True},
         "resource-recipient-unknown"),
        ("exo_mailbox", {"identity": SALES, "properties": {"Mailtips": "x"}}, "property-not-known"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_before_anything_is_written(
    desk: Desk, cmdlets: Sent, module: str, given: Given, key: str
) -> None:
    result = desk.daily(module, **given)
    assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert result["outcome"] == "did_not_run"
    assert writes(cmdlets()) == []


def test_an_empty_list_of_what_somebody_may_do_is_whole(desk: Desk) -> None:
    task: dict[str, Any] = {"mailbox": ALEX, "user": ADELE}
    nothing = desk.daily("exo_calendar_permission", **task, access_rights=[])
    assert nothing["msg"].endswith("or say what the new one needs."), nothing["msg"]
    editor = {**task, "access_rights": ["Editor"]}
    assert desk.daily("exo_calendar_permission", **editor, sharing_permission_flags=["Delegate"])["changed"]
    assert desk.daily("exo_calendar_permission", **editor)["changed"] is False
    plain = desk.daily("exo_calendar_permission", **editor, sharing_permission_flags=[])
    assert plain["changes"] == [{"property": "SharingPermissionFlags", "before": ["Delegate"], "after": []}]
    assert desk.daily("exo_calendar_permission", **editor, sharing_permission_flags=[])["changed"] is False
    assert desk.daily("exo_calendar_permission", **task, state="absent")["changed"]
