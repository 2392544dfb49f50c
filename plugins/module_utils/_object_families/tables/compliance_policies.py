# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Policies of Security & Compliance: where data is protected, retained, labelled or held.

New- takes lists of locations, Set- what is added to and removed from each, and a read shows maps with names. What is
removed is shown for a while as PendingDeletion, and what is written is distributed later.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Rule

_GONE = {"Mode": "PendingDeletion"}
_LOCATIONS: Mapping[str, Rule] = {"*Location": "items", "*LocationException": "items"}
_SCOPED: Mapping[str, Rule] = {**_LOCATIONS, "*AdaptiveScopes*": "items"}
_TEAMS = (
    "TeamsChannelLocation", "TeamsChannelLocationException", "TeamsChatLocation", "TeamsChatLocationException",
)  # fmt: skip

FAMILIES: Mapping[str, Facts] = {
    "DlpCompliancePolicy": {
        "compare": {**_SCOPED, "Locations": "json", "EnforcementPlanes": "words", "PolicyRBACScopes": "set"},
        # Its Set- is documented with the lists as well, which then are no changes but the whole.
        "deltas": {
            "TeamsLocation": {"add": "AddTeamsLocation", "remove": "RemoveTeamsLocation"},
            "TeamsLocationException": {"add": "AddTeamsLocationException", "remove": "RemoveTeamsLocationException"},
        },
        "alone": [["Priority"]],
        "write_only": ["RetryDistribution", "StartSimulation", "ValidatePolicy"],
        "gone": _GONE,
        "wait": 60,
        "sources": ["Microsoft365DSC SCDLPCompliancePolicy", "CIPP Set-CIPPDlpCompliancePolicy", "module rows of 2026"],
    },
    "RetentionCompliancePolicy": {
        "listed": True,
        "read_with": {"DistributionDetail": True},
        "compare": {**_LOCATIONS, "Applications": "set", "PolicyRBACScopes": "set"},
        "with_each": {"change": {"Force": True}},
        # Places of Teams, adaptive scopes and all other places are three calls.
        "alone": [["AdaptiveScopeLocation"], _TEAMS],
        # A policy that was locked cannot be unlocked.
        "one_way": ["RestrictiveRetention"],
        "write_only": ["DeletedResources", "EnforceSimulationPolicy", "RetryDistribution", "StartSimulation"],
        "gone": _GONE,
        "wait": 60,
        "sources": ["Microsoft365DSC SCRetentionCompliancePolicy"],
    },
    "LabelPolicy": {
        "shown_as": {"AdvancedSettings": "Settings"},
        "compare": {**_SCOPED, "AdvancedSettings": "pairs", "Labels": "names", "PolicyRBACScopes": "set"},
        "write_only": [
            "MigrationId",
            "NextLabelPolicy",
            "PreviousLabelPolicy",
            "RetryDistribution",
            "Setting",
            "Settings",
        ],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"Labels": "Label"},
        "sources": ["Microsoft365DSC SCLabelPolicy", "CIPP Set-CIPPSensitivityLabel"],
    },
    "AutoSensitivityLabelPolicy": {
        # A read by name shows a wrong priority.
        "listed": True,
        "compare": {
            **_SCOPED,
            "ApplySensitivityLabel": "name",
            "ApplySensitivityLabelOverwriteWorkloads": "words",
            "Locations": "json",
        },
        "alone": [["Priority"]],
        "write_only": ["RemoveLabel", "RetryDistribution", "StartSimulation"],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"ApplySensitivityLabel": "Label"},
        "sources": ["Microsoft365DSC SCAutoSensitivityLabelPolicy"],
    },
    "CaseHoldPolicy": {
        "identity": ["Case", "Identity"],
        "matched_by": {"Case": [], "Identity": ["Name", "Identity", "Guid", "Id", "ImmutableId", "ExchangeObjectId"]},
        "compare": {"*Location": "items"},
        "write_only": ["RetryDistribution"],
        "gone": _GONE,
        "wait": 60,
        "refers_to": {"Case": "ComplianceCase"},
        "sources": ["Microsoft365DSC SCCaseHoldPolicy"],
    },
}
