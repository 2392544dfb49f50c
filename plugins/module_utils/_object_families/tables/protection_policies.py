# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Policies of protection: against spam, malware and phishing, of links and attachments, and of quarantine."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Protected

_PRESET = "it belongs to a preset policy, which its rule switches on and off"
_PROTECTED: tuple[Protected, ...] = (
    {"property": "IsDefault", "equals": True, "reason": "it is the organization's default"},
    {"property": "IsBuiltInProtection", "equals": True, "reason": "Microsoft made it"},
    {"property": "RecommendedPolicyType", "equals": "Standard", "reason": _PRESET},
    {"property": "RecommendedPolicyType", "equals": "Strict", "reason": _PRESET},
)
_QUARANTINE = "QuarantinePolicy"
_OF_QUARANTINE = (
    "AdminOnlyAccessPolicy", "DefaultFullAccessPolicy", "DefaultFullAccessWithNotificationPolicy", "DefaultGlobalTag",
    "NotificationEnabledPolicy",
)  # fmt: skip
_OF_LANGUAGES = ("EsnCustomSubject", "MultiLanguageCustomDisclaimer", "MultiLanguageSenderName", "MultiLanguageSetting")

FAMILIES: Mapping[str, Facts] = {
    "HostedContentFilterPolicy": {
        "listed": True,
        "shown_as": {"MakeDefault": "IsDefault"},
        "one_way": ["MakeDefault"],
        "compare": {
            "AllowedSenders": "set",
            "AllowedSenderDomains": "set",
            "BlockedSenders": "set",
            "BlockedSenderDomains": "set",
            "LanguageBlockList": "set",
            "RegionBlockList": "set",
            "RedirectToRecipients": "set",
            "TestModeBccToRecipients": "set",
            "AddXHeaderValue": "exact",
            "ModifySubjectValue": "exact",
        },
        # Superseded by the policies of quarantine: taken, and shown no more.
        "write_only": [
            "EnableEndUserSpamNotifications",
            "EndUserSpamNotificationCustomFromAddress",
            "EndUserSpamNotificationCustomFromName",
            "EndUserSpamNotificationCustomSubject",
            "EndUserSpamNotificationFrequency",
            "EndUserSpamNotificationLanguage",
            "EndUserSpamNotificationLimit",
        ],
        "protected": _PROTECTED,
        "refers_to": dict.fromkeys(
            (
                "BulkQuarantineTag",
                "HighConfidencePhishQuarantineTag",
                "HighConfidenceSpamQuarantineTag",
                "PhishQuarantineTag",
                "SpamQuarantineTag",
            ),
            _QUARANTINE,
        ),
        "sources": ["Microsoft365DSC EXOHostedContentFilterPolicy", "live rows of 2026"],
    },
    "HostedConnectionFilterPolicy": {
        "identity": [],
        "fixed_identity": "Default",
        "shown_as": {"MakeDefault": "IsDefault"},
        "one_way": ["MakeDefault"],
        "compare": {"IPAllowList": "set", "IPBlockList": "set"},
        "write_only": ["ConfigurationXmlRaw"],
        "cmdlets": {"create": None, "remove": None},
        "never_present": "an organization has exactly one",
        "never_absent": "an organization has exactly one",
        "sources": ["Microsoft365DSC EXOHostedConnectionFilterPolicy", "live rows of 2026"],
    },
    "HostedOutboundSpamFilterPolicy": {
        # Its read is documented to want an identity, and does without.
        "listed": True,
        "compare": {"BccSuspiciousOutboundAdditionalRecipients": "set", "NotifyOutboundSpamRecipients": "set"},
        "with_each": {"remove": {"Force": True}},
        "protected": _PROTECTED,
        "sources": ["Microsoft365DSC EXOHostedOutboundSpamFilterPolicy", "live rows of 2026"],
    },
    "MalwareFilterPolicy": {
        "listed": True,
        "shown_as": {"MakeDefault": "IsDefault"},
        "one_way": ["MakeDefault"],
        "compare": {
            "FileTypes": "set",
            "*Address": "address",
            "Custom*Body": "exact",
            "Custom*Subject": "exact",
            "CustomFromName": "exact",
        },
        "protected": _PROTECTED,
        "refers_to": {"QuarantineTag": _QUARANTINE},
        "sources": ["Microsoft365DSC EXOMalwareFilterPolicy", "live rows of 2026"],
    },
    "AntiPhishPolicy": {
        "listed": True,
        "shown_as": {"MakeDefault": "IsDefault"},
        "one_way": ["MakeDefault"],
        "compare": {
            # One text each, although they are documented as lists.
            "TargetedDomainProtectionAction": "text",
            "TargetedUserProtectionAction": "text",
            "TargetedUsersToProtect": "people",
            "TargetedDomainsToProtect": "set",
            "ExcludedDomains": "set",
            "ExcludedSenders": "set",
            "*ActionRecipients": "set",
        },
        "write_only": ["SimilarUsersSafetyTipsCustomText", "UnusualCharactersSafetyTipsCustomText"],
        "with_each": {"remove": {"Force": True}},
        "protected": _PROTECTED,
        "refers_to": dict.fromkeys(
            (
                "MailboxIntelligenceQuarantineTag",
                "SpoofQuarantineTag",
                "TargetedDomainQuarantineTag",
                "TargetedUserQuarantineTag",
            ),
            _QUARANTINE,
        ),
        "sources": [
            "Microsoft365DSC EXOAntiPhishPolicy",
            "terraprovider (two types that Microsoft's pages have wrong)",
            "live rows of 2026",
        ],
    },
    "SafeLinksPolicy": {
        "shown_as": {"MakeBuiltInProtection": "IsBuiltInProtection"},
        "compare": {
            "DoNotRewriteUrls": "set",
            "LocalizedNotificationTextList": "pairs",
            "CustomNotificationText": "exact",
        },
        "write_only": ["UseTranslatedNotificationText", "UseTranslatedUrlText"],
        "protected": _PROTECTED,
        "sources": [
            "Microsoft365DSC EXOSafeLinksPolicy",
            "CIPP Invoke-CIPPStandardSafeLinksPolicy",
            "live rows of 2026",
        ],
    },
    "SafeAttachmentPolicy": {
        "listed": True,
        "shown_as": {"MakeBuiltInProtection": "IsBuiltInProtection"},
        "compare": {"RedirectAddress": "address"},
        "with_each": {"remove": {"Force": True}},
        "protected": _PROTECTED,
        "refers_to": {"QuarantineTag": _QUARANTINE},
        "sources": ["Microsoft365DSC EXOSafeAttachmentPolicy", "live rows of 2026"],
    },
    "QuarantinePolicy": {
        "listed": True,
        # The one of the whole organization, with its notifications, is shown to who asks for its type.
        "read_kinds": [{"QuarantinePolicyType": "GlobalQuarantinePolicy"}],
        # An identity may have the tenant in front, "contoso.onmicrosoft.com\\Name".
        "matched_by": {"Identity": ["Name", "Identity", "Guid", "Id", "ExchangeObjectId", "DistinguishedName"]},
        "addressed_by": ["Identity"],
        "shown_as": {"EndUserQuarantinePermissionsValue": "EndUserQuarantinePermissions"},
        "compare": {
            "EndUserQuarantinePermissionsValue": "bits",
            "EndUserSpamNotificationFrequency": "span",
            "AdminQuarantinePermissionsList": "set",
            # What is said in each language stands in the order of the languages.
            **dict.fromkeys(_OF_LANGUAGES, "ordered"),
        },
        "companions": {name: [companion for companion in _OF_LANGUAGES if companion != name] for name in _OF_LANGUAGES},
        "protected": [{"property": "Name", "equals": name, "reason": "Microsoft made it"} for name in _OF_QUARANTINE],
        "sources": [
            "Microsoft365DSC EXOQuarantinePolicy",
            "CIPP Invoke-CIPPStandardGlobalQuarantineNotifications and Convert-QuarantinePermissionsValue",
        ],
    },
}
