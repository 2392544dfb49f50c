# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Policies that mailboxes are given: of Outlook on the web, devices, sharing and retention."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

FAMILIES: Mapping[str, Facts] = {
    "OwaMailboxPolicy": {
        # New- takes the name and whether it is the default, Set- at once the rest.
        "listed": True,
        "one_way": ["IsDefault"],
        "shown_as": {"DisableFacebook": "FacebookEnabled"},
        "shown_values": {"DisableFacebook": {"True": False, "False": True}},
        "compare": {
            "ActionForUnknownFileAndMIMETypes": "text",
            "*FileTypes": "set",
            "*MimeTypes": "set",
            "AllowedOrganizationAccountDomains": "set",
        },
        "sources": ["Microsoft365DSC EXOOwaMailboxPolicy", "live rows of 2026 (null: not configured)"],
    },
    "MobileDeviceMailboxPolicy": {
        "listed": True,
        "compare": {
            "ApprovedApplicationList": "set",
            "UnapprovedInROMApplicationList": "set",
            "DevicePolicyRefreshInterval": "span",
            "MaxInactivityTimeLock": "span",
            "PasswordExpiration": "span",
            "MaxAttachmentSize": "size",
            "*TruncationSize": "number",
            "MaxPasswordFailedAttempts": "number",
        },
        "sources": ["Microsoft365DSC EXOMobileDeviceMailboxPolicy", "live rows of 2026"],
    },
    "SharingPolicy": {
        "listed": True,
        "one_way": ["Default"],
        "compare": {"Domains": "actions"},
        "protected": [{"property": "Default", "equals": True, "reason": "it is the organization's default"}],
        "sources": ["Microsoft365DSC EXOSharingPolicy", "live rows of 2026"],
    },
    "RetentionPolicy": {
        "one_way": ["IsDefault", "IsDefaultArbitrationMailbox"],
        "compare": {"RetentionPolicyTagLinks": "names", "RetentionId": "guid"},
        "with_each": {"change": {"Force": True}, "remove": {"Force": True}},
        "refers_to": {"RetentionPolicyTagLinks": "RetentionPolicyTag"},
        "sources": ["Microsoft365DSC EXORetentionPolicy", "CIPP Invoke-CIPPStandardRetentionPolicyTag"],
    },
    "RetentionPolicyTag": {
        "compare": {
            # Written as a number of days or a span, and shown as a span.
            "AgeLimitForRetention": "days",
            "LocalizedComment": "set",
            "LocalizedRetentionPolicyTagName": "set",
            "RetentionId": "guid",
        },
        # Else those that Microsoft made are not listed, and one of their names could not be made.
        "read_with": {"IncludeSystemTags": True},
        # Tags that a user picked for one mailbox are no property of the tag.
        "write_only": ["LegacyManagedFolder", "Mailbox", "OptionalInMailbox"],
        "protected": [{"property": "SystemTag", "equals": True, "reason": "Microsoft made it"}],
        "sources": ["CIPP Invoke-CIPPStandardRetentionPolicyTag", "live rows of 2026"],
    },
}
