# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reports on mailboxes, against a tenant whose truth is written here: access, inbox rules, sizes, and use."""

from __future__ import annotations

from typing import Any

import pytest
from desired.told import ADELE, ALEX, CHRISTIE, DEBRA, DIEGO, FEW_RIGHTS, found, lines, write

from support.box import Box
from support.desk import Desk

SELF = "NT AUTHORITY\\SELF"


@pytest.fixture(scope="module")
def grants(shared_reports_box: Box, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rights of each kind, on Adele's mailbox and in Debra's, which is German; and of somebody who has left."""
    with Desk(shared_reports_box, tmp_path_factory.mktemp("grants")) as desk:
        german = {"Language": "de-DE", "LocalizeDefaultFolderName": True}
        write(desk, "Set-MailboxRegionalConfiguration", Identity=DEBRA, **german)
        write(desk, "New-Mailbox", Name="Leaver", Shared=True, PrimarySmtpAddress="leaver@contoso.com")
        write(desk, "Add-MailboxPermission", Identity=ADELE, User=ALEX, AccessRights=["FullAccess"])
        write(desk, "Add-MailboxPermission", Identity=ADELE, User=CHRISTIE, AccessRights=["FullAccess"], Deny=True)
        for trustee in (ALEX, "leaver@contoso.com"):
            write(desk, "Add-RecipientPermission", Identity=ADELE, Trustee=trustee, AccessRights=["SendAs"])
        write(desk, "Set-Mailbox", Identity=DEBRA, GrantSendOnBehalfTo=[ALEX])
        calendar = f"{DEBRA}:\\Kalender"
        write(desk, "Add-MailboxFolderPermission", Identity=calendar, User=ALEX, AccessRights=["Editor"])
        write(desk, "Set-MailboxFolderPermission", Identity=calendar, User="Default", AccessRights=["Reviewer"])
        write(desk, "Remove-Mailbox", Identity="leaver@contoso.com")


@pytest.mark.usefixtures("grants")
def test_who_may_read_and_send_for_whom(reports_desk: Desk, reports_box: Box) -> None:
    told = reports_desk.report(report_names="access", parallel=3)
    rights = {
        (one["object"], one["values"]["trustee"], one["values"]["kind"]) for one in lines(told, "access.mailboxes")
    }
    assert rights == {(ADELE, ALEX, "full access"), (ADELE, ALEX, "send as"), (DEBRA, ALEX, "on behalf")}
    (folder,) = lines(told, "access.folders")
    assert (folder["object"], folder["values"]["trustee"], folder["values"]["kind"]) == (DEBRA, ALEX, "calendar")
    assert (folder["values"]["folder"], folder["values"]["rights"]) == ("Kalender", ["Editor"])
    apart = {(one["object"], one["values"]["apart"], *one["values"]["trustee"]) for one in lines(told, "access.apart")}
    assert (ADELE, "denied", CHRISTIE) in apart
    assert (DEBRA, "of the mailbox itself", SELF) in apart
    (gone,) = lines(told, "access.gone")
    assert (gone["object"], gone["verdict"], gone["values"]["trustee"][:9]) == (ADELE, "look", "S-1-5-21-")
    assert (DIEGO, "ok") in {(one["object"], one["verdict"]) for one in lines(told, "access.everyone")}
    (wide,) = [one for one in lines(told, "access.everyone") if one["verdict"] == "look"]
    assert (wide["object"], wide["values"]["trustee"], wide["values"]["folder"]) == (DEBRA, "Default", "Kalender")
    turned = {one["object"]: one["values"] for one in lines(told, "access.trustees")}
    assert turned[ALEX] == {
        "mailboxes": 2, "full_access": [ADELE], "send_as": [ADELE], "on_behalf": [DEBRA],
        "folders": [f"{DEBRA}:Kalender"],
    }  # fmt: skip
    assert len(turned) == 2
    # Three stages, each of its reads ten a request.
    journal = [len(reports_box.control.journal(kind=kind)) for kind in ("invoke", "batch")]
    assert journal[1] <= journal[0] // 10 + 3, journal


@pytest.mark.usefixtures("grants")
def test_of_one_person_both_ways_round(reports_desk: Desk, reports_box: Box) -> None:
    told = reports_desk.report(report_names="access", report_person="Debra Berger")
    seen = {(one["object"], one["values"]["trustee"]) for one in lines(told, "access.mailboxes")}
    assert seen == {(DEBRA, ALEX)}
    reports_box.control.reset()
    told = reports_desk.report(report_names="access", report_person="nobody@contoso.com")
    assert told["error"]["documentation"].endswith("#report-person-unknown"), told
    assert [one["cmdlet"] for one in reports_box.control.journal(kind="invoke")] == ["Get-Recipient"]


def test_what_can_be_nobodys_name_is_told_before_anything_is_sent(reports_desk: Desk, reports_box: Box) -> None:
    reports_box.control.reset()
    told = reports_desk.report(report_names="access", report_person=f"{DEBRA}, {ALEX}")
    assert told["error"]["documentation"].endswith("#report-person-not-valid"), told
    assert "these are several addresses" in told["msg"]
    assert reports_box.control.journal() == []


def test_what_a_role_does_not_allow_of_access_is_unknown(reports_box: Box, tmp_path: Any) -> None:
    desk = Desk(reports_box, tmp_path)
    desk.environ |= FEW_RIGHTS
    with desk:
        told = desk.report(report_names="access")
    unknown = [one["text"] for one in lines(told, "access.mailboxes") if one["verdict"] == "unknown"]
    assert len(unknown) == 2
    assert all("Mail Recipients" in one for one in unknown), unknown
    assert [one["verdict"] for one in lines(told, "access.folders")] == ["unknown"]
    # Who is gone may still send as somebody: that is not known, and never none.
    gone = " ".join(one["text"] for one in lines(told, "access.gone"))
    assert "Get-RecipientPermission could not be read" in gone, gone


def test_inbox_rules_that_are_worth_a_look(reports_desk: Desk) -> None:
    write(
        reports_desk, "New-InboxRule", Mailbox=CHRISTIE, Name="..", SubjectContainsWords=["invoice"], DeleteMessage=True
    )
    write(reports_desk, "New-InboxRule", Mailbox=CHRISTIE, Name="Newsletters", SubjectContainsWords=["weekly"],
          MarkAsRead=True)  # fmt: skip
    write(reports_desk, "New-InboxRule", Mailbox=CHRISTIE, Name="Hides", MoveToFolder=f"{CHRISTIE}:\\Archive")
    write(reports_desk, "New-InboxRule", Mailbox=CHRISTIE, Name="Sleeps", DeleteMessage=True)
    write(reports_desk, "Disable-InboxRule", Mailbox=CHRISTIE, Identity="Sleeps")
    told = [one for one in lines(reports_desk.report(report_names=["Inbox rules"]), "inbox_rules.rules")
            if one["object"] == CHRISTIE]  # fmt: skip
    assert {one["values"]["rule"]: (one["verdict"], len(one["values"]["reasons"])) for one in told} == {
        "..": ("look", 3), "Newsletters": ("ok", 0), "Hides": ("look", 1), "Sleeps": ("listed", 1),
        "Junk E-mail Rule": ("listed", 1),
    }  # fmt: skip
    assert "invoice" in " ".join(told[0]["values"]["reasons"])


def test_sizes_are_numbers_and_a_full_mailbox_is_worth_a_look(reports_desk: Desk) -> None:
    write(reports_desk, "Enable-Mailbox", Identity=DIEGO, Archive=True)
    small = {"IssueWarningQuota": "1MB", "ProhibitSendQuota": "2MB", "ProhibitSendReceiveQuota": "3MB"}
    write(reports_desk, "Set-Mailbox", Identity=DIEGO, **small)
    told = reports_desk.report(report_names="sizes")
    sizes = {one["object"]: one for one in lines(told, "sizes.mailboxes")}
    full, other = sizes[DIEGO], sizes[ADELE]
    assert (full["verdict"], other["verdict"], full["values"]["quota_bytes"]) == ("look", "ok", 3 * 2**20)
    assert full["values"]["used_percent"] == round(100 * full["values"]["used_bytes"] / (3 * 2**20), 1)
    assert found(told, "sizes.archives", "used_bytes") == {(DIEGO, "ok", 0)}
    assert all(isinstance(one["values"]["items"], int) for one in sizes.values())


def test_mailboxes_that_seem_unused(reports_desk: Desk, reports_box: Box) -> None:
    write(reports_desk, "New-Mailbox", Name="Gone", Shared=True, PrimarySmtpAddress="gone@contoso.com")
    write(reports_desk, "Remove-Mailbox", Identity="gone@contoso.com")
    write(reports_desk, "New-Mailbox", Name="Held", Shared=True, PrimarySmtpAddress="held@contoso.com")
    write(reports_desk, "Set-Mailbox", Identity="held@contoso.com", LitigationHoldEnabled=True)
    write(reports_desk, "Remove-Mailbox", Identity="held@contoso.com")
    told = reports_desk.report(report_names="inactive")
    used = {one["object"]: one for one in lines(told, "inactive.used")}
    assert (used[ADELE]["verdict"], used[ADELE]["values"]["days"]) == ("ok", 0)
    # Each is told of once, though the service lists what a hold keeps among what is removed as well.
    kept = [(one["object"], one["text"]) for one in lines(told, "inactive.kept")]
    assert [one for one in kept if one[0] in ("gone@contoso.com", "held@contoso.com")] == [
        ("gone@contoso.com", "It is removed, and can be restored."), ("held@contoso.com", "It is kept by a hold."),
    ]  # fmt: skip
    assert {one["verdict"] for one in lines(told, "inactive.licences")} <= {"ok", "look"}
    body = {"value": [{"LastUserActionTime": "not a date"}]}
    reports_box.control.fault(kind="status", match={"cmdlet": "Get-MailboxStatistics"}, times=1, body=body, status=200)
    (strange,) = [one for one in lines(reports_desk.report(report_names="inactive"), "inactive.used")
                  if one["verdict"] == "unknown"]  # fmt: skip
    assert (strange["values"]["last_action"], strange["values"]["days"]) == ("not a date", "unknown")
    body = {"value": [{"LastUserActionTime": "0001-01-01T00:00:00"}]}
    reports_box.control.fault(kind="status", match={"cmdlet": "Get-MailboxStatistics"}, times=1, body=body, status=200)
    used_by = lines(reports_desk.report(report_names="inactive"), "inactive.used")
    assert [one["values"]["last_action"] for one in used_by if one["text"].startswith("Nobody has ever used it")][
        :1
    ] == ["0001-01-01T00:00:00"]
