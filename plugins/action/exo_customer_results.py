# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_customer_results: its folder is on the controller, wherever the customers' tasks run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import customer_results
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import CUSTOMER_RESULTS
from ansible_collections.m365.exchange.plugins.plugin_utils._tasks_file import demand_tasks

# What is told of a failed task; the rest of its result, rows among it, is nobody's here.
_FIELDS_OF_FAILURE = ("msg", "error", "outcome", "failed")


class ActionModule(OperationAction):
    """Keeps the results of a run over many customers."""

    spec = CUSTOMER_RESULTS
    operation = staticmethod(customer_results.run)

    def settle(self, arguments: dict[str, Any]) -> None:
        """Find files where a person means them: where ansible-playbook was started, then beside the playbook."""
        for name in ("path", "tasks_file"):
            if arguments.get(name):
                arguments[name] = os.path.expandvars(os.path.expanduser(str(arguments[name])))
        if arguments.get("path"):
            arguments["path"] = os.path.abspath(arguments["path"])
        if arguments.get("tasks_file"):
            places = [os.path.abspath(arguments["tasks_file"]), self._loader.path_dwim(arguments["tasks_file"])]
            arguments["tasks_file"] = next(filter(os.path.isfile, places), places[0])
            if arguments.get("step") == "start" and os.path.isfile(arguments["tasks_file"]):
                demand_tasks(arguments["tasks_file"], self._loader, self._task.collections or ())
        if isinstance(arguments.get("failure"), Mapping):
            arguments["failure"] = _compact_failure(arguments["failure"])

    def finish(self, result: dict[str, Any]) -> None:
        """Show the table; the options say nothing that the result does not."""
        result.pop("invocation", None)
        if "table" in result:
            self._display.display(f"\n{result['table']}")

    def _runs_here(self) -> bool:
        return True


def _compact_failure(failure: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: failure[name] for name in _FIELDS_OF_FAILURE if name in failure}
    for name in ("results", "outcomes"):
        if isinstance(failure.get(name), list):
            fields[name] = [_compact_failure(part) for part in failure[name] if isinstance(part, Mapping)]
    return fields
