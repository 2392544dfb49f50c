# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests' end of a ``support.fork_server``: start one, and have copies of it as ``subprocess`` has processes."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

CAN_COPY = hasattr(os, "pidfd_open")


class Copy:
    """A copy of a server that runs; of ``subprocess.Popen`` it has what the tests use."""

    def __init__(self, server: socket.socket, message: Mapping[str, Any], output: IO[Any], errors: IO[Any]) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs, open(os.devnull, "rb") as nothing:
            descriptors = [one.fileno() for one in (nothing, output, errors, theirs)]
            socket.send_fds(server, [json.dumps(message).encode()], descriptors)
            self._told = ours.makefile("rb", buffering=0)
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended.

        :raises subprocess.TimeoutExpired: it takes longer.
        """
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("copy", timeout or 0)
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def poll(self) -> int | None:
        """Its exit code, or nothing while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def message_of(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """What tells a server to make a copy with these."""
    return {"arguments": list(arguments), "folder": str(folder), "environment": dict(environment)}


def start_server(
    python: str, program: str, environment: Mapping[str, str], *passed: socket.socket
) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Start a program that ends when the socket here is closed; it gets the numbers of its sockets."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        numbers = [one.fileno() for one in (theirs, *passed)]
        process = subprocess.Popen(
            [python, "-m", program, *map(str, numbers)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=numbers,
        )
    return ours, process
