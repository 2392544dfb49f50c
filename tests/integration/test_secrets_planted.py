# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets where they do not belong, as playbooks: each ansible-core and way at each verbosity, with and without the
arguments in the results. Every kind in every option stands in tests/unit/secrets; here is what Ansible makes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback
from support.extent import choose
from support.planted import handle, password, pem, pfx, token
from support.playbook import BETA, SETTINGS, Run, Setting
from support.playbooks import Playbooks, play
from support.secrets import files_below, leaks

VERBOSITIES = ("-v", "-vvv", "-vvvv", "--diff")
# All pairs of setting and verbosity; each setting meets both ways of the invocation.
TABLE = [
    (setting, verbosity, number % 2 == row % 2)
    for (row, setting), (number, verbosity) in product(enumerate((*SETTINGS, *BETA)), enumerate(VERBOSITIES))
]
LOUDEST = [(setting, "-vvvv", True) for setting in (*SETTINGS, *BETA)]
# Each ansible-core at its loudest, each way, and all verbosities without the arguments; what is left, in make test-all.
QUIET = zip((*SETTINGS, BETA[0]), ("-vvv", "--diff", "-vvvv", "-vvv", "-v"), strict=True)
FEW = [LOUDEST[0], LOUDEST[3], LOUDEST[5], *((setting, verbosity, False) for setting, verbosity in QUIET)]
CHOSEN = choose(FEW, sorted({*TABLE, *LOUDEST, *FEW, (BETA[1], "-v", False)}, key=str))

# Each row is one of few already.
pytestmark = pytest.mark.each_setting

TASKS = """
    - name: A key in place of its path
      m365.exchange.exo_connect: {certificate_path: "{{ pem }}"}
      ignore_errors: true
    - name: A PFX in place of authorities
      m365.exchange.exo_connect: {client_secret: "{{ client_secret }}", ca_path: "{{ pfx }}"}
      ignore_errors: true
    - name: Swapped
      m365.exchange.exo_connect: {app_id: "{{ swapped }}", client_secret: "{{ application }}"}
      ignore_errors: true
    - name: Misspelt
      m365.exchange.exo_connect: {client_secert: "{{ misspelt }}"}
      ignore_errors: true
    - name: A handle under a misspelt name
      m365.exchange.exo_command: {sesion: "{{ handle }}", cmdlet: Get-AcceptedDomain}
      ignore_errors: true
    - name: A handle for a cmdlet
      m365.exchange.exo_command: {cmdlet: "{{ handle }}", organization: "{{ organization }}"}
      ignore_errors: true
    - name: A token for an organization
      m365.exchange.exo_session_info: {organization: "{{ token }}"}
      ignore_errors: true
    - name: A password in a variable of a line
      m365.exchange.exo_command: {command: "$p = '{{ in_line }}'; New-Mailbox Z -Password $p"}
      ignore_errors: true
    - name: Connect
      m365.exchange.exo_connect: {client_secret: "{{ client_secret }}"}
      register: exo
    - name: Passwords that would be sent
      m365.exchange.exo_command:
        session: "{{ exo }}"
        commands:
          - New-Mailbox Zoe -Password '{{ in_list }}'
          - {cmdlet: New-Mailbox, parameters: {Name: Zoe, Password: "{{ in_parameters }}"}}
      check_mode: true
      ignore_errors: true
    - name: Show the organization
      ansible.builtin.debug: {msg: "This is {{ organization }} of {{ application }}."}
    - name: Keep the handle
      ansible.builtin.copy: {content: "{{ exo.session }}", dest: "{{ kept }}/handle", mode: "0600"}
      no_log: true
    - name: Keep it as a fact
      ansible.builtin.set_fact: {fact: "{{ exo.session }}"}
      no_log: true
    - name: Keep the fact, and whatever else there is
      ansible.builtin.template: {src: "{{ kept }}/facts.j2", dest: "{{ kept }}/facts", mode: "0600"}
      no_log: true
    - name: Tell
      ansible.builtin.set_stats: {data: {told: "{{ organization }}"}}
    - name: Disconnect
      m365.exchange.exo_disconnect: {session: "{{ exo }}"}
"""
# Modules keep what is compiled of them, as they do for a user.
DEFAULTS = """
  environment: {PYTHONDONTWRITEBYTECODE: ""}
  module_defaults:
    m365.exchange.exo_connect:
      organization: "{{ organization }}"
      app_id: "{{ application }}"
      retries: 0
"""


def planted(number: int) -> dict[str, str]:
    """The secrets of a run: no two runs share one."""
    found = {"pem": pem(number), "pfx": pfx(number + 1), "handle": handle(number + 2), "token": token(number + 3)}
    words = ("swapped", "misspelt", "in_line", "in_list", "in_parameters")
    return {**found, **{name: password(number + at) for at, name in enumerate(words)}}


def unmistakable(secrets: Mapping[str, str]) -> dict[str, str]:
    """What is only in this secret: of a key a line, of a token its signature."""
    found = dict(secrets)
    found["pem"] = secrets["pem"].splitlines()[4]
    found["token"] = secrets["token"].rpartition(".")[2]
    return found


def run_with(playbooks: Playbooks, box: Box, kept: Path, secrets: Mapping[str, str], *arguments: str) -> Run:
    application = box.tenants[0].applications[0]
    variables = {
        **secrets,
        "organization": box.tenants[0].organization,
        "application": application.app_id,
        "client_secret": application.client_secret,
        "kept": str(kept),
    }
    file = kept / "variables.json"
    file.write_text(json.dumps(variables), encoding="utf-8")
    facts = "{{ [fact, in_list, in_parameters, organization] | to_json }}"
    (kept / "facts.j2").write_text(facts, encoding="utf-8")
    folders = playbooks.folders()
    inject = str("inject" in arguments)
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    environment |= {
        "ANSIBLE_INJECT_INVOCATION": inject,
        "ANSIBLE_LOG_PATH": str(folders.root / "ansible.log"),
        "ANSIBLE_SHOW_CUSTOM_STATS": "true",
    }
    tasks = play(TASKS).replace("  tasks:\n", f"{DEFAULTS.strip(chr(10))}\n  tasks:\n")
    loud = [one for one in arguments if one.startswith("-")]
    return playbooks.run(tasks, *loud, "-e", f"@{file}", environment=environment, folders=folders)


def results(run: Run) -> dict[str, Mapping[str, Any]]:
    return {one.task: one.result for one in run.results}


@pytest.mark.parametrize(("setting", "verbosity", "inject"), CHOSEN, ids=str, indirect=["setting"])
def test_what_ansible_makes_of_misplaced_secrets(
    playbooks: Playbooks, box: Box, tmp_path: Path, setting: Setting, verbosity: str, inject: bool
) -> None:
    secrets = planted(1000 + 50 * TABLE.index(next(row for row in TABLE if row[0] == setting)))
    run = run_with(playbooks, box, tmp_path, secrets, verbosity, *(["inject"] if inject else []))
    run.check()
    assert_no_traceback(run)
    made = (tmp_path / "handle").read_text(encoding="utf-8")
    looked_for = {**unmistakable(secrets), "the handle's key": made.split(".")[4]}
    shown: dict[str, str | bytes] = {"stdout": run.stdout, "stderr": run.stderr, **files_below(run.folders.root)}
    found = leaks(looked_for, shown)
    assert not found, "Leaked: " + "; ".join(map(str, found))
    assert any("/.cache/m365.exchange/" in name for name in shown) == (setting.way == "module")
    told = results(run)
    assert "look swapped" in told["Swapped"]["msg"]
    assert "takes a path" in told["A key in place of its path"]["msg"]
    assert "takes a path" in told["A PFX in place of authorities"]["msg"]
    # Names and ids stay readable, and what is written stays whole.
    organization, application = box.tenants[0].organization, box.tenants[0].applications[0].app_id
    assert f"This is {organization} of {application}." in run.stdout
    assert run.stdout.count(organization) > 1
    facts = json.loads((tmp_path / "facts").read_text(encoding="utf-8"))
    assert facts == [made, secrets["in_list"], secrets["in_parameters"], organization]
    assert made.startswith("exo1.")
    assert "deprecat" not in run.output.lower()


ASYNC = """
    - name: In the background
      m365.exchange.exo_command:
        organization: "{{ organization }}"
        app_id: "{{ application }}"
        client_secret: "{{ client_secret }}"
        cmdlet: Get-AcceptedDomain
      async: 60
      poll: 1
      ignore_errors: true
"""


@pytest.mark.parametrize("setting", [BETA[0], SETTINGS[2]], ids=str, indirect=True)
def test_a_job_file_holds_no_secret(playbooks: Playbooks, box: Box, tmp_path: Path, setting: Setting) -> None:
    application = box.tenants[0].applications[0]
    file = tmp_path / "variables.json"
    secret = {"client secret": application.client_secret}
    names = {"organization": box.tenants[0].organization, "application": application.app_id}
    file.write_text(json.dumps({**names, "client_secret": application.client_secret}), encoding="utf-8")
    bare = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(play(ASYNC), "-vvvv", "-e", f"@{file}", environment=bare).check()
    result = run.result("In the background").result
    refused = result.get("error", {}).get("documentation", "").endswith("#async-shows-secrets")
    assert refused == (setting.core == "beta")
    assert not leaks(secret, {"output": run.output})
    if refused:
        # Before 2.22 what is left is the packed module, as docs/sessions.md says.
        assert not leaks(secret, files_below(run.folders.root))
