# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions: the one pattern of disconnecting after everything, and handles that are not right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.places import COLLECTIONS
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks, play
from support.programs import program

newest = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
only_action = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[2]], ids=str, indirect=True)


@pytest.mark.both_ways
@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
def test_disconnect_is_quiet_whatever_happened_before(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run("sessions.yml", environment=box.environment).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    for task in ("Never ran", "Skipped", "Failed", "Closed already", "Nothing given", "Unreachable"):
        result = run.result(task)
        assert result.event == "ok"
        assert result.result["disconnected"] == []
        assert "warnings" not in result.result
    ids = [one.result["tenant_id"] for one in run.items("Command in each")]
    assert ids == [box.tenants[0].tenant_id] * 3
    assert len(run.result("Close one by its handle").result["disconnected"]) == 1
    assert len(run.result("Close the rest").result["disconnected"]) == 2
    assert run.result("Close what is no handle").result["warnings"]


@newest
def test_a_session_that_is_not_right_is_one_line(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run("sessions.yml", environment=box.environment).check()
    expected = {
        "Command with a failed connect": "session-not-connected",
        "Command with null": "session-not-connected",
        "Command with three sessions": "several-sessions",
        "Command with a closed session": "session-closed",
        "Command with what is no handle": "handle-not-valid",
        "Command with a handle whose key is another": "handle-not-valid",
    }
    for task, key in expected.items():
        result = run.result(task).result
        assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
        assert result["outcome"] == "did_not_run"
        assert "\n" not in result["msg"]


HANDLE = """
    - name: Connect
      m365.exchange.exo_connect:
      register: exo
    - name: Keep the handle
      ansible.builtin.copy:
        content: "{{ exo.session }}"
        dest: "{{ kept }}"
        mode: "0600"
"""
USE = """
    - name: Use it
      m365.exchange.exo_command:
        session: "{{ lookup('ansible.builtin.file', kept) }}"
        cmdlet: Get-OrganizationConfig
      ignore_errors: true
    - name: Close it
      m365.exchange.exo_disconnect:
        session: "{{ lookup('ansible.builtin.file', kept) }}"
"""


def _used_elsewhere(playbooks: Playbooks, box: Box, change: str) -> Run:
    """Connect in one run, then use the handle in another after ``change`` was made to the record's header."""
    folders = playbooks.folders()
    folders.make()
    variables = {"kept": str(folders.root / "handle")}
    playbooks.run(play(HANDLE), environment=box.environment, variables=variables, folders=folders).check()
    (record,) = folders.records()
    header, rest = record.read_bytes().split(b"\n", 1)
    changed = {**json.loads(header), change: "0" * 32}
    record.write_bytes(json.dumps(changed, separators=(",", ":")).encode() + b"\n" + rest)
    (folders.root / "results.jsonl").unlink()
    return playbooks.run(play(USE), environment=box.environment, variables=variables, folders=folders).check()


@pytest.mark.both_ways
@only_action
def test_an_edited_record_is_not_readable(playbooks: Playbooks, box: Box) -> None:
    result = _used_elsewhere(playbooks, box, "tenant_id").result("Use it").result
    assert result["error"]["documentation"].endswith("#session-not-readable")


@only_action
@pytest.mark.parametrize(
    ("uid", "machine", "key"),
    [
        ("os.geteuid()", "Machine('far', 'a' * 32, 'b' * 36, 'x')", "session-of-another-host"),
        ("os.geteuid() + 1", "Machine.here()", "session-of-another-user"),
    ],
)
def test_a_handle_from_elsewhere_says_so(playbooks: Playbooks, box: Box, uid: str, machine: str, key: str) -> None:
    folders = playbooks.folders()
    folders.make()
    kept = folders.root / "handle"
    kept.write_text(_handle(uid, machine), encoding="ascii")
    run = playbooks.run(play(USE), environment=box.environment, variables={"kept": str(kept)}, folders=folders).check()
    assert run.result("Use it").result["error"]["documentation"].endswith(f"#{key}")
    assert run.result("Close it").result["warnings"]


def _handle(uid: str, machine: str) -> str:
    """A well-formed handle that was made elsewhere, made by the collection's own code as it is installed."""
    code = (
        "import os;"
        "from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle;"
        "from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine;"
        f"print(Handle.new('r', {uid}, {machine}).text())"
    )
    environment = {**os.environ, "PYTHONPATH": str(COLLECTIONS)}
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return found.stdout.strip()


ASYNC = """
    - name: Connect in the background
      m365.exchange.exo_connect:
      async: 20
      poll: 1
      ignore_errors: true
    - name: Read in the background
      m365.exchange.exo_command:
        cmdlet: Get-OrganizationConfig
        properties: [Name]
      async: 60
      poll: 1
"""


@only_action
def test_a_background_task_signs_in_by_itself_and_shows_no_handle(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(play(ASYNC), environment=box.environment).check()
    assert run.result("Connect in the background").result["error"]["documentation"].endswith("#async-not-possible")
    assert run.result("Read in the background").result["count"] == 1
    assert "exo1." not in run.output
    assert_nothing_left(run)


# Plays an ssh client whose other end is this machine; options and host are dropped.
SSH = """#!/bin/sh
for word in "$@"; do last=$word; done
exec /bin/sh -c "$last"
"""
FAR = """
    - name: Connect on another host
      m365.exchange.exo_connect:
      register: exo
      vars: &far
        ansible_connection: ssh
        ansible_host: localhost
        ansible_ssh_executable: "{{ ssh }}"
        ansible_ssh_transfer_method: piped
    - name: Disconnect there
      m365.exchange.exo_disconnect:
        session: "{{ exo }}"
      vars: *far
"""


@only_action
def test_ssh_prints_no_handle_with_its_debug_output(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    ssh = program(folders.root / "ssh", SSH)
    run = playbooks.run(
        play(FAR), "-vvvv", environment=box.environment, variables={"ssh": str(ssh)}, folders=folders
    ).check()
    assert "<localhost> SSH: EXEC" in run.output
    assert "exo1." not in run.output
    assert len(run.result("Disconnect there").result["disconnected"]) == 1
