# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects in one task: the plan, what is written of it, and what a second run finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

RULE: Json = {"kind": "TransportRule", "identity": "Many", "properties": {"PrependSubject": "[EXT] ", "Enabled": False}}
DOMAIN: Json = {"kind": "RemoteDomain", "identity": "Many", "properties": {"DomainName": "many.example"}}
ORGANIZATION: Json = {"kind": "organizationconfig", "properties": {"MailTipsLargeAudienceThreshold": 30}}
ALL = (RULE, DOMAIN, ORGANIZATION)
GONE: list[Json] = [{"kind": one["kind"], "identity": one["identity"]} for one in (RULE, DOMAIN)]


@pytest.fixture(autouse=True)
def _as_before(desk: Desk, box: Box) -> None:
    for one in GONE:
        assert "failed" not in desk.resource(**one, state="absent")
    assert "failed" not in desk.resource(kind="OrganizationConfig", properties={"MailTipsLargeAudienceThreshold": 25})
    box.control.forget()


def actions(result: Json) -> list[str]:
    return [row["action"] for row in result["plan"]]


def test_all_are_brought_to_their_state_and_a_second_run_only_reads(
    desk: Desk, cmdlets: Callable[[], list[str]]
) -> None:
    done = desk.many(*ALL)
    assert actions(done) == ["create", "create", "change"], done
    assert (done["changed"], [one["outcome"] for one in done["outcomes"]]) == (True, ["ran"] * 3)
    assert done["numbers"]["create"] == 2
    assert done["lines"][-1] == "3 objects: 2 create, 1 change"
    assert any(not name.startswith("Get-") for name in cmdlets())
    again = desk.many(*ALL)
    assert (again["changed"], actions(again), again["outcomes"]) == (False, ["equal"] * 3, [])
    assert all(name.startswith("Get-") for name in cmdlets())


def test_check_mode_tells_the_plan_and_writes_nothing(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    planned = desk.many(*ALL, context={"check_mode": True, "diff": True})
    assert all(name.startswith("Get-") for name in cmdlets())
    done = desk.many(*ALL)
    assert planned["plan"] == done["plan"]
    assert planned["plan_checksum"] == done["plan_checksum"]
    assert planned["changed"] is True
    assert {one["outcome"] for one in planned["outcomes"]} == {"did_not_run"}
    lines = planned["diff"]["prepared"].splitlines()
    assert lines == planned["lines"]
    assert lines[0].startswith('+ TransportRule Many: PrependSubject "[EXT] "')
    assert lines[2] == "~ OrganizationConfig: MailTipsLargeAudienceThreshold 25 -> 30"


def test_what_is_deleted_is_gone_and_what_is_absent_too(desk: Desk) -> None:
    desk.many(*ALL)
    kept = desk.many(*GONE, state="deleted")
    assert "2 objects would be removed, and max_removals allows 0" in kept["msg"], kept
    assert actions(kept) == ["remove", "remove"]
    gone = desk.many(*GONE, state="deleted", max_removals=2)
    assert (gone["changed"], actions(gone)) == (True, ["remove", "remove"]), gone
    assert desk.many(*GONE, state="deleted", max_removals=2)["changed"] is False
    merged = desk.many(DOMAIN, {**GONE[0], "state": "absent"})
    assert actions(merged) == ["create", "equal"]


def test_another_plan_than_the_approved_one_writes_nothing(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    approved = desk.many(*ALL, context={"check_mode": True})["plan_checksum"]
    desk.resource(**RULE)
    cmdlets()
    refused = desk.many(*ALL, plan_checksum=approved)
    assert "plan_checksum wants" in refused["msg"], refused
    assert all(name.startswith("Get-") for name in cmdlets())
    assert desk.many(*ALL, plan_checksum=refused["plan_checksum"])["changed"] is True


def test_a_limit_of_changes_counts_objects(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    refused = desk.many(*ALL, max_changes=2)
    assert "3 objects would be written, and max_changes allows 2" in refused["msg"]
    assert all(name.startswith("Get-") for name in cmdlets())
    assert desk.many(*ALL, max_changes=3)["changed"] is True


def test_a_failure_is_told_and_the_others_are_done(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "new-remotedomain"}, status=400)
    done = desk.many(DOMAIN, RULE, ORGANIZATION)
    assert done["msg"].startswith("1 of 3 objects could not be brought to the desired state, first RemoteDomain Many: ")
    assert [one["failed"] for one in done["outcomes"]] == [True, False, False]
    again = desk.many(DOMAIN, RULE, ORGANIZATION)
    assert actions(again) == ["create", "equal", "equal"], again


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("TransportRule", "Resource 1 of 1 is text, and no map."),
        ({**RULE, "propertys": {}}, "Resource 1 of 1 has propertys, which no description of an object has."),
        ({"identity": "x", "at": "rules.yml:3"}, "rules.yml:3: kind is not the noun of Microsoft's cmdlets."),
        ({**RULE, "state": "gone"}, "Resource 1 of 1: state is not present or absent."),
        ({**RULE, "properties": [1]}, "Resource 1 of 1: properties is not a map."),
        ({**RULE, "kind": "TransportRules", "at": "rules.yml:3"}, "rules.yml:3: "),
        ({**RULE, "properties": {"Prepend": "x"}}, "Resource 1 of 1: No cmdlet of TransportRule takes Prepend"),
    ],
)
def test_a_row_that_cannot_be_meant_is_told_with_its_place(
    desk: Desk, cmdlets: Callable[[], list[str]], rows: Any, words: str
) -> None:
    refused = desk.many(rows)
    assert refused["msg"].startswith(words), refused["msg"]
    assert refused["outcome"] == "did_not_run"
    assert cmdlets() == []


def test_an_object_that_two_rows_describe_is_refused(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    refused = desk.many(RULE, {**RULE, "identity": "MANY", "kind": "transportrule", "at": "b.yml:1"})
    assert refused["msg"].startswith("b.yml:1 has TransportRule 'MANY' again, which Resource 1 of 2 has already."), (
        refused
    )
    assert cmdlets() == []


def test_nothing_is_nothing_to_do(desk: Desk) -> None:
    done = desk.many()
    assert (done["changed"], done["plan"], done["lines"]) == (False, [], ["0 objects: nothing to do"])
