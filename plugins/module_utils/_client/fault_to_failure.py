# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From a fault on the wire to the failure that a person reads; the texts are those of ``_errors/_advice``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .._catalogue.cmdlets import read_cmdlet
from .._catalogue.did_you_mean import availability_hint
from .._dataclass import dataclass
from .._errors._advice.network import NETWORK
from .._errors._advice.service import SERVICE
from .._errors.failure import Failure, Failures, Outcome, Trace
from .._json_types import JsonMap, Row
from .read_answer import AnswerFault
from .request_and_route import Call, Target
from .retries_and_rate_limits import Attempts

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
    made = failure_after(call, fault, target, EndOfAttempts("unknown", attempts))
    made.more.update(error.more)
    return made


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
