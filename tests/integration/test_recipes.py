# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box from an installed collection as docs/simulator.md has it: by hand, on GitHub Actions and in GitLab CI.

The commands run as they stand, in a home of their own. What they install is here already, and pip is told not to
look any further; ansible-galaxy gets the tarball that would be released.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.pages import block
from support.places import LOOPBACK_ONLY, ROOT

PAGE = "docs/simulator.md"
PLAYBOOKS = (("mine.yml", PAGE, "- name: A playbook of my own"), ("mailtip.yml", "README.md", "- name: Set a MailTip"))
BIN = ROOT / ".venv" / "newest" / "bin"
SECONDS = 300.0  # bounds a hang


class Project:
    """A repository, and a home; what two recipes have in common runs once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._printed: dict[str, str] = {}

    def printed(self, command: str) -> str:
        """What a command prints in the shell of both services, which end a step at its first failure."""
        if command not in self._printed:
            self._printed[command] = shell(self._folder, command)
        return self._printed[command]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """With the playbooks of the pages and the requirements of a pipeline."""
    folder = tmp_path_factory.mktemp("project")
    tarball = copy_of_what_ships(folder)
    for name, page, start in PLAYBOOKS:
        (folder / name).write_text(block(page, start).text, encoding="utf-8")
    (folder / "requirements.yml").write_text(f"collections:\n  - name: {tarball}\n    type: file\n", encoding="utf-8")
    return Project(folder)


def copy_of_what_ships(folder: Path) -> Path:
    """The tarball of this version, taken while no other stage builds it anew."""
    version = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    with (ROOT / ".build" / ".stage.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return Path(shutil.copy(ROOT / "dist" / f"m365-exchange-{version}.tar.gz", folder))


def shell(folder: Path, command: str) -> str:
    """Standard output; the command must succeed, and may use the network of this machine only."""
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(LOOPBACK_ONLY),
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "ANSIBLE_LOCALHOST_WARNING": "false",
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def github_commands(content: Any) -> list[str]:
    """What the steps of the only job run."""
    (job,) = content["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


def gitlab_commands(content: Any) -> list[str]:
    """The script of the only job."""
    (job,) = content.values()
    return list(job["script"])


@pytest.mark.parametrize(
    ("start", "commands_of"),
    [("# .github/workflows/playbooks.yml", github_commands), ("# .gitlab-ci.yml", gitlab_commands)],
    ids=["github", "gitlab"],
)
def test_the_pipelines_run_as_they_stand(project: Project, start: str, commands_of: Callable[[Any], list[str]]) -> None:
    commands = commands_of(block(PAGE, start).content)
    assert len(commands) == 4
    printed = [project.printed(command) for command in commands]
    assert "AdeleV@contoso.com" in printed[-1]
    assert "failed=0" in printed[-1]


@pytest.mark.parametrize(("page", "shown"), [(PAGE, '"DisplayName": "Adele Vance"'), ("README.md", "Back on Monday")])
def test_the_command_of_the_page_runs_a_playbook(project: Project, page: str, shown: str) -> None:
    project.printed("ansible-galaxy collection install -r requirements.yml")
    command = block(page, "$ python3 ~/.ansible").text.removeprefix("$ ")
    assert shown in project.printed(command)
