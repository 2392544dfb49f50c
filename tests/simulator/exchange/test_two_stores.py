# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two services have two stores, and one fact has one."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.families import of_each_service

APP = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
Service = Literal["exchange", "compliance"]


def names(tenant: Tenant, cmdlet: str, service: Service = "exchange", /, **values: Any) -> list[str]:
    return [row["Name"] for row in tenant.run(cmdlet, service, **values).rows]


@pytest.mark.parametrize(
    ("noun", "values"),
    [
        ("RoleGroup", {"Name": "Mine"}),
        ("ServicePrincipal", {"AppId": APP, "ObjectId": APP, "DisplayName": "Mine"}),
        ("TenantAllowBlockListItems", {"ListType": "Sender", "Entries": ["a@fabrikam.com"], "Block": True}),
    ],
)
def test_what_one_service_has_the_other_does_not(tenant: Tenant, noun: str, values: dict[str, Any]) -> None:
    which = {"ListType": values["ListType"]} if "ListType" in values else {}
    before = len(tenant.run(f"Get-{noun}", "compliance", **which).rows)
    made = tenant.run(f"New-{noun}", **values).rows[0]
    assert len(tenant.run(f"Get-{noun}", "compliance", **which).rows) == before
    assert tenant.run(f"New-{noun}", "compliance", **values).rows[0].get("Guid") != made.get("Guid", "")
    assert noun in of_each_service()


def test_each_service_has_role_groups_and_roles_of_its_own(tenant: Tenant) -> None:
    assert "eDiscovery Manager" in names(tenant, "Get-RoleGroup", "compliance")
    assert "eDiscovery Manager" not in names(tenant, "Get-RoleGroup")
    assert "Case Management" in names(tenant, "Get-ManagementRole", "compliance")
    assert "Mail Recipients" not in names(tenant, "Get-ManagementRole", "compliance")
    assert tenant.one("Get-AdminAuditLogConfig")["UnifiedAuditLogIngestionEnabled"] is True
    seen = tenant.run("Get-AdminAuditLogConfig", "compliance").rows[0]
    assert seen["UnifiedAuditLogIngestionEnabled"] is False


def test_members_of_role_groups_are_apart_and_recipients_are_shared(tenant: Tenant) -> None:
    who = {"Identity": "Organization Management", "Member": "AdeleV"}
    tenant.run("Add-RoleGroupMember", **who)
    assert "Adele Vance" in names(tenant, "Get-RoleGroupMember", Identity="Organization Management")
    assert not names(tenant, "Get-RoleGroupMember", "compliance", Identity="Organization Management")
    tenant.run("Add-RoleGroupMember", "compliance", **{**who, "Member": "AlexW"})
    assert names(tenant, "Get-RoleGroupMember", "compliance", Identity="Organization Management") == ["Alex Wilber"]
    assert names(tenant, "Get-Recipient", "compliance", Identity="AdeleV") == ["Adele Vance"]


@pytest.mark.parametrize(
    ("noun", "shown", "kind"),
    [("RoleGroup", "Roles", "SecurityGroup"), ("RoleAssignmentPolicy", "AssignedRoles", "Policy")],
)
def test_roles_are_kept_as_assignments(tenant: Tenant, noun: str, shown: str, kind: str) -> None:
    row = tenant.run(f"New-{noun}", Name="H", Roles=["Mail Recipients", "Mail Tips"]).rows[0]
    assert (row[shown], row["RoleAssignments"]) == (
        ["Mail Recipients", "Mail Tips"],
        ["Mail Recipients-H", "Mail Tips-H"],
    )
    assert names(tenant, "Get-ManagementRoleAssignment", RoleAssignee="H") == row["RoleAssignments"]
    tenant.run("Remove-ManagementRoleAssignment", Identity="Mail Tips-H")
    tenant.run("New-ManagementRoleAssignment", Role="Journaling", **{kind: "H"})
    assert tenant.one(f"Get-{noun}", Identity="H")[shown] == ["Mail Recipients", "Journaling"]
    tenant.run(f"Remove-{noun}", Identity="H")
    assert not [name for name in names(tenant, "Get-ManagementRoleAssignment") if name.endswith("-H")]


def test_a_role_group_shows_the_members_that_it_has_now(tenant: Tenant) -> None:
    tenant.run("New-RoleGroup", Name="H", Members=["AdeleV", "AlexW"])
    assert tenant.one("Get-RoleGroup", Identity="H")["Members"] == ["Adele Vance", "Alex Wilber"]
    tenant.run("Add-RoleGroupMember", Identity="H", Member="LeeG")
    tenant.run("Remove-RoleGroupMember", Identity="H", Member="AlexW")
    tenant.run("Set-Mailbox", Identity="LeeG", Name="Lee")
    assert tenant.one("Get-RoleGroup", Identity="H")["Members"] == ["Adele Vance", "Lee"]


def test_a_microsoft_365_group_shows_the_owners_that_it_has_now(tenant: Tenant) -> None:
    tenant.run("New-UnifiedGroup", DisplayName="Team", Alias="team", Owner="AdeleV", Members=["AdeleV", "AlexW"])
    tenant.run("Add-UnifiedGroupLinks", Identity="team", LinkType="Owners", Links=["AlexW"])
    assert tenant.one("Get-UnifiedGroup", Identity="team")["ManagedBy"] == ["Adele Vance", "Alex Wilber"]
