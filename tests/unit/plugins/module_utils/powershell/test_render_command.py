# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing lines and filters: the quotation marks that a value needs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.render_command import opath, render
from support.rows import each_row


@each_row(
    ("cmdlet", "parameters", "line"),
    [
        ("get-mailbox", {}, "Get-Mailbox"),
        ("Get-Mailbox", {"identity": "anna"}, "Get-Mailbox -Identity anna"),
        ("Get-Mailbox", {"Identity": "Anna Kelly"}, "Get-Mailbox -Identity 'Anna Kelly'"),
        ("Get-Mailbox", {"Identity": "O'Neil"}, "Get-Mailbox -Identity 'O''Neil'"),
        ("Get-Mailbox", {"Identity": "O\u2019Neil"}, "Get-Mailbox -Identity 'O\u2019\u2019Neil'"),
        ("Get-Mailbox", {"Identity": "$x"}, "Get-Mailbox -Identity '$x'"),
        ("Get-Mailbox", {"Identity": ""}, "Get-Mailbox -Identity ''"),
        ("Get-Mailbox", {"Identity": "-Force"}, "Get-Mailbox -Identity '-Force'"),
        ("Get-Mailbox", {"Identity": None}, "Get-Mailbox -Identity $null"),
        ("Get-Mailbox", {"Archive": True}, "Get-Mailbox -Archive"),
        ("Get-Mailbox", {"Archive": False}, "Get-Mailbox -Archive:$false"),
        ("Set-Mailbox", {"AuditEnabled": False}, "Set-Mailbox -AuditEnabled $false"),
        ("Set-Mailbox", {"MailTip": "true"}, "Set-Mailbox -MailTip 'true'"),
        ("New-TransportRule", {"Priority": 3}, "New-TransportRule -Priority 3"),
        ("New-TransportRule", {"Priority": "3"}, "New-TransportRule -Priority '3'"),
        ("Set-X", {"L": ["a", "b"]}, "Set-X -L @('a','b')"),
        ("Set-X", {"L": []}, "Set-X -L @()"),
        ("Set-X", {"L": [["a"]]}, "Set-X -L @(,@('a'))"),
        ("Set-X", {"M": {"Add": "a", "two words": 1}}, "Set-X -M @{Add='a'; 'two words'=1}"),
        ("Set-X", {"M": {}}, "Set-X -M @{}"),
        ("Set-X", {"T": "<Name>"}, "Set-X -T ('<Name>')"),
    ],
)
def test_a_line_has_the_quotation_marks_that_it_needs(cmdlet: str, parameters: dict[str, Any], line: str) -> None:
    assert render(cmdlet, parameters) == line


def test_properties_and_a_number_of_rows_stand_behind_a_pipe() -> None:
    assert render("Get-Mailbox", {}, ["Name", "Alias"]) == "Get-Mailbox | Select-Object Name,Alias"
    assert render("Get-Mailbox", {}, [], 5) == "Get-Mailbox | Select-Object -First 5"


@each_row(
    ("cmdlet", "parameters", "properties", "key"),
    [
        ("Get Mailbox", {}, [], "cmdlet-name"),
        ("Get-Mailbox; Remove-Mailbox", {}, [], "cmdlet-name"),
        ("Get-Mailbox", {"Identity x": 1}, [], "parameter-name"),
        ("Get-Mailbox", {}, ["Name | Remove-Mailbox"], "property-name"),
        ("Get-Mailbox", {"Identity": float("nan")}, [], "parameter-value"),
        ("Get-Mailbox", {"Identity": date(2027, 1, 2)}, [], "parameter-value"),
        ("Get-Mailbox", {"Identity": {1: "a"}}, [], "parameter-value"),
    ],
)
def test_what_no_line_can_hold_is_refused(
    cmdlet: str, parameters: dict[str, Any], properties: list[str], key: str
) -> None:
    with pytest.raises(Failure) as caught:
        render(cmdlet, parameters, properties)
    assert caught.value.key == key


def test_no_nesting_ends_in_a_recursion() -> None:
    value: Any = "a"
    for _level in range(5_000):
        value = [value]
    with pytest.raises(Failure):
        render("Set-X", {"L": value})


@each_row(
    ("value", "text"),
    [
        ("Sales", "'Sales'"),
        ("O'Neil", "'O''Neil'"),
        ("' -or Name -like '*", "''' -or Name -like ''*'"),
        ("", "''"),
        (5, "5"),
        (-1.5, "-1.5"),
        (True, "'True'"),
        (False, "'False'"),
        (None, "$null"),
    ],
)
def test_a_value_in_a_filter(value: Any, text: str) -> None:
    assert opath(value) == text


@each_row("value", [[], ["a"], {}, {"a": 1}, float("nan"), float("inf")])
def test_what_no_filter_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(Failure) as caught:
        opath(value)
    assert caught.value.key == "opath-value"
