# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook report: one page a report over all customers, who is missing and why, nothing written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.places import ROOT
from support.playbook import SETTINGS
from support.playbooks import Playbooks

PLAYBOOK = "m365.exchange.report"
SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
WRITES = ("Set-", "New-", "Remove-")


def write_inventory(folder: Path, box: Box) -> Path:
    """Three customers, of whom one cannot be read."""
    contoso, fabrikam = box.tenants[0], box.tenants[1]
    us = {"customer_environment": "O365USGovGCCHigh", "customer_app_id": fabrikam.applications[0].app_id}
    hosts = {
        contoso.organization: {"customer_certificate_path": contoso.applications[0].certificate_path},
        fabrikam.organization: {**us, "customer_client_secret": fabrikam.applications[0].client_secret},
        "adatum.example": {"customer_client_secret": "no-such-canary-secret"},
    }
    inventory = folder / "customers.json"
    inventory.write_text(json.dumps({"exchange_customers": {"hosts": hosts}}), encoding="utf-8")
    return inventory


@SETTING
def test_each_customer_is_told_of_and_one_that_fails_disturbs_nobody(playbooks: Playbooks, own_box: Box) -> None:
    box = own_box  # what it tells of, others may have changed in the shared one
    folders = playbooks.folders()
    folders.make()
    environment = {
        name: value for name, value in box.environment.items() if name not in ("EXO_CLIENT_SECRET", "EXO_ORGANIZATION")
    }
    options: dict[str, Any] = {"environment": environment, "folders": folders}
    inventory = ("-i", str(write_inventory(folders.root, box)))
    for variables, words in (
        ({"report_names": "forwardin"}, "Did you mean forwarding?"),
        ({"report_person": "@contoso.com"}, "it is only half of an address"),
        ({"report_folder": "no/such/folder"}, "no/such/folder"),
        ({"report_mode": "everybody"}, "no mode of a file"),
    ):
        run = playbooks.run(PLAYBOOK, *inventory, variables=variables, **options)
        assert run.returncode == 2, run.output
        assert words in run.output
        (folders.root / "results.jsonl").unlink()
    assert box.control.journal() == []

    variables = {"report_names": "forwarding", "report_url": "https://reports.example.com/exchange/"}
    variables["report_mode"] = "0644"  # for the web server
    run = playbooks.run(PLAYBOOK, *inventory, variables=variables, **options)
    assert run.returncode == 2, run.output
    assert {(folders.root / f"forwarding.{kind}").stat().st_mode & 0o777 for kind in ("html", "json", "csv")} == {0o644}
    told = json.loads((folders.root / "forwarding.json").read_bytes())
    verdicts = {
        tenant["name"]: {(one["check"], one.get("object"), one["verdict"]) for one in tenant["findings"]}
        for tenant in told["tenants"]
    }
    contoso, fabrikam = box.tenants[0].organization, box.tenants[1].organization
    assert ("forwarding.remote-domains", "Default", "look") in verdicts[contoso]
    assert (set(verdicts), verdicts["adatum.example"]) == ({contoso, fabrikam, "adatum.example"}, set())
    rows = list(csv.DictReader((folders.root / "forwarding.csv").read_text(encoding="utf-8").splitlines()))
    missing = [row for row in rows if row["tenant"] == "adatum.example"]
    assert [(row["verdict"], row["text"].partition(":")[0]) for row in missing] == [
        ("unknown", "The tenant could not be read")
    ]
    assert b"adatum.example" in (folders.root / "forwarding.html").read_bytes()
    assert not [one for one in box.control.journal(kind="invoke") if one["cmdlet"].startswith(WRITES)]
    stats = run.result("Leave the files to whoever runs the playbook").result["ansible_stats"]["data"]
    assert stats["exchange_report_links"] == ["https://reports.example.com/exchange/forwarding.html"]
    assert Path(stats["exchange_reports"]["forwarding"]["html"]) == folders.root / "forwarding.html"
    assert stats["exchange_report_counts"]["forwarding"]["look"] > 0
    page = (ROOT / "docs" / "awx.md").read_text(encoding="utf-8")
    of_page = json.loads(page.partition("```json\n")[2].partition("```")[0])
    assert {name: type(value) for name, value in of_page.items()} == {name: type(stats[name]) for name in of_page}
    assert len(json.dumps(stats)) < 1000  # a row of AWX's database, and shown as text
    table = run.result("Show the table").result["msg"]
    assert any(line.startswith("adatum.example could not be read: ") for line in table), table
    assert "no-such-canary-secret" not in run.output
    assert_no_traceback(run)
    assert_nothing_left(run)
