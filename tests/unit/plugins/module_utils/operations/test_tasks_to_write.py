# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown in place of a line that is refused: tasks, filled in with what the line says."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ansible_collections.m365.exchange.plugins.module_utils._command_line.parse import parse
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._operations.command_forms import read_line
from ansible_collections.m365.exchange.plugins.module_utils._operations.tasks_to_write import tasks_for
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import CommandOptions


def told(text: str) -> list[tuple[str, dict[str, str], Any]]:
    """The line, the parameters and the register of each task."""
    tasks = tasks_for(text)
    assert tasks is not None
    found = []
    for task in yaml.safe_load(tasks):
        options = task["m365.exchange.exo_command"]
        parse(options["command"])
        found.append((options["command"], options.get("parameters", {}), task.get("register")))
    return found


def test_a_variable_becomes_one_of_ansible() -> None:
    assert told("Set-Mailbox -Identity $user -MailTip 'Away'") == [
        ("Set-Mailbox -MailTip 'Away'", {"Identity": "{{ user }}"}, None)
    ]
    assert told("Set-Mailbox $user.Name -MailTip:$tip") == [
        ("Set-Mailbox", {"Identity": "{{ user.Name }}", "MailTip": "{{ tip }}"}, None)
    ]


def test_each_statement_is_a_task_and_uses_what_came_before() -> None:
    text = "$m = Get-Mailbox adele -ResultSize 1; Set-Mailbox -Identity $m.Guid -MailTip x\nGet-User | sort Name"
    assert told(text) == [
        ("Get-Mailbox adele -ResultSize 1", {}, "m"),
        ("Set-Mailbox -MailTip x", {"Identity": "{{ m.objects[0].Guid }}"}, None),
        ("Get-User | sort Name", {}, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Get-Mailbox adele",
        "foreach ($m in $all) { Set-Mailbox $m }",
        "Set-Mailbox adele -MailTip \"Hello $name\"",
        "Get-Mailbox | where {$_.Name -eq $x}",
        "Set-Mailbox (Get-User adele).Name",
        "Set-Unheardof $x",
        "New-Mailbox A -Password $secret",
        "$x = 5",
        "",
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert tasks_for(text) is None


def test_the_tasks_are_part_of_the_failure() -> None:
    with pytest.raises(Failure) as caught:
        read_line(CommandOptions(command="Get-Mailbox $user"))
    assert caught.value.key == "line-variable"
    assert "{{ user }}" in str(caught.value.more["tasks"])
    with pytest.raises(Failure) as caught:
        read_line(CommandOptions(command="Get-Mailbox (1 + 2)"))
    assert "tasks" not in caught.value.more
