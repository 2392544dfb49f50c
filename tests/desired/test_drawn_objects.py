# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""States that are drawn at random, each from the one before it: it is reached, a second run only reads, and check mode
has told the changes.

A walk of ten states has a seed, which a failure prints: M365_SEED=<seed> draws that one again, alone. M365_SOAK=1 draws
20,000 states. The judge is what the box shows, beside exo_resource's own second look.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.seeds import given, seed
from support.shown import as_page

Json = dict[str, Any]
Draw = Callable[[random.Random], Any]

ALONE = given()
STATES = 10  # in a walk
WALKS = choose(12, 30, 20_000 // STATES)
FIRST = seed().number
SLICES = 1 if ALONE else 6

ADELE, ALEX, LEE = "AdeleV@contoso.onmicrosoft.com", "AlexW@contoso.com", "LeeG@contoso.com"
PEOPLE = (ADELE, ALEX, LEE, "Adele Vance")
DOMAINS = ("fabrikam.com", "adatum.com", "Contoso.com", "northwind.example")


def one_of(*values: Any) -> Draw:
    return lambda chance: chance.choice(values)


def list_of(*entries: str) -> Draw:
    """The whole list, a part of it, or none."""

    def draw(chance: random.Random) -> Any:
        some = chance.sample(entries, chance.randint(0, len(entries)))
        others = [one for one in entries if one not in some]
        return chance.choice((some, some, None, {"Add": some}, {"Remove": some}, {"Add": some, "Remove": others}))

    return draw


TEXT = one_of("one", "Two words", 'with "quotes" and ü', None, "")
SWITCH = one_of(True, False)


@dataclass(frozen=True)
class Kind:
    """What is drawn of a kind; ``needed`` is what a new object cannot do without. One that is never removed is never
    drawn as absent."""

    name: str
    identity: Any
    drawn: Mapping[str, Draw]
    needed: Mapping[str, Draw]
    removed: bool = True


KINDS = [
    # Switched by its own cmdlets; lists in part.
    Kind("TransportRule", "Drawn rule",
         {"Comments": TEXT, "Enabled": SWITCH, "Mode": one_of("Audit", "Enforce", "AuditAndNotify"),
          "ExceptIfSenderDomainIs": list_of(*DOMAINS), "StopRuleProcessing": SWITCH},
         {"PrependSubject": one_of("[EXT] ", "[OUT] ")}),
    # Made in two steps.
    Kind("MailContact", "Drawn contact",
         {"MailTip": one_of("Nobody is here", None), "CustomAttribute3": TEXT, "HiddenFromAddressListsEnabled": SWITCH},
         {"ExternalEmailAddress": one_of("drawn@fabrikam.com", "SMTP:drawn@fabrikam.com")}),
    # With members, which are objects of their own, and names of people.
    Kind("DistributionGroup", "Drawn group",
         {"Members": list_of(ADELE, ALEX, LEE), "GrantSendOnBehalfTo": list_of(ADELE, ALEX, LEE),
          "RequireSenderAuthenticationEnabled": SWITCH, "CustomAttribute1": TEXT},
         {}),
    # There for good, as sizes and spans.
    Kind("Mailbox", ADELE,
         {"CustomAttribute1": TEXT, "IssueWarningQuota": one_of("40GB", "40960 MB", "45 GB"),
          "RetainDeletedItemsFor": one_of("14", "20.00:00:00", "30.00:00:00"),
          "GrantSendOnBehalfTo": list_of(ALEX, LEE), "HiddenFromAddressListsEnabled": SWITCH},
         {}, removed=False),
    Kind("HostedContentFilterPolicy", "Default",
         {"AllowedSenderDomains": list_of(*DOMAINS), "BlockedSenderDomains": list_of("a.example", "b.example"),
          "BulkThreshold": one_of(4, 6, "7"), "SpamAction": one_of("MoveToJmf", "Quarantine")},
         {}, removed=False),
    # The only one.
    Kind("OrganizationConfig", None,
         {"MailTipsLargeAudienceThreshold": one_of(25, 30, 40), "MailTipsAllTipsEnabled": SWITCH},
         {}, removed=False),
    # Rights, which are added and taken away.
    Kind("MailboxPermission", {"Identity": ADELE, "User": ALEX}, {},
         {"AccessRights": one_of(["FullAccess"], ["ReadPermission"], ["FullAccess", "ReadPermission"])}),
    # Which has what only a new one can have.
    Kind("RemoteDomain", "Drawn domain",
         {"AutoReplyEnabled": SWITCH, "NDREnabled": SWITCH,
          "AllowedOOFType": one_of("External", "InternalLegacy", "None")},
         {"DomainName": one_of("drawn.example")}),
]  # fmt: skip


def walk(number: int) -> list[Json]:
    """The tasks of a walk; the first one has all that is drawn, so that what was before does not count."""
    chance = random.Random(number)
    kind = chance.choice(KINDS)
    return [_task(chance, kind, whole=step == 0) for step in range(STATES)]


def _task(chance: random.Random, kind: Kind, *, whole: bool) -> Json:
    task: Json = {"kind": kind.name, "identity": kind.identity}
    if kind.removed and not whole and chance.random() < 0.2:
        return {**task, "state": "absent"}
    values = {name: draw(chance) for name, draw in kind.drawn.items()}
    names = sorted(values) if whole else chance.sample(sorted(values), chance.randint(0, len(values)))
    needed = {name: draw(chance) for name, draw in kind.needed.items()}
    return {**task, "properties": {**needed, **{name: values[name] for name in names}}}


def sent(box: Box) -> list[str]:
    return [one["cmdlet"] for one in box.control.journal(kind="invoke")]


def follow(desk: Desk, box: Box, task: Json) -> None:
    """One step of a walk."""
    box.control.forget()
    planned = desk.resource(**task, context={"check_mode": True})
    assert "failed" not in planned, planned
    assert all(name.startswith("Get-") for name in sent(box)), sent(box)
    done = desk.resource(**task)
    assert "failed" not in done, done
    assert (planned["changed"], planned["changes"]) == (done["changed"], done["changes"]), (planned, done)
    writes = [name for name in sent(box) if not name.startswith("Get-")]
    assert [step["cmdlet"] for step in planned["steps"]] == writes, (planned, writes)
    assert done["changed"] is bool(writes)
    if not writes:  # then this was the silent run
        return
    box.control.forget()
    again = desk.resource(**task)
    assert (again.get("failed"), again["changed"], again["changes"]) == (None, False, []), again
    assert all(name.startswith("Get-") for name in sent(box)), sent(box)
    assert again["found"] is (task.get("state") != "absent"), again
    demand_shown(desk, task)


def demand_shown(desk: Desk, task: Json) -> None:
    """What the box shows has what is plain to compare: texts, numbers, switches, lists of texts."""
    where = task["identity"]
    parameters = where if isinstance(where, dict) else {"Identity": where} if where else {}
    rows = desk.run(cmdlet=f"Get-{task['kind']}", parameters=parameters).get("objects", [])
    if task.get("state") == "absent":
        assert rows == [], rows
        return
    (row,) = rows
    for name, value in task["properties"].items():
        if name not in row or name in ("Members", "GrantSendOnBehalfTo", "ExternalEmailAddress", "AccessRights"):
            continue
        if isinstance(value, bool):
            assert row[name] is value, (name, value, row[name])
        elif name == "MailTip":
            assert (row[name] or None) == (as_page(value) if value else None), (name, value, row[name])
        elif name in ("Comments", "CustomAttribute1", "CustomAttribute3"):
            assert (row[name] or "") == (value or ""), (name, value, row[name])
        elif name.endswith(("Domains", "DomainIs")):
            here = {str(one).casefold() for one in row[name] or []}
            parts = value if isinstance(value, dict) else {"Add": value or []}
            wanted = {one.casefold() for one in parts.get("Add", [])}
            assert wanted <= here, (name, value, here)
            assert here.isdisjoint(one.casefold() for one in parts.get("Remove", [])), (name, value, here)
            assert isinstance(value, dict) or here == wanted, (name, value, here)


@pytest.mark.parametrize("part", range(SLICES))
def test_each_state_is_reached_and_kept(desk: Desk, box: Box, part: int) -> None:
    numbers = [FIRST] if ALONE else range(FIRST + part, FIRST + WALKS, SLICES)
    print(f"{len(numbers)} walks, M365_SEED={numbers[0]} to {numbers[-1]}")
    for number in numbers:
        for step, task in enumerate(walk(number)):
            try:
                follow(desk, box, task)
            except Exception as error:
                raise AssertionError(f"M365_SEED={number} walks here again: state {step}, {task}") from error
