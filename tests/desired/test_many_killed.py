# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that keeps many objects is killed when one of its writes has run and was not answered: the journal names it,
the next run does what is left, and nothing is made twice.

The points come from the seed of the run (M365_SEED). M365_SOAK=1 takes 200 of them.
"""

from __future__ import annotations

import json
import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.seeds import seed
from support.waiting import wait_until

Json = dict[str, Any]

KILLS = choose(8, 20, 200)


def one(kind: str, identity: str, **properties: Any) -> Json:
    return {"kind": kind, "identity": identity, "properties": properties}


def name_of(number: int) -> str:
    """New ones for each run, so that nothing has to be made as it was."""
    return f"Killed {number}"


def group_and_contact(number: int) -> list[Json]:
    """Creations of two calls, and members that the plan makes."""
    address = f"killed{number}@fabrikam.com"
    return [
        one("DistributionGroup", name_of(number), Members=[address], MailTip="x"),
        one("MailContact", f"{name_of(number)} contact", ExternalEmailAddress=address, MailTip="x"),
    ]


def policy_and_rule(number: int) -> list[Json]:
    """A rule of a policy that the plan makes."""
    name = name_of(number)
    return [
        one("HostedContentFilterRule", name, HostedContentFilterPolicy=name, RecipientDomainIs=["contoso.com"]),
        one("HostedContentFilterPolicy", name, BulkThreshold=5),
    ]


def domain_and_change(number: int) -> list[Json]:
    """A creation, and a change of what is there."""
    return [
        one("RemoteDomain", name_of(number), DomainName=f"killed{number}.example", NDREnabled=False),
        one("OrganizationConfig", "", MailTipsLargeAudienceThreshold=100 + number),
    ]


def rules_in_order(number: int) -> list[Json]:
    """Rules whose priorities push each other and all that are there."""
    names = [f"{name_of(number)} {word}" for word in ("one", "two")]
    return [
        one("TransportRule", name, PrependSubject="a", Priority=place)
        for name, place in zip(names, (1, 0), strict=True)
    ]


ROWS: tuple[Callable[[int], list[Json]], ...] = (group_and_contact, policy_and_rule, domain_and_change, rules_in_order)


def sent(box: Box) -> list[str]:
    names = (str(entry["cmdlet"]) for entry in box.control.journal(kind="invoke"))
    return [name for name in names if not name.startswith("Get-")]


def kill_in_write(desk: Desk, box: Box, rows: list[Json], cmdlet: str, nth: int, journal: Path) -> None:
    """A run of its own that ends when its nth write with the cmdlet has run, and before it knows."""
    box.control.barrier(2, {"cmdlet": cmdlet.lower()}, times=1, skip=nth, moment="after")
    child = os.fork()
    if not child:
        desk.many(*rows, journal_path=str(journal))
        os._exit(0)
    wait_until(lambda: box.control.held() == 1, "the write is held")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    box.control.clear_faults()


@pytest.fixture
def made(desk: Desk) -> Iterator[list[Json]]:
    """What the runs make, which is removed in the end, and what they change."""
    rows: list[Json] = []
    yield rows
    gone = [{"kind": row["kind"], "identity": row["identity"], "state": "absent"} for row in rows if row["identity"]]
    assert "failed" not in desk.many(*gone, one("OrganizationConfig", "", MailTipsLargeAudienceThreshold=25))


def test_a_run_that_is_killed_is_finished_by_the_next_one(
    box: Box, desk: Desk, made: list[Json], tmp_path: Path
) -> None:
    chance = random.Random(seed().number)
    for number in range(KILLS):
        rows = ROWS[number % len(ROWS)](number)
        made += rows
        planned = desk.many(*rows, context={"check_mode": True})
        writes = [step["cmdlet"] for outcome in planned["outcomes"] for step in outcome["steps"]]
        box.control.forget()
        point = chance.randrange(len(writes))
        journal = tmp_path / f"{number}.jsonl"
        kill_in_write(desk, box, rows, writes[point], writes[:point].count(writes[point]), journal)
        told = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
        begun = Counter(line["client_request_id"] for line in told if line["event"] == "begun")
        open_still = begun - Counter(line["client_request_id"] for line in told if line["event"] == "ended")
        assert [line["cmdlet"] for line in told if line.get("client_request_id") in open_still] == [writes[point]]
        done = desk.many(*rows)
        assert "failed" not in done, (number, point, done["msg"], done["lines"])
        # What ran before is not sent again; a priority that others push may need a call less.
        assert Counter(sent(box)) <= Counter(writes), (number, point, sent(box))
        again = desk.many(*rows)
        assert (again["changed"], again["numbers"]["equal"]) == (False, len(rows)), again["lines"]
