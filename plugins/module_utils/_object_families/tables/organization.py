# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Settings that an organization has one of, branding of encrypted mail, and endpoints of migrations."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_ONE = "an organization has exactly one"
# Each is refused beside another.
_MAIL_TIPS = (
    "MailTipsAllTipsEnabled", "MailTipsExternalRecipientsTipsEnabled", "MailTipsGroupMetricsEnabled",
    "MailTipsLargeAudienceThreshold", "MailTipsMailboxSourcedTipsEnabled",
)  # fmt: skip
# A set of parameters of their own in Microsoft's page.
_SHORTER_EVENTS = (
    "ShortenEventScopeDefault", "DefaultMinutesToReduceLongEventsBy", "DefaultMinutesToReduceShortEventsBy",
)  # fmt: skip
_TYPES_OF_ENDPOINTS = (
    "Autodiscover", "Compliance", "ExchangeOutlookAnywhere", "ExchangeRemoteMove", "Gmail", "IMAP", "PublicFolder",
    "PublicFolderToUnifiedGroup",
)  # fmt: skip

# What is written as a truth and read as a word.
_STATES = {
    "DelayedDelicensingEnabled": "DelayedDelicensingEnabledState",
    "EndUserMailNotificationForDelayedDelicensingEnabled": "EndUserMailNotificationForDelayedDelicensingState",
    "TenantAdminNotificationForDelayedDelicensingEnabled": "TenantAdminNotificationForDelayedDelicensingState",
}

FAMILIES: Mapping[str, Facts] = {
    "OrganizationConfig": {
        "identity": [],
        "shown_as": {"AutoExpandingArchive": "AutoExpandingArchiveEnabled", **_STATES},
        "shown_values": {name: {"Enabled": True, "Disabled": False} for name in _STATES},
        "one_way": ["AutoExpandingArchive"],
        "compare": {
            "DefaultAuthenticationPolicy": "name",
            "DefaultPublicFolderIssueWarningQuota": "size",
            "DefaultPublicFolderMaxItemSize": "size",
            "DefaultPublicFolderProhibitPostQuota": "size",
            "DistributionGroupNameBlockedWordsList": "set",
            "EwsAllowList": "set",
            "EwsAllowedAppIDs": "words",
            "EwsBlockList": "set",
            "ExchangeNotificationRecipients": "set",
            "HierarchicalAddressBookRoot": "recipient",
            "RemotePublicFolderMailboxes": "names",
            # No boolean: it says whether folders are here (Local) or elsewhere (Remote).
            "PublicFoldersEnabled": "text",
        },
        # Live rows have a boolean in its place.
        "write_only": ["RecipientDelimiters"],
        "exclusive": [["EwsAllowList", "EwsBlockList"]],
        "alone": [_SHORTER_EVENTS, *([name] for name in _MAIL_TIPS)],
        "never_absent": _ONE,
        "refers_to": {
            "DefaultAuthenticationPolicy": "AuthenticationPolicy",
            "HierarchicalAddressBookRoot": "Recipient",
        },
        "sources": [
            "Microsoft365DSC EXOOrganizationConfig and EXOMailTips",
            "live rows of 2026 (null: not configured)",
            "Microsoft's page of Set-OrganizationConfig",
        ],
    },
    "TransportConfig": {
        "identity": [],
        "compare": {
            "ExternalDsnDefaultLanguage": "culture",
            "InternalDsnDefaultLanguage": "culture",
            "MessageExpiration": "span",
            "ExternalPostmasterAddress": "address",
            "JournalingReportNdrTo": "address",
        },
        "never_absent": _ONE,
        "sources": ["Microsoft365DSC EXOTransportConfig", "live rows of 2026"],
    },
    "AdminAuditLogConfig": {
        "identity": [],
        "never_absent": _ONE,
        "sources": ["CIPP New-ExoRequest (a mailbox of its own is asked)", "live rows of 2026"],
    },
    "IRMConfiguration": {
        "identity": [],
        "compare": {"LicensingLocation": "set"},
        "never_absent": _ONE,
        "sources": ["Microsoft365DSC EXOIRMConfiguration", "live rows of 2026"],
    },
    "ResourceConfig": {
        "identity": [],
        "compare": {"ResourcePropertySchema": "set"},
        "never_absent": _ONE,
        "sources": ["Microsoft365DSC EXOResourceConfiguration", "live rows of 2026"],
    },
    "MigrationConfig": {
        "identity": [],
        "write_only": ["Partition"],
        "never_absent": _ONE,
        "sources": ["live rows of 2026"],
    },
    "RegulatoryComplianceUI": {
        "identity": [],
        "never_absent": _ONE,
        "sources": ["Microsoft's page of Set-RegulatoryComplianceUI"],
    },
    "OMEConfiguration": {
        "listed": True,
        "matched_by": {"Identity": ["Identity", "TemplateName"]},
        "shown_as": {"ExternalMailExpiryInDays": "ExternalMailExpiryInterval"},
        "compare": {
            "ExternalMailExpiryInDays": "days",
            "DisclaimerText": "exact",
            "EmailText": "exact",
            "IntroductionText": "exact",
            "PortalText": "exact",
            "ReadButtonText": "exact",
        },
        "write_only": ["Image"],
        "protected": [
            {"property": "Identity", "equals": "OME Configuration", "reason": "it is the organization's default"}
        ],
        "sources": ["Microsoft365DSC EXOOMEConfiguration", "live rows of 2026"],
    },
    "MigrationEndpoint": {
        # The type is a switch where one is made, and a word where it is read.
        "switches": {"EndpointType": {name: name for name in _TYPES_OF_ENDPOINTS}},
        "create_only": ["EmailAddress", "EndpointType", "OAuthCode", "ProgressAction", "RedirectUri", "RemoteTenant"],
        "write_only": [
            "AppSecretKeyVaultUrl",
            "Credentials",
            "EmailAddress",
            "OAuthCode",
            "ServiceAccountKeyFileData",
            "SkipVerification",
            "TestMailbox",
        ],
        "compare": {"EndpointType": "text"},
        "sources": ["Microsoft365DSC EXOMigrationEndpoint"],
    },
}
