# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rules that say whom a policy of protection is for, and lists of what is allowed or blocked for everybody."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Rule

_STATE = {"Enabled": True, "Disabled": False}
_TO = ("SentTo", "SentToMemberOf", "ExceptIfSentTo", "ExceptIfSentToMemberOf")
_FROM = ("From", "FromMemberOf", "ExceptIfFrom", "ExceptIfFromMemberOf")
_OF_A_PRESET = "it belongs to a preset policy: Enabled: false switches that off"


def _rule(policy: str, *sources: str, who: tuple[str, ...] = _TO) -> Facts:
    """A rule for one policy. Its state is switched and never set; to name the policy again that it has is refused, and
    its priority moves those of others, so that it is written when all else is."""
    compare: dict[str, Rule] = {policy: "name", "*DomainIs": "set", **dict.fromkeys(who, "recipients")}
    return {
        "listed": True,
        "shown_as": {"Enabled": "State"},
        "shown_values": {"Enabled": _STATE},
        "compare": compare,
        "alone": [["Priority"]],
        "refers_to": {policy: policy, **dict.fromkeys(who, "Recipient")},
        "sources": [*sources, "Microsoft's pages of its Enable- and Disable- cmdlets"],
    }


def _rule_of_presets(*policies: str, source: str) -> Facts:
    return {
        "shown_as": {"Enabled": "State"},
        "shown_values": {"Enabled": _STATE},
        "compare": {"*DomainIs": "set", **dict.fromkeys(_TO, "recipients"), **dict.fromkeys(policies, "name")},
        "alone": [["Priority"]],
        "cmdlets": {"remove": None},
        "never_absent": _OF_A_PRESET,
        "refers_to": {**{policy: policy for policy in policies}, **dict.fromkeys(_TO, "Recipient")},
        "sources": [source, "live rows of 2026"],
    }


FAMILIES: Mapping[str, Facts] = {
    "HostedContentFilterRule": _rule("HostedContentFilterPolicy", "Microsoft365DSC EXOHostedContentFilterRule"),
    "HostedOutboundSpamFilterRule": _rule(
        "HostedOutboundSpamFilterPolicy", "Microsoft365DSC EXOHostedOutboundSpamFilterRule", who=_FROM
    ),
    "AntiPhishRule": _rule("AntiPhishPolicy", "Microsoft365DSC EXOAntiPhishRule"),
    "MalwareFilterRule": _rule("MalwareFilterPolicy", "Microsoft365DSC EXOMalwareFilterRule"),
    "SafeLinksRule": _rule("SafeLinksPolicy", "Microsoft365DSC EXOSafeLinksRule"),
    "SafeAttachmentRule": _rule("SafeAttachmentPolicy", "Microsoft365DSC EXOSafeAttachmentRule"),
    "ATPProtectionPolicyRule": _rule_of_presets(
        "SafeAttachmentPolicy", "SafeLinksPolicy", source="Microsoft365DSC EXOAtpProtectionPolicyRule"
    ),
    "EOPProtectionPolicyRule": _rule_of_presets(
        "AntiPhishPolicy",
        "HostedContentFilterPolicy",
        "MalwareFilterPolicy",
        source="Microsoft365DSC EXOEOPProtectionPolicyRule",
    ),
    "ReportSubmissionRule": {
        "listed": True,
        "shown_as": {"Enabled": "State"},
        "shown_values": {"Enabled": _STATE},
        "compare": {"ReportSubmissionPolicy": "name", "SentTo": "recipients"},
        "create_needs": {"ReportSubmissionPolicy": "DefaultReportSubmissionPolicy"},
        "refers_to": {"ReportSubmissionPolicy": "ReportSubmissionPolicy", "SentTo": "Recipient"},
        "sources": ["Microsoft365DSC EXOReportSubmissionRule"],
    },
    "TenantAllowBlockListItems": {
        "identity": ["ListType", "Entries"],
        "matched_by": {"ListType": [], "Entries": ["Value"]},
        "listed": True,
        "create_as": {},
        # New- has a switch for each of the two, and an entry does not go from one to the other.
        "switches": {"Action": {"Allow": "Allow", "Block": "Block"}},
        "create_only": ["Action", "ListSubType", "LogExtraDetails", "SubmissionID"],
        "write_only": ["Ids", "LogExtraDetails", "OutputJson"],
        "shown_as": {"NoExpiration": "ExpirationDate"},
        "shown_values": {"NoExpiration": {"null": True, "*": False}, "SubmissionID": {"Non-Submission": None}},
        "compare": {"Action": "text", "ExpirationDate": "date", "NoExpiration": "boolean", "Notes": "exact"},
        "exclusive": [["NoExpiration", "ExpirationDate", "RemoveAfter"]],
        "recreatable": True,
        "protected": [{"property": "SysManaged", "equals": True, "reason": "Microsoft manages it"}],
        "sources": ["Microsoft365DSC EXOTenantAllowBlockListItems", "graph2otel (live)"],
    },
    "TenantAllowBlockListSpoofItems": {
        "identity": ["SpoofedUser", "SendingInfrastructure", "SpoofType"],
        "matched_by": {
            "SpoofedUser": ["SpoofedUser"],
            "SendingInfrastructure": ["SendingInfrastructure"],
            "SpoofType": ["SpoofType"],
        },
        "listed": True,
        "create_as": {},
        "create_only": [],
        "with_each": {
            "create": {"Identity": "Default"},
            "change": {"Identity": "Default"},
            "remove": {"Identity": "Default"},
        },
        "addressed_by": ["Identity"],
        "addressed_as": "Ids",
        "recreatable": True,
        "sources": ["Microsoft's pages of the four cmdlets", "live rows of 2026"],
    },
}
