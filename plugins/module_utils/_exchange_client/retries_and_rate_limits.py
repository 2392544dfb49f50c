# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What each thing that can happen to a request means: whether it ran, who may send it again; and rate limits.

All of this API is POST, so the HTTP method tells nothing: the class of the cmdlet decides. A write is sent again only
where it provably did not run. Microsoft's own module repeats writes on 503 and 504; we do not.

Some cmdlets may be asked only so many times in so many seconds. The commands of a list share that limit, also those
side by side: a call has its places before it asks. What other processes ask is not known here.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Literal, Protocol

from .._catalogue.paging_parameters import Rate
from .._clock import Clock
from .._dataclass import dataclass
from .._errors.failure import Outcome
from .._transport.retry_policy_and_backoff import Backoff

if TYPE_CHECKING:
    pass


CmdletClass = Literal["read", "idempotent_write", "write"]

Condition = Literal[
    "not-sent",
    "not-verified",
    "cut",
    "silent",
    "truncated",
    "not-json",
    "unauthorized",
    "still-unauthorized",
    "forbidden",
    "not-available",
    "cmdlet-error",
    "no-such-path",
    "throttled",
    "concurrency",
    "server-error",
    "gateway-timeout",
    "transient",
    "confirmation",
    "redirected",
    "expired-page",
    "too-much",
]


@dataclass(frozen=True)
class Rule:
    """Retries for a read and for any write, the one retry that ``retry_writes: idempotent`` allows, what a
    write's outcome is, and whether the retry draws the higher price (no answer, and server errors). ``looks``: that
    one retry comes only after a read that shows that the write has not taken effect."""

    read: int
    write: int
    idempotent: int
    outcome: Outcome
    costly: bool = False
    looks: bool = False

    def retries(self, kind: CmdletClass, *, retry_writes: bool) -> int:
        """How often a request of a cmdlet of this class may be sent again."""
        if kind == "read":
            return self.read
        if kind == "idempotent_write" and retry_writes:
            return max(self.write, self.idempotent)
        return self.write


# As often as the user allows (option retries, 10 at most).
MANY_RETRIES = 10

RULES: Mapping[Condition, Rule] = {
    # DNS, connect, TLS handshake, proxy: no byte of the request left.
    "not-sent": Rule(MANY_RETRIES, MANY_RETRIES, MANY_RETRIES, "did_not_run", costly=True),
    # A certificate, an allow-list or a password will not change by asking again.
    "not-verified": Rule(0, 0, 0, "did_not_run"),
    # Reset, end of file or TLS error after the first byte, before a status line.
    "cut": Rule(MANY_RETRIES, 0, 1, "unknown", costly=True),
    "silent": Rule(1, 0, 1, "unknown", costly=True),
    # Short, broken, not UTF-8 or not JSON to the end.
    "truncated": Rule(MANY_RETRIES, 0, 1, "unknown"),
    # A success with HTML or text: a portal or a proxy answered.
    "not-json": Rule(1, 0, 0, "unknown"),
    # 401 with a token that can be renewed: renewed, then the same request once more.
    "unauthorized": Rule(1, 1, 1, "did_not_run"),
    "still-unauthorized": Rule(0, 0, 0, "did_not_run"),
    "forbidden": Rule(0, 0, 0, "refused"),
    # 403 blank, NUL or undecodable: unknown cmdlet, wrong service or missing role.
    "not-available": Rule(0, 0, 0, "did_not_run"),
    "cmdlet-error": Rule(0, 0, 0, "refused"),
    # 404, 405, 413 without a cmdlet's error: never "absent".
    "no-such-path": Rule(0, 0, 0, "did_not_run"),
    # 429 is read as "not executed", its ordinary meaning; no document promises it for this service.
    "throttled": Rule(MANY_RETRIES, MANY_RETRIES, MANY_RETRIES, "did_not_run"),
    "concurrency": Rule(MANY_RETRIES, MANY_RETRIES, MANY_RETRIES, "did_not_run"),
    "server-error": Rule(MANY_RETRIES, 0, 1, "unknown", costly=True),
    "gateway-timeout": Rule(1, 0, 1, "unknown", costly=True),
    # Directory and proxy trouble inside the service, whatever the status: one half of a write may have arrived
    # (ExoHelper repeated it, and stopped doing so).
    "transient": Rule(MANY_RETRIES, 0, 1, "unknown", costly=True, looks=True),
    # A success that only asks "are you sure?" (ShouldProcess over REST).
    "confirmation": Rule(0, 0, 0, "did_not_run"),
    "redirected": Rule(0, 0, 0, "unknown"),
    # The cursor of a listing died: only the whole reading can start again.
    "expired-page": Rule(0, 0, 0, "refused"),
    # More bytes or levels than we take: it ran, and would be as large the next time.
    "too-much": Rule(0, 0, 0, "unknown"),
}

_WORST_OUTCOME: Mapping[Outcome, int] = {"did_not_run": 0, "refused": 1, "unknown": 2}


def worst(first: Outcome, second: Outcome) -> Outcome:
    """Of several attempts without success the worst outcome counts."""
    return max(first, second, key=_WORST_OUTCOME.__getitem__)


@dataclass
class Attempts:
    """What the command went through so far; ``retries`` and ``waited`` (seconds) count over all its pages.

    ``requests`` are those that it made by itself, of readings that began again and in vain as well; one that it
    shared with others, in a batch, is not among them.
    """

    retries: int = 0
    waited: float = 0.0
    requests: int = 0
    request_ids: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return 1 + self.retries

    def add(self, part: Attempts) -> None:
        """Take in what a part of the command went through."""
        self.retries += part.retries
        self.waited += part.waited
        self.requests += part.requests
        self.request_ids += part.request_ids


@dataclass
class State:
    """One request's retries: by condition, the waits, and the worst that may have become of it."""

    backoff: Backoff
    by_condition: Counter[Condition] = field(default_factory=Counter)
    outcome: Outcome = "did_not_run"
    moves: int = 0

    def is_used_up(self, condition: Condition, kind: CmdletClass, *, retry_writes: bool) -> bool:
        """Whether ``condition`` allows no further retry of a cmdlet of this class."""
        rule = RULES[condition]
        times = self.by_condition[condition]
        if kind != "read" and rule.outcome == "unknown":
            # A write has one retry that may be a second run, whatever the reasons are.
            times = sum(n for name, n in self.by_condition.items() if RULES[name].outcome == "unknown")
        return times > rule.retries(kind, retry_writes=retry_writes)


_RATE_STEP = 1.0


@dataclass
class RateLimit:
    """When each cmdlet was asked, and how many answers those at work may still ask for."""

    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _sent_times: dict[str, deque[float]] = field(default_factory=dict)
    _places: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def turn(
        self, cmdlet: str, rate: Rate, places: int, clock: Clock, still_wanted: Callable[[], None]
    ) -> Iterator[Attempts]:
        """Wait until so many requests of a cmdlet may be sent; those that really are, in vain as well, are counted in
        what the block gets."""
        while not self._take_places(cmdlet, places, rate, clock):
            still_wanted()
            clock.sleep(_RATE_STEP)
        attempts = Attempts()
        try:
            yield attempts
        finally:
            self._give_places_back(cmdlet, places, attempts.requests, clock)

    def _take_places(self, cmdlet: str, places: int, rate: Rate, clock: Clock) -> bool:
        """Have so many places, all of ``rate`` at most; false where too few are free now."""
        with self._lock:
            sent_times, now = self._sent_times.setdefault(cmdlet, deque()), clock.steady()
            while sent_times and sent_times[0] <= now - rate.seconds:
                sent_times.popleft()
            if len(sent_times) + self._places[cmdlet] + min(places, rate.queries) > rate.queries:
                return False
            self._places[cmdlet] += places
            return True

    def _give_places_back(self, cmdlet: str, places: int, requests: int, clock: Clock) -> None:
        """Give the places back for the requests that were really sent."""
        with self._lock:
            self._places[cmdlet] -= places
            self._sent_times.setdefault(cmdlet, deque()).extend([clock.steady()] * requests)


class Pacing(Protocol):
    """The brake and the lanes that all processes of one tenant and identity share."""

    def turn(self, check: Callable[[], None]) -> AbstractContextManager[float]:
        """Hold one of the lanes, with no brake on, while a request is in flight.

        ``check`` is called while waiting, and ends the wait by raising.
        """

    def brake(self, seconds: float) -> None:
        """Let everybody wait: the service asked for it."""

    def widen(self, slots: int) -> None:
        """Have more lanes than usual, before the first turn."""
