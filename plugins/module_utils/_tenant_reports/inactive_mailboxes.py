# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Mailboxes that nobody seems to use, or that seem to have no licence, and those that are kept though they are removed.

LastUserActionTime is what the service shows of a person's last action; it is a hint, and no sign-in. SKUAssigned says
whether a licence is assigned, as Exchange knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .._counts import count
from .._json_types import Json, Row
from .._values.dates_and_time_spans import instant_in
from .reads_and_parts import (
    UNKNOWN_VALUE,
    Line,
    Part,
    Read,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    name_of_row,
    per_mailbox,
    property_of,
)

DAYS_INACTIVE = 90
# Mailboxes of people: rooms, shared ones and the like need no licence of their own.
_MAILBOX_OF_PERSON = "UserMailbox"
_LAST_ACTION = "LastUserActionTime"
_MAILBOX_COLUMNS = (
    "DisplayName", "PrimarySmtpAddress", "Guid", "RecipientTypeDetails", "AccountDisabled", "SKUAssigned",
    "WhenMailboxCreated",
)  # fmt: skip
_REMOVED_COLUMNS = ("DisplayName", "PrimarySmtpAddress", "Guid", "WhenSoftDeleted", "IsInactiveMailbox")


def _days_between(earlier: Json, later: str) -> int | None:
    """Whole days from one date of an answer to another, in UTC where they have no zone; None where one is no date."""
    moments = [instant_in(str(text)) or instant_in(f"{text}Z") for text in (earlier, later)]
    if None in moments:
        return None
    first, last = (datetime.fromisoformat(str(one)[:19]) for one in moments)
    return (last - first).days


def _lines_of_last_use(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for asked, rows in answers.each("statistics"):
        row: Row = rows[0] if len(rows) == 1 else {}
        last = property_of(row, _LAST_ACTION)
        verdict, text, days = _judge_last_use(last, answers.now)
        yield Line(verdict, asked.about, text, {
            "last_action": last,
            "days": days,
            "type": property_of(asked.row, "RecipientTypeDetails"),
            "account_disabled": property_of(asked.row, "AccountDisabled"),
            "made": property_of(asked.row, "WhenMailboxCreated"),
        })  # fmt: skip


def _judge_last_use(last: Json, now: str) -> tuple[ReportVerdict, str, Json]:
    """A date that cannot be read stays what it is, and is never now; .NET's least date stands for none."""
    if last is None or str(last).startswith("0001-01-01"):
        return "look", "Nobody has ever used it, as far as the service shows.", None
    days = _days_between(last, now)
    if days is None:
        return "unknown", f"When it was used last cannot be told: {last}.", UNKNOWN_VALUE
    return ("look" if days >= DAYS_INACTIVE else "ok"), f"It was last used {count(days, 'day')} ago.", days


def _lines_of_licences(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        if row.get("RecipientTypeDetails") not in (_MAILBOX_OF_PERSON, None):
            continue
        licensed, disabled = property_of(row, "SKUAssigned"), property_of(row, "AccountDisabled")
        verdict: ReportVerdict = "ok" if licensed is True else "look" if licensed is False else "unknown"
        text = {"ok": "It has a licence.", "look": "It seems to have no licence."}.get(
            verdict, "Whether it has a licence is not shown."
        )
        yield Line(verdict, name_of_row(row), text, {"licensed": licensed, "account_disabled": disabled})


def _lines_of_kept_mailboxes(answers: ReportAnswers) -> Iterator[Line]:
    for name, what in (("removed", "It is removed, and can be restored."), ("held", "It is kept by a hold.")):
        for row in answers.rows(name):
            yield Line("listed", name_of_row(row), what, {"removed": property_of(row, "WhenSoftDeleted")}, name)


INACTIVE = TenantReport(
    "inactive",
    "Mailboxes that seem unused",
    (
        Part(
            "inactive.used",
            f"Mailboxes by their last use; {DAYS_INACTIVE} days are long ago",
            _lines_of_last_use,
            ("statistics",),
        ),
        Part("inactive.licences", "People's mailboxes and their licences", _lines_of_licences),
        Part("inactive.kept", "Removed mailboxes that are kept", _lines_of_kept_mailboxes),
    ),
    (
        {
            "mailboxes": Read("Get-Mailbox", _MAILBOX_COLUMNS),
            "removed": Read("Get-Mailbox", _REMOVED_COLUMNS, {"SoftDeletedMailbox": True}),
            "held": Read("Get-Mailbox", _REMOVED_COLUMNS, {"InactiveMailboxOnly": True}),
        },
        {"statistics": Read("Get-MailboxStatistics", (_LAST_ACTION,), per=per_mailbox("Identity"))},
    ),
)
