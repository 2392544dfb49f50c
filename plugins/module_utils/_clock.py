# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Time and chance as arguments, so that no test waits and every run can be repeated."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from ._dataclass import dataclass

# Linux counts the time asleep in CLOCK_BOOTTIME only; macOS has no such clock. Both are steady.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


@dataclass(frozen=True)
class Clock:
    """Four functions; every time is in seconds.

    ``wall`` is the time of day since 1970 and may jump; ``steady`` never jumps and counts from the
    start of the machine; ``sleep`` waits; ``chance`` draws evenly from 0 (included) to 1 (not).
    """

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = partial(time.clock_gettime, _STEADY)
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def between(self, low: float, high: float) -> float:
        """A number drawn evenly from ``low`` to ``high``."""
        return low + (high - low) * self.chance()
