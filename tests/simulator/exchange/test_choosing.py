# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of Get- that choose rows choose them, each kind of rule with several inputs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import pytest
from simulator.exchange.tenant import START, Tenant

from exo_simulator.exchange.catalogue import of_noun
from exo_simulator.exchange.columns import field_defaults
from exo_simulator.exchange.families import known_nouns
from exo_simulator.exchange.tables import load
from support.extent import each

DEVICES = [
    {"Name": "phone", "UserDisplayName": "Adele Vance", "ClientType": "EAS"},
    {"Name": "tablet", "UserDisplayName": "Alex Wilber", "ClientType": "MOWA"},
    {"Name": "outlook", "UserDisplayName": "Adele Vance", "ClientType": "Outlook"},
]
MIGRATION = {
    "MigrationUser": [
        {"Name": "a@contoso.com", "BatchId": "First", "Status": "Synced"},
        {"Name": "b@contoso.com", "BatchId": "Second", "Status": "Failed"},
    ],
    "MigrationBatch": [{"Name": "First"}, {"Name": "Second"}],
}


def names(
    tenant: Tenant, cmdlet: str, service: Literal["exchange", "compliance"] = "exchange", **asked: Any
) -> list[str]:
    return [str(row["Name"]) for row in tenant.run(cmdlet, service, **asked).rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"Mailbox": "AdeleV"}, ["phone", "outlook"]),
        ({"Mailbox": "alexw@contoso.com"}, ["tablet"]),
        ({"ActiveSync": True}, ["phone"]),
        ({"OWAforDevices": True}, ["tablet"]),
        ({"UniversalOutlook": True, "Mailbox": "Adele Vance"}, ["outlook"]),
        ({"UniversalOutlook": False}, ["phone", "tablet", "outlook"]),
    ],
)
def test_devices_of_a_mailbox_or_a_kind(asked: Mapping[str, Any], found: list[str]) -> None:
    tenant = Tenant(objects={"MobileDevice": DEVICES})
    assert names(tenant, "Get-MobileDevice", **asked) == found


def test_an_unknown_one_is_an_error_and_not_an_empty_list() -> None:
    tenant = Tenant(objects={"MobileDevice": DEVICES, **MIGRATION})
    for cmdlet, asked in (
        ("Get-MobileDevice", {"Mailbox": "nobody"}),
        ("Get-MigrationUser", {"BatchId": "Third"}),
        ("Get-DistributionGroup", {"ManagedBy": "nobody@contoso.com"}),
        ("Get-ManagementRoleAssignment", {"Role": "No such role"}),
        ("Get-Mailbox", {"OrganizationalUnit": "Sales"}),
    ):
        assert tenant.refusal(cmdlet, **asked).exception_type.endswith("ManagementObjectNotFoundException"), cmdlet


def test_users_of_a_batch_or_a_status() -> None:
    tenant = Tenant(objects=MIGRATION)
    assert names(tenant, "Get-MigrationUser", BatchId="First") == ["a@contoso.com"]
    assert names(tenant, "Get-MigrationUser", Status="Failed") == ["b@contoso.com"]
    assert names(tenant, "Get-MigrationUser", BatchId="First", Status="Failed") == []


def test_rules_of_a_policy() -> None:
    tenant = Tenant()
    for name in ("One", "Two"):
        tenant.run("New-DlpCompliancePolicy", "compliance", Name=name, ExchangeLocation=["All"])
        tenant.run("New-DlpComplianceRule", "compliance", Name=f"Rule {name}", Policy=name, BlockAccess=True)
    assert names(tenant, "Get-DlpComplianceRule", "compliance", Policy="Two") == ["Rule Two"]
    guid = tenant.run("Get-DlpCompliancePolicy", "compliance", Identity="One").rows[0]["Guid"]
    assert names(tenant, "Get-DlpComplianceRule", "compliance", Policy=guid) == ["Rule One"]


def test_groups_of_an_owner() -> None:
    tenant = Tenant()
    tenant.run("New-DistributionGroup", Name="Hers", ManagedBy=["AdeleV"])
    tenant.run("New-DistributionGroup", Name="His", ManagedBy=["AlexW"])
    for who in ("AdeleV", "adelev@contoso.com", "Adele Vance"):
        assert names(tenant, "Get-DistributionGroup", ManagedBy=who) == ["Hers"]


ADELES = [{"Name": "Adele Vance", "Alias": "AdeleV"}, {"Name": "adele2", "DisplayName": "Adele Vance", "Shared": True}]


@pytest.mark.parametrize(
    ("cmdlet", "parameter"),
    [
        ("Get-MobileDevice", "Mailbox"),
        ("Get-ActiveSyncDevice", "Mailbox"),
        ("Get-DistributionGroup", "ManagedBy"),
        ("Get-DynamicDistributionGroup", "ManagedBy"),
        ("Get-ManagementRoleAssignment", "RoleAssignee"),
        ("Get-MailboxImportRequest", "Mailbox"),
    ],
)
def test_two_of_one_display_name_have_each_their_own(cmdlet: str, parameter: str) -> None:
    both = ("AdeleV", "adele2")
    devices = [{"Name": f"Phone of {who}", "UserDisplayName": f"{who}@contoso.com"} for who in both]
    tenant = Tenant(mailboxes=ADELES, objects={"MobileDevice": devices, "ActiveSyncDevice": devices})
    for who in both:
        tenant.run("New-DistributionGroup", Name=f"Team of {who}", ManagedBy=[who])
        tenant.run("New-DynamicDistributionGroup", Name=f"All of {who}", IncludedRecipients="AllRecipients")
        tenant.run("Set-DynamicDistributionGroup", Identity=f"All of {who}", ManagedBy=who)
        tenant.run("New-ManagementRoleAssignment", Name=f"Tips of {who}", Role="Mail Tips", User=who)
        tenant.run("New-MailboxImportRequest", Name=f"Files of {who}", Mailbox=who)
    for who in both:
        asked: dict[str, Any] = {parameter: who}
        if cmdlet == "Get-ManagementRoleAssignment":  # others come from the groups and the policy of each
            asked["AssignmentMethod"] = ["Direct"]
        assert [name.rpartition(" of ")[2] for name in names(tenant, cmdlet, **asked)] == [who]
    assert tenant.refusal(cmdlet, **{parameter: "Adele Vance"}).error_id == "Ex9E65A2"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"Cmdlet": "Set-TransportRule"}, ["Compliance Admin", "Data Loss Prevention", "Transport Rules"]),
        ({"Cmdlet": "Search-U*"}, ["Audit Logs", "View-Only Audit Logs"]),
        ({"Cmdlet": "Set-Contact", "CmdletParameters": ["Company"]}, ["Mail Recipients"]),
        ({"Cmdlet": "Set-User", "CmdletParameters": ["NoSuchParameter"]}, []),
        ({"Script": "x.ps1"}, []),
    ],
)
def test_roles_that_hold_a_cmdlet(asked: Mapping[str, Any], found: list[str]) -> None:
    assert names(Tenant(), "Get-ManagementRole", **asked) == found


def test_roles_made_from_a_role() -> None:
    tenant = Tenant()
    tenant.run("New-ManagementRole", Name="Child", Parent="Mail Recipients")
    tenant.run("New-ManagementRole", Name="Grandchild", Parent="Child")
    assert names(tenant, "Get-ManagementRole", Identity="Mail Recipients", GetChildren=True) == ["Child"]
    below = names(tenant, "Get-ManagementRole", Identity="Mail Recipients", Recurse=True)
    assert below == ["Mail Recipients", "Child", "Grandchild"]
    assert "Grandchild" in names(tenant, "Get-ManagementRole", Cmdlet="Get-CalendarProcessing")


def test_the_global_quarantine_policy_only_where_it_is_asked_for() -> None:
    tenant = Tenant()
    assert "DefaultGlobalTag" not in names(tenant, "Get-QuarantinePolicy")
    assert names(tenant, "Get-QuarantinePolicy", QuarantinePolicyType="GlobalQuarantinePolicy") == ["DefaultGlobalTag"]
    assert names(tenant, "Get-QuarantinePolicy", Identity="DefaultGlobalTag") == ["DefaultGlobalTag"]


def test_connectors_in_test_mode_only_with_the_switch() -> None:
    tenant = Tenant()
    for name, test in (("Live", False), ("Trial", True)):
        tenant.run("New-OutboundConnector", Name=name, TestMode=test, SmartHosts=["mail.fabrikam.com"])
    assert names(tenant, "Get-OutboundConnector") == ["Live"]
    assert names(tenant, "Get-OutboundConnector", IncludeTestModeConnectors=True) == ["Live", "Trial"]


def test_locations_of_a_retention_policy_only_in_detail() -> None:
    tenant = Tenant()
    tenant.run("New-RetentionCompliancePolicy", "compliance", Name="Mail", ExchangeLocation=["All"])
    tenant.run("New-RetentionCompliancePolicy", "compliance", Name="Chat", TeamsChatLocation=["All"])
    get = "Get-RetentionCompliancePolicy"
    assert [row["ExchangeLocation"] for row in tenant.run(get, "compliance").rows] == [[], []]
    detailed = tenant.run(get, "compliance", DistributionDetail=True).rows
    assert [row["ExchangeLocation"] for row in detailed] == [["All"], []]
    assert names(tenant, get, "compliance", TeamsPolicyOnly=True) == ["Chat"]
    assert names(tenant, get, "compliance", ExcludeTeamsPolicy=True) == ["Mail"]


@pytest.mark.parametrize(
    "noun", ["AutoSensitivityLabelPolicy", "CaseHoldPolicy", "DlpCompliancePolicy", "RetentionCompliancePolicy"]
)
@pytest.mark.parametrize("pace", ["minutes", "at_once"])
def test_a_policy_is_distributed_after_a_while(noun: str, pace: str) -> None:
    tenant = Tenant(settings={"compliance_pace": pace})
    tenant.run("New-ComplianceCase", "compliance", Name="Case 1")
    more = {"Case": "Case 1"} if noun == "CaseHoldPolicy" else {}
    more |= {"ApplySensitivityLabel": "Secret"} if noun == "AutoSensitivityLabelPolicy" else {}
    tenant.run("New-Label", "compliance", Name="Secret", DisplayName="Secret", Tooltip="Of us")
    tenant.run(f"New-{noun}", "compliance", Name="P1", ExchangeLocation=["All"], **more)
    told = noun in {"CaseHoldPolicy", "DlpCompliancePolicy", "RetentionCompliancePolicy"}

    def status(**asked: bool) -> Any:
        (row,) = (one for one in tenant.run(f"Get-{noun}", "compliance", **asked).rows if one["Name"] == "P1")
        assert row["DistributionResults"] in ([], None)
        return row["DistributionStatus"]

    assert status(DistributionDetail=True) == ("Pending" if pace == "minutes" else "Success")
    tenant.clock.advance(121)
    assert status(DistributionDetail=True) == "Success"
    assert status() == ("Pending" if told else "Success")
    tenant.run(f"Set-{noun}", "compliance", Identity="P1", Comment="Changed")
    assert status(DistributionDetail=True) == ("Pending" if pace == "minutes" else "Success")


def test_columns_of_one_subject() -> None:
    row = Tenant().one("Get-AntiPhishPolicy", Spoof=True)
    assert row["EnableSpoofIntelligence"] is True
    assert "EnableMailboxIntelligence" not in row
    chosen = Tenant().run("Get-Recipient", Properties=["Alias", "DisplayName"], ResultSize=1).rows[0]
    assert {name for name in chosen if "@" not in name} == {"Alias", "DisplayName", "Identity"}


def test_tags_of_a_mailboxs_policy() -> None:
    tenant = Tenant()
    tenant.run("New-RetentionPolicyTag", Name="Mine", Type="All", RetentionAction="MoveToArchive")
    tenant.run("New-RetentionPolicy", Name="Strict", RetentionPolicyTagLinks=["Mine"])
    tenant.run("Set-Mailbox", Identity="AdeleV", RetentionPolicy="Strict")
    assert names(tenant, "Get-RetentionPolicyTag", Mailbox="AdeleV") == ["Mine"]
    assert "Mine" not in names(tenant, "Get-RetentionPolicyTag", Mailbox="AlexW")
    assert names(tenant, "Get-RetentionPolicyTag", Types=["DeletedItems"]) == ["Deleted Items"]


def test_rules_of_a_mailbox_after_the_first() -> None:
    tenant = Tenant()
    for number in range(3):
        tenant.run("New-InboxRule", Mailbox="AdeleV", Name=f"Rule {number}", DeleteMessage=True)
    assert names(tenant, "Get-InboxRule", Mailbox="AdeleV", SkipCount=2) == ["Rule 2"]


def test_a_rule_that_is_only_validated_is_not_made() -> None:
    tenant = Tenant()
    tenant.run("New-InboxRule", Mailbox="AdeleV", Name="Try", DeleteMessage=True, ValidateOnly=True)
    assert names(tenant, "Get-InboxRule", Mailbox="AdeleV") == []


def _asked(parameter: str, value: bool) -> dict[str, Any]:
    return {parameter: value}


@pytest.mark.parametrize("truth", ["Delegating", "Exclusive"])
def test_a_truth_that_a_row_lacks_is_not_true(truth: str) -> None:
    tenant = Tenant()
    tenant.run("New-ManagementRoleAssignment", Name="A", Role="Mail Tips", User="AdeleV")
    assert "A" in names(tenant, "Get-ManagementRoleAssignment", **_asked(truth, False))
    assert names(tenant, "Get-ManagementRoleAssignment", **_asked(truth, True)) == []


def test_the_trace_is_narrowed() -> None:
    tenant = Tenant(reports={"MessageTraceV2": 200})
    rows = tenant.run("Get-MessageTraceV2", SenderAddress=["sender3@fabrikam.com"]).rows
    assert {row["SenderAddress"] for row in rows} == {"sender3@fabrikam.com"}
    assert len(tenant.run("Get-MessageTraceV2", Subject="Invoice 19", SubjectFilterType="StartsWith").rows) == 11
    assert len(tenant.run("Get-MessageTraceV2", Subject="199", SubjectFilterType="EndsWith").rows) == 1
    assert not tenant.run("Get-MessageTraceV2", Status=["Failed"]).rows
    # An asterisk stands for any text in an address alone.
    assert len(tenant.run("Get-MessageTraceV2", SenderAddress=["sender3*"]).rows) > len(rows)
    assert not tenant.run("Get-MessageTraceV2", Status=["Deliver*"]).rows


def test_what_happened_to_one_message() -> None:
    tenant = Tenant(reports={"MessageTraceV2": 9})
    row = tenant.run("Get-MessageTraceV2").rows[4]
    one = {name: row[name] for name in ("MessageTraceId", "RecipientAddress")}
    assert [event["Event"] for event in tenant.run("Get-MessageTraceDetailV2", **one).rows] == ["Receive", "Deliver"]
    assert len(tenant.run("Get-MessageTraceDetailV2", Event="Deliver", **one).rows) == 1
    past = {"StartDate": "2020-01-01", "EndDate": "2020-01-02"}
    assert not tenant.run("Get-MessageTraceDetailV2", **one, **past).rows
    other = {**one, "RecipientAddress": "nobody@contoso.com"}
    assert not tenant.run("Get-MessageTraceDetailV2", **other).rows


def test_the_quarantine_is_narrowed() -> None:
    tenant = Tenant(reports={"QuarantineMessage": 300})
    rows = tenant.run("Get-QuarantineMessage", SenderAddress=["sender5@fabrikam.com"]).rows
    assert len(rows) == 4
    assert len(tenant.run("Get-QuarantineMessage", Subject="Invoice 29", PageSize=1000).rows) == 11
    assert not tenant.run("Get-QuarantineMessage", StartReceivedDate="2027-01-01").rows
    assert len(tenant.run("Get-QuarantineMessage", PageSize=7, Page=2, Type="Spam").rows) == 7


def test_the_audit_log_is_narrowed_and_counts_what_fits() -> None:
    tenant = Tenant(reports={"UnifiedAuditLog": 150})
    day = {"StartDate": "2026-11-20", "EndDate": START.isoformat()}
    assert not tenant.run("Search-UnifiedAuditLog", Operations=["New-Mailbox"], **day).rows
    rows = tenant.run("Search-UnifiedAuditLog", Operations=["set-mailbox"], ResultSize=5, **day).rows
    assert [row["ResultIndex"] for row in rows] == [1, 2, 3, 4, 5]
    assert {row["ResultCount"] for row in rows} == {150}
    early = {"StartDate": "2026-11-20", "EndDate": "2026-11-23T11:59:50Z"}
    assert tenant.run("Search-UnifiedAuditLog", **early).rows[0]["ResultCount"] == 120


LISTS_OF_NAMES = ("contains", "fills", "has", "holds", "is", "lacks", "like", "only", "refers", "text")
ONE_NAME = ("from", "to_time")
MAPS = ("reveals", "truth", "where")


def columns(rule: Mapping[str, Any]) -> set[str]:
    """The properties that a rule names; one with an underscore is the box's own."""
    found = {name for kind in LISTS_OF_NAMES for name in rule.get(kind, ())}
    found |= {rule[kind] for kind in ONE_NAME if kind in rule} | {name for kind in MAPS for name in rule.get(kind, ())}
    return {name for name in found if not name.startswith("_")}


@cache
def shown(noun: str) -> set[str]:
    """The properties of the noun's rows; those of searches are not from the families' data."""
    tenant = Tenant(mailboxes=3, reports={"MessageTraceV2": 3, "UnifiedAuditLog": 3})
    if noun == "UnifiedAuditLog":
        day = {"StartDate": "2026-11-20", "EndDate": START.isoformat()}
        return set(tenant.run("Search-UnifiedAuditLog", **day).rows[0])
    trace = tenant.run("Get-MessageTraceV2").rows[0]
    if noun == "MessageTraceDetailV2":
        one = {name: trace[name] for name in ("MessageTraceId", "RecipientAddress")}
        return set(tenant.run("Get-MessageTraceDetailV2", **one).rows[0])
    return set(trace) if noun == "MessageTraceV2" else set(field_defaults(noun))


@pytest.mark.parametrize("cmdlet", each(4, sorted(load("choosing"))))
def test_each_rule_names_parameters_and_properties_that_are_there(cmdlet: str) -> None:
    verb, _dash, noun = cmdlet.partition("-")
    assert noun in known_nouns()
    known = of_noun(noun)[verb]
    for parameter, rule in load("choosing")[cmdlet].items():
        assert known.parameter(parameter), parameter
        assert len(set(rule) - {"absent", "by", "instead", "to"}) == 1, parameter
        assert set(rule.get("instead", ())) <= shown(noun), parameter
        assert columns(rule) <= shown(noun), parameter
        for user, names in rule.get("unused", {}).items():
            assert set(names) <= set(field_defaults(user)), parameter
        assert {one for nouns in rule.get("nouns", {}).values() for one in nouns} <= set(known_nouns())


def test_lists_of_insider_risk_by_their_type(tenant: Tenant) -> None:
    for kind in ("CustomDomainLists", "CustomKeywordLists", "CustomSiteLists"):
        tenant.run("New-InsiderRiskEntityList", "compliance", Type=kind, Name=kind, Entities=[f'{{"Name":"{kind}"}}'])
    rows = tenant.run("Get-InsiderRiskEntityList", "compliance", Type="CustomKeywordLists").rows
    assert [row["Entities"] for row in rows] == [['{"Name":"CustomKeywordLists"}']]
