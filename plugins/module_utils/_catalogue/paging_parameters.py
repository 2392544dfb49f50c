# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Cmdlets that page by their own parameters, as data.

Sources: Microsoft's reference of each cmdlet for names, sizes and limits; CIPP for the quarantine's short last page;
Hawk for ResultIndex and ResultCount. Not verified on a live tenant: whether a request for a further page of one answer
counts among the hundred queries (we count it), whether the row that a keyset starts from comes again (we drop it then),
whether ResultCount is always exact (we take fewer rows for a gap), and whether the last page of a report, and no other,
is a short one, as that of the quarantine is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from .._dataclass import dataclass
from .cmdlets import find


@dataclass(frozen=True)
class OwnPaging:
    """How one cmdlet pages.

    ``kind``: *numbered* by a page's number until a page is short; *keyset* from the last row of the page before, until
    a page is short; *session* by the same call again, until all the announced rows have come.

    ``size`` is the parameter that holds a page's size, ``largest`` the most that it takes, and ``usual`` what a page
    has without it. ``cursor`` maps parameters to what they hold: the property of the last row (keyset), or a fixed
    text. ``columns`` are properties that the paging or the count of duplicates needs, ``identity`` those that tell one
    row from another. A call that gives one of ``unless`` pages for itself. ``most`` is the number of rows that one
    search gives at all, ``pages`` that of its pages.
    """

    kind: Literal["numbered", "keyset", "session"]
    size: str
    largest: int
    usual: int
    cursor: Mapping[str, str]
    identity: tuple[str, ...]
    columns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    most: int | None = None
    pages: int | None = None


@dataclass(frozen=True)
class Rate:
    """No more than ``queries`` requests in ``seconds``."""

    queries: int
    seconds: float


# Page 1 to 1000, PageSize 1 to 5000 (1000 without it), in the same words for each of them. Not here, because Microsoft
# keeps Page for itself: Get-CompromisedUserDetailReport and Get-MailFlowStatusReport.
_NUMBERED_REPORT = OwnPaging(
    kind="numbered",
    size="PageSize",
    largest=5000,
    usual=1000,
    cursor={"Page": ""},
    identity=(),
    unless=("Page",),
    pages=1000,
)
_PAGING_REPORTS = (
    "Get-ATPTotalTrafficReport",
    "Get-AggregateZapReport",
    "Get-CompromisedUserAggregateReport",
    "Get-ContentMalwareMdoAggregateReport",
    "Get-ContentMalwareMdoDetailReport",
    "Get-DataRetentionReport",
    "Get-DetailZapReport",
    "Get-DlpDetailReport",
    "Get-DlpDetectionsReport",
    "Get-DlpIncidentDetailReport",
    "Get-MailDetailATPReport",
    "Get-MailDetailDlpPolicyReport",
    "Get-MailDetailEncryptionReport",
    "Get-MailDetailTransportRuleReport",
    "Get-MailTrafficEncryptionReport",
    "Get-MailTrafficPolicyReport",
    "Get-MailTrafficSummaryReport",
    "Get-MessageTrace",
    "Get-MessageTraceDetail",
    "Get-SafeLinksDetailReport",
    "Get-SpoofMailReport",
    "Get-SupervisoryReviewOverallProgressReport",
    "Get-SupervisoryReviewPolicyReport",
    "Get-SupervisoryReviewReport",
    "Get-SupervisoryReviewTopCasesReport",
)

OWN_PAGING: Mapping[str, OwnPaging] = MappingProxyType(
    {
        # Page 1 to 1000, PageSize 1 to 1000 (100 without it).
        "Get-QuarantineMessage": OwnPaging(
            kind="numbered",
            size="PageSize",
            largest=1000,
            usual=100,
            cursor={"Page": ""},
            identity=("Identity",),
            columns=("Identity",),
            unless=("Page", "Identity"),
            pages=1000,
        ),
        # ResultSize 1 to 5000 (1000 without it), newest first.
        "Get-MessageTraceV2": OwnPaging(
            kind="keyset",
            size="ResultSize",
            largest=5000,
            usual=1000,
            cursor={"EndDate": "Received", "StartingRecipientAddress": "RecipientAddress"},
            identity=("MessageTraceId", "RecipientAddress"),
            columns=("Received", "RecipientAddress", "MessageTraceId"),
        ),
        # ResultSize 1 to 5000 (100 without it); 50,000 rows in one session, in no order.
        "Search-UnifiedAuditLog": OwnPaging(
            kind="session",
            size="ResultSize",
            largest=5000,
            usual=100,
            cursor={"SessionCommand": "ReturnLargeSet"},
            identity=("Identity",),
            columns=("ResultIndex", "ResultCount"),
            unless=("SessionId", "SessionCommand"),
            most=50_000,
        ),
        **dict.fromkeys(_PAGING_REPORTS, _NUMBERED_REPORT),
        # NumberOfRows asks for so many, 10,000 at most; what it means together with pages is not documented.
        "Get-MailTrafficATPReport": replace(_NUMBERED_REPORT, unless=("Page", "NumberOfRows")),
    }
)

# What the service takes of requests for a cmdlet, by Microsoft's reference of message traces. Whether both share one
# hundred is not said; each is held to its own.
RATES: Mapping[str, Rate] = MappingProxyType(
    {"Get-MessageTraceV2": Rate(100, 300.0), "Get-MessageTraceDetailV2": Rate(100, 300.0)}
)


def rate_of(cmdlet: str) -> Rate | None:
    """How often a cmdlet (its canonical name) may be asked; None: as often as any other."""
    return RATES.get(cmdlet)


def pages_itself(cmdlet: str) -> OwnPaging | None:
    """The row of the table for a cmdlet's canonical name."""
    return OWN_PAGING.get(cmdlet)


def to_follow(cmdlet: str, parameters: Iterable[str]) -> OwnPaging | None:
    """How to follow the pages of a call with these ``parameters``; None where it does not page, or for itself."""
    paging = OWN_PAGING.get(cmdlet)
    names = {name.lower() for name in parameters}
    return None if paging is None or any(name.lower() in names for name in paging.unless) else paging


# What turns the pages of a cmdlet, by the catalogue, and what says how large one is.
_PAGE_PARAMETERS = ("Page", "PageCookie")
_PAGE_SIZE_PARAMETERS = ("PageSize", "ResultSize")


def page_rows(cmdlet: str, parameters: Mapping[str, object]) -> int:
    """How many rows one page of a call has at most: as it says itself, as usual, or 1 where nobody knows."""
    values = {name.lower(): value for name, value in parameters.items()}
    size_values = (values.get(name.lower()) for name in _PAGE_SIZE_PARAMETERS)
    sizes = [size for size in size_values if isinstance(size, int)]
    paging = pages_itself(cmdlet)
    return sizes[0] if sizes else paging.usual if paging else 1


def is_full_page(cmdlet: str, parameters: Mapping[str, object], rows: int) -> bool:
    """Whether ``rows`` are a full page of a cmdlet that pages by its own parameters and was not followed: then there
    may be more. Where nobody knows how large a page is, any row may be the last of a full one."""
    entry = find(cmdlet)
    if rows == 0 or entry is None or not (pages_itself(cmdlet) or any(entry.has(name) for name in _PAGE_PARAMETERS)):
        return False
    if any(name.lower() == "identity" for name in parameters):
        return False
    return rows >= page_rows(cmdlet, parameters)
