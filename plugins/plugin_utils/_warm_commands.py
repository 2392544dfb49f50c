# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operation of exo_command imports or unpacks only when it needs it, for the parent of all workers.

A module process leaves it out where it can; workers are forked from a process that has it, and none of them pays for it
again.
"""

from __future__ import annotations

try:
    import jmespath  # noqa: F401 # pylint: disable=unused-import
except ImportError:  # reported by the edges through _libraries
    pass

from ansible_collections.m365.exchange.plugins.module_utils._catalogue import cmdlets as catalogue

# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.module_utils._client import paging_by_parameters  # noqa: F401

# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.module_utils._command_line import parse  # noqa: F401

# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.module_utils._commands import (  # noqa: F401
    command_forms,
    compare_before_write,
    explain_refusal,
    journal,
    many_commands,
    read_back,
)

catalogue.records()
catalogue.types()
