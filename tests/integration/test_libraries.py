# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python packages that are missing, on the controller or where the module runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.box import Box
from support.checks import assert_no_traceback
from support.playbook import SETTINGS
from support.playbooks import Playbooks, play

# Where a package is missing decides where a task runs. Each test in one setting, the other in make test-all.
actions = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[2]], ids=str, indirect=True)
modules = pytest.mark.parametrize("setting", [SETTINGS[3], SETTINGS[1]], ids=str, indirect=True)

READ = """
- name: Read
  m365.exchange.exo_command:
    cmdlet: Get-OrganizationConfig
    properties: [Name]
"""

# Hides msal from ansible-playbook alone: the module runs under another command line.
HIDE = """
import sys

if any("ansible-playbook" in word for word in sys.orig_argv):
    class Hidden:
        def find_spec(self, name, path=None, target=None):
            if name == "msal":
                raise ModuleNotFoundError("No module named 'msal'", name="msal")
    sys.meta_path.insert(0, Hidden())
    import importlib.util
    found = importlib.util.find_spec
    importlib.util.find_spec = lambda name, package=None: None if name == "msal" else found(name, package)
"""


@actions
def test_the_module_runs_where_the_controller_lacks_a_package(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    (folders.root / "hide").mkdir()
    (folders.root / "hide" / "sitecustomize.py").write_text(HIDE, encoding="utf-8")
    environment = {**box.environment, "PYTHONPATH": str(folders.root / "hide"), "ANSIBLE_KEEP_REMOTE_FILES": "1"}
    run = playbooks.run(play(READ), environment=environment, folders=folders).check()
    assert run.result("Read").result["count"] == 1
    # The local connection writes no journal of what it executes; the module's file is the witness.
    assert [path.name for path in folders.root.rglob("AnsiballZ_exo_command.py")] == ["AnsiballZ_exo_command.py"]


@modules
def test_a_module_without_its_packages_names_them_and_its_python(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    bare = folders.root / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    tasks = READ.replace("- name: Read", "- name: Read\n  vars: {ansible_python_interpreter: '{{ bare }}/bin/python'}")
    run = playbooks.run(play(tasks), environment=box.environment, variables={"bare": str(bare)}, folders=folders)
    assert run.returncode == 2
    assert_no_traceback(run)
    result = run.result("Read").result
    assert result["error"]["documentation"].endswith("#library-missing")
    assert f"{bare}/bin/python" in result["msg"]
    for package in ("cryptography", "jmespath", "msal", "requests"):
        assert package in result["msg"]
    assert "\n" not in result["msg"]
