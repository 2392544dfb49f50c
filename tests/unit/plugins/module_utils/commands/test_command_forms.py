# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task says one command or many, by name or as a line, and in each form the same comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import (
    items_of,
    read_line,
    secrets_of_line,
)
from ansible_collections.m365.exchange.plugins.module_utils._commands.outcomes_of_commands import RowsKept
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import limit_of, prepare_call
from ansible_collections.m365.exchange.plugins.module_utils._connection.sign_in_options import service_for_cmdlet
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secret_rules import secrets_in
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import passwords_in
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import pick_given
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.options import command_of
from support.rows import each_row


@each_row(
    ("commands", "key"),
    [
        ({"cmdlet": "Get-Mailbox"}, "commands-not-a-list"),
        ("Get-Mailbox", "commands-not-a-list"),
        ([""], "item-which-command"),
        ([{"command": ""}], "item-which-command"),
        ([5], "item-not-a-command"),
        ([{"cmdlet": "Get-Mailbox", "format": "xml"}], "item-option-not-valid"),
        ([{"cmdlet": "Get-Mailbox", "unheard": 1}], "item-option-unknown"),
        (
            [{"cmdlet": "Get-Mailbox", "dest": "a"}, {"cmdlet": "Get-User", "dest": "./a"}],
            "dest-of-several",
        ),
    ],
)
def test_what_no_list_may_hold(commands: Any, key: str) -> None:
    with pytest.raises(Failure) as caught:
        items_of(command_of({"commands": commands}), {})
    assert caught.value.key == key


def test_an_item_beats_the_task_and_leaves_it_the_rest() -> None:
    shared = {"result_size": "5", "typed": True, "parameters": {"Identity": "anna"}}
    own = {"cmdlet": "Get-Mailbox", "parameters": {"ResultSize": 4}, "result_size": None}
    (line,) = items_of(command_of({**shared, "commands": [own]}), {})
    assert line.options.parameters == {"Identity": "anna", "ResultSize": 4}
    assert (limit_of(line.options.result_size, {}), line.options.values.typed) == (None, True)
    (line,) = items_of(command_of({**shared, "commands": [{"cmdlet": "Get-User", "result_size": None}]}), {})
    assert line.options.result_size == "5"


def test_what_the_filter_gives_is_an_item() -> None:
    told = {"cmdlet": "Get-Mailbox", "parameters": {}, "properties": ["Name"], "notes": ["x"], "warnings": []}
    (line,) = items_of(command_of({"commands": [told]}), {})
    assert (line.options.cmdlet, line.options.properties) == ("Get-Mailbox", ["Name"])


def test_a_place_below_home_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    (line,) = items_of(command_of({"commands": [{"cmdlet": "Get-Mailbox", "dest": "~/a.csv"}]}), {})
    assert line.options.output.dest == "/home/anna/a.csv"


def test_rows_are_counted_over_the_list_and_told_once() -> None:
    told: list[str] = []
    rows = RowsKept(100, Context({}, Owner(), warn=told.append))
    for _command in range(5):
        rows.count_objects({"objects": [{}] * 60})
    assert len(told) == 1
    assert "120 objects" in told[0]


def test_a_password_of_a_misspelt_cmdlet_is_hidden() -> None:
    assert secrets_in("New-Mailbx", {"Password": "canary-Pa55", "Name": "Anna"}) == {"canary-Pa55"}


@each_row(
    ("option", "parameters", "limit"),
    [
        (None, {}, None),
        ("unlimited", {}, None),
        ("Unlimited", {}, None),
        (" UNLIMITED ", {}, None),
        ("", {}, None),
        ("1", {}, 1),
        (" 25 ", {}, 25),
        (25, {}, 25),
        ("999999999", {}, 999_999_999),
        ("unlimited", {"ResultSize": 5}, 5),
        ("unlimited", {"resultsize": "5"}, 5),
        (None, {"ResultSize": "Unlimited"}, None),
        ("unlimited", {"ResultSize": None}, None),
        ("7", {"ResultSize": None}, 7),
        ("7", {"ResultSize": 7}, 7),
        ("7", {"RESULTSIZE": "7"}, 7),
        ("7", {"ResultSizes": 9}, 7),
        (" unlimited", {"ResultSize": 5}, 5),
    ],
)
def test_the_option_and_microsofts_parameter_are_one_thing(option: Any, parameters: dict[str, Any], limit: Any) -> None:
    assert limit_of(option, parameters) == limit


@each_row("value", ["0", 0, "-1", "1.5", 1.5, "ten", "1e3", "0x10", "1000000000", True, False, [], "٣", "1\n2"])
def test_what_is_no_number_of_rows_is_refused(value: Any) -> None:
    for option, parameters in ((value, {}), ("unlimited", {"ResultSize": value})):
        if (value is False and option is False) or value == []:
            continue
        with pytest.raises(Failure) as caught:
            limit_of(option, parameters)
        assert caught.value.key == "result-size-not-valid"
        assert "\n" not in caught.value.line


@pytest.mark.parametrize(("option", "written"), [("7", 8), (7, "Unlimited"), ("1", 1000)])
def test_two_different_sizes_are_a_contradiction(option: Any, written: Any) -> None:
    with pytest.raises(Failure) as caught:
        limit_of(option, {"ResultSize": written})
    assert caught.value.key == "result-size-twice"


DEFAULTS: dict[str, Any] = {"parameters": {}, "properties": [], "result_size": "unlimited"}


def test_a_cmdlet_by_name_stays_as_it_is() -> None:
    options = command_of({**DEFAULTS, "cmdlet": "Get-Mailbox", "command": None})
    found = read_line(options)
    assert (found.options, found.warnings, found.fields()) == (options, (), {})


def test_a_line_becomes_the_options_that_it_stands_for() -> None:
    line = "Get-Mailbox anna -Archive $true -Verbose | select Name -First 3"
    found = read_line(command_of({**DEFAULTS, "command": line, "session": "s", "cmdlet": None}))
    assert found.options.connection.session == "s"
    assert pick_given(found.options) == {
        "cmdlet": "Get-Mailbox",
        "parameters": {"Identity": "anna", "Archive": True},
        "properties": ["Name"],
        "result_size": 3,
    }
    assert len(found.warnings) == 1
    assert found.fields() == {"notes": ["-Verbose steers PowerShell and was left out."]}
    assert (prepare_call(found.options).limit, prepare_call(found.options).properties) == (3, ("Name",))


def test_an_empty_text_counts_as_not_given() -> None:
    assert read_line(command_of({**DEFAULTS, "command": "", "cmdlet": "Get-Mailbox"})).options.cmdlet == "Get-Mailbox"
    assert read_line(command_of({**DEFAULTS, "command": "Get-Mailbox", "cmdlet": ""})).options.cmdlet == "Get-Mailbox"


def test_other_options_complete_a_line() -> None:
    options = {"parameters": {"MailTip": "a 'b'"}, "properties": ["Name"], "result_size": "5"}
    found = read_line(command_of({**options, "command": "Set-Mailbox anna"})).options
    assert found.parameters == {"Identity": "anna", "MailTip": "a 'b'"}
    assert (found.properties, found.result_size) == (["Name"], "5")


def test_what_says_the_same_twice_is_no_error() -> None:
    command = "Get-Mailbox | select Name -First 5"
    found = read_line(command_of({**DEFAULTS, "command": command, "properties": ["name"], "result_size": "5"})).options
    assert (found.properties, found.result_size) == (["name"], 5)


@each_row(
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
        read_line(command_of({**DEFAULTS, **options}))
    assert caught.value.key == key


def test_the_parameter_result_size_of_a_line_is_compared_with_the_option() -> None:
    options = read_line(command_of({**DEFAULTS, "command": "Get-Mailbox -ResultSize 5", "result_size": "6"})).options
    with pytest.raises(Failure) as caught:
        prepare_call(options)
    assert caught.value.key == "result-size-twice"


def test_the_service_is_that_of_the_lines_cmdlet() -> None:
    options = read_line(command_of({**DEFAULTS, "command": "Get-Label Secret"})).options
    assert service_for_cmdlet(options.connection.endpoint, options.cmdlet or "") == "compliance"


def test_passwords_of_a_line_are_hidden() -> None:
    command = "New-Mailbox A -Password 'Tr0ub4dor&3'"
    assert {"Tr0ub4dor&3", "'Tr0ub4dor&3'"} <= passwords_in({"command": command, "parameters": {}}, secrets_of_line)
    assert "abc-123" in passwords_in(
        {"command": "New-Mailbox A", "parameters": {"Password": "abc-123"}}, secrets_of_line
    )
    assert passwords_in({"command": "Get-Mailbox anna"}, secrets_of_line) == set()
