# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks of a test: scenarios, playbooks by name, or a few tasks as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from .places import ROOT
from .playbook import Folders, Run, Setting, run_playbook

SCENARIOS = ROOT / "tests" / "integration" / "scenarios"

PLAY = """---
- name: Play
  hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
"""


def play(tasks: str) -> str:
    """A playbook of one play on localhost with these tasks; their common indentation does not matter."""
    return PLAY + indent(dedent(tasks).strip("\n"), "    ") + "\n"


class Playbooks:
    """Runs playbooks in one setting, each in folders of its own below the test's."""

    def __init__(self, setting: Setting, root: Path) -> None:
        self.setting = setting
        self._root = root
        self._count = 0

    def folders(self) -> Folders:
        """Folders that no run has used yet."""
        self._count += 1
        return Folders(self._root / f"run-{self._count}")

    def run(
        self,
        playbook: Path | str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        variables: Mapping[str, Any] | None = None,
        folders: Folders | None = None,
    ) -> Run:
        """Run a scenario (its file name), a playbook (a path, an FQCN) or the text of one (it has a line break)."""
        folders = folders or self.folders()
        return run_playbook(
            self._file(playbook, folders),
            self.setting,
            folders,
            environment=environment or {},
            variables=variables or {},
            arguments=arguments,
        )

    def _file(self, playbook: Path | str, folders: Folders) -> Path | str:
        if isinstance(playbook, str) and "\n" in playbook:
            path = folders.root.with_suffix(".yml")
            path.write_text(playbook, encoding="utf-8")
            return path
        scenario = SCENARIOS / playbook
        return scenario if scenario.exists() else playbook
