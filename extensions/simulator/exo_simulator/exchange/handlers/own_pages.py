# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports that page by their own parameters: the quarantine, the message trace, the unified audit log, and all those
with numbered pages.

Their rows are made from their number, as many as the tenant's ``reports`` says. Names, sizes and limits: the reference
of each cmdlet. Where it is silent there is a switch: ``trace_cursor``, ``audit_search``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid5

from ..calls import Call, Outcome
from ..catalogue import numbered_reports
from ..crud import get_objects
from ..naming import NAMESPACE
from ..store import Item
from ..values import instant_text
from . import reports
from .narrowing import AUDIT, DETAIL, QUARANTINE, TRACE, conditions, fitting, within

LARGEST_PAGE = 1000
LARGEST_RESULT = 5000
LARGEST_SESSION = 50_000
DEFAULT_SPAN = timedelta(hours=48)
LONGEST_SPAN = timedelta(days=10)
AT_ONCE = 3  # so many messages arrive in the same second


def _count(call: Call) -> int:
    return call.directory.reports.get(call.family.noun, 0)


def _number(call: Call, name: str, default: int, largest: int, least: int = 1) -> int:
    """A parameter between ``least`` and ``largest``; anything else is refused."""
    value = call.values.get(name)
    number = default if value is None else int(value)
    if not least <= number <= largest:
        raise call.directory.errors.build("invalid", f"The value of {name} must be between {least} and {largest}.")
    return number


def _id(call: Call, number: int, noun: str | None = None) -> UUID:
    return uuid5(NAMESPACE, f"{call.directory.names.tenant_id}/{noun or call.family.noun}/{number}")


def _moment(call: Call, number: int) -> datetime:
    """When row ``number`` happened: the newest comes first."""
    return call.directory.since - timedelta(seconds=number // AT_ONCE)


def _recipient(call: Call, number: int) -> str:
    return f"user{number:06d}@{call.directory.domains[0]}"


def quarantine(call: Call) -> Outcome:
    """Get-QuarantineMessage: Page from 1 to 1000, 100 rows without PageSize; past the end, nothing.

    PageSize 0 gives no row and 1001 is taken, whatever the reference says (graph2otel, 2026-07).
    """
    count = _count(call)
    if not count or call.text("Identity"):
        return get_objects(call)
    page = _number(call, "Page", 1, LARGEST_PAGE)
    size = _number(call, "PageSize", 100, sys.maxsize, least=0)
    place = (page - 1) * size
    if not conditions(call, QUARANTINE):
        return Outcome(
            [_quarantined(call, number) for number in range(count)[place : place + size]], "QuarantineMessage"
        )
    fits = fitting(call, QUARANTINE)
    rows = [item for item in (_quarantined(call, number) for number in range(count)) if fits(item.own)]
    return Outcome(rows[place : place + size], "QuarantineMessage")


def numbered(call: Call) -> Outcome:
    """A report: Page from 1 to 1000, PageSize from 1 to 5000, 1,000 without it; past the end, nothing."""
    count = _count(call)
    if not count:
        return reports.get_report(call)
    page = _number(call, "Page", 1, LARGEST_PAGE)
    size = _number(call, "PageSize", 1000, LARGEST_RESULT)
    place = (page - 1) * size
    numbers: Sequence[int] = range(count)
    start, end = call.values.get("StartDate"), call.values.get("EndDate")
    if start or end:
        numbers = [number for number in numbers if within(_moment(call, number), start, end)]
    return Outcome(rows=[_reported(call, number) for number in numbers[place : place + size]])


def _reported(call: Call, number: int) -> dict[str, Any]:
    """A row; what the columns of a report are is not documented as a whole, so there are only these."""
    return {
        "Organization": call.directory.names.initial_domain,
        "Date@data.type": "System.DateTime",
        "Date": instant_text(_moment(call, number), zulu=False),
        "Index@data.type": "System.Int32",
        "Index": number,
    }


def _quarantined(call: Call, number: int) -> Item:
    received = _moment(call, number)
    own: dict[str, Any] = {
        "Guid": _id(call, number),
        "Name": f"message {number}",
        "Identity": f"{_id(call, number)}\\{_id(call, -1 - number)}",
        "ReceivedTime": received,
        "Expires": received + timedelta(days=30),
        "SenderAddress": f"sender{number % 97}@fabrikam.com",
        "RecipientAddress": [_recipient(call, number)],
        "Subject": f"Invoice {number}",
        "Size": 4711 + number,
        "Type": "Spam",
    }
    own.update({"QuarantineTypes": "Spam", "Direction": "Inbound", "ReleaseStatus": "NOTRELEASED"})
    own["_identity"] = own["Identity"]
    return Item("QuarantineMessage", own)


def message_trace(call: Call) -> Outcome:
    """Get-MessageTraceV2: newest first, 5,000 at most, ten days at a time; goes on from a recipient and an EndDate."""
    count = _count(call)
    if not count:
        return reports.get_report(call)
    size = _number(call, "ResultSize", 1000, LARGEST_RESULT)
    start, end = _span(call)
    after = call.text("StartingRecipientAddress")
    found: list[Item] = []
    fits = fitting(call, TRACE)
    for number in range(count):
        received = _moment(call, number)
        if received < start:
            break
        if received <= end and (received < end or _behind(call, _recipient(call, number), after)):
            row = _traced(call, number)
            if not fits(row.own):
                continue
            if len(found) == size:
                return Outcome(found, "MessageTraceV2", warnings=[_more(call, found[-1], size)])
            found.append(row)
    return Outcome(found, "MessageTraceV2")


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


def _traced(call: Call, number: int, noun: str | None = None) -> Item:
    own: dict[str, Any] = {
        "Guid": _id(call, number, noun),
        "Name": f"trace {number}",
        "MessageTraceId": str(_id(call, number, noun)),
        "MessageId": f"<{number}@fabrikam.com>",
        "Received": _moment(call, number),
        "SenderAddress": f"sender{number % 97}@fabrikam.com",
        "RecipientAddress": _recipient(call, number),
        "Subject": f"Invoice {number}",
        "Status": "Delivered",
        "Size": 4711 + number,
        "FromIP": f"203.0.113.{number % 254 + 1}",
        "ToIP": "198.51.100.25",
    }
    return Item("MessageTraceV2", own)


def trace_detail(call: Call) -> Outcome:
    """Get-MessageTraceDetailV2: what happened to one message on its way to one recipient."""
    for number in range(call.directory.reports.get("MessageTraceV2", 0)):
        traced = _traced(call, number, "MessageTraceV2").own
        if (traced["MessageTraceId"], traced["RecipientAddress"].casefold()) == _wanted(call):
            if not within(_moment(call, number), call.values.get("StartDate"), call.values.get("EndDate")):
                break
            fits = fitting(call, DETAIL)
            rows = [_event(call, number, traced, event) for event in ("Receive", "Deliver")]
            return Outcome(rows=[row for row in rows if fits(row)])
    return Outcome()


def _wanted(call: Call) -> tuple[str, str]:
    return str(call.values["MessageTraceId"]), str(call.values["RecipientAddress"]).casefold()


def _event(call: Call, number: int, traced: Mapping[str, Any], event: str) -> dict[str, Any]:
    return {
        "Organization": call.directory.names.initial_domain,
        "MessageId": traced["MessageId"],
        "MessageTraceId": traced["MessageTraceId"],
        "Date@data.type": "System.DateTime",
        "Date": instant_text(_moment(call, number), zulu=False),
        "Event": event,
        "Action": "",
        "Detail": f"The message was {event.lower()}{'ed' if event == 'Deliver' else 'd'}.",
        "SenderAddress": traced["SenderAddress"],
        "RecipientAddress": traced["RecipientAddress"],
    }


def audit_log(call: Call) -> Outcome:
    """Search-UnifiedAuditLog: 100 rows without ResultSize, 5,000 at most; a session goes on where it was."""
    count = _count(call)
    if not count:
        return reports.act(call)
    size = _number(call, "ResultSize", 100, LARGEST_RESULT)
    session, command = call.text("SessionId"), call.text("SessionCommand")
    place = 0
    if session and command in {"ReturnLargeSet", "ReturnNextPreviewPage"}:
        places = call.directory.sessions
        place = places.get(session, 0)
        most = LARGEST_SESSION if command == "ReturnLargeSet" else LARGEST_RESULT
        if place and _gives_up(call):
            return Outcome(rows=[_audited(call, 0) | {"ResultIndex": -1, "ResultCount": 0}])
        size = max(0, min(size, most - place))
        places[session] = place + size
    start, end, fits = call.values.get("StartDate"), call.values.get("EndDate"), fitting(call, AUDIT)
    ends = (_moment(call, 0), _moment(call, count - 1))
    if not conditions(call, AUDIT) and all(within(moment, start, end) for moment in ends):
        return Outcome(rows=[_audited(call, number) for number in range(count)[place : place + size]])
    all_rows = (_audited(call, number) for number in range(count) if within(_moment(call, number), start, end))
    rows = [row for row in all_rows if fits(row)]
    for number, row in enumerate(rows, 1):
        row.update({"ResultIndex": number, "ResultCount": len(rows)})
    return Outcome(rows=rows[place : place + size])


def _gives_up(call: Call) -> bool:
    """What a search does that the service has given up (Hawk): a row of nothing at place -1."""
    switch = call.directory.settings.audit_search
    return switch == "gives_up" or (switch == "gives_up_once" and len(call.directory.sessions) == 1)


def _audited(call: Call, number: int) -> dict[str, Any]:
    created = _moment(call, number).astimezone(timezone.utc)
    return {
        "RecordType": "ExchangeAdmin",
        "CreationDate@data.type": "System.DateTime",
        "CreationDate": instant_text(created, zulu=False),
        "UserIds": f"admin@{call.directory.names.initial_domain}",
        "Operations": "Set-Mailbox",
        "AuditData": f'{{"Id":"{_id(call, number)}","Operation":"Set-Mailbox","ResultStatus":"True"}}',
        "ResultIndex@data.type": "System.Int32",
        "ResultIndex": number + 1,
        "ResultCount@data.type": "System.Int32",
        "ResultCount": _count(call),
        "Identity": str(_id(call, number)),
        "IsValid": True,
        "ObjectState": "Unchanged",
    }


HANDLERS: Mapping[str, Callable[[Call], Outcome]] = {
    **{f"Get-{noun}": numbered for noun in numbered_reports()},
    "Get-QuarantineMessage": quarantine,
    "Get-MessageTraceV2": message_trace,
    "Get-MessageTraceDetailV2": trace_detail,
    "Search-UnifiedAuditLog": audit_log,
}
