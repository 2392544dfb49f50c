# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports that page by their own parameters."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.contract import ConfigError

DAY = {"StartDate": "2026-11-22", "EndDate": "2026-11-24"}


@pytest.fixture(scope="module")
def busy() -> Tenant:
    reports = {"QuarantineMessage": 250, "MessageTraceV2": 30, "UnifiedAuditLog": 12_000, "SafeLinksDetailReport": 2500}
    return Tenant(reports=reports)


def test_the_quarantine_has_numbered_pages(busy: Tenant) -> None:
    pages = [busy.run("Get-QuarantineMessage", Page=page, PageSize=100).rows for page in (1, 2, 3, 4)]
    assert [len(rows) for rows in pages] == [100, 100, 50, 0]
    assert len({row["Identity"] for rows in pages for row in rows}) == 250
    assert len(busy.run("Get-QuarantineMessage").rows) == 100
    sizes = {size: len(busy.run("Get-QuarantineMessage", PageSize=size).rows) for size in (0, 1001)}
    assert sizes == {0: 0, 1001: 250}


def test_a_report_has_numbered_pages(busy: Tenant) -> None:
    name = "Get-SafeLinksDetailReport"
    pages = [busy.run(name, Page=page, PageSize=1200).rows for page in (1, 2, 3, 4)]
    assert [len(rows) for rows in pages] == [1200, 1200, 100, 0]
    assert [row["Index"] for rows in pages for row in rows] == list(range(2500))
    assert [len(busy.run(name).rows), len(busy.run(name, PageSize=5000).rows)] == [1000, 2500]
    assert "5000" in busy.refusal(name, PageSize=5001).text
    assert "1000" in busy.refusal(name, Page=1001).text
    assert len(busy.run("Get-MailDetailATPReport").rows) == 0


def test_a_report_whose_pages_are_reserved_has_none_to_describe() -> None:
    with pytest.raises(ConfigError, match="Page and PageSize"):
        Tenant(reports={"MailFlowStatusReport": 5})


@pytest.mark.parametrize(("cursor", "again"), [("behind", 0), ("at", 1)])
def test_the_trace_goes_on_from_a_row(busy: Tenant, cursor: str, again: int) -> None:
    busy.organization.settings.update({"trace_cursor": cursor})
    everything = list(busy.run("Get-MessageTraceV2", **DAY).rows)
    first = list(busy.run("Get-MessageTraceV2", ResultSize=10, **DAY).rows)
    assert (len(everything), first) == (30, everything[:10])
    last: dict[str, Any] = {"EndDate": first[-1]["Received"], "StartingRecipientAddress": first[-1]["RecipientAddress"]}
    following = list(busy.run("Get-MessageTraceV2", ResultSize=10, **{**DAY, **last}).rows)
    assert following == everything[10 - again : 20 - again]
    assert busy.refusal("Get-MessageTraceV2", StartDate="2026-11-01", EndDate="2026-11-24")
    assert busy.refusal("Get-MessageTraceV2", ResultSize=5001)


def test_the_audit_log_has_sessions(busy: Tenant) -> None:
    ask = {**DAY, "ResultSize": 5000, "SessionId": "one", "SessionCommand": "ReturnLargeSet"}
    pages = [busy.run("Search-UnifiedAuditLog", **ask).rows for _turn in range(4)]
    assert [len(rows) for rows in pages] == [5000, 5000, 2000, 0]
    assert (pages[2][-1]["ResultIndex"], pages[0][0]["ResultCount"]) == (12_000, 12_000)
    assert len(busy.run("Search-UnifiedAuditLog", **DAY).rows) == 100


def test_a_tenant_without_reports_has_none() -> None:
    tenant = Tenant()
    assert [len(tenant.run(name).rows) for name in ("Get-QuarantineMessage", "Get-MessageTraceV2")] == [0, 0]
    assert len(tenant.run("Search-UnifiedAuditLog", **DAY).rows) == 0
