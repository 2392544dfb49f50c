# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_preflight_info."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import preflight_info
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import PREFLIGHT_INFO
from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import import_for_sign_in

# In the parent of all workers, so that no task pays for it again.
import_for_sign_in()


class ActionModule(OperationAction):
    """Looks before the work at what would end it."""

    spec = PREFLIGHT_INFO
    operation = staticmethod(preflight_info.run)
    takes = "one"
