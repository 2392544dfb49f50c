# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members, links and permissions."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant, table


def members(tenant: Tenant, noun: str = "DistributionGroupMember", **more: Any) -> list[str]:
    return [row["Name"] for row in tenant.run(f"Get-{noun}", Identity="Sales", **more).rows]


@pytest.fixture
def sales(tenant: Tenant) -> Tenant:
    tenant.run("New-DistributionGroup", Name="Sales", ManagedBy="AdeleV", Members=["AdeleV"])
    return tenant


def test_members_come_and_go(sales: Tenant) -> None:
    assert sales.run("Add-DistributionGroupMember", Identity="Sales", Member="AlexW").changed
    assert members(sales) == ["Adele Vance", "Alex Wilber"]
    sales.run(
        "Remove-DistributionGroupMember", Identity="sales@contoso.com", Member="AdeleV@contoso.com", Confirm=False
    )
    assert members(sales) == ["Alex Wilber"]
    sales.run("Update-DistributionGroupMember", Identity="Sales", Members=["LeeG", "MeganB"])
    assert members(sales) == ["Lee Gu", "Megan Bowen"]
    sales.run("Update-DistributionGroupMember", Identity="Sales", Members=table(Add="AlexW", Remove="LeeG"))
    assert members(sales) == ["Megan Bowen", "Alex Wilber"]
    assert not sales.run("Update-DistributionGroupMember", Identity="Sales", Members=["MeganB", "AlexW"]).changed


def test_a_removed_recipient_is_no_member_any_more(sales: Tenant) -> None:
    sales.run("Remove-Mailbox", Identity="AdeleV", Confirm=False)
    assert members(sales) == []


def test_owners_of_a_microsoft_365_group_are_members_first(tenant: Tenant) -> None:
    tenant.run("New-UnifiedGroup", DisplayName="Sales", Alias="sales")
    links = {"Identity": "Sales", "Links": ["AdeleV", "AlexW"]}
    assert "Only members" in tenant.refusal("Add-UnifiedGroupLinks", LinkType="Owners", **links).text
    tenant.run("Add-UnifiedGroupLinks", LinkType="Members", **links)
    tenant.run("Add-UnifiedGroupLinks", LinkType="Owners", Identity="Sales", Links="AdeleV")
    assert members(tenant, "UnifiedGroupLinks", LinkType="Owners") == ["Adele Vance"]
    tenant.run("Remove-UnifiedGroupLinks", LinkType="Members", Identity="Sales", Links="AlexW", Confirm=False)
    assert members(tenant, "UnifiedGroupLinks", LinkType="Members") == ["Adele Vance"]


def test_a_role_group_has_members_too(tenant: Tenant) -> None:
    row = tenant.run("New-RoleGroup", Name="Sales", Roles=["Mail Recipients"], Members=["AdeleV"]).rows[0]
    assert row["RoleAssignments"] == ["Mail Recipients-Sales"]
    tenant.run("New-ServicePrincipal", AppId="a1", ObjectId="o1", DisplayName="Automation", ServiceId="s1")
    tenant.run("Add-RoleGroupMember", Identity="Sales", Member="a1")
    assert len(tenant.run("Get-RoleGroupMember", Identity="Sales").rows) == 2


def test_ediscovery_administrators_have_no_group_to_name(tenant: Tenant) -> None:
    tenant.run("Add-eDiscoveryCaseAdmin", "compliance", User="AdeleV")
    assert len(tenant.run("Get-eDiscoveryCaseAdmin", "compliance").rows) == 1
    tenant.run("Update-eDiscoveryCaseAdmin", "compliance", Users=["AlexW", "LeeG"])
    tenant.run("Remove-eDiscoveryCaseAdmin", "compliance", User="LeeG")
    assert tenant.run("Get-eDiscoveryCaseAdmin", "compliance").rows[0]["Name"] == "Alex Wilber"


def test_a_permission_on_a_mailbox_is_added_widened_and_removed(tenant: Tenant) -> None:
    who = {"Identity": "AdeleV", "User": "AlexW"}
    assert tenant.run("Add-MailboxPermission", AccessRights="FullAccess", **who).changed
    tenant.run("Add-MailboxPermission", AccessRights=["ReadPermission"], **who)
    row = tenant.one("Get-MailboxPermission", **who)
    assert row["AccessRights"] == ["FullAccess, ReadPermission"]
    assert row["User"] == "AlexW@contoso.com"
    assert (
        next(row["User"] for row in tenant.run("Get-MailboxPermission", Identity="AdeleV").rows) == "NT AUTHORITY\\SELF"
    )
    again = tenant.run("Add-MailboxPermission", AccessRights="FullAccess", **who)
    assert "already present" in again.warnings[0]
    assert not again.changed
    tenant.run("Remove-MailboxPermission", AccessRights=["FullAccess", "ReadPermission"], Confirm=False, **who)
    assert not tenant.run("Get-MailboxPermission", **who).rows
    gone = tenant.run("Remove-MailboxPermission", AccessRights="FullAccess", Confirm=False, **who)
    assert "isn't present" in gone.warnings[0]


def test_send_as_is_a_permission_on_the_recipient(tenant: Tenant) -> None:
    who = {"Identity": "AdeleV", "Trustee": "AlexW", "AccessRights": "SendAs"}
    assert tenant.run("Add-RecipientPermission", Confirm=False, **who).changed
    assert tenant.one("Get-RecipientPermission", Identity="AdeleV", Trustee="AlexW")["Trustee"] == "AlexW@contoso.com"
    tenant.run("Remove-RecipientPermission", Confirm=False, **who)
    assert not tenant.run("Get-RecipientPermission", Identity="AdeleV", Trustee="AlexW").rows


def test_a_folder_has_entries_for_everybody(tenant: Tenant) -> None:
    folder = {"Identity": "AdeleV:\\Calendar"}
    rows = tenant.run("Get-MailboxFolderPermission", **folder).rows
    assert [(row["User"], row["AccessRights"]) for row in rows] == [
        ("Default", ["AvailabilityOnly"]),
        ("Anonymous", ["None"]),
    ]
    tenant.run("Add-MailboxFolderPermission", User="AlexW", AccessRights="Reviewer", **folder)
    tenant.run("Set-MailboxFolderPermission", User="AlexW@contoso.com", AccessRights="Editor", **folder)
    tenant.run("Set-MailboxFolderPermission", User="default", AccessRights="LimitedDetails", **folder)
    assert tenant.one("Get-MailboxFolderPermission", User="AlexW", **folder)["AccessRights"] == ["Editor"]
    assert tenant.one("Get-MailboxFolderPermission", User="Default", **folder)["AccessRights"] == ["LimitedDetails"]
    tenant.run("Remove-MailboxFolderPermission", User="AlexW", Confirm=False, **folder)
    assert tenant.refusal("Get-MailboxFolderPermission", User="AlexW", **folder).error_id
    assert tenant.refusal("Remove-MailboxFolderPermission", User="Default", **folder).error_id
    assert len(tenant.run("Get-MailboxFolderPermission", Identity="AdeleV:\\Inbox").rows) == 2


def test_other_members_keep_to_their_family(tenant: Tenant) -> None:
    tenant.run("Add-AvailabilityAddressSpace", AccessMethod="OrgWideFB", ForestName="fabrikam.com")
    assert tenant.run("Get-AvailabilityAddressSpace").rows[0]["ForestName"] == "fabrikam.com"
