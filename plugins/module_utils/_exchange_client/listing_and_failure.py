# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What came of a call: its rows and what is told of them, or the failure that a person reads.

The texts of failures are those of ``_errors/_advice``.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import field
from typing import Any, Protocol
from urllib.parse import urlsplit

from .._catalogue.cmdlets import read_cmdlet
from .._catalogue.did_you_mean import availability_hint
from .._dataclass import dataclass
from .._errors._advice.network import NETWORK
from .._errors._advice.service import SERVICE
from .._errors.failure import Failure, Failures, Outcome, Trace
from .._json_types import JsonMap, Row
from .read_answer import AnswerFault, AnswerPage
from .request_and_route import Call, Target
from .retries_and_rate_limits import Attempts
from .rows_as_text import GUID, TextRows

_WRITE_NOT_AGAIN = "The answer to this write has more pages, which are not asked for: that would send the cmdlet again."
MORE_ROWS = "The service kept rows back and gave no way to them: there are more results than these."


class Sink(Protocol):
    """Where rows go."""

    def add(self, rows: Sequence[Row]) -> bool | None:
        """Take the rows of one page, in order; False says that no more of them are wanted."""

    def restart(self) -> None:
        """Forget all rows: the listing starts again."""


class Rows:
    """A sink for a few rows, which are kept."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, rows: Sequence[Row]) -> None:
        """See :class:`Sink`."""
        self.rows += rows

    def restart(self) -> None:
        """See :class:`Sink`."""
        self.rows = []


_BUCKETS = 64
# Identity is not one: a permission, for example, has that of its mailbox.
_USUAL_IDENTITY = (GUID,)


@dataclass
class Duplicates:
    """Eight bytes a row: the hash of what tells it from others. Rows that do not have it are not looked at.

    ``identity`` are the properties that together tell one row from another.
    """

    identity: tuple[str, ...] = _USUAL_IDENTITY
    _buckets: list[array[int]] = field(default_factory=list)

    def restart(self) -> None:
        """Forget all."""
        self._buckets = []

    def add(self, rows: Sequence[JsonMap]) -> None:
        """Look at the rows of a page."""
        marks = self._marks(rows)
        if marks and not self._buckets:
            self._buckets = [array("q") for _unused in range(_BUCKETS)]
        buckets = self._buckets
        for mark in map(hash, marks):
            buckets[mark % _BUCKETS].append(mark)

    def _marks(self, rows: Sequence[JsonMap]) -> list[str]:
        if isinstance(rows, TextRows) and self.identity == _USUAL_IDENTITY:
            return [guid for guid in rows.guids if guid is not None]
        if len(self.identity) == 1:
            (name,) = self.identity
            return [str(row[name]) for row in rows if row.get(name) is not None]
        identities = [[row.get(name) for name in self.identity] for row in rows]
        return ["\n".join(map(str, values)) for values in identities if None not in values]

    def count(self) -> int:
        """How many rows were there before, by 64 bits of hash: never wrong in practice."""
        return sum(len(bucket) - len(set(bucket)) for bucket in self._buckets)


@dataclass
class Listing:
    """What is told of a whole answer: ``truncated`` is true where rows were left behind, ``cut`` where the service said
    so in its last part."""

    attempts: Attempts = field(default_factory=Attempts)
    rows: int = 0
    pages: int = 0
    truncated: bool = False
    cut: bool = False
    warnings: list[str] = field(default_factory=list)
    confirmation: str | None = None

    def take(self, page: AnswerPage, call: Call, sink: Sink) -> bool:
        """Take in what ``page`` tells, and give ``sink`` its rows; whether those of the next page are wanted, too."""
        rows = page.rows if call.limit is None else page.rows[: call.limit - self.rows]
        goes_on = sink.add(rows) is not False
        self.rows += len(rows)
        self.pages += 1
        self.confirmation = self.confirmation or page.confirmation
        self.warnings += [warning for warning in page.warnings if warning not in self.warnings]
        goes_on = goes_on and (call.limit is None or self.rows < call.limit)
        if page.next_link is not None and call.kind == "read" and goes_on:
            return True
        self.cut = page.cut
        self.truncated = page.cut or len(rows) < len(page.rows) or page.next_link is not None
        if page.next_link is not None and call.kind != "read":
            self.warnings.append(_WRITE_NOT_AGAIN)
        if page.cut and call.limit is None:
            self.warnings.append(MORE_ROWS)
        return False


def tell_of(listing: Listing, error: Failure) -> None:
    """Say in a failure how far the listing had come; rows that came together with the error stay what is told."""
    error.more.update(pages=listing.pages, rows=listing.rows)
    error.more.setdefault("partial", True)


failure = Failures(NETWORK, SERVICE)


@dataclass(frozen=True)
class EndOfAttempts:
    """How it ended after the last attempt.

    ``retry_after`` (seconds) is set where the service asked for a longer wait than is allowed,
    ``exhausted`` where too many retries failed on this connection.
    """

    outcome: Outcome
    attempts: Attempts
    retry_after: float | None = None
    exhausted: bool = False


def failure_after(call: Call, fault: AnswerFault, target: Target, end: EndOfAttempts) -> Failure:
    """The failure after the last attempt."""
    is_read = call.kind == "read"
    key = "retry-quota-exhausted" if end.exhausted else fault.advice
    if end.retry_after is not None:
        key = "retry-after-too-long"
    if end.outcome == "unknown" and not is_read:
        key = "write-unknown"
    return failure(
        key,
        outcome=end.outcome,
        retry_safe=is_read or end.outcome == "did_not_run",
        trace=Trace(fault.exception_type, fault.status, fault.request_id, call.client_request_id),
        more=_fields_of_failure(call, fault, target, end),
        **_facts_of_fault(call, fault, target, end.retry_after),
    )


def unknown_outcome(call: Call, error: Failure, target: Target, attempts: Attempts) -> Failure:
    """``error`` stopped a write of which an earlier attempt or page may have run, or has."""
    trace = error.trace
    fault = AnswerFault(
        "cut", "write-unknown", error.line, trace.exception_type, status=trace.http_status, request_id=trace.request_id
    )
    unknown_failure = failure_after(call, fault, target, EndOfAttempts("unknown", attempts))
    unknown_failure.more.update(error.more)
    return unknown_failure


def describe_call(call: Call, target: Target, attempts: Attempts) -> Row:
    """What the result of every command that failed says: where it ran, and what was tried."""
    return {
        "organization": target.organization,
        "tenant_id": target.tenant_id,
        "cmdlet": call.cmdlet,
        "client_request_id": call.client_request_id,
        "attempts": attempts.count,
        "backoff_seconds": round(attempts.waited, 1),
        "request_ids": list(attempts.request_ids),
    }


def _facts_of_fault(call: Call, fault: AnswerFault, target: Target, retry_after: float | None) -> dict[str, Any]:
    return {
        "cmdlet": call.cmdlet,
        "text": fault.text or "It gave no reason.",
        "detail": fault.text,
        "met": fault.text or (f"an answer with HTTP {fault.status} and no reason" if fault.status else "no answer"),
        "status": fault.status or "no status",
        "organization": target.organization,
        "hint": availability_hint(call.cmdlet, target.service),
        "read_cmdlet": read_cmdlet(call.cmdlet) or "the tenant's audit log",
        "client_request_id": call.client_request_id,
        "hop": target.hop,
        "host": urlsplit(target.rest_base).hostname or "",
        "seconds": int(retry_after or 0),
        "link_host": fault.text,
    }


def _fields_of_failure(call: Call, fault: AnswerFault, target: Target, end: EndOfAttempts) -> JsonMap:
    """Further fields of the failed result: what was tried, and rows that came before the error."""
    more = describe_call(call, target, end.attempts)
    if end.retry_after is not None:
        more["retry_after"] = int(end.retry_after)
    if end.exhausted:
        more["retry_quota"] = "exhausted"
    if fault.rows:
        more["partial"] = fault.rows
    return more


@dataclass
class Prefetched:
    """The first page of a read, or why there is none, where it came together with others; given once."""

    page_or_failure: AnswerPage | Failure
    attempts: Attempts
    is_taken: bool = False

    def take(self, attempts: Attempts) -> AnswerPage:
        """What came; ``attempts`` is told what that took."""
        self.is_taken = True
        attempts.add(self.attempts)
        if isinstance(self.page_or_failure, Failure):
            raise self.page_or_failure
        return self.page_or_failure
