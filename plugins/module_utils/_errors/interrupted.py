# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a signal raises: no failure, because nothing may handle it as one and go on.

Private to this collection: it may change in any release.
"""

from __future__ import annotations


class Interrupted(BaseException):
    """The run is being ended. ``may_have_run`` is true where a request was in flight that may change something."""

    def __init__(self, signal: str) -> None:
        self.signal = signal
        self.may_have_run = False
        self.client_request_id: str | None = None
        super().__init__(signal)
