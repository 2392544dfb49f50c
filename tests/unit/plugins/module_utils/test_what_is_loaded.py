# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module does not load: it compiles each file that it imports, most of what a task without writes costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.places import ROOT

COLLECTION = "ansible_collections.m365.exchange.plugins"
FOR_FILES = ("_output.export_rows_and_file_mode", "_output.atomic_file", "_output.file_formats")
FOR_FAILURES = ("_commands.explain_refusal", "_commands.read_back", "_catalogue.diagnose_forbidden")
FOR_WRITES = (
    "_desired_state.choose_cmdlets",
    "_compare_objects.check_enumeration_words",
    "_commands.command",
    "_commands.compare_before_write",
)
FOR_FEW = (
    "_powershell.parse_command",
    "_exchange_client.batch",
    "_compare_objects.filters_and_xml",
    "_compare_objects.proxy_addresses",
)


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("exo_command", (*FOR_FILES, *FOR_FAILURES, "_powershell.parse_command")),
        ("exo_resource", (*FOR_FILES, *FOR_FAILURES, *FOR_WRITES, *FOR_FEW)),
    ],
)
def test_a_module_loads_what_each_task_needs(module: str, without: tuple[str, ...]) -> None:
    code = f"import sys, {COLLECTION}.modules.{module}; print(*sys.modules)"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / '.build' / 'link')!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert f"{COLLECTION}.module_utils._connection.open_connection" in loaded
    assert [name for name in without if f"{COLLECTION}.module_utils.{name}" in loaded] == []
