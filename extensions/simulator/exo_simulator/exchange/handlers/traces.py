# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Message traces: what became of the messages of the last days. Names, sizes, limits: the reference of each cmdlet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from ..calls import Call, Outcome
from ..choosing import tests_of
from ..messages import message, moment, status_of
from ..naming import NAMESPACE
from ..store import Item
from ..values import instant_text
from . import reports
from .paging import LARGEST_RESULT, number_between, within

TRACES = "MessageTraceV2"
DETAILS = "MessageTraceDetailV2"
DEFAULT_SPAN = timedelta(hours=48)
LONGEST_SPAN = timedelta(days=10)
_LAST = {"Delivered": "Deliver", "Quarantined": "Quarantine"}  # the status of a trace: its last event
_DETAILS = {
    "Receive": "The message was received.",
    "Deliver": "The message was delivered.",
    "Quarantine": "The message was quarantined.",
}


def _id(call: Call, number: int) -> UUID:
    return uuid5(NAMESPACE, f"{call.directory.names.tenant_id}/{TRACES}/{number}")


def message_trace(call: Call) -> Outcome:
    """Get-MessageTraceV2: newest first, 5,000 at most, ten days at a time; goes on from a recipient and an EndDate."""
    count = call.directory.reports.get(TRACES, 0)
    if not count:
        return reports.get_report(call)
    size = number_between(call, "ResultSize", 1000, LARGEST_RESULT)
    start, end = _span(call)
    after = call.text("StartingRecipientAddress")
    traced: list[Item] = []
    tests = list(tests_of(call))
    for number in range(count):
        received = moment(call.directory, number)
        if received < start:
            break
        if received <= end and (received < end or _behind(call, message(call.directory, number).recipient, after)):
            row = _traced(call, number)
            if not all(test(row) for test in tests):
                continue
            if len(traced) == size:
                return Outcome(traced, TRACES, warnings=[_more(call, traced[-1], size)])
            traced.append(row)
    return Outcome(traced, TRACES)


def _more(call: Call, last: Item, size: int) -> str:
    """The only sign that a trace was cut short (graph2otel, CSS-Exchange #2527): the command that goes on."""
    start, _end = _span(call)
    received = instant_text(last.own["Received"], zulu=True)
    return (
        "There are more results, use the following command to get more. Get-MessageTraceV2 -StartDate"
        f' "{instant_text(start, zulu=True)}" -EndDate "{received}" -StartingRecipientAddress'
        f' "{last.own["RecipientAddress"]}" -ResultSize {size}'
    )


def _span(call: Call) -> tuple[datetime, datetime]:
    start, end = call.values.get("StartDate"), call.values.get("EndDate")
    if start is None and end is None:
        return call.directory.now() - DEFAULT_SPAN, call.directory.now()
    if start is None or end is None:
        raise call.directory.errors.build("invalid", "StartDate and EndDate must be given together.")
    if not start <= end <= start + LONGEST_SPAN:
        raise call.directory.errors.build("invalid", "StartDate and EndDate must lie in this order within 10 days.")
    return start, end


def _behind(call: Call, recipient: str, after: str | None) -> bool:
    """Whether a row of the cursor's own second is still to come."""
    if after is None:
        return True
    return recipient >= after if call.directory.settings.trace_cursor == "at" else recipient > after


def _traced(call: Call, number: int) -> Item:
    mail = message(call.directory, number)
    columns: dict[str, Any] = {
        "Guid": _id(call, number),
        "Name": f"trace {number}",
        "MessageTraceId": str(_id(call, number)),
        "MessageId": mail.message_id,
        "Received": mail.received,
        "SenderAddress": mail.sender,
        "RecipientAddress": mail.recipient,
        "Subject": mail.subject,
        "Status": status_of(call.directory, number),
        "Size": mail.size,
        "FromIP": mail.from_ip,
        "ToIP": "198.51.100.25",
    }
    return Item(TRACES, columns)


def trace_detail(call: Call) -> Outcome:
    """Get-MessageTraceDetailV2: what happened to one message on its way to one recipient."""
    for number in range(call.directory.reports.get(TRACES, 0)):
        traced = _traced(call, number).own
        if (traced["MessageTraceId"], traced["RecipientAddress"].casefold()) == _wanted(call):
            if not within(traced["Received"], call.values.get("StartDate"), call.values.get("EndDate")):
                break
            tests = list(tests_of(call))
            rows = [_event(call, traced, event) for event in ("Receive", _LAST[traced["Status"]])]
            return Outcome(rows=[row for row in rows if all(test(Item(DETAILS, row)) for test in tests)])
    return Outcome()


def _wanted(call: Call) -> tuple[str, str]:
    return str(call.values["MessageTraceId"]), str(call.values["RecipientAddress"]).casefold()


def _event(call: Call, traced: Mapping[str, Any], event: str) -> dict[str, Any]:
    return {
        "Organization": call.directory.names.initial_domain,
        "MessageId": traced["MessageId"],
        "MessageTraceId": traced["MessageTraceId"],
        "Date@data.type": "System.DateTime",
        "Date": instant_text(traced["Received"], zulu=False),
        "Event": event,
        "Action": "",
        "Detail": _DETAILS[event],
        "SenderAddress": traced["SenderAddress"],
        "RecipientAddress": traced["RecipientAddress"],
    }
