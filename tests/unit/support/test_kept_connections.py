# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections that are kept serve one process: two on one of them would read each other's answers."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from support.kept_connections import KeptConnections


class _Ports(BaseHTTPRequestHandler):
    """Answers with the port of who asks."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = str(self.client_address[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def connections() -> Iterator[KeptConnections]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Ports) as server:
        threading.Thread(target=server.serve_forever).start()
        kept = KeptConnections(f"http://127.0.0.1:{server.server_port}", 60.0)
        yield kept
        kept.close()
        server.shutdown()


def test_one_is_used_again(connections: KeptConnections) -> None:
    assert connections.ask("GET", "/") == connections.ask("GET", "/")


def test_a_child_has_its_own(connections: KeptConnections) -> None:
    before = connections.ask("GET", "/")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, connections.ask("GET", "/"))
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as answer:
        assert answer.read() not in (b"", before)
    os.waitpid(child, 0)
    assert connections.ask("GET", "/") == before
