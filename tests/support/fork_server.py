# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a process that has imported what each of them needs: one for each message.

A message is JSON with the copy's ``folder`` and ``environment``, and with what it is to do. With it come descriptors:
of its standard input, output and errors, and of a socket that hears the process's id and, later, its exit code; minus
the signal, as ``subprocess`` has it, where one ended it.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Any, NoReturn

LONGEST_MESSAGE = 1 << 20
DESCRIPTORS = 4

Message = dict[str, Any]


def serve(control: socket.socket, run: Callable[[Message], int], listener: socket.socket | None = None) -> None:
    """Make a copy for each message, until the other end of ``control`` is closed.

    Messages come by ``control`` itself, or one from whoever connects to ``listener``. In the copy, ``run`` gives its
    exit code.
    """
    with selectors.DefaultSelector() as selector:
        for one in filter(None, (control, listener)):
            selector.register(one, selectors.EVENT_READ)
        while True:
            for key, _events in selector.select():
                if key.fileobj is control:
                    if not _make_copy(control, run, selector):
                        return
                elif key.fileobj is listener:
                    with key.fileobj.accept()[0] as asker:
                        _make_copy(asker, run, selector)
                else:
                    selector.unregister(key.fileobj)
                    _tell_end(key.fd, *key.data)


def _make_copy(asker: socket.socket, run: Callable[[Message], int], selector: selectors.BaseSelector) -> bool:
    """Read a message and do what it says in a copy; whether there was one."""
    message, descriptors, _flags, _address = socket.recv_fds(asker, LONGEST_MESSAGE, DESCRIPTORS)
    if not message:
        return False
    *standard, told = descriptors
    child = os.fork()
    if child == 0:
        os.close(told)
        _be_copy(json.loads(message), standard, run)
    for descriptor in standard:
        os.close(descriptor)
    os.write(told, f"{child}\n".encode())
    selector.register(os.pidfd_open(child), selectors.EVENT_READ, (child, told))
    return True


def _be_copy(message: Message, standard: list[int], run: Callable[[Message], int]) -> NoReturn:
    for number, descriptor in enumerate(standard):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(message["folder"])
    os.environ.clear()
    os.environ.update(message["environment"])
    tempfile.tempdir = None
    code = 1
    try:
        code = run(message)
    except Exception:  # noqa: BLE001 - said as the interpreter says it
        sys.excepthook(*sys.exc_info())
    _end(code)


def _end(code: int) -> NoReturn:
    """End as the interpreter does, but for taking apart all that was imported: a quarter of what a short run takes."""
    vars(threading)["_shutdown"]()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _tell_end(descriptor: int, child: int, told: int) -> None:
    os.close(descriptor)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os.write(told, f"{code}\n".encode())
    except BrokenPipeError:
        pass  # the test has given up
    os.close(told)


def exit_code_of(ended: SystemExit) -> int:
    """The code with which the interpreter would end."""
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    print(ended.code, file=sys.stderr)
    return 1
