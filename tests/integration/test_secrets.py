# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret stands in any output, event, file or process of a run, whatever it did and however loudly it was asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from ansible_collections.m365.exchange.plugins.module_utils._session.open_session_and_pacing import unseal
from support.box import Box
from support.card import FIELDS
from support.certificates import PASSWORD, write_locked_copy
from support.checks import assert_no_traceback, assert_nothing_left
from support.extent import choose
from support.meanwhile import meanwhile
from support.playbook import (
    BETA,
    SECONDS,
    SETTINGS,
    Folders,
    Process,
    Run,
    Setting,
    environment_of,
    start_playbook,
    start_real_playbook,
)
from support.playbooks import SCENARIOS, Playbooks, play
from support.processes import Watch
from support.secrets import files_below, leaks
from support.waiting import wait_until

# Secrets are kept wherever and however a task runs.
pytestmark = pytest.mark.each_setting

# Here ansible-playbook and each module is a real process, as everywhere in make test-all.
REAL = SETTINGS[3]
WRONG_SECRET = "wrong-7Hq4~vZ9-eJ1u"
JWT = re.compile(rb"eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}")

Sources = dict[str, str | bytes]


@dataclass(frozen=True)
class Vault:
    """What the test itself keeps: the file of secret variables, and what the scenario puts aside. Nobody scans it."""

    root: Path
    box: Box

    def variables(self, folders: Folders) -> dict[str, str]:
        """The variables of the scenario."""
        tenant = self.box.tenants[0]
        application = tenant.applications[0]
        return {
            "organization": tenant.organization,
            "app_id": application.app_id,
            "client_secret": application.client_secret,
            "wrong_secret": WRONG_SECRET,
            "pfx_path": str(write_locked_copy(Path(application.certificate_path), self.root / "locked.pfx")),
            "certificate_password": PASSWORD,
            "certificate": Path(application.certificate_path).read_text(encoding="ascii"),
            "kept": str(self.root),
            "records": str(folders.runtime / "m365.exchange"),
        }

    def arguments(self, folders: Folders) -> list[str]:
        """The arguments that give the variables, without showing them in a command line."""
        path = self.root / "variables.json"
        path.write_text(json.dumps(self.variables(folders)), encoding="utf-8")
        path.chmod(0o600)
        return ["-e", f"@{path}"]

    def given(self) -> dict[str, str]:
        """The secrets that the run was given."""
        application = self.box.tenants[0].applications[0]
        pem = Path(application.certificate_path).read_text(encoding="ascii")
        key = pem[pem.index("PRIVATE KEY-----") :].splitlines()
        return {
            "client secret": application.client_secret,
            "wrong secret": WRONG_SECRET,
            "certificate password": PASSWORD,
            # Two lines out of the middle: the first and the last are alike in all keys.
            "private key": key[12],
            "private key, further down": key[20],
        }

    def made(self) -> dict[str, str]:
        """The secrets that the run made: each session's key, and the signature of its token."""
        found = {}
        for number, text in enumerate(json.loads((self.root / "handles.json").read_text(encoding="utf-8"))):
            handle = Handle.parse(text)
            record = (self.records / f"{handle.id}.rec").read_bytes()
            content: Any = unseal(record, handle.id, handle.key)[1]
            found[f"session key {number}"] = text.split(".")[4]
            found[f"token {number}"] = content["reach"]["token"]["secret"].rpartition(".")[2][:48]
        return found

    @property
    def records(self) -> Path:
        """The session records as they lay there while the sessions were open."""
        return self.root / "records"

    def secrets(self) -> dict[str, str]:
        """All that nothing may show."""
        return {**self.given(), **self.made()}


@pytest.fixture
def vault(tmp_path: Path, box: Box) -> Vault:
    tmp_path.chmod(0o700)
    return Vault(tmp_path, box)


def bare(box: Box) -> dict[str, str]:
    """The way to the box, without the variables that sign in: children would inherit the secret."""
    return {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}


def run_watched(
    playbooks: Playbooks, vault: Vault, folders: Folders, more: Mapping[str, str], *arguments: str
) -> tuple[Run, Sources]:
    """The scenario at -vvvv, and what its processes showed; real ones in one of the settings."""
    start = start_real_playbook if playbooks.setting == REAL else partial(start_playbook, copied_modules=True)
    process: Process = start(
        SCENARIOS / "secrets.yml",
        playbooks.setting,
        folders,
        environment={**bare(vault.box), **more},
        variables={},
        arguments=["-vvvv", *vault.arguments(folders), *arguments],
    )
    with Watch(process) as watch:
        stdout, stderr = process.communicate(timeout=SECONDS)
    assert watch.processes > 2  # a busy machine lets many of them pass unseen
    return Run(playbooks.setting, process.returncode, stdout, stderr, folders), dict(watch.sources)


def assert_silent(vault: Vault, sources: Sources) -> None:
    """No secret in any of the sources, and nothing that looks like a token."""
    found = leaks(vault.secrets(), sources)
    assert not found, "Leaked: " + "; ".join(map(str, found))
    tokens = [name for name, text in sources.items() if JWT.search(text if isinstance(text, bytes) else text.encode())]
    assert not tokens


def output_of(run: Run) -> Sources:
    return {"stdout": run.stdout, "stderr": run.stderr}


# How a result is written has nothing to do with where it was made, so YAML is looked at one way only.
SHOWN = [(one, "json") for one in (*SETTINGS, *BETA)] + [(one, "yaml") for one in SETTINGS if one.way == "action"]
# In make test each ansible-core, each way and each format; all of these in make test-all.
SHOWN = choose([SHOWN[0], SHOWN[3], SHOWN[5], SHOWN[7]], SHOWN)
# What ansible-core adds to results: the newest and the next one. The oldest as well in make test-all.
ACTIONS = [SETTINGS[0], *choose([], [SETTINGS[2]])]


@pytest.mark.parametrize(("setting", "result_format"), SHOWN, ids=str, indirect=["setting"])
def test_nothing_shows_a_secret(playbooks: Playbooks, vault: Vault, setting: Setting, result_format: str) -> None:
    folders = playbooks.folders()
    run, processes = run_watched(playbooks, vault, folders, {"ANSIBLE_CALLBACK_RESULT_FORMAT": result_format})
    run.check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert bool(run.modules()) == (setting.way == "module")
    assert_silent(vault, {**output_of(run), **processes, **files_below(folders.root, vault.records)})
    # Hidden is what succeeded only.
    assert "censored" in run.result("Connect with a secret").result
    for task in ("Fail to connect", "Fail to connect with a certificate"):
        failed = run.result(task).result
        assert set(failed["error"]) == set(FIELDS)
        assert failed["error"]["fix"]
        assert failed["error"]["documentation"] in run.stdout
        assert failed["outcome"] == "did_not_run"
    assert run.result("Command that is refused").result["error"]["exception_type"]


# ansible-runner, whose events are those of AWX


def runner_events(playbooks: Playbooks, vault: Vault, folders: Folders) -> tuple[list[dict[str, Any]], Sources]:
    """The job events of the scenario under ansible-runner, and all files that it wrote."""
    folders.make()
    inventory = folders.root / "hosts.ini"
    variables = " ".join(f"{name}={value}" for name, value in playbooks.setting.variables.items())
    inventory.write_text(f"localhost {variables}\n", encoding="utf-8")
    arguments = ["-vvvv", "-i", str(inventory), *vault.arguments(folders)]
    private = folders.root / "runner"
    command = [Path(sys.executable).with_name("ansible-runner"), "run", private, "--ident", "one", "--quiet"]
    ended = subprocess.run(
        [*map(str, command), "--playbook", str(SCENARIOS / "secrets.yml"), f"--cmdline={' '.join(arguments)}"],
        cwd=folders.root,
        env=environment_of(playbooks.setting, folders, bare(vault.box)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    events = sorted((private / "artifacts" / "one" / "job_events").glob("*.json"))
    sources: Sources = {"runner's stdout": ended.stdout, "runner's stderr": ended.stderr}
    return [json.loads(path.read_text(encoding="utf-8")) for path in events], {
        **sources,
        **files_below(folders.root),
    }


# A module's events hold the results that the test above looks through; the runner adds nothing to them.
@pytest.mark.parametrize("setting", [*ACTIONS, BETA[0]], ids=str, indirect=True)
def test_job_events_show_no_secret(playbooks: Playbooks, vault: Vault) -> None:
    events, sources = runner_events(playbooks, vault, playbooks.folders())
    assert_silent(vault, sources)
    tasks = [one for one in events if "task" in one.get("event_data", {})]
    failed = [one["event_data"] for one in tasks if one["event"] == "runner_on_failed"]
    cards = {one["task"]: one["res"].get("error", {}) for one in failed}
    assert set(cards["Fail to connect"]) == set(FIELDS)
    connected = [one["event_data"] for one in tasks if one["event_data"]["task"] == "Connect with a secret"]
    assert any("censored" in one.get("res", {}) for one in connected)
    assert any("Connected to contoso.onmicrosoft.com" in one["stdout"] for one in events)


# The scanner finds what is there

PLANTED = """
    - name: Show the secret
      ansible.builtin.debug:
        msg: "{{ client_secret }}"
    - name: Give the secret as a word of a command
      ansible.builtin.command: sh -c 'while [ ! -e "$0" ]; do sleep 0.05; done' {{ root }}/cmdline {{ client_secret }}
      changed_when: false
    - name: Give the secret as a variable
      ansible.builtin.command: sh -c 'while [ ! -e "$0" ]; do sleep 0.05; done' {{ root }}/environ
      changed_when: false
      environment:
        LEAK: "{{ wrong_secret }}"
    - name: Write the secret
      ansible.builtin.copy:
        content: "{{ certificate_password }}"
        dest: "{{ lookup('env', 'HOME') }}/leak"
        mode: "0600"
      no_log: true
"""


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
def test_a_planted_leak_is_found(playbooks: Playbooks, vault: Vault) -> None:
    """Each process that shows a secret lives until it was looked at."""
    folders = playbooks.folders()
    folders.make()
    path = folders.root.with_suffix(".yml")
    path.write_text(play(PLANTED), encoding="utf-8")
    process = start_playbook(
        path,
        playbooks.setting,
        folders,
        environment=bare(vault.box),
        variables={"root": str(folders.root)},
        arguments=vault.arguments(folders),
    )

    def seen_in(watch: Watch) -> set[tuple[str, str]]:
        return {(one.secret, one.where.split(" of process")[0]) for one in leaks(vault.given(), watch.sources)}

    def release(watch: Watch) -> None:
        for planted in (("client secret", "cmdline"), ("wrong secret", "environ")):
            wait_until(lambda planted=planted: planted in seen_in(watch), " ".join(planted))  # type: ignore[misc]
            (folders.root / planted[1]).touch()

    with Watch(process) as watch, meanwhile(lambda: release(watch)):
        stdout, _stderr = process.communicate(timeout=SECONDS)
    seen = seen_in(watch)
    assert ("client secret", "cmdline") in seen
    assert ("wrong secret", "environ") in seen
    assert {one.secret for one in leaks(vault.given(), {"stdout": stdout})} == {"client secret"}
    left = leaks(vault.given(), files_below(folders.home))
    assert {one.secret for one in left} == {"certificate password"}


# Loops over sessions

CONNECT_TWICE = """
    - name: Connect twice
      m365.exchange.exo_connect:
        organization: "{{ item }}"
        app_id: "{{ app_id }}"
        client_secret: "{{ client_secret }}"
      loop: ["{{ organization }}", contoso.com]
      register: several
    - name: Keep the handles
      ansible.builtin.copy:
        content: "{{ several.results | map(attribute='session') | to_json }}"
        dest: "{{ kept }}/handles.json"
        mode: "0600"
      no_log: true
"""
BY_NAME = """
    - name: Command
      m365.exchange.exo_command:
        session: "{{ several.results[number] }}"
        cmdlet: Get-AcceptedDomain
      loop: ["{{ organization }}", contoso.com]
      loop_control:
        index_var: number
"""
BY_HANDLE = """
    - name: Command
      m365.exchange.exo_command:
        session: "{{ item }}"
        cmdlet: Get-AcceptedDomain
      loop: "{{ several.results }}"
      loop_control:
        label: "{{ item.organization }}"
"""
DISCONNECT = """
    - name: Disconnect
      m365.exchange.exo_disconnect:
        session: "{{ several }}"
"""


def run_loop(playbooks: Playbooks, vault: Vault, command: str, *arguments: str) -> tuple[Run, dict[str, str]]:
    folders = playbooks.folders()
    run = playbooks.run(
        play(CONNECT_TWICE + command + DISCONNECT),
        *vault.arguments(folders),
        *arguments,
        environment=bare(vault.box),
        folders=folders,
    ).check()
    handles = json.loads((vault.root / "handles.json").read_text(encoding="utf-8"))
    return run, {f"session key {number}": text.split(".")[4] for number, text in enumerate(handles)}


# Where the module ran makes no difference to what the loop adds to its result.
@pytest.mark.parametrize("setting", ACTIONS, ids=str, indirect=True)
def test_a_loop_over_names_shows_no_handle(playbooks: Playbooks, vault: Vault) -> None:
    """The documented pattern, at the highest verbosity."""
    run, keys = run_loop(playbooks, vault, BY_NAME, "-vvvv")
    assert not leaks({**keys, **vault.given()}, {**output_of(run), **files_below(run.folders.root)})
    assert len(run.items("Command")) == 2


@pytest.mark.parametrize("setting", ACTIONS, ids=str, indirect=True)
def test_a_label_hides_a_handle_from_the_screen_alone(playbooks: Playbooks, vault: Vault) -> None:
    """Why the documentation says to loop over names: ansible-core puts the item itself into each result, and only
    from 2.22 on it masks it there."""
    run, keys = run_loop(playbooks, vault, BY_HANDLE)
    assert not leaks({**keys, **vault.given()}, output_of(run))
    events = {"events": (run.folders.root / "results.jsonl").read_bytes()}
    assert {one.secret for one in leaks(keys, events)} == (set() if playbooks.setting in BETA else set(keys))


# Text of the service stays text

HOSTILE = "{{ lookup('pipe', 'touch HOME/ran') }}{% raw %}\x1b[31m<b>=1+1"

TEXT = """
    - name: Connect
      m365.exchange.exo_connect:
        organization: "{{ organization }}"
        app_id: "{{ app_id }}"
        client_secret: "{{ client_secret }}"
      register: exo
    - name: Write
      m365.exchange.exo_command:
        session: "{{ exo }}"
        cmdlet: Set-Mailbox
        parameters:
          Identity: "{{ mailbox }}"
          DisplayName: "{{ lookup('ansible.builtin.file', kept ~ '/hostile') }}"
    - name: Read
      m365.exchange.exo_command:
        session: "{{ exo }}"
        cmdlet: Get-Mailbox
        parameters:
          Identity: "{{ mailbox }}"
        properties: [DisplayName]
      register: rows
    - name: Show
      ansible.builtin.debug:
        var: rows.objects
    - name: Use in a template
      ansible.builtin.debug:
        msg: "Name: {{ rows.objects[0].DisplayName }}"
    - name: Keep as a fact
      ansible.builtin.set_fact:
        name_of_it: "{{ rows.objects[0].DisplayName }}"
    - name: Use the fact
      ansible.builtin.debug:
        msg: "{{ name_of_it }}"
    - name: Loop
      ansible.builtin.debug:
        msg: "{{ item.DisplayName }}"
      loop: "{{ rows.objects }}"
    - name: Fail with it
      m365.exchange.exo_command:
        session: "{{ exo }}"
        cmdlet: Get-Mailbox
        parameters:
          Identity: "{{ rows.objects[0].DisplayName }}x"
      register: failed
      ignore_errors: true
    - name: Use the failure
      ansible.builtin.debug:
        msg: "{{ failed.msg }}"
    - name: Warn
      m365.exchange.exo_command:
        session: "{{ exo }}"
        cmdlet: Set-Mailbox
        parameters:
          Identity: "{{ mailbox }}"
          DisplayName: "{{ rows.objects[0].DisplayName }}"
    - name: Disconnect
      m365.exchange.exo_disconnect:
        session: "{{ exo | default(omit) }}"
"""


# What Ansible makes of a text depends on its core and on the way, and not on the pair of them.
@pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)
def test_text_of_the_service_stays_text(playbooks: Playbooks, vault: Vault) -> None:
    folders = playbooks.folders()
    folders.make()
    told = HOSTILE.replace("HOME", str(folders.home))
    hostile = told.replace("\x1b", "")  # which we do not send
    (vault.root / "hostile").write_text(hostile, encoding="utf-8")
    warned = {"value": [], "@adminapi.warnings": [told]}
    vault.box.control.fault("status", match={"cmdlet": "Set-Mailbox"}, skip=1, status=200, body=warned)
    run = playbooks.run(
        play(TEXT),
        *vault.arguments(folders),
        "-v",
        "-e",
        "mailbox=AlexW@contoso.onmicrosoft.com",
        environment=bare(vault.box),
        folders=folders,
    )
    assert_no_traceback(run)
    run.check()
    assert not (folders.home / "ran").exists()
    assert run.result("Show").result["rows.objects"] == [{"DisplayName": hostile}]
    assert run.result("Use in a template").result["msg"] == f"Name: {hostile}"
    assert run.result("Use the fact").result["msg"] == hostile
    assert [one.result["msg"] for one in run.items("Loop")] == [hostile]
    line = run.result("Fail with it").result["msg"]
    assert "lookup('pipe'" in line
    assert run.result("Use the failure").result["msg"] == line
    assert "lookup('pipe'" in run.result("Warn").result["service_warnings"][0]
    # The terminal of whoever watches obeys escapes: none may reach it.
    assert "\x1b" not in run.output
    assert_nothing_left(run)
