# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rules of the policies of Security & Compliance, which belong to one policy for good, and alerts."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Rule

_GONE = {"Mode": "PendingDeletion"}
# Lists are shown as one text with commas, conditions as lists of keys and values. The first pattern that fits decides.
_CONDITIONS: Mapping[str, Rule] = {
    "*ContainsWords": "words",
    "*MatchesWords": "words",
    "*MatchesPatterns": "words",
    "*DomainIs": "words",
    "*ContainsSensitiveInformation": "objects",
    "AdvancedRule": "json",
    "Policy": "name",
}
# A rule has its conditions in one text, or one by one; those go together.
_ADVANCED_OR_PLAIN = (
    ("AdvancedRule", "ContentContainsSensitiveInformation"),
    ("AdvancedRule", "ExceptIfContentContainsSensitiveInformation"),
)

FAMILIES: Mapping[str, Facts] = {
    "DlpComplianceRule": {
        "shown_as": {"Policy": "ParentPolicyName"},
        "compare": {
            # Attributes and headers are maps, although named as lists of words.
            **dict.fromkeys(
                (
                    "*ADAttributeContainsWords",
                    "*ADAttributeMatchesPatterns",
                    "*HeaderContainsWords",
                    "*HeaderMatchesPatterns",
                ),
                "object",
            ),
            **_CONDITIONS,
            "*ContentFileTypeMatches": "words",
            "GenerateAlert": "words",
            "GenerateIncidentReport": "words",
            "IncidentReportContent": "words",
            "NotifyAllowOverride": "words",
            "NotifyUser": "words",
            "NotifyEmailCustomText": "exact",
            "NotifyPolicyTipCustomText": "exact",
        },
        "write_only": ["ImmutableId", "ValidateRule"],
        "exclusive": _ADVANCED_OR_PLAIN,
        "alone": [["Priority"]],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"Policy": "DlpCompliancePolicy"},
        "sources": [
            "Microsoft365DSC SCDLPComplianceRule",
            "CIPP ConvertTo-CIPPSensitiveInformationType",
            "a tenant's capture of 2026",
        ],
    },
    "AutoSensitivityLabelRule": {
        "shown_as": {"Policy": "ParentPolicyName"},
        "compare": {"*HeaderMatchesPatterns": "object", **_CONDITIONS, "Workload": "words"},
        "write_only": ["ImmutableId"],
        "exclusive": _ADVANCED_OR_PLAIN,
        "alone": [["Priority"]],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"Policy": "AutoSensitivityLabelPolicy"},
        "sources": ["Microsoft365DSC SCAutoSensitivityLabelRule"],
    },
    "RetentionComplianceRule": {
        # The policy is shown by its GUID alone.
        "compare": {
            "ApplyComplianceTag": "name",
            "PublishComplianceTag": "name",
            "Policy": "name",
            "ContentContainsSensitiveInformation": "objects",
            "ExcludedItemClasses": "set",
            "RetentionDuration": "days",
        },
        "gone": _GONE,
        "wait": 60,
        "refers_to": {
            "ApplyComplianceTag": "ComplianceTag",
            "Policy": "RetentionCompliancePolicy",
            "PublishComplianceTag": "ComplianceTag",
        },
        "sources": ["Microsoft365DSC SCRetentionComplianceRule"],
    },
    "ProtectionAlert": {
        "compare": {
            "AlertBy": "words",
            "AlertFor": "words",
            "Filter": "exact",
            "NotificationCulture": "culture",
            "NotifyUser": "set",
            "NotifyUserSuppressionExpiryDate": "date",
            "Operation": "words",
        },
        "with_each": {"remove": {"ForceDeletion": True}},
        "protected": [{"property": "IsSystemRule", "equals": True, "reason": "Microsoft made it"}],
        "gone": _GONE,
        "sources": ["Microsoft365DSC SCProtectionAlert", "module rows of 2026"],
    },
}
