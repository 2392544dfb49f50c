# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands behind a pipe, against the box: which rows come out, what is asked of the service, and what is told."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

USERS = "Get-User -ResultSize Unlimited"


def invocations(box: Box) -> list[dict[str, Any]]:
    return box.control.journal(kind="invoke")


@pytest.fixture
def users(desk: Desk, box: Box) -> list[dict[str, Any]]:
    """All users, as they come without any stage; some live in a city."""
    lived = {"AdeleV": "Oslo", "AlexW": "Bergen", "LeeG": "oslo", "MeganB": "Oslo"}
    desk.run(commands=[f"Set-User {alias}@contoso.com -City {city}" for alias, city in lived.items()])
    found: list[dict[str, Any]] = desk.run(cmdlet="Get-User")["objects"]
    box.control.forget()
    return found


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["Name"] for row in rows]


def test_filtered_sorted_selected(desk: Desk, users: list[dict[str, Any]]) -> None:
    line = f"{USERS} | ? {{$_.City -eq 'OSLO'}} | sort Name -Descending | select Name,City"
    wanted = sorted(
        (row for row in users if row["City"] in ("Oslo", "oslo")), key=lambda row: row["Name"].lower(), reverse=True
    )
    result = desk.run(command=line)
    assert result["objects"] == [{"Name": row["Name"], "City": row["City"]} for row in wanted]
    assert result["count"] == len(wanted) == 3
    assert desk.warnings == []


def test_only_what_is_needed_is_read(desk: Desk, box: Box) -> None:
    desk.run(command=f"{USERS} | where City | sort Department | select Name")
    (request,) = invocations(box)
    assert request["query"] == "%24select=City%2CDepartment%2CName"


def test_reading_ends_where_there_are_enough(desk: Desk, box: Box, users: list[dict[str, Any]]) -> None:
    for selected in ("select -First 3", "select Name -First 3"):
        box.control.forget()
        result = desk.run(command=f"{USERS} | where Name | {selected}", page_size=5)
        assert names(result["objects"]) == names(users[:3])
        assert result["truncated"] is True
        assert len(invocations(box)) == 1


def test_pages_make_no_difference(desk: Desk, users: list[dict[str, Any]]) -> None:
    for size in (7, 1000):
        result = desk.run(command=f"{USERS} | sort Name | select Name -Skip 2 -Last 3", page_size=size)
        assert names(result["objects"]) == sorted(names(users), key=str.lower)[-5:-2]


def test_sizes_and_dates_are_compared_as_what_they_are(desk: Desk) -> None:
    desk.run(command="Set-Mailbox AdeleV@contoso.com -IssueWarningQuota 9GB -ProhibitSendQuota 10GB")
    below, above = (
        {
            row["Alias"]
            for row in desk.run(command=f"Get-Mailbox | where IssueWarningQuota {half} | select Alias")["objects"]
        }
        for half in ("-lt '20 GB'", "-ge '20 GB'")
    )
    assert "AdeleV" in below - above
    assert len(above) > len(below), "most have 49 GB, whose text comes behind 20 GB as well, and 9 GB does not"
    assert desk.run(command="Get-Mailbox | where {$_.WhenCreated -gt '2099-01-01'}")["objects"] == []
    spans = desk.run(command="Get-Mailbox | where RetainDeletedItemsFor -ge '14.00:00:00' | measure")["objects"]
    assert spans[0]["Count"] > 0


def test_a_condition_is_about_what_is_there_whichever_properties_are_wanted(desk: Desk) -> None:
    desk.run(command="Set-Mailbox AdeleV@contoso.com -Office Oslo")
    line = "Get-Mailbox | where Office -ne Oslo | select Alias"
    assert desk.run(command=line, properties=["Alias"])["objects"] == desk.run(command=line)["objects"]
    assert desk.warnings == []


def test_what_only_a_stage_looks_at_is_in_no_row(desk: Desk, tmp_path: Path, users: list[dict[str, Any]]) -> None:
    line, wanted = f"{USERS} | where City | sort Department", ["Name", "City"]
    for properties in (["Name"], ["city", "Name"]):
        rows = desk.run(command=line, properties=properties)["objects"]
        assert rows, "some live in a city"
        assert all([name.lower() for name in row] == [name.lower() for name in properties] for row in rows)
    (outcome,) = desk.run(commands=[line], properties=["Name"])["outcomes"]
    assert all(list(row) == ["Name"] for row in outcome["objects"])
    dest = tmp_path / "users.csv"
    desk.run(command=line, properties=wanted, dest=str(dest))
    assert dest.read_text(encoding="utf-8").splitlines()[0] == "Name,City"
    left = desk.run(command=f"{line} | select * -ExcludeProperty City", properties=wanted)["objects"]
    assert all(list(row) == ["Name"] for row in left)
    assert desk.run(command=f"{USERS} | measure", properties=wanted)["objects"][0]["Count"] == len(users)
    desk.run(command=line, properties=["Nmae"])
    assert desk.warnings == ["No object of Get-User has the property Nmae."]


@pytest.mark.parametrize(
    "condition",
    ["$_.WhenCreated -gt '1/2/2026'", "$_.WhenCreated -eq '1/2/2026'", "$_.WhenCreated -in 'x','1/2/2026'",
     "'1/2/2026' -ne $_.WhenCreated"],
)  # fmt: skip
def test_a_date_that_reads_two_ways_is_compared_with_none(desk: Desk, condition: str) -> None:
    line = f"{USERS} | where {{{condition}}}"
    result = desk.run(command=line)
    assert "the date '1/2/2026' reads two ways" in result["msg"]
    assert "set date_order" in result["error"]["fix"][0]
    assert result["error"]["documentation"].endswith("#pipeline-not-comparable")
    for order in ("mdy", "dmy"):
        assert "failed" not in desk.run(command=line, date_order=order)


def test_values_and_counts(desk: Desk, users: list[dict[str, Any]]) -> None:
    found = desk.run(command=f"{USERS} | where City | select -ExpandProperty City | sort -Unique")
    assert found["objects"] == ["Bergen", "Oslo"]
    assert desk.run(command=f"{USERS} | measure")["objects"][0]["Count"] == len(users)


def test_rows_of_stages_go_into_a_file(desk: Desk, tmp_path: Path, users: list[dict[str, Any]]) -> None:
    dest = tmp_path / "users.csv"
    line = f"{USERS} | where City | sort Name | select Name,City | Export-Csv C:\\users.csv -NoTypeInformation"
    result = desk.run(command=line, dest=str(dest))
    rows = list(csv.DictReader(dest.read_text(encoding="utf-8").splitlines()))
    assert [row["Name"] for row in rows] == sorted((row["Name"] for row in users if row["City"]), key=str.lower)
    assert result["count"] == len(rows)
    assert result["notes"] == ["Export-Csv was taken off: the option dest says where the rows go."]


def test_a_query_sees_what_comes_out(desk: Desk, users: list[dict[str, Any]]) -> None:
    found = desk.run(command=f"{USERS} | sort Name -Descending | select -First 2", query="[].Name")
    assert found["objects"] == sorted(names(users), key=str.lower, reverse=True)[:2]


def test_lists_and_batches_have_stages_too(desk: Desk, users: list[dict[str, Any]]) -> None:
    lines = [f"{USERS} | where Name -like a* | measure", f"{USERS} | sort Name | select Name -First 1"]
    for batch in (False, True):
        first, second = desk.run(commands=lines, batch=batch)["outcomes"]
        assert first["objects"][0]["Count"] == sum(row["Name"].lower().startswith("a") for row in users)
        assert names(second["objects"]) == [min(names(users), key=str.lower)]


def test_values_are_typed_where_the_task_wants_it(desk: Desk) -> None:
    line = "Get-Mailbox AdeleV@contoso.com | where MaxSendSize -gt 1MB | select MaxSendSize"
    as_text, typed = (desk.run(command=line, typed=wanted)["objects"][0]["MaxSendSize"] for wanted in (False, True))
    assert f"({typed:,} bytes)" in as_text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{USERS} | where Name -gt 'a' | where -not Nmae", "property Nmae"),
        (f"{USERS} | where {{$true -eq 'false'}} | select City -Last 1", "write $false"),
        (f"{USERS} | select -ExpandProperty Nmae", "nothing in Nmae, and gave nothing"),
    ],
)
def test_what_is_told(desk: Desk, line: str, words: str) -> None:
    result = desk.run(command=line)
    assert "failed" not in result
    assert any(words in warning for warning in desk.warnings), (result, desk.warnings)


@pytest.mark.parametrize(
    ("line", "words", "requests"),
    [
        ("Set-Mailbox adele -MailTip x | where Name", "counted behind the write Set-Mailbox", 0),
        (f"{USERS} | where Name -match '(?<n>x)'", "The pattern '(?<n>x)'", 0),
        (f"{USERS} | where {{$_.Name -gt 1,2}}", "because a list stands on its right, at line 1, column 49", 0),
        (f"{USERS} | where {{5 -lt $_.Name}}", "is no number, at line 1, column 43", 1),
        (f"{USERS} | measure Name -Sum", "is no number, at line 1, column 34", 1),
    ],
)
def test_what_cannot_be_is_one_line_with_its_place(desk: Desk, box: Box, line: str, words: str, requests: int) -> None:
    result = desk.run(command=line)
    assert result["failed"] is True
    assert words in result["msg"], result["msg"]
    assert "\n" not in result["msg"]
    assert len(invocations(box)) == requests
