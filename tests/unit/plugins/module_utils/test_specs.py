# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import passwords_in
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import (
    CMDLET_INFO,
    CUSTOMER_INFO,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import DISCONNECT, SESSION_INFO
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import OptionsSpec
from support.options import variables_of
from support.rows import each_row

SPECS = {
    "connect": CONNECT,
    "command": COMMAND,
    "cmdlet_info": CMDLET_INFO,
    "disconnect": DISCONNECT,
    "session_info": SESSION_INFO,
    "customer_info": CUSTOMER_INFO,
}
VARIABLES = {name: text for name, text in variables_of(CONNECT).items() if name != "show_progress"}
SECRET = re.compile(r"session|secret|password|^certificate$|token|^files$")
NO_SECRET = ("bool", "int", "path")  # a switch, a number or the name of a file

# For each type of an option a text that a variable may hold, what it becomes, and what a task may say instead
VALUES: dict[str, tuple[str, Any, Any]] = {
    "str": ("of the environment", "of the environment", "of the task"),
    "path": ("of/the/environment", "of/the/environment", "of/the/task"),
    "int": ("7", 7, 8),
    "bool": ("yes", True, False),
    "list": ("compliance,exchange", ["compliance", "exchange"], ["exchange"]),
}


def validated(spec: OptionsSpec, **given: Any) -> Any:
    return ArgumentSpecValidator(dict(spec)).validate(given)


@each_row("spec", SPECS.values(), ids=SPECS)
def test_each_option_that_may_hold_a_secret_is_hidden(spec: OptionsSpec) -> None:
    for name, option in spec.items():
        if SECRET.search(name) and option["type"] not in NO_SECRET:
            assert option.get("no_log") is True, name


@each_row("spec", SPECS.values(), ids=SPECS)
def test_no_option_has_two_meanings(spec: OptionsSpec) -> None:
    names = [*spec, *(alias for option in spec.values() for alias in option.get("aliases", []))]
    assert len(names) == len(set(names))


@pytest.fixture
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.usefixtures("_no_variables")
@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_completes_what_the_task_does_not_say(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    text, of_environment, of_task = VALUES[CONNECT[name]["type"]]
    assert validated(CONNECT).validated_parameters[name] == CONNECT[name].get("default")
    monkeypatch.setenv(VARIABLES[name], text)
    assert validated(CONNECT).validated_parameters[name] == of_environment
    assert validated(CONNECT, **{name: of_task}).validated_parameters[name] == of_task


@pytest.mark.usefixtures("_no_variables")
@pytest.mark.parametrize("name", VARIABLES)
def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(VARIABLES[name], "")
    found = validated(CONNECT)
    assert found.error_messages == []
    assert found.validated_parameters[name] == CONNECT[name].get("default")


def test_a_secret_of_the_environment_is_hidden_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXO_CLIENT_SECRET", "Tr0ub4dor&3~client")
    assert "Tr0ub4dor&3~client" in validated(CONNECT)._no_log_values


@each_row(
    ("given", "wrong"),
    [
        ({"cmdlet": "Get-Mailbox", "command": ["Get-Mailbox"], "retries": "many"}, "retries"),
        ({"cmdlet": "Get-Mailbox", "parameters": "Identity"}, "parameters"),
        ({"cmdlet": "Get-Mailbox", "parameters": [1]}, "parameters"),
        ({"cmdlet": "Get-Mailbox", "retries": "many"}, "retries"),
        ({"cmdlet": "Get-Mailbox", "retry_writes": "always"}, "retry_writes"),
        ({"cmdlet": "Get-Mailbox", "cmdlets": []}, "cmdlets"),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, Any], wrong: str) -> None:
    assert wrong in validated(COMMAND, **given).errors.msg


def test_passwords_are_found_in_each_command_of_a_list() -> None:
    """The catalogue knows them; an error, or what was invoked, must not show them."""
    items = [
        {"cmdlet": "New-Mailbox", "parameters": {"Name": "anna", "Password": "Tr0ub4dor&3"}},
        {"cmdlet": "set-mailbox", "parameters": {"password": "c0rrect~horse"}},
        "Get-Mailbox",
    ]
    assert passwords_in({"commands": items}, secrets_of_line) == {"Tr0ub4dor&3", "c0rrect~horse"}


def test_microsofts_words_are_understood() -> None:
    found = validated(
        CONNECT,
        tenant="contoso.onmicrosoft.com",
        application_id="7",
        certificate_file_path="/x",
        exchange_environment_name="O365China",
        authority="https://login.chinacloudapi.cn",
    ).validated_parameters
    assert (found["organization"], found["app_id"], found["certificate_path"], found["environment"]) == (
        "contoso.onmicrosoft.com",
        "7",
        "/x",
        "O365China",
    )
    assert found["azure_ad_authorization_endpoint_uri"] == "https://login.chinacloudapi.cn"


def test_nothing_is_sent_twice_that_nobody_has_allowed() -> None:
    assert validated(COMMAND, cmdlet="Get-Mailbox").validated_parameters["retry_writes"] == "never"
