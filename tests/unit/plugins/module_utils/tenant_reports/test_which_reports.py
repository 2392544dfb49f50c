# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which reports a task means: a list, or one text with commas as a survey gives it; told before anything is asked."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.all_reports import REPORTS, choose_reports


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (["forwarding", "sizes"], ["forwarding", "sizes"]),
        ("forwarding,sizes", ["forwarding", "sizes"]),
        (" Forwarding , Inbox-Rules,, mail authentication ", ["forwarding", "inbox_rules", "mail_authentication"]),
        (["sizes,access", "sizes"], ["sizes", "access"]),
        ("ALL", [name for name in REPORTS if name != "groups"]),
        ("all, sizes", [name for name in REPORTS if name != "groups"]),
    ],
)
def test_a_list_or_a_text_with_commas(asked: object, names: list[str]) -> None:
    assert [one.name for one in choose_reports(asked)] == names
    assert {one.name for one in choose_reports("all", "AdeleV@contoso.com")} == set(REPORTS)


@pytest.mark.parametrize(
    ("asked", "key", "said"),
    [
        ("forwarding,sizs", "report-unknown", "'sizs'. Did you mean sizes?"),
        (["acess"], "report-unknown", "Did you mean access?"),
        ("nothing of the kind", "report-unknown", "docs/reports.md"),
        ("", "report-names-missing", "No report is named"),
        ([], "report-names-missing", "No report is named"),
        ([7], "report-names-missing", "No report is named"),
        ({"sizes": True}, "report-names-missing", "No report is named"),
        ("groups", "report-person-missing", "groups"),
    ],
)
def test_what_is_no_report_is_told_with_what_was_meant(asked: object, key: str, said: str) -> None:
    with pytest.raises(Failure) as caught:
        choose_reports(asked)
    assert caught.value.key == key
    assert said in caught.value.line
