# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each thing that can happen to a request, at each step of making, changing and removing an object.

No write runs twice, no failure is taken for a missing object, what is half made is named, and the next run finishes it.
The judge of what ran is the box's journal. ``make test`` takes each row at a third of the steps,
``make test-all`` at all, and ``make soak`` each form of each row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import SOAK, choose

from .test_rows import ROWS, Row

Json = dict[str, Any]

ALL_FORMS = SOAK
# What the service says of an object that is not there, in an answer about a read: no failure.
SAYS_ABSENT = ("10 absent", "14", "18 as 10")


def one_of_each(rows: list[Row]) -> list[Row]:
    """The first form of each row of the contract."""
    return list({row.name.partition(" ")[0]: row for row in reversed(rows)}.values())[::-1]


@dataclass(frozen=True)
class Way:
    """What a run does: the cmdlets in turn; how its task is made for a number, and what has to be there before."""

    cmdlets: tuple[str, ...]
    task: Callable[[int], Json]
    before: Callable[[int], Json] | None = None


def contact(number: int) -> Json:
    properties = {"ExternalEmailAddress": f"object{number}@fabrikam.com", "MailTip": "Nobody is here"}
    return {"kind": "MailContact", "identity": f"Object {number}", "properties": properties, "wait": 4}


def new_contact(number: int) -> Json:
    given = {"Name": f"Object {number}", "ExternalEmailAddress": f"object{number}@fabrikam.com"}
    return {"cmdlet": "New-MailContact", "parameters": given}


def rule(number: int) -> Json:
    properties = {"PrependSubject": f"[{number}] ", "Enabled": number % 2 == 0}
    return {"kind": "TransportRule", "identity": "Banner", "properties": properties, "wait": 10}


def gone(number: int) -> Json:
    return {"kind": "MailContact", "identity": f"Object {number}", "state": "absent"}


SWITCH = ("Enable-TransportRule", "Disable-TransportRule")
WAYS = {
    "make": Way(("Get-MailContact", "New-MailContact", "Set-MailContact", "Get-MailContact"), contact),
    "change": Way(("Get-TransportRule", "Set-TransportRule", "switch", "Get-TransportRule"), rule),
    "remove": Way(("Get-MailContact", "Remove-MailContact"), gone, new_contact),
}
STEPS = [(name, step) for name, way in WAYS.items() for step in range(len(way.cmdlets))]
# Of each way its own, since every other rule is on.
NUMBERS = {"make": count(0), "change": count(0), "remove": count(1_000_000)}


@pytest.fixture(scope="module", autouse=True)
def rule_is_there(shared_desk: Desk) -> None:
    result = shared_desk.resource(kind="TransportRule", identity="Banner",
                                  properties={"PrependSubject": "[x] ", "Enabled": False})  # fmt: skip
    assert "failed" not in result, result


def sent(box: Box, start: int = 0) -> list[Json]:
    """The writes that reached the box."""
    return [one for one in box.control.journal(start, kind="invoke") if not one["cmdlet"].startswith("Get-")]


def arm(box: Box, cmdlets: tuple[str, ...], step: int, row: Row, moment: str, times: int) -> None:
    """The fault at one step of a way."""
    name = cmdlets[step]
    for one in SWITCH if name == "switch" else (name,):
        skip = cmdlets[:step].count(name)
        box.control.fault(
            row.fault, match={"cmdlet": one.lower()}, skip=skip, times=times, moment=moment, **row.settings
        )


@pytest.mark.parametrize(("way", "step"), STEPS, ids=str)
def test_no_step_runs_twice_and_the_next_run_finishes(desk: Desk, box: Box, way: str, step: int) -> None:
    made = WAYS[way]
    reads = made.cmdlets[step].startswith("Get-")
    few = one_of_each(ROWS)
    for row in choose(few[step % 3 :: 3], few, ROWS):
        if row.match is not None or (reads and row.name in SAYS_ABSENT):
            continue
        for moment in row.moments if ALL_FORMS or not reads else row.moments[:1]:
            number = next(NUMBERS[way])
            if made.before is not None:
                assert desk.run(**made.before(number))["changed"]
            box.control.reset()
            arm(box, made.cmdlets, step, row, moment, 0)
            result = desk.resource(**made.task(number), retries=0)
            where = (way, made.cmdlets[step], row.name, moment, result)
            judge(made, step, row, result, box, where)
            box.control.clear_faults()
            again = desk.resource(**made.task(number))
            assert "failed" not in again, (where, again)
            executed = Counter(one["cmdlet"] for one in sent(box) if one["changed"])
            assert all(times == 1 for times in executed.values()), (where, executed)
            assert len(executed) == len([name for name in made.cmdlets if not name.startswith("Get-")]), where


def judge(way: Way, step: int, row: Row, result: Json, box: Box, where: object) -> None:
    """A run that met a fault at a step."""
    writes = [name for name in way.cmdlets[: step + 1] if not name.startswith("Get-")]
    reads = way.cmdlets[step].startswith("Get-")
    assert result["failed"], where
    assert (result["kind"], result["found"]) == (way.task(0)["kind"], step > 0 and way is not WAYS["make"]), where
    outcomes = [one["outcome"] for one in result["steps"]]
    told = [*["ran"] * len(writes)] if reads else [*["ran"] * (len(writes) - 1), row.outcome]
    assert outcomes == told, where
    assert len({one["cmdlet"] for one in sent(box)}) == len(writes), where
    assert max(Counter(one["cmdlet"] for one in sent(box) if one["executed"]).values(), default=0) <= 1, where
    assert result["changed"] is any(one in ("ran", "unknown") for one in told), where
    if not writes:
        assert result["outcome"] == "did_not_run", where
    else:
        assert result["outcome"] == (
            "unknown" if "unknown" in told else "refused" if len(told) > 1 or reads else told[-1]
        )
    assert ("seen" in result) is ("unknown" in told), where


@pytest.mark.parametrize("way", WAYS)
def test_a_fault_that_passes_is_not_seen(desk: Desk, box: Box, way: str) -> None:
    """A read goes again, and a write that did not run: then all is as if nothing had been."""
    made = WAYS[way]
    for step, name in enumerate(made.cmdlets):
        for row in one_of_each(ROWS):
            repeats = row.read if name.startswith("Get-") else row.write
            if row.match is not None or not repeats or row.name == "6b":
                continue
            number = next(NUMBERS[way])
            if made.before is not None:
                assert desk.run(**made.before(number))["changed"]
            box.control.reset()
            arm(box, made.cmdlets, step, row, "before", 1)
            result = desk.resource(**made.task(number))
            assert ("failed" not in result, result["changed"]) == (True, True), (way, name, row.name, result)
            executed = Counter(one["cmdlet"] for one in sent(box) if one["executed"])
            assert set(executed.values()) == {1}, (way, name, row.name, executed)
