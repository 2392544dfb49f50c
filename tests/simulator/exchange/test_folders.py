# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of mailboxes are objects: they are there or not, have ids and localized names, and hold what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

ADELE = {"Identity": "AdeleV"}


def statistics(tenant: Tenant, **asked: Any) -> dict[str, Mapping[str, Any]]:
    rows = tenant.run("Get-MailboxFolderStatistics", **{**ADELE, **asked}).rows
    return {row["FolderPath"]: row for row in rows}


def localize(tenant: Tenant, language: str) -> None:
    asked = {**ADELE, "Language": language, "LocalizeDefaultFolderName": True}
    tenant.run("Set-MailboxRegionalConfiguration", **asked)


def count(text: str) -> int:
    """The bytes of a size."""
    return int(text.partition("(")[2].partition(" ")[0].replace(",", ""))


@pytest.mark.parametrize("path", ["/Inbox", "/Calendar", "/Sync Issues/Conflicts"])
def test_a_folder_is_found_by_the_id_that_its_row_shows(tenant: Tenant, path: str) -> None:
    row = statistics(tenant)[path]
    assert row["Identity"] == f"AdeleV@contoso.com\\{path[1:].replace('/', chr(92))}"
    folder = {"Identity": f"adelev@contoso.com:{row['FolderId']}"}
    tenant.run("Add-MailboxFolderPermission", User="AlexW", AccessRights="Reviewer", **folder)
    named = {"Identity": f"AdeleV:{path.replace('/', chr(92))}"}
    seen = tenant.one("Get-MailboxFolderPermission", User="AlexW", **named)
    assert (seen["FolderName"], seen["AccessRights"]) == (path.rpartition("/")[2], ["Reviewer"])
    assert len({one["FolderId"] for one in statistics(tenant).values()}) == len(statistics(tenant))


@pytest.mark.parametrize("folder", ["\\Nothing", "\\Inbox\\Nothing", "LgAAAAAAAAAA", "\\Kalender"])
def test_a_folder_that_is_not_there_is_not_found(tenant: Tenant, folder: str) -> None:
    identity = {"Identity": f"AdeleV:{folder}"}
    for cmdlet, asked in (
        ("Get-MailboxFolderPermission", {}),
        ("Add-MailboxFolderPermission", {"User": "AlexW", "AccessRights": "Reviewer"}),
        ("Get-MailboxFolder", {}),
    ):
        assert tenant.refusal(cmdlet, **identity, **asked).exception_type.endswith("NotFoundException")
    rule = {"Mailbox": "AdeleV", "Name": "Rule", "From": ["AlexW"]}
    assert tenant.refusal("New-InboxRule", MoveToFolder=f"AdeleV:{folder}", **rule)


@pytest.mark.parametrize(
    ("language", "inbox"), [("de-DE", "Posteingang"), ("fr-FR", "Boîte de réception"), ("sv", "Inkorgen")]
)
def test_folders_have_names_in_the_mailboxs_language(tenant: Tenant, language: str, inbox: str) -> None:
    tenant.run("Add-MailboxFolderPermission", Identity="AdeleV:\\Inbox", User="AlexW", AccessRights="Editor")
    before = statistics(tenant)["/Inbox"]
    localize(tenant, language)
    assert tenant.refusal("Get-MailboxFolderPermission", Identity="AdeleV:\\Inbox")
    seen = tenant.one("Get-MailboxFolderPermission", Identity=f"AdeleV:\\{inbox}", User="AlexW")
    assert (seen["FolderName"], seen["AccessRights"]) == (inbox, ["Editor"])
    after = statistics(tenant)[f"/{inbox}"]
    assert (after["FolderId"], after["FolderType"]) == (before["FolderId"], "Inbox")
    assert [row["Name"] for row in statistics(tenant, FolderScope="Inbox").values()] == [inbox]
    other = tenant.run("Get-MailboxFolderStatistics", Identity="AlexW").rows
    assert "/Inbox" in {row["FolderPath"] for row in other}


def test_a_language_alone_renames_nothing(tenant: Tenant) -> None:
    tenant.run("Set-MailboxRegionalConfiguration", Language="de-DE", **ADELE)
    assert "/Inbox" in statistics(tenant)


@pytest.mark.parametrize("right", ["AvailabilityOnly", "LimitedDetails"])
@pytest.mark.parametrize("folder", ["", ":\\", ":\\Inbox", ":\\Contacts"])
def test_rights_of_a_calendar_are_for_calendars(tenant: Tenant, right: str, folder: str) -> None:
    call = {"Identity": f"AdeleV{folder}", "AccessRights": right}
    for cmdlet, user in (("Add-MailboxFolderPermission", "AlexW"), ("Set-MailboxFolderPermission", "Default")):
        assert tenant.refusal(cmdlet, User=user, **call).exception_type.endswith("EnumOutOfRangeException")
    calendar = {"Identity": "AdeleV:\\Calendar", "User": "Default", "AccessRights": right}
    tenant.run("Set-MailboxFolderPermission", **calendar)


@pytest.mark.parametrize("parent", ["AdeleV:\\Inbox", "AdeleV:\\", "adelev@contoso.com:\\Tasks"])
def test_a_new_folder_is_seen_by_all_and_must_be_new(tenant: Tenant, parent: str) -> None:
    made = tenant.run("New-MailboxFolder", Parent=parent, Name="Projects").rows[0]
    path = parent.partition(":")[2].rstrip("\\") + "\\Projects"
    assert made["Identity"] == f"Adele Vance:{path}"
    row = statistics(tenant, FolderScope="Personal")[path.replace("\\", "/")]
    assert (row["FolderType"], row["ItemsInFolder"]) == ("User Created", 0)
    tenant.run("New-InboxRule", Mailbox="AdeleV", Name="R", From=["AlexW"], MoveToFolder=f"AdeleV:{path}")
    tenant.run("Add-MailboxFolderPermission", Identity=f"AdeleV:{path}", User="AlexW", AccessRights="Owner")
    assert tenant.refusal("New-MailboxFolder", Parent=parent, Name="projects")
    assert tenant.refusal("New-MailboxFolder", Parent="AdeleV:\\Nothing", Name="X")
    below = tenant.run("Get-MailboxFolder", Identity=parent, GetChildren=True).rows
    assert "Projects" in {one["Name"] for one in below}
    whole = tenant.run("Get-MailboxFolder", Identity="AdeleV", Recurse=True).rows
    assert f"Adele Vance:{path}" in {one["Identity"] for one in whole}


@pytest.mark.parametrize("who", ["AdeleV", "AlexW", "LeeG"])
def test_a_mailboxs_statistics_are_the_sums_of_its_folders(tenant: Tenant, who: str) -> None:
    rows = tenant.run("Get-MailboxFolderStatistics", Identity=who).rows
    whole = tenant.one("Get-MailboxStatistics", Identity=who)
    for gone, items, size in (
        (False, "ItemCount", "TotalItemSize"),
        (True, "DeletedItemCount", "TotalDeletedItemSize"),
    ):
        mine = [row for row in rows if row["RecoverableItemsFolder"] is gone]
        assert sum(row["ItemsInFolder"] for row in mine) == whole[items] > 0
        assert sum(count(row["FolderSize"]) for row in mine) == count(whole[size])
    root = next(row for row in rows if row["FolderType"] == "Root")
    assert root["ItemsInFolderAndSubfolders"] == sum(row["ItemsInFolder"] for row in rows)
    assert whole["LastLogoffTime"] >= whole["LastUserActionTime"]


def test_a_new_mailbox_is_empty_and_a_removed_one_has_no_statistics(tenant: Tenant) -> None:
    tenant.run("New-Mailbox", Shared=True, Name="Info", PrimarySmtpAddress="info@contoso.com")
    fresh = tenant.one("Get-MailboxStatistics", Identity="info@contoso.com")
    assert (fresh["ItemCount"], fresh["TotalItemSize"], fresh["LastLogonTime"]) == (0, "0 B (0 bytes)", None)
    tenant.run("Remove-Mailbox", Identity="Info")
    for cmdlet in ("Get-MailboxStatistics", "Get-MailboxFolderStatistics", "Get-MailboxFolder"):
        assert tenant.refusal(cmdlet, Identity="info@contoso.com")


def test_dates_of_items_only_where_they_are_asked_for(tenant: Tenant) -> None:
    names = ("OldestItemReceivedDate", "NewestItemReceivedDate")
    plain, dated = statistics(tenant)["/Inbox"], statistics(tenant, IncludeOldestAndNewestItems=True)
    assert [plain[name] for name in names] == [None, None]
    assert dated["/Inbox"][names[0]] < dated["/Inbox"][names[1]]
    assert dated["/Outbox"][names[1]] is None
