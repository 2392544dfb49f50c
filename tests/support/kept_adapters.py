# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of the client to the box that outlive a task: some thousand tasks run in one process, and each would
open one of its own, which costs nearly half of what a task does."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from unittest.mock import patch

from ansible_collections.m365.exchange.plugins.module_utils._transport import transport
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Adapter


class KeptAdapters:
    """What keeps the connections of a transport, handed to one transport after another. A child of ``fork`` has its
    own. One that met a transport error has closed its connections, as ever."""

    def __init__(self) -> None:
        self._idle: list[Adapter] = []
        self._process = os.getpid()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """In the ``with`` block, for all transports of this process."""

        def leave(used: transport.Transport, *_exc: object) -> None:
            used._pools.clear()  # they are the adapter's
            if used._adapter._proxy_context is None:
                self._idle.append(used._adapter)
            else:
                used._adapter.close()

        with patch.object(transport, "Adapter", self._take), patch.object(transport.Transport, "__exit__", leave):
            yield

    def close(self) -> None:
        """Give back all connections."""
        while self._idle:
            self._idle.pop().close()

    def _take(self, proxy_context: ssl.SSLContext | None = None) -> Adapter:
        if self._process != os.getpid():
            self._idle, self._process = [], os.getpid()
        if proxy_context is None:
            with suppress(IndexError):  # another thread may take the last one
                return self._idle.pop()
        return Adapter(proxy_context)
