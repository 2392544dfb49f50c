# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The one loop over a listing whose pages each link to the next.

How a page is asked for, and how many are wanted, is for whoever reads the listing.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Literal
from urllib.parse import urlsplit

from .transport import Transport
from .transport_error import TransportError

MAX_EMPTY_PAGES = 10


class BadLink(Exception):
    """A link to ``host`` that must not be followed, and why."""

    def __init__(self, why: Literal["another host", "another path", "repeated", "empty"], host: str) -> None:
        super().__init__(f"{host}: {why}")
        self.why = why
        self.host = host


class PageLinks:
    """The addresses of a listing's pages, from ``first`` on, for a ``for`` loop that calls :meth:`follow`.

    The token goes to the hosts of ``transport`` and the path of the first address only. An end that is none is an
    error, never a shorter list.
    """

    def __init__(self, transport: Transport, first: str, hop: str) -> None:
        self._transport = transport
        self._hop = hop
        self._first = first
        self._url = first
        self._next: str | None = first
        self._seen: set[bytes] = set()
        self._empty = 0

    def __iter__(self) -> Iterator[str]:
        while self._next is not None:
            self._url, self._next = self._next, None
            yield self._url

    def follow(self, link: str, rows: int) -> None:
        """Go on with the link of the page that has just come; it had so many rows.

        :raises BadLink: the link leads elsewhere, or in circles.
        """
        try:
            host = self._transport.check_host(link, self._hop)
        except TransportError as error:
            raise BadLink("another host", error.host) from error
        self._empty = 0 if rows else self._empty + 1
        self._seen.add(_digest_of_link(self._url))
        if urlsplit(link).path.casefold() != urlsplit(self._first).path.casefold():
            raise BadLink("another path", host)
        if _digest_of_link(link) in self._seen:
            raise BadLink("repeated", host)
        if self._empty >= MAX_EMPTY_PAGES:
            raise BadLink("empty", host)
        self._next = link


def _digest_of_link(url: str) -> bytes:
    return sha256(url.encode()).digest()
