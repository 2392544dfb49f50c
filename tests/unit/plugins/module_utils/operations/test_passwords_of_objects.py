# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords among the properties of an object are found, whether the task names its kind or the module has one."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import passwords_in
from support.rows import each_row

SECRET = "cAnary-9fT2~wQ7:mZ4k"


@each_row(
    "options",
    [
        {"identity": "Room", "properties": {"RoomMailboxPassword": SECRET, "CustomAttribute1": "x"}},
        {"identity": "Room", "properties": {"Password": SECRET}},
        {"identity": "Room", "properties": {"ClientSecret": SECRET}},
        {"kind": "MailUser", "identity": "User", "properties": {"Password": SECRET}},
        {"kind": "MigrationEndpoint", "identity": "One", "properties": {"Credentials": {"password": SECRET}}},
        {"resources": [{"kind": "MailUser", "identity": "User", "properties": {"Password": SECRET}}]},
    ],
    ids=["room", "mailbox", "by its name", "user", "credential", "many"],
)
def test_a_password_among_properties_is_found(options: dict[str, Any]) -> None:
    assert passwords_in(options, secrets_of_line) == {SECRET}


def test_names_of_properties_are_none() -> None:
    assert passwords_in({"cmdlet": "Get-Mailbox", "properties": ["Password", "Name"]}, secrets_of_line) == set()
