# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that the items of a list read from and write to, each its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.onmicrosoft.com"
RULES = "Import-TransportRuleCollection"


def tip_of(user: str, path: Path | None = None) -> dict[str, Any]:
    files = {} if path is None else {"files": {"MailTip": str(path)}}
    return {"cmdlet": "Set-Mailbox", "parameters": {"Identity": user}, **files}


def sent(box: Box) -> list[dict[str, Any]]:
    return [one["parameters"] for one in box.control.journal(kind="invoke")]


def told(result: dict[str, Any]) -> list[str]:
    return [one["outcome"] for one in result["outcomes"]]


# What parameters get from files


def test_each_item_reads_files_of_its_own(desk: Desk, box: Box, tmp_path: Path) -> None:
    (tmp_path / "tip.txt").write_text("Back on Monday", encoding="utf-8")
    (tmp_path / "rules.xml").write_bytes(b"\x00\x01\xff")
    items: list[dict[str, Any]] = [
        tip_of(ADELE, tmp_path / "tip.txt"),
        {"cmdlet": RULES, "files": {"FileData": str(tmp_path / "rules.xml")}},
    ]
    desk.run(commands=items, on_error="continue")
    tip, rules = sent(box)
    assert (tip["Identity"], tip["MailTip"]) == (ADELE, "Back on Monday")
    assert rules["FileData"] == [0, 1, 255]
    assert "FileData" not in tip
    assert "MailTip" not in rules


def test_the_files_of_the_task_are_for_items_without_their_own(desk: Desk, box: Box, tmp_path: Path) -> None:
    for name in ("all", "own"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    result = desk.run(
        commands=[tip_of(ADELE), tip_of(ALEX, tmp_path / "own")], files={"MailTip": str(tmp_path / "all")}
    )
    assert told(result) == ["ran", "ran"]
    assert [(one["Identity"], one["MailTip"]) for one in sent(box)] == [(ADELE, "all"), (ALEX, "own")]


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ({"MailTip": "/nowhere/tip.txt"}, "file-not-readable"),
        ({"MailTip": "/"}, "file-not-readable"),
        ({"MailTip": [1]}, "files-not-a-map"),
        ({"identity": "/nowhere/tip.txt"}, "file-twice"),
        ("/nowhere/tip.txt", "item-option-not-valid"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_nothing_is_sent(desk: Desk, box: Box, files: Any, key: str) -> None:
    result = desk.run(commands=[tip_of(ALEX), {**tip_of(ADELE), "files": files}, tip_of(ALEX)])
    assert result["error"]["documentation"].endswith(f"#{key}"), result
    assert result["msg"].startswith("Command 2 of 3: ")
    assert "\n" not in result["msg"]
    assert result["outcome"] == "did_not_run"
    assert box.control.journal() == []


# What rows go into


def listings(folder: Path) -> list[dict[str, Any]]:
    return [
        {"cmdlet": "Get-Mailbox", "properties": ["Alias"], "result_size": 3, "dest": str(folder / "mailboxes.csv")},
        {"cmdlet": "Get-AcceptedDomain", "query": "[].Name", "dest": str(folder / "domains.json"), "mode": "0640"},
        {"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]},
    ]


@pytest.mark.parametrize("batch", [False, True])
@pytest.mark.parametrize("parallel", [1, 3])
def test_each_item_has_a_file_of_its_own(desk: Desk, tmp_path: Path, parallel: int, batch: bool) -> None:
    items = listings(tmp_path)
    result = desk.run(commands=items, parallel=parallel, batch=batch)
    assert (told(result), result["changed"]) == (["ran"] * 3, True)
    mailboxes, domains, organization = result["outcomes"]
    csv = (tmp_path / "mailboxes.csv").read_text(encoding="utf-8").splitlines()
    assert (csv[0], len(csv)) == ("Alias", 4)
    assert json.loads((tmp_path / "domains.json").read_text(encoding="utf-8")) == [
        row["Name"] for row in desk.run(cmdlet="Get-AcceptedDomain")["objects"]
    ]
    assert (mailboxes["dest"], mailboxes["format"], mailboxes["count"]) == (items[0]["dest"], "csv", 3)
    assert (domains["dest"], domains["format"], domains["mode"]) == (items[1]["dest"], "json", "0640")
    assert (mailboxes["objects"], domains["objects"], len(organization["objects"])) == ([], [], 1)
    assert "dest" not in organization
    assert sorted(path.name for path in tmp_path.iterdir()) == ["domains.json", "mailboxes.csv"]
    again = desk.run(commands=items, parallel=parallel, batch=batch)
    assert (again["changed"], [one["changed"] for one in again["outcomes"]]) == (False, [False] * 3)


@pytest.mark.parametrize("other", ["a.jsonl", "./a.jsonl", "deep/../a.jsonl"])
def test_two_items_with_one_file_are_refused(desk: Desk, box: Box, tmp_path: Path, other: str) -> None:
    (tmp_path / "deep").mkdir()
    files = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"), f"{tmp_path}/{other}"]
    result = desk.run(commands=[{"cmdlet": "Get-Mailbox", "dest": path} for path in files])
    assert result["error"]["documentation"].endswith("#dest-of-several"), result
    assert files[0] in result["msg"]
    assert result["outcome"] == "did_not_run"
    assert box.control.journal() == []
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]


def test_the_file_of_the_task_is_for_one_command_only(desk: Desk, tmp_path: Path) -> None:
    whole = str(tmp_path / "all.jsonl")
    own = {"cmdlet": "Get-OrganizationConfig", "dest": str(tmp_path / "own.jsonl")}
    assert desk.run(commands=[{"cmdlet": "Get-Mailbox"}] * 2, dest=whole)["error"]["documentation"].endswith("several")
    assert told(desk.run(commands=[{"cmdlet": "Get-AcceptedDomain"}, own], dest=whole)) == ["ran", "ran"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "own.jsonl"]


def test_check_mode_tells_what_the_files_would_be_and_writes_none(desk: Desk, box: Box, tmp_path: Path) -> None:
    items = [*listings(tmp_path), {**tip_of(ADELE), "dest": str(tmp_path / "answer.jsonl")}]
    checked = desk.run(commands=items, context={"check_mode": True})
    assert told(checked) == ["ran", "ran", "ran", "did_not_run"]
    assert list(tmp_path.iterdir()) == []
    assert box.control.journal(cmdlet="Set-Mailbox") == []
    written = desk.run(commands=items[:2])
    for name in ("dest", "size", "checksum", "count", "changed"):
        assert [one[name] for one in checked["outcomes"][:2]] == [one[name] for one in written["outcomes"]], name


def test_a_folder_that_is_missing_is_told_before_anything_is_sent(desk: Desk, box: Box, tmp_path: Path) -> None:
    items = [{"cmdlet": "Get-OrganizationConfig"}, {"cmdlet": "Get-Mailbox", "dest": str(tmp_path / "no" / "a.csv")}]
    result = desk.run(commands=items)
    assert result["msg"].startswith("Command 2 of 2: "), result["msg"]
    assert result["outcome"] == "did_not_run"
    assert box.control.journal() == []


def test_a_listing_that_fails_leaves_its_old_file_and_those_of_others(desk: Desk, box: Box, tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text("what was", encoding="utf-8")
    box.control.fault("nul", match={"cmdlet": "get-mailbox"})
    items = [{"cmdlet": "Get-Mailbox", "dest": str(old)}, {"cmdlet": "Get-AcceptedDomain", "dest": str(new)}]
    result = desk.run(commands=items, on_error="continue")
    assert told(result) == ["did_not_run", "ran"]
    assert (old.read_text(encoding="utf-8"), new.exists()) == ("what was", True)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("check_mode", [False, True])
def test_what_is_only_asked_goes_into_no_file(desk: Desk, box: Box, tmp_path: Path, check_mode: bool) -> None:
    asked = {**tip_of(ADELE), "what_if": True, "dest": str(tmp_path / "asked.jsonl")}
    read = {"cmdlet": "Get-OrganizationConfig", "dest": str(tmp_path / "read.jsonl")}
    result = desk.run(commands=[asked, read], context={"check_mode": check_mode})
    single = desk.run(**asked, context={"check_mode": check_mode})
    assert told(result) == ["ran", "ran"]
    for one in (result["outcomes"][0], single):
        assert "Adele" in one["what_if"]
        assert (one["changed"], "dest" in one, "checksum" in one) == (check_mode, False, False)
    assert [path.name for path in tmp_path.iterdir()] == ([] if check_mode else ["read.jsonl"])
    assert box.control.journal(cmdlet="Set-Mailbox", changed=True) == []
