# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cmdlet's implementation gets and gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .binding import Bound
from .catalogue import Cmdlet
from .contract import Caller, Service
from .directory import Directory
from .families import Family
from .store import Item
from .values import Value


@dataclass(frozen=True)
class Call:
    """One cmdlet call after binding."""

    directory: Directory
    caller: Caller
    service: Service
    bound: Bound
    family: Family

    @property
    def cmdlet(self) -> Cmdlet:
        """The cmdlet."""
        return self.bound.cmdlet

    @property
    def values(self) -> Mapping[str, Value]:
        """The bound parameters."""
        return self.bound.values

    def text(self, name: str) -> str | None:
        """A parameter as text, None when it was not given or is empty."""
        value = self.values.get(name)
        return None if value in (None, "") else str(value)


@dataclass
class Outcome:
    """What a cmdlet answers: objects to be shown as Get-``noun`` shows them, or rows that are ready."""

    items: Sequence[Item] = ()
    noun: str | None = None
    rows: Sequence[Mapping[str, Any]] = ()
    warnings: list[str] = field(default_factory=list)
