# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook journal: what ran, was refused or may have run, of a run that ended and of one that was killed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.box import Box
from support.checks import assert_no_traceback
from support.desk import Desk
from support.playbook import SETTINGS
from support.playbooks import Playbooks
from support.secrets import leaks
from support.tasks import Task, play_of

ADELE = "AdeleV@contoso.com"
PLAYBOOK = "m365.exchange.journal"
SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)


def a_journal(desk: Desk, path: Path) -> None:
    """Two writes that ran, one that was refused and the one behind it; then what a kill leaves of another, and half a
    line."""
    names = ["AdeleV@contoso.com", "LeeG@contoso.com", "nobody@contoso.com", "AlexW@contoso.com"]
    commands = [{"cmdlet": "Set-Mailbox", "parameters": {"Identity": name, "MailTip": "x"}} for name in names]
    desk.run(commands=commands, journal_path=str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    last = {**json.loads(lines[1]), "time": "2099-01-01T00:00:00.000Z", "client_request_id": "of-the-fourth"}
    path.write_text("\n".join([*lines, json.dumps(last), lines[1][:40]]) + "\n", encoding="utf-8")


@SETTING
def test_it_tells_what_ran_and_what_may_have_run(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    folders = playbooks.folders()
    folders.make()
    path = folders.root / "writes.jsonl"
    with Desk(box, tmp_path) as desk:
        a_journal(desk, path)
    run = playbooks.run(PLAYBOOK, variables={"journal": "writes.jsonl"}, folders=folders).check()
    assert_no_traceback(run)
    first, *rows = run.result("Show what ran").result["msg"]
    assert first == "2 ran, 1 refused, 0 did not run, 1 may have run, 1 left to do"
    unknown, refused, left = [" ".join(row.split()) for row in rows]
    what = f"{box.tenants[0].organization} Set-Mailbox AdeleV@contoso.com"
    assert unknown == f"may have run 2099-01-01T00:00:00.000Z {what}"
    assert (refused.split()[0], refused.split()[-1]) == ("refused", "nobody@contoso.com")
    assert (left[:11], left.split()[-1]) == ("left to do ", "AlexW@contoso.com")


@SETTING
def test_it_begins_where_it_is_told_to(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    with Desk(box, tmp_path) as desk:
        a_journal(desk, tmp_path / "writes.jsonl")
    environment = {"EXO_JOURNAL_PATH": str(tmp_path / "writes.jsonl")}
    run = playbooks.run(PLAYBOOK, variables={"journal_since": "2098"}, environment=environment).check()
    assert (
        run.result("Show what ran").result["msg"][0] == "0 ran, 0 refused, 0 did not run, 1 may have run, 0 left to do"
    )


@SETTING
@pytest.mark.parametrize(("named", "said"), [("", "no journal named:"), ("none.jsonl", "no journal none.jsonl:")])
def test_a_journal_that_is_not_there_is_one_line(playbooks: Playbooks, named: str, said: str) -> None:
    run = playbooks.run(PLAYBOOK, variables={"journal": named})
    assert run.returncode == 2
    assert f"There is {said} say which with -e journal=PATH" in " ".join(run.output.split())
    assert_no_traceback(run)


@pytest.mark.both_ways
def test_no_secret_of_a_task_gets_into_its_journal(playbooks: Playbooks, box: Box) -> None:
    """What the task's own options hide is hidden wherever it stands, and a task with no_log writes no value."""
    folders = playbooks.folders()
    folders.make()
    path = folders.root / "writes.jsonl"
    secret = box.tenants[0].applications[0].client_secret
    tip = {"cmdlet": "Set-Mailbox", "journal_path": str(path), "journal_values": True, "client_secret": secret}
    told = {"Identity": ADELE, "MailTip": f"ask for {secret}"}
    kept = {"Identity": ADELE, "CustomAttribute14": "kept back"}
    tasks = [
        Task("Told", "exo_command", {**tip, "parameters": told}),
        Task("Kept", "exo_command", {**tip, "parameters": kept}, {"no_log": True}),
    ]
    run = playbooks.run(play_of(tasks), "-vvv", folders=folders, environment=box.environment).check()
    begun = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if '"begun"' in line]
    assert begun[0]["written_values"]["MailTip"]["after"] == "ask for (not shown)"
    assert "written_values" not in begun[1]
    assert "kept back" not in path.read_text(encoding="utf-8")
    assert leaks({"secret": secret}, {"journal": path.read_bytes()}) == []
    assert_no_traceback(run)
