# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_connect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.release import __version__

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import connect
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import import_for_sign_in

# Since ansible-core 2.19 the warnings of a hidden result are shown all the same.
_HIDES_WARNINGS = tuple(int(part) for part in __version__.split(".")[:2]) < (2, 19)

# In the parent of all workers, so that no task pays for it again.
import_for_sign_in()


class ActionModule(OperationAction):
    """Connects, and shows a line in place of the handle."""

    spec = CONNECT
    operation = staticmethod(connect.run)
    secret_result = True

    def finish(self, result: dict[str, Any]) -> None:
        """Hide a success, whatever shows it; a failure has nothing to hide and shows its card."""
        if result.get("failed") or "session" not in result:
            return
        self._display.display(_describe(result))
        if _HIDES_WARNINGS:
            for warning in result.get("warnings", []):
                self._display.warning(str(warning))
        result["_ansible_no_log"] = True
        # Before 2.16.13, and in 2.17.0 to 2.17.5, the task's own setting is the only one that counts.
        self._task.no_log = True


def _describe(result: Mapping[str, Any]) -> str:
    """The line that is shown in place of a hidden result."""
    return (
        f"Connected to {result['organization']} (tenant {result['tenant_id']}) as {result['identity']} "
        f"in {result['environment']}; the token expires at {result['expires_at']}."
    )
