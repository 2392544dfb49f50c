# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``show_progress``: a line now and then, while a listing is read.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from .context import Context

SECONDS = 2.0


class Progress:
    """At most one line in two seconds; none where nobody can be told (a module has no terminal)."""

    def __init__(self, cmdlet: str, context: Context) -> None:
        self._cmdlet = cmdlet
        self._context = context
        self._start = self._last = context.monotonic()
        self._rows = self._pages = 0

    def add(self, rows: int) -> None:
        """A page of so many rows has come."""
        self._rows += rows
        self._pages += 1
        say, now = self._context.say, self._context.monotonic()
        if say is None or now - self._last < SECONDS:
            return
        self._last = now
        elapsed = now - self._start
        rate = self._rows / elapsed if elapsed > 0 else 0.0
        say(f"{self._cmdlet}: {self._rows} rows in {self._pages} pages, {rate:.0f} rows/s, {elapsed:.0f} s")

    def restart(self) -> None:
        """The listing starts again; the time goes on."""
        self._rows = self._pages = 0
