# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One way to every host: verified, bounded, never redirected, never to a host that was not allowed.

And the one loop over a listing whose pages each link to the next. How a page is asked for, and how many are wanted, is
for whoever reads the listing.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from hashlib import sha256
from http.client import HTTPException
from types import SimpleNamespace
from typing import Literal
from urllib.parse import urlsplit

from .._clock import Clock
from .._dataclass import dataclass
from .._endpoints.name_and_url_syntax import UrlNotValid, read_url
from .answer_body import read_body
from .proxy_and_connections import ATTEMPT, Adapter, Attempt, ConnectionPool, Network
from .transport_error import TransportError, transport_error_from

try:
    import requests
    from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
    from requests.structures import CaseInsensitiveDict

    # Before 1.26.7 urllib3 had it elsewhere; here it is in all versions.
    from urllib3.connection import CertificateError  # type: ignore[attr-defined]
    from urllib3.exceptions import HTTPError
    from urllib3.util import parse_url
except ImportError:  # reported by the edges through _libraries
    pass


# A keep-alive connection that rested this long may have been dropped by the other side, and its
# reset would come after the request was sent: a write must not meet that.
IDLE_SECONDS = 20.0

_USUAL_HEADERS = {"User-Agent": "m365.exchange (Ansible)", "Accept-Encoding": "identity"}
# On top of the read time-out: what a whole answer may take.
_GRACE_SECONDS = 60.0

_CONNECTIONS_NOTE = "This collection speaks https on port 443 only, to the hosts of the connection."


@dataclass(frozen=True)
class Request:
    """A request as it goes out. ``hop`` is the name of the host's part in words; times are seconds."""

    method: str
    url: str
    hop: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    read_timeout: float = 60.0
    fresh: bool = False  # ask for a connection that has not rested


@dataclass(frozen=True)
class Answer:
    """A whole answer. ``headers`` are looked up without regard to case. ``decoded`` is false for a body
    whose declared encoding was a lie (the service sends NUL bytes as gzip, measured by graph2otel)."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    decoded: bool = True

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")


def answer_of(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """An answer that came inside another one."""
    return Answer(status, CaseInsensitiveDict(headers), body)


class Transport:
    """A pool of connections to the hosts in ``allowed``.

    It is what a session of requests is for us, without what that does for each request anew: settings that it merges,
    the .netrc that would replace our Authorization header, hooks and redirects. Proxies and certificates are left to
    requests, and its cookies are kept as well.

    A name in ``allowed`` that starts with a dot stands for one label in front of it. Use it in a
    ``with`` block, in the process that made it. ``last`` tells of the way of the last request.
    """

    def __init__(self, network: Network, allowed: Collection[str], clock: Clock = Clock()) -> None:
        self._network = network
        self._allowed = frozenset(name.lower() for name in allowed)
        self._clock = clock
        self._pid = os.getpid()
        self._last_used: dict[str, float] = {}
        self._pools: dict[str, ConnectionPool] = {}
        self._cookies = RequestsCookieJar()
        self._adapter = Adapter(network.proxy_context())
        self.last: Attempt | None = None

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._close_all()

    def clone(self) -> Transport:
        """Another one to the same hosts, with connections of its own: a thread shares none with another."""
        return Transport(self._network, self._allowed, self._clock)

    def send(self, request: Request) -> Answer:
        """Send once and read the whole answer.

        :raises TransportError: with what happened instead, and whether the request had left.
        """
        host = self.check_host(request.url, request.hop)
        if os.getpid() != self._pid:
            raise RuntimeError("a transport does not cross a fork")
        now = self._clock.steady()
        if request.fresh and now - self._last_used.get(host, now) >= IDLE_SECONDS:
            self._close_all()
        silence = self._network.time_limit(request.read_timeout)
        ends = now + silence + _GRACE_SECONDS
        attempt = Attempt(lambda: ends - self._clock.steady())
        self.last = attempt
        token = ATTEMPT.set(attempt)
        try:
            if host not in self._pools:
                self._pools[host] = self._adapter.pool(host, self._network)
            path, headers = path_of(request.url), self._headers_of_request(host, request)
            with self._pools[host].connection(self._network.connect_timeout) as connection:
                response = connection.ask(request.method, path, headers, request.body or b"", silence)
                answer_headers = _join_headers(response.headers.items())
                if "Set-Cookie" in answer_headers:
                    self._keep_cookies(request.url, response)
                body, decoded = read_body(response, answer_headers)
            return Answer(response.status, answer_headers, body, decoded)
        except (HTTPError, HTTPException, CertificateError, OSError) as error:
            problem = transport_error_from(error, request.hop, host, attempt, self._network.ca_path)
            # What ended one answer may end the next on the same connection, and that may be a write's.
            self._close_all()
        finally:
            ATTEMPT.reset(token)
            self._last_used[host] = self._clock.steady()
        # Not inside the handler: the library's error holds the request, and with it the token.
        raise problem

    def check_host(self, url: str, hop: str) -> str:
        """The host of ``url``, lower case, if a request may go there.

        :raises TransportError: ``host-refused`` otherwise; nothing is sent.
        """
        try:
            host = read_url(url).host
        except UrlNotValid as error:
            raise TransportError(
                "host-refused", hop, "(no host)", was_sent=False, detail=f"The address {error}."
            ) from error
        if is_among(host, self._allowed):
            return host
        raise TransportError("host-refused", hop, host, was_sent=False, detail=_CONNECTIONS_NOTE)

    def _headers_of_request(self, host: str, request: Request) -> Mapping[str, str]:
        headers = {"Host": host, **_USUAL_HEADERS, **request.headers}
        return self._with_cookies(request.url, headers) if len(self._cookies) else headers

    def _with_cookies(self, url: str, headers: Mapping[str, str]) -> Mapping[str, str]:
        """The same with what was kept for the host; a cookie of the request's own comes before that."""
        prepared = _as_requests_has_it(url, headers)
        prepared.prepare_cookies(self._cookies)
        return prepared.headers

    def _keep_cookies(self, url: str, came: object) -> None:
        response = SimpleNamespace(_original_response=came)
        extract_cookies_to_jar(self._cookies, _as_requests_has_it(url, {}), response)  # type: ignore[no-untyped-call]

    def _close_all(self) -> None:
        for pool in self._pools.values():
            pool.close()  # the adapter lets go of it, which closes it when nobody has it any more
        self._pools.clear()
        self._adapter.close()


def is_among(host: str, names: Collection[str]) -> bool:
    """Whether ``host`` is one of ``names``; one that starts with a dot stands for one label in front of it."""
    return host in names or f".{host.partition('.')[2]}" in names


def _as_requests_has_it(url: str, headers: Mapping[str, str]) -> requests.PreparedRequest:
    """As much of a request as cookies depend on."""
    prepared = requests.PreparedRequest()
    prepared.url, prepared.headers = url, CaseInsensitiveDict(headers)
    return prepared


def _join_headers(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Headers by their names, whose case makes no difference; the values of one that came twice are joined."""
    joined: CaseInsensitiveDict[str] = CaseInsensitiveDict()
    for name, value in pairs:
        text = value.strip()
        joined[name] = f"{joined[name]}, {text}" if name in joined else text
    return joined


@lru_cache(maxsize=64)
def path_of(url: str) -> str:
    """What is asked for at its host: path and query, in which characters are quoted that were not."""
    prepared = requests.PreparedRequest()
    prepared.prepare_url(url, None)
    return str(parse_url(str(prepared.url)).request_uri)


def query(url: str, values: Mapping[str, object] | None) -> str:
    """``url`` with ``values`` as its query."""
    if not values:
        return url
    return str(requests.Request("GET", url, params=dict(values)).prepare().url)


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
        self._digests_of_followed: set[bytes] = set()
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
        self._digests_of_followed.add(_digest_of_link(self._url))
        if urlsplit(link).path.casefold() != urlsplit(self._first).path.casefold():
            raise BadLink("another path", host)
        if _digest_of_link(link) in self._digests_of_followed:
            raise BadLink("repeated", host)
        if self._empty >= MAX_EMPTY_PAGES:
            raise BadLink("empty", host)
        self._next = link


def _digest_of_link(url: str) -> bytes:
    return sha256(url.encode()).digest()
