# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rules that a mailbox has for what comes in; each is named within its mailbox, and asked for in the whole list."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Rule

_FROM_AND_TO = (
    "From", "SentTo", "ExceptIfFrom", "ExceptIfSentTo", "ForwardAsAttachmentTo", "ForwardTo", "RedirectTo",
)  # fmt: skip
# Shown as '"Name" [EX:/o=ExchangeLabs/...]', whatever was written.
_RECIPIENTS: Mapping[str, Rule] = dict.fromkeys(_FROM_AND_TO, "recipients")

FAMILIES: Mapping[str, Facts] = {
    "InboxRule": {
        "identity": ["Mailbox", "Identity"],
        "matched_by": {"Mailbox": [], "Identity": ["Name", "Identity", "RuleIdentity"]},
        "listed": True,
        "addressed_by": ["Identity"],
        "toggle": "Enabled",
        "compare": {
            **_RECIPIENTS,
            "*ContainsWords": "set",
            "*AssignedCategories": "set",
            "ApplyCategory": "set",
            "ApplySystemCategory": "set",
            "DeleteSystemCategory": "set",
            "*ReceivedAfterDate": "date",
            "*ReceivedBeforeDate": "date",
            # Written "mailbox:\\Folder".
            "CopyToFolder": "name",
            "MoveToFolder": "name",
        },
        "write_only": ["AlwaysDeleteOutlookRulesBlob", "FromMessageId", "ValidateOnly"],
        # Rules that Outlook keeps for itself go when the others are written; not to say so is to be asked.
        "with_each": {"remove": {"AlwaysDeleteOutlookRulesBlob": True}},
        "alone": [["Priority"]],
        "refers_to": {"Mailbox": "Recipient", **dict.fromkeys(_FROM_AND_TO, "Address")},
        "sources": ["graph2otel (live)", "CIPP Invoke-CIPPWebhookProcessing", "Microsoft's page of New-InboxRule"],
    },
    "SweepRule": {
        "identity": ["Mailbox", "Identity"],
        "matched_by": {"Mailbox": [], "Identity": ["Name", "RuleId", "Identity"]},
        "listed": True,
        "addressed_by": ["RuleId"],
        "compare": {"DestinationFolder": "name", "SourceFolder": "name", "Sender": "recipient"},
        "refers_to": {"Mailbox": "Recipient", "Sender": "Address"},
        "sources": ["Microsoft365DSC EXOSweepRule"],
    },
}
