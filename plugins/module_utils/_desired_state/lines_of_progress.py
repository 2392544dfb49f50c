# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Lines about the progress of a task that keeps many objects: at most one in two seconds; and warnings, each once."""

from __future__ import annotations

from collections.abc import Callable

from .._context_and_progress import SECONDS, Context


class ProgressLines:
    """Says where a task stands, if somebody wants to know and anybody can be told."""

    def __init__(self, context: Context, *, wanted: bool) -> None:
        self._say: Callable[[str], None] | None = context.say if wanted else None
        self._steady = context.clock.steady
        self._last = self._steady()

    def say(self, text: str) -> None:
        """A line, unless one was said a moment ago."""
        now = self._steady()
        if self._say is not None and now - self._last >= SECONDS:
            self._last = now
            self._say(text)


def warn_once(warn: Callable[[str], None]) -> Callable[[str], None]:
    """Warns of each text once: what a plan warns of is not said again where it is written."""
    said: set[str] = set()

    def say(text: str) -> None:
        if text not in said:
            said.add(text)
            warn(text)

    return say
