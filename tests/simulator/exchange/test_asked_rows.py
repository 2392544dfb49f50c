# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows and details that stay away until a switch asks for them, and those that a switch takes away."""

from __future__ import annotations

import pytest
from simulator.exchange.tenant import Tenant


def entries(tenant: Tenant, **asked: bool) -> list[str]:
    """Who has rights to the mailbox beside its owner, as Get-MailboxPermission tells."""
    rows = tenant.run("Get-MailboxPermission", Identity="AdeleV", **asked).rows
    return [row["User"] for row in rows if row["User"] != "NT AUTHORITY\\SELF"]


@pytest.mark.parametrize(
    ("removals", "switch", "shown"),
    [
        ([{}], "IncludeSoftDeletedUserPermissions", "AlexW@contoso.com"),
        ([{}, {"PermanentlyDelete": True}], "IncludeUnresolvedPermissions", "S-1-5-21-"),
    ],
)
def test_rights_of_who_is_gone_are_listed_where_they_are_asked_for(
    removals: list[dict[str, bool]], switch: str, shown: str
) -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Add-MailboxPermission", Identity="AdeleV", User="AlexW", AccessRights=["FullAccess"])
    assert entries(tenant, IncludeSoftDeletedUserPermissions=True) == ["AlexW@contoso.com"]
    for removal in removals:
        tenant.run("Remove-Mailbox", Identity="AlexW", Confirm=False, **removal)
    assert entries(tenant) == []
    (found,) = entries(tenant, **{switch: True})
    assert found.startswith(shown)
    other = {"IncludeSoftDeletedUserPermissions", "IncludeUnresolvedPermissions"} - {switch}
    assert entries(tenant, **dict.fromkeys(other, True)) == []


def test_rights_to_a_group_s_mailbox_are_found_with_its_switch_alone() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-UnifiedGroup", DisplayName="Team", Alias="team")
    right = {"Identity": "team", "User": "AlexW", "AccessRights": ["FullAccess"]}
    for cmdlet in ("Add-MailboxPermission", "Remove-MailboxPermission"):
        assert tenant.refusal(cmdlet, **right).status == 404
    assert tenant.refusal("Get-MailboxPermission", Identity="team").status == 404
    tenant.run("Add-MailboxPermission", **right, GroupMailbox=True)
    found = tenant.run("Get-MailboxPermission", Identity="team", GroupMailbox=True).rows
    assert [row["User"] for row in found][1:] == ["AlexW@contoso.com"]
    tenant.run("Remove-MailboxPermission", **right, GroupMailbox=True, Confirm=False)
    assert len(tenant.run("Get-MailboxPermission", Identity="team", GroupMailbox=True).rows) == 1


def test_rights_are_reset_to_the_owner_s_own() -> None:
    tenant = Tenant(mailboxes=3)
    for user in ("AlexW", "AllanD"):
        tenant.run("Add-MailboxPermission", Identity="AdeleV", User=user, AccessRights=["FullAccess"])
    tenant.run("Add-RecipientPermission", Identity="AdeleV", Trustee="AlexW", AccessRights=["SendAs"])
    tenant.run("Remove-MailboxPermission", Identity="AdeleV", ClearAutoMapping=True, Confirm=False)
    assert len(entries(tenant)) == 2
    tenant.run("Remove-MailboxPermission", Identity="AdeleV", ResetDefault=True, Confirm=False)
    assert entries(tenant) == []
    trustees = [row["Trustee"] for row in tenant.run("Get-RecipientPermission", Identity="AdeleV").rows]
    assert "AlexW@contoso.com" in trustees


@pytest.mark.parametrize("noun", ["DistributionGroup", "DynamicDistributionGroup"])
def test_members_that_were_removed_are_listed_where_they_are_asked_for(noun: str) -> None:
    tenant = Tenant(mailboxes=3)
    dynamic = {"RecipientFilter": "Alias -eq 'AlexW'"}
    tenant.run(f"New-{noun}", Name="Staff", **({"Members": ["AlexW"]} if noun == "DistributionGroup" else dynamic))

    def members(**asked: bool) -> list[str]:
        return [row["Name"] for row in tenant.run(f"Get-{noun}Member", Identity="Staff", **asked).rows]

    assert members(IncludeSoftDeletedObjects=True) == ["Alex Wilber"]
    tenant.run("Remove-Mailbox", Identity="AlexW", Confirm=False)
    assert members() == []
    assert members(IncludeSoftDeletedObjects=True) == ["Alex Wilber"]


def test_a_right_to_send_that_somebody_has_who_is_gone_is_listed() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Add-RecipientPermission", Identity="AdeleV", Trustee="AlexW", AccessRights=["SendAs"])
    tenant.run("Remove-Mailbox", Identity="AlexW", Confirm=False)
    found = tenant.run("Get-RecipientPermission", Identity="AdeleV").rows[1]
    assert found["Trustee"].startswith("S-1-5-21-")


def test_the_address_beside_a_trustee_is_shown_where_it_is_asked_for() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Add-RecipientPermission", Identity="AdeleV", Trustee="AlexW", AccessRights=["SendAs"])

    def shown(**asked: bool) -> str:
        row = tenant.one("Get-RecipientPermission", Identity="AdeleV", Trustee="AlexW", **asked)
        return str(row["TrusteeWithPrimarySmtpAddress"])

    assert shown() == ""
    assert "AlexW@contoso.com" in shown(IncludeTrusteeWithPrimarySmtpAddress=True)


def test_the_people_whom_somebody_manages_are_shown_and_follow() -> None:
    tenant = Tenant(mailboxes=4)
    for report in ("AlexW", "AllanD"):
        tenant.run("Set-User", Identity=report, Manager="AdeleV")
    row = tenant.one("Get-User", Identity="AdeleV")
    assert sorted(row["DirectReports"]) == ["Alex Wilber", "Allan Deyoung"]
    assert row["DirectReportsWithDisplayName"] == []
    row = tenant.one("Get-User", Identity="AdeleV", IncludeDirectReportsWithDisplayNames=True)
    assert "AlexW@contoso.com (Alex Wilber)" in row["DirectReportsWithDisplayName"]
    tenant.run("Set-User", Identity="AllanD", Manager="AlexW")
    tenant.run("Set-User", Identity="AlexW", Name="Sandy")
    assert tenant.one("Get-User", Identity="AdeleV")["DirectReports"] == ["Sandy"]
    tenant.run("Set-User", Identity="AlexW", Manager=None)
    assert tenant.one("Get-User", Identity="AdeleV")["DirectReports"] == []


def test_names_of_addresses_are_shown_where_they_are_asked_for() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Set-Mailbox", Identity="AdeleV", EmailAddressDisplayNames=["Adele of Contoso"])
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["EmailAddressDisplayNames"] == []
    row = tenant.one("Get-Mailbox", Identity="AdeleV", IncludeEmailAddressDisplayNames=True)
    assert row["EmailAddressDisplayNames"] == ["Adele of Contoso"]


def test_a_transport_rule_hides_what_it_does_where_that_is_asked_for() -> None:
    tenant = Tenant()
    tenant.run("New-TransportRule", Name="R1", FromScope="InOrganization", PrependSubject="Internal: ", Comments="Why")
    row = tenant.one("Get-TransportRule", Identity="R1")
    assert all(row[name] for name in ("Conditions", "Actions"))
    assert row["PrependSubject"] == "Internal: "
    assert tenant.one("Get-TransportRule", Identity="R1", ExcludeConditionActionDetails=False) == row
    row = tenant.one("Get-TransportRule", Identity="R1", ExcludeConditionActionDetails=True)
    assert not any(row[name] for name in ("Description", "Conditions", "Actions", "FromScope", "PrependSubject"))
    assert (row["Name"], row["State"], row["Comments"]) == ("R1", "Enabled", "Why")


def test_recent_cases_are_those_that_changed_last() -> None:
    tenant = Tenant()
    for number in range(12):
        tenant.run("New-ComplianceCase", "compliance", Name=f"Case {number}")
        tenant.clock.advance(60)
    tenant.run("Set-ComplianceCase", "compliance", Identity="Case 3", Description="Seen again")
    names = [row["Name"] for row in tenant.run("Get-ComplianceCase", "compliance", RecentOnly=True).rows]
    assert names[:3] == ["Case 3", "Case 11", "Case 10"]
    assert "Case 0" not in names


def test_rights_to_a_group_s_folder_are_shown_with_its_switch_alone() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-UnifiedGroup", DisplayName="Team", Alias="team")
    folder = {"Identity": "team:\\Calendar"}
    tenant.run("Add-MailboxFolderPermission", **folder, User="AlexW", AccessRights=["Reviewer"])
    assert tenant.refusal("Get-MailboxFolderPermission", **folder).status == 404
    rows = tenant.run("Get-MailboxFolderPermission", **folder, GroupMailbox=True).rows
    assert [row["User"] for row in rows] == ["Default", "Anonymous", "Alex Wilber"]
    assert tenant.run("Get-MailboxFolderPermission", Identity="AdeleV:\\Calendar", GroupMailbox=True).rows
