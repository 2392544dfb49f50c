# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option command: what it gives the other options, and what they may say besides."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._operations.preparation import prepared
from ansible_collections.m365.exchange.plugins.module_utils._operations.secret_options import passwords_in
from ansible_collections.m365.exchange.plugins.module_utils._operations.services import service_for_cmdlet
from ansible_collections.m365.exchange.plugins.module_utils._operations.spelled import spelled
from ansible_collections.m365.exchange.plugins.module_utils._specs.option import given
from support.options import command_of

DEFAULTS: dict[str, Any] = {"parameters": {}, "properties": [], "result_size": "unlimited"}


def test_a_cmdlet_by_name_stays_as_it_is() -> None:
    options = command_of({**DEFAULTS, "cmdlet": "Get-Mailbox", "command": None})
    found = spelled(options)
    assert (found.options, found.warnings, found.fields()) == (options, (), {})


def test_a_line_becomes_the_options_that_it_stands_for() -> None:
    line = "Get-Mailbox anna -Archive $true -Verbose | select Name -First 3"
    found = spelled(command_of({**DEFAULTS, "command": line, "session": "s", "cmdlet": None}))
    assert found.options.connection.session == "s"
    assert given(found.options) == {
        "cmdlet": "Get-Mailbox",
        "parameters": {"Identity": "anna", "Archive": True},
        "properties": ["Name"],
        "result_size": 3,
    }
    assert len(found.warnings) == 1
    assert found.fields() == {"notes": ["-Verbose steers PowerShell and was left out."]}
    assert (prepared(found.options).limit, prepared(found.options).properties) == (3, ("Name",))


def test_an_empty_text_counts_as_not_given() -> None:
    assert spelled(command_of({**DEFAULTS, "command": "", "cmdlet": "Get-Mailbox"})).options.cmdlet == "Get-Mailbox"
    assert spelled(command_of({**DEFAULTS, "command": "Get-Mailbox", "cmdlet": ""})).options.cmdlet == "Get-Mailbox"


def test_other_options_complete_a_line() -> None:
    options = {"parameters": {"MailTip": "a 'b'"}, "properties": ["Name"], "result_size": "5"}
    found = spelled(command_of({**options, "command": "Set-Mailbox anna"})).options
    assert found.parameters == {"Identity": "anna", "MailTip": "a 'b'"}
    assert (found.properties, found.result_size) == (["Name"], "5")


def test_what_says_the_same_twice_is_no_error() -> None:
    command = "Get-Mailbox | select Name -First 5"
    found = spelled(command_of({**DEFAULTS, "command": command, "properties": ["name"], "result_size": "5"})).options
    assert (found.properties, found.result_size) == (["name"], 5)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"command": " "}, "line-empty"),
        ({"command": "Get-Mailbox $x"}, "line-variable"),
        ({"command": "Set-Mailbox anna", "parameters": {"identity": "bob"}}, "parameter-twice"),
        ({"command": "Get-Mailbox | fl Name", "properties": ["Alias"]}, "properties-twice"),
        ({"command": "Get-Mailbox | select -First 5", "result_size": "6"}, "result-size-twice"),
    ],
)
def test_what_contradicts_a_line_is_refused(options: dict[str, Any], key: str) -> None:
    with pytest.raises(Failure) as caught:
        spelled(command_of({**DEFAULTS, **options}))
    assert caught.value.key == key


def test_the_parameter_result_size_of_a_line_is_compared_with_the_option() -> None:
    options = spelled(command_of({**DEFAULTS, "command": "Get-Mailbox -ResultSize 5", "result_size": "6"})).options
    with pytest.raises(Failure) as caught:
        prepared(options)
    assert caught.value.key == "result-size-twice"


def test_the_service_is_that_of_the_lines_cmdlet() -> None:
    options = spelled(command_of({**DEFAULTS, "command": "Get-Label Secret"})).options
    assert service_for_cmdlet(options.connection.endpoint, options.cmdlet or "") == "compliance"


def test_passwords_of_a_line_are_hidden() -> None:
    command = "New-Mailbox A -Password 'Tr0ub4dor&3'"
    assert {"Tr0ub4dor&3", "'Tr0ub4dor&3'"} <= passwords_in({"command": command, "parameters": {}})
    assert "abc-123" in passwords_in({"command": "New-Mailbox A", "parameters": {"Password": "abc-123"}})
    assert passwords_in({"command": "Get-Mailbox anna"}) == set()
