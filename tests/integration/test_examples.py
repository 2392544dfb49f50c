# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of the plugins runs, as it stands, against the box; those of the pages: test_guides.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.documented import part_of
from support.places import ROOT
from support.playbook import Run
from support.playbooks import Playbooks

SNAPSHOTS = Path(__file__).with_name("snapshots")
MODULES = sorted((ROOT / "plugins" / "modules").glob("*.py"))
FILTERS = sorted((ROOT / "plugins" / "filter").glob("*.py"))

# Examples of one module speak of a session that another one made; those of exo_connect make their own.
CONNECT = {"name": "Connect", "m365.exchange.exo_connect": None, "register": "exo"}
DISCONNECT = {"name": "Disconnect", "m365.exchange.exo_disconnect": {"session": "{{ exo }}"}}
# No example has left one of its own open.
LOOK: list[dict[str, Any]] = [
    {"name": "Look", "m365.exchange.exo_session_info": None, "register": "open"},
    {"name": "Compare", "ansible.builtin.assert": {"that": ["open.sessions | map(attribute='id') == [exo.id]"]}},
]
SESSION = {"exo": "{{ hostvars.localhost.exo }}"}


def examples_of(path: Path) -> list[dict[str, Any]]:
    """The tasks of a plugin's EXAMPLES."""
    tasks: list[dict[str, Any]] = part_of(path, "EXAMPLES")
    assert tasks, f"{path.name} has no EXAMPLES"
    return tasks


def variables_for(box: Box) -> dict[str, Any]:
    """The variables that the examples use, but for the folder that each plugin has to itself."""
    contoso, fabrikam = (tenant.applications[0] for tenant in box.tenants[:2])
    return {
        "app_id": contoso.app_id,
        "client_secret": contoso.client_secret,
        "certificate_path": contoso.certificate_path,
        "yesterday": str(SNAPSHOTS / "yesterday"),
        "today": str(SNAPSHOTS / "today"),
        "gov_app_id": fabrikam.app_id,
        "gov_certificate_path": fabrikam.certificate_path,
    }


def play(host: str, tasks: list[dict[str, Any]], **variables: str) -> dict[str, Any]:
    """A play on a host that no other play has: no example sees what those of another plugin have registered."""
    return {
        "name": f"Examples of {host}",
        "hosts": host,
        "gather_facts": False,
        "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}", **variables},
        "tasks": tasks,
    }


def run_all(playbooks: Playbooks, plays: list[dict[str, Any]], **options: Any) -> Run:
    """All plays in one run."""
    hosts = ",".join(sorted({one["hosts"] for one in plays} - {"localhost"}))
    text = yaml.safe_dump(plays, sort_keys=False)
    return playbooks.run(text, "-i", f"{hosts},", **options).check()


@pytest.fixture
def somebody(box: Box) -> Iterator[None]:
    """A person who enters each device code after a moment."""
    box.control.settings(device_code_user="admin@contoso.com", device_code_interval=1)
    yield
    box.control.settings(device_code_user="nobody", device_code_interval=5)


def placed(task: dict[str, Any]) -> dict[str, Any]:
    """The task, where it can run: a code is shown by the controller only."""
    options = task.get("m365.exchange.exo_connect") or {}
    by_code = options.get("device_code") or ("user_principal_name" in options and "password" not in options)
    return {**task, "vars": {"ansible_connection": "local"}} if by_code else task


def play_of(path: Path, folder: Path, way: Mapping[str, str]) -> dict[str, Any]:
    """The examples of a module, with a folder of their own; one host's tasks run as ``way`` says."""
    own = folder / path.stem
    own.mkdir()
    session = {} if path.stem == "exo_connect" else SESSION
    return play(path.stem, [placed(task) for task in examples_of(path)], folder=str(own), **way, **session)


@pytest.mark.usefixtures("somebody")
def test_examples_of_modules_run(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    # Those of exo_disconnect come last, and close what all others use.
    modules = sorted(MODULES, key=lambda path: path.stem == "exo_disconnect")
    *plays, last = (play_of(path, tmp_path, playbooks.setting.variables) for path in modules)
    run = run_all(
        playbooks,
        [play("localhost", [CONNECT]), *plays, play("localhost", LOOK), last, play("localhost", [DISCONNECT])],
        environment={**box.environment, **box.identity["virtual_machine"]},
        variables=variables_for(box),
    )
    assert {one.host for one in run.results} == {"localhost", *(path.stem for path in MODULES)}
    assert_no_traceback(run)
    assert_nothing_left(run)


def test_examples_of_filters_run(playbooks: Playbooks) -> None:
    run = run_all(playbooks, [play(path.stem, examples_of(path), **playbooks.setting.variables) for path in FILTERS])
    assert {one.host for one in run.results} == {path.stem for path in FILTERS}
    assert_no_traceback(run)
