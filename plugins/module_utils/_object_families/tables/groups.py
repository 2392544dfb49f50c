# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Groups: for distribution, by a filter, of Microsoft 365, and what of them is kept in their directory entry."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts
from ._addressed import ADDRESSED, ADDRESSES_APART, ONE_OF_TWO, WHO_REFERS
from ._filtered import FILTER_OR_CONDITIONS, FILTERED, WITH_KINDS

_WITH_ITS_OWNER = "it comes and goes with the group that it describes"

FAMILIES: Mapping[str, Facts] = {
    "DistributionGroup": {
        "address_as": "PrimarySmtpAddress",
        "compare": {
            **ADDRESSED,
            "PrimarySmtpAddress": "address",
            "ManagedBy": "recipients",
            "Members": "recipients",
            "Description": "set",
        },
        "shown_as": {"Type": "RecipientTypeDetails", "RoomList": "RecipientTypeDetails"},
        "shown_values": {
            "Type": {
                "MailUniversalDistributionGroup": "Distribution",
                "MailUniversalSecurityGroup": "Security",
                "RoomList": "Distribution",
            },
            "RoomList": {
                "RoomList": True,
                "MailUniversalDistributionGroup": False,
                "MailUniversalSecurityGroup": False,
            },
        },
        "create_only": ["CopyOwnerToMember", "Notes", "OrganizationalUnit", "Type"],
        "write_only": ["CopyOwnerToMember", "IgnoreNamingPolicy", "Notes", "OrganizationalUnit"],
        # Else only an owner of the group may change it.
        "with_each": {
            "change": {"BypassSecurityGroupManagerCheck": True},
            "remove": {"BypassSecurityGroupManagerCheck": True},
        },
        "kept_by": {"Members": {"kind": "DistributionGroupMember", "owner": "Identity", "entry": "Member"}},
        "alone": ADDRESSES_APART,
        "exclusive": ONE_OF_TWO,
        "wait": 60,
        "refers_to": {**WHO_REFERS, "ManagedBy": "Recipient", "Members": "Recipient"},
        "sources": ["Microsoft365DSC EXODistributionGroup", "Microsoft's page of New-DistributionGroup"],
    },
    "DynamicDistributionGroup": {
        "address_as": "PrimarySmtpAddress",
        "compare": {
            **ADDRESSED,
            "PrimarySmtpAddress": "address",
            "ManagedBy": "recipient",
            **FILTERED,
            "RecipientContainer": "name",
        },
        "write_only": ["OrganizationalUnit"],
        "companions": WITH_KINDS,
        "exclusive": [*ONE_OF_TWO, *FILTER_OR_CONDITIONS],
        "alone": ADDRESSES_APART,
        "wait": 60,
        "refers_to": {**WHO_REFERS, "ManagedBy": "Recipient"},
        "sources": ["Microsoft's pages of New- and Set-DynamicDistributionGroup"],
    },
    "UnifiedGroup": {
        "address_as": "PrimarySmtpAddress",
        "create_as": {"Identity": "DisplayName"},
        "matched_by": {
            "Identity": [
                "Identity",
                "Name",
                "Alias",
                "PrimarySmtpAddress",
                "DisplayName",
                "Guid",
                "Id",
                "ExchangeGuid",
                "ExchangeObjectId",
                "ExternalDirectoryObjectId",
                "DistinguishedName",
            ]
        },
        # Its identity is a name with a number of the service's own, or an object ID.
        "addressed_by": ["ExternalDirectoryObjectId", "Guid"],
        "read_with": {"IncludeAllProperties": True},
        "compare": {
            "AcceptMessagesOnlyFrom*": "recipients",
            "RejectMessagesFrom*": "recipients",
            "GrantSendOnBehalfTo": "recipients",
            "ModeratedBy": "recipients",
            "EmailAddresses": "addresses",
            "PrimarySmtpAddress": "address",
            "MailTip": "html",
            "MailTipTranslations": "translations",
            "DisplayName": "exact",
            "Notes": "exact",
            "CustomAttribute*": "exact",
            "Language": "culture",
            "MaxSendSize": "size",
            "MaxReceiveSize": "size",
            "AuditLogAgeLimit": "span",
            "SensitivityLabelId": "guid",
            "DataEncryptionPolicy": "name",
        },
        "shown_as": {"UnifiedGroupWelcomeMessageEnabled": "WelcomeMessageEnabled"},
        "create_only": [
            "ConvertClosedDlToPrivateGroup",
            "DeleteDlAfterMigration",
            "DlIdentity",
            "ExecutingUser",
            "ExoErrorAsWarning",
            "HiddenGroupMembershipEnabled",
            "Name",
            "Owner",
            "SuppressWarmupMessage",
        ],
        "write_only": ["DlIdentity", "ExecutingUser", "Owner"],
        # Owners are members first, so the members come first here.
        "kept_by": {
            "Members": {
                "kind": "UnifiedGroupLinks",
                "owner": "Identity",
                "entry": "Links",
                "fixed": {"LinkType": "Members"},
            },
            "ManagedBy": {
                "kind": "UnifiedGroupLinks",
                "owner": "Identity",
                "entry": "Links",
                "fixed": {"LinkType": "Owners"},
            },
        },
        "alone": [("PrimarySmtpAddress",), ("EmailAddresses",)],
        "wait": 60,
        "refers_to": {
            "AcceptMessagesOnlyFromSendersOrMembers": "Recipient",
            "RejectMessagesFromSendersOrMembers": "Recipient",
            "GrantSendOnBehalfTo": "Recipient",
            "ModeratedBy": "Recipient",
            "ManagedBy": "Recipient",
            "Members": "Recipient",
        },
        "sources": ["Microsoft365DSC EXOGroupSettings", "CIPP", "live rows of 2026"],
    },
    "Group": {
        "compare": {"ManagedBy": "recipients", "WindowsEmailAddress": "address"},
        "with_each": {"change": {"BypassSecurityGroupManagerCheck": True}},
        "never_present": _WITH_ITS_OWNER,
        "never_absent": _WITH_ITS_OWNER,
        "refers_to": {"ManagedBy": "Recipient"},
        "sources": ["Microsoft's page of Set-Group", "live rows of 2026"],
    },
}
