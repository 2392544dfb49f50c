# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was removed in Security & Compliance is read for minutes yet, as PendingDeletion: absent for who wants it so,
and in the way of who wants it again. What was made a moment ago may not be known yet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

from .test_objects import ABSENT, Ahead, anchor, executed

Json = dict[str, Any]
ADELE = "AdeleV@contoso.onmicrosoft.com"
_numbers = count(1)
# A kind of Security & Compliance, and what a new object of it has.
KINDS: dict[str, Json] = {
    "RetentionCompliancePolicy": {"ExchangeLocation": ["All"], "Comment": "All mail"},
    "DlpCompliancePolicy": {"ExchangeLocation": ["All"], "Comment": "All mail"},
    "ComplianceTag": {"RetentionAction": "Keep", "RetentionDuration": 10, "RetentionType": "CreationAgeInDays"},
}
LINGER = ("RetentionCompliancePolicy", "DlpCompliancePolicy")


@pytest.fixture(scope="module")
def both(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session for both services."""
    desk = Desk(shared_box, tmp_path_factory.mktemp("both"))
    desk.connect(service=["exchange", "compliance"])
    yield desk
    desk.disconnect()


def removed(desk: Desk, box: Box, kind: str) -> Json:
    """The task of an object that was made and removed."""
    task: Json = {"kind": kind, "identity": f"Going {next(_numbers)}"}
    assert desk.resource(**task, properties=KINDS[kind])["changed"]
    gone = desk.resource(**task, state="absent")
    assert ("failed" not in gone, gone["changed"]) == (True, True), gone
    box.control.reset()
    return task


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_about_to_vanish_is_absent(both: Desk, box: Box, kind: str) -> None:
    task = removed(both, box, kind)
    rows = both.run(cmdlet=f"Get-{kind}", parameters={"Identity": task["identity"]}).get("objects", [])
    assert [one["Mode"] for one in rows] == (["PendingDeletion"] if kind in LINGER else [])
    for check in (True, False):
        again = both.resource(**task, state="absent", context={"check_mode": check})
        assert (again["changed"], again["found"], again["steps"]) == (False, False, []), again
    assert executed(box) == {}


@pytest.mark.parametrize("kind", LINGER)
def test_what_is_wanted_again_waits_until_the_old_one_is_gone(both: Desk, box: Box, kind: str) -> None:
    task = removed(both, box, kind)
    hours = Ahead(box)
    result = both.resource(**task, properties=KINDS[kind], wait=600, hours=hours)
    assert ("failed" not in result, result["changed"], result["found"]) == (True, True, False), result
    assert executed(box) == {f"New-{kind}": 1}
    assert 30 <= hours.gone <= 600
    silent = both.resource(**task, properties=KINDS[kind])
    assert (silent["changed"], silent["found"]) == (False, True), silent


@pytest.mark.parametrize("kind", LINGER)
def test_where_it_does_not_go_in_time_nothing_is_written(both: Desk, box: Box, kind: str) -> None:
    task = removed(both, box, kind)
    result = both.resource(**task, properties=KINDS[kind], wait=10)
    assert (result["failed"], anchor(result), result["outcome"]) == (True, "still-vanishing", "did_not_run"), result
    assert (result["changed"], result["steps"]) == (False, [])
    assert executed(box) == {}


def test_the_second_part_of_a_new_mailbox_goes_again_until_the_service_knows_it(both: Desk, box: Box) -> None:
    number = next(_numbers)
    task: Json = {"identity": f"part{number}@contoso.onmicrosoft.com", "display_name": f"Part {number}",
                  "type": "shared", "hidden_from_address_lists": True, "full_access": [ADELE]}  # fmt: skip
    for cmdlet in ("set-mailbox", "add-mailboxpermission"):
        box.control.fault(match={"cmdlet": cmdlet}, times=3, **ABSENT)
    result = both.daily("exo_mailbox", **task)
    assert ("failed" not in result, result["changed"]) == (True, True), result
    parts = {"New-Mailbox": 1, "Set-Mailbox": 1, "Add-MailboxPermission": 1}
    assert executed(box) == parts
    assert [one["outcome"] for one in result["steps"]] == ["ran"] * 3
    assert len(box.control.journal(cmdlet="Set-Mailbox")) == 4
    silent = both.daily("exo_mailbox", **task)
    assert (silent["changed"], silent["steps"]) == (False, []), silent


def test_a_mailbox_whose_second_part_is_never_known_is_half_made(both: Desk, box: Box) -> None:
    number = next(_numbers)
    task: Json = {"identity": f"part{number}@contoso.onmicrosoft.com", "display_name": f"Part {number}",
                  "type": "shared", "hidden_from_address_lists": True, "wait": 10}  # fmt: skip
    box.control.fault(match={"cmdlet": "set-mailbox"}, times=0, **ABSENT)
    result = both.daily("exo_mailbox", **task)
    assert (result["failed"], result["changed"]) == (True, True), result
    assert [(one["cmdlet"], one["outcome"]) for one in result["steps"]] == [
        ("New-Mailbox", "ran"), ("Set-Mailbox", "refused")
    ]  # fmt: skip
    box.control.clear_faults()
    again = both.daily("exo_mailbox", **task)
    assert ("failed" not in again, again["changed"]) == (True, True), again
    assert executed(box) == {"New-Mailbox": 1, "Set-Mailbox": 1}
