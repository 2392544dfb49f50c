# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What all have that mail can be sent to: lists of who may send, and addresses that are written apart."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Rule

# Lists of recipients read back as names, whatever was written.
ADDRESSED: Mapping[str, Rule] = {
    "AcceptMessagesOnlyFrom*": "recipients",
    "RejectMessagesFrom*": "recipients",
    "BypassModerationFromSendersOrMembers": "recipients",
    "GrantSendOnBehalfTo": "recipients",
    "ModeratedBy": "recipients",
    "EmailAddresses": "addresses",
    "WindowsEmailAddress": "address",
    # What people read is kept to the letter.
    "DisplayName": "exact",
    "SimpleDisplayName": "exact",
    "CustomAttribute*": "exact",
    # The service makes a page of what is a line.
    "MailTip": "html",
    "MailTipTranslations": "translations",
}
_LISTS = ("AcceptMessagesOnlyFrom", "RejectMessagesFrom")
WHO_REFERS = dict.fromkeys(
    (
        *(f"{name}{which}" for name in _LISTS for which in ("", "DLMembers", "SendersOrMembers")),
        "BypassModerationFromSendersOrMembers", "GrantSendOnBehalfTo", "ModeratedBy",
    ),
    "Recipient",
)  # fmt: skip
# One list of senders and members stands for the two lists of each.
ONE_OF_TWO = tuple((f"{name}SendersOrMembers", f"{name}{which}") for name in _LISTS for which in ("", "DLMembers"))
# A primary address and a list of addresses are refused in one call.
ADDRESSES_APART = (("PrimarySmtpAddress",), ("WindowsEmailAddress",), ("EmailAddresses",))
