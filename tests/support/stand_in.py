# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for ansible-playbook where a test needs a thousand runs: forks a run that connects, works and disconnects.

Started as a program. Each line that it reads is one run, a JSON map: ``way``, how its tasks run (``action`` or
``module``), and ``environment``, the variables in which it differs from this process. The run is a process of its own
and the owner of its session; each task is a worker of it, as in Ansible, and runs the action plugin, or the module's
``main()`` in one process more with its options and its answer in pipes. It writes one JSON map a line:
``{"run": pid}``, ``{"task": name}`` where a task begins, ``{"result": ...}`` where it has ended, and ``{"over": true}``
when the last process of the run is gone, whatever ended it.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from types import ModuleType
from typing import IO, Any

from ansible.module_utils import basic
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.plugins.loader import connection_loader

from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import (
    OWNER_VARIABLE,
    Machine,
    Owner,
)

Options = dict[str, Any]
Runner = Callable[[str, Options], Options]

COMMAND = {"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}
TASKS: tuple[tuple[str, Callable[[Any], Options]], ...] = (
    ("exo_connect", lambda _handle: {}),
    ("exo_command", lambda handle: {"session": handle, **COMMAND}),
    # A list is what the action plugin gives to its module.
    ("exo_disconnect", lambda handle: {"session": [handle]}),
)
_PLUGINS = "ansible_collections.m365.exchange.plugins"
_FORKS = multiprocessing.get_context("fork")


def _load(kind: str) -> dict[str, ModuleType]:
    return {name: importlib.import_module(f"{_PLUGINS}.{kind}.{name}") for name, _options in TASKS}


_ACTIONS, _MODULES = _load("action"), _load("modules")


def by_action(name: str, options: Options) -> Options:
    """The result of the action plugin, in this process, as Ansible's worker runs it."""
    task = Task()
    task.action, task.args = f"m365.exchange.{name}", options
    context = PlayContext()
    connection = connection_loader.get("local", context, os.devnull)
    result: Options = _ACTIONS[name].ActionModule(task, connection, context, None, None, None).run(None, {})
    return result


def by_module(name: str, options: Options) -> Options:
    """The answer of the module, from a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.dup2(writing, 1)
        os.close(writing)
        _be_the_module(name, options)
    os.close(writing)
    with open(reading, encoding="utf-8") as answer:
        text = answer.read()
    os.waitpid(pid, 0)
    result: Options = json.loads(text)
    return result


def _be_the_module(name: str, options: Options) -> None:
    """What Ansible's wrapper does around ``main()``; it never returns."""
    os.environ[OWNER_VARIABLE] = Owner.of(_run(), Machine.here()).as_text()
    basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": options}).encode()
    basic._ANSIBLE_PROFILE = "legacy"
    try:
        with suppress(SystemExit):
            _MODULES[name].main()
        sys.stdout.flush()
    finally:
        os._exit(0)


def _run() -> int:
    """The process that stands for ansible-playbook, told by one of its workers."""
    parent = multiprocessing.parent_process()
    if parent is None or parent.pid is None:
        raise RuntimeError("This is no worker.")
    return parent.pid


RUNNERS: dict[str, Runner] = {"action": by_action, "module": by_module}


def work(runner: Runner, name: str, options: Options, answer: Connection) -> None:
    """A worker: nothing that it prints is of interest."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    answer.send(runner(name, options))


def run(runner: Runner, report: IO[str]) -> None:
    """A whole run; what it reports holds no handle."""
    handle = None
    for name, options in TASKS:
        tell(report, task=name)
        receiving, sending = _FORKS.Pipe(duplex=False)
        worker = _FORKS.Process(target=work, args=(runner, name, options(handle), sending))
        worker.start()
        sending.close()
        try:
            result = receiving.recv()
        except EOFError:
            result = {"failed": True, "msg": "the worker is gone"}
        worker.join()
        handle = result.get("session", handle)
        tell(report, result={"task": name, "failed": bool(result.get("failed")), "msg": result.get("msg")})


def tell(report: IO[str], **line: Any) -> None:
    """Write one line."""
    report.write(json.dumps(line) + "\n")
    report.flush()


def start(way: str, environment: dict[str, str]) -> None:
    """Fork a run and pass its report on until its last process is gone: each holds the report's pipe open."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            os.environ.update(environment)
            os.close(reading)
            with open(writing, "w", encoding="utf-8") as report:
                tell(report, run=os.getpid())
                run(RUNNERS[way], report)
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as report:
        for line in report:
            sys.stdout.write(line)
            sys.stdout.flush()
    os.waitpid(pid, 0)
    tell(sys.stdout, over=True)


def main() -> None:
    """One run for each line of the input."""
    for line in sys.stdin:
        start(**json.loads(line))


if __name__ == "__main__":
    main()
