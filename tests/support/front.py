# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy in front of the box's proxy: with TLS, a client certificate, a password, or on IPv6."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
from urllib.parse import urlsplit

from .listener import Listener

HEAD_LIMIT = 16 * 1024


class Front(Listener):
    """Passes every connection on to the proxy ``behind``; use it with ``with``.

    ``tls`` is what it shows and demands; ``password`` is ``user:password``, asked for by a 407; ``family`` is
    AF_INET6 for ::1. ``connections`` counts those that came as far as their first byte.
    """

    def __init__(
        self,
        behind: str,
        *,
        tls: ssl.SSLContext | None = None,
        password: str | None = None,
        family: socket.AddressFamily = socket.AF_INET,
    ) -> None:
        super().__init__(family)
        place = urlsplit(behind)
        self._behind = (str(place.hostname), int(place.port or 0))
        self._tls = tls
        self._password = password
        self.connections = 0

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(client.close)
            if self._tls is not None:
                client = self._tls.wrap_socket(client, server_side=True)
                stack.callback(client.close)
            head = _head(client)
            self.connections += 1
            if self._password is not None and not _admits(head, self._password):
                client.sendall(
                    b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n"
                    b"Connection: close\r\n\r\n"
                )
                return
            server = stack.enter_context(socket.create_connection(self._behind))
            server.sendall(head)
            back = threading.Thread(target=_pump, args=(server, client), daemon=True)
            back.start()
            _pump(client, server)
            back.join()


def _head(client: socket.socket) -> bytes:
    """The proxy request with its headers; nothing may follow it before our answer."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < HEAD_LIMIT:
        more = client.recv(4096)
        if not more:
            raise ConnectionResetError("the client left")
        head += more
    return head


def _admits(head: bytes, password: str) -> bool:
    return b"Basic " + base64.b64encode(password.encode()) in head


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until one of the two ends."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for one in (source, target):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
