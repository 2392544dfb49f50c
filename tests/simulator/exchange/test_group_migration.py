# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distribution groups that become Microsoft 365 groups, and what a naming policy makes of their names."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import APP, Tenant

from exo_simulator.exchange import Caller

OWNER = Caller("user", "adelev@contoso.com", frozenset({"Global Administrator"}))


def staff(**more: Any) -> Tenant:
    """A tenant with the distribution group Staff, which Adele manages and Alex is in."""
    tenant = Tenant(mailboxes=4)
    made = {"Alias": "staff", "Members": ["AlexW"], "ManagedBy": ["AdeleV"], "Notes": "All of us"}
    tenant.run("New-DistributionGroup", Name="Staff", **made, **more)
    return tenant


def names(rows: Any) -> list[str]:
    return sorted(str(row["Name"]) for row in rows)


def test_a_migrated_group_takes_address_and_people_along() -> None:
    tenant = staff()
    before = tenant.one("Get-DistributionGroup", Identity="Staff")["EmailAddresses"]
    made = tenant.run("New-UnifiedGroup", DlIdentity="staff@contoso.com").rows[0]
    group = tenant.one("Get-UnifiedGroup", Identity="staff@contoso.com")
    assert group["Guid"] == made["Guid"]
    assert (group["DisplayName"], group["Alias"], group["EmailAddresses"]) == ("Staff", "staff", before)
    people = tenant.run("Get-UnifiedGroupLinks", Identity="staff", LinkType="Members").rows
    assert names(people) == ["Adele Vance", "Alex Wilber"]
    assert names(tenant.run("Get-UnifiedGroupLinks", Identity="staff", LinkType="Owners").rows) == ["Adele Vance"]
    left = tenant.one("Get-DistributionGroup", Identity="Staff")
    assert left["Alias"].startswith("DLMigrated_")
    assert left["PrimarySmtpAddress"].startswith("DLMigrated_")
    assert left["ExtensionCustomAttribute5"] == before


def test_a_migrated_group_goes_where_that_is_asked_for() -> None:
    tenant = staff()
    tenant.run("New-UnifiedGroup", DlIdentity="Staff", DeleteDlAfterMigration=True)
    assert not len(tenant.run("Get-DistributionGroup").rows)
    assert tenant.one("Get-UnifiedGroup")["Alias"] == "staff"


@pytest.mark.parametrize(
    ("restrictions", "access"),
    [
        ({"MemberJoinRestriction": "Open"}, "Public"),
        ({"MemberJoinRestriction": "Closed"}, "Private"),
        ({"MemberJoinRestriction": "Open", "MemberDepartRestriction": "Closed"}, "Private"),
    ],
)
def test_a_closed_group_becomes_private(restrictions: dict[str, str], access: str) -> None:
    tenant = staff(**restrictions)
    assert tenant.run("New-UnifiedGroup", DlIdentity="Staff").rows[0]["AccessType"] == access


@pytest.mark.parametrize("more", [{"Type": "Security"}, {"RoomList": True}])
def test_only_a_universal_distribution_group_is_migrated(more: dict[str, Any]) -> None:
    tenant = staff(**more)
    assert tenant.refusal("New-UnifiedGroup", DlIdentity="Staff").error_id
    assert tenant.refusal("New-UnifiedGroup", DlIdentity="nobody").status == 404
    assert tenant.one("Get-DistributionGroup")["Alias"] == "staff"


@pytest.mark.parametrize(
    ("caller", "shown"), [(OWNER, "DL_Sales_Runners"), (APP, "DL__Runners"), (None, "DL__Runners")]
)
def test_a_naming_policy_makes_the_display_name(caller: Caller | None, shown: str) -> None:
    tenant = Tenant(mailboxes=4)
    tenant.run("Set-User", Identity="AdeleV", Department="Sales")
    tenant.run("Set-OrganizationConfig", DistributionGroupNamingPolicy="DL_<Department>_<GroupName>")
    tenant.caller = caller or tenant.caller
    tenant.run("New-DistributionGroup", Name="Runners")
    row = tenant.one("Get-DistributionGroup", Identity="runners@contoso.com")
    assert (row["Name"], row["DisplayName"]) == ("Runners", shown)
    tenant.run("New-DistributionGroup", Name="Swimmers", IgnoreNamingPolicy=True)
    assert tenant.one("Get-DistributionGroup", Identity="Swimmers")["DisplayName"] == "Swimmers"


def test_a_naming_policy_counts_for_a_new_display_name() -> None:
    tenant = staff()
    tenant.run("Set-OrganizationConfig", DistributionGroupNamingPolicy="<GroupName> (list)")
    tenant.run("Set-DistributionGroup", Identity="Staff", DisplayName="Crew")
    assert tenant.one("Get-DistributionGroup")["DisplayName"] == "Crew (list)"
    tenant.run("Set-DistributionGroup", Identity="Staff", DisplayName="Crew", IgnoreNamingPolicy=True)
    assert tenant.one("Get-DistributionGroup")["DisplayName"] == "Crew"


def test_a_blocked_word_is_refused_unless_the_policy_is_ignored() -> None:
    tenant = Tenant()
    tenant.run("Set-OrganizationConfig", DistributionGroupNameBlockedWordsList=["CEO", "payroll"])
    assert "ceo" in tenant.refusal("New-DistributionGroup", Name="Friends of the ceo").text
    tenant.run("New-DistributionGroup", Name="Oceographers")
    tenant.run("New-DistributionGroup", Name="Payroll", IgnoreNamingPolicy=True)
    assert names(tenant.run("Get-DistributionGroup").rows) == ["Oceographers", "Payroll"]


@pytest.mark.parametrize("default", ["Private", "Public"])
def test_who_sees_a_group_is_the_organization_s_default(default: str) -> None:
    tenant = Tenant(mailboxes=1)
    assert tenant.one("Get-OrganizationConfig")["DefaultGroupAccessType"] == "Private"
    tenant.run("Set-OrganizationConfig", DefaultGroupAccessType=default)
    tenant.run("New-UnifiedGroup", DisplayName="Team", Alias="team")
    other = {"Private": "Public", "Public": "Private"}[default]
    tenant.run("New-UnifiedGroup", DisplayName="Other", Alias="other", AccessType=other)
    assert tenant.one("Get-UnifiedGroup", Identity="team")["AccessType"] == default
    assert tenant.one("Get-UnifiedGroup", Identity="other")["AccessType"] == other
