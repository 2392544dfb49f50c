# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Run one prepared call on an open connection, and say what came of it.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re
from typing import Any

from .._client.call import Call
from .._client.paging import Listing
from .._client.paging import run as run_call
from .._errors.failure import Failure
from .advice_after import explained
from .advice_before import say_before
from .connection import Connection
from .context import Context, Result
from .passwords import with_service_key
from .query import Query

# "The command completed successfully but no settings of '...' have been modified." is all that tells.
_NOT_MODIFIED = re.compile(r"completed successfully but no settings of .* have been modified", re.DOTALL)


class _Rows:
    """A sink that keeps all rows."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, rows: list[dict[str, Any]]) -> None:
        self.rows += rows

    def restart(self) -> None:
        self.rows = []


def run_one(connection: Connection, call: Call, query: Query, context: Context) -> Result:
    """The result of one command. In check mode reads run and writes are not sent.

    :raises Failure: with ``outcome`` telling what became of the cmdlet.
    """
    say_before(connection, call, context)
    if context.check_mode and call.changes:
        return _result(connection, call, [], Listing(), changed=True, sent=False)
    sink = _Rows()
    with explained(connection, call):
        listing = run_call(connection.sender, with_service_key(connection, call), sink)
    for warning in listing.warnings:
        context.warn(warning)
    objects = _projected(query, sink.rows, call, context)
    return _result(connection, call, objects, listing, changed=_changed(call, listing))


def _projected(query: Query, rows: list[dict[str, Any]], call: Call, context: Context) -> list[Any]:
    """What the query yields. A write has run by now: its answer is kept whole rather than lost to a query."""
    try:
        return query.of(rows, call.cmdlet)
    except Failure as error:
        if call.kind == "read":
            raise
        context.warn(error.line)
        return rows


def _changed(call: Call, listing: Listing) -> bool:
    unmodified = any(_NOT_MODIFIED.search(warning) for warning in listing.warnings)
    return call.changes and not call.asks_only and not unmodified


def _result(
    connection: Connection, call: Call, objects: list[Any], listing: Listing, *, changed: bool, sent: bool = True
) -> Result:
    return {
        "changed": changed,
        "objects": objects,
        "count": len(objects),
        "truncated": listing.truncated,
        "cmdlet": call.cmdlet,
        "organization": connection.access.organization,
        "tenant_id": connection.access.tenant_id,
        "client_request_id": call.client_request_id if sent else None,
        "tries": listing.tries.count if sent else 0,
        "service_warnings": listing.warnings,
        **({"what_if": listing.confirmation} if call.asks_only else {}),
    }
