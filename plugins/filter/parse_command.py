# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter parse_command."""

from __future__ import annotations

DOCUMENTATION = r"""
name: parse_command
short_description: Read a PowerShell command line
version_added: 0.1.0
description:
  - Takes a command line apart as the option O(m365.exchange.exo_command#module:command) of
    M(m365.exchange.exo_command) does.
  - Nothing is evaluated. What is no literal is refused, with its place in the line and what to write instead.
options:
  _input:
    description: The command line.
    type: str
    required: true
seealso:
  - plugin: m365.exchange.format_command
    plugin_type: filter
  - module: m365.exchange.exo_command
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Read a line of the documentation
  ansible.builtin.assert:
    that:
      - parsed.cmdlet == 'Set-Mailbox'
      - parsed.parameters.Identity == 'Adele Vance'
      - parsed.parameters.EmailAddresses.Add == ['adele@contoso.com', 'sales@contoso.com']
      - parsed.parameters.HiddenFromAddressListsEnabled is true
  vars:
    line: >-
      Set-Mailbox "Adele Vance" -EmailAddresses @{Add='adele@contoso.com','sales@contoso.com'}
      -HiddenFromAddressListsEnabled $true
    parsed: "{{ line | m365.exchange.parse_command }}"

- name: Formatting names the properties
  ansible.builtin.assert:
    that:
      - parsed.properties == ['DisplayName', 'Alias']
      - parsed.result_size == 10
  vars:
    parsed: "{{ 'Get-Mailbox | Select-Object DisplayName,Alias -First 10' | m365.exchange.parse_command }}"

- name: What else stands behind the pipe is a list of stages
  ansible.builtin.assert:
    that:
      - parsed.stages == ["Where-Object {$_.City -eq 'Oslo'}", 'Sort-Object Name']
  vars:
    line: Get-User | Where-Object {$_.City -eq 'Oslo'} | Sort-Object Name
    parsed: "{{ line | m365.exchange.parse_command }}"
"""

RETURN = r"""
_value:
  description: What the line says, by the names of the options of M(m365.exchange.exo_command).
  type: dict
  contains:
    cmdlet:
      description: The cmdlet's name in Microsoft's spelling.
      type: str
    parameters:
      description:
        - The parameters with their values.
        - A number is one where the parameter takes numbers. Elsewhere it is the text that was written.
      type: dict
    properties:
      description: The properties that a command behind a pipe named.
      type: list
      elements: str
    result_size:
      description: The number of C(Select-Object -First), else null.
      type: int
    stages:
      description: What the objects pass behind the pipe, as it was written; of formatting nothing is left.
      type: list
      elements: str
    warnings:
      description: What PowerShell would have read otherwise.
      type: list
      elements: str
    notes:
      description:
        - What was left out because it only concerns PowerShell.
        - Which parameters Microsoft's reference does not have.
      type: list
      elements: str
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import plain


def parse_command(value: object) -> dict[str, Any]:
    """A command line's content.

    :raises AnsibleFilterError: with the line of the failure, and the place of what was refused.
    """
    if not isinstance(value, str):
        raise AnsibleFilterError(f"parse_command reads a text, not {type(value).__name__}.")
    try:
        command_line = parse(str(plain(value)), to_file=True)
    except Failure as error:
        raise AnsibleFilterError(_with_excerpt(error)) from None
    return {
        "cmdlet": command_line.cmdlet,
        "parameters": dict(command_line.parameters),
        "properties": list(command_line.properties),
        "result_size": command_line.result_size,
        "stages": list(command_line.stage_texts),
        "warnings": list(command_line.warnings),
        "notes": list(command_line.notes),
    }


def _with_excerpt(error: Failure) -> str:
    location = error.more.get("location")
    return "\n".join([error.line, *location["excerpt"]]) if isinstance(location, Mapping) else error.line


class FilterModule:
    """The filter, for Ansible's loader."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"parse_command": parse_command}
