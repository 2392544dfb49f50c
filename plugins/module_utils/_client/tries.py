# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a command went through.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tries:
    """What the command went through so far; ``repeats`` and ``waited`` (seconds) count over all its pages."""

    repeats: int = 0
    waited: float = 0.0
    request_ids: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return 1 + self.repeats
