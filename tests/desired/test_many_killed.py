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
from pathlib import Path
from typing import Any

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.seeds import seed
from support.waiting import wait_until

Json = dict[str, Any]

KILLS = choose(4, 4, 200)


def one(kind: str, identity: str, **properties: Any) -> Json:
    return {"kind": kind, "identity": identity, "properties": properties}


# A creation of two calls, of one, a change, members, a rule of a policy, and priorities.
ROWS = [
    one("DistributionGroup", "Killed", Members=["killed@fabrikam.com"], MailTip="x"),
    one("MailContact", "Killed contact", ExternalEmailAddress="killed@fabrikam.com", MailTip="x"),
    one("HostedContentFilterRule", "Killed", HostedContentFilterPolicy="Killed", RecipientDomainIs=["contoso.com"]),
    one("HostedContentFilterPolicy", "Killed", BulkThreshold=5),
    one("RemoteDomain", "Killed", DomainName="killed.example", NDREnabled=False),
    one("OrganizationConfig", "", MailTipsLargeAudienceThreshold=41),
    one("TransportRule", "Killed one", PrependSubject="a", Priority=1),
    one("TransportRule", "Killed two", PrependSubject="b", Priority=0),
]
BEFORE = [
    *({"kind": row["kind"], "identity": row["identity"], "state": "absent"} for row in ROWS if row["identity"]),
    one("OrganizationConfig", "", MailTipsLargeAudienceThreshold=25),
]


def sent(box: Box) -> list[str]:
    names = (str(entry["cmdlet"]) for entry in box.control.journal(kind="invoke"))
    return [name for name in names if not name.startswith("Get-")]


def kill_in_write(desk: Desk, box: Box, cmdlet: str, nth: int, journal: Path) -> None:
    """A run of its own that ends when its nth write with the cmdlet has run, and before it knows."""
    box.control.barrier(2, {"cmdlet": cmdlet.lower()}, times=1, skip=nth, moment="after")
    child = os.fork()
    if not child:
        desk.many(*ROWS, journal_path=str(journal))
        os._exit(0)
    wait_until(lambda: box.control.held() == 1, "the write is held")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    box.control.clear_faults()


def test_a_run_that_is_killed_is_finished_by_the_next_one(box: Box, desk: Desk, tmp_path: Path) -> None:
    assert "failed" not in desk.many(*BEFORE)
    plan = desk.many(*ROWS, context={"check_mode": True})
    box.control.forget()
    assert "failed" not in desk.many(*ROWS), plan["lines"]
    writes = sent(box)
    chance = random.Random(seed().number)
    for number in range(KILLS):
        assert "failed" not in desk.many(*BEFORE)
        box.control.forget()
        point = chance.randrange(len(writes))
        journal = tmp_path / f"{number}.jsonl"
        kill_in_write(desk, box, writes[point], writes[:point].count(writes[point]), journal)
        told = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
        begun = Counter(line["client_request_id"] for line in told if line["event"] == "begun")
        open_still = begun - Counter(line["client_request_id"] for line in told if line["event"] == "ended")
        assert [line["cmdlet"] for line in told if line["client_request_id"] in open_still] == [writes[point]]
        done = desk.many(*ROWS)
        assert "failed" not in done, (point, done["msg"], done["lines"])
        # What ran before is not sent again; a priority that others push may need a call less.
        assert Counter(sent(box)) <= Counter(writes), (point, sent(box))
        again = desk.many(*ROWS)
        assert (again["changed"], again["numbers"]["equal"]) == (False, len(ROWS)), again["lines"]
