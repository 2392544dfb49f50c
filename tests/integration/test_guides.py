# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every play and every task of the pages runs against the box: all of a page in one playbook.

tests/unit/test_blocks_of_pages.py sees to it that a block which is neither play nor task has a test of its own.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box
from support.certificates import write_open_copy
from support.checks import assert_no_traceback, assert_nothing_left
from support.front import Front
from support.pages import all_blocks, block
from support.people import tokens_of
from support.places import ROOT
from support.playbook import NOBODY, SETTINGS, Folders, environment_of
from support.playbooks import Playbooks, play

newest_action = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)

RUNNABLE = [one for one in all_blocks() if one.runs]
PAGES = sorted({one.page for one in RUNNABLE})

PROXY_USER, PROXY_PASSWORD = "proxy-user", "proxy:p@ss/word"
# Who enters the codes that a page's examples show.
PEOPLE = {"docs/partners.md": "technician@contoso.com"}
CUSTOMER = "tailspin.onmicrosoft.com"

CONNECT = {"name": "Connect", "m365.exchange.exo_connect": None, "register": "exo"}
DISCONNECT = {"name": "Disconnect", "m365.exchange.exo_disconnect": {"all": True}}


@dataclass(frozen=True)
class World:
    """The organizations of the guides in a box, and what stands for the files and names that a reader has."""

    box: Box
    front: Front
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**self.box.environment, **self.box.identity["virtual_machine"]}

    def variables(self, page: str) -> dict[str, Any]:
        """The variables that the examples of a page use."""
        contoso, fabrikam = self.box.tenants[0].applications[0], self.box.tenants[3].applications[0]
        application = fabrikam if page == "docs/national-clouds.md" else contoso
        person = PEOPLE.get(page, "automation@contoso.com")
        password = "guides-canary-Pa55" if page not in PEOPLE else "guides-technician-Pa55"
        proof = {"client_id": contoso.app_id, "client_secret": contoso.client_secret}
        _access, refresh = tokens_of(self.box, person, password, **proof)
        return {
            "app_id": application.app_id,
            "client_secret": contoso.client_secret,
            "certificate_path": application.certificate_path or str(self.folder / "provider.pem"),
            "folder": str(self.folder),
            "refresh_token": refresh,
            "vault_refresh_token": refresh,
            "password": password,
            "proxy_user": PROXY_USER,
            "proxy_password": PROXY_PASSWORD,
            "enterprise_application_object_id": "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
            "mail_tip": 'She\'s away; ask "Sales" for $5 | more',
            "office": "L'Aquila",
        }

    def as_it_is_here(self, text: str) -> str:
        """The text of an example with the paths and the proxy of this machine in place of a reader's."""
        for written, here in self._stand_ins().items():
            text = text.replace(written, here)
        return text

    def _stand_ins(self) -> Mapping[str, str]:
        return {
            "/etc/ansible/exchange.pfx": str(self.folder / "provider.pfx"),
            "/etc/ansible/exchange.pem": str(self.folder / "provider.pem"),
            "/etc/ansible/certificates/provider.pem": str(self.folder / "provider.pem"),
            "/etc/ansible/certificates/fabrikam.pem": self.box.tenants[3].applications[0].certificate_path,
            "/var/run/secrets/tokens/exchange": str(self.folder / "federated"),
            "/etc/ssl/certs/company.pem": self.box.environment["REQUESTS_CA_BUNDLE"],
            "proxy.example.com:8080": f"127.0.0.1:{self.front.port}",
        }


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One for each test: what the examples of a page have made must not be met by those of another."""
    folder = tmp_path_factory.mktemp("guides")
    with (
        Box("--tenants", "guides") as box,
        Front(box.environment["HTTPS_PROXY"], password=f"{PROXY_USER}:{PROXY_PASSWORD}") as front,
    ):
        shutil.copy(box.tenants[0].applications[0].certificate_path, folder / "provider.pem")
        write_open_copy(folder / "provider.pem", folder / "provider.pfx")
        box.control.settings(device_code_interval=1)
        token = box.control.federated_token("https://token.example.com", "repo:contoso/exchange:ref:refs/heads/main")
        (folder / "federated").write_text(token, encoding="utf-8")
        yield World(box, front, folder)


def test_the_box_lends_a_person_and_a_provider(world: World) -> None:
    """The two lines of the page lead to what the examples wait for."""
    if not shutil.which("curl"):
        pytest.skip("There is no curl.")
    enters, token = block("docs/simulator.md", "$ curl -s -X PATCH").text.splitlines()
    control = {"EXO_SIMULATOR_CONTROL": world.box.environment["EXO_SIMULATOR_CONTROL"]}
    said = [
        json.loads(
            subprocess.run(
                ["bash", "-euc", line.removeprefix("$ ")],
                env={**os.environ, "NO_PROXY": "127.0.0.1", **control},
                check=True,
                capture_output=True,
            ).stdout
        )
        for line in (enters, token)
    ]
    assert said[0]["device_code_user"] == "admin@contoso.com"
    assert said[1]["token"].count(".") == 2


def plays_of(page: str, world: World) -> list[dict[str, Any]]:
    """The plays of a page; its tasks in one play for each host, with a session where they want one that somebody else
    made. Plays come last: nothing after them closes what they leave."""
    examples = [(one, yaml.safe_load(world.as_it_is_here(one.text))) for one in RUNNABLE if one.page == page]
    tasks: dict[str, list[dict[str, Any]]] = {}
    for example, content in examples:
        if not example.is_plays:
            host = CUSTOMER if "inventory_hostname" in example.text else "localhost"
            wanted = tasks.setdefault(host, [])
            if CONNECT not in wanted and "{{ exo " in example.text and "exo_connect" not in example.text:
                wanted.append(CONNECT)
            wanted.append({"name": str(example), "block": content})
    around = [play_around(host, wanted) for host, wanted in tasks.items()]
    return [*around, *(one for example, content in examples if example.is_plays for one in content)]


def play_around(host: str, tasks: list[dict[str, Any]]) -> dict[str, Any]:
    """A play that closes what these tasks leave."""
    return {
        "name": f"Tasks on {host}",
        "hosts": host,
        "gather_facts": False,
        "vars": {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"},
        "tasks": [{"name": "Examples", "block": tasks, "always": [DISCONNECT]}],
    }


RULES = '<RulePackage><RulePack id="3f2504e0-4f89-11d3-9a0c-0305e82c3301"/></RulePackage>'


def put_files(folders: Folders, world: World) -> None:
    """What the examples name without a folder: beside the playbook, and where the reader's shell is."""
    folders.make()
    folders.root.with_name("rules.xml").write_text(RULES, encoding="utf-8")
    shutil.copy(world.folder / "provider.pem", folders.root / "application.pem")


@newest_action
@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(playbooks: Playbooks, world: World, page: str) -> None:
    folders = playbooks.folders()
    put_files(folders, world)
    world.box.control.settings(device_code_user=PEOPLE.get(page, "admin@contoso.com"))
    run = playbooks.run(
        yaml.safe_dump(plays_of(page, world), sort_keys=False),
        "-i",
        f"{CUSTOMER},",
        environment=world.environment,
        variables=world.variables(page),
        folders=folders,
    ).check()
    assert {one.event for one in run.results} <= {"ok", "item_ok"}, run.output
    assert_no_traceback(run)
    assert_nothing_left(run)


@newest_action
def test_the_quickstart_connects_by_the_variables_of_the_guide(playbooks: Playbooks, world: World) -> None:
    export, command = block("docs/connecting-an-application.md", "$ export ").text.splitlines()
    said = dict(one.split("=") for one in shlex.split(export.removeprefix("$ export ")))
    said["EXO_APP_ID"] = said["EXO_APP_ID"].replace("...", world.box.tenants[0].applications[0].app_id)
    program, playbook = shlex.split(command.removeprefix("$ "))
    assert program == "ansible-playbook"
    folders = playbooks.folders()
    put_files(folders, world)
    machine = {name: value for name, value in world.box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(playbook, environment={**machine, **said}, folders=folders).check()
    assert_no_traceback(run)
    assert_nothing_left(run)


INVENTORIES = {
    "docs/customers.md": block("docs/customers.md", "exchange_customers:").text,
    "playbooks/inventories": (ROOT / "playbooks" / "inventories" / "customers.yml").read_text(encoding="utf-8"),
}


@newest_action
@pytest.mark.parametrize("place", INVENTORIES)
def test_the_customers_of_an_inventory_are_served(playbooks: Playbooks, world: World, place: str) -> None:
    text = world.as_it_is_here(INVENTORIES[place])
    program, playbook, *arguments = shlex.split(block("docs/customers.md", "ansible-playbook").text)
    assert program == "ansible-playbook"
    folders = playbooks.folders()
    folders.make()
    (folders.root / "customers.yml").write_text(text, encoding="utf-8")
    # The certificates of the inventory are to let the application in, and no secret of the environment.
    machine = {name: value for name, value in world.box.environment.items() if not name.startswith("EXO_")}
    (folders.root / "desk.yml").write_text(block("docs/customers.md", "# desk.yml").text, encoding="utf-8")
    work = {"customers_tasks": "desk.yml"}
    run = playbooks.run(playbook, *arguments, environment=machine, variables=work, folders=folders).check()
    customers = yaml.safe_load(text)["exchange_customers"]
    results = folders.root / "customers-results"
    joined = results / "joined"
    table = (results / "summary.txt").read_text(encoding="utf-8").splitlines()
    shown = block("docs/customers.md", "CUSTOMER ").text.splitlines()
    assert table[0].split() == shown[0].split()
    assert {re.sub(r"\d+", "N", line)[:24] for line in table[-2:]} <= {re.sub(r"\d+", "N", line)[:24] for line in shown}
    told = block("docs/customers.md", "customers-results/").text.splitlines()
    assert {one.name for one in results.iterdir()} <= {line.split()[0].split("/")[0] for line in told[1:]}
    for one in customers["vars"]["customers_cmdlets"]:
        with (joined / f"{one['name']}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert {row["customer"] for row in rows} == set(customers["hosts"])
        assert list(rows[0]) == ["customer", *one["properties"]]
    assert_no_traceback(run)
    assert_nothing_left(run)


@newest_action
def test_the_inventory_sources_of_the_page_make_hosts(playbooks: Playbooks, world: World) -> None:
    """And the playbook serves the customers of the partner, with the organization that the source names."""
    folders = playbooks.folders()
    folders.make()
    texts = {
        "customers.exchange.yml": block("docs/customers.md", "# customers.exchange.yml").text,
        "adatum.exchange.yml": block("docs/customers.md", "# adatum.exchange.yml").text,
        "customers.csv": block("docs/customers.md", "organization,display_name").text,
    }
    for name, text in texts.items():
        (folders.root / name).write_text(text, encoding="utf-8")
    shown, served = (
        shlex.split(line.removeprefix("$ "))
        for line in block("docs/customers.md", "$ ansible-inventory").text.splitlines()
    )
    environment = {name: one for name, one in world.environment.items() if name != "EXO_ORGANIZATION"}
    graph = subprocess.run(
        [*shown, "-i", "adatum.exchange.yml"],
        cwd=folders.root,
        env=environment_of(playbooks.setting, folders, environment),
        capture_output=True,
        text=True,
        check=True,
    )
    assert graph.stderr == ""
    tree = graph.stdout.splitlines()
    customers = {line.split("--")[1] for line in tree if "--" in line and "@" not in line}
    assert {"contoso.onmicrosoft.com", "fabrikam.onmicrosoft.us"} < customers
    assert "  |--@cloud_O365Default:" in tree
    work = {"customers_cmdlets": [{"cmdlet": "Get-OrganizationConfig"}]}
    run = playbooks.run(*served[1:], environment=environment, variables=work, folders=folders).check()
    done = {one.host for one in run.results if one.task == "Note that the customer is served"}
    assert done == customers - {"contoso.onmicrosoft.com", "fabrikam.onmicrosoft.us"} != set()
    assert_nothing_left(run)


@newest_action
def test_the_setting_of_the_guide_closes_what_is_left(playbooks: Playbooks, world: World) -> None:
    settings = ConfigParser()
    settings.read_string(block("docs/sessions.md", "[defaults]").text)
    plugins = f"task_results,{settings['defaults']['callbacks_enabled']}"
    environment = {**world.box.environment, "ANSIBLE_CALLBACKS_ENABLED": plugins}
    run = playbooks.run(play("- m365.exchange.exo_connect:"), environment=environment).check()
    assert "exo_cleanup closed 1 session that this run had left open" in run.output
    assert_nothing_left(run)


SHOWN = """
- name: The hop that failed
  m365.exchange.exo_connect:
    proxy: {nobody}
    retries: 0
  ignore_errors: true

- name: One date
  m365.exchange.exo_command:
    timezone: Europe/Berlin
    journal_path: "{{{{ playbook_dir }}}}/journal.jsonl"
    commands:
"""
SEARCH = """
      - cmdlet: New-MailboxSearch
        parameters:
          Name: Search {number}
          {line}
"""


@newest_action
def test_what_the_pages_show_is_what_comes(playbooks: Playbooks, world: World) -> None:
    """The line of a hop that failed, all spellings of one date, and the lines of a journal."""
    dates = block("docs/values.md", "StartDate: ").text.splitlines()
    tasks = SHOWN.format(nobody=NOBODY).rstrip("\n") + "".join(
        SEARCH.format(number=number, line=line).rstrip("\n") for number, line in enumerate(dates)
    )
    folders = playbooks.folders()
    position = world.box.control.position()
    run = playbooks.run(play(tasks), environment=world.box.environment, folders=folders).check()

    message = block("docs/network.md", "The proxy that should").text.strip()
    assert run.result("The hop that failed").result["msg"].startswith(message)

    sent = world.box.control.journal(since=position, cmdlet="New-MailboxSearch")
    assert len(sent) == len(dates)
    assert {one["parameters"]["StartDate"] for one in sent} == {"2026-09-01T15:00:00.0000000Z"}

    begun, ended = (json.loads(line) for line in block("docs/writing.md", '{"time"').text.splitlines())
    lines = folders.root.with_name("journal.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert found.pop(0)["event"] == "planned"  # what the list is about to write
    assert [one["event"] for one in found] == ["begun", "ended"] * len(dates)
    assert list(found[0]) == list(begun)
    assert [name for name in found[1] if name in ended] == [name for name in ended if name != "..."]
    assert found[1]["outcome"] == ended["outcome"]
