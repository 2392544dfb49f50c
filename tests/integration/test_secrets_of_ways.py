# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to sign in, in success and in failure, at -vvvv: no secret in any output, event, file or process."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from support.box import Application, Box
from support.certificates import PASSWORD as PFX_PASSWORD
from support.certificates import write_locked_copy
from support.checks import assert_no_traceback, assert_nothing_left
from support.extent import ALL, choose
from support.people import tokens_of
from support.places import bin_of
from support.playbook import SECONDS, Folders, Run, Setting, start_playbook
from support.playbooks import Playbooks, play
from support.processes import Watch
from support.programs import program
from support.secrets import files_below, leaks

# Secrets are kept wherever and however a task runs.
pytestmark = pytest.mark.both_ways

SETTINGS = [Setting("newest", "action"), Setting("newest", "module"), Setting("oldest", "action")]
ORGANIZATION = "contoso.onmicrosoft.com"
OPERATOR, OPERATOR_PASSWORD = "operator@contoso.com", "operator-canary-Pa55word"
READER, READER_PASSWORD = "reader@contoso.com", "reader-canary-Pa55word"
WRONG = "wrong-7Hq4~vZ9-eJ1u"
ISSUER, SUBJECT = "https://token.example.com", "repo:contoso/exchange:ref:refs/heads/main"
# As modules make test has one way of each kind of credential; make test-all has all of them, and
# the action way always.
FEW = ("client_secret", "certificate_path", "federated_token", "password", "refresh_token", "access_token")
FEW_BAD = ("client_secret", "certificate_path", "refresh_token")
TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}")
HANDLE = re.compile(rb"exo1\.[a-z]\.\d+\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}")

AZ = """#!/bin/sh
case "$*" in
  *--tenant*woodgrove*) echo "ERROR: Please run 'az login' to setup account." >&2; exit 1;;
  *) cat "{kept}/az.json";;
esac
"""


@dataclass
class Flows:
    """The ways to sign in, with options that name variables; ``secrets`` are the variables, which nobody may show.

    ``good`` are ways that work, ``bad`` are ways that do not; ``kept`` is a folder that nobody looks through.
    """

    kept: Path
    secrets: dict[str, str] = field(default_factory=dict)
    good: dict[str, dict[str, Any]] = field(default_factory=dict)
    bad: dict[str, dict[str, Any]] = field(default_factory=dict)

    def secret(self, name: str, value: str) -> str:
        """Keep a secret; the template that gives it to a task."""
        self.secrets[name] = value
        return f"{{{{ {name} }}}}"

    def file(self, name: str, content: str) -> str:
        """A file of the user's own, such as a token that somebody else keeps fresh."""
        path = self.kept / name
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
        return str(path)

    def arguments(self) -> list[str]:
        """The arguments that give the variables, without showing them in a command line."""
        return ["-e", f"@{self.file('variables.json', json.dumps(self.secrets))}"]


def application(box: Box, name: str) -> Application:
    return next(one for one in box.tenants[0].applications if one.more["name"] == name)


def add_applications(flows: Flows, box: Box) -> None:
    """Secret and certificate, and what somebody else vouches for."""
    main, partner = application(box, "Ansible automation"), application(box, "Partner application")
    app = {"organization": ORGANIZATION, "app_id": main.app_id}
    pem = Path(main.certificate_path)
    locked = str(write_locked_copy(pem, flows.kept / "locked.pfx"))
    wrong = flows.secret("wrong", WRONG)
    flows.good["client_secret"] = {**app, "client_secret": flows.secret("client_secret", main.client_secret)}
    flows.bad["client_secret"] = {**app, "client_secret": wrong}
    flows.good["certificate"] = {**app, "certificate": flows.secret("certificate", pem.read_text(encoding="ascii"))}
    flows.good["certificate_path"] = {
        **app, "certificate_path": locked, "certificate_password": flows.secret("pfx_password", PFX_PASSWORD),
    }  # fmt: skip
    flows.bad["certificate_path"] = {**app, "certificate_path": locked, "certificate_password": wrong}
    app = {"organization": ORGANIZATION, "app_id": partner.app_id}
    token, other = (box.control.federated_token(ISSUER, one) for one in (SUBJECT, "repo:contoso/other"))
    flows.good["federated_token"] = {**app, "federated_token": flows.secret("federated_token", token)}
    flows.good["federated_token_file"] = {**app, "federated_token_file": flows.file("federated", token)}
    flows.bad["federated_token"] = {**app, "federated_token": flows.secret("other_federated_token", other)}


def add_users(flows: Flows, box: Box) -> None:
    """A password, and tokens that were fetched before."""
    access, refresh = tokens_of(box, OPERATOR, OPERATOR_PASSWORD)
    revoked = tokens_of(box, READER, READER_PASSWORD)[1]
    box.control.revoke(READER)
    user = {"user_principal_name": OPERATOR}
    flows.good["password"] = {**user, "password": flows.secret("password", OPERATOR_PASSWORD)}
    flows.bad["password"] = {**user, "password": "{{ wrong }}"}
    flows.good["refresh_token"] = {"refresh_token": flows.secret("refresh", refresh), "return_refresh_token": True}
    flows.bad["refresh_token"] = {"refresh_token": flows.secret("revoked", revoked), "return_refresh_token": True}
    flows.good["access_token"] = {"access_token": flows.secret("access", access)}
    flows.bad["access_token"] = {"access_token": "{{ access }}", "organization": "woodgrove.onmicrosoft.com"}
    expires = int(time.time()) + 4000
    flows.file("az.json", json.dumps({"accessToken": access, "expires_on": expires, "tokenType": "Bearer"}))
    flows.good["azure_cli"] = {"azure_cli": True}
    flows.bad["azure_cli"] = {"azure_cli": True, "organization": "woodgrove.onmicrosoft.com"}
    flows.good["managed_identity"] = {"organization": ORGANIZATION, "managed_identity": True}
    flows.bad["managed_identity"] = {"organization": "woodgrove.onmicrosoft.com", "managed_identity": True}


def add_device_code(flows: Flows, box: Box) -> None:
    """Somebody enters the code at once: the right person, and another one."""
    flows.good["device_code"] = {"device_code": True, "return_refresh_token": True}
    flows.bad["device_code"] = {"device_code": True, "user_principal_name": READER}


def tasks_of(flows: Flows, way: str) -> str:
    """Connect each way; put aside what was made; work in these sessions; disconnect; fail each way.

    As a module, work in each third session in make test, in each in make test-all: see FEW.
    """
    working = [*flows.good][:: 1 if way == "action" else choose(3, 1)]
    text = "".join(
        f"""
- name: "Connect by {name}"
  m365.exchange.exo_connect: {json.dumps(options)}
  register: by_{name}
"""
        for name, options in flows.good.items()
    )
    results = ", ".join(f"by_{name}" for name in flows.good)
    text += f"""
- name: Keep what was made
  ansible.builtin.copy:
    content: "{{{{ [{results}] | to_json }}}}"
    dest: "{flows.kept}/made.json"
    mode: "0600"
  no_log: true
"""
    text += "".join(
        f"""
- name: "Read by {name}"
  m365.exchange.exo_command: {{session: "{{{{ by_{name} }}}}", cmdlet: Get-OrganizationConfig, properties: [Name]}}
"""
        for name in working
    )
    text += "".join(_alone(name, flows.good[name]) for name in working)
    text += f"""
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{{{ [{results}] }}}}"
"""
    return text + "".join(
        f"""
- name: "Fail by {name}"
  m365.exchange.exo_connect: {json.dumps({**options, "retries": 0})}
  ignore_errors: true
"""
        for name, options in flows.bad.items()
    )


def _alone(name: str, options: Mapping[str, Any]) -> str:
    """A task that signs in by itself; not where the session's sign-in has used up what it takes."""
    if "return_refresh_token" in options:
        return ""
    command = json.dumps({**options, "cmdlet": "Get-AcceptedDomain", "properties": ["Name"]})
    return f"""
- name: "Sign in for one task by {name}"
  m365.exchange.exo_command: {command}
"""


def made(flows: Flows) -> dict[str, str]:
    """The secrets that the run made: the key of each session, and the refresh tokens that were asked for."""
    found = {}
    for name, result in zip(flows.good, json.loads((flows.kept / "made.json").read_text("utf-8")), strict=True):
        found[f"the key of {name}"] = Handle.parse(result["session"]).text().split(".")[4]
        if result.get("refresh_token"):
            found[f"the new refresh token of {name}"] = result["refresh_token"]
    return found


def unmistakable(secrets: Mapping[str, str]) -> dict[str, str]:
    """Of a token its signature, of a key two lines out of its middle: the rest is alike in many, or no secret."""
    found: dict[str, str] = {}
    for name, secret in secrets.items():
        if "PRIVATE KEY-----" in secret:
            lines = secret[secret.index("PRIVATE KEY-----") :].splitlines()
            found |= {f"{name}, line 12": lines[12], f"{name}, line 20": lines[20]}
        else:
            found[name] = secret.rpartition(".")[2][:64]
    return found


@pytest.fixture
def flows(tmp_path: Path, box: Box, setting: Setting) -> Iterator[Flows]:
    tmp_path.chmod(0o700)
    flows = Flows(tmp_path)
    add_applications(flows, box)
    add_users(flows, box)
    if setting.way == "action":  # a module cannot show a code
        add_device_code(flows, box)
    elif not ALL:
        flows.good = {name: flows.good[name] for name in FEW}
        flows.bad = {name: flows.bad[name] for name in FEW_BAD}
    box.control.settings(refresh_rotation="revoke", device_code_interval=1, device_code_user=OPERATOR)
    yield flows
    box.control.settings(refresh_rotation="keep", device_code_interval=5, device_code_user="nobody")


def run_watched(playbooks: Playbooks, box: Box, flows: Flows, folders: Folders) -> tuple[Run, dict[str, bytes]]:
    """The play at -vvvv, and what its processes showed to others."""
    folders.make()
    programs = program(folders.root / "bin" / "az", AZ.format(kept=flows.kept)).parent
    path = folders.root / "play.yml"
    path.write_text(play(tasks_of(flows, playbooks.setting.way)), encoding="utf-8")
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    environment |= box.identity["virtual_machine"]
    environment["PATH"] = f"{programs}:{bin_of(playbooks.setting.core)}:{os.environ['PATH']}"
    process = start_playbook(
        path,
        playbooks.setting,
        folders,
        environment=environment,
        variables={},
        arguments=["-vvvv", *flows.arguments()],
        copied_modules=True,
    )
    with Watch(process) as watch:
        stdout, stderr = process.communicate(timeout=SECONDS)
    return Run(playbooks.setting, process.returncode, stdout, stderr, folders), watch.sources


@pytest.mark.parametrize("setting", SETTINGS, ids=str, indirect=True)
def test_no_way_to_sign_in_shows_a_secret(playbooks: Playbooks, box: Box, flows: Flows) -> None:
    folders = playbooks.folders()
    run, processes = run_watched(playbooks, box, flows, folders)
    run.check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    sources: dict[str, bytes] = {
        "stdout": run.stdout.encode(), "stderr": run.stderr.encode(), **processes, **files_below(folders.root),
    }  # fmt: skip
    secrets = unmistakable({**flows.secrets, **made(flows)})
    found = leaks(secrets, sources)
    assert not found, "Leaked: " + "; ".join(map(str, found))
    looks_so = {
        name: where for name, text in sources.items() for where in (TOKEN.search(text), HANDLE.search(text)) if where
    }
    assert not looks_so
    assert any("the new refresh token" in name for name in secrets)
    for name in flows.good:
        assert "censored" in run.result(f"Connect by {name}").result
    reads = [one for one in run.results if one.task.startswith("Read by ")]
    assert len(reads) >= len(flows.good) // 3
    assert {one.result["count"] for one in reads} == {1}
    for name in flows.bad:
        failed = run.result(f"Fail by {name}")
        assert (failed.event, failed.result["outcome"]) == ("ignored", "did_not_run")
        assert failed.result["error"]["documentation"] in run.stdout
