# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Mailboxes by size and by use: sizes and quotas of mailboxes and archives, in bytes; mailboxes that nobody seems to
use, or that seem to have no licence, and those that are kept though they are removed.

Whoever is near the end of the quota is worth a look. LastUserActionTime is what the service shows of a person's last
action; it is a hint, and no sign-in. SKUAssigned says whether a licence is assigned, as Exchange knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .._counts import count
from .._json_types import Json, Row
from .._values.dates_and_time_spans import instant_in
from .report_definition import (
    UNKNOWN_VALUE,
    Line,
    Part,
    Read,
    ReadRequest,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    name_of_row,
    per_mailbox,
    property_of,
)

_MAILBOX_QUOTA = "ProhibitSendReceiveQuota"
_ARCHIVE_QUOTA = "ArchiveQuota"
_PERCENT_FULL = 90
_SIZE_COLUMNS = ("TotalItemSize", "ItemCount", "TotalDeletedItemSize", "DeletedItemCount")
DAYS_INACTIVE = 90
# Mailboxes of people: rooms, shared ones and the like need no licence of their own.
_MAILBOX_OF_PERSON = "UserMailbox"
_LAST_ACTION = "LastUserActionTime"
_MAILBOX_COLUMNS = (
    "DisplayName", "PrimarySmtpAddress", "Guid", "RecipientTypeDetails", "AccountDisabled", "SKUAssigned",
    "WhenMailboxCreated",
)  # fmt: skip
_REMOVED_COLUMNS = ("DisplayName", "PrimarySmtpAddress", "Guid", "WhenSoftDeleted", "IsInactiveMailbox")


def _ask_per_archive(answers: ReportAnswers) -> Iterator[ReadRequest]:
    for row in answers.rows("mailboxes"):
        if row.get("ArchiveStatus") == "Active":
            mailbox = row.get("PrimarySmtpAddress") or row.get("Guid")
            yield ReadRequest({"Identity": mailbox}, name_of_row(row), row)


def _line_of_size(request: ReadRequest, rows: list[Row], quota_name: str) -> Line:
    """One mailbox or archive."""
    row: Row = rows[0] if len(rows) == 1 else {}
    used, quota = _read_size(row, "TotalItemSize"), _read_size(request.row, quota_name)
    values: dict[str, Json] = {
        "used_bytes": used,
        "quota_bytes": quota,
        "used_percent": _percent_of_quota(used, quota),
        "items": property_of(row, "ItemCount"),
        "deleted_bytes": property_of(row, "TotalDeletedItemSize"),
        "deleted_items": property_of(row, "DeletedItemCount"),
        "type": property_of(request.row, "RecipientTypeDetails"),
    }
    percent = values["used_percent"]
    verdict: ReportVerdict = "unknown"
    if isinstance(percent, (int, float)):
        verdict = "look" if percent >= _PERCENT_FULL else "ok"
    elif _is_size_in_bytes(used) and not _is_size_in_bytes(quota) and quota != UNKNOWN_VALUE:
        verdict = "ok"
    return Line(verdict, request.about, _words_of_size(verdict, percent, used), values)


def _read_size(row: Row, name: str) -> Json:
    """A size, or the word of the service for no limit; null is neither, so nobody knows."""
    value = property_of(row, name)
    return UNKNOWN_VALUE if value is None else value


def _is_size_in_bytes(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _percent_of_quota(used: Json, quota: Json) -> Json:
    """None where there is no quota."""
    if isinstance(used, int) and isinstance(quota, int) and quota > 0:
        return round(100 * used / quota, 1)
    return UNKNOWN_VALUE if not _is_size_in_bytes(used) or quota == UNKNOWN_VALUE else None


def _words_of_size(verdict: ReportVerdict, percent: Json, used: Json) -> str:
    if verdict == "unknown":
        return "Its size is not shown." if not _is_size_in_bytes(used) else "Its quota is not shown."
    return f"{percent} % of its quota." if percent is not None else "It has no quota."


def _lines_of_mailboxes(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for request, rows in answers.each("statistics"):
        yield _line_of_size(request, rows, _MAILBOX_QUOTA)


def _lines_of_archives(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        if "ArchiveStatus" not in row:
            yield Line("unknown", name_of_row(row), "Whether there is an archive is not shown.")
    for request, rows in answers.each("archives"):
        yield _line_of_size(request, rows, _ARCHIVE_QUOTA)


SIZES = TenantReport(
    "sizes",
    "Sizes and quotas",
    (
        Part("sizes.mailboxes", "Mailboxes", _lines_of_mailboxes, ("statistics",)),
        Part("sizes.archives", "Archives", _lines_of_archives, ("archives",)),
    ),
    (
        {"mailboxes": Read("Get-Mailbox", ("DisplayName", "PrimarySmtpAddress", "Guid", "RecipientTypeDetails",
                                           "ArchiveStatus", _MAILBOX_QUOTA, _ARCHIVE_QUOTA))},
        {
            "statistics": Read("Get-MailboxStatistics", _SIZE_COLUMNS, per=per_mailbox("Identity")),
            "archives": Read("Get-MailboxStatistics", _SIZE_COLUMNS, {"Archive": True}, _ask_per_archive),
        },
    ),
)  # fmt: skip


def _days_between(earlier: Json, later: str) -> int | None:
    """Whole days from one date of an answer to another, in UTC where they have no zone; None where one is no date."""
    moments = [instant_in(str(text)) or instant_in(f"{text}Z") for text in (earlier, later)]
    if None in moments:
        return None
    first, last = (datetime.fromisoformat(str(moment)[:19]) for moment in moments)
    return (last - first).days


def _lines_of_last_use(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for request, rows in answers.each("statistics"):
        row: Row = rows[0] if len(rows) == 1 else {}
        last = property_of(row, _LAST_ACTION)
        verdict, text, days = _judge_last_use(last, answers.now)
        yield Line(verdict, request.about, text, {
            "last_action": last,
            "days": days,
            "type": property_of(request.row, "RecipientTypeDetails"),
            "account_disabled": property_of(request.row, "AccountDisabled"),
            "made": property_of(request.row, "WhenMailboxCreated"),
        })  # fmt: skip


def _judge_last_use(last: Json, now: str) -> tuple[ReportVerdict, str, Json]:
    """A date that cannot be read stays what it is, and is never now; .NET's least date stands for none. Of a mailbox
    that somebody uses meanwhile it is behind ``now``, which is when the task began."""
    if last is None or str(last).startswith("0001-01-01"):
        return "look", "Nobody has ever used it, as far as the service shows.", None
    days = _days_between(last, now)
    if days is None or days < -1:
        return "unknown", f"When it was used last cannot be told: {last}.", UNKNOWN_VALUE
    days = max(days, 0)
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
    """One that a hold keeps is among those that are removed, too (techcommunity.microsoft.com, 3206711)."""
    for name, text in (("removed", "It is removed, and can be restored."), ("held", "It is kept by a hold.")):
        for row in answers.rows(name):
            if name == "removed" and row.get("IsInactiveMailbox") is True:
                continue
            yield Line("listed", name_of_row(row), text, {"removed": property_of(row, "WhenSoftDeleted")}, name)


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
