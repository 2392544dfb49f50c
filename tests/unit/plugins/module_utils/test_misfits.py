# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module whose options do not fit together shows no password: not in its answer, and not in the system's log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.module_utils import basic

from ansible_collections.m365.exchange.plugins.module_utils import _edge
from ansible_collections.m365.exchange.plugins.module_utils._operations import command
from ansible_collections.m365.exchange.plugins.module_utils._operations.misplaced import misplaced_secrets
from ansible_collections.m365.exchange.plugins.module_utils._specs import COMMAND
from support.misfits import MISFITS, WORD


def ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """The answer of the module, and what it has logged."""
    lines: list[str] = []
    monkeypatch.setattr(basic.AnsibleModule, "log", lambda *words, **more: lines.append(f"{words[1:]} {more}"))
    arguments = {**options, "_ansible_inject_invocation": True}
    monkeypatch.setattr(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode())
    monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
    with pytest.raises(SystemExit):
        _edge.run_module(COMMAND, command.run)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer, "\n".join(lines)


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
    }
    assert misplaced_secrets(options, COMMAND) == set()
