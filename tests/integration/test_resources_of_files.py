# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_resources in both ways to run, for real and with all that Ansible says of it: files of the controller become
objects, and objects become files; what is in a vault reaches the service and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks, play

SECRETS = {"value in a vault": "[cAnary-9fT2~wQ7:mZ4k] ", "the one after it": "[cAnary-Lk8vR3#pX0=tB6] "}
TASKS = """
    - name: Connect
      m365.exchange.exo_connect:
      register: exo

    - name: Plan
      m365.exchange.exo_resources: &first
        src: "{{ wanted }}/first.yml"
        <<: &ours
          session: "{{ exo }}"
          journal_path: "{{ wanted }}/journal.jsonl"
      check_mode: true
      register: plan

    - name: Write
      m365.exchange.exo_resources:
        <<: *first
        plan_checksum: "{{ plan.plan_checksum }}"
        show_progress: true
      register: written

    - name: Write again
      m365.exchange.exo_resources: *first

    - name: Compare with another value
      m365.exchange.exo_resources:
        <<: *ours
        src: "{{ wanted }}/second.yml"
      check_mode: true
      register: drift

    - name: Report
      m365.exchange.exo_report:
        dest: drift.html
        formats: [html, json, junit, csv]
        about: drift
        tenants: [{name: contoso, plan: "{{ drift.plan }}"}]

    - name: Gather
      m365.exchange.exo_resources:
        dest: snapshot
        <<: &gather
          session: "{{ exo }}"
          state: gathered
          kinds: [RemoteDomain, TransportConfig]

    - name: Gather in the background
      m365.exchange.exo_resources:
        <<: *gather
        dest: never
      async: 60
      poll: 1
      ignore_errors: true

    - name: Gather in the background, and give back
      m365.exchange.exo_resources: *gather
      async: 60
      poll: 1

    - name: Remove
      m365.exchange.exo_resources:
        <<: *first
        state: deleted
        max_removals: 2

    - name: Disconnect
      m365.exchange.exo_disconnect:
        session: "{{ exo }}"
"""
# A module of the oldest ansible-core in make test, the action plugin of the newest besides in make test-all.
WAYS = pytest.mark.parametrize("setting", [SETTINGS[-1], SETTINGS[0]], ids=str, indirect=True)
BY_FILES = ("Plan", "Write", "Write again", "Compare with another value", "Gather", "Remove")


def write_wanted(folder: Path) -> Path:
    """Two files that differ in a value of a vault, and the vault's password in a third; the path of that."""
    folder.mkdir()
    secret = VaultSecret(b"vault password")
    for name, value in zip(("first", "second"), SECRETS.values(), strict=True):
        sealed = VaultLib([("default", secret)]).encrypt(value, secret).decode()
        rule = {"kind": "TransportRule", "identity": "{{ 7 }} filed", "properties": {"PrependSubject": "VAULT"}}
        domain = {"kind": "RemoteDomain", "identity": "Filed", "properties": {"DomainName": "filed.example"}}
        text = yaml.safe_dump([rule, domain], sort_keys=False)
        lines = "".join(f"\n      {line}" for line in sealed.splitlines())
        (folder / f"{name}.yml").write_text(text.replace("VAULT", f"!vault |{lines}"), encoding="utf-8")
    password = folder / "password"
    password.write_text("vault password", encoding="utf-8")
    return password


@WAYS
def test_files_become_objects_and_a_vault_stays_shut(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    wanted = tmp_path / "wanted"
    password = write_wanted(wanted)
    arguments = ("-vvvv", "--diff", "--vault-password-file", str(password))
    run = playbooks.run(play(TASKS), *arguments, environment=box.environment, variables={"wanted": str(wanted)})
    assert run.returncode == 0, run.output[-6000:]
    assert_no_traceback(run)
    assert_nothing_left(run)
    modules = run.modules().count("exo_resources")
    assert modules >= len(BY_FILES) if run.setting.way == "module" else modules == 0
    sent = [one["cmdlet"] for one in box.control.journal(kind="invoke") if not one["cmdlet"].startswith("Get-")]
    assert sorted(sent[:2]) == ["New-RemoteDomain", "New-TransportRule"]
    assert sorted(sent[2:]) == ["Remove-RemoteDomain", "Remove-TransportRule"]
    assert [run.result(name).result["changed"] for name in BY_FILES] == [True, True, False, True, True, True]
    journal = [json.loads(line) for line in (wanted / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["cmdlet"] for one in journal if one["event"] == "ended"][:2] == sent[:2]
    assert "~ TransportRule {{ 7 }} filed: PrependSubject" in run.stdout
    for name in ("RemoteDomain.yml", "TransportConfig.yml", "snapshot.yml"):
        assert (run.folders.root / "snapshot" / name).stat().st_mode & 0o777 == 0o600
    refused = run.result("Gather in the background").result
    assert refused["msg"].startswith("The option dest does not work in a background task"), refused
    assert not (run.folders.root / "never").exists()
    given = run.result("Gather in the background, and give back").result
    assert {one["kind"] for one in given["resources"]} == {"RemoteDomain", "TransportConfig"}
    assert sorted(path.name for path in run.folders.root.glob("drift.*")) == [
        "drift.csv", "drift.html", "drift.json", "drift.xml",
    ]  # fmt: skip
    told = json.loads((run.folders.root / "drift.json").read_bytes())["tenants"][0]["findings"]
    assert [one["verdict"] for one in told if one["check"] == "TransportRule"] == ["different"]
    assert_no_secrets(run, SECRETS, {"journal": (wanted / "journal.jsonl").read_text(encoding="utf-8")})
