# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that keeps an object of several writes is killed (SIGKILL) in each of them, before it ran or after: the journal
names what is half made, the next run finishes it, and no write runs twice.

Each run that is killed is a process of its own. M365_ALL=1 kills before and after each write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import ALL
from support.killed import kill_in, told

Json = dict[str, Any]
Task = Callable[[str], Json]

ADELE, ALEX = "AdeleV@contoso.onmicrosoft.com", "AlexW@contoso.com"
MOMENTS = ("before", "after")
_numbers = count(1)


@dataclass(frozen=True)
class Way:
    """What a run does: its module, how its task is made for a name, what must be there, and its writes in turn."""

    module: str
    task: Task
    before: Task | None
    writes: tuple[str, ...]


def mailbox(name: str) -> Json:
    """A mailbox whole, which is several objects."""
    address = f"{name.replace(' ', '').lower()}@contoso.onmicrosoft.com"
    return {"identity": address, "type": "shared", "display_name": name, "full_access": [ADELE], "send_as": [ALEX],
            "hidden_from_address_lists": True, "auto_reply": {"internal_message": "We answer on Mondays"}}  # fmt: skip


def less(name: str) -> Json:
    """Other rights and another name."""
    return {**mailbox(name), "display_name": f"{name} II", "full_access": [ALEX], "send_as": []}


def policy(name: str) -> Json:
    return {"kind": "RetentionCompliancePolicy", "identity": name,
            "properties": {"ExchangeLocation": ["All"], "Comment": "All mail"}}  # fmt: skip


def elsewhere(name: str) -> Json:
    """Another comment, and places of Teams, which are a call of their own."""
    more = {"Comment": "Mail and teams", "TeamsChannelLocation": ["All"], "AdaptiveScopeLocation": ["Everybody"]}
    return {**policy(name), "properties": more}


def gone(task: Task, name: str) -> Json:
    return {**{key: task(name)[key] for key in ("kind", "identity") if key in task(name)}, "state": "absent"}


WAYS = {
    "make a mailbox": Way(
        "exo_mailbox", mailbox, None,
        ("New-Mailbox", "Set-Mailbox", "Add-MailboxPermission", "Add-RecipientPermission",
         "Set-MailboxAutoReplyConfiguration"),
    ),
    "change a mailbox": Way(
        "exo_mailbox", less, mailbox,
        ("Set-Mailbox", "Add-MailboxPermission", "Remove-RecipientPermission", "Remove-MailboxPermission"),
    ),
    "remove a mailbox": Way("exo_mailbox", partial(gone, mailbox), mailbox, ("Remove-Mailbox",)),
    "make a policy": Way("exo_resource", policy, None, ("New-RetentionCompliancePolicy",)),
    # Places of Teams, adaptive scopes and all else.
    "change a policy": Way("exo_resource", elsewhere, policy, ("Set-RetentionCompliancePolicy",) * 3),
    "remove a policy": Way("exo_resource", partial(gone, policy), policy, ("Remove-RetentionCompliancePolicy",)),
}  # fmt: skip
KILLS = [
    (name, write, moment)
    for name, way in WAYS.items()
    for write in range(len(way.writes))
    for moment in (MOMENTS if ALL else MOMENTS[write % 2 :][:1])
]
SCOPE = {"Name": "Everybody", "LocationType": "User", "FilterConditions": {
    "Conjunction": "And", "Conditions": {"Name": "CountryOrRegion", "Operator": "Equals", "Value": "US"},
}}  # fmt: skip


@pytest.fixture(scope="module")
def both(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session for both services."""
    desk = Desk(shared_box, tmp_path_factory.mktemp("both"))
    desk.connect(service=["exchange", "compliance"])
    assert "failed" not in desk.run(cmdlet="New-AdaptiveScope", parameters=SCOPE)
    yield desk
    desk.disconnect()


def keep(desk: Desk, way: Way, task: Json, **more: Any) -> Json:
    """What the way's module gives."""
    return desk.resource(**task, **more) if way.module == "exo_resource" else desk.daily(way.module, **task, **more)


def executed(box: Box) -> Counter[str]:
    """How often each write has run."""
    return Counter(one["cmdlet"] for one in box.control.journal(kind="invoke") if one["changed"])


@pytest.mark.parametrize(("name", "write", "moment"), KILLS)
def test_what_a_killed_run_left_is_named_and_finished(
    both: Desk, box: Box, tmp_path: Path, name: str, write: int, moment: str
) -> None:
    way, path, own = WAYS[name], tmp_path / "journal", f"Killed {next(_numbers)}"
    if way.before is not None:
        assert "failed" not in keep(both, way, way.before(own))
    task = way.task(own)
    cmdlet = way.writes[write]
    box.control.reset()
    box.control.fault("timeout", match={"cmdlet": cmdlet.lower()}, skip=way.writes[:write].count(cmdlet), moment=moment)
    kill_in(box, lambda: keep(both, way, task, patient=True, journal_path=str(path)))
    ended, begun = told(path)
    assert [one["cmdlet"] for one in ended] == list(way.writes[:write])
    assert [one["cmdlet"] for one in begun] == [cmdlet]
    assert begun[0]["object"]["identity"], begun
    assert begun[0]["object"]["kind"] == cmdlet.partition("-")[2]
    again = keep(both, way, task)
    assert "failed" not in again, again
    assert executed(box) == Counter(way.writes)
    silent = keep(both, way, task)
    assert (silent["changed"], silent["steps"]) == (False, []), silent
