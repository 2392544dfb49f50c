# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's arguments lie in no file, not for a moment: a module that is killed leaves no secret behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.box import Box
from support.looking import looking
from support.playbook import SETTINGS, Folders
from support.playbooks import Playbooks, play

# Secrets are kept wherever a module runs.
pytestmark = pytest.mark.each_setting

as_modules = pytest.mark.parametrize("setting", [SETTINGS[1], SETTINGS[3]], ids=str, indirect=True)
newest_module = pytest.mark.parametrize("setting", [SETTINGS[1]], ids=str, indirect=True)

TASKS = """
- name: Connect
  m365.exchange.exo_connect:
    client_secret: "{{ given }}"
  register: exo
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


@contextmanager
def watched(folders: Folders) -> Iterator[list[Path]]:
    """The packed modules that were seen in any temporary folder of the run meanwhile."""
    seen: list[Path] = []

    def look() -> None:
        for folder, _folders, files in os.walk(folders.temporary):
            seen.extend(Path(folder, name) for name in files if name.startswith("AnsiballZ"))

    with looking(look, every=0.005):
        yield seen


def _seen(playbooks: Playbooks, box: Box, environment: dict[str, str]) -> list[Path]:
    folders = playbooks.folders()
    folders.make()
    variables = {"given": box.tenants[0].applications[0].client_secret}
    with watched(folders) as seen:
        run = playbooks.run(
            play(TASKS), environment={**box.environment, **environment}, variables=variables, folders=folders
        ).check()
    assert run.modules() == ["exo_connect", "exo_disconnect"]
    return seen


@as_modules
def test_a_module_gets_its_secrets_on_its_standard_input(playbooks: Playbooks, box: Box) -> None:
    assert _seen(playbooks, box, {}) == []


@newest_module
def test_who_switched_pipelining_off_keeps_it_off(playbooks: Playbooks, box: Box) -> None:
    assert _seen(playbooks, box, {"ANSIBLE_PIPELINING": "false"})
