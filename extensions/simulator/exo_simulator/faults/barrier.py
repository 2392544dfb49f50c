# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A barrier: requests wait for one another, so that what runs side by side is proved without a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from ..wire import Answer, text_answer

SECONDS = 60.0


class Barrier:
    """Holds requests until ``requests`` of them are inside, and lets these go together.

    It is broken when one has waited for ``seconds``: that one, all that are inside, and all that come later are
    answered with an error at once, so nothing hangs however often a client tries.
    """

    def __init__(self, number: int, options: Mapping[str, Any]) -> None:
        self._number = number
        self._wanted: int = options["requests"]
        self._seconds = float(options.get("seconds", SECONDS))
        self._gate = asyncio.Event()
        self._lifted = False
        self._broken = ""
        self.inside = 0
        self.most = 0

    async def hold(self) -> Answer | None:
        """Wait for the others; the error of a broken barrier, or None: the request goes on."""
        if self._broken or self._lifted:
            return self._error()
        gate = self._gate
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside >= self._wanted:
            self._open()
        try:
            await asyncio.wait_for(gate.wait(), self._seconds)
        except asyncio.TimeoutError:
            if not gate.is_set():
                self._break()
        return self._error()

    def lift(self) -> None:
        """Let all go, and hold nobody any more."""
        self._lifted = True
        self._open()

    def _open(self) -> None:
        """These go; the next ones wait for one another."""
        self.inside = 0
        self._gate.set()
        self._gate = asyncio.Event()

    def _break(self) -> None:
        self._broken = (
            f"The barrier of fault {self._number}: {self.inside} of {self._wanted} requests were inside at once, "
            f"and no other came within {self._seconds:g} s."
        )
        self._open()

    def _error(self) -> Answer | None:
        return text_answer(400, self._broken) if self._broken else None
