# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of the plugins runs, as it stands, against the box; those of the pages: test_guides.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.documented import part_of
from support.places import ROOT
from support.playbooks import Playbooks

TENANTS = Path(__file__).with_name("tenants.yml")
SNAPSHOTS = Path(__file__).with_name("snapshots")
MODULES = sorted((ROOT / "plugins" / "modules").glob("*.py"))
FILTERS = sorted((ROOT / "plugins" / "filter").glob("*.py"))

# Examples of one module speak of a session that another one made.
CONNECT = {"name": "Connect", "m365.exchange.exo_connect": None, "register": "exo"}
DISCONNECT = {"name": "Disconnect", "m365.exchange.exo_disconnect": {"session": "{{ exo }}"}}


@pytest.fixture(scope="module")
def shared_box() -> Iterator[Box]:
    """One with few mailboxes: an example that reads them all is not about their number."""
    with Box("--tenants", str(TENANTS), "--rows", "60") as box:
        yield box


def examples_of(path: Path) -> list[dict[str, Any]]:
    """The tasks of a plugin's EXAMPLES."""
    tasks: list[dict[str, Any]] = part_of(path, "EXAMPLES")
    assert tasks, f"{path.name} has no EXAMPLES"
    return tasks


def variables_for(box: Box, folder: Path) -> dict[str, Any]:
    """The variables that the examples use."""
    contoso, fabrikam = (tenant.applications[0] for tenant in box.tenants[:2])
    return {
        "app_id": contoso.app_id,
        "client_secret": contoso.client_secret,
        "certificate_path": contoso.certificate_path,
        "folder": str(folder),
        "yesterday": str(SNAPSHOTS / "yesterday"),
        "today": str(SNAPSHOTS / "today"),
        "gov_app_id": fabrikam.app_id,
        "gov_certificate_path": fabrikam.certificate_path,
    }


def as_play(tasks: list[dict[str, Any]]) -> str:
    play = {
        "name": "Examples",
        "hosts": "localhost",
        "gather_facts": False,
        "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
        "tasks": tasks,
    }
    return yaml.safe_dump([play], sort_keys=False)


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


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_examples_of_modules_run(playbooks: Playbooks, box: Box, tmp_path: Path, path: Path) -> None:
    tasks = [placed(task) for task in examples_of(path)]
    if path.stem != "exo_connect":
        tasks = [CONNECT, {"name": "Examples", "block": tasks, "always": [DISCONNECT]}]
    environment = {**box.environment, **box.identity["virtual_machine"]}
    run = playbooks.run(as_play(tasks), environment=environment, variables=variables_for(box, tmp_path)).check()
    assert_no_traceback(run)
    assert_nothing_left(run)


@pytest.mark.parametrize("path", FILTERS, ids=lambda path: path.stem)
def test_examples_of_filters_run(playbooks: Playbooks, path: Path) -> None:
    run = playbooks.run(as_play(examples_of(path))).check()
    assert_no_traceback(run)
