# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exo_resource_info gives for the objects of a tenant, applied to the same tenant, changes nothing.

Check mode compares as a run does, and would tell each write; so a difference is seen without being made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._resources.families.index import KINDS_OF
from support.box import Box
from support.desk import Desk

Result = dict[str, Any]


# A tenant of the box begins without objects of these; test_families.py makes some and applies them again.
NONE_YET = frozenset((
    "ATPProtectionPolicyRule", "ActiveSyncDeviceAccessRule", "AddressBookPolicy", "AntiPhishRule",
    "AppRetentionCompliancePolicy", "AppRetentionComplianceRule", "ApplicationAccessPolicy", "AuthenticationPolicy",
    "AutoSensitivityLabelPolicy", "AutoSensitivityLabelRule", "AvailabilityAddressSpace", "AvailabilityConfig",
    "CaseHoldPolicy", "CaseHoldRule", "ClassificationRuleCollection", "ComplianceCase", "ComplianceCaseMember",
    "ComplianceRetentionEventType", "ComplianceSearch", "ComplianceSecurityFilter", "ComplianceTag", "Contact",
    "DataEncryptionPolicy", "DeviceConditionalAccessPolicy", "DeviceConfigurationPolicy", "DistributionGroup",
    "DistributionGroupMember", "DlpCompliancePolicy", "DlpComplianceRule", "DlpEdmSchema",
    "DlpSensitiveInformationTypeRulePackage", "DnssecForVerifiedDomain", "DynamicDistributionGroup",
    "EOPProtectionPolicyRule", "ExoPhishSimOverrideRule", "ExoSecOpsOverrideRule", "FilePlanPropertyAuthority",
    "FilePlanPropertyCategory", "FilePlanPropertyCitation", "FilePlanPropertyDepartment",
    "FilePlanPropertyReferenceId", "FilePlanPropertySubCategory", "Group", "HostedContentFilterRule",
    "HostedOutboundSpamFilterRule", "IPv6ForAcceptedDomain", "InboundConnector", "InboxRule",
    "IntraOrganizationConnector", "JournalRule", "Label", "LabelPolicy", "MailContact", "MailUser",
    "MailboxIRMAccess", "MailboxPermission", "MalwareFilterRule", "ManagementScope", "MessageClassification",
    "MigrationEndpoint", "OnPremisesOrganization", "OrganizationRelationship", "OutboundConnector",
    "PartnerApplication", "Place", "PolicyTipConfig", "PublicFolderClientPermission", "RecipientPermission",
    "ReportSubmissionPolicy", "ReportSubmissionRule", "RetentionCompliancePolicy", "RetentionComplianceRule",
    "SafeAttachmentRule", "SafeLinksRule", "ServicePrincipal", "SmtpDaneInbound", "SupervisoryReviewPolicyV2",
    "SupervisoryReviewRule", "SweepRule", "TenantAllowBlockListItems", "TenantAllowBlockListSpoofItems",
    "TransportRule", "UnifiedAuditLogRetentionPolicy", "UnifiedGroup", "UnifiedGroupLinks", "eDiscoveryCaseAdmin",
))  # fmt: skip
ADELE = "AdeleV@contoso.onmicrosoft.com"
# Where the objects are looked for of kinds that are read place by place.
PLACES: dict[str, tuple[Any, ...]] = {
    "CalendarProcessing": (ADELE,),
    "Clutter": (ADELE,),
    "FocusedInbox": (ADELE,),
    "MailboxAutoReplyConfiguration": (ADELE,),
    "MailboxCalendarFolder": (f"{ADELE}:\\Calendar",),
    "MailboxFolderPermission": (f"{ADELE}:\\Calendar",),
    "MailboxJunkEmailConfiguration": (ADELE,),
    "MailboxMessageConfiguration": (ADELE,),
    "MailboxPermission": (ADELE,),
    "DnssecForVerifiedDomain": ("contoso.com",),
    "ManagementRoleEntry": ("Mail Recipients\\Set-Mailbox",),
    "RoleGroupMember": ("Help Desk",),
    "TenantAllowBlockListItems": ({"ListType": "Sender"}, {"ListType": "Url"}),
}
MOST = 25
# The others are members of what test_families.py makes.
MEMBERS = {"ComplianceCaseMember", "DistributionGroupMember", "PublicFolderClientPermission", "UnifiedGroupLinks"}
KINDS = sorted({kind for kinds in KINDS_OF.values() for kind in kinds} - MEMBERS)


@pytest.fixture(scope="module")
def everywhere(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session for both services."""
    desk = Desk(shared_box, tmp_path_factory.mktemp("both"))
    desk.connect(service=["exchange", "compliance"])
    yield desk
    desk.disconnect()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_gathered_and_applied_again_is_unchanged(everywhere: Desk, box: Box, kind: str) -> None:
    for place in PLACES.get(kind, (None,)):
        gathered = everywhere.resources(kind=kind, **({} if place is None else {"identity": place}))
        assert not gathered.get("failed"), gathered["msg"]
        assert gathered["resources"] or kind in NONE_YET
        for one in gathered["resources"][:MOST]:
            again = everywhere.resource(**one, context={"check_mode": True})
            assert not again.get("failed"), (one["identity"], again["msg"])
            assert (again["found"], again["changes"], again["steps"]) == (True, [], []), one["identity"]
            assert (again["changed"], again["unverifiable"]) == (False, []), one["identity"]
