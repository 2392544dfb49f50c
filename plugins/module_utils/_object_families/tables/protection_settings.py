# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Protection as the organization has it once, what overrides it, and how users report and are told."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_ONE = "an organization has exactly one"
_TO = ("ExceptIfSentTo", "ExceptIfSentToMemberOf")

# The service chooses the name, and a policy has one.
_OVERRIDE_RULE: Facts = {
    "identity": ["Policy"],
    "matched_by": {"Policy": []},
    "create_as": {},
    "addressed_by": ["Identity", "Name"],
    "create_only": ["Name"],
    "write_only": ["Name"],
}

FAMILIES: Mapping[str, Facts] = {
    "AtpPolicyForO365": {
        "identity": [],
        "never_absent": _ONE,
        "sources": ["Microsoft365DSC EXOAtpPolicyForO365", "live rows of 2026"],
    },
    "EmailTenantSettings": {
        "identity": [],
        "never_absent": _ONE,
        "sources": ["Microsoft365DSC EXOEmailTenantSettings", "live rows of 2026"],
    },
    "ATPBuiltInProtectionRule": {
        "cmdlets": {"create": None},
        "create_only": [],
        "compare": {"ExceptIfRecipientDomainIs": "set", **dict.fromkeys(_TO, "recipients")},
        "never_present": "Microsoft makes it, and it is for everybody whom no other rule is for",
        "never_absent": "Microsoft makes it, and it is for everybody whom no other rule is for",
        "refers_to": dict.fromkeys(_TO, "Recipient"),
        "sources": ["Microsoft365DSC EXOATPBuiltInProtectionRule", "live rows of 2026"],
    },
    "ReportSubmissionPolicy": {
        "identity": [],
        "fixed_identity": "DefaultReportSubmissionPolicy",
        "create_takes": [],
        # What is said in each language stands in the order of the languages.
        "compare": {"MultiLanguage*": "ordered", "*Addresses": "set"},
        "sources": ["Microsoft365DSC EXOReportSubmissionPolicy"],
    },
    "ExoPhishSimOverrideRule": {
        **_OVERRIDE_RULE,
        "compare": {"Domains": "set", "SenderIpRanges": "set"},
        "sources": ["Microsoft365DSC EXOPhishSimOverrideRule"],
    },
    "ExoSecOpsOverrideRule": {
        **_OVERRIDE_RULE,
        "sources": ["Microsoft365DSC EXOSecOpsOverrideRule"],
    },
    "PolicyTipConfig": {
        # Named "<language>\\<action>".
        "listed": True,
        "compare": {"Value": "exact"},
        "sources": ["Microsoft365DSC EXOPolicyTipConfig"],
    },
    "MessageClassification": {
        "create_only": ["Locale"],
        "compare": {
            "ClassificationID": "guid",
            "DisplayName": "exact",
            "RecipientDescription": "exact",
            "SenderDescription": "exact",
        },
        "sources": ["Microsoft365DSC EXOMessageClassification"],
    },
    "DataClassification": {
        "matched_by": {"Identity": ["Identity", "Name", "LocalizedName"]},
        "create_only": ["ClassificationRuleCollectionIdentity"],
        "write_only": ["ClassificationRuleCollectionIdentity", "Fingerprints", "Locale"],
        "compare": {"Description": "exact"},
        "sources": ["Microsoft365DSC EXODataClassification", "live rows of 2026"],
    },
}
