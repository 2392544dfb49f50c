# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action plugins of the modules have in common that keep objects in a desired state."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction

# Imported here, in the parent of all workers, so that no task pays for it again.
# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _warm_commands, _warm_objects  # noqa: F401
from ansible_collections.m365.exchange.plugins.plugin_utils._files import with_contents


class ObjectAction(OperationAction):
    """Keeps an object; its properties may come from files of the controller."""

    takes = "one"

    def settle(self, arguments: dict[str, Any]) -> None:
        """Read the files of the controller that properties get the content of; plain() made the arguments ours."""
        if arguments.get("files"):
            arguments["files"] = with_contents(arguments["files"], self._find_needle, self._loader)
