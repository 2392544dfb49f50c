# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search-UnifiedAuditLog. Names, sizes and limits: its reference; where that is silent there is ``audit_search``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from ..audited import CLIENT, LOG, Record
from ..calls import Call, Outcome
from ..choosing import tests_of
from ..messages import moment
from ..store import Item
from .paging import LARGEST_RESULT, number_between, within

LARGEST_SESSION = 50_000


def audit_log(call: Call) -> Outcome:
    """100 rows without ResultSize, 5,000 at most; a session goes on where it was, over what there was at its start."""
    size, formatted = number_between(call, "ResultSize", 100, LARGEST_RESULT), call.bound.switch("Formatted")
    session, command = call.text("SessionId"), call.text("SessionCommand")
    place, written = 0, call.directory.log.count
    if session and command in {"ReturnLargeSet", "ReturnNextPreviewPage"}:
        sessions = call.directory.sessions
        place, written = sessions.get(session, (0, written))
        most = LARGEST_SESSION if command == "ReturnLargeSet" else LARGEST_RESULT
        if place and _gives_up(call):
            return Outcome(rows=[{**_example(call, 0).row(call.directory.names), "ResultIndex": -1, "ResultCount": 0}])
        size = max(0, min(size, most - place))
        sessions[session] = (place + size, written)
    records = _found(call, written)
    page = records[place : place + size]
    rows = [record.row(call.directory.names, formatted=formatted) for record in page]
    return Outcome(rows=[{**row, **_place(place + number, len(records))} for number, row in enumerate(rows, 1)])


def _gives_up(call: Call) -> bool:
    """What a search does that the service has given up (Hawk): a row of nothing at place -1."""
    switch = call.directory.settings.audit_search
    return switch == "gives_up" or (switch == "gives_up_once" and len(call.directory.sessions) == 1)


def _found(call: Call, written: int) -> Sequence[Record]:
    """The records that the search finds, newest first: of the ``written`` ones that were there when it began, and of
    those that the tenant's description asks for."""
    start, end = call.values.get("StartDate"), call.values.get("EndDate")
    log, count = call.directory.log, call.directory.reports.get(LOG, 0)
    new = log.count - written
    records: Iterator[Record] = chain(
        islice(reversed(log.records), new, None), (_example(call, number) for number in range(count))
    )
    within_time = [record for record in records if within(record.created, start, end)]
    tests = list(tests_of(call))
    if not tests:
        return within_time
    return [record for record in within_time if all(test(facts) for facts in (_facts(call, record),) for test in tests)]


def _example(call: Call, number: int) -> Record:
    """Record ``number`` of those that the tenant's description asks for: an administrator looked after a mailbox."""
    directory = call.directory
    people = directory.addressees or [f"user000000@{directory.domains[0]}"]
    whose, when = people[number % len(people)], moment(directory, number)
    parameters = (("Identity", whose), ("AuditEnabled", "True"))
    admin = f"admin@{directory.names.initial_domain}"
    return Record(number, when, admin, False, "exchange", "Set-Mailbox", whose, parameters)


def _facts(call: Call, record: Record) -> Item:
    """What the conditions of a search look at: the row, and what only its AuditData shows."""
    columns: dict[str, Any] = {
        "Operations": record.operation,
        "RecordType": record.kind,
        "UserIds": record.user,
        "_ObjectId": record.object_id,
        "_ClientIP": CLIENT.partition(":")[0],
        "AuditData": record.row(call.directory.names)["AuditData"],
    }
    return Item(LOG, columns)


def _place(place: int, count: int) -> dict[str, Any]:
    return {
        "ResultIndex@data.type": "System.Int32",
        "ResultIndex": place,
        "ResultCount@data.type": "System.Int32",
        "ResultCount": count,
    }
