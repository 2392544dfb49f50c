# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_resources."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._object_action import ObjectAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import resources
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCES
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_options import (
    demand_foreground,
    objects_of_src,
    put_into_dest,
)


class ActionModule(ObjectAction):
    """Keeps many objects in a desired state; files of them are the controller's wherever the task runs."""

    spec = RESOURCES
    operation = staticmethod(resources.run)

    def settle(self, arguments: dict[str, Any]) -> None:
        """Read the objects of files, before anything is sent.

        :raises Failure: ``snapshot-...``; nobody would write the files of a background task.
        """
        super().settle(arguments)
        objects_of_src(arguments, self._find_needle, self._loader)
        self._dest = str(arguments.get("dest") or "")
        demand_foreground(self._dest, background=bool(self._task.async_val))

    def finish(self, result: dict[str, Any]) -> None:
        """Write what was gathered."""
        if self._dest and "resources" in result:
            put_into_dest(result, self._dest, check_mode=self._task.check_mode)
