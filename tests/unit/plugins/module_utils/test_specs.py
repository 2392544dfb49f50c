# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._operations.connection import VARIABLES
from ansible_collections.m365.exchange.plugins.module_utils._specs import COMMAND, CONNECT, DISCONNECT, Spec

SPECS = {"connect": CONNECT, "command": COMMAND, "disconnect": DISCONNECT}
SECRET = re.compile(r"session|secret|password|^certificate$|token")


def validated(spec: Spec, **given: Any) -> Any:
    return ArgumentSpecValidator(dict(spec)).validate(given)


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_each_option_that_may_hold_a_secret_is_hidden(spec: Spec) -> None:
    for name, option in spec.items():
        if SECRET.search(name):
            assert option.get("no_log") is True, name


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_no_option_has_two_meanings(spec: Spec) -> None:
    names = [*spec, *(alias for option in spec.values() for alias in option.get("aliases", []))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_completes_what_the_task_does_not_say(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for variable in VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)
    assert validated(CONNECT).validated_parameters[name] is None
    monkeypatch.setenv(VARIABLES[name], "of the environment")
    assert validated(CONNECT).validated_parameters[name] == "of the environment"
    assert validated(CONNECT, **{name: "of the task"}).validated_parameters[name] == "of the task"


def test_a_secret_of_the_environment_is_hidden_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXO_CLIENT_SECRET", "Tr0ub4dor&3~client")
    assert "Tr0ub4dor&3~client" in validated(CONNECT)._no_log_values


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, "cmdlet"),
        ({"cmdlet": "Get-Mailbox", "parameters": "Identity"}, "parameters"),
        ({"cmdlet": "Get-Mailbox", "parameters": [1]}, "parameters"),
        ({"cmdlet": "Get-Mailbox", "retries": "many"}, "retries"),
        ({"cmdlet": "Get-Mailbox", "retry_writes": "always"}, "retry_writes"),
        ({"cmdlet": "Get-Mailbox", "cmdlets": []}, "cmdlets"),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, Any], wrong: str) -> None:
    assert wrong in validated(COMMAND, **given).errors.msg


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
