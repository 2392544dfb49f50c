# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_journal_info: what ran, was refused and may have run, of journals that the client writes, and of one cut off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desired.told import ADELE, ALEX

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure, Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._operations import journal_info
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.box import Box
from support.desk import Desk
from support.schemas import assert_fits


def tell(path: Path, **options: Any) -> dict[str, Any]:
    return journal_info.run({"path": str(path), **options}, Context({}, Owner()))


@pytest.fixture
def journal(reports_desk: Desk, tmp_path: Path) -> Path:
    """A plan of three writes: two that ran, one that was refused; one that check mode kept back, a read; one that a
    kill cut off, and half a line."""
    path = tmp_path / "journal.jsonl"
    writes = [{"cmdlet": "Set-Mailbox", "parameters": {"Identity": name, "MailTip": "x"}}
              for name in (ADELE, ALEX, "nobody@contoso.com")]  # fmt: skip
    reports_desk.run(commands=writes, on_error="continue", journal_path=str(path))
    other = {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "MailTip": "y"}}
    reports_desk.run(commands=[other], journal_path=str(path), context={"check_mode": True})
    reports_desk.run(commands=[{"cmdlet": "Get-RemoteDomain"}], journal_path=str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    last = {**json.loads(lines[1]), "time": "2099-01-01T00:00:00.000Z", "client_request_id": "of-the-last"}
    path.write_text("\n".join([*lines, json.dumps(last), lines[1][:40]]) + "\n", encoding="utf-8")
    return path


def test_begin_and_end_come_together_and_are_summed_up(journal: Path) -> None:
    told = tell(journal)
    assert told["counts"] == {"ran": 3, "refused": 1, "did_not_run": 1, "unknown": 1}
    assert told["by_cmdlet"]["Get-RemoteDomain"]["ran"] == 1
    assert list(told["by_organization"]) == ["contoso.onmicrosoft.com"]
    (last,) = told["may_have_run"]
    assert (last["object"]["identity"], last["ended"], last["changed"]) == (ADELE, None, None)
    assert told["lines_cut"] == 1
    kept = next(one for one in told["commands"] if one["outcome"] == "did_not_run")
    assert (kept["changed"], kept["would_change"]) == (False, True)


def test_what_does_not_fit_is_left_out(journal: Path) -> None:
    assert tell(journal, since="2098")["counts"]["unknown"] == 1
    # A moment that says less than those of the journal begins with the first of them.
    assert tell(journal, since="2099-01-01T00:00Z")["counts"]["unknown"] == 1
    assert tell(journal, since="2099-01-01T00:00:00Z", until="2099-01-01T00Z")["counts"]["unknown"] == 1
    assert sum(tell(journal, until="2098-12")["counts"].values()) == 5
    assert len(tell(journal, until="2099-01-01", with_outcomes=["unknown"])["commands"]) == 1
    assert len(tell(journal, cmdlets=["get-*"])["commands"]) == 1
    assert tell(journal, organizations=["fabrikam*"])["commands"] == []
    (refused,) = tell(journal, with_outcomes=["refused"], organizations=["contoso.*"])["commands"]
    assert (refused["object"]["identity"], refused["error"]) == ("nobody@contoso.com", "object-not-found")


def test_the_lines_are_as_their_schema_says(journal: Path) -> None:
    whole = journal.read_text(encoding="utf-8").splitlines()[:-1]
    assert_fits("journal", *map(json.loads, whole))
    assert len(whole) == 10


# What is left to do


def left(path: Path, **options: Any) -> list[str]:
    """What is left, by the names of its objects."""
    return [one["object"]["identity"] for one in tell(path, **options)["left_to_do"]]


def tips(*names: str, tip: str = "left") -> list[dict[str, Any]]:
    return [{"cmdlet": "Set-Mailbox", "parameters": {"Identity": name, "MailTip": tip}} for name in names]


class AfterWrites:
    """A signal that comes when so many writes have left."""

    def __init__(self, box: Box, number: int) -> None:
        self._box, self._number = box, number

    def __call__(self) -> None:
        sent = [one for one in self._box.control.journal(kind="invoke") if not one["cmdlet"].startswith("Get-")]
        if len(sent) >= self._number:
            raise Interrupted("SIGTERM")


@pytest.fixture
def people(desk: Desk) -> list[str]:
    found = desk.run(cmdlet="Get-Mailbox", properties=["PrimarySmtpAddress"])["objects"]
    return [row["PrimarySmtpAddress"] for row in found][:5]


def test_a_list_that_was_ended_leaves_what_it_did_not_reach(
    desk: Desk, box: Box, people: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    desk.run(commands=tips(*people), journal_path=str(path), context={"still_wanted": AfterWrites(box, 2)})
    assert left(path) == people[2:]
    (first, *_others) = tell(path)["left_to_do"]
    assert (first["index"], first["cmdlet"], first["action"]) == (2, "Set-Mailbox", None)
    assert "MailTip" in first["parameters"]
    assert left(path, cmdlets=["set-m*"], with_outcomes=["refused"]) == people[2:]
    assert left(path, cmdlets=["New-*"]) == left(path, organizations=["fabrikam*"]) == left(path, since="2098") == []
    # Another task does one of them, then the same list runs to its end.
    desk.run(**tips(people[2])[0], journal_path=str(path))
    assert left(path) == people[3:]
    desk.run(commands=tips(*people), journal_path=str(path))
    assert left(path) == []


def test_no_line_is_lost_behind_one_that_was_cut_off(desk: Desk, people: list[str], tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text('{"time": "2026-11-30T08:10', encoding="utf-8")
    path.chmod(0o600)
    desk.run(commands=tips(*people[:2]), journal_path=str(path))
    told = tell(path)
    assert (told["lines_cut"], told["counts"]["ran"], told["left_to_do"]) == (1, 2, [])
    assert [one["begun"] is None for one in told["commands"]] == [False, False]
    assert path.read_text(encoding="utf-8").count("\n") == 6


def test_members_of_one_group_look_alike_and_are_left_each_for_itself(
    desk: Desk, box: Box, people: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    grants: list[dict[str, Any]] = [
        {"cmdlet": "Add-MailboxPermission",
         "parameters": {"Identity": people[0], "User": name, "AccessRights": ["FullAccess"]}}
        for name in people[1:]
    ]  # fmt: skip

    def places() -> list[int]:
        return [one["index"] for one in tell(path)["left_to_do"]]

    desk.run(commands=grants, journal_path=str(path), context={"still_wanted": AfterWrites(box, 2)})
    assert places() == [2, 3]
    # Nobody can tell which of them another task has done, until it has done as many.
    desk.run(**grants[2], journal_path=str(path))
    assert places() == [2, 3]
    desk.run(**grants[3], journal_path=str(path))
    assert places() == []


def test_what_was_only_asked_about_is_not_left(desk: Desk, box: Box, people: list[str], tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    end = {"still_wanted": AfterWrites(box, 1)}
    desk.run(commands=tips(*people), journal_path=str(path), what_if=True, context=end)
    assert left(path) == []


@pytest.mark.parametrize(
    "line",
    [
        {"event": "ended", "client_request_id": ["x"]},
        {"event": "planned", "about": {}, "items": []},
        {"event": "planned", "tenant_id": ["x"], "items": [{}]},
    ],
    ids=str,
)
def test_a_line_that_no_task_has_written_is_not_read(line: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    told = tell(path)
    assert (told["commands"], told["left_to_do"], told["lines_cut"]) == ([], [], 1)


def test_values_are_told_where_the_journal_has_them(desk: Desk, people: list[str], tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for wanted in (False, True):
        desk.run(**tips(people[0], tip="told")[0], journal_path=str(path), journal_values=wanted)
    without, with_values = (one["written_values"] for one in tell(path)["commands"])
    assert (without, with_values["MailTip"]["after"]) == (None, "told")


def test_a_list_that_stopped_at_a_refusal_leaves_the_rest_and_not_what_was_refused(
    desk: Desk, people: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    desk.run(commands=tips(people[0], "nobody@contoso.com", people[1]), journal_path=str(path))
    assert left(path) == [people[1]]
    assert tell(path)["counts"]["refused"] == 1


def test_what_was_cut_off_may_have_run_and_is_not_left(desk: Desk, people: list[str], tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    desk.run(commands=tips(*people[:3]), journal_path=str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    # The plan, the first write as a whole, and the beginning of the second.
    path.write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    assert [one["object"]["identity"] for one in tell(path)["may_have_run"]] == [people[1]]
    assert left(path) == [people[2]]


def test_a_read_without_an_answer_is_nothing_to_look_at(desk: Desk, box: Box, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    box.control.fault(kind="reset", match={"cmdlet": "Get-TransportConfig"}, times=0)
    assert desk.run(cmdlet="Get-TransportConfig", journal_path=str(path), retries=0)["outcome"] == "unknown"
    found = tell(path)
    assert (found["counts"]["unknown"], found["may_have_run"]) == (1, [])


def test_objects_are_left_until_they_are_done(desk: Desk, box: Box, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    rows = [{"kind": "TransportRule", "identity": f"Left {number}", "properties": {"PrependSubject": "a"}}
            for number in range(3)]  # fmt: skip
    try:
        desk.many(*rows, journal_path=str(path), context={"still_wanted": AfterWrites(box, 1)})
        told = tell(path)["left_to_do"]
        assert {(one["action"], one["cmdlet"], one["object"]["kind"]) for one in told} == {
            ("create", None, "TransportRule")
        }
        assert left(path)[-2:] == ["Left 1", "Left 2"]
        desk.many(*rows, journal_path=str(path))
        assert left(path) == []
        # Check mode plans nothing that anybody would do.
        gone = [{**row, "properties": {"PrependSubject": "b"}} for row in rows]
        desk.many(*gone, journal_path=str(path), context={"check_mode": True})
        assert left(path) == []
    finally:
        gone = [{"kind": row["kind"], "identity": row["identity"]} for row in rows]
        desk.many(*gone, state="deleted", max_removals=3)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"path": "/no/such/journal"}, "journal-not-readable"),
        ({"since": "yesterday"}, "journal-moment-not-valid"),
        ({"until": "30.11.2026"}, "journal-moment-not-valid"),
    ],
)
def test_what_cannot_be_meant_is_told(options: dict[str, str], key: str, tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").touch()
    with pytest.raises(Failure) as told:
        journal_info.run({"path": str(tmp_path / "journal.jsonl"), **options}, Context({}, Owner()))
    assert told.value.key == key
