# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The one retry helper: how long to wait before another attempt, and when to give up.

What may be sent again at all is for whoever sends to know. Times are seconds. Microsoft's own module waits 2 s
doubling, for five retries; ours adds jitter, so that the forks of one play do not come back together.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import field
from datetime import timezone
from email.utils import parsedate_to_datetime
from types import MappingProxyType

from .._clock import Clock
from .._dataclass import dataclass

_SECONDS_TEXT = re.compile(r"\d+")
# What no policy reaches; a number of any length, and any year, is at most this.
_WAIT_FOR_EVER = 1e9
_YEAR_OUT_OF_RANGE = re.compile(r"\b[0-9]{5,} [0-9]{1,2}:[0-9]{2}")
_LONGEST_NORMAL_WAIT = 30.0
RETRY_QUOTA = 100


@dataclass(frozen=True)
class RetryPolicy:
    """What the user allows: ``retries`` a request, and ``budget`` seconds of waiting for all of them."""

    retries: int = 5
    budget: float = 120.0


def normal_wait(retry: int, clock: Clock) -> float:
    """The wait before retry number ``retry`` (from 0): drawn from the upper half of 2 s x 2^n, 30 s at most."""
    longest = min(_LONGEST_NORMAL_WAIT, 2.0 * 2.0 ** min(retry, 10))
    return clock.between(longest / 2, longest)


def asked_wait(headers: Mapping[str, str], clock: Clock) -> float | None:
    """What ``Retry-After`` asks for, or None where it is absent, past or unreadable.

    A date counts from the answer's own ``Date``, so that our clock may be wrong (RFC 9110, 10.2.3).
    """
    value = headers.get("Retry-After", "").strip()
    wait = float(value) if _SECONDS_TEXT.fullmatch(value) else _seconds_until(value, headers.get("Date", ""), clock)
    return min(wait, _WAIT_FOR_EVER) if wait > 0 else None


def _seconds_until(date: str, answered: str, clock: Clock) -> float:
    if _YEAR_OUT_OF_RANGE.search(date):
        return _WAIT_FOR_EVER
    goal = _moment_of_date(date)
    if goal is None:
        return 0.0
    start = _moment_of_date(answered)
    return goal - (clock.wall() if start is None else start)


def _moment_of_date(date: str) -> float | None:
    """An HTTP date in seconds since 1970; one without a zone is GMT, as all of them are."""
    try:
        moment = parsedate_to_datetime(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@dataclass
class Backoff:
    """The waits between the attempts of one request.

    ``failed`` counts its attempts without success, ``waited`` the seconds; no single wait is longer than ``longest``.
    """

    policy: RetryPolicy
    clock: Clock
    longest: float = _WAIT_FOR_EVER
    failed: int = 0
    waited: float = 0.0

    @property
    def left(self) -> float:
        """What is left of the budget."""
        return self.policy.budget - self.waited

    def next_wait(self, headers: Mapping[str, str]) -> tuple[float, float | None]:
        """Count an attempt without success: the wait before another one, and what ``Retry-After`` asked for."""
        retry_after = asked_wait(headers, self.clock)
        wait = (
            normal_wait(self.failed, self.clock) if retry_after is None else retry_after * self.clock.between(1.0, 1.1)
        )
        self.failed += 1
        return min(wait, self.longest), retry_after

    def again(self, headers: Mapping[str, str] = MappingProxyType({})) -> bool:
        """Count an attempt without success, and wait before another one; False where the policy allows none."""
        wait, _retry_after = self.next_wait(headers)
        if self.failed > self.policy.retries or wait > self.left:
            return False
        self.clock.sleep(wait)
        self.waited += wait
        return True


@dataclass
class RetryQuota:
    """A purse for the retries of one session in one process (the design of botocore's standard mode).

    A retry costs 5, after silence or a server error 10; the success that follows pays the last cost
    back, a success at the first attempt pays 1 in. Empty means no more retries: a service that fails
    everything is not hammered.
    """

    level: int = RETRY_QUOTA
    last: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)  # the commands of a list may share it

    def take(self, *, costly: bool) -> bool:
        """Pay for one retry; False where the purse is too empty."""
        cost = 10 if costly else 5
        with self._lock:
            if cost > self.level:
                return False
            self.level -= cost
            self.last = cost
        return True

    def success(self) -> None:
        """Pay back after a success."""
        with self._lock:
            self.level = min(RETRY_QUOTA, self.level + (self.last or 1))
            self.last = 0
