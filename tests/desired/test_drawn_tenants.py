# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tenants that are drawn at random, each from what the one before has left: they are reached in an order that breaks no
reference, what is protected stays, check mode has told the plan, and a second run only reads.

A tenant has a seed, which a failure prints: M365_SEED=<seed> draws from there. M365_SOAK=1 draws 500. The judge is what
the box shows: it refuses what names nothing, and the removal of what is named.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.seeds import given, seed

Json = dict[str, Any]

TENANTS = 1 if given() else choose(7, 20, 500)
FIRST = seed().number
POLICY, RULE = "HostedContentFilterPolicy", "HostedContentFilterRule"
MAIL_RULE, DOMAIN, CONTACT, GROUP = "TransportRule", "RemoteDomain", "MailContact", "DistributionGroup"
KINDS = [POLICY, RULE, MAIL_RULE, DOMAIN, CONTACT, GROUP]
STAYS = {POLICY: {"Default"}, DOMAIN: {"Default"}}


@pytest.fixture(scope="module")
def own_box() -> Iterator[Box]:
    """A box that no other test has written to."""
    with Box("--rows", "5") as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


def draw_tenant(chance: random.Random) -> list[Json]:
    """Objects that name only each other, in any order."""

    def some(kind: str, number: int) -> list[str]:
        return [f"{kind[0]}{kind[-1]} {one}" for one in range(number) if chance.random() < 0.6]

    policies, contacts, groups, mail_rules = some(POLICY, 3), some(CONTACT, 2), some(GROUP, 3), some(MAIL_RULE, 4)
    places = chance.sample(range(len(mail_rules)), len(mail_rules))
    rows = [one(POLICY, name, BulkThreshold=chance.randint(4, 7)) for name in policies]
    rows += [
        one(RULE, f"Of {name}", HostedContentFilterPolicy=name, RecipientDomainIs=["contoso.com"],
            Enabled=chance.random() < 0.5)
        for name in policies if chance.random() < 0.7
    ]  # fmt: skip
    rows += [
        one(MAIL_RULE, name, PrependSubject=chance.choice(("a", "b")), Priority=place)
        for name, place in zip(mail_rules, places, strict=True)
    ]
    rows += [
        one(DOMAIN, name, DomainName=f"{name[-1]}.example", NDREnabled=chance.random() < 0.5)
        for name in some(DOMAIN, 2)
    ]
    rows += [
        one(CONTACT, name, ExternalEmailAddress=f"{name[-1]}@fabrikam.com", MailTip=chance.choice(("x", None)))
        for name in contacts
    ]
    for place, name in enumerate(groups):
        others = [*contacts, *groups[:place]]
        rows.append(one(GROUP, name, Members=chance.sample(others, chance.randint(0, len(others)))))
    chance.shuffle(rows)
    return rows


def one(kind: str, identity: str, **properties: Any) -> Json:
    return {"kind": kind, "identity": identity, "properties": properties}


def there(desk: Desk) -> dict[str, set[str]]:
    """What the box shows of each kind, by name."""
    return {kind: {row["Name"] for row in desk.run(cmdlet=f"Get-{kind}").get("objects", [])} for kind in KINDS}


def expect(before: dict[str, set[str]], rows: list[Json], state: str) -> dict[str, set[str]]:
    named = {kind: {row["identity"] for row in rows if row["kind"] == kind} for kind in KINDS}
    if state == "deleted":
        return {kind: before[kind] - named[kind] for kind in KINDS}
    if state == "merged":
        return {kind: before[kind] | named[kind] for kind in KINDS}
    return {kind: named[kind] | (STAYS.get(kind, set()) & before[kind]) for kind in KINDS}


def follow(desk: Desk, box: Box, number: int) -> None:
    """One tenant: it is reached, and stays."""
    chance = random.Random(number)
    state = chance.choice(("merged", "overridden", "overridden", "deleted"))
    rows = draw_tenant(chance)
    if state == "merged":
        # Where others stay, nobody knows the places.
        rows = [{**row, "properties": {k: v for k, v in row["properties"].items() if k != "Priority"}} for row in rows]
    more: Json = {"state": state, "max_removals": 50, **({"kinds": KINDS} if state == "overridden" else {})}
    before = there(desk)
    planned = desk.many(*rows, **more, context={"check_mode": True})
    assert ("failed" not in planned, there(desk)) == (True, before), planned
    done = desk.many(*rows, **more, plan_checksum=planned["plan_checksum"])
    assert "failed" not in done, (done["msg"], done["lines"])
    assert planned["plan"] == done["plan"]
    assert there(desk) == expect(before, rows, state), done["lines"]
    box.control.forget()
    again = desk.many(*rows, **more)
    assert (again.get("failed"), again["changed"], again["outcomes"]) == (None, False, []), again["lines"]
    sent = [one["cmdlet"] for one in box.control.journal(kind="invoke")]
    assert all(name.startswith("Get-") for name in sent), sent


def test_each_tenant_is_reached_and_kept(own_box: Box, tmp_path: Path) -> None:
    print(f"{TENANTS} tenants, M365_SEED={FIRST}")
    with Desk(own_box, tmp_path) as desk:
        for number in range(FIRST, FIRST + TENANTS):
            try:
                follow(desk, own_box, number)
            except Exception as error:
                raise AssertionError(f"M365_SEED={number} draws this tenant again") from error
