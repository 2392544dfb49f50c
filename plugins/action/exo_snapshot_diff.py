# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_snapshot_diff."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import snapshot_diff
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import SNAPSHOT_DIFF
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_options import find_source, side_of
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_read import read_source


class ActionModule(OperationAction):
    """Compares two snapshots, which are files of the controller wherever the task runs."""

    spec = SNAPSHOT_DIFF
    operation = staticmethod(snapshot_diff.run)

    def settle(self, arguments: dict[str, Any]) -> None:
        """Read the files; what is no path stays for the operation."""
        tables = arguments.get("families")
        for name in ("before", "after"):
            if isinstance(arguments.get(name), str):
                path = find_source(arguments[name], self._find_needle)
                source = read_source(path, self._loader, tables if isinstance(tables, dict) else {})
                arguments[name] = side_of(source)
