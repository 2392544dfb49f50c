# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-playbook without its start-up: a process that has imported ansible-core, and makes a copy of itself a run.

It runs in the virtual environment of one ansible-core: ``python -m support.playbook_server CONTROL``, where CONTROL is
the descriptor of a socket. Each message there is one run: its arguments, folder and environment as JSON, and with it
the descriptors of its output, of its errors, and of a socket that hears the process's id and, later, its exit code.
The server ends when the other end of CONTROL is closed.

A copy reads all of ansible-core's settings again, so that folders and homes are those of its own environment. What
ansible-core reads just once, when it is imported, are settings that hold for all runs of the server: see
``support.playbook.needs_a_process_of_its_own``.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import selectors
import socket
import sys
import tempfile
import threading
from typing import Any, NoReturn

LONGEST_MESSAGE = 1 << 20

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
    gc.collect()
    gc.freeze()


def serve(control: socket.socket) -> None:
    """Make a copy for each message, until the other end is closed."""
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _events in selector.select():
                if key.fileobj is not control:
                    selector.unregister(key.fileobj)
                    _tell_end(key.fd, *key.data)
                    continue
                message, descriptors, _flags, _address = socket.recv_fds(control, LONGEST_MESSAGE, 3)
                if not message:
                    return
                output, errors, told = descriptors
                child = os.fork()
                if child == 0:
                    os.close(told)
                    run(json.loads(message), output, errors)
                os.close(output)
                os.close(errors)
                os.write(told, f"{child}\n".encode())
                selector.register(os.pidfd_open(child), selectors.EVENT_READ, (child, told))


def _tell_end(descriptor: int, child: int, told: int) -> None:
    """Tell the exit code of a run that has ended; minus the signal, as subprocess does, where one ended it."""
    os.close(descriptor)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os.write(told, f"{code}\n".encode())
    except BrokenPipeError:
        pass  # the test has given up
    os.close(told)


def run(wanted: dict[str, Any], output: int, errors: int) -> NoReturn:
    """Be this ansible-playbook; never returns."""
    os.setsid()
    for descriptor, standard in ((os.open(os.devnull, os.O_RDONLY), 0), (output, 1), (errors, 2)):
        os.dup2(descriptor, standard)
        os.close(descriptor)
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    tempfile.tempdir = None
    _read_settings_again()
    sys.argv = list(wanted["arguments"])
    code = 0
    try:
        importlib.import_module("ansible.cli.playbook").PlaybookCLI.cli_executor(list(sys.argv))
    except SystemExit as ended:
        code = int(ended.code or 0)
    _end(code)


def _end(code: int) -> NoReturn:
    """End as the interpreter does, but for taking apart all that was imported: a quarter of what a short run takes."""
    vars(threading)["_shutdown"]()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _read_settings_again() -> None:
    """All of ansible-core's settings, from the environment of this run; and collections are looked for anew."""
    constants: Any = importlib.import_module("ansible.constants")
    for name in constants.config.get_configuration_definitions():
        constants.set_constant(name, constants.config.get_config_value(name, variables=vars(constants)))
    constants.set_constant("DEFAULT_INTERNAL_POLL_INTERVAL", SECONDS_TO_POLL)
    finder: Any = importlib.import_module("ansible.utils.collection_loader._collection_finder")
    finder._AnsibleCollectionFinder._remove()


def main() -> None:
    """Serve the socket of the first argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    preload()
    serve(control)


if __name__ == "__main__":
    main()
