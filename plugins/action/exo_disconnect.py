# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_disconnect."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import disconnect
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import DISCONNECT


class ActionModule(OperationAction):
    """Closes sessions."""

    spec = DISCONNECT
    operation = staticmethod(disconnect.run)
    takes = "any number"
