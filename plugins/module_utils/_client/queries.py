# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How often a connection asks a cmdlet that may be asked only so many times in so many seconds.

The commands of a list share it, also those side by side: who is about to ask has its place before it does.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable

from .._catalogue.own_paging import Rate


class Queries:
    """When each cmdlet was asked, and how many answers those at work may still ask for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[str, deque[float]] = {}
        self._places: Counter[str] = Counter()

    def take(self, cmdlet: str, places: int, rate: Rate, monotonic: Callable[[], float]) -> bool:
        """Have so many places for requests of a cmdlet, all of ``rate`` at most; false where too few are free now."""
        with self._lock:
            sent, now = self._sent.setdefault(cmdlet, deque()), monotonic()
            while sent and sent[0] <= now - rate.seconds:
                sent.popleft()
            if len(sent) + self._places[cmdlet] + min(places, rate.queries) > rate.queries:
                return False
            self._places[cmdlet] += places
            return True

    def settle(self, cmdlet: str, places: int, sent: int, monotonic: Callable[[], float]) -> None:
        """Give the places of :meth:`take` back for the requests that were really sent."""
        with self._lock:
            self._places[cmdlet] -= places
            self._sent.setdefault(cmdlet, deque()).extend([monotonic()] * sent)
