# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module whose options do not fit together shows no password: not in its answer, and not in the system's log. What is
no password stays as it is, because what is hidden is hidden wherever it stands in the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from ansible.module_utils import basic

from ansible_collections.m365.exchange.plugins.module_utils._commands import command
from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secrets_in_command_lines import misplaced_secrets
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._task import ansible_module
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Operation
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import HAS_REGISTER
from support.misfits import HARMLESS, MISFITS, WORD
from support.rows import each_row

if HAS_REGISTER:
    from ansible.module_utils.secrets import mask_secrets

# All of it has a 4, a 0 or a true in it.
FAILED: dict[str, Any] = {
    "failed": True,
    "msg": "Set-MobileDeviceMailboxPolicy was refused: the value is not between 1 and 16 (HTTP 400, true to form).",
    "error": {"http_status": 400, "attempts": 4, "request_id": "40d7f0a4-0000-4000-8000-000000000004", "retry": True},
    "changed": False,
    "duration": 0.4,
}


def ended(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: Mapping[str, Any],
    operation: Operation = command.run,
) -> tuple[dict[str, Any], str]:
    """The answer of the module, and what it has logged."""
    lines: list[str] = []
    monkeypatch.setattr(basic.AnsibleModule, "log", lambda *words, **more: lines.append(f"{words[1:]} {more}"))
    arguments = {**options, "_ansible_inject_invocation": True}
    monkeypatch.setattr(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode())
    monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
    with pytest.raises(SystemExit):
        ansible_module.run_module(COMMAND, operation, secrets_of_line)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    # Since ansible-core 2.22 a module gives the controller its secrets, which masks what it shows of the answer.
    secrets = answer.pop("_ansible_new_secrets", [])
    assert bool(secrets) <= HAS_REGISTER
    return answer, "\n".join(lines)


def as_shown(answer: Mapping[str, Any]) -> str:
    """The answer as whoever watches the run sees it."""
    text = json.dumps(answer)
    return mask_secrets(text) if HAS_REGISTER else text


@pytest.mark.parametrize("name", MISFITS)
def test_no_password_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str) -> None:
    options, key = MISFITS[name]
    assert WORD in json.dumps(options)
    answer, logged = ended(monkeypatch, capsys, dict(options))
    assert answer["failed"] is True
    assert answer["error"]["documentation"].endswith(f"#{key}"), answer["msg"]
    assert "\n" not in answer["msg"]
    # The arguments are there, and what is no password stays readable.
    assert "New-Mailbox" in json.dumps(answer["invocation"]) or "New-Mailbox" not in json.dumps(options)
    assert WORD not in json.dumps(answer)
    assert WORD not in logged


def test_what_is_no_password_is_not_hidden() -> None:
    options = {
        "cmdlet": "Get-PasswordPolicy",
        "parameters": {"Comment": "Change your password on Monday"},
        "federated_token_file": "/var/run/token",
        "extra": ["plain", {"Name": "Anna", "TokenLifetime": True}],
        "parametres": "{MinPasswordLength: 4}",
        "line": "MinPasswordLength=4",
    }
    assert misplaced_secrets(options, COMMAND) == set()


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("failed", [True, False])
def test_an_answer_stays_whole_where_a_name_only_sounds_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, failed: bool
) -> None:
    answer, _logged = ended(monkeypatch, capsys, HARMLESS[name], lambda *_given: {**FAILED, "failed": failed})
    shown = answer.pop("invocation")["module_args"]
    assert answer == {**FAILED, "failed": failed}
    assert {option: shown[option] for option in HARMLESS[name]} == HARMLESS[name]


@each_row(
    "options",
    [
        {"cmdlet": "New-Mailbox", "parameters": {"Password": 730415}},
        {"cmdlet": "New-Mailbox", "paramters": {"Password": "730415"}},
        {"cmdlet": "New-Mailbox", "parameters": "-Password 730415"},
        {"command": "New-Mailbox Anna -Pass 730415"},
        {"cmdlet": "New-Mailbx", "parameters": {"Password": "730415"}},
        {"cmdlet": "Set-MobileDeviceMailboxPolicy", "parameters": {"MinPasswordLength": 4, "Password": "730415"}},
    ],
)
def test_a_password_of_digits_is_hidden(options: dict[str, Any]) -> None:
    assert "730415" in misplaced_secrets(options, COMMAND)


@pytest.mark.parametrize(
    ("cmdlet", "parameter"),
    [
        ("New-MailboxImportRequest", "AzureSharedAccessSignatureToken"),
        ("Set-MailboxImportRequest", "AzureSharedAccessSignatureToken"),
        ("Export-QuarantineMessage", "PasswordV2"),
        ("New-App", "Etoken"),
    ],
)
@pytest.mark.parametrize("failed", [True, False])
def test_a_secret_that_is_a_text_by_its_type_is_hidden_in_every_form(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cmdlet: str, parameter: str, failed: bool
) -> None:
    forms: list[dict[str, Any]] = [
        {"cmdlet": cmdlet, "parameters": {parameter: WORD}},
        {"command": f"{cmdlet} -{parameter} {WORD}"},
        {"command": cmdlet, "parameters": {parameter.lower(): WORD}},
        {"commands": [{"cmdlet": cmdlet}], "parameters": {parameter: WORD}},
        {"commands": [{"cmdlet": cmdlet, "parameters": {parameter: WORD}}, f"{cmdlet} -{parameter}:{WORD}"]},
    ]
    for options in forms:
        answer, logged = ended(monkeypatch, capsys, options, lambda *_given: {"failed": failed, "msg": f"No {WORD}."})
        assert cmdlet in json.dumps(answer)
        assert WORD not in as_shown(answer) + logged
