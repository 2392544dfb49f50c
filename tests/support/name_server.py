# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A name server on loopback that answers from a table: what it does not have does not exist."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

# Of a name and a type its records as a zone file has them; None: the server fails.
Zone = Mapping[tuple[str, str], Sequence[str] | None]


class _Server(socketserver.ThreadingUDPServer):
    daemon_threads = True

    def __init__(self, zone: Zone) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.zone = zone
        self.asked: list[tuple[str, str]] = []


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        data, socket = self.request
        query = dns.message.from_wire(data)
        question = query.question[0]
        key = (question.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(question.rdtype))
        self.server.asked.append(key)
        answer: Any = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        records = self._records(key)
        if records is None:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif not records and not any(name == key[0] for name, _kind in self.server.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif records:
            answer.answer.append(dns.rrset.from_text(question.name, 300, "IN", question.rdtype, *records))
        socket.sendto(answer.to_wire(), self.client_address)

    def _records(self, key: tuple[str, str]) -> Sequence[str] | None:
        return self.server.zone.get(key, [])


@contextmanager
def name_server(zone: Zone) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Its address with the port, and what it was asked."""
    with _Server(zone) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}", server.asked
        finally:
            server.shutdown()
            thread.join()
