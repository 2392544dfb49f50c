# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sizes and quotas of mailboxes and archives, in bytes; whoever is near the end of the quota is worth a look."""

from __future__ import annotations

from collections.abc import Iterator

from .._json_types import Json, Row
from .shape import UNKNOWN, Answers, Asked, Line, Part, Read, Report, Verdict, name_in, per_mailbox, property_of

_QUOTA = "ProhibitSendReceiveQuota"
_ARCHIVE_QUOTA = "ArchiveQuota"
_FULL = 90
_STATISTICS = ("TotalItemSize", "ItemCount", "TotalDeletedItemSize", "DeletedItemCount")


def _per_archive(answers: Answers) -> Iterator[Asked]:
    for row in answers.rows("mailboxes"):
        if row.get("ArchiveStatus") == "Active":
            known = row.get("PrimarySmtpAddress") or row.get("Guid")
            yield Asked({"Identity": known}, name_in(row), row)


def _line(asked: Asked, rows: list[Row], quota_name: str) -> Line:
    """One mailbox or archive."""
    row: Row = rows[0] if len(rows) == 1 else {}
    used, quota = _read_size(row, "TotalItemSize"), _read_size(asked.row, quota_name)
    values: dict[str, Json] = {
        "used_bytes": used,
        "quota_bytes": quota,
        "used_percent": _percent(used, quota),
        "items": property_of(row, "ItemCount"),
        "deleted_bytes": property_of(row, "TotalDeletedItemSize"),
        "deleted_items": property_of(row, "DeletedItemCount"),
        "type": property_of(asked.row, "RecipientTypeDetails"),
    }
    percent = values["used_percent"]
    verdict: Verdict = "unknown"
    if isinstance(percent, (int, float)):
        verdict = "look" if percent >= _FULL else "ok"
    elif _is_size(used) and not _is_size(quota) and quota != UNKNOWN:
        verdict = "ok"
    return Line(verdict, asked.about, _words(verdict, percent, used), values)


def _read_size(row: Row, name: str) -> Json:
    """A size, or the word of the service for no limit; null is neither, so nobody knows."""
    value = property_of(row, name)
    return UNKNOWN if value is None else value


def _is_size(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _percent(used: Json, quota: Json) -> Json:
    """None where there is no quota."""
    if isinstance(used, int) and isinstance(quota, int) and quota > 0:
        return round(100 * used / quota, 1)
    return UNKNOWN if not _is_size(used) or quota == UNKNOWN else None


def _words(verdict: Verdict, percent: Json, used: Json) -> str:
    if verdict == "unknown":
        return "Its size is not shown." if not _is_size(used) else "Its quota is not shown."
    return f"{percent} % of its quota." if percent is not None else "It has no quota."


def _mailboxes(answers: Answers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for asked, rows in answers.each("statistics"):
        yield _line(asked, rows, _QUOTA)


def _archives(answers: Answers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        if "ArchiveStatus" not in row:
            yield Line("unknown", name_in(row), "Whether there is an archive is not shown.")
    for asked, rows in answers.each("archives"):
        yield _line(asked, rows, _ARCHIVE_QUOTA)


SIZES = Report(
    "sizes",
    "Sizes and quotas",
    (
        Part("sizes.mailboxes", "Mailboxes", _mailboxes, ("statistics",)),
        Part("sizes.archives", "Archives", _archives, ("archives",)),
    ),
    (
        {"mailboxes": Read("Get-Mailbox", ("DisplayName", "PrimarySmtpAddress", "Guid", "RecipientTypeDetails",
                                           "ArchiveStatus", _QUOTA, _ARCHIVE_QUOTA))},
        {
            "statistics": Read("Get-MailboxStatistics", _STATISTICS, per=per_mailbox("Identity")),
            "archives": Read("Get-MailboxStatistics", _STATISTICS, {"Archive": True}, _per_archive),
        },
    ),
)  # fmt: skip
