# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The rate limit of a cmdlet that may be asked only so many times in so many seconds.

The commands of a list share it, also those side by side: a call has its places before it asks. What other processes ask
is not known here.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .._catalogue.own_paging import Rate, rate_of
from .._clock import Clock
from .attempts import Attempts

_STEP = 1.0


class RateLimit:
    """When each cmdlet was asked, and how many answers those at work may still ask for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[str, deque[float]] = {}
        self._places: Counter[str] = Counter()

    @contextmanager
    def turn(
        self, cmdlet: str, places: int, clock: Clock, still_wanted: Callable[[], None]
    ) -> Iterator[Attempts | None]:
        """Wait until so many requests of a cmdlet may be sent; those that really are, in vain as well, are counted in
        what the block gets. It gets nothing where the cmdlet has no such limit."""
        rate = rate_of(cmdlet)
        if rate is None:
            yield None
            return
        while not self._take(cmdlet, places, rate, clock):
            still_wanted()
            clock.sleep(_STEP)
        attempts = Attempts()
        try:
            yield attempts
        finally:
            self._settle(cmdlet, places, attempts.sent, clock)

    def _take(self, cmdlet: str, places: int, rate: Rate, clock: Clock) -> bool:
        """Have so many places, all of ``rate`` at most; false where too few are free now."""
        with self._lock:
            sent, now = self._sent.setdefault(cmdlet, deque()), clock.steady()
            while sent and sent[0] <= now - rate.seconds:
                sent.popleft()
            if len(sent) + self._places[cmdlet] + min(places, rate.queries) > rate.queries:
                return False
            self._places[cmdlet] += places
            return True

    def _settle(self, cmdlet: str, places: int, sent: int, clock: Clock) -> None:
        """Give the places back for the requests that were really sent."""
        with self._lock:
            self._places[cmdlet] -= places
            self._sent.setdefault(cmdlet, deque()).extend([clock.steady()] * sent)
