# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other users of the machine could see of a run while it goes on: the words and variables of its processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType

from .playbook import Process
from .running import Running

EVERY = 0.02
_FILES = ("environ", "cmdline")


class Watch:
    """Reads /proc of a run and all that it starts, every 20 ms, while the ``with`` block runs.

    Modules that are copies are children of their server, so what that starts is looked at as well.
    """

    def __init__(self, process: Process) -> None:
        self._family = {process.pid, *(process.beside if isinstance(process, Running) else ())}
        self._living = set(self._family)
        self._seen: dict[bytes, str] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def processes(self) -> int:
        """How many processes there were."""
        return len(self._family)

    @property
    def sources(self) -> dict[str, bytes]:
        """All that was seen, by the process and file that showed it first."""
        return {f"{name} (no. {number})": content for number, (content, name) in enumerate(list(self._seen.items()))}

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            self._grow()
            self._living = {pid for pid in self._living if self._read(pid)}

    def _grow(self) -> None:
        """Take in the children of the living; one whose parent has gone stays."""
        new = self._living
        while new:
            new = {child for pid in new for child in _children(pid)} - self._family
            self._family |= new
            self._living |= new

    def _read(self, pid: int) -> bool:
        """Keep what it shows; whether it is still there."""
        for name in _FILES:
            try:
                with open(f"/proc/{pid}/{name}", "rb") as file:
                    content = file.read()
            except (FileNotFoundError, ProcessLookupError):
                return False
            except OSError:
                continue
            if content:
                self._seen.setdefault(content, f"{name} of process {pid}")
        return True


def _children(pid: int) -> Iterator[int]:
    """The children of each thread of a process."""
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:
                yield from map(int, file.read().split())
