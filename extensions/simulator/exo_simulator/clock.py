# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box's clock: the machine's, moved ahead by what a test asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from email.utils import format_datetime


class BoxClock:
    """Wall clock of the simulated service; tokens, paging links and objects see only this one."""

    def __init__(self, system: Callable[[], float]) -> None:
        """Take the machine's clock as a function that gives seconds since 1970."""
        self._system = system
        self._ahead = 0.0

    def timestamp(self) -> float:
        """Seconds since 1970, UTC."""
        return self._system() + self._ahead

    def now(self) -> datetime:
        """The same as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.timestamp(), timezone.utc)

    def advance(self, seconds: float) -> None:
        """Move the clock; a negative number moves it back."""
        self._ahead += seconds

    def http_date(self, ahead: float = 0.0) -> str:
        """An HTTP date (RFC 9110 5.6.7), optionally some seconds ahead."""
        moment = datetime.fromtimestamp(self.timestamp() + ahead, timezone.utc)
        return format_datetime(moment.replace(microsecond=0), usegmt=True)

    def iso(self) -> str:
        """ISO 8601 with milliseconds, for journal and control port."""
        return self.now().isoformat(timespec="milliseconds")
