# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters that choose by what is behind an object: members, scopes, what was removed, what somebody opted in to."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from simulator.exchange.tenant import Tenant


def names(
    tenant: Tenant, cmdlet: str, service: Literal["exchange", "compliance"] = "exchange", **asked: Any
) -> list[str]:
    return [str(row["Name"]) for row in tenant.run(cmdlet, service, **asked).rows]


@pytest.fixture
def assigned(tenant: Tenant) -> Tenant:
    """Assignments to a person, to a group, and within scopes."""
    tenant.run("Set-User", Identity="AlexW", Title="Clerk")
    clerks = "Title -eq 'Clerk'"
    tenant.run("New-ManagementScope", Name="Clerks", RecipientRestrictionFilter=clerks)
    tenant.run("New-ManagementScope", Name="Only clerks", RecipientRestrictionFilter=clerks, Exclusive=True)
    tenant.run("New-RoleGroup", Name="Pilots", Roles=["Mail Tips"], Members=["AdeleV", "AlexW"])
    new = "New-ManagementRoleAssignment"
    tenant.run(new, Name="Wide", Role="Mail Recipients", User="AdeleV")
    tenant.run(new, Name="Narrow", Role="Mail Recipients", User="AdeleV", CustomRecipientWriteScope="Clerks")
    tenant.run(new, Name="Apart", Role="Mail Recipients", User="AdeleV", ExclusiveRecipientWriteScope="Only clerks")
    tenant.run(new, Name="Own", Role="Mail Recipients", User="AdeleV", RecipientRelativeWriteScope="Self")
    return tenant


GET = "Get-ManagementRoleAssignment"


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("AlexW", {"Wide", "Narrow", "Apart"}),
        ("AdeleV", {"Wide", "Own"}),
        ("LeeG@contoso.com", {"Wide"}),
    ],
)
def test_assignments_that_reach_a_recipient(assigned: Tenant, who: str, found: set[str]) -> None:
    mine: dict[str, Any] = {"Role": "Mail Recipients", "RoleAssignee": "AdeleV"}
    assert set(names(assigned, GET, WritableRecipient=who, **mine)) == found
    assert assigned.refusal(GET, WritableRecipient="nobody").error_id == "Ex6F9304"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"AssignmentMethod": ["RoleGroup"]}, {"Mail Tips-Pilots", "Mail Tips-Pilots of the crew"}),
        ({"AssignmentMethod": ["SecurityGroup"]}, {"Crew's"}),
        ({"AssignmentMethod": ["Direct"]}, {"Mine"}),
        ({"AssignmentMethod": ["Direct", "SecurityGroup"]}, {"Mine", "Crew's"}),
        ({"Role": "Mail Tips"}, {"Mail Tips-Pilots", "Mail Tips-Pilots of the crew"}),
        ({"Role": "MyVoiceMail"}, {"MyVoiceMail-Default Role Assignment Policy"}),
    ],
)
def test_assignments_reach_somebody_through_groups_and_a_policy(
    assigned: Tenant, asked: dict[str, Any], found: set[str]
) -> None:
    new = "New-ManagementRoleAssignment"
    assigned.run("New-DistributionGroup", Name="Crew", Type="Security", Members=["AlexW"])
    assigned.run("New-RoleGroup", Name="Pilots of the crew", Roles=["Mail Tips"], Members=["Crew"])
    assigned.run(new, Name="Mine", Role="Mail Recipients", User="AlexW")
    assigned.run(new, Name="Crew's", Role="Mail Recipients", SecurityGroup="Crew")
    rows = assigned.run(GET, RoleAssignee="AlexW", **asked).rows
    assert {row["Name"] for row in rows} == found
    methods = asked.get("AssignmentMethod", [row["AssignmentMethod"] for row in rows])
    assert {row["AssignmentMethod"] for row in rows} == set(methods)


def test_a_mailbox_has_an_owner(tenant: Tenant) -> None:
    get = "Get-MailboxPermission"
    assert tenant.one(get, Identity="AdeleV", Owner=True)["Owner"] == "NT AUTHORITY\\SELF"
    tenant.run("Add-MailboxPermission", Identity="AdeleV", Owner="AlexW")
    assert tenant.one(get, Identity="AdeleV", Owner=True) == {"Identity": "Adele Vance", "Owner": "AlexW@contoso.com"}
    assert not tenant.run(get, Identity="AdeleV", User="AlexW").rows
    assert "missing" in tenant.refusal("Add-MailboxPermission", Identity="AdeleV", User="AlexW").text


def test_effective_users_are_the_members(assigned: Tenant) -> None:
    rows = assigned.run(GET, Role="Mail Tips", RoleAssignee="Pilots", GetEffectiveUsers=True).rows
    assert [row["EffectiveUserName"] for row in rows] == ["Adele Vance", "Alex Wilber"]
    assert len({row["Identity"] for row in rows}) == 1
    (row,) = assigned.run(GET, Identity="Wide", GetEffectiveUsers=True).rows
    assert row["EffectiveUserName"] == "Adele Vance"


def test_effective_users_of_groups_in_each_other_are_each_once(tenant: Tenant) -> None:
    for group, person in (("One", "AdeleV"), ("Two", "AlexW")):
        tenant.run("New-DistributionGroup", Name=group, Type="Security", Members=[person, "LeeG"])
    for group, member in (("One", "Two"), ("Two", "One")):
        tenant.run("Add-DistributionGroupMember", Identity=group, Member=member)
    tenant.run("New-ManagementRoleAssignment", Name="Circle", Role="Mail Tips", SecurityGroup="One")
    rows = tenant.run(GET, Identity="Circle", GetEffectiveUsers=True).rows
    assert sorted(row["EffectiveUserName"] for row in rows) == ["Adele Vance", "Alex Wilber", "Lee Gu"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"Exclusive": True}, {"Apart"}),
        ({"Exclusive": False, "RoleAssignee": "AdeleV", "AssignmentMethod": ["Direct"]}, {"Wide", "Narrow", "Own"}),
        ({"RecipientWriteScope": "CustomRecipientScope"}, {"Narrow"}),
        ({"RecipientWriteScope": "Self", "RoleAssignee": "AdeleV"}, {"Own"}),
    ],
)
def test_assignments_by_their_scope(assigned: Tenant, asked: dict[str, Any], found: set[str]) -> None:
    assert set(names(assigned, GET, **asked)) == found


def test_tags_that_somebody_opted_in_to(tenant: Tenant) -> None:
    for name in ("Keep", "Drop", "Other"):
        tenant.run("New-RetentionPolicyTag", Name=name, Type="Personal")
    assert tenant.run("Set-RetentionPolicyTag", Mailbox="AdeleV", OptionalInMailbox=["Keep", "Drop"]).changed
    assert tenant.run("Set-RetentionPolicyTag", Mailbox="AdeleV", OptionalInMailbox=["Keep", "Drop"]).warnings
    get = "Get-RetentionPolicyTag"
    assert names(tenant, get, Mailbox="AdeleV", OptionalInMailbox=True) == ["Keep", "Drop"]
    assert {"Keep", "Drop"} < set(names(tenant, get, Mailbox="AdeleV"))
    assert names(tenant, get, Mailbox="AlexW", OptionalInMailbox=True) == []
    for values in (
        {"Mailbox": "nobody", "OptionalInMailbox": ["Keep"]},
        {"Mailbox": "AdeleV", "OptionalInMailbox": ["x"]},
    ):
        assert tenant.refusal("Set-RetentionPolicyTag", **values).error_id == "Ex6F9304"
    assert "Mailbox" in tenant.refusal("Set-RetentionPolicyTag", Identity="Keep", OptionalInMailbox=["Drop"]).text
    assert tenant.run("Set-RetentionPolicyTag", Mailbox="AdeleV", OptionalInMailbox=None).changed
    assert names(tenant, get, Mailbox="AdeleV", OptionalInMailbox=True) == []


def test_mailboxes_on_hold_become_inactive(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", LitigationHoldEnabled=True)
    for who in ("AdeleV", "AlexW"):
        tenant.run("Remove-Mailbox", Identity=who, Confirm=False)
    assert names(tenant, "Get-Mailbox", InactiveMailboxOnly=True) == ["Adele Vance"]
    both = names(tenant, "Get-Mailbox", IncludeInactiveMailbox=True, ResultSize="Unlimited")
    assert ("Adele Vance" in both, "Alex Wilber" in both, "Lee Gu" in both) == (True, False, True)
    assert "Adele Vance" not in names(tenant, "Get-Mailbox", ResultSize="Unlimited")
    assert len(names(tenant, "Get-Mailbox", SoftDeletedMailbox=True)) == 2
    assert tenant.one("Get-Mailbox", Identity="AdeleV", InactiveMailboxOnly=True)["IsInactiveMailbox"] is True
    assert tenant.run("Get-MailboxPermission", Identity="AlexW", SoftDeletedMailbox=True).rows
    assert tenant.refusal("Get-MailboxPermission", Identity="AlexW").error_id == "Ex6F9304"


def test_removed_groups_are_kept_for_a_while(tenant: Tenant) -> None:
    for alias in ("sales", "legal"):
        tenant.run("New-UnifiedGroup", DisplayName=alias.title(), Alias=alias)
    tenant.run("Remove-UnifiedGroup", Identity="sales", Confirm=False)
    shown = {row["Alias"] for row in tenant.run("Get-UnifiedGroup", IncludeSoftDeletedGroups=True).rows}
    assert {"sales", "legal"} <= shown
    assert "sales" not in {row["Alias"] for row in tenant.run("Get-UnifiedGroup").rows}
    assert tenant.one("Get-UnifiedGroup", Identity="sales", IncludeSoftDeletedGroups=True)["DisplayName"] == "Sales"


def test_public_folder_mailboxes_are_shown_where_they_are_asked_for(tenant: Tenant) -> None:
    tenant.run("New-Mailbox", Name="Folders", PublicFolder=True)
    assert names(tenant, "Get-Mailbox", PublicFolder=True) == ["Folders"]
    for get in ("Get-Mailbox", "Get-User"):
        assert "Folders" not in names(tenant, get, ResultSize="Unlimited"), get
    assert "Folders" in names(tenant, "Get-User", PublicFolder=True, ResultSize="Unlimited")


def test_role_groups_among_the_members_of_a_case(tenant: Tenant) -> None:
    tenant.run("New-ComplianceCase", "compliance", Name="Held")
    for who in ("AdeleV", "Audit Reader"):
        tenant.run("Add-ComplianceCaseMember", "compliance", Case="Held", Member=who)
    get = "Get-ComplianceCaseMember"
    assert names(tenant, get, "compliance", Case="Held") == ["Adele Vance", "Audit Reader"]
    assert names(tenant, get, "compliance", Case="Held", RoleGroupOnly=True) == ["Audit Reader"]


@pytest.mark.parametrize(
    ("cmdlet", "asked", "found"),
    [
        ("Get-GlobalAddressList", {"DefaultOnly": True}, ["Default Global Address List"]),
        ("Get-ManagementRole", {"RoleType": "MailTips"}, ["Mail Tips", "Mail Tips 2"]),
        ("Get-MigrationBatch", {"Status": "Syncing"}, ["Move"]),
        ("Get-MailboxRestoreRequest", {"HighPriority": True}, ["Urgent"]),
        ("Get-MailboxRestoreRequest", {"Suspend": True}, ["Slow"]),
        ("Get-MailboxRestoreRequest", {"Suspend": False}, ["Urgent"]),
        ("Get-SecurityPrincipal", {"Types": ["Group"]}, ["Staff"]),
    ],
)
def test_rows_by_what_was_written(tenant: Tenant, cmdlet: str, asked: dict[str, Any], found: list[str]) -> None:
    tenant.run("New-DistributionGroup", Name="Staff")
    tenant.run("New-GlobalAddressList", Name="Another", RecipientFilter="Alias -ne $null")
    tenant.run("New-ManagementRole", Name="Mail Tips 2", Parent="Mail Tips")
    for name in ("Move", "Later"):
        tenant.run("New-MigrationBatch", Name=name)
    tenant.run("Start-MigrationBatch", Identity="Move")
    for name in ("Urgent", "Slow"):
        tenant.run("New-MailboxRestoreRequest", Name=name, SourceMailbox="AdeleV", TargetMailbox="AlexW")
    tenant.run("Set-MailboxRestoreRequest", Identity="Urgent", Priority="High")
    tenant.run("Suspend-MailboxRestoreRequest", Identity="Slow", Confirm=False)
    assert names(tenant, cmdlet, **asked) == found


def test_a_permission_goes_only_with_its_inheritance(tenant: Tenant) -> None:
    entry = {"Identity": "AdeleV", "User": "AlexW", "AccessRights": ["FullAccess"]}
    tenant.run("Add-MailboxPermission", InheritanceType="Children", **entry)
    assert tenant.run("Remove-MailboxPermission", InheritanceType="All", **entry).warnings
    assert tenant.run("Remove-MailboxPermission", InheritanceType="Children", **entry).changed


@pytest.mark.parametrize("user", ["LeeG", "debrab@contoso.com", "Diego Siciliani"])
def test_a_set_of_access_creates_its_entry(tenant: Tenant, user: str) -> None:
    who = {"Identity": "AlexW", "User": user}
    assert not tenant.run("Get-MailboxIRMAccess", **who).rows
    tenant.run("Set-MailboxIRMAccess", AccessLevel="Block", **who)
    tenant.run("Set-MailboxIRMAccess", AccessLevel="Block", **who)
    assert tenant.one("Get-MailboxIRMAccess", **who)["AccessLevel"] == "Block"
    tenant.run("Remove-MailboxIRMAccess", **who)
    assert not tenant.run("Get-MailboxIRMAccess", **who).rows
    assert tenant.refusal("Set-MailboxIRMAccess", Identity="AlexW", User="nobody", AccessLevel="Block")
