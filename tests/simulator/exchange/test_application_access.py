# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which mailboxes an application may enter: policies that restrict, and those that deny."""

from __future__ import annotations

from simulator.exchange.tenant import Tenant

APP_ID, OTHER_ID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3302"


def let_in(tenant: Tenant, app: str = APP_ID) -> dict[str, str]:
    who = ("AdeleV", "AlexW", "LeeG")
    rows = {one: tenant.one("Test-ApplicationAccessPolicy", Identity=one, AppId=app) for one in who}
    assert {row["AppId"] for row in rows.values()} == {app}
    return {one: row["AccessCheckResult"] for one, row in rows.items()}


def test_policies_let_in_and_keep_out(tenant: Tenant) -> None:
    assert let_in(tenant) == {"AdeleV": "Granted", "AlexW": "Granted", "LeeG": "Granted"}
    tenant.run("New-DistributionGroup", Name="Inner", Type="Security", Members=["AdeleV"])
    tenant.run("New-DistributionGroup", Name="Outer", Type="Security", Members=["Inner", "AlexW"])
    policy = "New-ApplicationAccessPolicy"
    tenant.run(policy, AppId=[APP_ID], PolicyScopeGroupId="Outer", AccessRight="RestrictAccess")
    assert let_in(tenant) == {"AdeleV": "Granted", "AlexW": "Granted", "LeeG": "Denied"}
    tenant.run(policy, AppId=[APP_ID], PolicyScopeGroupId="Inner", AccessRight="DenyAccess")
    assert let_in(tenant) == {"AdeleV": "Denied", "AlexW": "Granted", "LeeG": "Denied"}
    tenant.run(policy, AppId=[OTHER_ID], PolicyScopeGroupId="LeeG", AccessRight="DenyAccess")
    assert let_in(tenant, OTHER_ID) == {"AdeleV": "Granted", "AlexW": "Granted", "LeeG": "Denied"}
    assert tenant.refusal("Test-ApplicationAccessPolicy", Identity="nobody", AppId=APP_ID).error_id == "Ex6F9304"


def test_roles_of_an_application_reach_who_is_in_their_scope(tenant: Tenant) -> None:
    tenant.run("Set-User", Identity="AdeleV", City="Kyiv")
    tenant.run("New-ServicePrincipal", AppId=APP_ID, ObjectId=OTHER_ID, DisplayName="Reader")
    assert not tenant.run("Test-ServicePrincipalAuthorization", Identity="Reader").rows
    tenant.run("New-ManagementScope", Name="Kyiv", RecipientRestrictionFilter="City -eq 'Kyiv'")
    for role, scope in (
        ("Application Mail.Read", {"CustomResourceScope": "Kyiv"}),
        ("Application Mail Full Access", {}),
    ):
        tenant.run("New-ManagementRoleAssignment", App=APP_ID, Role=role, **scope)
    for mailbox, reached in (({"Resource": "AdeleV"}, "True"), ({"Resource": "AlexW"}, "False"), ({}, "Not Run")):
        rows = tenant.run("Test-ServicePrincipalAuthorization", Identity=APP_ID, **mailbox).rows
        seen = {row["RoleName"]: row for row in rows}
        assert seen["Application Mail.Read"] == {
            "RoleName": "Application Mail.Read",
            "GrantedPermissions": "Mail.Read",
            "AllowedResourceScope": "Kyiv",
            "ScopeType": "CustomRecipientScope",
            "InScope": reached,
        }
        assert seen["Application Mail Full Access"]["InScope"] == ("True" if mailbox else "Not Run")
