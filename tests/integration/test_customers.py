# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service provider's customers in one run: each in its own tenant, none disturbed by another, and what is kept.

In make test-all 300 customers with 50 forks, which takes a small machine more than a minute of ansible-core's own work;
fewer as a module, which costs half a second a task; and ten in make test.
"""

from __future__ import annotations

import csv
import json
import shutil
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.box import Box, Json
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.extent import choose
from support.pages import block
from support.playbook import SETTINGS, Folders, Run, start_playbook
from support.playbooks import Playbooks
from support.provider import (
    BAD,
    FEW,
    LOST,
    MANY,
    READ,
    WRITE,
    Customer,
    arm,
    cmdlets,
    customers,
    secret_of,
    write_inventory,
    write_tenants,
)
from support.survivors import kill_all

PLAYBOOK = "m365.exchange.customers"
FORKS = 50
SECONDS = 900.0
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
# What may be healed from one run to the next; the others go on failing.
HEALED = {f"{label}.onmicrosoft.com" for label in ("wrongsecret", "portal", "unreachable")}


@pytest.fixture(scope="module")
def provider_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    with Box("--tenants", str(write_tenants(tmp_path_factory.mktemp("provider"), customers(MANY)))) as box:
        yield box


def inventory_of(playbooks: Playbooks, folders: Folders, everybody: list[Customer]) -> str:
    """An inventory beside the folders of the run, where nobody looks for secrets."""
    folders.make()
    path = folders.root.with_name(f"{folders.root.name}-customers")
    return write_inventory(path, everybody, playbooks.setting.variables)


def serve(playbooks: Playbooks, folders: Folders, box: Box, everybody: list[Customer], *arguments: str) -> Run:
    """The playbook for these customers, with the time that a busy machine needs."""
    inventory = inventory_of(playbooks, folders, everybody)
    process = start_playbook(
        PLAYBOOK,
        playbooks.setting,
        folders,
        environment={name: value for name, value in box.environment.items() if not name.startswith("EXO_")},
        # Both ways meet the same customers.
        variables={
            "customers_cmdlets": cmdlets(playbooks.setting.way),
            "customers_formats": ["jsonl", "csv", "json"],
        },
        arguments=["-i", inventory, "--forks", str(FORKS), *arguments],
    )
    try:
        stdout, stderr = process.communicate(timeout=SECONDS)
    finally:
        kill_all(folders)
    return Run(playbooks.setting, process.returncode, stdout, stderr, folders)


def kept(run: Run) -> Path:
    return run.folders.root / "customers-results"


def summary_of(run: Run) -> Json:
    content: Json = json.loads((kept(run) / "summary.json").read_text(encoding="utf-8"))
    return content


def names_in(run: Run, file: str) -> set[str]:
    path = kept(run) / file
    return set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()


def joined_customers(run: Run) -> list[str]:
    """The customers of the joined file, which says the same in each format."""
    folder = kept(run) / "joined"
    lines = [json.loads(line) for line in (folder / "organization.jsonl").read_text(encoding="utf-8").splitlines()]
    with (folder / "organization.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert table == lines == json.loads((folder / "organization.json").read_text(encoding="utf-8"))
    assert next(iter(table[0])) == "customer"
    return [str(one["customer"]) for one in lines]


def assert_told(run: Run, everybody: list[Customer]) -> None:
    """Each customer has its outcome and its reason, in the summary and in the table."""
    rows = {row["customer"]: row for row in summary_of(run)["customers"]}
    assert set(rows) == {one.name for one in everybody}
    table = {line.split()[0]: line for line in (kept(run) / "summary.txt").read_text().splitlines()[1:] if line}
    for customer in everybody:
        row = rows[customer.name]
        if customer not in BAD:
            assert (row["outcome"], row["rows"], row["changes"]) == ("done", {"organization": 1}, {WRITE: 1})
            assert table[customer.name].split() == [customer.name, "done", "1", "1"]
            continue
        assert row["outcome"] == ("may_have_run" if customer.name == LOST.name else "failed")
        assert row["why"] in table[customer.name]
        if customer.failure is not None:
            assert row["error"]["documentation"].endswith(f"#{customer.failure}"), row
            assert run.output.count(row["error"]["cause"]) <= 1, "the card is shown once"


def assert_isolated(box: Box, everybody: list[Customer]) -> None:
    """Whoever was served asked for one token, in its own tenant, and each command went there, each write once."""
    journal = box.control.journal()
    tokens = Counter(one["tenant"] for one in journal if one["path"].endswith("/oauth2/v2.0/token"))
    commands = [one for one in journal if one["cmdlet"] in (READ, WRITE)]
    assert all(one["headers"]["authorization"]["tenant"] in one["path"] for one in commands)
    sent = Counter((one["tenant"], one["cmdlet"]) for one in commands)
    for customer in everybody:
        tenant = customer.tenant_id
        if customer not in BAD:
            assert (tokens[tenant], sent[tenant, READ], sent[tenant, WRITE]) == (1, 1, 1), customer.name
    assert sent[LOST.tenant_id, WRITE] == 1


def assert_private(run: Run) -> None:
    """What is kept is for this user alone."""
    for path in kept(run).rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
@BOTH_WAYS
def test_each_customer_is_served_in_its_own_tenant(playbooks: Playbooks, provider_box: Box) -> None:
    """Then those that failed run again by the list that the first run left, and the joined file has all."""
    box, everybody = provider_box, customers(MANY if playbooks.setting.way == "action" else FEW)
    box.control.reset()
    arm(box)
    folders = playbooks.folders()
    run = serve(playbooks, folders, box, everybody)
    assert run.returncode != 0  # some failed, and the last play says so
    assert_nothing_left(run)
    assert_no_traceback(run)
    assert_no_secrets(run, {one.name: secret_of(one.name) for one in [everybody[0], *BAD[:4]]})
    assert_told(run, everybody)
    assert_isolated(box, everybody)
    assert_private(run)
    good = [one.name for one in everybody if one not in BAD]
    assert set(good) <= set(joined_customers(run)) <= {*good, LOST.name}
    assert names_in(run, "may_have_run.txt") == {LOST.name}
    assert names_in(run, "retry.txt") == {one.name for one in BAD if one != LOST}
    box.control.clear_faults()
    if playbooks.setting.way == "action":
        assert_runs_again(playbooks, folders, box, everybody)


def assert_runs_again(playbooks: Playbooks, folders: Folders, box: Box, everybody: list[Customer]) -> None:
    box.control.reset()
    healed = [replace(one, variables={}) if one.name in HEALED else one for one in everybody]
    again = serve(playbooks, folders, box, healed, "--limit", "@customers-results/retry.txt")
    rows = {row["customer"]: row["outcome"] for row in summary_of(again)["customers"]}
    assert set(rows) == {one.name for one in BAD if one != LOST}
    assert {name for name, outcome in rows.items() if outcome == "done"} >= HEALED
    assert names_in(again, "retry.txt") == {name for name, outcome in rows.items() if outcome != "done"}
    # What may have run, and what was served, has not run again; the rows of both runs are there.
    written = {one["tenant"] for one in box.control.journal() if one["cmdlet"] == WRITE}
    assert written.isdisjoint({LOST.tenant_id, *(one.tenant_id for one in everybody if one not in BAD)})
    good = {one.name for one in everybody if one not in BAD}
    found = joined_customers(again)
    assert len(found) == len(set(found))
    assert names_in(again, "may_have_run.txt") == {LOST.name}
    assert good | HEALED <= set(found)


def run_in_process(playbooks: Playbooks, box: Box, folders: Folders, inventory: str, **variables: Any) -> Run:
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    arguments = ("-i", inventory, "--forks", "1")
    return playbooks.run(PLAYBOOK, *arguments, environment=environment, variables=variables, folders=folders)


GOOD = customers(6)[:2]
READS = [{"cmdlet": READ, "properties": ["Name"], "name": "organization"}]


@ONE_WAY
def test_slices_serve_each_customer_once(playbooks: Playbooks, provider_box: Box, tmp_path: Path) -> None:
    """Jobs as AWX slices them: two in make test, with every second host each and folders of their own in one place."""
    jobs = choose(2, 3)
    box, everybody = provider_box, [one for one in customers(4) if one not in BAD]
    box.control.reset()
    found: list[str] = []
    for job in range(jobs):
        folders = playbooks.folders()
        inventory = inventory_of(playbooks, folders, everybody[job::jobs])
        results = str(tmp_path / f"job-{job}")
        run = run_in_process(
            playbooks, box, folders, inventory, customers_cmdlets=READS, customers_results=results
        ).check()
        assert_nothing_left(run)
        rows = json.loads((tmp_path / f"job-{job}" / "summary.json").read_text(encoding="utf-8"))["customers"]
        found += [row["customer"] for row in rows if row["outcome"] == "done"]
    assert sorted(found) == sorted(one.name for one in everybody)
    read = Counter(one["tenant"] for one in box.control.journal() if one["cmdlet"] == READ)
    assert read == Counter(one.tenant_id for one in everybody)


@ONE_WAY
@pytest.mark.parametrize(
    ("variables", "served", "why"),
    [
        ({"customers_first": 1}, 0, f"{BAD[0].name} is one of the first 1, and was not served."),
        ({"customers_first": 1, "customers_first_may_fail": True}, len(GOOD), None),
        ({"customers_max_failures": 1}, 0, "1 customer failed before it, and customers_max_failures is 1."),
    ],
    ids=["first", "first-may-fail", "max-failures"],
)
def test_no_further_customer_is_started(
    playbooks: Playbooks, provider_box: Box, variables: dict[str, Any], served: int, why: str | None
) -> None:
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, [BAD[0], *GOOD])
    run = run_in_process(playbooks, provider_box, folders, inventory, customers_cmdlets=READS, **variables)
    assert run.returncode == 2
    summary = summary_of(run)
    assert (summary["numbers"]["done"], summary["numbers"]["not_started"]) == (served, len(GOOD) - served)
    assert {row["why"] for row in summary["customers"][1:]} == {why}
    assert names_in(run, "retry.txt") == {BAD[0].name, *(one.name for one in GOOD if not served)}


@ONE_WAY
def test_the_first_ones_may_be_said_in_the_inventory(playbooks: Playbooks, provider_box: Box) -> None:
    """Where a play itself does not see it: all are served, the first before the others."""
    provider_box.control.reset()
    folders = playbooks.folders()
    folders.make()
    path = folders.root.with_name(f"{folders.root.name}-customers")
    write_inventory(path, GOOD, {"customers_first": 1, **playbooks.setting.variables})
    run_in_process(playbooks, provider_box, folders, str(path), customers_cmdlets=READS).check()
    signed_in = [one["tenant"] for one in provider_box.control.journal() if one["cmdlet"] == READ]
    assert (signed_in[0], len(signed_in)) == (GOOD[0].tenant_id, len(GOOD))


@ONE_WAY
def test_a_limit_that_leaves_no_customer_fails(playbooks: Playbooks, provider_box: Box) -> None:
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, GOOD[:1])
    run = playbooks.run(PLAYBOOK, "-i", inventory, "-i", "other,", "--limit", "other", folders=folders)
    assert run.returncode == 2
    assert "--limit leaves no host in the group exchange_customers" in run.output


@ONE_WAY
def test_a_number_that_is_none_holds_no_run_back_in_silence(playbooks: Playbooks, provider_box: Box) -> None:
    provider_box.control.reset()
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, GOOD[:1])
    variables = {"customers_cmdlets": READS, "customers_max_failures": "10%"}
    run = run_in_process(playbooks, provider_box, folders, inventory, **variables)
    assert run.returncode == 2
    assert "customers_max_failures is '10%': no whole number such as 3." in run.output
    assert provider_box.control.journal() == []


TASKS = """
- name: Keep a contact
  m365.exchange.exo_mail_contact:
    identity: lee@fabrikam.com
    external_email_address: lee@fabrikam.com
- name: Read
  m365.exchange.exo_command:
    cmdlet: Get-MailContact
    dest: "{{ customer_folder }}/contacts.jsonl"
"""


@ONE_WAY
def test_a_file_of_tasks_in_check_mode_tells_what_would_change(playbooks: Playbooks, provider_box: Box) -> None:
    """The file is named from where the run was started, although the playbook is the collection's."""
    provider_box.control.reset()
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, GOOD[:1])
    (folders.root / "work.yml").write_text(TASKS, encoding="utf-8")
    environment = {name: value for name, value in provider_box.environment.items() if not name.startswith("EXO_")}
    variables = {"customers_tasks": "work.yml"}
    run = playbooks.run(
        PLAYBOOK, "-i", inventory, "--check", environment=environment, variables=variables, folders=folders
    ).check()
    told = (kept(run) / "check" / "summary.txt").read_text(encoding="utf-8")
    assert "WOULD CHANGE" in told
    assert told.splitlines()[1].split() == [GOOD[0].name, "done", "1", "0"]
    assert "1 change would be made (check mode: nothing was)" in told
    assert [path.name for path in kept(run).iterdir()] == ["check"]
    assert not [one for one in provider_box.control.journal() if one["cmdlet"] in (WRITE, "Set-MailContact")]


@ONE_WAY
def test_the_playbook_of_the_role(playbooks: Playbooks, provider_box: Box) -> None:
    text = block("roles/customer/README.md", "- name: Prepare the run").text
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, GOOD[1:2])
    (folders.root / "desk.yml").write_text(TASKS, encoding="utf-8")
    environment = {name: value for name, value in provider_box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(text, "-i", inventory, environment=environment, folders=folders).check()
    told = run.result("Join the rows and show the table").result
    # The customer may have contacts of another test.
    assert (told["numbers"]["done"], set(told["customers"][0]["rows"])) == (1, {"contacts"})
    assert told["customers"][0]["rows"]["contacts"] >= 1
    assert told["customers"][0]["changes"] == {"New-MailContact": 1}
    assert_nothing_left(run)


@ONE_WAY
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"customers_tasks": "nowhere.yml"}, "There is no file of tasks "),
        ({"customers_cmdlets": READS, "customers_results": "/proc/nowhere"}, "The folder of results '/proc/nowhere'"),
        ({}, "There is nothing to do for the customers. Give customers_tasks: leaver.yml"),
    ],
    ids=["no-tasks-file", "no-folder", "nothing-to-do"],
)
def test_what_cannot_be_done_is_told_before_the_first_connection(
    playbooks: Playbooks, provider_box: Box, variables: dict[str, Any], said: str
) -> None:
    provider_box.control.reset()
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, GOOD[:1])
    run = run_in_process(playbooks, provider_box, folders, inventory, **variables)
    assert run.returncode == 2
    assert run.result("Look at the work, and at the folder of the results").result["msg"].startswith(said)
    assert provider_box.control.journal() == []
    assert_no_traceback(run)


@ONE_WAY
def test_a_customer_that_failed_fails_the_run_unless_it_may(playbooks: Playbooks, provider_box: Box) -> None:
    folders = playbooks.folders()
    inventory = inventory_of(playbooks, folders, BAD[:1])
    variables = {"customers_cmdlets": READS, "customers_must_all_work": False}
    run = run_in_process(playbooks, provider_box, folders, inventory, **variables).check()
    assert summary_of(run)["numbers"]["failed"] == 1


@ONE_WAY
def test_without_customers_the_run_fails(playbooks: Playbooks) -> None:
    run = playbooks.run(PLAYBOOK)
    assert run.returncode == 2
    assert "The inventory has no host in the group exchange_customers: give one with -i" in run.output
