# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A historical search is a job: it waits, is done after a while, and can be stopped until then."""

from __future__ import annotations

from typing import Any

from simulator.exchange.tenant import Tenant

WEEK: dict[str, Any] = {
    "ReportTitle": "Week",
    "ReportType": "MessageTrace",
    "StartDate": "2026-11-01",
    "EndDate": "2026-11-08",
    "SenderAddress": ["ann@fabrikam.com", "ben@fabrikam.com"],
}


def test_a_search_waits_and_is_done(tenant: Tenant) -> None:
    made = tenant.run("Start-HistoricalSearch", **WEEK).rows[0]
    other = tenant.run("Start-HistoricalSearch", **{**WEEK, "ReportTitle": "Other"}).rows[0]
    assert {name: made[name] for name in ("ReportTitle", "ReportType", "SenderAddress", "Status", "Rows")} == {
        **{name: WEEK[name] for name in ("ReportTitle", "ReportType", "SenderAddress")},
        "Status": "NotStarted",
        "Rows": 0,
    }
    tenant.run("Stop-HistoricalSearch", JobId=other["JobId"])
    tenant.clock.advance(3600)
    seen = {row["ReportTitle"]: row["Status"] for row in tenant.run("Get-HistoricalSearch").rows}
    assert seen == {"Week": "Done", "Other": "Cancelled"}
    assert tenant.one("Get-HistoricalSearch", JobId=made["JobId"])["ReportTitle"] == "Week"


def test_what_is_done_is_not_stopped_and_no_search_ends_before_it_starts(tenant: Tenant) -> None:
    made = tenant.run("Start-HistoricalSearch", **WEEK).rows[0]
    tenant.clock.advance(3600)
    assert "Done" in tenant.refusal("Stop-HistoricalSearch", JobId=made["JobId"]).text
    assert tenant.refusal("Stop-HistoricalSearch", JobId="3f2504e0-4f89-11d3-9a0c-0305e82c3301").error_id == "Ex6F9304"
    assert "'EndDate'" in tenant.refusal("Start-HistoricalSearch", **{**WEEK, "EndDate": "2026-10-31"}).text
