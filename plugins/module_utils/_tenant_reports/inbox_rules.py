# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Inbox rules that are worth a look: what somebody who got into a mailbox makes, and rules that nobody can read.

What is looked for is what Microsoft's pages on a compromised mailbox and on suspicious inbox rules name (2026): mail
that is sent on, deleted, or hidden in a folder that nobody opens, and rules without a proper name. Hidden rules are
read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._json_types import Row
from .reads_and_parts import (
    Line,
    Part,
    Read,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    per_mailbox,
    property_of,
    texts_of_property,
)

_SENDING_ACTIONS = ("ForwardTo", "ForwardAsAttachmentTo", "RedirectTo")
_RULE_CONDITIONS = (
    "SubjectContainsWords",
    "BodyContainsWords",
    "SubjectOrBodyContainsWords",
    "From",
    "FromAddressContainsWords",
)
# What a rule that is in order must show.
_JUDGED_COLUMNS = (
    "Name",
    "DeleteMessage",
    "SoftDeleteMessage",
    "MarkAsRead",
    "MoveToFolder",
    *_SENDING_ACTIONS,
    *_RULE_CONDITIONS,
)
_RULE_COLUMNS = ("Enabled", "Description", "ErrorType", "SupportedByTask", "InError", "CopyToFolder", *_JUDGED_COLUMNS)
_SUSPICIOUS_WORDS = re.compile(
    r"invoice|payment|bank|wire|iban|password|phish|hack|fraud|spam|helpdesk|security|rechnung|zahlung|facture",
    re.IGNORECASE,
)
# Each mailbox has this hidden one, by which Exchange sorts out junk.
_JUNK_RULE = "Junk E-mail Rule"
_QUIET_FOLDERS = re.compile(r"rss|conversation history|junk|deleted|archive|sync issues|notes", re.IGNORECASE)


def _reasons_to_look(row: Row) -> list[str]:
    """Why a rule is worth a look."""
    found = [f"sends mail on ({name})" for name in _SENDING_ACTIONS if texts_of_property(row.get(name))]
    found += ["deletes mail" for name in ("DeleteMessage", "SoftDeleteMessage") if row.get(name) is True]
    folder = str(row.get("MoveToFolder") or "")
    if _QUIET_FOLDERS.search(folder):
        found.append(f"moves mail to {folder}")
    elif folder and row.get("MarkAsRead") is True:
        found.append(f"moves mail to {folder}, as if it had been read")
    words = [
        one for name in _RULE_CONDITIONS for one in texts_of_property(row.get(name)) if _SUSPICIOUS_WORDS.search(one)
    ]
    if words:
        found.append(f"looks for {', '.join(words)}")
    name = str(row.get("Name") or "")
    if not re.search(r"\w\w", name):
        found.append("has no proper name")
    return list(dict.fromkeys(found))


def _doubts_about_rule(row: Row) -> list[str]:
    """Why what a rule does is not all known."""
    found = ["a program made it, and not all of it can be shown"] if row.get("SupportedByTask") is False else []
    if hidden := [name for name in _JUDGED_COLUMNS if name not in row]:
        found.append(f"not shown: {', '.join(hidden)}")
    if row.get("InError") is True or row.get("ErrorType") not in (None, "", "None"):
        found.append(f"it is broken ({row.get('ErrorType') or 'InError'})")
    return found


def _lines_of_inbox_rules(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for asked, rows in answers.each("rules"):
        for row in rows:
            reasons, doubts = _reasons_to_look(row), _doubts_about_rule(row)
            off, own = row.get("Enabled") is False, row.get("Name") == _JUNK_RULE and not reasons
            verdict: ReportVerdict = "listed" if off or own else "look" if reasons else "unknown" if doubts else "ok"
            text = "; ".join([*reasons, *doubts]) or "nothing of what is looked for"
            state = " It is off." if off else ""
            yield Line(verdict, asked.about, f"The rule: {text}.{state}", {
                "rule": property_of(row, "Name"),
                "enabled": property_of(row, "Enabled"),
                "reasons": [*reasons, *doubts],
                "description": property_of(row, "Description"),
            }, str(row.get("Name")))  # fmt: skip


INBOX_RULES = TenantReport(
    "inbox_rules",
    "Inbox rules worth a look",
    (Part("inbox_rules.rules", "Rules of each mailbox", _lines_of_inbox_rules, ("rules",)),),
    (
        {"mailboxes": Read("Get-Mailbox", ("DisplayName", "PrimarySmtpAddress", "Guid"))},
        {"rules": Read("Get-InboxRule", _RULE_COLUMNS, {"IncludeHidden": True}, per_mailbox("Mailbox"))},
    ),
)
