# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pipeline that reads, reads for each object and writes, under faults that are drawn at random for each of its steps.

The judge is the box's journal: no write runs twice, none leaves where a read had failed, every outcome is true, and the
same task with skip_unchanged finishes the rest. M365_SEED draws one again, M365_SOAK=1 draws 1,000.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import ALL, choose
from support.seeds import seed

from .test_rows import ROWS, Row

Json = dict[str, Any]

READS = "Get-Mailbox -ResultSize Unlimited | where Alias -in AdeleV,AlexW,LeeG,MeganB | Get-User"
# Where a fault may strike: the listing, one of its later pages, a batch, one of its reads, a write.
PLACES: tuple[Json, ...] = (
    {"cmdlet": "get-mailbox"},
    {"cmdlet": "get-mailbox", "page": True},
    {"kind": "batch"},
    {"cmdlet": "get-user"},
    {"cmdlet": "set-user"},
    {"cmdlet": "set-user"},
)


@dataclass(frozen=True)
class Draw:
    """A task, and what goes wrong meanwhile."""

    task: Json
    faults: list[tuple[Row, Json]]


def draw(number: int) -> Draw:
    chance = random.Random(f"{seed().number} pipeline {number}")
    task = {
        "command": f"{READS} | Set-User -Office 'Drawn {number}'",
        "page_size": 25,
        "parallel": chance.choice((1, 1, 3)),
        "on_error": chance.choice(("stop", "continue")),
        "retries": chance.randint(0, 2),
        "skip_unchanged": chance.random() < 0.5,
    }
    return Draw(task, [_fault(chance) for _more in range(chance.randint(1, 3))])


def _fault(chance: random.Random) -> tuple[Row, Json]:
    row = chance.choice([one for one in ROWS if one.fault != "timeout"])
    rule: Json = {"times": chance.choice((1, 1, 2, 4)), "skip": chance.choice((0, 0, 1, 3))}
    return row, {**rule, "match": row.match or chance.choice(PLACES), "moment": chance.choice(row.moments)}


def executed(box: Box) -> Counter[str]:
    """How often each user was written."""
    written = box.control.journal(kind="invoke", cmdlet="Set-User")
    return Counter(one["parameters"]["Identity"] for one in written if one["executed"])


def judge(drawn: Draw, result: Json, ran: Counter[str], four: list[str]) -> None:
    assert set(ran.values()) <= {1}, ran
    # With on_error: stop the outcomes may be those of the reads.
    outcomes = {one["object"]: one for one in result.get("outcomes", ()) if one["cmdlet"] == "Set-User"}
    if not outcomes:
        assert result["failed"] is True
        assert not ran, "a write has left, and nobody says so"
        return
    assert list(outcomes) == four
    assert bool(result.get("failed")) == any(one["failed"] for one in outcomes.values())
    for name, outcome in outcomes.items():
        told = outcome["outcome"]
        assert told in ("ran", "did_not_run", "refused", "unknown"), outcome
        assert told == "unknown" or (name in ran) is (told == "ran"), outcome
        assert "\n" not in outcome.get("msg", ""), outcome
    if drawn.task["on_error"] == "continue":
        assert all(one["failed"] or one["outcome"] == "ran" for one in outcomes.values())


@pytest.mark.parametrize("part", range(5))
def test_faults_at_each_step_leave_nothing_twice_and_the_rest_to_do(desk: Desk, box: Box, part: int) -> None:
    four = [one["Guid"] for one in desk.run(command=READS)["objects"]]
    numbers = range(part, choose(20, 100, 1000), 5)
    reached = 0
    for number in numbers:
        drawn = draw(number)
        box.control.reset()
        for row, rule in drawn.faults:
            box.control.fault(row.fault, **rule, **row.settings)
        result = desk.run(**drawn.task)
        box.control.clear_faults()
        try:
            judge(drawn, result, executed(box), four)
            again = desk.run(**{**drawn.task, "skip_unchanged": True, "page_size": 1000})
            assert "failed" not in again, again
            assert executed(box) == Counter(four)
            reached += "failed" in result
        except Exception as error:
            raise AssertionError(f"{seed()} draws number {number} again: {drawn}: {result}") from error
    assert reached or not ALL, "no fault has struck"  # a few draws may all be good
