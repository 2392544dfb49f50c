# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""create_only: recreate: what is made anew has all that it had, but for what is desired otherwise, and is the same
object under the same name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

ENTRY: Json = {
    "kind": "TenantAllowBlockListItems",
    "identity": {"ListType": "Sender", "Entries": "anew.example"},
}
RIGHT: Json = {
    "kind": "PublicFolderClientPermission",
    "identity": {"Identity": "\\Anew", "User": "AlexW@contoso.com"},
}
FOREST: Json = {"kind": "AvailabilityAddressSpace", "identity": "anew.example"}
ROLE: Json = {"kind": "ManagementRole", "identity": "Made anew", "properties": {"Parent": "Distribution Groups"}}
ROLES_ANEW: Json = {"ManagementRole": {"recreatable": True, "compare": {"Parent": "text"}}}
UNTIL = "2999-01-05T00:00:00Z"


@pytest.fixture(autouse=True)
def _clean(desk: Desk, box: Box) -> None:
    desk.resource(kind="PublicFolder", identity="\\Anew")
    for row in (ENTRY, RIGHT, FOREST):
        gone = desk.resource(**row, state="absent")
        assert "failed" not in gone, gone["msg"]
    box.control.reset()


def made(desk: Desk, row: Json, **properties: Any) -> None:
    result = desk.resource(**row, properties=properties)
    assert "failed" not in result, result["msg"]


def anew(desk: Desk, row: Json, **properties: Any) -> Json:
    """What became of it; a second run finds it as desired."""
    result = desk.resource(**row, create_only="recreate", properties=properties)
    assert "failed" not in result, result["msg"]
    again = desk.resource(**row, create_only="recreate", properties=properties)
    assert (again["changed"], again["changes"]) == (False, [])
    return result


def shown(desk: Desk, row: Json) -> Json:
    found = desk.resources(kind=row["kind"], identity=row["identity"])
    properties: Json = found["resources"][0]["properties"]
    return properties


def test_a_part_of_a_list_leaves_the_rest(desk: Desk) -> None:
    made(desk, RIGHT, AccessRights=["ReadItems", "CreateItems"])
    result = anew(desk, RIGHT, AccessRights={"Add": ["FolderVisible"]})
    assert shown(desk, RIGHT)["AccessRights"] == result["resource"]["AccessRights"]
    anew(desk, RIGHT, AccessRights={"Remove": ["CreateItems"]})
    assert set(shown(desk, RIGHT)["AccessRights"]) == {"ReadItems", "FolderVisible"}


def test_whom_a_right_is_of_is_who_the_task_says(desk: Desk, box: Box) -> None:
    """A row shows a display name, which several may share."""
    made(desk, RIGHT, AccessRights=["ReadItems"])
    box.control.reset()
    anew(desk, RIGHT, AccessRights=["CreateItems"])
    added = [one for one in box.control.journal(kind="invoke") if one["cmdlet"].startswith("Add-")]
    assert [one["parameters"]["User"] for one in added] == ["AlexW@contoso.com"]


def test_what_is_not_spoken_of_stays(desk: Desk) -> None:
    made(desk, ENTRY, Action="Block", ExpirationDate=UNTIL, Notes="A note")
    before = shown(desk, ENTRY)
    assert (before["NoExpiration"], before["ExpirationDate"]) == (False, UNTIL)
    result = anew(desk, ENTRY, Action="Allow")
    assert result["was"] == before
    assert shown(desk, ENTRY) == {**before, "Action": "Allow"}


def test_what_is_desired_comes_before_what_was(desk: Desk) -> None:
    made(desk, ENTRY, Action="Block", NoExpiration=True, Notes="A note")
    anew(desk, ENTRY, Action="Allow", ExpirationDate=UNTIL)
    assert (shown(desk, ENTRY)["ExpirationDate"], shown(desk, ENTRY)["Notes"]) == (UNTIL, "A note")


def test_an_entry_that_ends_is_none_without_an_end(desk: Desk) -> None:
    made(desk, ENTRY, Action="Block", ExpirationDate=UNTIL, NoExpiration=False)
    assert desk.resource(**ENTRY, properties={"NoExpiration": False, "ExpirationDate": UNTIL})["changed"] is False
    assert desk.resource(**ENTRY, properties={"NoExpiration": True})["changes"] == [
        {"property": "NoExpiration", "before": False, "after": True}
    ]


def test_one_that_is_named_by_its_id_keeps_its_name(desk: Desk) -> None:
    made(desk, FOREST, AccessMethod="OrgWideFB", TargetAutodiscoverEpr="https://anew.example/one")
    guid = desk.resources(**FOREST, show="all")["resources"][0]["shown"]["Guid"]
    result = desk.resource(
        kind=FOREST["kind"],
        identity=guid,
        create_only="recreate",
        properties={"TargetAutodiscoverEpr": "https://anew.example/two"},
    )
    assert [step["cmdlet"] for step in result["steps"]] == [f"{verb}-{FOREST['kind']}" for verb in ("Remove", "Add")]
    assert shown(desk, FOREST)["TargetAutodiscoverEpr"] == "https://anew.example/two"


def test_nothing_goes_that_could_not_come_back(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    """What New- must have, and no read shows, is asked for before anything is removed."""
    made(desk, FOREST, AccessMethod="OrgWideFB", TargetAutodiscoverEpr="https://anew.example/one")
    cmdlets()
    refused = desk.resource(
        **FOREST,
        create_only="recreate",
        properties={"TargetAutodiscoverEpr": "https://anew.example/two"},
        families={FOREST["kind"]: {"create_asks": ["Credentials"]}},
    )
    assert "cannot be made anew without Credentials" in refused["msg"], refused["msg"]
    assert (refused["changed"], refused["outcome"], refused.get("was")) == (False, "did_not_run", None)
    assert all(name.startswith("Get-") for name in cmdlets())


@pytest.mark.parametrize("cmdlet", ["remove-managementrole", "new-managementrole"])
def test_what_it_had_is_told_where_nobody_knows_what_ran(desk: Desk, box: Box, cmdlet: str) -> None:
    assert desk.resource(**ROLE)["changed"]
    box.control.fault("status", match={"cmdlet": cmdlet}, status=504, moment="after")
    result = desk.resource(
        **{**ROLE, "properties": {"Parent": "Mail Recipients"}}, create_only="recreate", families=ROLES_ANEW
    )
    assert result["outcome"] == "unknown", result["msg"]
    assert result["was"]["Parent"]
    box.control.reset()
    desk.resource(kind=ROLE["kind"], identity=ROLE["identity"], state="absent")
