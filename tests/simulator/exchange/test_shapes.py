# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measured answers: exactly their properties, annotations, JSON kinds and formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.shapes import Column, shapes

FORMATS = {
    "guid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "iso-offset": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00",
    "iso-utc-Z": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z",
    "d.hh:mm:ss": r"(\d+\.)?\d\d:\d\d:\d\d",
    "N unit (N bytes)": r"[\d.]+ (B|KB|MB|GB|TB) \([\d,]+ bytes\)",
    "Unlimited": "Unlimited",
    "string": r"(?s).*",
}
OBJECTS: dict[str, Any] = {
    "ATPProtectionPolicyRule": [
        {
            "Name": "Strict",
            "SafeLinksPolicy": "Built-In Protection Policy",
            "SafeAttachmentPolicy": "Built-In Protection Policy",
        }
    ],
    "EOPProtectionPolicyRule": [
        {
            "Name": "Strict",
            "AntiPhishPolicy": "Office365 AntiPhish Default",
            "HostedContentFilterPolicy": "Default",
            "MalwareFilterPolicy": "Default",
        }
    ],
    "InboundConnector": [{"Name": "From partner", "SenderDomains": ["fabrikam.com"]}],
    "InboxRule": [{"Name": "Reports", "Mailbox": "AdeleV", "SubjectContainsWords": ["report"]}],
    "MessageTraceV2": [
        {
            "Name": "trace",
            "MessageTraceId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "Received": "2026-11-22T08:00:00.0000000Z",
            "Size": 4711,
        }
    ],
    "OutboundConnector": [{"Name": "To partner"}],
    "QuarantineMessage": [
        {
            "Identity": "c14401cf-aa9a\\1",
            "ReceivedTime": "2026-11-22T08:00:00.0000000+00:00",
            "Expires": "2026-12-07T08:00:00.0000000+00:00",
            "Size": 9,
        }
    ],
    "TenantAllowBlockListSpoofItems": [],
    "TransportRule": [{"Name": "Disclaimer", "PrependSubject": "[External]", "FromScope": "NotInOrganization"}],
}
KINDS: dict[str, Any] = {"str": str, "bool": bool, "int": int, "list": list, "null": type(None)}


@pytest.fixture(scope="module")
def stocked() -> Tenant:
    tenant = Tenant(objects=OBJECTS)
    pair = {"SpoofedUser": "a@fabrikam.com", "SendingInfrastructure": "fabrikam.com", "SpoofType": "External"}
    tenant.run("New-TenantAllowBlockListSpoofItems", Identity="Default", Action="Allow", **pair)
    tenant.run("New-TenantAllowBlockListItems", ListType="Sender", Entries=["a@fabrikam.com"], Block=True)
    return tenant


@pytest.mark.parametrize("cmdlet", sorted(shapes()))
def test_an_answer_looks_as_it_was_measured(cmdlet: str, stocked: Tenant) -> None:
    extra = {"Mailbox": "AdeleV"} if cmdlet == "Get-InboxRule" else {}
    extra = {"ListType": "Sender"} if cmdlet == "Get-TenantAllowBlockListItems" else extra
    extra = {"Identity": "Default"} if cmdlet == "Get-HostedOutboundSpamFilterPolicy" else extra
    row = stocked.run(cmdlet, **extra).rows[0]
    shape = shapes()[cmdlet]
    names = [name for name in row if "@" not in name]
    if shape.complete:
        # Rows of a second tenant, two months later, have a property more.
        extra_names = {"DirectoryObjectVersion"} | ({"Identity"} if cmdlet == "Get-RecipientPermission" else set())
        assert set(names) - extra_names == set(shape.columns)
    for column in shape.columns.values():
        check(column, row)


def check(column: Column, row: Mapping[str, Any]) -> None:
    name, value = column.name, row[column.name]
    allowed = tuple(KINDS[kind] for kind in column.json)
    if column.json != ("null",):
        assert isinstance(value, allowed), (name, value)
        assert not (isinstance(value, bool) and "bool" not in column.json), (name, value)
    if value is None:
        assert f"{name}@data.type" not in row
    elif column.json != ("null",):
        assert row.get(f"{name}@data.type") == column.data_type, name
        assert row.get(f"{name}@odata.type") == column.odata_type, name
    if isinstance(value, str):
        assert any(re.fullmatch(FORMATS[form], value) for form in column.formats or ("string",)), (name, value)


def test_there_are_28_measured_answers() -> None:
    assert len(shapes()) == 28


def test_annotations_come_before_their_property(stocked: Tenant) -> None:
    row = list(stocked.one("Get-AdminAuditLogConfig"))
    assert row.index("LoadBalancerCount@data.type") == row.index("LoadBalancerCount") - 1


def test_a_mailbox_is_full(stocked: Tenant) -> None:
    row = stocked.one("Get-Mailbox", Identity="AdeleV")
    assert row["ProhibitSendReceiveQuota"] == "100 GB (107,374,182,400 bytes)"
    assert row["RecipientLimits"] == "500"
    assert row["RetainDeletedItemsFor"] == "14.00:00:00"
    assert row["WhenCreatedUTC"].endswith("Z")
    assert row["ExchangeSecurityDescriptor"] == "System.Security.AccessControl.RawSecurityDescriptor"
    assert row["Guid@data.type"] == "System.Guid"
    assert row["Guid@odata.type"] == "#Guid"


def test_unset_conditions_of_a_rule_are_null_and_unset_lists_of_a_policy_empty(stocked: Tenant) -> None:
    assert stocked.one("Get-TransportRule")["SentTo"] is None
    assert stocked.run("Get-HostedContentFilterPolicy").rows[0]["AllowedSenders"] == []


def test_a_transport_rule_names_its_conditions_and_actions(stocked: Tenant) -> None:
    row = stocked.one("Get-TransportRule")
    assert row["Conditions"] == ["Microsoft.Exchange.MessagingPolicies.Rules.Tasks.FromScopePredicate"]
    assert row["Actions"] == ["Microsoft.Exchange.MessagingPolicies.Rules.Tasks.PrependSubjectAction"]
