# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The row about batches: reads only, each part judged by its own row, and only what failed goes again."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

from .covering import proves
from .test_rows import ALL, ROWS, Row, bounds, command_of

NAMES = ("Get-AcceptedDomain", "Get-RemoteDomain", "Get-SharingPolicy", "Get-TransportConfig", "Get-OrganizationConfig")
MET = NAMES[1]
# What happens to a connection happens to no part of an answer alone.
WHOLE = ("reset", "timeout", "truncate", "invalid_utf8", "incomplete_json", "redirect")
OF_PARTS = [row for row in ROWS if row.match is None and row.fault not in WHOLE]
# An answer around the parts has no rows, and no cmdlet asks or fails in it.
OF_BATCHES = [row for row in ROWS if row.match is None and row.fault not in ("confirmation", "errors_in_200")]


def batches(box: Box) -> list[list[str]]:
    """The cmdlets of each batch."""
    journal = box.control.journal()
    return [
        [one["cmdlet"] for one in journal if one["batch"] == batch["n"]]
        for batch in journal
        if batch["kind"] == "batch"
    ]


def run(desk: Desk, row: Row, **match: str) -> dict[str, Any]:
    desk.box.control.fault(row.fault, match=match, times=0, moment="before", **row.settings)
    items = [{"cmdlet": name, "properties": ["Name"]} for name in NAMES]
    return desk.run(commands=items, batch=True, on_error="continue", retries=ALL)


@proves("23")
@pytest.mark.parametrize("row", OF_PARTS, ids=lambda row: row.name)
def test_each_part_is_judged_by_its_own_row(desk: Desk, box: Box, row: Row) -> None:
    outcomes = {one["cmdlet"]: one for one in run(desk, row, cmdlet=MET.lower())["outcomes"]}
    met = outcomes.pop(MET)
    assert (met["failed"], met["attempts"]) == (True, 1 + row.read), met
    least, most = bounds(row, row.read)
    assert least - 0.1 <= met["backoff_seconds"] <= most + 0.1
    assert all((one["failed"], one["attempts"]) == (False, 1) for one in outcomes.values())
    # Only the part that failed goes again.
    assert batches(box) == [list(NAMES), *[[MET]] * row.read]
    assert not any(one["executed"] for one in box.control.journal(cmdlet=MET)) or row.fault == "errors_in_200"


@proves("23")
@pytest.mark.parametrize("row", OF_BATCHES, ids=lambda row: row.name)
def test_what_a_batch_meets_is_met_by_each_of_its_parts(desk: Desk, box: Box, row: Row) -> None:
    outcomes = run(desk, row, kind="batch")["outcomes"]
    assert [(one["failed"], one["attempts"]) for one in outcomes] == [(True, 1 + row.read)] * len(NAMES), outcomes[0]
    assert len(box.control.journal(kind="batch")) == 1 + row.read
    assert box.control.journal(kind="invoke") == []


@proves("23")
def test_a_batch_carries_reads_only(desk: Desk, box: Box) -> None:
    reads = [{"cmdlet": name, "properties": ["Name"]} for name in NAMES[:2]]
    writes = [command_of("idempotent write"), command_of("other write")]
    result = desk.run(commands=[*reads, *writes, *reads], batch=True)
    assert "failed" not in result, result
    assert batches(box) == [list(NAMES[:2])] * 2
    alone = [one["cmdlet"] for one in box.control.journal(kind="invoke", batch=None)]
    assert alone == [one["cmdlet"] for one in writes]
