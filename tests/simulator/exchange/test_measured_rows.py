# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows and roles as graph2otel measured them in 2026, beside those whose whole shape is data."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange import Caller, CmdletNotAvailable

KEYS = 17


@pytest.mark.parametrize(
    ("kind", "entry"), [("Sender", "a@fabrikam.com"), ("Url", "x.example"), ("FileHash", "0" * 64)]
)
def test_an_entry_of_the_block_list_is_opaque_and_stamped(tenant: Tenant, kind: str, entry: str) -> None:
    tenant.run("New-TenantAllowBlockListItems", ListType=kind, Entries=[entry], Block=True)
    row = tenant.one("Get-TenantAllowBlockListItems", ListType=kind)
    names = [name for name in row if "@" not in name]
    assert len(names) == KEYS
    assert "LastUsedDate(DateTime])" in names
    assert not {"Guid", "DistinguishedName", "WhenCreated"} & set(names)
    assert row["Identity"].startswith("RgAAAADV")
    assert row["EntryValueHash"]
    assert (row["ModifiedBy"], row["SysManaged"]) == (tenant.caller.name, False)
    assert row["CreatedDateTime"] == row["LastModifiedDateTime"]
    tenant.clock.advance(60)
    tenant.run("Set-TenantAllowBlockListItems", ListType=kind, Ids=[row["Identity"]], Notes="seen")
    after = tenant.one("Get-TenantAllowBlockListItems", ListType=kind)
    assert after["LastModifiedDateTime"] > after["CreatedDateTime"] == row["CreatedDateTime"]
    tenant.run("Remove-TenantAllowBlockListItems", ListType=kind, Ids=[row["Identity"]])
    assert not len(tenant.run("Get-TenantAllowBlockListItems", ListType=kind).rows)


def test_permissions_have_the_measured_keys(tenant: Tenant) -> None:
    tenant.run("Add-RecipientPermission", Identity="AdeleV", Trustee="AlexW", AccessRights="SendAs")
    for row in tenant.run("Get-RecipientPermission", Identity="AdeleV").rows:
        assert not {"Deny", "IsInherited"} & set(row)
    assert tenant.one("Get-MailboxPermission", Identity="AdeleV")["PrimarySmtpAddress"] == ""


@pytest.mark.parametrize(
    ("noun", "given"),
    [
        ("BlockedConnector", {"Name": "Relay", "ConnectorId": "c1", "Reason": "Spam"}),
        ("HistoricalSearch", {"Name": "Week", "ReportType": "MessageTrace", "Rows": 5, "Urls": ["https://x.example"]}),
        ("MigrationUser", {"Name": "ann@contoso.com", "BatchId": "First", "ErrorSummary": None}),
        ("PublicFolderStatistics", {"Name": "Plans", "FolderPath": ["Plans"], "ItemCount": 3}),
    ],
)
def test_a_row_that_no_cmdlet_makes_has_what_its_description_gives(noun: str, given: dict[str, Any]) -> None:
    row = Tenant(objects={noun: [given]}).one(f"Get-{noun}")
    assert {name: row[name] for name in given} == given


@pytest.mark.parametrize(
    ("cmdlet", "asked"),
    [
        ("Get-MessageTrace", {"Page": 1}),
        (
            "Get-MessageTraceDetail",
            {"MessageTraceId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "RecipientAddress": "a@b.c"},
        ),
    ],
)
def test_the_traces_of_the_first_version_are_retired(tenant: Tenant, cmdlet: str, asked: dict[str, Any]) -> None:
    refused = tenant.refusal(cmdlet, **asked)
    assert refused.status == 400
    assert f"Use {cmdlet}V2" in refused.text


def test_a_rule_without_an_error_says_none(tenant: Tenant) -> None:
    row = tenant.one("New-InboxRule", Mailbox="AdeleV", Name="Reports", SubjectContainsWords=["report"])
    assert row["ErrorType"] == "None"


@pytest.mark.parametrize(
    ("roles", "cmdlet", "may"),
    [
        (("Security Reader",), "Get-QuarantineMessage", True),
        (("Security Reader",), "Get-TransportRule", True),
        (("Security Reader",), "Get-OrganizationConfig", False),
        (("Security Reader",), "Get-Mailbox", False),
        (("Global Reader",), "Get-OrganizationConfig", True),
        (("Global Reader",), "Get-InboxRule", False),
        (("Global Reader", "Security Reader"), "Get-InboxRule", True),
    ],
)
def test_an_application_may_what_its_roles_were_seen_to_allow(
    tenant: Tenant, roles: tuple[str, ...], cmdlet: str, may: bool
) -> None:
    tenant.caller = Caller("app", "reader", frozenset(roles))
    if may:
        tenant.run(cmdlet)
        return
    with pytest.raises(CmdletNotAvailable):
        tenant.run(cmdlet)
