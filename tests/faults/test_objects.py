# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service says that is no failure of the way, and what exo_resource makes of it: an object that is there and
not shown, one that comes late or goes slowly, a write of which nobody knows, a run that is cut short."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Interrupted
from support.box import Box
from support.desk import Desk, Hours

from .test_rows import AAD, INVOCATION, TASKS, of_type
from .test_rows_of_endings import task_timeout

Json = dict[str, Any]
ADELE = "AdeleV@contoso.onmicrosoft.com"
ABSENT = {"kind": "error", **of_type(f"{TASKS}.ManagementObjectNotFoundException", 404)}
DEPLOYED = "Previous changes to the policy are being deployed. Once deployed, additional actions can be performed."
_numbers = count(1)


def contact() -> Json:
    """One that is not there yet; made by New-, and by Set- for what that does not take."""
    name = f"Late {next(_numbers)}"
    properties = {"ExternalEmailAddress": f"{name.replace(' ', '')}@fabrikam.com", "MailTip": "Nobody is here"}
    return {"kind": "MailContact", "identity": name, "properties": properties}


def executed(box: Box) -> Json:
    """How often each write has run, and changed something."""
    return dict(Counter(one["cmdlet"] for one in box.control.journal(kind="invoke") if one["changed"]))


def anchor(result: Json) -> str:
    return str(result["error"]["documentation"]).rpartition("#")[2]


# There, and not shown


def test_what_exists_and_is_shown_after_a_while_is_changed(desk: Desk, box: Box) -> None:
    there = contact()
    desk.resource(**there)
    box.control.reset()
    box.control.fault(match={"cmdlet": "get-mailcontact"}, times=3, **ABSENT)
    there["properties"]["MailTip"] = "Back on Monday"
    hours = Hours()
    result = desk.resource(**there, hours=hours)
    assert ("failed" not in result, result["found"], result["changed"]) == (True, True, True), result
    assert [(one["cmdlet"], one["outcome"]) for one in result["steps"]] == [
        ("New-MailContact", "refused"), ("Set-MailContact", "ran")
    ]  # fmt: skip
    assert [one["property"] for one in result["changes"]] == ["MailTip"]
    assert hours.gone >= 2


@pytest.fixture
def unhurried(box: Box, tmp_path: Path) -> Iterator[Desk]:
    """A session of its own, in which no other test has used up the pace: time is measured."""
    with Desk(box, tmp_path) as desk:
        yield desk


def test_what_exists_and_is_never_shown_is_unknown(unhurried: Desk, box: Box) -> None:
    """Never a second object, and never ok."""
    there = contact()
    hours = Hours()
    unhurried.resource(**there)
    box.control.reset()
    box.control.fault(match={"cmdlet": "get-mailcontact"}, times=0, **ABSENT)
    result = unhurried.resource(**there, wait=20, hours=hours)
    assert (result["failed"], result["outcome"], anchor(result)) == (True, "unknown", "exists-and-not-shown"), result
    assert result["changed"] is False
    assert 18 <= hours.gone <= 22
    assert [one["cmdlet"] for one in result["steps"]] == ["New-MailContact"]


def test_rows_that_the_service_keeps_back_are_not_missing(desk: Desk, box: Box) -> None:
    cut = {"value": [], "@adminapi.warnings": ["There are more results available than are currently displayed."]}
    box.control.fault("status", match={"cmdlet": "get-transportrule"}, status=200, body=cut)
    result = desk.resource(kind="TransportRule", identity="Kept back", properties={"PrependSubject": "x"})
    assert (result["failed"], anchor(result), result["steps"]) == (True, "rows-kept-back", []), result
    assert executed(box) == {}


# Late, and slow


@pytest.fixture
def late(box: Box) -> Iterator[Box]:
    """A box in which new objects are "not found" for a while."""
    box.control.settings(consistency="delayed")
    yield box
    box.control.settings(consistency="immediate")


class Ahead(Hours):
    """Time in which the box's goes on, too."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self._box = box

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self._box.control.advance(seconds)


def test_what_follows_a_creation_waits_until_it_is_known(desk: Desk, late: Box) -> None:
    new = contact()
    result = desk.resource(**new, hours=Ahead(late), wait=900)
    assert "failed" not in result, result
    assert [(one["cmdlet"], one["outcome"]) for one in result["steps"]] == [
        ("New-MailContact", "ran"), ("Set-MailContact", "ran")
    ]  # fmt: skip
    assert executed(late) == {"New-MailContact": 1, "Set-MailContact": 1}
    assert not desk.resource(**new)["changed"]


def test_what_is_not_known_in_time_is_half_made_and_finished_later(desk: Desk, late: Box) -> None:
    new = contact()
    result = desk.resource(**new, wait=4)
    assert (result["failed"], result["changed"], result["found"]) == (True, True, False), result
    assert [(one["cmdlet"], one["outcome"]) for one in result["steps"]] == [
        ("New-MailContact", "ran"), ("Set-MailContact", "refused")
    ]  # fmt: skip
    late.control.advance(600)
    again = desk.resource(**new)
    assert ("failed" not in again, again["found"]) == (True, True), again
    assert executed(late) == {"New-MailContact": 1, "Set-MailContact": 1}


def test_what_no_read_shows_in_time_is_told_and_no_failure(unhurried: Desk, late: Box) -> None:
    new = contact()
    del new["properties"]["MailTip"]
    result = unhurried.resource(**new, wait=4)
    # Four seconds, and what a busy machine takes besides.
    assert ("failed" not in result, result["changed"], 4.0 <= result["waited"] < 60) == (True, True, True), result
    assert any("no read shows it after " in text for text in unhurried.warnings), unhurried.warnings


@pytest.mark.parametrize(("times", "ends"), [(3, True), (0, False)], ids=["for a while", "for long"])
def test_a_change_waits_while_earlier_ones_are_deployed(unhurried: Desk, box: Box, times: int, *, ends: bool) -> None:
    kind = of_type(f"{INVOCATION}.SomeException", 400)
    unhurried.resource(kind="RemoteDomain", identity="Default", properties={"TrustedMailOutboundEnabled": False})
    box.control.reset()
    box.control.fault("error", match={"cmdlet": "set-remotedomain"}, times=times, **{**kind, "text": DEPLOYED})
    hours = Hours()
    wanted = {"TrustedMailOutboundEnabled": True}
    result = unhurried.resource(kind="RemoteDomain", identity="Default", properties=wanted, wait=120, hours=hours)
    assert ("failed" not in result) is ends, result
    assert [one["outcome"] for one in result["steps"]] == ["ran" if ends else "refused"]
    assert hours.gone >= 90
    assert executed(box).get("Set-RemoteDomain", 0) == int(ends)


# A write of which nobody knows


@pytest.mark.parametrize(("moment", "seen"), [("before", "different"), ("after", "equal")])
def test_a_change_that_may_have_run_is_looked_at(desk: Desk, box: Box, moment: str, seen: str) -> None:
    value = f"{moment} {next(_numbers)}"
    task: Json = {"kind": "Mailbox", "identity": ADELE, "properties": {"CustomAttribute12": value}}
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, moment=moment, status=504)
    result = desk.resource(**task)
    assert (result["failed"], result["outcome"], result["seen"], result["changed"]) == (True, "unknown", seen, True)
    assert desk.resource(**task)["changed"] is (seen == "different")
    assert executed(box) == {"Set-Mailbox": 1}


def test_where_the_look_fails_nobody_knows(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, moment="after", status=504)
    box.control.fault("nul", match={"cmdlet": "get-mailbox"}, skip=1, times=0)
    result = desk.resource(kind="Mailbox", identity=ADELE, properties={"CustomAttribute12": f"x {next(_numbers)}"})
    assert (result["failed"], result["outcome"], result["seen"]) == (True, "unknown", "unknown"), result


def test_a_new_object_that_is_not_shown_is_no_verdict(desk: Desk, late: Box) -> None:
    late.control.fault("status", match={"cmdlet": "new-mailcontact"}, moment="after", status=504)
    new = contact()
    result = desk.resource(**new)
    assert (result["failed"], result["outcome"], result["seen"]) == (True, "unknown", "unknown"), result
    late.control.advance(600)
    assert "failed" not in desk.resource(**new)
    assert executed(late)["New-MailContact"] == 1


def test_one_repeat_where_the_task_allows_it(desk: Desk, box: Box) -> None:
    for retry, failed in (("never", True), ("idempotent", False)):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": "set-mailbox"}, moment="before", status=503)
        value = f"{retry} {next(_numbers)}"
        result = desk.resource(
            kind="Mailbox", identity=ADELE, properties={"CustomAttribute12": value}, retry_writes=retry
        )
        assert bool(result.get("failed")) is failed, result
        assert len(box.control.journal(cmdlet="Set-Mailbox")) == (1 if failed else 2)


def test_a_creation_is_never_repeated(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "new-mailcontact"}, moment="before", status=503, times=0)
    assert desk.resource(**contact(), retry_writes="idempotent")["outcome"] == "unknown"
    assert len(box.control.journal(cmdlet="New-MailContact")) == 1


def test_one_anchor_for_what_is_written_and_read_back(desk: Desk, box: Box) -> None:
    desk.resource(kind="Mailbox", identity=ADELE, properties={"CustomAttribute12": f"y {next(_numbers)}"}, wait=5)
    asked = box.control.journal(kind="invoke")
    assert [one["cmdlet"] for one in asked] == ["Get-Mailbox", "Set-Mailbox", "Get-Mailbox"]
    anchors = {one["headers"].get("x-anchormailbox") for one in asked}
    assert len(anchors) == 1, anchors
    assert None not in anchors


def test_what_is_kept_on_premises_is_told_before_any_write(desk: Desk, box: Box) -> None:
    (row,) = desk.run(cmdlet="Get-Mailbox", parameters={"Identity": ADELE})["objects"]
    body = {"value": [{**row, "IsDirSynced": True}]}
    box.control.reset()
    box.control.fault("status", match={"cmdlet": "get-mailbox"}, times=0, status=200, body=body)
    for check in (True, False):
        desk.resource(
            kind="Mailbox",
            identity=ADELE,
            properties={"CustomAttribute12": f"z {next(_numbers)}"},
            context={"check_mode": check},
        )
        assert any("on premises" in text for text in desk.warnings), desk.warnings


def test_a_write_that_entra_did_not_take_is_not_sent_again(desk: Desk, box: Box) -> None:
    box.control.fault("error", match={"cmdlet": "new-mailcontact"}, moment="after", **of_type(AAD, 400))
    new = contact()
    result = desk.resource(**new)
    assert (result["outcome"], [one["outcome"] for one in result["steps"]]) == ("unknown", ["unknown"]), result
    again = desk.resource(**new)
    assert ("failed" not in again, again["found"]) == (True, True), again
    assert executed(box) == {"New-MailContact": 1, "Set-MailContact": 1}


# Cut short


class After:
    """A signal that comes before the request after so many writes."""

    def __init__(self, box: Box, writes: int) -> None:
        self.box = box
        self.writes = writes

    def __call__(self) -> None:
        if sum(executed(self.box).values()) >= self.writes:
            raise Interrupted("SIGTERM")


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_run_that_is_ended_says_what_ran(desk: Desk, box: Box, tmp_path: Path, writes: int) -> None:
    path = tmp_path / "journal"
    new = contact()
    result = desk.resource(**new, context={"still_wanted": After(box, writes)}, journal_path=str(path))
    assert (result["failed"], anchor(result)) == (True, "interrupted"), result
    ran = [one["cmdlet"] for one in result.get("steps", []) if one["outcome"] == "ran"]
    assert dict(Counter(ran)) == executed(box)
    assert len(ran) == writes
    assert result["changed"] is (writes > 0)
    assert result["outcome"] == ("refused" if writes else "did_not_run")
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    ended = [one["cmdlet"] for one in told if one["event"] == "ended" and one["outcome"] == "ran"]
    assert ended == ran
    assert all(one["object"]["identity"] == new["identity"] for one in told)
    assert "failed" not in desk.resource(**new)
    assert set(executed(box).values()) == {1}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_task_whose_time_is_over_says_what_may_have_run(desk: Desk, box: Box, tmp_path: Path, moment: str) -> None:
    path = tmp_path / "journal"
    new = contact()
    box.control.fault("timeout", match={"cmdlet": "set-mailcontact"}, moment=moment, times=0)
    with task_timeout(box, 3):
        result = desk.resource(**new, journal_path=str(path), patient=True)
    assert (result["failed"], result["outcome"], anchor(result)) == (True, "unknown", "task-timeout"), result
    assert [(one["cmdlet"], one["outcome"]) for one in result["steps"]] == [
        ("New-MailContact", "ran"), ("Set-MailContact", "unknown")
    ]  # fmt: skip
    assert result["changed"] is True
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    begun = Counter(one["cmdlet"] for one in told if one["event"] == "begun")
    ended = Counter(one["cmdlet"] for one in told if one["event"] == "ended")
    assert dict(begun - ended) == {"Set-MailContact": 1}
    box.control.clear_faults()
    assert "failed" not in desk.resource(**new)
    assert executed(box)["New-MailContact"] == 1
