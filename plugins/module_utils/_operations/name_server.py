# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Questions to the DNS, by dnspython where it is installed. What was asked once is known for the task.

A name server is asked in the clear and no host of a connection: nothing but names of domains goes there.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

from .._errors._advice.reports import failure
from .._tenant_reports.dns_and_dmarc import AskDns, DnsAnswer, RecordType

try:
    import dns.exception
    import dns.resolver
except ImportError:
    HAS_DNS = False
else:
    HAS_DNS = True

_DNS_SECONDS = 5.0
_DNS_PORT = 53
_SERVER_TEXT = re.compile(
    r"\[(?P<six>[^\]]+)\](?::(?P<six_port>\d+))?|(?P<four>[^:\[\]]+)(?::(?P<four_port>\d+))?|(?P<bare>.+)"
)


def servers_of(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The addresses and ports of servers such as 192.0.2.53, 192.0.2.53:5353 and [2001:db8::53]:5353.

    :raises Failure: ``dns-server-not-valid``.
    """
    return [_read_server(text) for text in texts]


def _read_server(text: str) -> tuple[str, int]:
    found = _SERVER_TEXT.fullmatch(text.strip())
    address = (found["six"] or found["four"] or found["bare"]) if found else ""
    port = int((found["six_port"] or found["four_port"] or _DNS_PORT) if found else 0)
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise failure("dns-server-not-valid", server=text) from error
    if not 0 < port < 65536:
        raise failure("dns-server-not-valid", server=text)
    return address, port


def asker(servers: Sequence[tuple[str, int]]) -> AskDns | None:
    """Who asks these servers, or those of the machine where there is none; None where dnspython is not installed."""
    if not HAS_DNS:
        return None
    try:
        resolver = dns.resolver.Resolver(configure=not servers)
    except dns.exception.DNSException:
        return lambda _name, _kind: DnsAnswer(problem="This machine names no name server: dns_servers may name one.")
    resolver.lifetime = resolver.timeout = _DNS_SECONDS
    if servers:
        resolver.nameservers = [address for address, _port in servers]
        resolver.nameserver_ports = dict(servers)
    known: dict[tuple[str, RecordType], DnsAnswer] = {}

    def ask(name: str, kind: RecordType) -> DnsAnswer:
        key = (name.casefold(), kind)
        if key not in known:
            known[key] = _ask_resolver(resolver, name, kind)
        return known[key]

    return ask


def _ask_resolver(resolver: dns.resolver.Resolver, name: str, kind: RecordType) -> DnsAnswer:
    try:
        found = resolver.resolve(name, kind, raise_on_no_answer=False, search=False)
    except dns.resolver.NXDOMAIN:
        return DnsAnswer(exists=False)
    except (dns.exception.DNSException, OSError, ValueError) as error:
        return DnsAnswer(problem=f"The DNS has no answer for {name} {kind}: {type(error).__name__}.")
    if found.rrset is None:
        return DnsAnswer()
    if kind == "TXT":
        # Several strings of a record are one text.
        texts = [b"".join(record.strings).decode("utf-8", "replace") for record in found.rrset]
        return DnsAnswer(tuple(sorted(texts)))
    return DnsAnswer(tuple(sorted(record.to_text() for record in found.rrset)))
