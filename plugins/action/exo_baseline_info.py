# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_baseline_info."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import baseline_info
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import BASELINE_INFO
from ansible_collections.m365.exchange.plugins.plugin_utils._files_of_options import load_baseline, load_exceptions
from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import import_for_commands

# In the parent of all workers, so that no task pays for it again.
import_for_commands()


class ActionModule(OperationAction):
    """Judges an organization by a baseline."""

    spec = BASELINE_INFO
    operation = staticmethod(baseline_info.run)
    takes = "one"

    def settle(self, arguments: dict[str, Any]) -> None:
        """Read the files of the controller."""
        for name, load in (("baseline", load_baseline), ("exceptions", load_exceptions)):
            if arguments.get(name):
                arguments[name] = load(arguments[name], self._find_needle, self._loader)
