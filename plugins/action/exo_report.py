# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_report."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import report
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import REPORT


class ActionModule(OperationAction):
    """Writes what was found at tenants."""

    spec = REPORT
    operation = staticmethod(report.run)
