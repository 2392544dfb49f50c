# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a run over many customers: what the folder of results holds after each, and after a kill."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._operations import customer_results
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import CUSTOMER_RESULTS
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import outcome_of

READ = {"cmdlet": "Get-Mailbox"}
WRITE = {"cmdlet": "Set-Mailbox", "parameters": {"Identity": "AdeleV@contoso.com"}}
UNKNOWN = {"outcome": "unknown", "msg": "No answer.", "error": {"retry_safe": False}}


class Customers:
    """A folder of results, and what is done with it; time stands still unless it is moved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_800_000_000.0
        self.said: list[str] = []
        self.warnings: list[str] = []

    def __call__(self, step: str, *, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        given = ArgumentSpecValidator(CUSTOMER_RESULTS).validate({"path": str(self.folder), "step": step, **options})
        assert not given.error_messages
        clock = Clock(wall=lambda: self.now)
        context = Context({}, Owner(), check_mode, self.warnings.append, self.said.append, clock=clock)
        return outcome_of(customer_results.run, given.validated_parameters, context)

    def start(self, *names: str, **options: Any) -> dict[str, Any]:
        return self("start", all_customers=list(names), **{"commands": [READ], **options})

    def begin(self, name: str, commands: Sequence[Mapping[str, Any]] = (READ,)) -> dict[str, Any]:
        return self("begin", customer_name=name, commands=list(commands))

    def end(self, name: str, **options: Any) -> str:
        return str(self("end", customer_name=name, **options)["customer_outcome"])

    def serve(self, name: str, *rows: object, file: str = "Get-Mailbox") -> None:
        """A whole customer, whose cmdlet gave these rows."""
        folder = Path(self.begin(name)["folder"])
        (folder / f"{file}.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")
        assert self.end(name) == "done"

    def names(self, file: str) -> list[str]:
        path = self.folder / file
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.fixture
def run(tmp_path: Path) -> Customers:
    return Customers(tmp_path / "results")


def note(folder: str, event: str, write: str = "1", **more: object) -> None:
    """A line of a customer's journal, as exo_command writes it."""
    line = {"event": event, "cmdlet": "Set-Mailbox", "object": {"kind": "Mailbox"}, "client_request_id": write, **more}
    with (Path(folder) / "journal.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(f"{json.dumps(line)}\n")


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (None, "done"),
        ({"msg": "No.", "outcome": "refused", "error": {"retry_safe": False}}, "failed"),
        ({"msg": "The task of somebody else."}, "failed"),
        (UNKNOWN, "may_have_run"),
        ({**UNKNOWN, "error": {"retry_safe": True}}, "failed"),  # a read
        (
            {"msg": "One or more items failed", "results": [{"msg": "fine"}, {"failed": True, **UNKNOWN}]},
            "may_have_run",
        ),
        (
            {"msg": "1 of 2 commands failed", "outcomes": [{"failed": True, "msg": "No.", "outcome": "refused"}]},
            "failed",
        ),
    ],
)
def test_the_outcome_is_told_by_the_task_that_failed(run: Customers, failure: object, outcome: str) -> None:
    run.start("contoso")
    run.begin("contoso")
    assert run.end("contoso", failure=failure, failed_task="Work") == outcome
    (row,) = run("finish")["customers"]
    assert (row["outcome"], row["why"] is None) == (outcome, outcome == "done")
    assert (run.names("retry.txt"), run.names("may_have_run.txt")) == (
        ["contoso"] if outcome == "failed" else [],
        ["contoso"] if outcome == "may_have_run" else [],
    )


ENDED = {"outcome": "ran", "changed": True, "would_change": False}


@pytest.mark.parametrize(
    ("ended", "outcome", "changes"),
    [
        (ENDED, "failed", {"Set-Mailbox": 1}),
        ({**ENDED, "changed": False}, "failed", {}),
        ({**ENDED, "outcome": "unknown"}, "may_have_run", {}),
        (None, "may_have_run", {}),
    ],
)
def test_the_journal_tells_of_a_customer_that_was_cut_off(
    run: Customers, ended: dict[str, Any] | None, outcome: str, changes: dict[str, int]
) -> None:
    """The process was killed: there is no end, and nobody to ask but the files."""
    run.start("contoso", "fabrikam", "adatum")
    run.serve("contoso")
    folder = run.begin("fabrikam")["folder"]
    note(folder, "begun")
    if ended is not None:
        note(folder, "ended", **ended)
    rows = {row["customer"]: row for row in run("finish")["customers"]}
    assert (rows["fabrikam"]["outcome"], rows["fabrikam"]["changes"]) == (outcome, changes)
    assert "was cut off" in rows["fabrikam"]["why"]
    assert (rows["contoso"]["outcome"], rows["adatum"]["outcome"]) == ("done", "not_started")
    assert run.names("retry.txt") == [*(["fabrikam"] if outcome == "failed" else []), "adatum"]


def test_a_write_in_doubt_is_told_although_no_task_failed(run: Customers) -> None:
    """A task that rescues what failed hides it from Ansible, and not from the journal."""
    run.start("contoso")
    note(run.begin("contoso")["folder"], "begun")
    assert run.end("contoso") == "may_have_run"


def test_a_task_that_hides_its_result_hides_it_here(run: Customers) -> None:
    run.start("contoso")
    run.begin("contoso")
    run.end("contoso", failure={"msg": "canary", "error": {"cause": "canary"}}, failed_task="Fetch", hidden=True)
    told = run("finish")
    assert told["customers"][0]["why"] == "The task 'Fetch' failed, and hides why (no_log)."
    assert not [path for path in run.folder.rglob("*") if path.is_file() and "canary" in path.read_text()]


def test_each_cmdlet_that_reads_has_a_file(run: Customers) -> None:
    run.start("contoso")
    named = {"cmdlet": "Get-Mailbox", "name": "rooms", "properties": ["Name"]}
    begun = run.begin("contoso", [READ, READ, named, WRITE])
    folder = begun["folder"]
    assert [one.get("dest") for one in begun["commands"]] == [
        f"{folder}/Get-Mailbox.jsonl", f"{folder}/Get-Mailbox-2.jsonl", f"{folder}/rooms.jsonl", None,
    ]  # fmt: skip
    assert begun["commands"][2] == {
        "cmdlet": "Get-Mailbox",
        "properties": ["Name"],
        "dest": f"{folder}/rooms.jsonl",
    }


def test_no_two_cmdlets_have_one_file(run: Customers) -> None:
    run.start("contoso")
    second = {"cmdlet": "Get-Recipient", "name": "get-mailbox-2"}
    for commands in ([READ, READ, second], [second, READ, READ]):
        begun = run.begin("contoso", commands)
        assert len({one["dest"].casefold() for one in begun["commands"]}) == 3, begun["commands"]


def test_a_text_is_the_names_of_cmdlets(run: Customers) -> None:
    """A survey of AWX has no lists."""
    told = run.start("contoso", commands="Get-Mailbox, Get-AcceptedDomain")
    assert "msg" not in told
    begun = run("begin", customer_name="contoso", commands="Get-Mailbox, Get-AcceptedDomain")
    assert [one["cmdlet"] for one in begun["commands"]] == ["Get-Mailbox", "Get-AcceptedDomain"]


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ([READ, "Get-Mailbox -ResultSize 1"], "Number 2 of the cmdlets for each customer is neither the name of a"),
        ([{"name": "x"}], "Number 1 of the cmdlets for each customer has no cmdlet."),
        (
            [{**READ, "dest": "/tmp/x"}],
            "Number 1 of the cmdlets for each customer has a key that is none of theirs, 'dest'.",
        ),
        ([{**READ, "name": "../x"}], "Number 1 of the cmdlets for each customer has a name that is no plain name"),
        ([{**READ, "name": "journal"}], "Number 1 of the cmdlets for each customer has a name that is no plain name"),
        ([{**READ, "name": "may_have_run"}], "Number 1 of the cmdlets for each customer has a name that is no plain"),
        ([], "There is nothing to do for the customers."),
    ],
)
def test_work_that_is_none_starts_no_run(run: Customers, commands: list[object], said: str) -> None:
    assert run.start("contoso", commands=commands)["msg"].startswith(said)
    assert not run.folder.exists()


def test_each_customer_has_a_folder_of_its_own_inside(run: Customers) -> None:
    names = ["contoso", "../contoso", "con/toso", "con_toso", ".contoso", "Bücher", "x" * 300, "con:toso"]
    run.start(*names)
    folders = [Path(run.begin(name)["folder"]) for name in names]
    assert len(set(folders)) == len(names)
    assert {folder.parent for folder in folders} == {run.folder / "customers"}
    assert all(folder.is_dir() for folder in folders)


def test_a_folder_is_replaced_whole_and_never_through_a_link(run: Customers, tmp_path: Path) -> None:
    run.start("contoso")
    folder = Path(run.begin("contoso")["folder"])
    (folder / "old.jsonl").write_text("{}\n")
    assert list(Path(run.begin("contoso")["folder"]).iterdir()) == []
    folder.rmdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept").write_text("mine")
    folder.symlink_to(tmp_path / "mine")
    assert "cannot be used" in run.begin("contoso")["msg"]
    assert (tmp_path / "mine" / "kept").read_text() == "mine"


def test_joined_files_have_the_customer_first_and_all_columns(run: Customers) -> None:
    run.start("contoso", "fabrikam", "adatum")
    run.serve("contoso", {"Name": "=Adele", "Size": 1})
    run.serve("fabrikam", {"Name": "Lee", "customer": "own"}, "text")
    run.serve("adatum")
    told = run("finish", formats=["csv", "jsonl", "json"], csv_safe=True)
    assert [Path(one).name for one in told["joined"]] == [f"Get-Mailbox.{one}" for one in ("csv", "jsonl", "json")]
    with (run.folder / "joined" / "Get-Mailbox.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    assert table == [
        ["customer", "Name", "Size", "customer_of_row", "value"],
        ["contoso", "'=Adele", "1", "", ""],
        ["fabrikam", "Lee", "", "own", ""],
        ["fabrikam", "", "", "", "text"],
    ]
    rows = json.loads((run.folder / "joined" / "Get-Mailbox.json").read_text())
    assert rows[0] == {"customer": "contoso", "Name": "=Adele", "Size": 1}
    assert told["numbers"] == {
        "customers": 3, "done": 3, "not_started": 0, "failed": 0, "may_have_run": 0, "changes": 0, "rows": 3,
    }  # fmt: skip


def test_a_file_that_is_no_rows_is_left_out_whole_and_told(run: Customers) -> None:
    run.start("contoso", "fabrikam")
    run.serve("contoso", {"Name": "Adele"})
    run.serve("fabrikam", {"Name": "Lee"})
    broken = run.folder / "customers" / "fabrikam" / "Get-Mailbox.jsonl"
    broken.write_text('{"Name": "Lee"}\n{"Name": \n')
    told = run("finish")
    assert run.warnings == [f"The joined file lacks rows: {broken}, line 2: it is no JSON."]
    assert told["numbers"]["rows"] == 1


def test_a_later_run_has_the_rows_of_an_earlier_one_where_it_is_asked(run: Customers) -> None:
    run.start("contoso", "fabrikam")
    run.serve("contoso", {"Name": "Adele"})
    run.serve("fabrikam", {"Name": "Lee"}, file="old")
    run("finish")
    run.now += 60
    run.start("fabrikam")
    run.serve("fabrikam", {"Name": "Lee"})
    for earlier, names in ([], ["fabrikam"]), (["contoso", "fabrikam"], ["contoso", "fabrikam"]):
        told = run("finish", earlier=earlier)
        lines = (run.folder / "joined" / "Get-Mailbox.jsonl").read_text().splitlines()
        assert [json.loads(line)["customer"] for line in lines] == names
        assert [row["customer"] for row in told["customers"]] == ["fabrikam"]
        assert [path.name for path in (run.folder / "joined").iterdir()] == ["Get-Mailbox.jsonl"]


def test_runs_in_one_folder_are_told_apart(run: Customers) -> None:
    first = run.start("contoso")["run"]
    run.now += 1
    second = run.start("fabrikam")["run"]
    assert run("finish")["run"] == second
    assert run("finish", run=first)["customers"][0]["customer"] == "contoso"
    assert run("finish", run="20200101T000000.000000Z")["error"]["documentation"].endswith("#customers-run-not-found")


def test_a_run_stops_to_start_customers(run: Customers) -> None:
    run.start("contoso", "fabrikam", "adatum", max_failures=2)
    for name in ("contoso", "fabrikam"):
        assert run.begin(name)["starts"]
        run.end(name, failure={"msg": "No."})
    told = run.begin("adatum")
    assert (told["starts"], told["commands"]) == (False, [])
    assert told["why"] == "2 customers failed before it, and customers_max_failures is 2."
    assert not Path(told["folder"]).exists()


@pytest.mark.parametrize("cut_off", [False, True])
def test_the_others_wait_for_the_first(run: Customers, cut_off: bool) -> None:
    """A first customer that could not be reached has no end, and is none that was served."""
    run.start("contoso", "fabrikam", first_customers=1)
    run.begin("contoso")
    if not cut_off:
        run.end("contoso")
    assert run.begin("fabrikam")["starts"] is not cut_off


def test_a_line_tells_how_far_it_is_at_most_every_two_seconds(run: Customers) -> None:
    names = [f"customer{number}" for number in range(5)]
    run.start(*names)
    run.now += 30
    for name in names:
        run.begin(name)
        run.end(name, failure={"msg": 'It said "event":"ended" and "outcome":"done".'} if name == names[1] else None)
        run.now += 1
    assert run.said == [
        "1 of 5 customers: 1 served, 0 failed, 4 left, 2 a minute",
        "3 of 5 customers: 2 served, 1 failed, 2 left, 6 a minute",
        "5 of 5 customers: 4 served, 1 failed, 0 left, 9 a minute",
    ]


def test_check_mode_keeps_its_results_apart(run: Customers) -> None:
    run.start("contoso")
    run.serve("contoso", {"Name": "Adele"})
    run("finish")
    before = (run.folder / "summary.json").read_text()
    run.now += 1
    run("start", check_mode=True, all_customers=["contoso"], commands=[WRITE])
    folder = run("begin", check_mode=True, customer_name="contoso", commands=[WRITE])["folder"]
    note(folder, "ended", outcome="did_not_run", changed=False, would_change=True)
    run("end", check_mode=True, customer_name="contoso")
    table = run("finish", check_mode=True)["table"]
    assert table.splitlines()[0].split() == ["CUSTOMER", "OUTCOME", "WOULD", "CHANGE", "ROWS", "WHY"]
    assert table.splitlines()[1].split() == ["contoso", "done", "1", "0"]
    assert (run.folder / "summary.json").read_text() == before


def test_the_table_ends_with_what_needs_a_person(run: Customers) -> None:
    run.start("adatum", "contoso", "fabrikam", "tailspin")
    for name, failure in (("adatum", UNKNOWN), ("contoso", {"msg": "No."}), ("fabrikam", None)):
        run.begin(name)
        run.end(name, failure=failure)
    table = run("finish")["table"].splitlines()
    assert [line.split()[0] for line in table[1:5]] == ["fabrikam", "tailspin", "contoso", "adatum"]
    assert table[6] == "4 customers: 1 done, 1 not started, 1 failed, 1 may have run; 0 changes; 0 rows."
    assert table[7] == f"Run again those that failed or were not started, with --limit @{run.folder}/retry.txt"
    assert table[8] == f"Look at those that may have run before anything runs again: {run.folder}/may_have_run.txt"


def test_lists_of_an_earlier_run_go(run: Customers) -> None:
    run.start("contoso")
    run("finish")
    assert run.names("retry.txt") == ["contoso"]
    run.serve("contoso")
    run("finish")
    assert run.names("retry.txt") == []


def test_a_write_in_doubt_stays_until_somebody_takes_its_line_out(run: Customers) -> None:
    """Who runs all of them again, or the failed ones, has not looked at it yet."""
    run.start("contoso", "fabrikam")
    folder = Path(run.begin("contoso")["folder"])
    note(str(folder), "begun", "1")
    run.end("contoso", failure=UNKNOWN, failed_task="Work")
    run("finish")
    for write in ("2", "3"):
        run.now += 60
        run.start("contoso", "fabrikam")
        run.serve("contoso", {"Name": "Adele"})
        note(str(folder), "ended", write, **ENDED)
        run.serve("fabrikam")
        told = run("finish")
        assert run.names("may_have_run.txt") == ["contoso"]
        assert told["table"].endswith(f"{run.folder}/may_have_run.txt\n")
        assert (told["numbers"]["may_have_run"], told["numbers"]["rows"]) == (0, 1)
    kept = [json.loads(line)["client_request_id"] for line in (folder / "may_have_run.jsonl").read_text().splitlines()]
    assert kept == ["1", "2"]
    assert stat.S_IMODE((folder / "may_have_run.jsonl").stat().st_mode) == 0o600
    (run.folder / "may_have_run.txt").unlink()
    run.now += 60
    run.start("contoso")
    run.serve("contoso")
    run("finish")
    assert run.names("may_have_run.txt") == []
    assert [path.name for path in folder.iterdir()] == ["Get-Mailbox.jsonl"]


def test_a_write_in_doubt_of_a_run_that_was_killed_stays(run: Customers) -> None:
    """Nobody has summed up: the next start does what it takes to keep the journal."""
    run.start("contoso", "fabrikam")
    folder = Path(run.begin("contoso")["folder"])
    note(str(folder), "begun", "1")
    run.serve("fabrikam")
    run.now += 60
    run.start("contoso")
    assert run.names("may_have_run.txt") == ["contoso"]
    run.serve("contoso")
    assert (folder / "may_have_run.jsonl").exists()
    run("finish")
    assert run.names("may_have_run.txt") == ["contoso"]


def test_what_is_kept_is_no_rows_and_is_never_written_through_a_link(run: Customers, tmp_path: Path) -> None:
    run.start("contoso")
    folder = Path(run.begin("contoso")["folder"])
    note(str(folder), "begun")
    run.end("contoso")
    assert run("finish")["joined"] == []
    (tmp_path / "mine").write_text("mine")
    (folder / "may_have_run.jsonl").symlink_to(tmp_path / "mine")
    assert "cannot be used" in run.begin("contoso")["msg"]
    (folder / "may_have_run.jsonl").unlink()
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert "cannot be used" in run.begin("contoso")["msg"]
    assert (tmp_path / "mine").read_text() == "mine"
    assert (tmp_path / "elsewhere" / "journal.jsonl").exists()


def test_a_file_in_the_place_of_the_folder_is_told(run: Customers) -> None:
    run.folder.write_text("mine")
    told = run.start("contoso")
    assert told["error"]["documentation"].endswith("#results-folder-not-usable")
    assert run.folder.read_text() == "mine"
