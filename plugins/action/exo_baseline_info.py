# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_baseline_info."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import baseline_info
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import BASELINE_INFO

# Imported here, in the parent of all workers, so that no task pays for it again.
# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _warm_commands  # noqa: F401
from ansible_collections.m365.exchange.plugins.plugin_utils._baseline_files import load_baseline, load_exceptions


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
