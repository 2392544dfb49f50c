# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of a cmdlet that is not followed is not taken for all there is."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._cmdlets.own_paging import is_full_page


@pytest.mark.parametrize(
    ("cmdlet", "parameters", "rows", "full"),
    [
        ("Get-QuarantineMessage", {"Page": 2, "PageSize": 50}, 50, True),
        ("Get-QuarantineMessage", {"Page": 2, "PageSize": 50}, 49, False),
        ("Get-QuarantineMessage", {}, 100, True),
        ("Get-QuarantineMessage", {}, 99, False),
        ("Get-QuarantineMessage", {"Identity": "a"}, 100, False),
        ("Search-UnifiedAuditLog", {"ResultSize": 20}, 20, True),
        ("Get-MailDetailATPReport", {"PageSize": 10}, 10, True),
        ("Get-MailDetailATPReport", {}, 3, True),
        ("Get-MailDetailATPReport", {}, 0, False),
        ("Get-Mailbox", {"ResultSize": 5}, 5, False),
        ("Get-Unheard", {"PageSize": 5}, 5, False),
    ],
)
def test_a_full_page_may_have_others_behind_it(cmdlet: str, parameters: dict[str, Any], rows: int, full: bool) -> None:
    assert is_full_page(cmdlet, parameters, rows) is full
