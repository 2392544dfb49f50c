# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules: state, priority, what they refer to; lists that allow and block; singletons; features of domains."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant, table


def order(tenant: Tenant, **more: Any) -> dict[str, int]:
    return {row["Name"]: row["Priority"] for row in tenant.run("Get-TransportRule", **more).rows}


def test_a_rule_is_switched_by_enable_and_disable(tenant: Tenant) -> None:
    assert tenant.run("New-TransportRule", Name="One", Enabled=False).rows[0]["State"] == "Disabled"
    assert tenant.refusal("Set-TransportRule", Identity="One", Enabled=True).text.endswith(" Enabled")
    assert tenant.run("Enable-TransportRule", Identity="One").changed
    assert tenant.one("Get-TransportRule", Identity="One")["State"] == "Enabled"
    assert tenant.run("Enable-TransportRule", Identity="One").warnings
    tenant.run("Disable-TransportRule", Identity="One", Confirm=False)
    assert tenant.one("Get-TransportRule", State="Disabled")["Name"] == "One"


def test_priorities_have_no_gaps(tenant: Tenant) -> None:
    for name in "ABC":
        tenant.run("New-TransportRule", Name=name)
    assert order(tenant) == {"A": 0, "B": 1, "C": 2}
    tenant.run("New-TransportRule", Name="First", Priority=0)
    assert order(tenant) == {"First": 0, "A": 1, "B": 2, "C": 3}
    tenant.run("Set-TransportRule", Identity="C", Priority=0)
    assert order(tenant) == {"C": 0, "First": 1, "A": 2, "B": 3}
    tenant.run("Remove-TransportRule", Identity="First", Confirm=False)
    assert order(tenant) == {"C": 0, "A": 1, "B": 2}


def test_a_rule_needs_its_policy(tenant: Tenant) -> None:
    rule = {"Name": "Rule", "HostedContentFilterPolicy": "Strict", "RecipientDomainIs": "contoso.com"}
    assert tenant.refusal("New-HostedContentFilterRule", **rule).error_id == "Ex6F9304"
    tenant.run("New-HostedContentFilterPolicy", Name="Strict")
    assert tenant.run("New-HostedContentFilterRule", **rule).rows[0]["State"] == "Enabled"
    tenant.run("Remove-HostedContentFilterRule", Identity="Rule")
    assert tenant.run("Remove-HostedContentFilterPolicy", Identity="Strict").changed


def test_a_rule_is_renamed(tenant: Tenant) -> None:
    tenant.run("New-TransportRule", Name="Old")
    tenant.run("New-TransportRule", Name="Other")
    tenant.run("Set-TransportRule", Identity="Old", Name="New")
    assert tenant.refusal("Get-TransportRule", Identity="Old").error_id == "Ex6F9304"
    assert tenant.refusal("Set-TransportRule", Identity="New", Name="Other").exception_type.endswith(
        "AlreadyExistsException"
    )


def test_rules_of_a_mailbox_are_its_own(tenant: Tenant) -> None:
    for mailbox in ("AdeleV", "AlexW"):
        tenant.run("New-InboxRule", Name="Reports", Mailbox=mailbox, SubjectContainsWords=["report"])
    row = tenant.one("Get-InboxRule", Mailbox="AdeleV")
    owner = tenant.one("Get-Mailbox", Identity="AdeleV")["ExternalDirectoryObjectId"]
    assert row["Identity"] == f"{owner}\\{row['RuleIdentity']}"
    assert row["Priority"] == 1
    tenant.run("Disable-InboxRule", Mailbox="AdeleV", Identity="Reports", Confirm=False)
    assert tenant.one("Get-InboxRule", Mailbox="AdeleV", Identity="Reports")["Enabled"] is False
    assert tenant.one("Get-InboxRule", Mailbox="AlexW")["Enabled"] is True
    tenant.run("Remove-InboxRule", Mailbox="AdeleV", Identity=str(row["RuleIdentity"]), Confirm=False)
    assert not tenant.run("Get-InboxRule", Mailbox="AdeleV").rows
    assert tenant.refusal("New-InboxRule", Name="Lost").text.endswith("Mailbox.")


def test_making_a_policy_the_default_ends_the_turn_of_the_other(tenant: Tenant) -> None:
    tenant.run("New-AntiPhishPolicy", Name="Mine")
    tenant.run("Set-AntiPhishPolicy", Identity="Mine", MakeDefault=True)
    rows = {row["Name"]: row["IsDefault"] for row in tenant.run("Get-AntiPhishPolicy").rows}
    assert rows == {"Office365 AntiPhish Default": False, "Mine": True}


def test_write_only_parameters_change_and_do_not_show(tenant: Tenant) -> None:
    tenant.run("New-SafeLinksPolicy", Name="Links")
    assert tenant.run("Set-SafeLinksPolicy", Identity="Links", UseTranslatedNotificationText=True).changed
    assert "UseTranslatedNotificationText" not in tenant.one("Get-SafeLinksPolicy", Identity="Links")


@pytest.mark.parametrize("urls", [["https://contoso.com", "https://fabrikam.com"], []])
def test_a_parameter_of_any_type_takes_a_list(tenant: Tenant, urls: list[str]) -> None:
    tenant.run("New-SafeLinksPolicy", Name="Links", CustomUrlList="https://adatum.com")
    assert tenant.run("Set-SafeLinksPolicy", Identity="Links", CustomUrlList=urls).changed
    assert tenant.one("Get-SafeLinksPolicy", Identity="Links")["CustomUrlList"] == urls


def test_dkim_is_addressed_by_domain_and_reads_its_key_size(tenant: Tenant) -> None:
    tenant.run("New-DkimSigningConfig", DomainName="contoso.com", Enabled=False, KeySize=1024)
    row = tenant.one("Get-DkimSigningConfig", Identity="contoso.com")
    assert (row["Domain"], row["Selector1KeySize"], row["Selector1KeySize@odata.type"]) == (
        "contoso.com",
        1024,
        "#Decimal",
    )


def test_locations_of_a_compliance_policy_move_one_by_one(tenant: Tenant) -> None:
    tenant.run("New-DlpCompliancePolicy", "compliance", Name="Dlp", ExchangeLocation=["AdeleV", "AlexW"])
    moved = {"AddExchangeLocation": "LeeG", "RemoveExchangeLocation": ["adelev"]}
    tenant.run("Set-DlpCompliancePolicy", "compliance", Identity="Dlp", **moved)
    row = tenant.run("Get-DlpCompliancePolicy", "compliance", Identity="Dlp").rows[0]
    assert row["ExchangeLocation"] == ["AlexW", "LeeG"]
    assert "AddExchangeLocation" not in row


def test_a_list_allows_and_blocks_values(tenant: Tenant) -> None:
    sender = {"ListType": "Sender", "Entries": ["a@fabrikam.com", "fabrikam.com"]}
    rows = tenant.run("New-TenantAllowBlockListItems", Block=True, Notes="spam", **sender).rows
    assert [(row["Value"], row["Action"], row["Notes"]) for row in rows] == [
        (value, "Block", "spam") for value in sender["Entries"]
    ]
    assert rows[0]["ExpirationDate"] == "2026-12-23T12:00:00.0000000Z"
    assert tenant.refusal("New-TenantAllowBlockListItems", Allow=True, **sender).exception_type.endswith(
        "AlreadyExistsException"
    )
    assert not tenant.run("Get-TenantAllowBlockListItems", ListType="Url").rows
    only = {"ListType": "Sender", "Entries": ["fabrikam.com"]}
    tenant.run("Set-TenantAllowBlockListItems", NoExpiration=True, Notes="kept", **only)
    row = tenant.one("Get-TenantAllowBlockListItems", ListType="Sender", Entry="FABRIKAM.com")
    assert (row["ExpirationDate"], row["Notes"]) == (None, "kept")
    assert tenant.run("Set-TenantAllowBlockListItems", Notes="kept", **only).warnings
    tenant.run("Remove-TenantAllowBlockListItems", ListType="Sender", Ids=[row["Identity"]])
    assert len(tenant.run("Get-TenantAllowBlockListItems", ListType="Sender", Block=True).rows) == 1
    assert tenant.refusal("Remove-TenantAllowBlockListItems", **only).error_id == "Ex6F9304"


def test_spoofed_senders_are_pairs(tenant: Tenant) -> None:
    pair = {"SpoofedUser": "a@fabrikam.com", "SendingInfrastructure": "fabrikam.com", "SpoofType": "External"}
    row = tenant.run("New-TenantAllowBlockListSpoofItems", Identity="Default", Action="Allow", **pair).rows[0]
    tenant.run("Set-TenantAllowBlockListSpoofItems", Identity="Default", Ids=[row["Identity"]], Action="Block")
    assert tenant.one("Get-TenantAllowBlockListSpoofItems", Action="Block")["SpoofedUser"] == "a@fabrikam.com"
    tenant.run("Remove-TenantAllowBlockListSpoofItems", Identity="Default", Ids=[row["Identity"]])
    assert not tenant.run("Get-TenantAllowBlockListSpoofItems").rows


@pytest.mark.parametrize(
    ("noun", "parameter", "value"),
    [
        ("OrganizationConfig", "AuditDisabled", True),
        ("OrganizationConfig", "MessageRecallEnabled", True),
        ("TransportConfig", "ReplyAllStormProtectionEnabled", False),
        ("AdminAuditLogConfig", "UnifiedAuditLogIngestionEnabled", False),
        ("ExternalInOutlook", "AllowList", ["fabrikam.com"]),
        ("HostedConnectionFilterPolicy", "IPAllowList", ["192.0.2.7"]),
    ],
)
def test_singletons_are_there_from_the_start(noun: str, parameter: str, value: Any, tenant: Tenant) -> None:
    before = tenant.one(f"Get-{noun}")
    identity = {"Identity": "Default"} if noun == "HostedConnectionFilterPolicy" else {}
    assert before[parameter] != value
    assert tenant.run(f"Set-{noun}", **identity, **{parameter: value}).changed
    after = tenant.one(f"Get-{noun}")
    assert (after[parameter], after["Identity"]) == (value, before["Identity"])
    assert tenant.run(f"Set-{noun}", **identity, **{parameter: value}).warnings


def test_a_three_state_setting_is_null_until_it_is_set(tenant: Tenant) -> None:
    assert tenant.one("Get-OrganizationConfig")["MessageRecallEnabled"] is None
    assert tenant.run("Set-OrganizationConfig", MessageRecallEnabled=False).changed
    assert tenant.one("Get-OrganizationConfig")["MessageRecallEnabled"] is False


def test_auto_expanding_archives_read_under_another_name(tenant: Tenant) -> None:
    tenant.run("Set-OrganizationConfig", AutoExpandingArchive=True)
    assert tenant.one("Get-OrganizationConfig")["AutoExpandingArchiveEnabled"] is True


def test_domains_are_listed_and_have_features(tenant: Tenant) -> None:
    rows = tenant.run("Get-AcceptedDomain").rows
    assert [(row["DomainName"], row["Default"], row["InitialDomain"]) for row in rows] == [
        ("contoso.com", True, False),
        ("contoso.onmicrosoft.com", False, True),
    ]
    assert tenant.run("Enable-SmtpDaneInbound", DomainName="contoso.com").changed
    assert tenant.one("Get-SmtpDaneInboundStatus", DomainName="contoso.com")["SmtpDaneInboundStatus"] == "Enabled"
    assert tenant.one("Get-IPv6StatusForAcceptedDomain", Domain="contoso.com")["IPv6Status"] == "Disabled"


def test_a_search_is_started(tenant: Tenant) -> None:
    tenant.run("New-ComplianceSearch", "compliance", Name="Find")
    assert tenant.run("Start-ComplianceSearch", "compliance", Identity="Find").changed


def test_an_action_names_a_mailbox_that_exists(tenant: Tenant) -> None:
    assert tenant.run("Start-ManagedFolderAssistant", Identity="AdeleV").changed
    assert tenant.refusal("Start-ManagedFolderAssistant", Identity="nobody").error_id == "Ex6F9304"


def test_customization_is_enabled_once() -> None:
    tenant = Tenant(customized=False)
    assert tenant.one("Get-OrganizationConfig")["IsDehydrated"] is True
    assert "Enable-OrganizationCustomization" in tenant.refusal("New-RoleGroup", Name="Pilots").text
    assert tenant.run("Enable-OrganizationCustomization").changed
    assert tenant.run("New-RoleGroup", Name="Pilots").changed
    assert "already enabled" in tenant.refusal("Enable-OrganizationCustomization").text


def test_lists_of_rules_change_by_add_and_remove(tenant: Tenant) -> None:
    tenant.run("New-HostedContentFilterPolicy", Name="Strict", AllowedSenderDomains=["a.com", "b.com"])
    tenant.run(
        "Set-HostedContentFilterPolicy", Identity="Strict", AllowedSenderDomains=table(Add=["c.com"], Remove="A.com")
    )
    assert tenant.one("Get-HostedContentFilterPolicy", Identity="Strict")["AllowedSenderDomains"] == ["b.com", "c.com"]
