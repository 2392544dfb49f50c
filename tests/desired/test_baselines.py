# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The baselines that ship, against the box: each rule is judged, and what has a mend passes once it was mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desired.told import FEW_RIGHTS

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import find
from support.box import Box
from support.desk import Desk
from support.places import ROOT
from support.yaml_texts import from_yaml

SHIPPED = {path.stem: path for path in (ROOT / "playbooks" / "baselines").glob("*.yml")}
# Of the box's second tenant.
OTHER_CLOUD = {"environment": "O365USGovGCCHigh"}
DNS = {"MS.EXO.2.2v3", "MS.EXO.4.1v1", "MS.EXO.4.2v1", "MS.EXO.4.3v1", "MS.EXO.4.4v1"}


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = from_yaml(SHIPPED[name].read_text(encoding="utf-8"))
    return found


@pytest.fixture
def both(box: Box, tmp_path: Path) -> Iterator[Desk]:
    """A session with both services."""
    one = Desk(box, tmp_path).connect(service=["exchange", "compliance"])
    yield one
    one.disconnect()


@pytest.fixture
def forwards(desk: Desk) -> None:
    """The default domain forwards, whatever tests before did to it."""
    assert "failed" not in desk.resource(
        kind="RemoteDomain", identity="Default", properties={"AutoForwardEnabled": True}
    )


def verdicts(told: dict[str, Any]) -> dict[str, str]:
    return {one["check"]: one["verdict"] for one in told["findings"]}


def test_four_baselines_ship() -> None:
    assert set(SHIPPED) == {"scuba", "standard", "strict", "example"}


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_each_rule_has_its_source_and_reads_a_cmdlet_that_there_is(name: str) -> None:
    baseline = load(name)
    assert baseline["version"]
    for rule in baseline["rules"]:
        assert (baseline["source"] + rule.get("source", "")).startswith("https://"), rule["id"]
        cmdlet = rule.get("reads", {}).get("cmdlet")
        assert bool(cmdlet) != bool(rule.get("unknown")), rule["id"]
        assert cmdlet is None or find(cmdlet), rule["id"]
        mend = rule.get("mend")
        known = find(f"Set-{mend['kind']}") if mend else None
        assert mend is None or (known and all(known.has(one) for one in mend["properties"])), rule["id"]


def test_each_rule_is_judged_and_what_was_mended_passes(box: Box, tmp_path: Path) -> None:
    """By three baselines, one after the other: the strict values are good enough for the standard ones. In another
    tenant than other tests', because all that it mends is theirs to find as it was."""
    other = box.tenants[1]
    desk = Desk(box, tmp_path)
    desk.environ |= {
        "EXO_ORGANIZATION": other.organization,
        "EXO_APP_ID": other.applications[0].app_id,
        "EXO_CLIENT_SECRET": other.applications[0].client_secret or "",
    }
    desk.connect(**OTHER_CLOUD)
    _judge_and_mend(desk)
    desk.disconnect()


def _judge_and_mend(desk: Desk) -> None:
    for name in ("standard", "strict", "example"):
        first = desk.baseline(baseline=load(name))
        assert first["counts"]["fail"] > 0, first
        for mend in first["mends"]:
            done = desk.resource(**mend)
            assert done.get("changed"), (mend, done)
        after = verdicts(desk.baseline(baseline=load(name)))
        unmended = {one["check"] for one in first["findings"] if one["verdict"] == "fail" and not one["mend"]}
        assert {check for check, one in after.items() if one == "fail"} == unmended
        # A rule that no read of the box shows would be unknown.
        assert {check for check, one in after.items() if one == "unknown"} <= {"TRAINING"}
    assert verdicts(desk.baseline(baseline=load("standard")))["STANDARD.SPAM.SpamAction"] == "pass"


@pytest.mark.usefixtures("forwards")
def test_scuba_is_judged_in_both_services(both: Desk, box: Box) -> None:
    told = both.baseline(baseline=load("scuba"))
    # Fifteen reads of Exchange are two requests, four of Security & Compliance one.
    assert len(box.control.journal(kind="batch")) == 3
    found = verdicts(told)
    assert {check for check, one in found.items() if one == "unknown"} >= DNS
    assert (found["MS.EXO.13.1v1"], found["MS.EXO.1.1v2"]) == ("pass", "fail")
    assert found["MS.SECURITYSUITE.3.2v1"] == "fail"
    assert sum(told["counts"].values()) == len(load("scuba")["rules"])
    rule = "MS.EXO.7.1v1"
    banner = {"FromScope": "NotInOrganization", "PrependSubject": "[EXT] ", "Mode": "Enforce", "Enabled": True}
    assert both.resource(kind="TransportRule", identity="Banner", properties=banner)["changed"]
    assert verdicts(both.baseline(baseline=load("scuba"), rules=[rule])) == {rule: "pass"}


def test_a_read_that_fails_makes_its_rules_unknown_and_no_others(desk: Desk, box: Box) -> None:
    box.control.fault(kind="errors_in_200", match={"cmdlet": "Get-TransportConfig"}, times=0)
    found = verdicts(desk.baseline(baseline=load("scuba")))
    assert (found["MS.EXO.5.1v1"], found["MS.EXO.13.1v1"]) == ("unknown", "pass")


def test_without_its_service_a_rule_is_unknown(desk: Desk) -> None:
    found = verdicts(desk.baseline(baseline=load("scuba")))
    theirs = {found[check] for check in found if check.startswith(("MS.SECURITYSUITE.3.", "MS.SECURITYSUITE.4."))}
    assert (theirs, found["MS.EXO.13.1v1"]) == ({"unknown"}, "pass")


def test_where_nothing_could_be_read_the_task_fails(box: Box, tmp_path: Path) -> None:
    desk = Desk(box, tmp_path)
    desk.session = None
    told = desk.baseline(baseline=load("scuba"), organization="nobody.onmicrosoft.com")
    assert told["failed"]
    assert "findings" not in told


def test_where_each_read_is_refused_the_task_fails(reports_box: Box, tmp_path: Path) -> None:
    """An application without a role reads nothing, and a customer who cannot be read is not just unknown."""
    desk = Desk(reports_box, tmp_path)
    desk.environ |= FEW_RIGHTS
    transport, mailboxes = (
        {"id": cmdlet, "title": cmdlet, "reads": {"cmdlet": cmdlet}, "none": [{"property": "Name", "is": "Nobody"}]}
        for cmdlet in ("Get-TransportRule", "Get-Mailbox")
    )
    with desk:
        told = desk.baseline(baseline={"rules": [transport, {**transport, "id": "two"}]})
        assert told["failed"]
        assert "no role of this identity allows Get-TransportRule" in told["msg"]
        assert ("outcomes" in told, told["organization"]) == (False, reports_box.tenants[0].organization)
        # Who may read something is told of all.
        told = desk.baseline(baseline={"rules": [transport, mailboxes]})
        assert verdicts(told) == {"Get-TransportRule": "unknown", "Get-Mailbox": "pass"}


@pytest.mark.usefixtures("forwards")
def test_an_exception_of_this_tenant_is_one(desk: Desk) -> None:
    exceptions = [{"rule": "FORWARDING", "tenant": "contoso*", "reason": "A merger.", "until": "2099-01-01"}]
    told = desk.baseline(baseline=load("example"), exceptions=exceptions)
    assert (verdicts(told)["FORWARDING"], told["counts"]["excepted"]) == ("excepted", 1)
    assert "RemoteDomain" not in {one["kind"] for one in told["mends"]}
    others = [{**exceptions[0], "tenant": "fabrikam*"}]
    assert verdicts(desk.baseline(baseline=load("example"), exceptions=others))["FORWARDING"] == "fail"


@pytest.mark.usefixtures("forwards")
def test_the_baseline_and_the_exceptions_of_the_page_work(desk: Desk) -> None:
    page = (ROOT / "docs" / "baselines.md").read_text(encoding="utf-8")
    blocks = [from_yaml(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    (ours,) = [one for one in blocks if "rules" in one]
    exceptions = next(one for one in blocks if isinstance(one, list) and "until" in one[0])
    assert set(verdicts(desk.baseline(baseline=ours)).values()) <= {"pass", "fail"}
    plain = [{**exceptions[0], "until": str(exceptions[0]["until"])}]
    told = desk.baseline(baseline=ours, exceptions=plain)
    assert verdicts(told)["FORWARDING"] == "excepted"
