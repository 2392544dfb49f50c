# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The snapshot of a tenant, applied to another one that has the same domains and users and nothing else: then the
snapshots of both are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_snapshots import (
    SnapshotSide,
    compare_snapshots,
)
from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

MADE: tuple[tuple[str, str, Json], ...] = (
    ("TransportRule", "External banner", {
        "FromScope": "NotInOrganization", "PrependSubject": "[EXT] ", "ExceptIfSenderDomainIs": ["fabrikam.com"],
        "ApplyHtmlDisclaimerText": "<p>\n  Take care, {{ 7 }}.\n</p>", "ApplyHtmlDisclaimerLocation": "Prepend",
    }),
    ("TransportRule", "Second", {"SetSCL": "5", "SubjectContainsWords": ["lottery", "prize"]}),
    ("RemoteDomain", "Fabrikam", {"DomainName": "fabrikam.com", "TNEFEnabled": False}),
    ("InboundConnector", "From Fabrikam", {"SenderDomains": ["smtp:fabrikam.com;1"], "RequireTls": True}),
    ("OutboundConnector", "To Fabrikam", {
        "RecipientDomains": ["fabrikam.com"], "SmartHosts": ["mail.fabrikam.com"], "UseMXRecord": False,
    }),
    ("HostedContentFilterPolicy", "Strict", {"BulkThreshold": 5, "SpamAction": "Quarantine"}),
    ("HostedContentFilterRule", "Strict", {
        "HostedContentFilterPolicy": "Strict", "RecipientDomainIs": ["contoso.com"],
    }),
    ("MailContact", "Lee of Fabrikam", {"ExternalEmailAddress": "lee@fabrikam.com"}),
    ("DistributionGroup", "Sales", {
        "PrimarySmtpAddress": "sales@contoso.com", "ManagedBy": ["AdeleV@contoso.com"],
        "Members": ["AlexW@contoso.com"],
    }),
    ("Mailbox", "info@contoso.com", {"Type": "Shared"}),
    ("RoleGroup", "Rule keepers", {"Roles": ["Transport Rules"], "Members": ["AdeleV@contoso.com"]}),
    ("ManagementScope", "Sales only", {"RecipientRestrictionFilter": "Department -eq 'Sales'"}),
    ("RetentionPolicyTag", "Two weeks", {
        "Type": "All", "AgeLimitForRetention": "14.00:00:00", "RetentionAction": "DeleteAndAllowRecovery",
        "RetentionEnabled": True,
    }),
    ("RetentionPolicy", "Short", {"RetentionPolicyTagLinks": ["Two weeks"]}),
    ("SharingPolicy", "Partners", {"Domains": ["fabrikam.com: CalendarSharingFreeBusySimple"]}),
    ("QuarantinePolicy", "Ours", {"ESNEnabled": True}),
    ("JournalRule", "Everything", {"JournalEmailAddress": "journal@fabrikam.com", "Scope": "Global"}),
    ("DlpCompliancePolicy", "Cards", {"ExchangeLocation": ["All"], "Mode": "TestWithoutNotifications"}),
    ("Label", "Secret", {"DisplayName": "Secret", "Tooltip": "For few"}),
)  # fmt: skip
# What comes with another object, and so cannot be made itself; a further run finds it there.
WITH_OTHERS = ("Contact", "Group", "ManagementRoleAssignment")
KINDS = [*dict.fromkeys(kind for kind, _name, _properties in MADE), *WITH_OTHERS]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    """A tenant that somebody has set up, and one that nobody has."""
    with Box("--rows", "3") as one, Box("--rows", "3") as other:
        desks = [Desk(box, tmp_path_factory.mktemp("desk")) for box in (one, other)]
        for desk in desks:
            desk.connect(service=["exchange", "compliance"])
        yield desks[0], desks[1]
        for desk in desks:
            desk.disconnect()


def side_of(gathered: Json) -> SnapshotSide:
    assert gathered["unread"] == []
    return SnapshotSide(gathered["resources"], {}, frozenset(gathered["kinds"]))


def test_the_other_tenant_becomes_the_same(both: tuple[Desk, Desk]) -> None:
    ours, theirs = both
    made = ours.many(*({"kind": kind, "identity": name, "properties": values} for kind, name, values in MADE))
    assert not made.get("failed"), made["msg"]
    snapshot = ours.many(state="gathered", kinds=KINDS)
    first = theirs.many(*snapshot["resources"])
    failed = {one["kind"] for one in first["outcomes"] if one["failed"]}
    assert failed <= set(WITH_OTHERS), first["msg"]
    assert first["numbers"]["create"] >= len(MADE)
    second = theirs.many(*snapshot["resources"])
    assert not second.get("failed"), second["msg"]
    rows = compare_snapshots(side_of(snapshot), side_of(theirs.many(state="gathered", kinds=KINDS)))
    assert [row for row in rows if row["verdict"] != "equal"] == []
    assert not theirs.many(*snapshot["resources"])["changed"]
