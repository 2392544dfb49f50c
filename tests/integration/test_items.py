# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Items of a list, as action plugin and as module: their files, and passwords in options that do not fit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback
from support.misfits import MISFITS, WORD
from support.playbooks import Playbooks
from support.tasks import Task, play_of

ADELE = "AdeleV@contoso.onmicrosoft.com"
TIP: dict[str, Any] = {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE}}
READ: dict[str, Any] = {"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}


def command(name: str, **options: Any) -> Task:
    more = {"check_mode": True} if options.pop("check", False) else {}
    return Task(name, "exo_command", options, {"ignore_errors": True, **more})


def tip(path: str) -> dict[str, Any]:
    return {**TIP, "files": {"MailTip": path}}


def listing(dest: str, **more: Any) -> dict[str, Any]:
    return {"cmdlet": "Get-AcceptedDomain", "properties": ["Name"], "dest": dest, **more}


def from_variable(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with a variable in place of each password."""
    found: dict[str, Any] = json.loads(json.dumps(options).replace(WORD, "{{ word }}"))
    return found


def test_items_have_files_of_their_own(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    """What is read lies on the controller, where copy looks; what is written lies where the task runs."""
    folder = tmp_path / "play"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "monday.txt").write_text("Back on Monday", encoding="utf-8")
    (folder / "friday.txt").write_text("Back on Friday", encoding="utf-8")
    out = folder / "out"
    out.mkdir()
    tasks = [
        command("Read", commands=[tip("monday.txt"), tip("friday.txt"), READ]),
        command("Missing", commands=[READ, tip("nowhere.txt"), tip("monday.txt")]),
        command("No map", commands=[{**TIP, "files": "monday.txt"}]),
        command("Check", commands=[listing(f"{out}/a.csv"), listing(f"{out}/b.json")], check=True),
        command("Write", commands=[listing(f"{out}/a.csv"), listing(f"{out}/b.json", mode="0640"), READ]),
        command("At home", commands=[listing("~/home.jsonl")]),
        command("One file", commands=[listing(f"{out}/c.csv"), listing(f"{out}/../out/c.csv")]),
    ]
    playbook = folder / "play.yml"
    playbook.write_text(play_of(tasks), encoding="utf-8")
    run = playbooks.run(playbook, environment=box.environment)
    assert_no_traceback(run)
    assert bool(run.modules()) == (playbooks.setting.way == "module")
    assert [one["outcome"] for one in run.result("Read").result["outcomes"]] == ["ran"] * 3, run.output
    assert [one["parameters"]["MailTip"] for one in box.control.journal(cmdlet="Set-Mailbox")] == [
        "Back on Monday",
        "Back on Friday",
    ]
    for name, key, words in (
        ("Missing", "file-not-readable", "Command 2 of 3: "),
        ("No map", "item-option-not-valid", "Command 1 of 1: "),
        ("One file", "dest-of-several", "c.csv"),
    ):
        result = run.result(name).result
        assert result["error"]["documentation"].endswith(f"#{key}"), result
        assert words in result["msg"]
        assert ("\n" in result["msg"], result["outcome"]) == (False, "did_not_run")
    assert "nowhere.txt" in run.result("Missing").result["msg"]
    # Of the list with the missing file, and of the two with one target, nothing was sent.
    assert [one["cmdlet"] for one in box.control.journal(kind="invoke")] == [
        *["Set-Mailbox"] * 2,
        "Get-OrganizationConfig",
        *["Get-AcceptedDomain"] * 2,
        *["Get-AcceptedDomain"] * 2,
        "Get-OrganizationConfig",
        "Get-AcceptedDomain",
    ]
    written = run.result("Write").result
    checked = run.result("Check").result
    assert (written["changed"], checked["changed"]) == (True, True)
    for name in ("dest", "checksum", "size", "format"):
        assert [one[name] for one in checked["outcomes"]] == [one[name] for one in written["outcomes"][:2]]
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "b.json"]
    assert (out / "a.csv").read_text(encoding="utf-8").splitlines()[0] == "Name"
    assert (out / "b.json").stat().st_mode & 0o777 == 0o640
    assert json.loads((out / "b.json").read_text(encoding="utf-8"))
    assert (run.folders.home / "home.jsonl").exists()


def test_options_that_do_not_fit_show_no_password(playbooks: Playbooks, box: Box) -> None:
    """At -vvv, in results and in every file. The passwords are in a variable: of a task that fails, ansible-core shows
    the lines of the playbook. A module is slow to start, and has them all in a unit test: here it has a quarter."""
    shown = dict(list(MISFITS.items())[:: 4 if playbooks.setting.way == "module" else 1])
    tasks = [command(name, **from_variable(options)) for name, (options, _key) in shown.items()]
    run = playbooks.run(
        play_of(tasks),
        "-vvv",
        environment={**box.environment, "ANSIBLE_INJECT_INVOCATION": "1"},
        variables={"word": WORD},
    )
    assert_no_traceback(run)
    for name, (_options, key) in shown.items():
        result = run.result(name).result
        assert run.result(name).event == "ignored"
        assert result["error"]["documentation"].endswith(f"#{key}"), (name, result)
        assert "module_args" in result["invocation"], name
    assert_no_secrets(run, {"password": WORD})
    assert box.control.journal(kind="invoke") == []
