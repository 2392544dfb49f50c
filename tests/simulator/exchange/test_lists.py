# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists hold a value once, in whatever form a change comes; spans have .NET's form only; states are shown."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from simulator.exchange.tenant import TAG, Tenant, table

DELTA = "#Exchange.StringFieldDeltaUpdateData"
PRESENT = "is already present in the collection."


@pytest.mark.parametrize(
    ("cmdlet", "parameters"),
    [
        ("Set-Mailbox", {"Identity": "AdeleV", "EmailAddresses": table(Add=["smtp:a@contoso.com"] * 2)}),
        ("Set-HostedContentFilterPolicy", {"Identity": "Default", "AllowedSenderDomains": ["A.com", "b.com", "a.com"]}),
        ("New-DistributionGroup", {"Name": "G", "Members": ["AlexW", "AdeleV", "alexw"]}),
        ("Set-MailboxJunkEmailConfiguration", {"Identity": "AdeleV", "BlockedSendersAndDomains": ["a.com", "a.com"]}),
    ],
)
def test_a_list_takes_nothing_twice(tenant: Tenant, cmdlet: str, parameters: dict[str, Any]) -> None:
    error = tenant.refusal(cmdlet, **parameters)
    assert error.exception_type.endswith("ParameterTransformationException")
    assert PRESENT in error.text


def test_a_mailbox_has_one_primary_address(tenant: Tenant) -> None:
    error = tenant.refusal(
        "Set-Mailbox", Identity="AdeleV", EmailAddresses=["SMTP:a@contoso.com", "SMTP:b@contoso.com"]
    )
    assert "primary" in error.text
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["PrimarySmtpAddress"] == "AdeleV@contoso.com"


def test_the_block_list_takes_nothing_twice(tenant: Tenant) -> None:
    entries = ["x@fabrikam.com", "y@fabrikam.com", "X@fabrikam.com"]
    error = tenant.refusal("New-TenantAllowBlockListItems", ListType="Sender", Block=True, Entries=entries)
    assert "Duplicate value" in error.text
    assert len(tenant.run("Get-TenantAllowBlockListItems", ListType="Sender").rows) == 0


@pytest.mark.parametrize("tag", ["#Exchange.GenericHashTable", DELTA, DELTA.lower()])
def test_a_change_of_a_list_has_either_tag(tenant: Tenant, tag: str) -> None:
    change = {TAG: tag, "Add": ["smtp:a@contoso.com"], "Remove": []}
    tenant.run("Set-Mailbox", Identity="AdeleV", EmailAddresses=change)
    assert "smtp:a@contoso.com" in tenant.one("Get-Mailbox", Identity="AdeleV")["EmailAddresses"]


@pytest.mark.parametrize(
    ("cmdlet", "parameters"),
    [
        ("Set-Mailbox", {"Identity": "AdeleV", "RetainDeletedItemsFor": "P14D"}),
        ("Set-Mailbox", {"Identity": "AdeleV", "LitigationHoldDuration": "PT31536000S"}),
        ("Set-MobileDeviceMailboxPolicy", {"Identity": "Default", "MaxInactivityTimeLock": "PT15M"}),
        ("Set-TransportConfig", {"MessageExpiration": "PT24H"}),
    ],
)
def test_iso_8601_spans_are_no_spans(tenant: Tenant, cmdlet: str, parameters: dict[str, Any]) -> None:
    assert "not recognized as a valid TimeSpan" in tenant.refusal(cmdlet, **parameters).text


@pytest.mark.parametrize(
    ("noun", "service", "more", "states"),
    [
        ("MigrationBatch", "exchange", {"CSVData": [60]}, ["Created", "Start", "Syncing", "Stop", "Stopped"]),
        ("ComplianceSearch", "compliance", {}, ["NotStarted", "Start", "Completed", "Stop", "Stopped"]),
        ("MailboxSearch", "exchange", {}, ["NotStarted", "Start", "Succeeded", "Stop", "Stopped"]),
    ],
)
def test_the_state_of_a_job_is_shown(
    tenant: Tenant, noun: str, service: Literal["exchange", "compliance"], more: dict[str, Any], states: list[str]
) -> None:
    made = tenant.run(f"New-{noun}", service, Name="Job", **more).rows[0]
    assert made["Status"] == states[0]
    for verb, state in zip(states[1::2], states[2::2], strict=True):
        tenant.run(f"{verb}-{noun}", service, Identity="Job")
        assert tenant.run(f"Get-{noun}", service, Identity="Job").rows[0]["Status"] == state
