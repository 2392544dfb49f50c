# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exo_resource_info gives for the objects of a tenant, applied to the same tenant, changes nothing.

Check mode compares as a run does, and would tell each write; so a difference is seen without being made.
``make test`` takes some objects of each kind of one tenant of the box, ``make test-all`` all of them of each tenant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._object_families.tables.all_families import KINDS_OF
from support.box import Box
from support.desk import Desk
from support.extent import choose

Result = dict[str, Any]


# A tenant of the box begins without objects of these; test_families.py makes some and applies them again.
NONE_YET = frozenset((
    "ATPProtectionPolicyRule", "ActiveSyncDeviceAccessRule", "AddressBookPolicy", "AntiPhishRule",
    "AppRetentionCompliancePolicy", "AppRetentionComplianceRule", "ApplicationAccessPolicy", "AuthenticationPolicy",
    "AutoSensitivityLabelPolicy", "AutoSensitivityLabelRule", "AvailabilityAddressSpace", "AvailabilityConfig",
    "CaseHoldPolicy", "CaseHoldRule", "ClassificationRuleCollection", "ComplianceCase", "ComplianceCaseMember",
    "ComplianceRetentionEventType", "ComplianceSearch", "ComplianceSecurityFilter", "ComplianceTag", "Contact",
    "DataEncryptionPolicy", "DeviceConditionalAccessPolicy", "DeviceConditionalAccessRule",
    "DeviceConfigurationPolicy", "DeviceConfigurationRule", "DistributionGroup",
    "DistributionGroupMember", "DlpCompliancePolicy", "DlpComplianceRule", "DlpEdmSchema",
    "DlpSensitiveInformationTypeRulePackage", "DnssecForVerifiedDomain", "DynamicDistributionGroup",
    "EOPProtectionPolicyRule", "ExoPhishSimOverrideRule", "ExoSecOpsOverrideRule", "FilePlanPropertyAuthority",
    "FilePlanPropertyCategory", "FilePlanPropertyCitation", "FilePlanPropertyDepartment",
    "FilePlanPropertyReferenceId", "FilePlanPropertySubCategory", "Group", "HostedContentFilterRule",
    "HostedOutboundSpamFilterRule", "IPv6ForAcceptedDomain", "InboundConnector", "InboxRule",
    "InsiderRiskEntityList", "InsiderRiskPolicy",
    "IntraOrganizationConnector", "JournalRule", "Label", "LabelPolicy", "MailContact", "MailUser",
    "MailboxIRMAccess", "MailboxPermission", "MalwareFilterRule", "ManagementScope", "MessageClassification",
    "MigrationEndpoint", "OnPremisesOrganization", "OrganizationRelationship", "OutboundConnector",
    "PartnerApplication", "Place", "PolicyTipConfig", "PublicFolder", "PublicFolderClientPermission",
    "RecipientPermission",
    "ReportSubmissionPolicy", "ReportSubmissionRule", "RetentionCompliancePolicy", "RetentionComplianceRule",
    "SafeAttachmentRule", "SafeLinksRule", "ServicePrincipal", "SmtpDaneInbound", "SupervisoryReviewPolicyV2",
    "SupervisoryReviewRule", "SweepRule", "TenantAllowBlockListItems", "TenantAllowBlockListSpoofItems",
    "TransportRule", "UnifiedAuditLogRetentionPolicy", "UnifiedGroup", "UnifiedGroupLinks", "eDiscoveryCaseAdmin",
))  # fmt: skip
ADELE = "AdeleV@<tenant>"
# What the clouds of the box's tenants are called.
ENVIRONMENTS = ("O365Default", "O365USGovGCCHigh", "O365China")
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
    "MailboxIRMAccess": (ADELE,),
    "MailboxPermission": (ADELE,),
    "DnssecForVerifiedDomain": ("contoso.com",),
    "ManagementRoleEntry": ("Mail Recipients\\Set-Mailbox",),
    "RoleGroupMember": ("Help Desk",),
    "TenantAllowBlockListItems": ({"ListType": "Sender"}, {"ListType": "Url"}),
}
MOST = choose(4, 100_000)  # of a kind
# The others are members of what test_families.py makes.
MEMBERS = {"ComplianceCaseMember", "DistributionGroupMember", "PublicFolderClientPermission", "UnifiedGroupLinks"}
KINDS = sorted({kind for kinds in KINDS_OF.values() for kind in kinds} - MEMBERS)


@pytest.fixture(scope="module", params=range(choose(1, 3)), ids="tenant {}".format)
def everywhere(
    request: pytest.FixtureRequest, shared_box: Box, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A session for both services of a tenant."""
    tenant = shared_box.tenants[request.param]
    application = tenant.applications[0]
    desk = Desk(shared_box, tmp_path_factory.mktemp("both"))
    desk.environ |= {"EXO_ORGANIZATION": tenant.organization, "EXO_APP_ID": application.app_id}
    desk.environ |= {"EXO_CLIENT_SECRET": application.client_secret}
    desk.connect(service=["exchange", "compliance"], environment=ENVIRONMENTS[request.param])
    yield desk
    desk.disconnect()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_gathered_and_applied_again_is_unchanged(everywhere: Desk, box: Box, kind: str) -> None:
    for place in PLACES.get(kind, (None,)):
        where = place.replace("<tenant>", everywhere.environ["EXO_ORGANIZATION"]) if isinstance(place, str) else place
        gathered = everywhere.resources(kind=kind, **({} if where is None else {"identity": where}))
        assert not gathered.get("failed"), gathered["msg"]
        assert gathered["resources"] or kind in NONE_YET
        for one in gathered["resources"][:MOST]:
            again = everywhere.resource(**one, context={"check_mode": True})
            assert not again.get("failed"), (one["identity"], again["msg"])
            assert (again["found"], again["changes"], again["steps"]) == (True, [], []), one["identity"]
            assert (again["changed"], again["unverifiable"]) == (False, []), one["identity"]
            assert not again.get("unknown"), (one["identity"], again["unknown"])


def test_unknown_is_what_a_read_does_not_show_for_once(everywhere: Desk, box: Box) -> None:
    """A failure that names it, and nothing written: it counts neither as equal nor as different."""
    (one, *_more) = everywhere.resources(kind="RemoteDomain")["resources"]
    (row, *_more) = everywhere.run(cmdlet="Get-RemoteDomain")["objects"]
    body = {"value": [{name: value for name, value in row.items() if name != "NDREnabled"}]}
    box.control.fault("status", match={"cmdlet": "get-remotedomain"}, times=0, status=200, body=body)
    result = everywhere.resource(**one)
    assert result["failed"], result
    assert result["error"]["documentation"].endswith("#property-not-shown")
    assert "NDREnabled" in result["msg"]
    assert (result["changed"], result["steps"]) == (False, [])


def test_a_right_to_send_is_gathered_at_the_mailbox_that_it_is_on(desk: Desk) -> None:
    """Its row has an address too, the trustee's (live rows of 2026): taken for the mailbox's, a copy of the tenant
    would have given everybody a right on the own mailbox and nobody one on another."""
    right = {"Identity": "LeeG@contoso.com", "Trustee": "MeganB@contoso.com"}
    granted = desk.resource(kind="RecipientPermission", identity=right, properties={"AccessRights": ["SendAs"]})
    assert "failed" not in granted, granted["msg"]
    told = desk.resources(kind="RecipientPermission")["resources"]
    (found,) = (one["identity"] for one in told if one["identity"]["Trustee"] == right["Trustee"])
    assert found["Identity"] != right["Trustee"]
    again = desk.resource(kind="RecipientPermission", identity=found, state="absent")
    assert (again["found"], again["changed"]) == (True, True)
    assert desk.resource(kind="RecipientPermission", identity=right, state="absent")["changed"] is False
