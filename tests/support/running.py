# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of a server at work, whose output comes by pipes: of ``subprocess.Popen`` it has what the tests use."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import IO, Any, TextIO

from .copies import Copy


class Running:
    """A copy that runs; ``start`` starts it with its output and its errors. It leads a process group of its own.

    ``beside`` are the processes, no children of it, that start what it wants started.
    """

    def __init__(self, start: Callable[[IO[Any], IO[Any]], Copy], beside: Iterable[int] = ()) -> None:
        self.beside = tuple(beside)
        (output, into_output), (errors, into_errors) = os.pipe(), os.pipe()
        with open(into_output, "wb") as first, open(into_errors, "wb") as second:
            self._copy = start(first, second)
        self.stdout: TextIO = open(output, encoding="utf-8", errors="replace")  # noqa: SIM115 - for whoever reads it
        self.stderr: TextIO = open(errors, encoding="utf-8", errors="replace")  # noqa: SIM115
        self._readers: list[_Reader] = []

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self.wait()

    @property
    def pid(self) -> int:
        """Its process, and its process group."""
        return self._copy.pid

    @property
    def returncode(self) -> int:
        """Its exit code.

        :raises AssertionError: nobody has seen it end.
        """
        assert self._copy.returncode is not None
        return self._copy.returncode

    def poll(self) -> int | None:
        """Its exit code, or nothing while it runs."""
        return self._copy.poll()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended.

        :raises subprocess.TimeoutExpired: it takes longer.
        """
        return self._copy.wait(timeout)

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        self._copy.send_signal(number)

    def kill(self) -> None:
        """End it at once."""
        self._copy.kill()

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it and all that it has started said to their ends, but for what was read before.

        :raises subprocess.TimeoutExpired: it takes longer; it may be asked again.
        """
        if not self._readers:
            self._readers = [_Reader(self.stdout), _Reader(self.stderr)]
        self.wait(timeout)
        for reader in self._readers:
            reader.join(timeout)
            if reader.is_alive():
                raise subprocess.TimeoutExpired("copy", timeout or 0)
        self._close()
        output, errors = (one.text for one in self._readers)
        return output, errors

    def _close(self) -> None:
        for stream in (self.stdout, self.stderr):
            stream.close()


class _Reader(threading.Thread):
    """Reads a stream to its end."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self.text = ""
        self.start()

    def run(self) -> None:
        self.text = self._stream.read()
