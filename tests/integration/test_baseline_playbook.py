# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook baseline: one row a customer and a report of all, nothing written but where it is asked to mend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.places import ROOT
from support.playbook import SETTINGS, Folders
from support.playbooks import Playbooks

PLAYBOOK = "m365.exchange.baseline"
SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
WRITES = ("Set-", "New-", "Remove-")
END = "End in a failure for those that could not be read, could not be mended, or have verdicts that are not wanted"
# A rule whose mend cannot be made.
WRONG = {
    "id": "WRONG",
    "title": "It is called otherwise",
    "reads": {"cmdlet": "Get-OrganizationConfig"},
    "every": [{"property": "Name", "is": "nobody"}],
    "mend": {"kind": "OrganizationConfig", "properties": {"NoSuchProperty": True}},
}


def writes(box: Box) -> list[str]:
    return [one["cmdlet"] for one in box.control.journal(kind="invoke") if one["cmdlet"].startswith(WRITES)]


def findings(report: Path) -> dict[str, dict[str, str]]:
    """The verdicts by tenant and rule."""
    told: dict[str, Any] = json.loads(report.read_bytes())
    return {tenant["name"]: {one["check"]: one["verdict"] for one in tenant["findings"]} for tenant in told["tenants"]}


def write_inputs(folder: Path) -> dict[str, Any]:
    """A baseline and exceptions in the folder, and the variables that name them, and a report, from there."""
    ours = yaml.safe_load((ROOT / "playbooks" / "baselines" / "example.yml").read_text(encoding="utf-8"))
    ours["rules"].append(WRONG)
    (folder / "ours.yml").write_text(yaml.safe_dump(ours), encoding="utf-8")
    exception = "- {rule: OUTSIDE, reason: 'The board reads it, {{ 7*7 }}.', until: 2099-01-31}\n"
    (folder / "exceptions.yml").write_text(exception, encoding="utf-8")
    return {
        "baseline_name": "ours.yml",
        "baseline_exceptions": "exceptions.yml",
        "baseline_report": "night.html",
        "baseline_formats": ["html", "json", "junit"],
        "baseline_fail_on": "fail",
    }


def write_inventory(folders: Folders, box: Box) -> Path:
    """Three customers: one is to be mended, one only judged, and one cannot be read."""
    contoso, fabrikam = box.tenants[0], box.tenants[1]
    us = {"customer_environment": "O365USGovGCCHigh", "customer_app_id": fabrikam.applications[0].app_id}
    certificate = {"customer_certificate_path": contoso.applications[0].certificate_path}
    hosts = {
        contoso.organization: {**certificate, "baseline_mend": True},
        fabrikam.organization: {**us, "customer_client_secret": fabrikam.applications[0].client_secret},
        "adatum.example": {"customer_client_secret": "no-such-canary-secret"},
    }
    inventory = folders.root / "customers.json"
    inventory.write_text(json.dumps({"exchange_customers": {"hosts": hosts}}), encoding="utf-8")
    return inventory


@SETTING
def test_each_customer_is_judged_and_one_that_fails_disturbs_nobody(playbooks: Playbooks, box: Box) -> None:
    """Check mode first, which says what would be mended; then for real. All paths are relative to the folder that the
    run is started in, which is neither the playbook's nor told by PWD."""
    folders = playbooks.folders()
    folders.make()
    variables = write_inputs(folders.root)
    inventory = str(write_inventory(folders, box))
    environment = {
        name: value for name, value in box.environment.items() if name not in ("EXO_CLIENT_SECRET", "EXO_ORGANIZATION")
    }
    contoso, fabrikam = box.tenants[0].organization, box.tenants[1].organization
    options: dict[str, Any] = {"environment": environment, "variables": variables, "folders": folders}
    checked = playbooks.run(PLAYBOOK, "--check", "-i", inventory, **options)
    assert [one.result.get("changed") for one in checked.items("Mend") if one.event == "item_ok"] == [True]
    assert (writes(box), (folders.root / "night.html").exists()) == ([], False)

    (folders.root / "results.jsonl").unlink()
    run = playbooks.run(PLAYBOOK, "-i", inventory, **options)
    assert run.returncode == 2, run.output
    report = folders.root / "night.json"
    found = findings(report)
    judged = {"OUTSIDE": "excepted", "AUDIT": "pass", "KEYS": "pass", "TRAINING": "unknown", "WRONG": "fail"}
    # What was mended is told as it is, though another mend failed.
    assert found[contoso] == {"FORWARDING": "pass", **judged}
    assert (set(found[fabrikam]), found["adatum.example"]) == (set(found[contoso]), {})
    assert writes(box) == ["Set-RemoteDomain"]
    assert "{{ 7*7 }}" in report.read_text(encoding="utf-8")
    assert (report.with_suffix(".html").exists(), report.with_suffix(".xml").exists()) == (True, True)
    table = run.result("Show the table").result["msg"]
    assert [line.split()[0] for line in table if line and not line.startswith(" ")][:1] == ["customer"]
    assert any(line.startswith("adatum.example") and "not read" in line for line in table)
    reasons = {host: str(run.result(END, host).result["msg"]) for host in (contoso, fabrikam, "adatum.example")}
    assert "NoSuchProperty" in reasons[contoso]
    assert reasons[fabrikam].endswith("of 6 rules: fail")
    assert "no-such-canary-secret" not in run.output
    assert_no_traceback(run)
    assert_nothing_left(run)
