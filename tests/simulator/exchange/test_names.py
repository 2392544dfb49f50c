# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that the service chooses, and what is about the very same and so there already."""

from __future__ import annotations

import re
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, service_of

GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
APP = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
POLICY = {"AppId": [APP], "PolicyScopeGroupID": "Ops", "AccessRight": "RestrictAccess"}


@pytest.mark.parametrize(
    ("verb", "noun", "values", "name"),
    [
        (
            "New",
            "ActiveSyncDeviceAccessRule",
            {"QueryString": "X 1", "Characteristic": "DeviceOS"},
            r"X 1 \(DeviceOS\)",
        ),
        ("New", "ActiveSyncDeviceAccessRule", {"QueryString": "Y", "Characteristic": "UserAgent"}, r"Y \(UserAgent\)"),
        ("Add", "AvailabilityAddressSpace", {"ForestName": "adatum.com", "AccessMethod": "OrgWideFB"}, "adatum.com"),
        ("New", "AvailabilityConfig", {"OrgWideAccount": "AdeleV"}, "Availability Configuration"),
        ("New", "MoveRequest", {"Identity": "adelev@contoso.com"}, "Adele Vance"),
        ("New", "ManagementRoleAssignment", {"Role": "Mail Tips", "User": "AlexW"}, "Mail Tips-Alex Wilber"),
        ("New", "ApplicationAccessPolicy", POLICY, rf"7d3c1f0e-.*\\{APP}:S-1-5-21-[0-9-]+;{GUID}"),
        ("New", "ReportSubmissionPolicy", {}, "DefaultReportSubmissionPolicy"),
    ],
)
def test_the_service_names_what_nobody_named(verb: str, noun: str, values: dict[str, Any], name: str) -> None:
    tenant = Tenant()
    tenant.run("New-DistributionGroup", Name="Ops")
    access = {"AccessLevel": "Block"} if noun.startswith("ActiveSync") else {}
    shown = tenant.run(f"{verb}-{noun}", **values, **access).rows[0]["Name"]
    assert re.fullmatch(name, shown)
    assert shown in [row["Name"] for row in tenant.run(f"Get-{noun}").rows]


@pytest.mark.parametrize(
    ("noun", "start"),
    [
        ("PhishSimOverridePolicy", "PhishSimOverridePolicy"),
        ("SecOpsOverridePolicy", "SecOpsOverridePolicy"),
        ("ExoPhishSimOverrideRule", f"_Exe:PhishSimOverr:{GUID}"),
        ("ExoSecOpsOverrideRule", f"_Exe:SecOpsOverrid:{GUID}"),
    ],
)
def test_some_names_are_fixed_whatever_is_wished(noun: str, start: str) -> None:
    tenant = Tenant()
    assert re.fullmatch(start, create(tenant, noun, Name="Mine")["Name"])
    assert not [row for row in tenant.run(f"Get-{noun}", service_of(noun)).rows if row["Name"] == "Mine"]


def test_an_action_is_named_after_its_search_and_what_it_does(tenant: Tenant) -> None:
    search = create(tenant, "ComplianceSearch", Name="Search 1")
    for switch in ("Purge", "Preview", "Export"):
        action = {"SearchName": ["Search 1"], switch: True}
        assert tenant.run("New-ComplianceSearchAction", "compliance", **action).rows[0]["Name"] == f"Search 1_{switch}"
        with pytest.raises(Exception, match="already being used"):
            tenant.run("New-ComplianceSearchAction", "compliance", **action)
    assert search["Name"] == "Search 1"


def test_a_device_rule_is_named_after_its_policy(tenant: Tenant) -> None:
    for noun in ("DeviceConditionalAccessRule", "DeviceConfigurationRule"):
        row = create(tenant, noun)
        assert row["Name"].endswith("{" + row["Guid"] + "}")
        assert not row["Name"].startswith("{")


def test_an_assignment_is_numbered_only_when_its_name_is_taken(tenant: Tenant) -> None:
    tenant.run("New-RoleGroup", Name="RG1")
    names = [
        tenant.run("New-ManagementRoleAssignment", Role=role, SecurityGroup="RG1").rows[0]["Name"]
        for role in ("Mail Recipients", "Mail Tips", "Mail Recipients")
    ]
    assert names == ["Mail Recipients-RG1", "Mail Tips-RG1", "Mail Recipients-RG1-1"]


@pytest.mark.parametrize(
    ("cmdlet", "first", "other"),
    [
        (
            "New-ActiveSyncDeviceAccessRule",
            {"QueryString": "X", "Characteristic": "DeviceOS", "AccessLevel": "Block"},
            {"QueryString": "X", "Characteristic": "DeviceOS", "AccessLevel": "Allow"},
        ),
        ("New-ApplicationAccessPolicy", POLICY, {**POLICY, "AccessRight": "DenyAccess"}),
        (
            "New-ServicePrincipal",
            {"AppId": APP, "ObjectId": "a", "DisplayName": "One"},
            {"AppId": APP, "ObjectId": "b", "DisplayName": "Two"},
        ),
        ("New-AvailabilityConfig", {"OrgWideAccount": "AdeleV"}, {"OrgWideAccount": "AlexW"}),
        ("New-MoveRequest", {"Identity": "AdeleV"}, {"Identity": "Adele Vance"}),
        (
            "New-DkimSigningConfig",
            {"DomainName": "contoso.com", "Enabled": True},
            {"DomainName": "Contoso.com", "Enabled": False},
        ),
    ],
)
def test_a_second_one_about_the_same_is_there_already(
    tenant: Tenant, cmdlet: str, first: dict[str, Any], other: dict[str, Any]
) -> None:
    tenant.run("New-DistributionGroup", Name="Ops")
    tenant.run(cmdlet, **first)
    assert tenant.refusal(cmdlet, **other).exception_type.endswith("ObjectAlreadyExistsException")


@pytest.mark.parametrize(
    ("noun", "first", "other"),
    [
        (
            "ReportSubmissionRule",
            {"Name": "DefaultReportSubmissionRule"},
            {"Name": "Another rule", "ReportSubmissionPolicy": "DefaultReportSubmissionPolicy"},
        ),
        (
            "TeamsProtectionPolicyRule",
            {"Name": "Teams Protection Policy Rule"},
            {"Name": "Another rule", "TeamsProtectionPolicy": "Teams Protection Policy"},
        ),
        ("TeamsProtectionPolicy", None, {"Name": "Another policy"}),
        ("PublicFolderMoveRequest", {}, {"Folders": ["\\Plans"], "TargetMailbox": "Folders", "Name": "Another move"}),
    ],
)
def test_an_organization_has_one_at_most_by_its_page(
    tenant: Tenant, noun: str, first: dict[str, Any] | None, other: dict[str, Any]
) -> None:
    tenant.run("New-Mailbox", Name="Folders", PublicFolder=True)
    tenant.run("New-PublicFolder", Name="Plans")
    if first is not None:
        create(tenant, noun, **first)
    assert tenant.refusal(f"New-{noun}", **other).exception_type.endswith("ObjectAlreadyExistsException")


def test_a_move_of_public_folders_is_known_by_its_path(tenant: Tenant) -> None:
    tenant.run("New-Mailbox", Name="Folders", PublicFolder=True)
    tenant.run("New-PublicFolder", Name="Plans")
    move = tenant.run("New-PublicFolderMoveRequest", Folders=["\\Plans"], TargetMailbox="Folders").rows[0]
    assert (move["Name"], move["Identity"]) == ("PublicFolderMove", "\\PublicFolderMove")
    assert tenant.one("Get-PublicFolderMoveRequest", Identity="\\PublicFolderMove")["Name"] == "PublicFolderMove"
    assert tenant.run("Remove-PublicFolderMoveRequest", Identity="\\PublicFolderMove").changed


@pytest.mark.parametrize(
    ("noun", "inside", "values", "change"),
    [
        ("PublicFolder", "Path", {}, "Name"),
        ("AddressList", "Container", {"RecipientFilter": "City -eq 'Kyiv'"}, "Name"),
    ],
)
def test_a_name_is_taken_within_its_folder_alone(
    tenant: Tenant, noun: str, inside: str, values: dict[str, Any], change: str
) -> None:
    for where in ({}, {inside: "\\Plans"}):
        for name in ("Plans", "Later"):
            tenant.run(f"New-{noun}", Name=name, **where, **values)
            assert "already being used" in tenant.refusal(f"New-{noun}", Name=name.upper(), **where, **values).text
    paths = [row["Identity"] for row in tenant.run(f"Get-{noun}").rows if row["Name"] in ("Plans", "Later")]
    assert sorted(paths) == ["\\Later", "\\Plans", "\\Plans\\Later", "\\Plans\\Plans"]
    assert "already" in tenant.refusal(f"Set-{noun}", Identity="\\Plans\\Later", **{change: "Plans"}).text
    tenant.run(f"Remove-{noun}", Identity="\\Plans\\Plans")
    tenant.run(f"Set-{noun}", Identity="\\Plans\\Later", **{change: "Plans"})
    assert tenant.one(f"Get-{noun}", Identity="\\Plans\\Plans")["Name"] == "Plans"


@pytest.mark.parametrize("noun", ["MailboxPlan", "CASMailboxPlan"])
def test_a_plan_has_its_id_in_its_name(tenant: Tenant, noun: str) -> None:
    row = tenant.one(f"Get-{noun}", Identity="ExchangeOnlineEnterprise")
    assert row["Name"] == f"ExchangeOnlineEnterprise-{row['Guid']}"
    assert tenant.one(f"Get-{noun}", Filter="Name -like 'ExchangeOnlineEnt*'")["Guid"] == row["Guid"]
