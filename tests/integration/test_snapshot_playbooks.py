# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks snapshot, apply and drift, for three customers of which one cannot sign in: in check mode and for real.

Relative paths mean the folder where ansible-playbook was started, which is not that of the playbooks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks

SETTING = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
CONTOSO, FABRIKAM, ADATUM = "contoso.onmicrosoft.com", "fabrikam.onmicrosoft.us", "adatum.partner.onmschina.cn"
KINDS = ["RemoteDomain", "TransportConfig"]
FORMATS, ENDINGS = ["html", "json", "junit", "csv"], ["html", "json", "xml", "csv"]
CANARY = "no-such-canary-secret"


class Customers:
    """Three customers of the box, and the playbooks for them."""

    def __init__(self, playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
        self._playbooks = playbooks
        self._box = box
        self._folders = playbooks.folders()
        self._folders.make()
        self.folder = self._folders.root
        contoso, fabrikam, adatum = (tenant.applications[0] for tenant in box.tenants[:3])
        hosts: dict[str, dict[str, Any]] = {
            CONTOSO: {"customer_client_secret": contoso.client_secret, "customer_app_id": contoso.app_id},
            FABRIKAM: {"customer_client_secret": CANARY, "customer_app_id": fabrikam.app_id,
                       "customer_environment": "O365USGovGCCHigh"},
            ADATUM: {"customer_certificate_path": adatum.certificate_path, "customer_app_id": adatum.app_id,
                     "customer_environment": "O365China"},
        }  # fmt: skip
        self._inventory = tmp_path / "customers.json"
        self._inventory.write_text(json.dumps({"exchange_customers": {"hosts": hosts}}), encoding="utf-8")

    def run(self, name: str, *arguments: str, alone: bool = False, **variables: Any) -> Run:
        """Run m365.exchange.NAME, started in the folder; ``alone``: for the organization of the environment."""
        (self.folder / "results.jsonl").unlink(missing_ok=True)
        names = () if alone else ("EXO_CLIENT_SECRET", "EXO_ORGANIZATION", "EXO_APP_ID", "EXO_CERTIFICATE_PATH")
        environment = {one: value for one, value in self._box.environment.items() if one not in names}
        run = self._playbooks.run(
            f"m365.exchange.{name}",
            *(() if alone else ("-i", str(self._inventory))),
            *arguments,
            # Whatever PWD says: a service that starts a run may not have it.
            environment={**environment, "PWD": "/"},
            variables=variables,
            folders=self._folders,
        )
        assert_no_traceback(run)
        assert_nothing_left(run)
        assert CANARY not in run.output
        return run

    def writes(self) -> list[str]:
        """The cmdlets other than reads that the box saw since it was asked last."""
        names = [one["cmdlet"] for one in self._box.control.journal(kind="invoke")]
        self._box.control.forget()
        return [name for name in names if not name.lower().startswith("get-")]


@pytest.fixture
def customers(playbooks: Playbooks, box: Box, tmp_path: Path) -> Customers:
    box.control.forget()
    return Customers(playbooks, box, tmp_path)


def states(run: Run) -> dict[str, str]:
    """What the table says of each customer."""
    rows = run.result("Show the table").result["msg"][1:]
    return {row.split()[0]: row[37:46].strip() for row in rows if row[0] not in " /"}


def report_of(path: Path) -> dict[str, dict[tuple[str, str], tuple[str, str, str]]]:
    """What a report says of each customer, by kind and property: verdict, what is wanted, and what was found."""
    told: dict[str, Any] = json.loads(path.read_bytes())
    return {
        one["name"]: {("", ""): ("unread", "", "")}
        if one["error"]
        else {
            (each["check"], each.get("property", "")): (
                each["verdict"], each.get("wanted", ""), each.get("found", "")
            )
            for each in one["findings"]
        }
        for one in told["tenants"]
    }  # fmt: skip


@SETTING
def test_a_day_of_three_customers_of_which_one_cannot_sign_in(customers: Customers) -> None:
    tenants = customers.folder / "tenants"
    run = customers.run("snapshot", "--check", snapshot_to="tenants", snapshot_kinds=KINDS)
    assert (run.returncode, states(run)) == (2, {ADATUM: "whole", CONTOSO: "whole", FABRIKAM: "failed"}), run.output
    assert not tenants.exists()

    run = customers.run("snapshot", snapshot_to="tenants", snapshot_kinds=KINDS)
    assert (run.returncode, states(run)) == (2, {ADATUM: "whole", CONTOSO: "whole", FABRIKAM: "failed"}), run.output
    assert sorted(path.name for path in tenants.iterdir()) == [ADATUM, CONTOSO]
    assert [path.name for path in sorted((tenants / CONTOSO).iterdir())] == [
        "RemoteDomain.yml", "TransportConfig.yml", "snapshot.yml",
    ]  # fmt: skip

    run = customers.run("drift", "--check", drift_from="tenants", drift_report="night.html")
    assert (run.returncode, states(run)) == (2, {ADATUM: "as it is", CONTOSO: "as it is", FABRIKAM: "failed"}), (
        run.output
    )
    assert list(customers.folder.glob("night.*")) == []

    file = tenants / CONTOSO / "TransportConfig.yml"
    text = file.read_text(encoding="utf-8")
    assert "ClearCategories: true" in text
    file.write_text(text.replace("ClearCategories: true", "ClearCategories: false"), encoding="utf-8")
    run = customers.run("drift", drift_from="tenants", drift_report="night.html", drift_formats=FORMATS)
    assert (run.returncode, states(run)) == (2, {ADATUM: "as it is", CONTOSO: "differs", FABRIKAM: "failed"}), (
        run.output
    )
    assert "~ TransportConfig: ClearCategories true -> false" in run.stdout
    assert sorted(path.name for path in customers.folder.glob("night.*")) == sorted(f"night.{end}" for end in ENDINGS)
    told = report_of(customers.folder / "night.json")
    assert told[CONTOSO]["TransportConfig", "ClearCategories"] == ("different", "false", "true")
    assert set(told[CONTOSO].values()) - {("equal", "", "")} == {("different", "false", "true")}
    assert set(told[ADATUM].values()) == {("equal", "", "")}
    assert list(told[FABRIKAM].values()) == [("unread", "", "")]

    # The organization of the environment, and what differs may.
    run = customers.run("drift", alone=True, drift_from="tenants", drift_report="one.xml", drift_fail_on="unknown")
    assert (run.returncode, states(run)) == (0, {CONTOSO: "differs"}), run.output
    assert list(report_of(customers.folder / "one.json")) == [CONTOSO]
    run = customers.run("drift", "--limit", CONTOSO, drift_from="tenants", drift_fail_on=["changed"])
    assert (run.returncode, "changed: drift_fail_on takes different and unknown." in run.output) == (2, True)

    run = customers.run("apply", "--check", "--diff", apply_from="tenants")
    assert (run.returncode, states(run)) == (2, {ADATUM: "as it is", CONTOSO: "differs", FABRIKAM: "failed"}), (
        run.output
    )
    assert customers.writes() == []

    run = customers.run("apply", apply_from="tenants", apply_max_changes=1)
    assert (run.returncode, states(run)) == (2, {ADATUM: "as it is", CONTOSO: "changed", FABRIKAM: "failed"}), (
        run.output
    )
    assert customers.writes() == ["Set-TransportConfig"]
