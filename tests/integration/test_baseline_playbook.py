# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook baseline: one row a customer and a report of all, nothing written but where it is asked to mend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks

PLAYBOOK = "m365.exchange.baseline"
SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
WRITES = ("Set-", "New-", "Remove-")


def writes(box: Box) -> list[str]:
    return [one["cmdlet"] for one in box.control.journal(kind="invoke") if one["cmdlet"].startswith(WRITES)]


def findings(report: Path) -> dict[str, dict[str, str]]:
    """The verdicts by tenant and rule."""
    told: dict[str, Any] = json.loads(report.read_bytes())
    return {tenant["name"]: {one["check"]: one["verdict"] for one in tenant["findings"]} for tenant in told["tenants"]}


@SETTING
def test_each_customer_is_judged_and_one_that_fails_disturbs_nobody(playbooks: Playbooks, box: Box) -> None:
    contoso, fabrikam = box.tenants[0], box.tenants[1]
    folders = playbooks.folders()
    folders.make()
    us = {"customer_environment": "O365USGovGCCHigh", "customer_app_id": fabrikam.applications[0].app_id}
    hosts = {
        contoso.organization: {"customer_certificate_path": contoso.applications[0].certificate_path},
        fabrikam.organization: {**us, "customer_client_secret": fabrikam.applications[0].client_secret},
        "adatum.example": {"customer_client_secret": "no-such-canary-secret"},
    }
    inventory = folders.root.with_name("customers.json")
    inventory.write_text(json.dumps({"exchange_customers": {"hosts": hosts}}), encoding="utf-8")
    environment = {
        name: value for name, value in box.environment.items() if name not in ("EXO_CLIENT_SECRET", "EXO_ORGANIZATION")
    }
    report = folders.root.with_name("night.html")
    variables = {"baseline_report": str(report), "baseline_formats": ["html", "json", "junit"]}
    run = playbooks.run(PLAYBOOK, "-i", str(inventory), environment=environment, variables=variables, folders=folders)
    # The one that could not be read.
    assert run.returncode == 2, run.output
    found = findings(report.with_suffix(".json"))
    assert {name: len(verdicts) for name, verdicts in found.items()} == {
        contoso.organization: 42, fabrikam.organization: 42, "adatum.example": 0,
    }  # fmt: skip
    table = run.result("Show the table").result["msg"]
    assert [line.split()[0] for line in table if line and not line.startswith(" ")][:1] == ["customer"]
    assert any(line.startswith("adatum.example") and "not read" in line for line in table)
    assert (report.exists(), report.with_suffix(".xml").exists()) == (True, True)
    assert (writes(box), "no-such-canary-secret" in run.output) == ([], False)
    assert_no_traceback(run)
    assert_nothing_left(run)


@SETTING
def test_it_mends_where_that_is_asked_for(playbooks: Playbooks, box: Box) -> None:
    """Check mode first, which says what would be mended; then for real. Exceptions and report are files of the folder
    that the run is started in."""
    folders = playbooks.folders()
    folders.make()
    exceptions = folders.root.with_name("exceptions.yml")
    until = "2099-01-31"
    exceptions.write_text(f"- {{rule: OUTSIDE, reason: The board reads it., until: {until}}}\n", encoding="utf-8")
    variables = {"baseline_name": "example", "baseline_mend": True, "baseline_exceptions": str(exceptions)}
    checked = playbooks.run(PLAYBOOK, "--check", environment=box.environment, variables=variables, folders=folders)
    assert checked.check().result("Mend").result["results"][0]["changed"]
    assert writes(box) == []
    report = folders.root.with_name("mended.json")
    variables |= {"baseline_report": str(report), "baseline_fail_on": ["fail"]}
    run = playbooks.run(PLAYBOOK, environment=box.environment, variables=variables, folders=folders).check()
    assert writes(box) == ["Set-RemoteDomain"]
    (found,) = findings(report).values()
    assert found == {
        "FORWARDING": "pass", "OUTSIDE": "excepted", "AUDIT": "pass", "KEYS": "pass", "TRAINING": "unknown",
    }  # fmt: skip
    assert_no_traceback(run)
    assert_nothing_left(run)
    again = {**variables, "baseline_mend": False, "baseline_fail_on": ["unknown"]}
    strict = playbooks.run(PLAYBOOK, environment=box.environment, variables=again, folders=folders)
    assert (strict.returncode, writes(box)) == (2, ["Set-RemoteDomain"])
