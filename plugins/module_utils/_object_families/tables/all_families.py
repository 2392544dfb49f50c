# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which file has the table of a kind: a task loads that one, although all of them are packed with it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from ..facts_of_family import Facts

if TYPE_CHECKING:
    # Never run: Ansible packs with a module what its imports name, wherever they stand.
    from . import (  # noqa: F401
        access_and_hybrid,
        address_books,
        audit_and_review,
        compliance_policies,
        compliance_rules,
        domains,
        groups,
        labels_and_cases,
        mail_flow,
        mailbox_policies,
        mailbox_rules,
        mailbox_settings,
        organization,
        permissions_and_members,
        protection_policies,
        protection_rules,
        protection_settings,
        public_folders,
        recipients,
        roles,
    )

# The kinds of each file, in Microsoft's spelling.
KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "access_and_hybrid": (
        "ActiveSyncDeviceAccessRule", "AuthenticationPolicy", "AvailabilityConfig", "DataEncryptionPolicy",
        "IntraOrganizationConnector", "OnPremisesOrganization", "OrganizationRelationship", "PartnerApplication",
    ),
    "address_books": (
        "AddressBookPolicy", "AddressList", "EmailAddressPolicy", "GlobalAddressList", "OfflineAddressBook",
    ),
    "audit_and_review": (
        "AppRetentionCompliancePolicy", "AppRetentionComplianceRule", "CaseHoldRule", "ComplianceRetentionEventType",
        "ComplianceSearch", "ComplianceSecurityFilter", "DeviceConditionalAccessPolicy",
        "DeviceConditionalAccessRule", "DeviceConfigurationPolicy", "DeviceConfigurationRule",
        "FilePlanPropertyCitation", "InsiderRiskEntityList", "InsiderRiskPolicy",
        "RecordReviewNotificationTemplateConfig", "SupervisoryReviewPolicyV2", "SupervisoryReviewRule",
        "UnifiedAuditLogRetentionPolicy",
    ),
    "compliance_policies": (
        "AutoSensitivityLabelPolicy", "CaseHoldPolicy", "DlpCompliancePolicy", "LabelPolicy",
        "RetentionCompliancePolicy",
    ),
    "compliance_rules": (
        "AutoSensitivityLabelRule", "DlpComplianceRule", "ProtectionAlert", "RetentionComplianceRule",
    ),
    "domains": (
        "AcceptedDomain", "DkimSigningConfig", "DnssecForVerifiedDomain", "IPv6ForAcceptedDomain", "SmtpDaneInbound",
    ),
    "groups": ("DistributionGroup", "DynamicDistributionGroup", "Group", "UnifiedGroup"),
    "labels_and_cases": (
        "ClassificationRuleCollection", "ComplianceCase", "ComplianceTag", "DlpEdmSchema",
        "DlpSensitiveInformationTypeRulePackage", "FilePlanPropertyAuthority", "FilePlanPropertyCategory",
        "FilePlanPropertyDepartment", "FilePlanPropertyReferenceId", "FilePlanPropertySubCategory", "Label",
    ),
    "mail_flow": (
        "ArcConfig", "ExternalInOutlook", "InboundConnector", "JournalRule", "OutboundConnector", "PerimeterConfig",
        "RemoteDomain", "TransportRule",
    ),
    "mailbox_policies": (
        "MobileDeviceMailboxPolicy", "OwaMailboxPolicy", "RetentionPolicy", "RetentionPolicyTag", "SharingPolicy",
    ),
    "mailbox_rules": ("InboxRule", "SweepRule"),
    "mailbox_settings": (
        "CalendarProcessing", "CASMailbox", "CASMailboxPlan", "Clutter", "FocusedInbox",
        "MailboxAuditBypassAssociation", "MailboxAutoReplyConfiguration", "MailboxCalendarConfiguration",
        "MailboxCalendarFolder", "MailboxJunkEmailConfiguration", "MailboxMessageConfiguration", "MailboxPlan",
        "MailboxRegionalConfiguration",
    ),
    "organization": (
        "AdminAuditLogConfig", "IRMConfiguration", "MigrationConfig", "MigrationEndpoint", "OMEConfiguration",
        "OrganizationConfig", "RegulatoryComplianceUI", "ResourceConfig", "TransportConfig",
    ),
    "permissions_and_members": (
        "ComplianceCaseMember", "DistributionGroupMember", "eDiscoveryCaseAdmin", "MailboxFolderPermission",
        "MailboxIRMAccess", "MailboxPermission", "PublicFolderClientPermission", "RecipientPermission",
        "RoleGroupMember", "UnifiedGroupLinks",
    ),
    "protection_policies": (
        "AntiPhishPolicy", "HostedConnectionFilterPolicy", "HostedContentFilterPolicy",
        "HostedOutboundSpamFilterPolicy", "MalwareFilterPolicy", "QuarantinePolicy", "SafeAttachmentPolicy",
        "SafeLinksPolicy",
    ),
    "protection_rules": (
        "AntiPhishRule", "ATPProtectionPolicyRule", "EOPProtectionPolicyRule", "HostedContentFilterRule",
        "HostedOutboundSpamFilterRule", "MalwareFilterRule", "ReportSubmissionRule", "SafeAttachmentRule",
        "SafeLinksRule", "TenantAllowBlockListItems", "TenantAllowBlockListSpoofItems",
    ),
    "protection_settings": (
        "ATPBuiltInProtectionRule", "AtpPolicyForO365", "DataClassification", "EmailTenantSettings",
        "ExoPhishSimOverrideRule", "ExoSecOpsOverrideRule", "MessageClassification", "PolicyTipConfig",
        "ReportSubmissionPolicy",
    ),
    "public_folders": ("PublicFolder",),
    "recipients": (
        "Contact", "MailContact", "MailUser", "Mailbox", "Place", "User",
    ),
    "roles": (
        "ApplicationAccessPolicy", "AvailabilityAddressSpace", "ManagementRole", "ManagementRoleAssignment",
        "ManagementRoleEntry", "ManagementScope", "RoleAssignmentPolicy", "RoleGroup", "ServicePrincipal",
    ),
}  # fmt: skip
# A kind in lower case, and the file that has its table.
FILE_OF: Mapping[str, str] = {kind.lower(): file for file, kinds in KINDS_OF.items() for kind in kinds}
# A kind in lower case, and Microsoft's spelling.
SPELLED: Mapping[str, str] = {kind.lower(): kind for kinds in KINDS_OF.values() for kind in kinds}


def facts_of(kind: str) -> Facts | None:
    """What our table says of a kind, in any case; nothing where the rule from the catalogue is enough."""
    file = FILE_OF.get(kind.lower())
    if file is None:
        return None
    tables: Mapping[str, Facts] = import_module(f".{file}", __package__).FAMILIES
    return next(facts for name, facts in tables.items() if name.lower() == kind.lower())
