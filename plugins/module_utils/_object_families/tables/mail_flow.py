# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Mail flow: rules of transport and journalling, remote domains, connectors, what is trusted on the way."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_STATE = {"Enabled": True, "Disabled": False}

# Conditions of a transport rule that name recipients; each has an exception of the same name behind ExceptIf.
_WHO = (
    "AnyOfCcHeader", "AnyOfCcHeaderMemberOf", "AnyOfToCcHeader", "AnyOfToCcHeaderMemberOf", "AnyOfToHeader",
    "AnyOfToHeaderMemberOf", "BetweenMemberOf1", "BetweenMemberOf2", "From", "FromMemberOf", "ManagerAddresses",
    "SentTo", "SentToMemberOf",
)  # fmt: skip
_TO_WHOM = (
    "AddToRecipients", "BlindCopyTo", "CopyTo", "GenerateIncidentReport", "ModerateMessageByUser", "RedirectMessageTo",
)  # fmt: skip
# Conditions in two parameters, which are told together.
_PAIRS = (
    ("HeaderContainsMessageHeader", "HeaderContainsWords"),
    ("HeaderMatchesMessageHeader", "HeaderMatchesPatterns"),
    ("BetweenMemberOf1", "BetweenMemberOf2"),
    ("ManagerForEvaluatedUser", "ManagerAddresses"),
    ("ADComparisonAttribute", "ADComparisonOperator"),
)
# Retired with the old data loss rules: taken at times, shown never.
_RETIRED = (
    "MessageContainsDataClassifications", "ExceptIfMessageContainsDataClassifications", "HasSenderOverride",
    "ExceptIfHasSenderOverride", "NotifySender",
)  # fmt: skip

_COMPANIONS = {
    f"{prefix}{condition}": [f"{prefix}{companion}"]
    for pair in _PAIRS
    for condition, companion in (pair, pair[::-1])
    for prefix in ("", "ExceptIf")
}

FAMILIES: Mapping[str, Facts] = {
    "TransportRule": {
        # A condition that is not set is null; one of one value may be a bare text.
        "compare": {
            "*Words": "set",
            "*Patterns": "ordered",
            "*DomainIs": "set",
            "*InSenderList": "set",
            "*InRecipientList": "set",
            "*SenderIpRanges": "set",
            "IncidentReportContent": "words",
            "ActivationDate": "date",
            "ExpiryDate": "date",
            "ApplyHtmlDisclaimerText": "exact",
            "Comments": "exact",
            "GenerateNotification": "exact",
            "PrependSubject": "exact",
            "RejectMessageReasonText": "exact",
            "SetHeaderValue": "exact",
            "SmtpRejectMessageRejectText": "exact",
        },
        "shown_as": {"Enabled": "State"},
        "shown_values": {"Enabled": _STATE},
        "write_only": [*_RETIRED, "UseLegacyRegex"],
        "companions": {
            **_COMPANIONS,
            "SetHeaderName": ["SetHeaderValue"],
            "SetHeaderValue": ["SetHeaderName"],
            "IncidentReportContent": ["GenerateIncidentReport"],
            "ApplyHtmlDisclaimerLocation": ["ApplyHtmlDisclaimerText"],
            "ApplyHtmlDisclaimerFallbackAction": ["ApplyHtmlDisclaimerText"],
        },
        # Another's priority moves with ours, so it is written when all else is.
        "alone": [["Priority"]],
        "refers_to": {
            # Mail comes from and goes to other organizations as well; the groups that are looked into are our own.
            **{
                f"{prefix}{name}": "Recipient" if "MemberOf" in name else "Address"
                for prefix in ("", "ExceptIf")
                for name in _WHO
            },
            **dict.fromkeys(_TO_WHOM, "Address"),
            "RouteMessageOutboundConnector": "OutboundConnector",
            "ApplyRightsProtectionCustomizationTemplate": "OMEConfiguration",
        },
        "sources": ["Microsoft365DSC EXOTransportRule", "CIPP Invoke-AddEditTransportRule", "live rows of 2026"],
    },
    "JournalRule": {
        # Written to Enable- and Disable-, but read as it is named, unlike that of other rules.
        "shown_as": {"Enabled": "Enabled"},
        "shown_values": {"Enabled": {}},
        # A journal is kept outside of the organization's own mailboxes, so nobody here resolves its address.
        "compare": {"JournalEmailAddress": "address", "Recipient": "address"},
        "sources": ["Microsoft365DSC EXOJournalRule", "Microsoft's page of New-JournalRule"],
    },
    "RemoteDomain": {
        # New- takes the name and the domain, Set- at once the rest; a read shows a new one after some ten seconds.
        "compare": {"DomainName": "text"},
        "wait": 120,
        "protected": [{"property": "Name", "equals": "Default", "reason": "it stands for all other domains"}],
        "sources": ["Microsoft365DSC EXORemoteDomain", "live rows of 2026 (null: not configured)"],
    },
    "InboundConnector": {
        "listed": True,
        "compare": {
            "SenderDomains": "domains",
            "SenderIPAddresses": "set",
            "AssociatedAcceptedDomains": "names",
            "TrustedOrganizations": "set",
            "ClientHostNames": "set",
            "EFSkipIPs": "set",
            "EFSkipMailGateway": "set",
            "EFUsers": "set",
            "ScanAndDropRecipients": "set",
        },
        "refers_to": {"AssociatedAcceptedDomains": "AcceptedDomain"},
        "sources": ["Microsoft365DSC EXOInboundConnector", "live rows of 2026"],
    },
    "OutboundConnector": {
        "listed": True,
        # One in test mode is shown to who asks for it.
        "read_with": {"IncludeTestModeConnectors": True},
        "compare": {"RecipientDomains": "set", "SmartHosts": "set", "ValidationRecipients": "set"},
        "write_only": ["LinkForModifiedConnector"],
        "sources": ["Microsoft365DSC EXOOutboundConnector", "live rows of 2026"],
    },
    "ArcConfig": {
        "identity": [],
        "fixed_identity": "Default",
        "compare": {"ArcTrustedSealers": "words"},
        "never_absent": "an organization has exactly one",
        "sources": ["Microsoft365DSC EXOArcConfig", "Microsoft's page of Set-ArcConfig"],
    },
    "ExternalInOutlook": {
        "identity": [],
        "compare": {"AllowList": "set"},
        "never_absent": "an organization has exactly one",
        "sources": ["Microsoft365DSC EXOExternalInOutlook", "terraprovider (an empty list does not clear)"],
    },
    "PerimeterConfig": {
        "identity": [],
        "compare": {"GatewayIPAddresses": "set"},
        "never_absent": "an organization has exactly one",
        "sources": ["Microsoft365DSC EXOPerimeterConfiguration", "live rows of 2026"],
    },
}
