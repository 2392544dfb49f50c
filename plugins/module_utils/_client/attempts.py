# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a command, and one request of it, went through.

What it means is told by :mod:`repeat_rules` and :mod:`fault_advice`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .._errors.failure import Outcome
from .._transport.retry import Backoff
from .repeat_rules import Condition


@dataclass
class Attempts:
    """What the command went through so far; ``retries`` and ``waited`` (seconds) count over all its pages.

    ``sent`` are the requests that it made by itself, of readings that began again and in vain as well; one that it
    shared with others, in a batch, is not among them.
    """

    retries: int = 0
    waited: float = 0.0
    sent: int = 0
    request_ids: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return 1 + self.retries

    def add(self, part: Attempts) -> None:
        """Take in what a part of the command went through."""
        self.retries += part.retries
        self.waited += part.waited
        self.sent += part.sent
        self.request_ids += part.request_ids


@dataclass
class State:
    """One request's retries: by condition, the waits, and the worst that may have become of it."""

    backoff: Backoff
    by_condition: Counter[Condition] = field(default_factory=Counter)
    outcome: Outcome = "did_not_run"
    moves: int = 0
