# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Security & Compliance besides protection and retention of mail: searches, holds, reviews, audit, other apps."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_GONE = {"Mode": "PendingDeletion"}
_OF_REVIEWS = ("IsCustomizedNotificationTemplate", "IsCustomizedReminderTemplate")


def _rule_of_devices(policy: str, resource: str) -> Facts:
    """The one rule of a policy, which the service gives a name of its own and shows with the policy's GUID."""
    return {
        "identity": ["Policy"],
        "listed": True,
        "create_as": {},
        "create_only": [],
        "matched_by": {"Policy": ["Policy"]},
        "addressed_by": ["Name", "Identity"],
        # What Set- demands each time.
        "companions": {"*": ["TargetGroups"]},
        "gone": _GONE,
        "refers_to": {"Policy": policy},
        "sources": [f"Microsoft365DSC {resource}, which takes the one rule of a policy"],
    }


FAMILIES: Mapping[str, Facts] = {
    "AppRetentionCompliancePolicy": {
        "read_with": {"DistributionDetail": True},
        "compare": {"*Location": "items", "*LocationException": "items", "Applications": "set"},
        "with_each": {"change": {"Force": True}},
        "alone": [["AdaptiveScopeLocation"]],
        "one_way": ["RestrictiveRetention"],
        "write_only": ["DeletedResources", "RetryDistribution"],
        "gone": _GONE,
        "wait": 60,
        "sources": ["Microsoft's page of Set-AppRetentionCompliancePolicy"],
    },
    "AppRetentionComplianceRule": {
        "write_only": ["Policy"],
        "compare": {
            "ContentContainsSensitiveInformation": "objects",
            # Documented as a number or Unlimited; a list.
            "ExcludedItemClasses": "set",
            "RetentionDuration": "days",
        },
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"Policy": "AppRetentionCompliancePolicy"},
        "sources": ["terraprovider (a type that Microsoft's page has wrong)"],
    },
    "CaseHoldRule": {
        "write_only": ["Policy"],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"Policy": "CaseHoldPolicy"},
        "sources": ["Microsoft365DSC SCCaseHoldRule"],
    },
    "ComplianceSearch": {
        "compare": {"*Location": "set", "*LocationExclusion": "set", "HoldNames": "set", "RefinerNames": "set"},
        "write_only": ["Case"],
        "refers_to": {"Case": "ComplianceCase"},
        "sources": ["Microsoft365DSC SCComplianceSearch"],
    },
    "ComplianceSecurityFilter": {
        "identity": ["FilterName"],
        "create_as": {},
        "create_only": [],
        "matched_by": {"FilterName": ["FilterName"]},
        "compare": {"Filters": "set", "Users": "set"},
        "sources": ["Microsoft365DSC SCSecurityFilter"],
    },
    "ComplianceRetentionEventType": {
        "gone": _GONE,
        "wait": 60,
        "sources": ["Microsoft365DSC SCRetentionEventType"],
    },
    "FilePlanPropertyCitation": {
        "listed": True,
        "matched_by": {"Identity": ["DisplayName", "Name", "Identity", "Guid", "Id", "ImmutableId"]},
        "rename": "DisplayName",
        "gone": _GONE,
        "sources": ["Microsoft365DSC SCFilePlanPropertyCitation"],
    },
    "InsiderRiskEntityList": {
        # Type of a row is the class of the object, and EntitiesCount says how many there are; of 32 lists that a
        # tenant had from the start all were empty, so how entries of one's own are shown is Microsoft365DSC's word. All
        # of them together are not read: the service wants an Identity or a Type.
        "shown_as": {"Type": "ListType"},
        "create_only": ["Type"],
        "deltas": {"Entities": {"add": "AddEntities", "remove": "RemoveEntities"}},
        "with_each": {"remove": {"ForceDeletion": True}},
        "protected": [{"property": "IsSystemDefined", "equals": True, "reason": "Microsoft made it"}],
        "sources": ["Microsoft365DSC SCInsiderRiskEntityList", "rows of a tenant of September 2026"],
    },
    "InsiderRiskPolicy": {
        # Each is JSON, and a list of one where it is shown.
        "shown_as": {"TenantSetting": "TenantSettings"},
        "compare": {
            "TenantSetting": "object",
            "SessionRecordingSettings": "object",
            "Indicators": "objects",
            "ExtensibleIndicators": "objects",
        },
        "create_only": ["InsiderRiskScenario"],
        "protected": [
            {
                "property": "InsiderRiskScenario",
                "equals": "TenantSetting",
                "reason": "it has the settings of the organization",
            }
        ],
        "sources": ["Microsoft365DSC SCInsiderRiskPolicy", "rows of a tenant of September 2026"],
    },
    "RecordReviewNotificationTemplateConfig": {
        "identity": [],
        "compare": {"CustomizedNotificationDataString": "exact", "CustomizedReminderDataString": "exact"},
        "companions": {
            _OF_REVIEWS[0]: [_OF_REVIEWS[1]],
            _OF_REVIEWS[1]: [_OF_REVIEWS[0]],
            "CustomizedNotificationDataString": _OF_REVIEWS,
            "CustomizedReminderDataString": _OF_REVIEWS,
        },
        "never_absent": "an organization has exactly one",
        "sources": ["Microsoft365DSC SCRecordReviewNotificationTemplateConfig"],
    },
    "SupervisoryReviewPolicyV2": {
        "listed": True,
        "deltas": {"Reviewers": {"add": "AddReviewers", "remove": "RemoveReviewers"}},
        "compare": {"Reviewers": "set", "UserReportingWorkloads": "words"},
        "write_only": ["PolicyTemplate"],
        "gone": _GONE,
        "wait": 60,
        "sources": ["Microsoft365DSC SCSupervisoryReviewPolicy"],
    },
    "SupervisoryReviewRule": {
        "compare": {"Policy": "name", "AdvancedRule": "json", "ContentContainsSensitiveInformation": "objects"},
        "refers_to": {"Policy": "SupervisoryReviewPolicyV2"},
        "sources": ["Microsoft365DSC SCSupervisoryReviewRule"],
    },
    "UnifiedAuditLogRetentionPolicy": {
        "listed": True,
        "compare": {"Operations": "words", "RecordTypes": "words", "UserIds": "words"},
        # What Set- demands each time.
        "companions": {"*": ["Priority", "RetentionDuration"]},
        "gone": _GONE,
        "sources": ["Microsoft365DSC SCUnifiedAuditLogRetentionPolicy"],
    },
    "DeviceConditionalAccessPolicy": {
        "write_only": ["RetryDistribution"],
        "gone": _GONE,
        "sources": ["Microsoft365DSC SCDeviceConditionalAccessPolicy"],
    },
    "DeviceConditionalAccessRule": _rule_of_devices("DeviceConditionalAccessPolicy", "SCDeviceConditionalAccessRule"),
    "DeviceConfigurationRule": _rule_of_devices("DeviceConfigurationPolicy", "SCDeviceConfigurationRule"),
    "DeviceConfigurationPolicy": {
        "write_only": ["RetryDistribution"],
        "gone": _GONE,
        "sources": ["Microsoft365DSC SCDeviceConfigurationPolicy"],
    },
}
