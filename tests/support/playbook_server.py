# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-playbook without its start-up: a process that has imported ansible-core, and makes a copy of itself a run.

It runs in the virtual environment of one ansible-core: ``python -m support.playbook_server CONTROL``, where CONTROL is
the descriptor of a socket. Each message there is one run, with its ``arguments``: see ``support.fork_server``. The
server ends when the other end of CONTROL is closed.

A copy reads those of ansible-core's settings again that may differ, so that folders and homes are those of its own
environment. What ansible-core reads just once, when it is imported, are settings that hold for all runs of the server:
see ``support.playbook.needs_a_process_of_its_own``.
"""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import os
import socket
import ssl
import sys
from collections.abc import Mapping, Set
from functools import cache
from types import CodeType
from typing import Any

from .fork_server import Message, exit_code_of, serve
from .packing import find_once

# How often a run looks whether its tasks have ended. Ansible-core's default, a thousand times a second, takes a
# twentieth of a core for as long as the run waits; real processes of ansible-playbook keep it.
SECONDS_TO_POLL = 0.01

# The collection's own plugins, which the first task of a run would load; and what Ansible itself loads in every run.
PRELOADED = (
    "ansible.cli.playbook",
    "ansible.executor.playbook_executor",
    "ansible.plugins.strategy.linear",
    "ansible.plugins.callback.default",
    "ansible.plugins.connection.local",
    "ansible.plugins.action.debug",
    "ansible.plugins.action.set_fact",
    "ansible.plugins.shell.sh",
    "ansible.executor.module_common",
)
# Kinds of plugins of which every run reads the documentation, to know their options.
LOADED = ("inventory", "vars", "cache", "connection", "shell", "become", "callback", "strategy")
ACTIONS = "ansible_collections.m365.exchange.plugins.action."
MODULES = (
    "exo_connect",
    "exo_command",
    "exo_baseline_info",
    "exo_cmdlet_info",
    "exo_conformance",
    "exo_customer_info",
    "exo_customer_results",
    "exo_calendar_permission",
    "exo_disconnect",
    "exo_distribution_group",
    "exo_journal_info",
    "exo_mail_contact",
    "exo_mailbox",
    "exo_mailbox_permission",
    "exo_preflight_info",
    "exo_report",
    "exo_report_info",
    "exo_resource",
    "exo_resource_info",
    "exo_resources",
    "exo_session_info",
    "exo_snapshot_diff",
    "exo_transport_rule",
)


def preload() -> None:
    """Import what every run imports."""
    for name in PRELOADED:
        importlib.import_module(name)
    loader = importlib.import_module("ansible.plugins.loader")
    loader.init_plugin_loader()
    for kind in LOADED:
        for _plugin in getattr(loader, f"{kind}_loader").all(class_only=True):
            pass
    for name in MODULES:
        importlib.import_module(ACTIONS + name)
    _compile_defaults_once()
    _opening_of_the_log()
    find_once()
    ssl.create_default_context()  # OpenSSL looks its algorithms up once
    _read_settings_again()
    gc.collect()
    gc.freeze()


def run(wanted: Message) -> int:
    """Be this ansible-playbook; its exit code."""
    os.setsid()
    _read_settings_again()
    exec(_opening_of_the_log(), vars(importlib.import_module("ansible.utils.display")))
    sys.argv = list(wanted["arguments"])
    try:
        importlib.import_module("ansible.cli.playbook").PlaybookCLI.cli_executor(list(sys.argv))
    except SystemExit as ended:
        return exit_code_of(ended)
    return 0


def _compile_defaults_once() -> None:
    """The defaults of settings that are templates: compiling them is a fifth of a short run."""
    manager: Any = importlib.import_module("ansible.config.manager")
    templates = manager.NativeEnvironment()
    templates.from_string = cache(templates.from_string)
    manager.NativeEnvironment = lambda: templates


def _read_settings_again() -> None:
    """Ansible-core's settings, from the environment of this run; and collections are looked for anew."""
    constants: Any = importlib.import_module("ansible.constants")
    variables = _variables_of_the_server() | set(os.environ)
    for name, definition in constants.config.get_configuration_definitions().items():
        if _may_differ(definition, variables):
            constants.set_constant(name, constants.config.get_config_value(name, variables=vars(constants)))
    constants.set_constant("DEFAULT_INTERNAL_POLL_INTERVAL", SECONDS_TO_POLL)
    finder: Any = importlib.import_module("ansible.utils.collection_loader._collection_finder")
    finder._AnsibleCollectionFinder._remove()


@cache
def _variables_of_the_server() -> frozenset[str]:
    """The names of the variables with which ansible-core was imported; first asked for then."""
    return frozenset(os.environ)


def _may_differ(definition: Mapping[str, Any], variables: Set[str]) -> bool:
    """Whether one of these variables tells the setting, or its default follows from the home or from other settings."""
    default = str(definition.get("default"))
    return "{{" in default or "~" in default or any(one["name"] in variables for one in definition.get("env") or ())


@cache
def _opening_of_the_log() -> CodeType:
    """What ansible-core does where a log is wanted, once, when it is imported."""
    display = importlib.import_module("ansible.utils.display")
    tree = ast.parse(inspect.getsource(display))
    tree.body = [one for one in tree.body if isinstance(one, ast.If) and "DEFAULT_LOG_PATH" in ast.unparse(one.test)]
    if len(tree.body) != 1:
        raise RuntimeError("ansible-core opens its log elsewhere now.")
    return compile(tree, str(display.__file__), "exec")


def main() -> None:
    """Serve the socket of the first argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    preload()
    serve(control, run)


if __name__ == "__main__":
    main()
