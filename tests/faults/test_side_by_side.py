# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the commands of a list share while they run side by side: questions, limits, the journal, where they stop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.meanwhile import meanwhile
from support.waiting import wait_until

ADELE = "AdeleV@contoso.onmicrosoft.com"
FOUR: dict[str, Any] = {"parallel": 4, "parallel_limit": 4}


@pytest.fixture
def key(box: Box) -> Iterator[Box]:
    """The service's key for passwords stands in the module file, which takes its time."""
    box.control.settings(module_file_key="text")
    box.control.fault("slow", match={"kind": "module_file"}, times=0, delay=0.2)
    yield box
    box.control.settings(module_file_key="absent")


def password(number: int) -> dict[str, Any]:
    return {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "Password": f"canary-{number}"}}


def put(value: str, cmdlet: str = "Set-Mailbox") -> dict[str, Any]:
    return {"cmdlet": cmdlet, "parameters": {"Identity": ADELE, "CustomAttribute1": value}}


def told(result: dict[str, Any]) -> list[str]:
    return [one["outcome"] for one in result["outcomes"]]


def test_the_key_for_passwords_is_asked_for_once(desk: Desk, key: Box) -> None:
    result = desk.run(commands=[password(number) for number in range(12)], **FOUR)
    assert told(result) == ["ran"] * 12
    assert len(key.control.journal(kind="module_file")) == 1
    assert all(one["passwords"] for one in key.control.journal(cmdlet="Set-Mailbox"))


def test_a_key_that_is_not_there_is_asked_for_once(desk: Desk, box: Box) -> None:
    box.control.fault("slow", match={"kind": "module_file"}, times=0, delay=0.2)
    result = desk.run(commands=[password(number) for number in range(6)], on_error="continue", **FOUR)
    assert told(result) == ["did_not_run"] * 6
    assert {one["error"]["documentation"].rpartition("#")[2] for one in result["outcomes"]} == {"secret-key-missing"}
    assert len(box.control.journal(kind="module_file")) == 1
    assert box.control.journal(cmdlet="Set-Mailbox") == []


def test_a_question_for_the_key_that_failed_is_asked_again(desk: Desk, key: Box) -> None:
    key.control.clear_faults()
    key.control.fault("status", match={"kind": "module_file"}, status=404)
    result = desk.run(commands=[password(1), password(2)], on_error="continue")
    assert told(result) == ["did_not_run", "ran"]


@pytest.mark.parametrize("batch", [False, True])
def test_what_is_permitted_is_asked_for_once(desk: Desk, box: Box, batch: bool) -> None:
    box.control.fault("slow", match={"kind": "module_file"}, times=0, delay=0.2)
    box.control.fault("nul", match={"cmdlet": "get-remotedomain"}, times=0)
    result = desk.run(commands=[{"cmdlet": "Get-RemoteDomain"}] * 12, on_error="continue", batch=batch, **FOUR)
    assert told(result) == ["did_not_run"] * 12
    assert {one["error"]["documentation"].rpartition("#")[2] for one in result["outcomes"]} == {"cmdlet-listed"}
    assert len(box.control.journal(kind="module_file")) == 1


# The journal


def test_lines_of_commands_side_by_side_are_whole_and_in_the_order_of_what_happened(
    desk: Desk, box: Box, tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    box.control.barrier(4, {"cmdlet": "set-mailbox"}, times=4)
    items = [put(str(number)) if number % 2 == 0 else {"cmdlet": "Get-OrganizationConfig"} for number in range(40)]
    result = desk.run(commands=items, journal_path=str(path), **FOUR)
    assert told(result) == ["ran"] * 40
    planned, *lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert [one["index"] for one in planned["items"]] == list(range(0, 40, 2))
    seen = [(one["event"], one["index"]) for one in lines]
    writes = [number for number in range(40) if number % 2 == 0]
    assert sorted(seen) == sorted([("begun", one) for one in writes] + [("ended", one) for one in range(40)])
    assert all(seen.index(("begun", one)) < seen.index(("ended", one)) for one in writes)
    # The first three waited for the fourth: the reads in between have ended before them.
    assert [one["index"] for one in lines if one["event"] == "ended"] != list(range(40))
    assert [one["time"] for one in lines] == sorted(one["time"] for one in lines)
    ids = {one["index"]: one["client_request_id"] for one in result["outcomes"]}
    assert {one["index"]: one["client_request_id"] for one in lines if one["event"] == "ended"} == ids


# Where they stop


def test_after_a_failure_what_is_at_work_ends_and_no_other_begins(desk: Desk, box: Box, tmp_path: Path) -> None:
    """Both writes are held until the failure has been noted."""
    path = tmp_path / "journal.jsonl"
    box.control.barrier(3, {"cmdlet": "set-mailbox"})

    def failed() -> bool:
        return path.exists() and '"outcome": "refused"' in path.read_text(encoding="utf-8")

    def release() -> None:
        wait_until(failed, "a failure in the journal")
        wait_until(lambda: box.control.held() == 2, "two writes at work")
        box.control.clear_faults()

    items = [put("1"), put("2"), {"cmdlet": "Get-Mailbox", "parameters": {"Identity": "nobody"}}, put("4"), put("5")]
    with meanwhile(release):
        result = desk.run(commands=items, parallel=3, journal_path=str(path))
    assert told(result) == ["ran", "ran", "refused", "did_not_run", "did_not_run"]
    assert (result["changed"], result["outcome"], result["error"]["retry_safe"]) == (True, "refused", False)
    assert [one["client_request_id"] for one in result["outcomes"][3:]] == [None, None]
    assert len(box.control.journal(cmdlet="Set-Mailbox")) == 2


def test_a_second_failure_of_those_at_work_is_told_as_well(desk: Desk, box: Box) -> None:
    box.control.barrier(2, {"cmdlet": "get-mailbox"})
    wrong = {"cmdlet": "Get-Mailbox", "parameters": {"Identity": "nobody"}}
    result = desk.run(commands=[wrong, wrong, put("never"), put("never")], parallel=2)
    assert told(result) == ["refused", "refused", "did_not_run", "did_not_run"]
    assert "2 of 4 commands failed; command 1 (Get-Mailbox)" in result["msg"]
    assert box.control.journal(cmdlet="Set-Mailbox") == []


# What must fit together


@pytest.mark.parametrize("parallel", [1, 3])
def test_a_strict_catalogue_holds_for_each_read_of_a_batch(desk: Desk, box: Box, parallel: int) -> None:
    how: dict[str, Any] = {"catalogue": "strict", "batch": True, "parallel": parallel}
    read = {"cmdlet": "Get-OrganizationConfig"}
    unknown = desk.run(commands=[read, {"cmdlet": "Get-Unheardof"}, read], **how)
    assert unknown["msg"].startswith("Command 2 of 3: ")
    assert unknown["error"]["documentation"].endswith("#not-documented")
    assert box.control.journal() == []
    elsewhere = desk.run(commands=[read, read, {"cmdlet": "Get-Label"}, read, read], on_error="continue", **how)
    assert told(elsewhere) == ["ran", "ran", "did_not_run", "ran", "ran"]
    assert elsewhere["outcomes"][2]["error"]["documentation"].endswith("#not-documented")
    assert box.control.journal(cmdlet="Get-Label") == []
    assert len(box.control.journal(kind="batch")) == 2
    box.control.forget()
    desk.run(commands=[read, {"cmdlet": "Get-Unheardof"}], batch=True, on_error="continue")
    assert len(box.control.journal(cmdlet="Get-Unheardof")) == 1


@pytest.mark.parametrize("check_mode", [False, True])
def test_a_difference_shows_no_password(desk: Desk, key: Box, check_mode: bool) -> None:
    items = [
        {"cmdlet": "Set-Mailbox", "parameters": {**put(f"{check_mode}")["parameters"], "Password": "canary-one"}},
        f"Set-Mailbox {ADELE} -CustomAttribute2 {check_mode} -Password 'canary-two'",
    ]
    # Whatever the service shows under the name of a password.
    rows = [{"Identity": ADELE, "Password": "canary-old", "CustomAttribute1": "o", "CustomAttribute2": "o"}]
    for value in ("canary-old", "canary-new") if not check_mode else ("canary-old",):
        body = {"value": [{**rows[0], "Password": value, "CustomAttribute1": value[-3:]}]}
        key.control.fault("status", match={"cmdlet": "get-mailbox"}, status=200, body=body)
    result = desk.run(commands=items, context={"diff": True, "check_mode": check_mode})
    assert "failed" not in result, result["msg"]
    assert result["diff"][0]["before"]["Password"] == "********"
    assert result["diff"][0]["after"]["Password"] == "********"
    assert "CustomAttribute1" in result["diff"][0]["after"]
    assert len(result["diff"]) == 2
    assert "canary" not in json.dumps(result)
