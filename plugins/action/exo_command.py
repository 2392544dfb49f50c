# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_command."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import PlaceInList
from ansible_collections.m365.exchange.plugins.module_utils._operations import command
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND

# Imported here, in the parent of all workers, so that no task pays for it again.
# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _warm_commands  # noqa: F401
from ansible_collections.m365.exchange.plugins.plugin_utils._files import with_contents


class ActionModule(OperationAction):
    """Runs a cmdlet."""

    spec = COMMAND
    operation = staticmethod(command.run)
    takes = "one"

    def settle(self, arguments: dict[str, Any]) -> None:
        """Read the files of the controller that parameters get the content of; plain() made the arguments ours."""
        self._read_files(arguments)
        items = arguments.get("commands")
        items = items if isinstance(items, list) else []
        for number, item in enumerate(items, 1):
            with PlaceInList(number, len(items)):
                self._read_files(item)

    def _read_files(self, command: Any) -> None:
        if isinstance(command, dict) and command.get("files"):
            command["files"] = with_contents(command["files"], self._find_needle, self._loader)
