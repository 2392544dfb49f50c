# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests' end of ``support.playbook_server``: one server an ansible-core, started when it is first needed.

On it hangs a server of modules, for runs that have them as processes.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import IO, Any

from .copies import Copy, message_of, start_server
from .places import ROOT, bin_of


@dataclass(frozen=True)
class Ended:
    """A run that has ended, as ``subprocess`` would tell it."""

    returncode: int
    stdout: str
    stderr: str


class Server:
    """A running server; ``environment`` is what all of its runs have in common."""

    def __init__(self, core: str, environment: Mapping[str, str]) -> None:
        # Its own temporary folder and home: ansible-core makes folders there when it is imported.
        self._folder = tempfile.TemporaryDirectory(prefix="m365-server-")
        self._python = str(bin_of(core) / "python")
        own = dict.fromkeys(("HOME", "TMPDIR", "ANSIBLE_HOME", "ANSIBLE_LOCAL_TEMP"), self._folder.name)
        path = os.pathsep.join([environment["PYTHONPATH"], str(ROOT / "tests")])
        self._environment = {**environment, **own, "PYTHONPATH": path}
        self._processes: list[tuple[socket.socket, subprocess.Popen[bytes]]] = []
        self._control = self._start("support.playbook_server")

    def _start(self, program: str, *passed: socket.socket) -> socket.socket:
        """Start a program that ends when what this returns is closed."""
        started = start_server(self._python, program, self._environment, *passed)
        self._processes.append(started)
        return started[0]

    @cached_property
    def modules(self) -> str:
        """The path of the socket of a server for modules, which is started when it is first needed."""
        path = os.path.join(self._folder.name, "modules")
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(path)
            listener.listen(64)
            self._start("support.module_server", listener)
        return path

    @property
    def beside(self) -> list[int]:
        """The process that has the modules, where they have been asked for."""
        return [process.pid for _control, process in self._processes[1:]]

    def run(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float) -> Ended:
        """Run ansible-playbook with these arguments.

        :raises subprocess.TimeoutExpired: it took longer; it and its process group are killed.
        """
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            copy = self.start(arguments, folder, environment, output, errors)
            try:
                code = copy.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(copy.pid, signal.SIGKILL)
                raise
            texts = [_text(os.pread(one.fileno(), os.fstat(one.fileno()).st_size, 0)) for one in (output, errors)]
        return Ended(code, *texts)

    def start(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], output: IO[Any], errors: IO[Any]
    ) -> Copy:
        """Start ansible-playbook with these arguments; it leads a process group of its own."""
        return Copy(self._control, message_of(arguments, folder, environment), output, errors)

    def stop(self) -> None:
        """End it."""
        for control, process in self._processes:
            control.close()
            process.wait()
        self._folder.cleanup()


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace")


@cache
def server_of(core: str, environment: tuple[tuple[str, str], ...]) -> Server:
    """The server for runs on this core in this environment; it ends with the tests."""
    server = Server(core, dict(environment))
    atexit.register(server.stop)
    return server
