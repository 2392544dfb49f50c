# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Labels of sensitivity and retention with their plan of files, cases, and packages that come in a file."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_GONE = {"Mode": "PendingDeletion"}
_PLAN: Facts = {
    # Listed and picked by what is displayed: the name of one is a GUID of the service's.
    "listed": True,
    "matched_by": {"Identity": ["DisplayName", "Name", "Identity", "Guid", "Id", "ImmutableId"]},
    "rename": "DisplayName",
    "gone": _GONE,
}
_NAMES_OF_A_PACKAGE = ("Name", "Identity", "RuleCollectionName", "LocalizedName")

FAMILIES: Mapping[str, Facts] = {
    "Label": {
        "read_with": {"IncludeDetailedLabelActions": True},
        # New- takes an identity of its own besides, which is another system's.
        "create_as": {"Identity": "Name"},
        "create_only": [
            "EncryptionAipTemplateScopes",
            "EncryptionLinkedTemplateId",
            "EncryptionTemplateId",
            "IsLabelGroup",
        ],
        "shown_as": {"AdvancedSettings": "Settings"},
        "compare": {
            "DisplayName": "exact",
            "Tooltip": "exact",
            "ApplyContentMarking*Text": "exact",
            "ApplyWaterMarkingText": "exact",
            "AdvancedSettings": "pairs",
            # Documented as misspelt; a list.
            "Conditions": "objects",
            "ContentType": "words",
            "LocaleSettings": "objects",
            "ParentId": "name",
        },
        "write_only": [
            "LabelActions",
            "MigrationId",
            "NextLabel",
            "PreviousLabel",
            "RemoveParentLink",
            "Setting",
            "Settings",
        ],
        "exclusive": [
            [
                "SiteAndGroupProtectionBlockAccess",
                "SiteAndGroupProtectionAllowLimitedAccess",
                "SiteAndGroupProtectionAllowFullAccess",
            ]
        ],
        # Set- alone takes it, and only when the label is there.
        "alone": [["Priority"]],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"ParentId": "Label"},
        "sources": [
            "Microsoft365DSC SCSensitivityLabel",
            "CIPP Set-CIPPSensitivityLabel",
            "terraprovider (a type that Microsoft's page has wrong)",
        ],
    },
    "ComplianceTag": {
        "shown_as": {"FilePlanProperty": "FilePlanMetadata"},
        "compare": {
            "EventType": "name",
            "FilePlanProperty": "json",
            "MultiStageReviewProperty": "json",
            "RetentionDuration": "days",
            "ReviewerEmail": "words",
        },
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"EventType": "ComplianceRetentionEventType"},
        "sources": ["Microsoft365DSC SCComplianceTag"],
    },
    "ComplianceCase": {
        # Closed and opened again by a switch each, in a call of its own.
        "switches": {"Status": {"Closed": "Close", "Active": "Reopen"}},
        "alone": [["Status"]],
        "compare": {"Status": "text"},
        "write_only": ["SecondaryCaseType", "SourceCaseType"],
        "wait": 60,
        "sources": ["Microsoft365DSC SCComplianceCase"],
    },
    "FilePlanPropertyAuthority": {**_PLAN, "sources": ["Microsoft365DSC SCFilePlanPropertyAuthority"]},
    "FilePlanPropertyCategory": {**_PLAN, "sources": ["Microsoft365DSC SCFilePlanPropertyCategory"]},
    "FilePlanPropertyDepartment": {**_PLAN, "sources": ["Microsoft365DSC SCFilePlanPropertyDepartment"]},
    "FilePlanPropertyReferenceId": {**_PLAN, "sources": ["Microsoft365DSC SCFilePlanPropertyReferenceId"]},
    "FilePlanPropertySubCategory": {
        **_PLAN,
        # The category is shown by its GUID alone.
        "compare": {"ParentId": "name"},
        "refers_to": {"ParentId": "FilePlanPropertyCategory"},
        "sources": ["Microsoft365DSC SCFilePlanPropertySubCategory"],
    },
    "ClassificationRuleCollection": {
        # The name comes from inside of the file.
        "create_as": {},
        "matched_by": {"Identity": _NAMES_OF_A_PACKAGE},
        "shown_as": {"FileData": "ClassificationRuleCollectionXml"},
        "compare": {"FileData": "xml"},
        "sources": ["Microsoft's page of New-ClassificationRuleCollection", "live rows of 2026"],
    },
    "DlpSensitiveInformationTypeRulePackage": {
        "create_as": {},
        "matched_by": {"Identity": _NAMES_OF_A_PACKAGE},
        "shown_as": {"FileData": "ClassificationRuleCollectionXml"},
        "compare": {"FileData": "xml"},
        "write_only": ["MigrationId"],
        "protected": [{"property": "Publisher", "equals": "Microsoft Corporation", "reason": "Microsoft made it"}],
        "sources": ["CIPP Set-CIPPSensitiveInfoType", "Microsoft's page on exporting a rule package"],
    },
    "DlpEdmSchema": {
        "create_as": {},
        "matched_by": {"Identity": ["Name", "Identity", "DataStoreName", "Guid"]},
        "shown_as": {"FileData": "EdmSchemaXml"},
        "compare": {"FileData": "xml"},
        "sources": ["Microsoft's page of New-DlpEdmSchema"],
    },
}
