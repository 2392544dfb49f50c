# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter opath."""

from __future__ import annotations

DOCUMENTATION = r"""
name: opath
short_description: Quote a value inside a filter of Exchange
version_added: 0.1.0
description:
  - Writes one value as a filter has it, such as the V('Sales') of V(Department -eq 'Sales'), so that no value can end
    the text that it stands in.
  - A text is put into single quotation marks, and one inside it is doubled. A number stays as it is. Null is V($null).
  - True and false become V('True') and V('False'). The service does not expand the C($true) of PowerShell, and these
    are what PowerShell makes of it inside a text. Which words the service takes is not verified against the service.
  - It is not verified either that the service, other than PowerShell, takes a typographic quotation mark for a letter
    like any other. It is left as it is.
  - A C(*) keeps its meaning behind C(-like).
options:
  _input:
    description: A text, a number, true, false or null. A list or a map is refused.
    type: raw
    required: true
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Quote what comes from elsewhere
  ansible.builtin.assert:
    that:
      - filter == "LastName -eq 'O''Neil' -and SCLJunkThreshold -gt 4"
  vars:
    last_name: O'Neil
    filter: "LastName -eq {{ last_name | m365.exchange.opath }} -and SCLJunkThreshold -gt {{ 4 | m365.exchange.opath }}"

- name: Compare with any of several values
  ansible.builtin.assert:
    that:
      - filter == "Office -eq 'Oslo' -or Office -eq 'Kraków'"
  vars:
    offices: [Oslo, Kraków]
    filter: "{{ offices | map('m365.exchange.opath') | map('regex_replace', '^', 'Office -eq ') | join(' -or ') }}"
"""

RETURN = r"""
_value:
  description: The value with the quotation marks that it needs.
  type: str
"""

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.render_command import opath
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import plain


def quote(value: object) -> str:
    """A value as a filter has it.

    :raises AnsibleFilterError: it is a list or a map.
    """
    try:
        return opath(plain(value))
    except Failure as error:
        raise AnsibleFilterError(error.line) from None


class FilterModule:
    """The filter, for Ansible's loader."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"opath": quote}
