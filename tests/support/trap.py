# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that nobody may ever reach: where hostile answers lead, without any proxy in between."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType


class Trap:
    """Use it with ``with``. ``seen`` holds the first bytes of each connection."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Trap:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

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

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            with client:
                client.settimeout(10)
                with contextlib.suppress(OSError):
                    self.seen.append(client.recv(4096))
