# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of commands under faults that are drawn at random; the judge is the box's journal and what its store holds.

Each list has a seed, which a failure prints: M365_SEED=<seed> draws that one again, alone. M365_SOAK=1 draws 20,000.
Seeds that failed once are kept in support/kept_seeds.yml and always drawn as well.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.seeds import given, kept, seed

from .test_rows import ROWS, Row

ALONE = given()
RUNS = choose(20, 200, 20_000)
FIRST = seed().number
SLICES = 1 if ALONE else 10

READS = ("Get-RemoteDomain", "Get-AcceptedDomain", "Get-SharingPolicy", "Get-TransportConfig", "Get-OrganizationConfig")
PAGED = "Get-Mailbox"
EXPIRED = Row("22", "expired_page", 1, 0, 0, "did_not_run", match={"cmdlet": PAGED.lower(), "page": True})

Json = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """A command of a list; ``value`` is what a write leaves behind, and nobody else does."""

    kind: str
    item: Json
    value: str = ""

    @property
    def writes(self) -> bool:
        return self.kind in ("set", "new", "remove")


@dataclass(frozen=True)
class Draw:
    """A list, how it is run, and what goes wrong meanwhile."""

    seed: int
    steps: list[Step]
    options: Json
    faults: list[tuple[Row, Json]] = field(default_factory=list)


class World:
    """What is there, read before anything goes wrong."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        result = desk.run(commands=[{"cmdlet": name, "properties": ["Name", "Guid"]} for name in (*READS, PAGED)])
        self.rows = {one["cmdlet"]: one["objects"] for one in result["outcomes"]}
        people = desk.run(cmdlet=PAGED, properties=["PrimarySmtpAddress"])["objects"]
        self.people = [row["PrimarySmtpAddress"] for row in people]


@pytest.fixture(scope="module")
def world(shared_desk: Desk) -> World:
    shared_desk.box.control.reset()
    return World(shared_desk)


# Drawing


def draw(seed: int, world: World) -> Draw:
    chance = random.Random(seed)
    steps = [_step(chance, seed, number, world) for number in range(chance.randint(1, 12))]
    options = {
        "parallel": chance.choice((1, 1, 3)),
        "batch": chance.random() < 0.5,
        "on_error": chance.choice(("stop", "continue", "continue")),
        "retries": chance.randint(0, 3),
        "retry_writes": chance.choice(("never", "never", "idempotent")),
    }
    faults = [_fault(chance, steps) for _more in range(chance.randint(0, 12))]
    return Draw(seed, steps, options, faults)


def _step(chance: random.Random, seed: int, number: int, world: World) -> Step:
    kind = chance.choice(("read", "read", "read", "paged", "absent", "set", "set", "new", "remove"))
    value = f"D{seed}-{number}"
    wanted: dict[str, Json] = {
        "read": {"cmdlet": chance.choice(READS), "properties": ["Name", "Guid"]},
        "paged": {"cmdlet": PAGED, "properties": ["Name", "Guid"], "page_size": chance.choice((25, 40))},
        "absent": {"cmdlet": PAGED, "parameters": {"Identity": "nobody"}},
        "set": {"cmdlet": "Set-Mailbox", "parameters": {"Identity": world.people[number], "CustomAttribute11": value}},
        "new": {
            "cmdlet": "New-MailContact",
            "parameters": {"Name": value, "ExternalEmailAddress": f"{value}@fabrikam.com"},
        },
        "remove": {"cmdlet": "Remove-MailContact", "parameters": {"Identity": value}},
    }
    return Step(kind, wanted[kind], value)


def _fault(chance: random.Random, steps: list[Step]) -> tuple[Row, Json]:
    """A row of the contract, armed for some of the commands, their batches or their connections."""
    row = chance.choice([*ROWS, EXPIRED])
    while row.fault == "timeout" and chance.random() < 0.9:
        row = chance.choice(ROWS)
    rule: Json = {"times": chance.choice((1, 1, 1, 2, 4)), "skip": chance.choice((0, 0, 1, 3))}
    if row.match is not None:
        return row, {**rule, "match": row.match}
    cmdlet = chance.choice(steps).item["cmdlet"].lower()
    match: Json = {"kind": "batch"} if chance.random() < 0.2 else {"cmdlet": cmdlet}
    if cmdlet == PAGED.lower() and chance.random() < 0.3:
        match["page"] = True
    return row, {**rule, "match": match, "moment": chance.choice(row.moments)}


# Running, and judging


def run(desk: Desk, drawn: Draw) -> tuple[Json, list[Json]]:
    """The result, and the journal of what reached the box."""
    desk.box.control.reset()
    for row, rule in drawn.faults:
        desk.box.control.fault(row.fault, **rule, **row.settings)
    items = [step.item for step in drawn.steps]
    result = desk.run(seed=drawn.seed, commands=items, **drawn.options)
    desk.box.control.clear_faults()
    return result, desk.box.control.journal(kind="invoke")


def judge(drawn: Draw, world: World, result: Json, journal: list[Json]) -> None:
    outcomes = result["outcomes"]
    assert [one["index"] for one in outcomes] == list(range(len(drawn.steps)))
    assert bool(result.get("failed")) == any(one["failed"] for one in outcomes)
    known = set()
    for step, outcome in zip(drawn.steps, outcomes, strict=True):
        name = outcome.get("client_request_id")
        known.add(name)
        mine = [one for one in journal if one["headers"].get("client-request-id") == name]
        _judge_one(drawn, world, step, outcome, mine)
    assert all(_looks(drawn, one) for one in journal if one["headers"].get("client-request-id") not in known)
    first = next((number for number, one in enumerate(outcomes) if one["failed"]), len(outcomes))
    if drawn.options["on_error"] == "stop" and drawn.options["parallel"] == 1 and not drawn.options["batch"]:
        assert {one["outcome"] for one in outcomes[first + 1 :]} <= {"did_not_run"}
    for number, (step, outcome) in enumerate(zip(drawn.steps, outcomes, strict=True)):
        if (number <= first or drawn.options["on_error"] == "continue") and not _may_be_reached(drawn, step):
            assert outcome["outcome"] == ("refused" if step.kind in ("absent", "remove") else "ran"), (step, outcome)
    if drawn.options["on_error"] == "continue":
        assert all(one["failed"] or one["outcome"] == "ran" for one in outcomes)
    _judge_store(drawn, world, outcomes, journal)


def _judge_one(drawn: Draw, world: World, step: Step, outcome: Json, mine: list[Json]) -> None:
    told = outcome["outcome"]
    executed, changed = sum(one["executed"] for one in mine), sum(one["changed"] for one in mine)
    where = (step, outcome, mine)
    if outcome["failed"]:
        assert "error" in outcome, where
        assert "\n" not in outcome["msg"], where
    if not step.writes:
        if told == "ran":
            rows = world.rows[step.item["cmdlet"]]
            assert outcome["objects"] == rows, where
            assert (outcome["count"], outcome["truncated"]) == (len(rows), False), where
        return
    twice = step.kind == "set" and drawn.options["retry_writes"] == "idempotent"
    assert executed <= (2 if twice else 1), where
    if told == "ran":
        assert executed >= 1, where
        assert step.kind == "remove" or changed == 1 or twice, where
    elif told == "did_not_run":
        assert executed == 0, where
    elif told == "refused":
        assert changed == 0, where
    else:
        assert _may_be_unknown(drawn, step), where
        assert outcome["changed"] is True, where


def _looks(drawn: Draw, entry: Json) -> bool:
    """Whether a request is a look at a write in trouble, before it goes again."""
    written = [step.item["parameters"]["Identity"] for step in drawn.steps if step.kind == "set"]
    allowed = drawn.options["retry_writes"] == "idempotent" and entry["cmdlet"] == PAGED
    return allowed and entry["parameters"].get("Identity") in written


def _may_be_reached(drawn: Draw, step: Step) -> bool:
    """Whether anything armed could have met this command; what nothing met does what it always does."""
    return any(rule["match"].get("cmdlet") in (None, step.item["cmdlet"].lower()) for _row, rule in drawn.faults)


def _may_be_unknown(drawn: Draw, step: Step) -> bool:
    """Whether something was armed for this command that leaves open what ran; what met another is no excuse."""
    return any(
        row.outcome == "unknown" and rule["match"].get("cmdlet") == step.item["cmdlet"].lower()
        for row, rule in drawn.faults
    )


def _judge_store(drawn: Draw, world: World, outcomes: list[Json], journal: list[Json]) -> None:
    """What is there now is what was told: nothing of what did not run, and all that ran."""
    looks = [
        {"cmdlet": PAGED, "parameters": {"Identity": step.item["parameters"]["Identity"]}}
        if step.kind == "set"
        else {"cmdlet": "Get-MailContact", "parameters": {"Identity": step.value}}
        for step in drawn.steps
        if step.kind in ("set", "new")
    ]
    if not looks:
        return
    seen = world.desk.run(commands=looks, batch=True, on_error="continue")["outcomes"]
    told = [(step, one) for step, one in zip(drawn.steps, outcomes, strict=True) if step.kind in ("set", "new")]
    for (step, outcome), look in zip(told, seen, strict=True):
        there = [row for row in look.get("objects", []) if step.value in (row.get("CustomAttribute11"), row["Name"])]
        changed = any(
            one["changed"] for one in journal if one["headers"].get("client-request-id") == outcome["client_request_id"]
        )
        assert bool(there) is changed, (step, outcome, look)
        if outcome["outcome"] == "ran":
            assert there, (step, outcome, look)
        elif outcome["outcome"] in ("did_not_run", "refused"):
            assert not there, (step, outcome, look)


@pytest.mark.parametrize("part", range(SLICES))
def test_no_write_runs_twice_and_every_outcome_is_true(desk: Desk, box: Box, world: World, part: int) -> None:
    numbers = [FIRST] if ALONE else range(FIRST + part, FIRST + RUNS, SLICES)
    print(f"{len(numbers)} lists, M365_SEED={numbers[0]} to {numbers[-1]}")
    for number in numbers:
        demand(number, desk, world)


@pytest.mark.parametrize("number", kept("drawn_lists"))
def test_what_failed_once_is_true(desk: Desk, box: Box, world: World, number: int) -> None:
    demand(number, desk, world)


def demand(number: int, desk: Desk, world: World) -> None:
    """Draw a list, run it, and judge."""
    drawn = draw(number, world)
    result, journal = run(desk, drawn)
    try:
        assert "outcomes" in result, result
        judge(drawn, world, result, journal)
    except Exception as error:
        raise AssertionError(f"M365_SEED={number} draws this again: {drawn}") from error
