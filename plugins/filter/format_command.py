# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter format_command."""

from __future__ import annotations

DOCUMENTATION = r"""
name: format_command
short_description: Write a PowerShell command line
version_added: 0.1.0
description:
  - Writes a cmdlet with its parameters as a command line, with the quotation marks that it needs.
  - It is the inverse of P(m365.exchange.parse_command#filter), which reads what this filter writes as the same again.
    A number for a parameter that takes none comes back as text.
  - Secrets are written as they are. Set C(no_log) on a task that shows them.
options:
  _input:
    description:
      - A map with C(cmdlet), and perhaps C(parameters), C(properties), C(result_size) and C(stages), as
        P(m365.exchange.parse_command#filter) gives it. Other keys are left out.
      - A stage is written as it is; one that cannot be read is refused.
    type: dict
    required: true
seealso:
  - plugin: m365.exchange.parse_command
    plugin_type: filter
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Show a command as an administrator would write it
  ansible.builtin.assert:
    that:
      - line == expected
  vars:
    line: "{{ command | m365.exchange.format_command }}"
    command:
      cmdlet: Set-Mailbox
      parameters:
        Identity: Mary O'Neil
        HiddenFromAddressListsEnabled: true
        EmailAddresses:
          Add: [mary@contoso.com]
    expected: >-
      Set-Mailbox -Identity 'Mary O''Neil' -HiddenFromAddressListsEnabled $true
      -EmailAddresses @{Add=@('mary@contoso.com')}
"""

RETURN = r"""
_value:
  description: The command line.
  type: str
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.module_utils._powershell.render_command import render
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import plain

_KINDS_OF_KEYS = "format_command wants a map of parameters, lists of properties and stages, a number."


def format_command(value: object) -> str:
    """A command's line.

    :raises AnsibleFilterError: it is no map with a cmdlet, or a value cannot stand in a line.
    """
    if not isinstance(value, Mapping):
        raise AnsibleFilterError(f"format_command writes a map with cmdlet and parameters, not {type(value).__name__}.")
    command = plain(value)
    size = command.get("result_size")
    properties, stages = command.get("properties") or [], command.get("stages") or []
    try:
        if isinstance(properties, str) or isinstance(stages, str) or isinstance(size, bool):
            raise TypeError  # a text is a list of its letters, and true is 1
        line = render(
            command.get("cmdlet", ""),
            command.get("parameters") or {},
            properties,
            None if size is None or str(size).lower() == "unlimited" else int(size),
            stages,
        )
        if stages:
            parse(line)
        return line
    except Failure as error:
        raise AnsibleFilterError(error.line) from None
    except (TypeError, ValueError, AttributeError):
        raise AnsibleFilterError(_KINDS_OF_KEYS) from None


class FilterModule:
    """The filter, for Ansible's loader."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"format_command": format_command}
