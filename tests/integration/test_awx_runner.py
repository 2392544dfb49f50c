# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job as AWX runs it: ansible-runner with a private data folder, a credential's variables and files, and no more.

Once in one piece, and once through the pipe by which execution nodes get their work: transmit, worker, process.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.awx import FOLDER, rendered
from support.box import Box
from support.extent import only_in_test_all
from support.places import ROOT
from support.playbook import SECONDS, SETTINGS, Folders, environment_of
from support.playbooks import Playbooks, play
from support.secrets import files_below, leaks

BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
RUNNER = Path(sys.executable).with_name("ansible-runner")
IDENT = "7"

JOB = """
- name: Work in a session of the organization
  block:
    - name: Connect
      m365.exchange.exo_connect:
      register: exo
    - name: Read
      m365.exchange.exo_command:
        session: "{{ exo }}"
        cmdlet: Get-OrganizationConfig
        properties: [Name]
  always:
    - name: Disconnect
      m365.exchange.exo_disconnect:
        session: "{{ exo | default(omit) }}"
"""


@dataclass(frozen=True)
class Job:
    """A job on its way: the folders of the run, and AWX's private data folder."""

    playbooks: Playbooks
    folders: Folders
    box: Box

    @property
    def private(self) -> Path:
        return self.folders.root / "awx_7_private"

    @property
    def environment(self) -> dict[str, str]:
        """What the execution environment brings: the way to the network, and no way to sign in."""
        network = {name: value for name, value in self.box.environment.items() if not name.startswith("EXO_")}
        return environment_of(self.playbooks.setting, self.folders, network)

    def prepare(self, inputs: Mapping[str, str], seen_as: Path) -> None:
        """Write the folder as AWX does; ``seen_as`` is the folder's name where the job runs."""
        for name in ("project", "inventory", "env"):
            (self.private / name).mkdir(parents=True, mode=0o700)
        (self.private / "project" / "job.yml").write_text(play(JOB), encoding="utf-8")
        variables = " ".join(f"{name}={value}" for name, value in self.playbooks.setting.variables.items())
        (self.private / "inventory" / "hosts").write_text(f"localhost {variables}\n", encoding="utf-8")
        injected = rendered("application", inputs, self.private / "env", seen_as / "env")
        (self.private / "env" / "envvars").write_text(yaml.safe_dump(injected), encoding="utf-8")

    def runner(self, *arguments: str | Path, given: bytes = b"") -> bytes:
        ended = subprocess.run(
            [str(RUNNER), *map(str, arguments)],
            cwd=self.folders.root,
            env=self.environment,
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr
        return ended.stdout


@pytest.fixture
def job(playbooks: Playbooks, box: Box) -> Job:
    folders = playbooks.folders()
    folders.make()
    return Job(playbooks, folders, box)


def inputs_of(box: Box) -> dict[str, str]:
    """The fields of a credential as a person fills them: a PEM, which goes through a file, and nothing optional."""
    application = box.tenants[0].applications[0]
    certificate = Path(application.certificate_path).read_text(encoding="utf-8")
    return {"organization": box.tenants[0].organization, "app_id": application.app_id, "certificate": certificate}


def assert_done(job: Job, artifacts: Path) -> None:
    """The job worked as the credential says, and what AWX keeps of it holds no secret and no session."""
    events = [json.loads(path.read_text(encoding="utf-8")) for path in (artifacts / "job_events").glob("*.json")]
    ended = {
        one["event_data"]["task"]: one["event"]
        for one in events
        if one["event"].startswith("runner_on_") and (one["event"] != "runner_on_start")
    }
    assert ended == {"Connect": "runner_on_ok", "Read": "runner_on_ok", "Disconnect": "runner_on_ok"}
    results = {
        one["event_data"]["task"]: one["event_data"].get("res", {}) for one in events if "res" in one["event_data"]
    }
    assert results["Read"]["tenant_id"] == job.box.tenants[0].tenant_id
    assert "censored" in results["Connect"]
    assert (artifacts / "status").read_text(encoding="utf-8") == "successful"
    assert job.folders.records() == []
    kept: dict[str, Any] = files_below(artifacts)
    assert kept
    # The runner itself keeps the job's variables in its "command" file; a certificate goes through a file instead.
    key = inputs_of(job.box)["certificate"].split("PRIVATE KEY-----\n")[1].splitlines()[1]
    tokens = {"key": key, "secret": job.box.tenants[0].applications[0].client_secret}
    assert not leaks(tokens, kept)
    assert not [name for name in kept if name.endswith(".rec")]


@BOTH_WAYS
def test_a_job_with_a_credential(job: Job) -> None:
    job.prepare(inputs_of(job.box), job.private)
    job.runner("run", job.private, "--playbook", "job.yml", "--ident", IDENT, "--quiet")
    assert_done(job, job.private / "artifacts" / IDENT)


ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)

SOURCE = """plugin: m365.exchange.customers
source: partner
keyed_groups: [{key: customer_environment, prefix: cloud}]
"""


@ONE_WAY
def test_an_inventory_source_with_a_credential(job: Job) -> None:
    """AWX hands an update's command line over in a file, and reads what ansible-inventory writes."""
    given = inputs_of(job.box)
    job.prepare(given, job.private)
    source = job.private / "project" / "customers.exchange.yml"
    source.write_text(SOURCE, encoding="utf-8")
    written = job.private / "artifacts" / "output.json"
    (job.private / "args").write_text(
        f"ansible-inventory --list --export -i {source} --output {written} -vvv", encoding="utf-8"
    )
    # The program insists on a playbook, and runs the command line.
    job.runner("run", job.private, "--playbook", "job.yml", "--ident", IDENT, "--quiet")
    inventory = json.loads(written.read_text(encoding="utf-8"))
    hosts = inventory["_meta"]["hostvars"]
    assert inventory["exchange_customers"]["hosts"] == inventory["cloud_O365Default"]["hosts"] == list(hosts)
    (customer,) = hosts.values()
    # Plain texts: what a job gets of them is what the plugin said.
    assert customer["customer_organization"] == customer["customer_tenant_id"]
    assert customer["customer_display_name"] == "Woodgrove"
    key = given["certificate"].split("PRIVATE KEY-----\n")[1].splitlines()[1]
    assert not leaks({"key": key}, files_below(job.private / "artifacts"))


@BOTH_WAYS
def test_a_job_on_an_execution_node(job: Job) -> None:
    """What is transmitted is unpacked in another folder, as in a container's; its artifacts are streamed back."""
    node = job.folders.root / "runner"
    job.prepare(inputs_of(job.box), node)
    work = job.runner("transmit", job.private, "--playbook", "job.yml", "--ident", IDENT)
    node.mkdir(mode=0o700)
    done = job.runner("worker", "--private-data-dir", node, given=work)
    back = job.folders.root / "back"
    back.mkdir(mode=0o700)
    job.runner("process", back, "--ident", IDENT, given=done)
    assert_done(job, back / "artifacts" / IDENT)


# What differs from run to run: ids, paths, speeds and times, and what the page cuts short.
DIFFERS = re.compile(r"\S*/(?=project/)|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:]+Z|\d+ a minute")


def alike(line: str) -> str:
    return " ".join(DIFFERS.sub("(differs)", line).replace("*", "").split())


@ONE_WAY
@only_in_test_all  # the playbooks of a job have tests of their own; this is about a page
def test_a_job_shows_what_the_guide_shows(job: Job) -> None:
    given = {name: value for name, value in inputs_of(job.box).items() if name != "organization"}
    job.prepare(given, job.private)
    shutil.copytree(FOLDER / "project", job.private / "project", dirs_exist_ok=True)
    hosts: dict[str, dict[str, str]] = {job.box.tenants[0].organization: {}, "adatum.onmicrosoft.com": {}}
    group = {"hosts": hosts, "vars": dict(job.playbooks.setting.variables)}
    (job.private / "inventory" / "hosts").write_text(yaml.safe_dump({"exchange_customers": group}), encoding="utf-8")
    answers = {"awx_job_id": 7, "customers_cmdlets": "Get-AcceptedDomain,Get-RemoteDomain"}
    (job.private / "env" / "extravars").write_text(yaml.safe_dump(answers), encoding="utf-8")
    with pytest.raises(AssertionError):  # one of them is not served
        job.runner("run", job.private, "--playbook", "customers.yml", "--ident", IDENT)
    shown = (job.private / "artifacts" / IDENT / "stdout").read_text(encoding="utf-8")
    lines = [alike(line) for line in re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()]
    page = (ROOT / "docs" / "awx.md").read_text(encoding="utf-8").partition("## What a job shows")[2]
    block = page.partition("```text\n")[2].partition("```")[0].splitlines()
    missing = [line for line in block if not any(one.startswith(alike(line).removesuffix(" ...")) for one in lines)]
    assert (len(block) > 10, missing) == (True, []), "\n".join(lines)
