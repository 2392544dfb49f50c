# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a switch says of which mailbox is meant, the holds on removed ones, and archives that come back."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

ORG, OTHER, SEARCH = (
    "mbxcdbbb86ce60342489bff371876e7f224:1",
    "mbxdb7d8fdee4e047ae9ab5d8cb3b7fdd17:2",
    "UniH7d895d48-7e23-4a8d-8346-533c3beac15d",
)
ZERO = "00000000-0000-0000-0000-000000000000"


def held(holds: tuple[str, ...] = (ORG, OTHER, SEARCH), **more: Any) -> Tenant:
    """A tenant whose mailbox Held was removed while it was held, by what the service alone writes."""
    tenant = Tenant(mailboxes=[{"Name": "Held", "Alias": "held", **more}, {"Name": "Else", "Alias": "else"}])
    directory = tenant.organization._directory
    directory.store.write(directory.recipient("held"), {"InPlaceHolds": list(holds)})
    tenant.run("Remove-Mailbox", Identity="held", Confirm=False)
    return tenant


def inactive(tenant: Tenant) -> Any:
    """The holds on the inactive mailbox, None when there is none."""
    rows = tenant.run("Get-Mailbox", InactiveMailboxOnly=True).rows
    return rows[0]["InPlaceHolds"] if len(rows) else None


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"ExcludeFromAllOrgHolds": True}, [SEARCH]),
        ({"ExcludeFromAllHolds": True}, [SEARCH]),
        ({"ExcludeFromOrgHolds": ["cdbbb86c-e603-4248-9bff-371876e7f224"]}, [OTHER, SEARCH]),
        ({"ExcludeFromOrgHolds": ["mbxcdbbb86ce60342489bff371876e7f224", OTHER]}, [SEARCH]),
        ({"RemoveOrphanedHolds": ["7d895d48-7e23-4a8d-8346-533c3beac15d"], "InactiveMailbox": True}, [ORG, OTHER]),
    ],
)
def test_holds_are_taken_from_an_inactive_mailbox(asked: dict[str, Any], left: list[str]) -> None:
    tenant = held()
    assert inactive(tenant) == [ORG, OTHER, SEARCH]
    tenant.run("Set-Mailbox", Identity="held", **asked)
    assert inactive(tenant) == left


def test_a_mailbox_that_nothing_holds_is_no_longer_inactive() -> None:
    tenant = held((ORG,))
    tenant.run("Set-Mailbox", Identity="held", ExcludeFromAllOrgHolds=True)
    assert inactive(tenant) is None
    assert tenant.one("Get-Mailbox", SoftDeletedMailbox=True)["Name"] == "Held"


def test_litigation_keeps_a_mailbox_inactive() -> None:
    tenant = held(LitigationHoldEnabled=True)
    tenant.run("Set-Mailbox", Identity="held", ExcludeFromAllHolds=True)
    assert inactive(tenant) == [SEARCH]
    tenant.run("Set-Mailbox", Identity="held", InactiveMailbox=True, RemoveOrphanedHolds=[SEARCH])
    assert inactive(tenant) == []
    tenant.run("Set-Mailbox", Identity="held", InactiveMailbox=True, LitigationHoldEnabled=False)
    tenant.run("Set-Mailbox", Identity="held", RecalculateInactiveMailbox=True)
    assert inactive(tenant) is None


@pytest.mark.parametrize("asked", [{"ExcludeFromAllHolds": True}, {"InactiveMailbox": True, "Office": "B1"}])
def test_a_mailbox_in_use_is_not_found_as_an_inactive_one(asked: dict[str, Any]) -> None:
    assert held().refusal("Set-Mailbox", Identity="else", **asked).status == 404


def test_the_assistant_is_started_for_an_inactive_mailbox_with_its_switch() -> None:
    tenant = held()
    tenant.run("Start-ManagedFolderAssistant", Identity="held", InactiveMailbox=True)
    assert tenant.refusal("Start-ManagedFolderAssistant", Identity="held").status == 404
    assert tenant.refusal("Start-ManagedFolderAssistant", Identity="else", InactiveMailbox=True).status == 404


def test_a_group_s_mailbox_is_found_with_its_switch_alone() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-UnifiedGroup", DisplayName="Team", Alias="team")
    assert tenant.refusal("Set-Mailbox", Identity="team", HiddenFromAddressListsEnabled=True).status == 404
    tenant.run("Set-Mailbox", Identity="team", GroupMailbox=True, HiddenFromAddressListsEnabled=True)
    assert tenant.one("Get-UnifiedGroup", Identity="team")["HiddenFromAddressListsEnabled"] is True
    assert tenant.refusal("Set-Mailbox", Identity="AdeleV", GroupMailbox=True, Office="B1").status == 404


@pytest.mark.parametrize("cmdlet", ["Set-Mailbox", "Set-User"])
def test_a_mailbox_of_public_folders_is_found_with_its_switch_alone(cmdlet: str) -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-Mailbox", Name="Plans", PublicFolder=True)
    assert tenant.refusal(cmdlet, Identity="Plans", Office="B1").status == 404
    tenant.run(cmdlet, Identity="Plans", PublicFolder=True, Office="B1")
    assert tenant.one("Get-Mailbox", PublicFolder=True)["Office"] == "B1"
    assert tenant.refusal(cmdlet, Identity="AdeleV", PublicFolder=True, Office="B1").status == 404


def test_a_disabled_archive_comes_back_until_it_is_removed() -> None:
    tenant = Tenant(mailboxes=3)

    def archives() -> tuple[str, str]:
        row = tenant.one("Get-Mailbox", Identity="AdeleV")
        return row["ArchiveGuid"], row["DisabledArchiveGuid"]

    tenant.run("Enable-Mailbox", Identity="AdeleV", Archive=True)
    first = archives()[0]
    tenant.run("Disable-Mailbox", Identity="AdeleV", Archive=True, Confirm=False)
    assert archives() == (ZERO, first)
    tenant.run("Enable-Mailbox", Identity="AdeleV", Archive=True)
    assert archives() == (first, ZERO)
    tenant.run("Disable-Mailbox", Identity="AdeleV", Archive=True, Confirm=False)
    tenant.run("Set-Mailbox", Identity="AdeleV", RemoveDisabledArchive=True)
    assert archives() == (ZERO, ZERO)
    tenant.run("Enable-Mailbox", Identity="AdeleV", Archive=True)
    assert archives()[0] not in (first, ZERO)


def test_an_archive_has_statistics_of_its_own() -> None:
    tenant = Tenant(mailboxes=3)
    assert tenant.refusal("Get-MailboxStatistics", Identity="AdeleV", Archive=True).error_id
    tenant.run("Enable-Mailbox", Identity="AdeleV", Archive=True)
    row = tenant.one("Get-MailboxStatistics", Identity="AdeleV", Archive=True)
    assert row["MailboxGuid"] == tenant.one("Get-Mailbox", Identity="AdeleV")["ArchiveGuid"]
    assert (row["IsArchiveMailbox"], row["ItemCount"]) == (True, 0)
    assert row["DisplayName"] == "In-Place Archive -Adele Vance"
    whole = tenant.one("Get-MailboxStatistics", Identity="AdeleV")
    assert whole["IsArchiveMailbox"] is False
    assert whole["ItemCount"] > 0


@pytest.mark.parametrize("cmdlet", ["Get-MailboxStatistics", "Get-MailboxFolderStatistics"])
def test_statistics_of_a_removed_mailbox_are_there_where_they_are_asked_for(cmdlet: str) -> None:
    tenant = held()
    assert tenant.refusal(cmdlet, Identity="held").status == 404
    assert tenant.run(cmdlet, Identity="held", IncludeSoftDeletedRecipients=True).rows


@pytest.mark.parametrize("for_good", [False, True])
def test_a_removed_mail_user_is_kept_unless_it_goes_for_good(for_good: bool) -> None:
    tenant = Tenant(mailboxes=1)
    tenant.run("New-MailUser", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    tenant.run("Remove-MailUser", Identity="Ann", Confirm=False)
    if for_good:
        tenant.run("Remove-MailUser", Identity="Ann", Confirm=False, PermanentlyDelete=True)
    assert not len(tenant.run("Get-MailUser").rows)
    assert [row["Name"] for row in tenant.run("Get-MailUser", SoftDeletedMailUser=True).rows] == ["Ann"][for_good:]
    if not for_good:
        tenant.run("Set-MailUser", Identity="Ann", ExcludeFromAllOrgHolds=True)


def test_only_what_was_removed_goes_for_good_and_nothing_that_is_held() -> None:
    tenant = held()
    purge = {"Confirm": False, "PermanentlyDelete": True}
    assert tenant.refusal("Remove-Mailbox", Identity="else", **purge).status == 404
    assert "hold" in tenant.refusal("Remove-Mailbox", Identity="held", **purge).text
    tenant.run("Remove-Mailbox", Identity="else", Confirm=False)
    tenant.run("Remove-Mailbox", Identity="else", **purge)
    assert [row["Name"] for row in tenant.run("Get-Mailbox", SoftDeletedMailbox=True).rows] == ["Held"]
    assert tenant.refusal("Undo-SoftDeletedMailbox", SoftDeletedObject="else").status == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"Name": "Ben"}, {"Name": "Ben", "DisplayName": "Else"}),
        ({"DisplayName": "Ben Baker"}, {"Name": "Else", "DisplayName": "Ben Baker"}),
        (
            {"WindowsLiveID": "ben@contoso.com", "Password": "a secret"},
            {"UserPrincipalName": "ben@contoso.com", "PrimarySmtpAddress": "ben@contoso.com"},
        ),
    ],
)
def test_a_mailbox_comes_back_under_another_name(asked: dict[str, Any], shown: dict[str, str]) -> None:
    tenant = held()
    before = tenant.one("Get-Mailbox", Identity="else")
    tenant.run("Remove-Mailbox", Identity="else", Confirm=False)
    tenant.run("Undo-SoftDeletedMailbox", SoftDeletedObject="else", **asked)
    row = tenant.one("Get-Mailbox", Identity=str(before["Guid"]))
    assert {name: row[name] for name in shown} == shown
    assert row["DistinguishedName"].startswith(f"CN={row['Name']},")
    former = str(before["PrimarySmtpAddress"]).casefold()
    assert former in {address.partition(":")[2].casefold() for address in row["EmailAddresses"]}


def test_a_name_that_is_taken_is_not_given_to_a_mailbox_that_comes_back() -> None:
    tenant = Tenant(mailboxes=2)
    tenant.run("Remove-Mailbox", Identity="AdeleV", Confirm=False)
    assert tenant.refusal("Undo-SoftDeletedMailbox", SoftDeletedObject="AdeleV", Name="Alex Wilber").status == 400
    assert tenant.one("Get-Mailbox", SoftDeletedMailbox=True)["Name"] == "Adele Vance"


def test_a_mailbox_of_public_folders_goes_and_comes_back_with_its_switch_alone() -> None:
    tenant = Tenant(mailboxes=1)
    tenant.run("New-Mailbox", Name="Folders", PublicFolder=True)
    for cmdlet, key in (("Remove-Mailbox", "Identity"), ("Undo-SoftDeletedMailbox", "SoftDeletedObject")):
        asked: dict[str, Any] = {key: "Folders", "Confirm": False}
        assert tenant.refusal(cmdlet, **asked).status == 404
        assert tenant.run(cmdlet, **asked, PublicFolder=True).changed
    assert tenant.one("Get-Mailbox", PublicFolder=True)["Name"] == "Folders"
