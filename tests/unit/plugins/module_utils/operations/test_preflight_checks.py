# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exo_preflight_info makes of what others tell; tests/faults has the checks that somebody has to be asked for."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._graph.partner_customers import Customer
from ansible_collections.m365.exchange.plugins.module_utils._operations.preflight_checks import of_relationship

NOW = 1_796_083_200.0  # 2026-12-01


@pytest.mark.parametrize(
    ("ends", "verdict", "days", "words"),
    [
        (["2027-01-31T00:00:00Z"], "ok", 61, "ends in 61 days"),
        (["2026-12-02T00:00:00Z", "2026-12-20T12:00:00Z"], "trouble", 19, "ends in 19 days"),
        (["2026-12-01T12:00:00Z"], "trouble", 0, "ends in 0 days"),
        # Microsoft Graph calls it active for a while yet.
        (["2026-11-30T12:00:00Z"], "trouble", -1, "has just ended"),
        # A date that cannot be read is none, and never now.
        (["soon"], "unknown", None, "could not be read"),
        ([None], "unknown", None, "could not be read"),
        ([None, "2027-01-31T00:00:00Z"], "ok", 61, "ends in 61 days"),
    ],
)
def test_when_a_relationship_ends(ends: list[str | None], verdict: str, days: int | None, words: str) -> None:
    customer: Customer = {
        "tenant_id": "t", "display_name": "Tailspin", "default_domain": None, "contract_type": None, "environment": "",
        "relationships": [{"status": "active", "ends_at": end, "auto_extend": False} for end in ends],
    }  # fmt: skip
    check, left = of_relationship(customer, NOW)
    assert (check["verdict"], left, words in check["text"]) == (verdict, days, True), check
    assert (check["fix"] is None) is (verdict != "trouble")
