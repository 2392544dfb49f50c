# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that nobody may ever reach: where hostile answers lead, without any proxy in between."""

from __future__ import annotations

import contextlib
import socket

from .listener import Listener


class Trap(Listener):
    """Use it with ``with``. ``seen`` holds the first bytes of each connection."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[bytes] = []

    def url(self, path: str = "/", scheme: str = "https", host: str = "localhost") -> str:
        """An address that leads here."""
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that keep the way here free of the box's proxy, which refuses what it does not play."""
        return dict.fromkeys(("no_proxy", "NO_PROXY"), "localhost,127.0.0.1,::1")

    def touch(self) -> None:
        """Connect, to prove that it would be seen."""
        with socket.create_connection(("127.0.0.1", self.port)) as client:
            client.sendall(b"touched")
            client.recv(1)

    def _serve(self, client: socket.socket) -> None:
        with client:
            client.settimeout(10)
            with contextlib.suppress(OSError):
                self.seen.append(client.recv(4096))
