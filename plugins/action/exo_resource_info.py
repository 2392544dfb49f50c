# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_resource_info."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import resource_info
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCE_INFO
from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import import_for_commands

# In the parent of all workers, so that no task pays for it again.
import_for_commands()


class ActionModule(OperationAction):
    """Tells of objects."""

    spec = RESOURCE_INFO
    operation = staticmethod(resource_info.run)
    takes = "one"
