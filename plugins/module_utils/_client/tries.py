# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a command went through."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tries:
    """What the command went through so far; ``repeats`` and ``waited`` (seconds) count over all its pages.

    ``sent`` are the requests that it made by itself, of readings that began again and in vain as well; one that it
    shared with others, in a batch, is not among them.
    """

    repeats: int = 0
    waited: float = 0.0
    sent: int = 0
    request_ids: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return 1 + self.repeats

    def add(self, part: Tries) -> None:
        """Take in what a part of the command went through."""
        self.repeats += part.repeats
        self.waited += part.waited
        self.sent += part.sent
        self.request_ids += part.request_ids
