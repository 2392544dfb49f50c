# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service derives from what is written, and stamps on an object."""

from __future__ import annotations

import re
from typing import Any

import pytest
from simulator.exchange.tenant import START, Tenant, table
from simulator.exchange.test_families import create


@pytest.mark.parametrize("noun", ["RetentionPolicy", "RetentionPolicyTag"])
def test_a_retention_object_has_an_id_of_its_own(tenant: Tenant, noun: str) -> None:
    row = create(tenant, noun, Name="R")
    assert re.fullmatch("[0-9a-f-]{36}", row["RetentionId"])
    tenant.run(f"Set-{noun}", Identity="R", Name="R2")
    again = tenant.one(f"Get-{noun}", Identity="R2")
    assert again["RetentionId"] == row["RetentionId"] == again.get("RawRetentionId", row["RetentionId"])


def test_an_address_list_is_shown_by_its_name_unless_it_has_another(tenant: Tenant) -> None:
    everybody = {"IncludedRecipients": "AllRecipients"}
    assert tenant.run("New-AddressList", Name="All", **everybody).rows[0]["DisplayName"] == "All"
    assert tenant.run("New-AddressList", Name="A", DisplayName="People", **everybody).rows[0]["DisplayName"] == "People"


@pytest.mark.parametrize(
    ("noun", "columns"),
    [
        ("DlpCompliancePolicy", ["CreationTimeUtc", "ModificationTimeUtc"]),
        ("DkimSigningConfig", ["KeyCreationTime", "LastChecked", "RotateOnDate"]),
    ],
)
def test_what_is_made_now_was_made_now(tenant: Tenant, noun: str, columns: list[str]) -> None:
    row = create(tenant, noun)
    assert [row[name][:16] for name in columns] == [START.isoformat()[:16] for _name in columns]


def test_a_policy_says_when_it_was_changed(tenant: Tenant) -> None:
    tenant.run("New-DlpCompliancePolicy", "compliance", Name="P")
    tenant.clock.advance(3600)
    tenant.run("Set-DlpCompliancePolicy", "compliance", Identity="P", Comment="Later")
    row = tenant.run("Get-DlpCompliancePolicy", "compliance", Identity="P").rows[0]
    assert row["CreationTimeUtc"] < row["ModificationTimeUtc"]


@pytest.mark.parametrize("noun", ["DynamicDistributionGroup", "AddressList", "GlobalAddressList"])
def test_ready_made_conditions_become_a_filter(noun: str) -> None:
    tenant = Tenant()
    conditions = {"IncludedRecipients": "MailboxUsers", "ConditionalDepartment": ["Sales", "Men's wear"]}
    row = tenant.run(f"New-{noun}", Name="N", **conditions).rows[0]
    departments = "(Department -eq 'Sales') -or (Department -eq 'Men''s wear')"
    assert row["RecipientFilter"] == f"(RecipientType -eq 'UserMailbox') -and ({departments})"
    assert row["RecipientFilterType"] == "Precanned"
    tenant.run(f"Set-{noun}", Identity="N", RecipientFilter="City -eq 'Kyiv'")
    row = tenant.one(f"Get-{noun}", Identity="N")
    assert (row["RecipientFilter"], row["RecipientFilterType"]) == ("City -eq 'Kyiv'", "Custom")
    assert not row["ConditionalDepartment"]
    tenant.run(f"Set-{noun}", Identity="N", IncludedRecipients="MailContacts")
    assert tenant.one(f"Get-{noun}", Identity="N")["RecipientFilter"] == "(RecipientType -eq 'MailContact')"


def test_a_dynamic_group_has_who_fits_its_conditions(tenant: Tenant) -> None:
    tenant.run("Set-User", Identity="AdeleV", Department="Sales")
    conditions = {"IncludedRecipients": "MailboxUsers", "ConditionalDepartment": ["Sales"]}
    tenant.run("New-DynamicDistributionGroup", Name="Sellers", **conditions)
    rows = tenant.run("Get-DynamicDistributionGroupMember", Identity="Sellers").rows
    assert [row["Name"] for row in rows] == ["Adele Vance"]


@pytest.mark.parametrize(
    ("given", "templates", "primary"),
    [
        ({"EnabledPrimarySMTPAddressTemplate": "@contoso.com"}, ["SMTP:@contoso.com"], "@contoso.com"),
        (
            {"EnabledEmailAddressTemplates": ["smtp:@fabrikam.com", "SMTP:%g.%s@contoso.com"]},
            ["smtp:@fabrikam.com", "SMTP:%g.%s@contoso.com"],
            "%g.%s@contoso.com",
        ),
        ({"EnabledEmailAddressTemplates": ["SMTP:%m@contoso.com"]}, ["SMTP:%m@contoso.com"], "%m@contoso.com"),
    ],
)
def test_address_templates_follow_from_each_other(given: dict[str, Any], templates: list[str], primary: str) -> None:
    row = Tenant().run("New-EmailAddressPolicy", Name="E", **given).rows[0]
    assert (row["EnabledEmailAddressTemplates"], row["EnabledPrimarySMTPAddressTemplate"]) == (templates, primary)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*.contoso.com", "smtp:*.contoso.com;1"),
        ("smtp:fabrikam.com;3", "smtp:fabrikam.com;3"),
        ("smtp:*", "smtp:*;1"),
    ],
)
def test_a_connectors_domains_have_a_kind_and_a_cost(tenant: Tenant, written: str, read: str) -> None:
    row = create(tenant, "InboundConnector", Name="C", SenderDomains=[written])
    assert row["SenderDomains"] == [read]
    assert tenant.run("Set-InboundConnector", Identity="C", SenderDomains=[read]).warnings
    tenant.run("Set-InboundConnector", Identity="C", SenderDomains=table(Remove=[written], Add=["adatum.com"]))
    assert tenant.one("Get-InboundConnector", Identity="C")["SenderDomains"] == ["smtp:adatum.com;1"]


@pytest.mark.parametrize(
    ("number", "true"),
    [
        (0, []),
        (27, ["BlockSender", "RequestRelease", "Preview", "Delete"]),
        (39, ["AllowSender", "Release", "Preview", "Delete"]),
        (43, ["AllowSender", "RequestRelease", "Preview", "Delete"]),
        (128, ["ViewHeader"]),
    ],
)
def test_quarantine_permissions_are_told_from_their_number(tenant: Tenant, number: int, true: list[str]) -> None:
    tenant.run("New-QuarantinePolicy", Name="Q", EndUserQuarantinePermissionsValue=number)
    row = tenant.one("Get-QuarantinePolicy", Identity="Q")
    assert re.findall(r"PermissionTo(\w+): True", row["EndUserQuarantinePermissions"]) == true
    assert "EndUserQuarantinePermissionsValue" not in row


@pytest.mark.parametrize("kind", ["IMAP", "Gmail", "ExchangeRemoteMove"])
def test_an_endpoint_has_the_type_of_its_switch(tenant: Tenant, kind: str) -> None:
    assert tenant.run("New-MigrationEndpoint", Name="E", **{kind: True}).rows[0]["EndpointType"] == kind


@pytest.mark.parametrize(
    ("parameter", "value", "kind"),
    [
        ("User", "AdeleV", "User"),
        ("SecurityGroup", "Help Desk", "RoleGroup"),
        ("Policy", "Default Role Assignment Policy", "RoleAssignmentPolicy"),
    ],
)
def test_an_assignment_says_whose_it_is(tenant: Tenant, parameter: str, value: str, kind: str) -> None:
    row = tenant.run("New-ManagementRoleAssignment", Name="A", Role="Mail Tips", **{parameter: value}).rows[0]
    name = "Adele Vance" if value == "AdeleV" else value
    assert (row["RoleAssignee"], row["RoleAssigneeName"], row["User"], row["RoleAssigneeType"]) == (name,) * 3 + (kind,)
    found = tenant.run("Get-ManagementRoleAssignment", RoleAssignee=value, AssignmentMethod=["Direct"]).rows
    assert "A" in [row["Name"] for row in found]
    assert {row["RoleAssignee"] for row in found} == {name}


def test_a_signing_domain_says_what_to_publish(tenant: Tenant) -> None:
    row = tenant.run("New-DkimSigningConfig", DomainName="contoso.com", Enabled=False).rows[0]
    target = "selector2-contoso-com._domainkey.contoso.n-v1.dkim.mail.microsoft"
    assert (row["Selector2CNAME"], row["Status"]) == (target, "CnameMissing")
    tenant.run("Set-DkimSigningConfig", Identity="contoso.com", Enabled=True)
    assert tenant.one("Get-DkimSigningConfig", Identity="contoso.com")["Status"] == "Valid"
    late = Tenant(settings={"dkim_names": "missing"})
    late.run("New-DkimSigningConfig", DomainName="contoso.com", Enabled=False)
    late.run("Set-DkimSigningConfig", Identity="contoso.com", Enabled=True)
    assert late.one("Get-DkimSigningConfig", Identity="contoso.com")["Status"] == "CnameMissing"


def test_rows_say_what_hangs_on_another_property(tenant: Tenant) -> None:
    row = create(tenant, "AntiPhishRule", Name="R", Enabled=False)
    assert (row["State"], row["RuleEnabled"]) == ("Disabled", False)
    rule = {"Name": "J", "JournalEmailAddress": "archive@fabrikam.com", "Enabled": True}
    row = tenant.run("New-JournalRule", **rule).rows[0]
    assert (row["Enabled"], row["JournalEmailAddress"]) == (True, "archive@fabrikam.com")
    tenant.run("Disable-JournalRule", Identity="J", Confirm=False)
    assert tenant.one("Get-JournalRule", Identity="J")["Enabled"] is False
    tenant.run("New-Mailbox", Name="Room 1", Room=True)
    place = tenant.one("Get-Place", Identity="Room 1")
    assert (place["DisplayName"], place["Type"]) == ("Room 1", "Room")
    sweep = create(tenant, "SweepRule", Name="S")
    assert sweep["RuleId"]
    assert sweep["MailboxOwnerId"] == tenant.one("Get-Mailbox", Identity="AdeleV")["ExternalDirectoryObjectId"]


@pytest.mark.parametrize("cmdlet", ["Get-Mailbox", "Get-MailContact", "Get-DistributionGroup"])
def test_each_recipient_has_a_legacy_name_that_finds_it(tenant: Tenant, cmdlet: str) -> None:
    tenant.run("New-MailContact", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    tenant.run("New-DistributionGroup", Name="Ops")
    row = tenant.run(cmdlet).rows[0]
    assert row["LegacyExchangeDN"].startswith("/o=ExchangeLabs/ou=")
    assert tenant.one("Get-Recipient", Identity=row["LegacyExchangeDN"])["Guid"] == row["Guid"]


def test_a_domain_takes_turns_between_its_two_keys(tenant: Tenant) -> None:
    tenant.run("New-DkimSigningConfig", DomainName="contoso.com", Enabled=True, KeySize=1024)
    turns = []
    for wait in (0, 86400 * 5, 60):
        tenant.clock.advance(wait)
        tenant.run("Rotate-DkimSigningConfig", Identity="contoso.com", KeySize=2048)
        row = tenant.one("Get-DkimSigningConfig", Identity="contoso.com")
        turns.append((row["SelectorBeforeRotateOnDate"], row["SelectorAfterRotateOnDate"]))
        assert row["RotateOnDate"] > row["KeyCreationTime"]
        assert row[f"{row['SelectorAfterRotateOnDate'].capitalize()}KeySize"] == 2048
    assert turns[0] == turns[1][::-1] == turns[2][::-1]
