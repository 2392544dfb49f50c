# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What YAML and Ansible made of a task is not taken for what was written: nothing of it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]
LEFT = "__omit_place_holder__8a1b2c3d4e5f60718293a4b5c6d7e8f901234567"  # ansible-core 2.16 to 2.18
ADELE = "AdeleV@contoso.onmicrosoft.com"


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "MailTip": LEFT}}, "parameters"),
        ({"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "MailTip": f"Back on {LEFT}."}}, "parameters"),
        ({"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "AcceptMessagesOnlyFrom": {"Add": ["a", LEFT]}}},
         "parameters"),
        ({"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, LEFT: "x"}}, "parameters"),
        ({"cmdlet": "Get-Mailbox", "properties": ["DisplayName", LEFT]}, "properties"),
        ({"command": f"Set-Mailbox {ADELE} -MailTip '{LEFT}'"}, "command"),
        ({"commands": [{"cmdlet": "Get-Mailbox"}, f"Get-Mailbox {LEFT}"]}, "commands"),
        ({"commands": [{"cmdlet": "Get-Mailbox", "parameters": {"Identity": LEFT}}]}, "commands"),
        ({"cmdlet": "Get-Mailbox", "query": f"[].{LEFT}"}, "query"),
    ],
)  # fmt: skip
def test_what_omit_leaves_inside_a_value_is_never_sent(desk: Desk, box: Box, options: Json, option: str) -> None:
    result = desk.run(**options)
    assert result["error"]["documentation"].endswith("#omit-inside-value")
    assert f"The option {option} " in result["msg"]
    assert (result["outcome"], box.control.journal(kind="invoke")) == ("did_not_run", [])


@pytest.mark.parametrize(
    ("item", "cmdlet"),
    [
        ({"New-TransportRule -Name 'One": "two' -SetSCL 5"}, "New-TransportRule"),
        ({"Set-Mailbox anna -MailTip Note": "back on Monday"}, "Set-Mailbox"),
        ({"Get-Mailbox -Filter {Office -eq 'A": "1'}"}, "Get-Mailbox"),
        ({"Get-Mailbox": None}, "Get-Mailbox"),
        ({"set-mailboxfolderpermission anna:\\Calendar -User": "bo@fabrikam.com"}, "set-mailboxfolderpermission"),
    ],
)
def test_a_line_that_yaml_took_apart_is_told_as_such(desk: Desk, box: Box, item: Json, cmdlet: str) -> None:
    result = desk.run(commands=[{"cmdlet": "Get-Mailbox"}, item])
    assert result["error"]["documentation"].endswith("#item-cut-by-yaml")
    assert f"Command 2 of 2: YAML made a map of the command line that begins with {cmdlet}," in result["msg"]
    assert "quotation marks" in result["msg"]
    assert not [text for text in (*item, *item.values()) if text and text != cmdlet and text in str(result)]
    assert box.control.journal(kind="invoke") == []


@pytest.mark.parametrize("item", [{"paramters": {}}, {"result size": 5, "cmdlet": "Get-Mailbox"}, {"": "x"}])
def test_another_unknown_option_stays_one(desk: Desk, item: Json) -> None:
    ending = "#item-cut-by-yaml" if "cmd-let" in item else "#item-option-unknown"
    assert desk.run(commands=[item])["error"]["documentation"].endswith(ending)
