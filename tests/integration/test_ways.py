# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each cell of tests/support/ways.yml is so: a way to sign in, an environment, a service, as action and as module.

Hosts of the inventory are environments and tasks are ways, so one run of ansible-playbook proves all cells at once. A
connect proves a cell: it signs in, asserts the tenant, and asks each service once with its token. As actions each
session then runs a cmdlet of each service; as modules those of the first way do, because what a session does no
longer depends on how it signed in.
"""

from __future__ import annotations

import json
import os
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box, Json, Tenant
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.people import sign_in
from support.places import bin_of
from support.playbook import SETTINGS, Folders
from support.playbook import Run as PlaybookRun
from support.playbooks import Playbooks
from support.tasks import Task, play_of
from support.ways import RUNS, Cell, Environment, Run, Way, Ways

TABLE = Ways.load()
OPEN = [one for one in TABLE.environments if one.places]
CLOSED = [one for one in TABLE.environments if not one.places]
ISSUER, SUBJECT = "https://token.example.com", "repo:contoso/exchange:ref:refs/heads/main"
PASSWORD, SECRET = "operator-canary-Pa55word", "canary-client-secret-8Qx2"
ROLES = ["Exchange Administrator", "Compliance Administrator"]
MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
AZ = '#!/bin/sh\ncat "$AZ_ANSWERS/$8/${4#https://}.json"\n'
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)


def id_of(environment: Environment, what: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{what}.{environment.organization}"))


def operator(environment: Environment) -> str:
    return f"operator@{environment.organization}"


# The box: one tenant in each open environment, with somebody for each way


def tenant(environment: Environment) -> Json:
    application = {
        "name": "Application",
        "app_id": id_of(environment, "application"),
        "client_secret": SECRET,
        "certificates": ["generate"],
        "federated_credentials": [{"issuer": ISSUER, "subject": SUBJECT}],
        "directory_roles": ROLES,
    }
    identity = {
        "name": "Identity",
        "app_id": id_of(environment, "identity"),
        "managed_identity": "user",
        "directory_roles": ROLES,
    }
    return {
        "tenant_id": id_of(environment, "tenant"),
        "display_name": environment.name,
        "initial_domain": environment.organization,
        "cloud": environment.cloud,
        "applications": [application, identity],
        "users": [{"upn": operator(environment), "password": PASSWORD, "directory_roles": ROLES}],
        "mailboxes": 1,
    }


@pytest.fixture(scope="module")
def clouds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    path = tmp_path_factory.mktemp("clouds") / "tenants.yml"
    path.write_text(yaml.safe_dump({"tenants": [tenant(one) for one in OPEN]}), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        box.control.settings(device_code_interval=1)
        yield box


@contextmanager
def somebody_enters_codes(box: Box) -> Iterator[None]:
    """Each device code that is shown is entered by the operator of its organization."""
    names = {name: operator(one) for one in OPEN for name in (one.organization, id_of(one, "tenant"))}
    over = threading.Event()

    def enter() -> None:
        while not over.wait(0.2):
            for code in box.control.device_codes():
                if code["upn"] is None:
                    box.control.enter_device_code(code["user_code"], names[code["tenant"]])

    person = threading.Thread(target=enter)
    person.start()
    try:
        yield
    finally:
        over.set()
        person.join()


# What the hosts of the inventory know


def host_of(environment: Environment) -> str:
    return environment.name.replace(" ", "_")


def tokens_of(box: Box, environment: Environment) -> dict[str, str]:
    """An access token of the application for each service, by the service."""
    form = {"grant_type": "client_credentials", "client_id": id_of(environment, "application"), "client_secret": SECRET}
    asked: dict[str, str] = {}
    for place in environment.places.values():
        audience = place["audience"]
        if audience not in asked:
            scope = f"{audience}/.default"
            answer = sign_in(box, environment.organization, environment.sign_in, scope=scope, **form)
            asked[audience] = str(answer["access_token"])
    return {service: asked[place["audience"]] for service, place in environment.places.items()}


def refresh_token_of(box: Box, environment: Environment) -> str:
    scope = f"{environment.places['exchange']['audience']}/.default openid profile offline_access"
    form = {"grant_type": "password", "username": operator(environment), "password": PASSWORD}
    return str(sign_in(box, "organizations", environment.sign_in, scope=scope, **form)["refresh_token"])


def variables_of(box: Box, environment: Environment) -> Json:
    found: Tenant = next(one for one in box.tenants if one.organization == environment.organization)
    return {
        "app_id": id_of(environment, "application"),
        "certificate_path": found.applications[0].certificate_path,
        "client_secret": SECRET,
        "federated_token": box.control.federated_token(ISSUER, SUBJECT),
        "identity": id_of(environment, "identity"),
        "operator": operator(environment),
        "operator_password": PASSWORD,
        "refresh_token": refresh_token_of(box, environment),
        "access_tokens": tokens_of(box, environment),
    }


def inventory(box: Box, playbooks: Playbooks, folders: Folders) -> tuple[Path, dict[str, Json]]:
    """The file, beside the run's folders because it holds secrets, and the variables by host."""
    hosts: dict[str, Json] = {}
    for one in OPEN:
        hosts[host_of(one)] = variables_of(box, one)
    for one in CLOSED:
        # The refusal comes before anything is read or sent, so anybody's secrets will do.
        hosts[host_of(one)] = hosts[host_of(OPEN[0])]
    named = {
        host_of(one): {**hosts[host_of(one)], "target": one.option, "target_organization": one.organization}
        for one in TABLE.environments
    }
    groups = {
        group: {"hosts": {host_of(one): named[host_of(one)] for one in environments}}
        for group, environments in (("open", OPEN), ("closed", CLOSED))
    }
    content = {"all": {"children": groups, "vars": playbooks.setting.variables}}
    path = folders.root.with_name(f"{folders.root.name}-ways.yml")
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path, hosts


def azure_cli(folders: Folders, hosts: Mapping[str, Json], path: str) -> dict[str, str]:
    """A stand-in for az, and the variables that lead to it."""
    answers, programs = folders.root.with_name(f"{folders.root.name}-az"), folders.root / "bin"
    for one in OPEN:
        folder = answers / one.organization
        folder.mkdir(parents=True)
        for service, place in one.places.items():
            answer = {"accessToken": hosts[host_of(one)]["access_tokens"][service], "expires_on": 4_000_000_000}
            (folder / f"{place['audience'].removeprefix('https://')}.json").write_text(json.dumps(answer))
    programs.mkdir(parents=True)
    (programs / "az").write_text(AZ, encoding="utf-8")
    (programs / "az").chmod(0o700)
    return {"AZ_ANSWERS": str(answers), "PATH": f"{programs}:{path}"}


# What the plays do


@dataclass(frozen=True)
class Attempt:
    """One connect: a way with all services in one session, or with the one that its token is for."""

    way: Way
    services: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.way.name if len(self.services) > 1 else f"{self.way.name}_{self.services[0]}"

    @property
    def variable(self) -> str:
        return f"exo_{self.name}"

    def outcome(self, environment: Environment, cells: list[Cell]) -> str | None:
        """The advice's key of its refusal, or None."""
        (found,) = {
            cell.refused
            for cell in cells
            if (cell.way, cell.environment) == (self.way, environment) and cell.service in self.services
        }
        return found

    def connect(self) -> Task:
        options = {
            "organization": "{{ target_organization }}",
            "environment": "{{ target }}",
            "service": list(self.services),
            **self.way.options,
        }
        more = {"register": self.variable, "ignore_errors": True, "vars": {"service": self.services[0]}}
        return Task(self.name, "exo_connect", options, more)

    def commands(self) -> Iterator[Task]:
        for service in self.services:
            cmdlet = TABLE.services[service]["cmdlet"]
            options = {"session": f"{{{{ {self.variable} }}}}", "cmdlet": cmdlet, "service": service}
            yield Task(f"{self.name}: {service}", "exo_command", options)


def attempts() -> list[Attempt]:
    every = tuple(TABLE.services)
    return [
        Attempt(way, services)
        for way in TABLE.ways
        for services in ([(one,) for one in every] if way.one_service else [every])
    ]


def facts_of(working: list[Attempt]) -> Json:
    """Who is connected where, by the attempt; shown at the end because a connect's own result is hidden."""
    fields = ("auth_method", "identity", "environment", "services", "organization", "tenant_id")
    listed = (f"'{one.name}': [{', '.join(f'{one.variable}.{field}' for field in fields)}]" for one in working)
    return {"name": "Who", "ansible.builtin.debug": {"msg": "{{ {" + ", ".join(listed) + "} }}"}}


def playbook(working: list[Attempt], with_commands: list[Attempt]) -> str:
    connects = [one.connect() for one in attempts()]
    commands = [task for one in with_commands for task in one.commands()]
    sessions = "{{ [" + ", ".join(one.variable for one in working) + "] }}"
    first = yaml.safe_load(play_of([*connects, *commands], hosts="open"))
    last = Task("Disconnect", "exo_disconnect", {"session": sessions}).as_map()
    first[0]["tasks"] += [facts_of(working), last]
    return "---\n" + yaml.safe_dump([*first, *yaml.safe_load(play_of(connects, hosts="closed"))], sort_keys=False)


def works(attempt: Attempt, cells: list[Cell]) -> bool:
    (found,) = {attempt.outcome(one, cells) is None for one in OPEN}
    return found


@BOTH_WAYS
def test_each_cell_is_as_the_table_says(playbooks: Playbooks, clouds: Box) -> None:
    run_as: Run = playbooks.setting.way
    cells = list(TABLE.cells(run_as))
    working = [one for one in attempts() if works(one, cells)]
    with_commands = working if run_as == "action" else working[:1]
    folders = playbooks.folders()
    folders.make()
    file, hosts = inventory(clouds, playbooks, folders)
    network = {name: value for name, value in clouds.environment.items() if not name.startswith("EXO_")}
    path = f"{bin_of(playbooks.setting.core)}:{os.environ['PATH']}"
    environment = {**network, **clouds.identity["virtual_machine"], **azure_cli(folders, hosts, path)}
    clouds.control.forget()
    with somebody_enters_codes(clouds):
        run = playbooks.run(
            playbook(working, with_commands),
            "-i",
            str(file),
            "--forks",
            str(len(OPEN)),
            environment=environment,
            folders=folders,
        ).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert_no_secrets(run, secrets_in(hosts))
    journal = clouds.control.journal()
    for one in OPEN:
        assert_connected(run, one, working)
        assert_asked(journal, one, working, with_commands)
    for attempt in attempts():
        for one in TABLE.environments:
            assert_outcome(run, attempt, one, attempt.outcome(one, cells))
    answered = {one["headers"].get("authorization", {}).get("tenant") for one in journal}
    assert answered <= {None, *(id_of(one, "tenant") for one in OPEN)}


def secrets_in(hosts: Mapping[str, Json]) -> dict[str, str]:
    found = {"password": PASSWORD, "client secret": SECRET}
    for host, variables in hosts.items():
        found[f"refresh token of {host}"] = variables["refresh_token"].split(".")[-1]
        for service, token in variables["access_tokens"].items():
            found[f"token of {host} for {service}"] = token.split(".")[-1]
    return found


def assert_outcome(run: PlaybookRun, attempt: Attempt, environment: Environment, refused: str | None) -> None:
    result = run.result(attempt.name, host_of(environment))
    where = (attempt.name, environment.name, dict(result.result).get("msg"))
    if refused is None:
        assert result.event == "ok", where
        return
    assert result.event == "ignored", where
    assert result.result["error"]["documentation"] == f"docs/troubleshooting.md#{refused}", where
    assert "\n" not in result.result["msg"]
    # The reason names what is wrong with this very cell.
    assert refused not in ("environment-retired", "environment-not-documented") or (
        environment.option in result.result["msg"] + result.result["error"]["cause"]
    ), where


def identity_of(way: Way, environment: Environment) -> str:
    if way.name in ("device_code", "refresh_token", "password"):
        return operator(environment)
    return id_of(environment, "identity" if way.name == "managed_identity" else "application")


def assert_connected(run: PlaybookRun, environment: Environment, working: list[Attempt]) -> None:
    told = run.result("Who", host_of(environment)).result["msg"]
    for one in working:
        assert told[one.name] == [
            one.way.name,
            identity_of(one.way, environment),
            environment.found,
            list(one.services),
            environment.organization,
            id_of(environment, "tenant"),
        ], (one.name, environment.name)


def anchor_of(way: Way, environment: Environment, service: str) -> str:
    who = identity_of(way, environment)
    if "@" in who:
        return f"UPN:{who}"
    if service == "compliance":
        return f"UPN:{MAILBOX}@{environment.organization}"
    return f"APP:{MAILBOX}@{id_of(environment, 'tenant')}"


def assert_asked(
    journal: list[Json], environment: Environment, working: list[Attempt], with_commands: list[Attempt]
) -> None:
    """Each service was asked once for each connect, then for each cmdlet, at its place, with its token and anchor."""
    mine = [
        one for one in journal if one["headers"].get("authorization", {}).get("tenant") == id_of(environment, "tenant")
    ]
    wanted = [
        (kind, place["host"], place["audience"], anchor_of(one.way, environment, service))
        for kind, chosen in (("banner", working), ("invoke", with_commands))
        for one in chosen
        for service in one.services
        for place in (environment.places[service],)
    ]
    asked = [
        (one["kind"], one["host"], one["headers"]["authorization"]["audience"], one["headers"]["x-anchormailbox"])
        for one in mine
        if one["status"] == 200 and one["kind"] in ("banner", "invoke")
    ]
    assert asked == wanted, environment.name
    # All else is the compliance service's front door, which names the region.
    assert {one["status"] for one in mine} <= {200, 302}


def test_the_table_is_whole() -> None:
    """Every way, environment and service that the collection knows, and no other."""
    for run in RUNS:
        cells = list(TABLE.cells(run))
        assert len(cells) == len(TABLE.ways) * len(TABLE.environments) * len(TABLE.services)
        assert any(cell.refused is None for cell in cells)
