# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant of the box has what every tenant has; tests/simulator/data/fresh_tenant.yml says what, and from where."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.catalogue import all_cmdlets
from exo_simulator.exchange.tables import load


@pytest.fixture(scope="module")
def fresh() -> Tenant:
    return Tenant(mailboxes=3)


@pytest.mark.parametrize("noun", list(read("fresh_tenant")))
def test_every_tenant_has_it(fresh: Tenant, noun: str) -> None:
    told = read("fresh_tenant")[noun]
    rows = fresh.run(f"Get-{noun}").rows
    assert len(rows) == told.get("rows", len(rows))
    row = next(one for one in rows if one["Name"] == told.get("row", one["Name"]))
    assert {name: row[name] for name in told.get("shows", ())} == told.get("shows", {})
    assert {name: len(row[name]) for name in told.get("counts", ())} == told.get("counts", {})


def test_what_was_there_from_the_start_compares_as_what_was_written(fresh: Tenant) -> None:
    same = {"AgeLimitForRetention": "30", "RetentionAction": "DeleteAndAllowRecovery"}
    assert fresh.run("Set-RetentionPolicyTag", Identity="Deleted Items", **same).warnings


def test_a_role_of_a_standing_group_can_be_taken_away() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Remove-ManagementRoleAssignment", Identity="Migration-Recipient Management")
    assert "Migration" not in tenant.one("Get-RoleGroup", Identity="Recipient Management")["Roles"]
    found = tenant.run("Get-ManagementRoleAssignment", RoleAssignee="Help Desk").rows
    assert [row["Role"] for row in found] == ["Reset Password", "User Options", "View-Only Recipients"]


@pytest.mark.parametrize(
    "entry",
    [
        "Distribution Groups\\Set-DistributionGroup",
        "Journaling\\New-JournalRule",
        "Mail Recipients\\Get-MailboxFolderPermission",
        "Migration\\New-MigrationBatch",
        "Organization Configuration\\Set-OrganizationConfig",
        "Recipient Policies\\Set-OwaMailboxPolicy",
        "Role Management\\New-RoleGroup",
        "Transport Hygiene\\Set-HostedContentFilterPolicy",
    ],
)
def test_a_role_has_the_cmdlets_of_its_subject(fresh: Tenant, entry: str) -> None:
    role, _step, cmdlet = entry.partition("\\")
    row = fresh.one("Get-ManagementRoleEntry", Identity=entry)
    assert (row["Role"], row["Name"]) == (role, cmdlet)
    assert row["Parameters"]


def test_each_pattern_of_the_entries_is_of_a_cmdlet() -> None:
    names = [cmdlet.name for cmdlet in all_cmdlets("exchange")]
    patterns = [(role, one) for role, ones in load("role_entries").items() for one in ones]
    assert not [pair for pair in patterns if not any(fnmatchcase(name, pair[1]) for name in names)]
