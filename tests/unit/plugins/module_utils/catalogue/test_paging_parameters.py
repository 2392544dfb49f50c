# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of a cmdlet that is not followed is not taken for all there is."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.paging_parameters import OWN_PAGING, is_full_page
from support.rows import each_row


@each_row(
    ("cmdlet", "parameters", "rows", "full"),
    [
        ("Get-QuarantineMessage", {"Page": 2, "PageSize": 50}, 50, True),
        ("Get-QuarantineMessage", {"Page": 2, "PageSize": 50}, 49, False),
        ("Get-QuarantineMessage", {}, 100, True),
        ("Get-QuarantineMessage", {}, 99, False),
        ("Get-QuarantineMessage", {"Identity": "a"}, 100, False),
        ("Search-UnifiedAuditLog", {"ResultSize": 20}, 20, True),
        ("Get-MailDetailATPReport", {"PageSize": 10}, 10, True),
        ("Get-MailDetailATPReport", {}, 1000, True),
        ("Get-MailDetailATPReport", {}, 999, False),
        ("Get-MailFlowStatusReport", {}, 3, True),
        ("Get-MailFlowStatusReport", {}, 0, False),
        ("Get-MailDetailATPReport", {}, 0, False),
        ("Get-Mailbox", {"ResultSize": 5}, 5, False),
        ("Get-Unheard", {"PageSize": 5}, 5, False),
    ],
)
def test_a_full_page_may_have_others_behind_it(cmdlet: str, parameters: dict[str, Any], rows: int, full: bool) -> None:
    assert is_full_page(cmdlet, parameters, rows) is full


# Microsoft keeps the parameter Page of these two for itself.
RESERVED = {"Get-CompromisedUserDetailReport", "Get-MailFlowStatusReport"}


def test_all_cmdlets_with_numbered_pages_are_followed_but_two() -> None:
    known = [find(name) for name in all_names()]
    paged = {
        one.name for one in known if one is not None and one.documented and one.has("Page") and one.has("PageSize")
    }
    assert paged - RESERVED == {name for name, plan in OWN_PAGING.items() if plan.kind == "numbered"}
    assert paged >= RESERVED


def test_what_pages_by_is_in_the_catalogue() -> None:
    for name, plan in OWN_PAGING.items():
        cmdlet = find(name)
        assert cmdlet is not None
        assert all(cmdlet.has(parameter) for parameter in (plan.size, *plan.cursor, *plan.unless)), name
