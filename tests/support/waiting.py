# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until something is so, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 120.0
_EVERY = 0.02


def wait_until(condition: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Ask again and again.

    :raises AssertionError: ``what`` was not so in ``seconds``.
    """
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"Never: {what}"
        time.sleep(_EVERY)
