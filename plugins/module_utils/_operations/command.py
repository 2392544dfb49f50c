# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command: run one cmdlet.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from .._client.call import Call
from .._client.paging import Listing
from .._client.paging import run as run_call
from .._cmdlets.catalogue import find
from .._cmdlets.classes import changes, classify
from .._cmdlets.names import canonical_name, property_name
from .._cmdlets.values import encode
from .._errors.failure import Failure
from .connection import Connection, opened, page_size_of
from .context import Context, Options, Result, demand_packages
from .query import Query
from .result_size import UNLIMITED, limit_of

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


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode reads run and writes are not sent.

    :raises Failure: with ``outcome`` telling what became of the cmdlet.
    """
    demand_packages()
    call = prepared(options)
    query = Query(options.get("query"))
    page_size = page_size_of(options)
    with opened(options, context) as connection:
        if context.check_mode and call.changes:
            return _result(connection, call, [], Listing(), changed=True, sent=False)
        sink = _Rows()
        listing = run_call(connection.sender, call.paged(page_size or connection.access.page_size), sink)
    for warning in listing.warnings:
        context.warn(warning)
    return _result(
        connection, call, _projected(query, sink.rows, call, context), listing, changed=_changed(call, listing)
    )


def _projected(query: Query, rows: list[dict[str, Any]], call: Call, context: Context) -> list[Any]:
    """What the query yields. A write has run by now: its answer is kept whole rather than lost to a query."""
    try:
        return query.of(rows, call.cmdlet)
    except Failure as error:
        if call.kind == "read":
            raise
        context.warn(error.line)
        return rows


def prepared(options: Options) -> Call:
    """The call that the options describe, checked before any network.

    :raises Failure: a name, value or size that cannot be used.
    """
    cmdlet = canonical_name(str(options["cmdlet"]))
    given = dict(options.get("parameters") or {})
    limit = limit_of(options.get("result_size"), given)
    return Call(
        cmdlet=cmdlet,
        kind=classify(cmdlet, given),
        changes=changes(cmdlet, given),
        client_request_id=str(uuid.uuid4()),
        parameters={**encode(cmdlet, given), **_added(cmdlet, given, limit)},
        properties=tuple(property_name(name) for name in options.get("properties") or []),
        limit=limit,
    )


def _added(cmdlet: str, given: Mapping[str, Any], limit: int | None) -> dict[str, Any]:
    """What we send besides what was given, where the cmdlet knows it.

    ``Confirm: false``: without it a cmdlet may answer with a question and do nothing. ``ResultSize``: without
    it some listings end at 1,000 rows.
    """
    known = find(cmdlet)
    names = {name.lower() for name in given}
    asks_only = any(name.lower() == "whatif" and value is True for name, value in given.items())
    added: dict[str, Any] = {}
    if known is None:
        return added
    if known.has("Confirm") and "confirm" not in names and not asks_only:
        added["Confirm"] = False
    if known.has("ResultSize") and "resultsize" not in names:
        added["ResultSize"] = UNLIMITED if limit is None else limit
    return added


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
    }
