# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows into a file: what is in it, what the result tells, and that the old file stays where anything goes wrong."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.pages import block
from support.playbook import SETTINGS, start_playbook
from support.playbooks import Playbooks
from support.survivors import kill_all
from support.tasks import Task, play_of
from support.waiting import wait_until

CONNECT = Task("Connect", "exo_connect", more={"register": "exo"})
DISCONNECT = Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"})
COUNT = 2500


@pytest.fixture(scope="module")
def shared_box(large_box: Box) -> Box:
    """One with more mailboxes than a page holds."""
    return large_box


@pytest.fixture
def own_box(own_large_box: Box) -> Box:
    """One with as many."""
    return own_large_box


# The other half of the matrix would tell nothing new.
two_settings = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)


def read(name: str, *, more: dict[str, Any] | None = None, **options: Any) -> Task:
    """A task that reads mailboxes into a file of the run's folder, unless it is told otherwise."""
    given = {"cmdlet": "Get-Mailbox", "properties": ["Alias", "Guid"], "retries": 1, "retry_budget": 3, **options}
    return Task(name, "exo_command", {"session": "{{ exo }}", **given}, {"ignore_errors": True, **(more or {})})


def test_rows_go_to_a_file_of_each_format(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folder = folders.root
    tasks = [
        CONNECT,
        read("Lines", dest=f"{folder}/rows.jsonl"),
        read("Same lines", dest=f"{folder}/rows.jsonl"),
        read("List", dest=f"{folder}/rows.json", page_size=400, mode="0640"),
        read("Table", dest=f"{folder}/rows", format="csv", csv_safe=True, query="[?Alias]"),
        read("Would be", dest=f"{folder}/never.jsonl", more={"check_mode": True}),
        read("Some", dest=f"{folder}/some.json", query="[].Alias", result_size=7),
        read("Other lines", dest=f"{folder}/rows.jsonl", result_size=5, backup=True),
        read("Sorted", dest=f"{folder}/sorted.json", query="sort_by(@, &Alias)[].Alias"),
        DISCONNECT,
    ]
    run = playbooks.run(play_of(tasks), environment=box.environment, folders=folders).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    lines = run.result("Lines").result
    (kept,) = folder.glob("rows.jsonl.*")
    content = kept.read_bytes()
    rows = [json.loads(line) for line in content.splitlines()]
    assert len({row["Guid"] for row in rows}) == len(rows) == lines["count"] == lines["rows"] == COUNT
    assert (lines["objects"], lines["changed"], lines["mode"]) == ([], True, "0600")
    assert (lines["dest"], lines["size"]) == (f"{folder}/rows.jsonl", len(content))
    assert lines["checksum"] == hashlib.sha1(content, usedforsecurity=False).hexdigest()
    assert (run.result("Same lines").result["changed"], run.result("Same lines").result["count"]) == (False, COUNT)
    assert json.loads((folder / "rows.json").read_bytes()) == rows
    assert (folder / "rows.json").stat().st_mode & 0o777 == 0o640
    with open(folder / "rows", encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == rows
    would, other = run.result("Would be").result, run.result("Other lines").result
    assert (would["changed"], would["checksum"]) == (True, lines["checksum"])
    assert not (folder / "never.jsonl").exists()
    assert json.loads((folder / "some.json").read_bytes()) == [row["Alias"] for row in rows[:7]]
    assert (run.result("Some").result["truncated"], run.result("Some").result["rows"]) == (True, 7)
    assert other["backup_file"] == str(kept)
    assert (folder / "rows.jsonl").read_bytes() == b"".join(content.splitlines(keepends=True)[:5])
    assert json.loads((folder / "sorted.json").read_bytes()) == sorted(row["Alias"] for row in rows)
    assert [name for name in os.listdir(folder) if name.endswith(".exo-part")] == []


DEEP = '{"value": [' + "[" * 100 + "]" * 100 + "]}"
# What the second page is, for each kind of failure.
FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "unexpected-answer": ("html", {}),
    "truncated-answer": ("invalid_utf8", {}),
    "answer-cut": ("truncate", {"framing": "length", "after": 200}),
    "connection-cut": ("reset", {}),
    "answer-too-large": ("bomb", {"bytes": 160 * 2**20}),
    "too-deep-answer": ("status", {"status": 200, "body": DEEP}),
    "service-unavailable": ("status", {"status": 503}),
    "cmdlet-listed": ("nul", {}),
    "foreign-page-link": ("next_link", {"url": "https://outlook.office365.com.evil.example/x"}),
    "expired-paging": ("expired_page", {"times": 2}),
}


@two_settings
def test_whatever_a_page_is_the_old_file_stays(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folder = folders.root / "data"
    folder.mkdir(parents=True)
    dest = folder / "rows.jsonl"
    dest.write_text("old")
    for kind, settings in FAULTS.values():
        box.control.fault(kind, match={"cmdlet": "Get-Mailbox", "page": True}, **settings)
    to_it: dict[str, Any] = {"dest": str(dest), "page_size": 300, "retries": 0}
    tasks = [
        CONNECT,
        *(read(key, **to_it) for key in FAULTS),
        read("query-failed", query="[].abs(Guid)", **to_it),
        DISCONNECT,
    ]
    run = playbooks.run(play_of(tasks), environment=box.environment, folders=folders).check()
    assert_no_traceback(run)
    for key in (*FAULTS, "query-failed"):
        result = run.result(key).result
        assert "error" in result, (key, result)
        assert result["error"]["documentation"].endswith(f"#{key}"), (key, result["msg"])
        assert result["error"]["retry_safe"] or key == "query-failed"
    for key in FAULTS:
        pages = 2 if key == "foreign-page-link" else 1  # that one is no bad page but a way on from it
        assert (run.result(key).result["pages"], run.result(key).result["rows"]) == (pages, 300 * pages), key
    assert dest.read_text() == "old"
    assert os.listdir(folder) == ["rows.jsonl"]


@two_settings
def test_a_target_that_cannot_be_used_is_told_before_anything_is_sent(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folder = folders.root / "data"
    folder.mkdir(parents=True)
    (folder / "link").symlink_to(folder / "rows.jsonl")
    dest = f"{folder}/rows.jsonl"
    wrong: dict[str, dict[str, Any]] = {
        "dest-folder-missing": {"dest": f"{folder}/no/rows.jsonl"},
        "dest-not-a-file": {"dest": f"{folder}/link"},
        "option-needs-dest": {"format": "csv"},
        "mode-not-valid": {"dest": dest, "mode": "rwx"},
        "owner-not-known": {"dest": dest, "owner": "nobody-at-all"},
    }
    tasks = [CONNECT, *(read(key, **options) for key, options in wrong.items()), DISCONNECT]
    run = playbooks.run(play_of(tasks), environment=box.environment, folders=folders).check()
    assert_no_traceback(run)
    for key in wrong:
        result = run.result(key).result
        assert result["error"]["documentation"].endswith(f"#{key}"), (key, result["msg"])
        assert (result["outcome"], result["error"]["retry_safe"]) == ("did_not_run", True)
    assert os.listdir(folder) == ["link"]
    assert box.control.journal(cmdlet="Get-Mailbox") == []


SPAN = {"StartDate": "2026-01-01T00:00:00Z", "EndDate": "2036-01-01T00:00:00Z"}


@two_settings
def test_cmdlets_that_page_themselves_are_read_to_the_end(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    session = {"session": "{{ exo }}"}
    own = {
        "Quarantine": "Get-QuarantineMessage",
        "Trace": "Get-MessageTraceV2",
        "Audit": "Search-UnifiedAuditLog",
        "Report": "Get-SafeLinksDetailReport",
    }
    dates = {"Search-UnifiedAuditLog": {"parameters": SPAN}}
    tasks = [CONNECT]
    for name, cmdlet in own.items():
        options = {**session, "cmdlet": cmdlet, **dates.get(cmdlet, {})}
        tasks += [
            Task(name, "exo_command", {**options, "dest": f"{folders.root}/{name}.jsonl"}),
            Task(f"{name}, one page", "exo_command", {**options, "follow_own_pages": False, "max_rows_in_result": 0}),
            Task(f"{name}, some", "exo_command", {**options, "result_size": 1200, "query": "[].Identity"}),
        ]
    run = playbooks.run(play_of([*tasks, DISCONNECT]), environment=box.environment, folders=folders).check()
    assert_no_traceback(run)
    # The log has what other tests have changed in this box as well.
    logged = int(run.result("Audit, one page").result["objects"][0]["ResultCount"])
    assert logged >= 12_000
    counts = {"Quarantine": (2300, 100), "Trace": (11_000, 5000), "Audit": (logged, 5000), "Report": (2400, 1000)}
    for name, (everything, one_page) in counts.items():
        result = run.result(name).result
        rows = [json.loads(line) for line in (folders.root / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        marks = {(row.get("Identity"), row.get("MessageTraceId"), row.get("Index")) for row in rows}
        assert len(rows) == len(marks) == result["count"] == everything, name
        assert (result["truncated"], "duplicates" in result) == (False, False)
        assert run.result(f"{name}, one page").result["count"] == one_page
        some = run.result(f"{name}, some").result
        assert some["truncated"] is True
        assert some["count"] == (0 if name in ("Trace", "Report") else 1200)


@two_settings
def test_progress_is_shown_where_somebody_can_see_it(playbooks: Playbooks, own_box: Box) -> None:
    # The third page comes late enough for a line.
    own_box.control.fault("slow", match={"cmdlet": "get-mailbox"}, skip=2, delay=2.2)
    task = read("Slowly", page_size=500, show_progress=True, max_rows_in_result=1000)
    run = playbooks.run(play_of([CONNECT, task, DISCONNECT]), environment=own_box.environment).check()
    lines = [line for line in run.output.splitlines() if "rows/s" in line]
    if playbooks.setting.way == "module":
        assert lines == []
    else:
        assert 1 <= len(lines) <= 6  # at most one for each page, however slow the machine is
        shown = block("docs/large-reads.md", "Get-Mailbox: ").text.strip()
        assert re.fullmatch(re.sub(r"\d+", r"\\d+", shown), lines[0])
    result = run.result("Slowly").result
    assert result["count"] == COUNT
    assert [text for text in result["warnings"] if "Give dest" in text]


@pytest.mark.both_ways
@two_settings
def test_kill_9_in_the_middle_of_it_leaves_no_half_file(playbooks: Playbooks, own_box: Box) -> None:
    own_box.control.barrier(2, {"cmdlet": "get-mailbox"}, skip=4)  # the fifth page never comes
    folders = playbooks.folders()
    folder = folders.root / "data"
    folder.mkdir(parents=True)
    dest = folder / "rows.jsonl"
    dest.write_text("old")
    path = folders.root / "killed.yml"
    path.write_text(play_of([CONNECT, read("Read", dest=str(dest), page_size=100), DISCONNECT]), encoding="utf-8")
    process = start_playbook(path, playbooks.setting, folders, environment=own_box.environment, variables={})
    try:
        wait_until(lambda: own_box.control.held() == 1, "the fifth page")
    finally:
        kill_all(folders)
        process.communicate()
    assert (dest.read_text(), os.listdir(folder)) == ("old", ["rows.jsonl"])
