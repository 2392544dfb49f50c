# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Many reads over one connection: ten a request, several requests at a time, each with its rows or its failure."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from .._client.batch import MOST_IN_BATCH, BatchPart, fetch_batch, is_batchable
from .._client.listing_and_failure import Rows
from .._client.read_answer import AnswerPage
from .._client.request_and_route import Call
from .._client.send_and_page import Sender
from .._client.send_and_page import run as run_call
from .._connection.open_connection import Connection
from .._context_and_progress import Context
from .._errors._advice.resources import failure
from .._errors.failure import Failure
from .._json_types import Row
from .explain_refusal import explain_refused_call
from .worker_pool import WorkerPool


def read_together(
    connection: Connection, calls: Sequence[Call], parallel: int, context: Context
) -> list[list[Row] | Failure]:
    """What each read brought, in their order. A refusal is explained once for each cmdlet."""
    found: list[list[Row] | Failure] = [[] for _call in calls]
    units = _units_of(calls)
    with ExitStack() as stack:
        senders = [connection.sender]
        for _number in range(min(parallel, len(units)) - 1):
            transport = stack.enter_context(connection.sender.transport.clone())
            senders.append(replace(connection.sender, transport=transport))
        pool: WorkerPool[list[int]] = WorkerPool(len(senders), lambda: True, context.still_wanted)

        def do(unit: list[int], worker: int) -> None:
            for place, came in zip(unit, _ask(senders[worker], [calls[place] for place in unit]), strict=True):
                found[place] = came

        pool.run(units, do)
    return _explain(connection, calls, found)


def _units_of(calls: Sequence[Call]) -> list[list[int]]:
    """The places of what goes in one request: up to ten, and alone what cannot go with others."""
    together: list[int] = []
    alone: list[list[int]] = []
    for place, call in enumerate(calls):
        if is_batchable(call):
            together.append(place)
        else:
            alone.append([place])
    return [*alone, *(together[start : start + MOST_IN_BATCH] for start in range(0, len(together), MOST_IN_BATCH))]


def _ask(sender: Sender, calls: Sequence[Call]) -> list[list[Row] | Failure]:
    if len(calls) == 1:
        return [_rows(sender, calls[0])]
    parts = fetch_batch(sender, calls)
    return [_rows_of_part(part, sender) for part in parts]


def _rows_of_part(part: BatchPart, sender: Sender) -> list[Row] | Failure:
    """The rows of a part, where there are more pages those of all."""
    came = part.page_or_failure
    if isinstance(came, AnswerPage) and came.next_link is None and not came.cut:
        return list(came.rows)
    return _rows(part.hand_to(sender), part.call)


def _rows(sender: Sender, call: Call) -> list[Row] | Failure:
    sink = Rows()
    try:
        if run_call(sender, call, sink).truncated:
            return failure("rows-kept-back", cmdlet=call.cmdlet, rows=len(sink.rows))
    except Failure as error:
        return error
    return sink.rows


def _explain(
    connection: Connection, calls: Sequence[Call], found: list[list[Row] | Failure]
) -> list[list[Row] | Failure]:
    better: dict[str, Failure] = {}
    for place, (call, came) in enumerate(zip(calls, found, strict=True)):
        if isinstance(came, Failure) and came.key == "cmdlet-not-available":
            if call.cmdlet not in better:
                better[call.cmdlet] = explain_refused_call(connection, call, came) or came
            found[place] = better[call.cmdlet]
    return found
