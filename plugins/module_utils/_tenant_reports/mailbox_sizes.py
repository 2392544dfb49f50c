# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sizes and quotas of mailboxes and archives, in bytes; whoever is near the end of the quota is worth a look."""

from __future__ import annotations

from collections.abc import Iterator

from .._json_types import Json, Row
from .reads_and_parts import (
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


def _ask_per_archive(answers: ReportAnswers) -> Iterator[ReadRequest]:
    for row in answers.rows("mailboxes"):
        if row.get("ArchiveStatus") == "Active":
            known = row.get("PrimarySmtpAddress") or row.get("Guid")
            yield ReadRequest({"Identity": known}, name_of_row(row), row)


def _line_of_size(asked: ReadRequest, rows: list[Row], quota_name: str) -> Line:
    """One mailbox or archive."""
    row: Row = rows[0] if len(rows) == 1 else {}
    used, quota = _read_size(row, "TotalItemSize"), _read_size(asked.row, quota_name)
    values: dict[str, Json] = {
        "used_bytes": used,
        "quota_bytes": quota,
        "used_percent": _percent_of_quota(used, quota),
        "items": property_of(row, "ItemCount"),
        "deleted_bytes": property_of(row, "TotalDeletedItemSize"),
        "deleted_items": property_of(row, "DeletedItemCount"),
        "type": property_of(asked.row, "RecipientTypeDetails"),
    }
    percent = values["used_percent"]
    verdict: ReportVerdict = "unknown"
    if isinstance(percent, (int, float)):
        verdict = "look" if percent >= _PERCENT_FULL else "ok"
    elif _is_size_in_bytes(used) and not _is_size_in_bytes(quota) and quota != UNKNOWN_VALUE:
        verdict = "ok"
    return Line(verdict, asked.about, _words_of_size(verdict, percent, used), values)


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
    for asked, rows in answers.each("statistics"):
        yield _line_of_size(asked, rows, _MAILBOX_QUOTA)


def _lines_of_archives(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        if "ArchiveStatus" not in row:
            yield Line("unknown", name_of_row(row), "Whether there is an archive is not shown.")
    for asked, rows in answers.each("archives"):
        yield _line_of_size(asked, rows, _ARCHIVE_QUOTA)


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
