# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each cell of tests/support/ways.yml is so: a way to sign in, an environment, a service, as action and as module.

Hosts of the inventory are environments and tasks are ways, so one run of ansible-playbook proves all cells at once. A
connect proves a cell: it signs in, asserts the tenant, and asks each service once with its token. As an action, the
session of the first way then runs a cmdlet of each service: what a session does no longer depends on how it signed in.

A module takes half a second. So as a module a way that is refused in every open environment is refused in one of them
here, and each closed environment refuses one way. As actions every cell is tried in make test-all; in make test each
that works, each way that is refused in one of the open environments, and each way in one of the closed ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
import yaml

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.clouds import CLOUDS, SERVICES
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.choose_method import (
    REFUSED_METHODS,
    SIGN_IN_METHODS,
)
from support.box import Box, Json
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.clouds import (
    CLOSED,
    OPEN,
    PASSWORD,
    SECRET,
    TABLE,
    azure_cli,
    host_of,
    id_of,
    inventory,
    operator,
)
from support.extent import ALL
from support.places import bin_of
from support.playbook import SECONDS, SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task, play_of
from support.watched import enters_codes, run_watched
from support.ways import Cell, Environment, Way

MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)


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

    def connect(self, on: list[Environment]) -> Task:
        options = {
            "organization": "{{ target_organization }}",
            "environment": "{{ target }}",
            "service": list(self.services),
            **self.way.options,
        }
        more = {
            "register": self.variable,
            "ignore_errors": True,
            "vars": {"service": self.services[0]},
            "when": f"inventory_hostname in {[host_of(one) for one in on]}",
        }
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


def tried_on(attempt: Attempt, group: list[Environment], cells: list[Cell]) -> list[Environment]:
    """The environments of a group in which the attempt is made."""
    number = attempts().index(attempt)
    action = cells[0].run == "action"
    if (action and ALL) or any(attempt.outcome(one, cells) is None for one in group):
        return group
    return group[number : number + 1] if group is CLOSED and not action else [group[number % len(group)]]


def playbook(cells: list[Cell], working: list[Attempt], with_commands: list[Attempt]) -> str:
    sessions = "{{ [" + ", ".join(one.variable for one in working) + "] }}"
    connects = [one.connect(OPEN) for one in working]
    commands = [task for one in with_commands for task in one.commands()]
    first = yaml.safe_load(play_of([*connects, *commands], hosts="open"))
    first[0]["tasks"] += [facts_of(working), Task("Disconnect", "exo_disconnect", {"session": sessions}).as_map()]
    # A play for each environment: on a host that skips it a task costs as much as an empty one.
    refusing = [(one, OPEN, [way for way in attempts() if way not in working]) for one in OPEN]
    refusing += [(one, CLOSED, attempts()) for one in CLOSED]
    refused: list[Json] = []
    for one, group, tried in refusing:
        tasks = [way.connect([one]) for way in tried if one in tried_on(way, group, cells)]
        refused += yaml.safe_load(play_of(tasks, hosts=host_of(one))) if tasks else []
    return "---\n" + yaml.safe_dump([*first, *refused], sort_keys=False)


def works(attempt: Attempt, cells: list[Cell]) -> bool:
    (found,) = {attempt.outcome(one, cells) is None for one in OPEN}
    return found


@BOTH_WAYS
def test_each_cell_is_as_the_table_says(playbooks: Playbooks, clouds: Box) -> None:
    cells = list(TABLE.cells(playbooks.setting.way))
    working = [one for one in attempts() if works(one, cells)]
    with_commands = working[:1] if playbooks.setting.way == "action" else []
    folders = playbooks.folders()
    folders.make()
    file, hosts = inventory(clouds, playbooks.setting, folders)
    network = {name: value for name, value in clouds.environment.items() if not name.startswith("EXO_")}
    path = f"{bin_of(playbooks.setting.core)}:{os.environ['PATH']}"
    environment = {**network, **clouds.identity["virtual_machine"], **azure_cli(folders, hosts, path)}
    clouds.control.forget()
    play = folders.root / "play.yml"
    play.write_text(playbook(cells, working, with_commands), encoding="utf-8")
    run = run_watched(
        play,
        playbooks.setting,
        folders,
        environment=environment,
        arguments=["-i", str(file), "--forks", str(len(OPEN))],
        read=enters_codes(clouds, operator(OPEN[0])),
        seconds=2 * SECONDS,  # some seventy modules, on a machine that may be busy
    ).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert_no_secrets(run, secrets_in(hosts))
    journal = clouds.control.journal()
    for one in OPEN:
        assert_connected(run, one, working)
        assert_asked(journal, one, working, with_commands)
    for attempt in attempts():
        for one in (*tried_on(attempt, OPEN, cells), *tried_on(attempt, CLOSED, cells)):
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


def assert_outcome(run: Run, attempt: Attempt, environment: Environment, refused: str | None) -> None:
    result = run.result(attempt.name, host_of(environment))
    where = (attempt.name, environment.name, dict(result.result).get("msg"))
    if refused is None:
        assert result.event == "ok", where
        return
    assert result.event == "ignored", where
    assert result.result["error"]["documentation"].endswith(f"docs/troubleshooting.md#{refused}"), where
    assert "\n" not in result.result["msg"]
    # The reason names what is wrong with this very cell.
    assert refused not in ("environment-retired", "environment-not-documented") or (
        environment.option in result.result["msg"] + result.result["error"]["cause"]
    ), where


def identity_of(way: Way, environment: Environment) -> str:
    if way.name in ("device_code", "refresh_token", "password"):
        return operator(environment)
    return id_of(environment, "identity" if way.name == "managed_identity" else "application")


def assert_connected(run: Run, environment: Environment, working: list[Attempt]) -> None:
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
        # A connect asks Exchange first, which tells how Security & Compliance is routed.
        for service in (sorted(one.services, key="compliance".__eq__) if kind == "banner" else one.services)
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
    """Every way, environment and service that the collection knows, and ways that it refuses."""
    names = {way.name for way in TABLE.ways}
    assert set(SIGN_IN_METHODS) <= names <= {*SIGN_IN_METHODS, *REFUSED_METHODS}
    assert set(REFUSED_METHODS.values()) <= {cell.refused for cell in TABLE.cells("action")}
    assert {one.found for one in TABLE.environments} == {cloud.environment for cloud in CLOUDS}
    assert set(TABLE.services) == set(SERVICES)
