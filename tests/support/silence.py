# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A read that meets the box's silence times out at once, however long its time-out is; any other waits in peace.

A short time-out would do the same on an idle machine only: on a busy one it ends what is merely slow. The box says
which connections get no more of their answer.
"""

from __future__ import annotations

import select
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from .box import Box

FIRST, LONGEST = 0.02, 0.16  # seconds between two looks, of which each costs the box as much as a small request
_READ = ssl.SSLSocket.recv_into


@contextmanager
def silence_seen(box: Box) -> Iterator[None]:
    """In the ``with`` block, for all connections of this process to the box."""

    def silent(sock: ssl.SSLSocket) -> bool:
        return sock.getsockname()[1] in box.control.silent()

    def recv_into(sock: ssl.SSLSocket, *arguments: Any, **named: Any) -> int:
        patience = sock.gettimeout()
        if not patience:
            return _READ(sock, *arguments, **named)
        end = time.monotonic() + patience
        over, pause = False, FIRST
        while True:
            sock.settimeout(0)
            try:
                return _READ(sock, *arguments, **named)
            except ssl.SSLWantReadError:
                if over or time.monotonic() >= end:
                    raise TimeoutError("The read operation timed out") from None
            finally:
                sock.settimeout(patience)
            # What the box sent before it fell silent is here by now, so it is read once more.
            over = not select.select([sock], [], [], pause)[0] and silent(sock)
            pause = min(2 * pause, LONGEST)

    with patch.object(ssl.SSLSocket, "recv_into", recv_into):
        yield
