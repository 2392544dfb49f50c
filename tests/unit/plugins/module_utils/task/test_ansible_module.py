# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module tells the system's log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.module_utils import basic

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._task import ansible_module
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context


def logged(monkeypatch: pytest.MonkeyPatch, arguments: dict[str, Any]) -> str:
    """All that a module with these arguments has logged when its work begins."""
    lines: list[str] = []
    monkeypatch.setattr(basic.AnsibleModule, "log", lambda *words, **more: lines.append(f"{words[1:]} {more}"))
    monkeypatch.setattr(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode())
    monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
    with pytest.raises(SystemExit):
        ansible_module.run_module(COMMAND, lambda _options, _context: {"changed": False}, secrets_of_line)
    return "\n".join(lines)


def test_only_the_names_of_options_go_into_the_systems_log(monkeypatch: pytest.MonkeyPatch) -> None:
    text = logged(
        monkeypatch,
        {
            "cmdlet": "New-Mailbox",
            "parameters": {"Name": "anna-canary", "Password": "canary-Pa55word"},
            "client_secret": "canary-secret",
            "proxy": "user:canary-proxy@proxy.example.com:8080",
        },
    )
    assert "canary" not in text
    assert "New-Mailbox" not in text
    assert all(name in text for name in ("Invoked with", "client_secret", "cmdlet", "parameters", "proxy"))
    assert "certificate_path" not in text


def test_passwords_in_a_list_of_commands_do_not_go_there(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Set-Mailbox x -Password (ConvertTo-SecureString 'canary-line' -AsPlainText -Force)"
    item = {"cmdlet": "New-Mailbox", "parameters": {"Password": "canary-item"}}
    assert "canary" not in logged(monkeypatch, {"commands": [line, item]})


def test_a_context_does_not_show_its_variables() -> None:
    assert "canary" not in repr(Context({"EXO_CLIENT_SECRET": "canary"}, Owner()))
