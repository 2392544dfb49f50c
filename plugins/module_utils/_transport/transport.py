# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One way to every host: verified, bounded, never redirected, never to a host that was not allowed."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import field
from functools import lru_cache

try:
    import requests
    from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
    from urllib3.exceptions import HTTPError
except ImportError:  # reported by the edges through _libraries
    pass

from .._clock import Clock
from .._dataclass import dataclass
from .._endpoints.name_and_url_syntax import UrlNotValid, is_among, read_url
from .answer_body import read_body
from .proxy_and_connections import ATTEMPT, Adapter, Attempt, Network
from .transport_error import TransportError, transport_error_from

# A keep-alive connection that rested this long may have been dropped by the other side, and its
# reset would come after the request was sent: a write must not meet that.
IDLE_SECONDS = 20.0

_USER_AGENT = "m365.exchange (Ansible)"
# On top of the read time-out: what a whole answer may take.
_GRACE = 60.0

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
    return Answer(status, requests.structures.CaseInsensitiveDict(headers), body)


class Transport:
    """A pool of connections to the hosts in ``allowed``.

    It is what a session of requests is for us, without what that asks of each request anew: settings that it merges,
    the .netrc that would replace our Authorization header, hooks and redirects. Cookies it has as well.

    A name in ``allowed`` that starts with a dot stands for one label in front of it. Use it in a
    ``with`` block, in the process that made it. ``last`` tells of the way of the last request.
    """

    def __init__(self, network: Network, allowed: Collection[str], clock: Clock = Clock()) -> None:
        self._network = network
        self._allowed = frozenset(name.lower() for name in allowed)
        self._clock = clock
        self._pid = os.getpid()
        self._last_used: dict[str, float] = {}
        self._proxies: dict[str, dict[str, str]] = {}
        self._cookies = RequestsCookieJar()
        self._adapter = Adapter(network.proxy_context())
        self.last: Attempt | None = None

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._adapter.close()

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
            self._adapter.close()
        ends = now + self._network.time_limit(request.read_timeout) + _GRACE
        attempt = Attempt(lambda: ends - self._clock.steady())
        self.last = attempt
        token = ATTEMPT.set(attempt)
        try:
            prepared = self.prepare(request)
            response = self._adapter.send(
                prepared,
                stream=True,
                timeout=(self._network.connect_timeout, self._network.time_limit(request.read_timeout)),
                verify=self._network.ca_path or True,
                proxies=self._proxies_to(host, request.url),
            )
            with response:
                if "Set-Cookie" in response.headers:
                    extract_cookies_to_jar(self._cookies, prepared, response.raw)  # type: ignore[no-untyped-call]
                body, decoded = read_body(response.raw, response.headers)
            return Answer(response.status_code, response.headers, body, decoded)
        except (requests.RequestException, HTTPError, OSError) as error:
            problem = transport_error_from(error, request.hop, host, attempt, self._network.ca_path)
            # What ended one answer may end the next on the same connection, and that may be a write's.
            self._adapter.close()
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
                "host-refused", hop, "(no host)", sent=False, detail=f"The address {error}."
            ) from error
        if is_among(host, self._allowed):
            return host
        raise TransportError("host-refused", hop, host, sent=False, detail=_CONNECTIONS_NOTE)

    def prepare(self, request: Request) -> requests.PreparedRequest:
        """The request as requests has it."""
        prepared = requests.PreparedRequest()
        prepared.prepare_method(request.method)
        prepared.url = _quote(request.url)
        prepared.prepare_headers({"User-Agent": _USER_AGENT, **request.headers})
        if len(self._cookies):
            prepared.prepare_cookies(self._cookies)
        prepared.prepare_body(request.body, None)
        return prepared

    def _proxies_to(self, host: str, url: str) -> dict[str, str]:
        if host not in self._proxies:
            self._proxies[host] = self._network.proxies(url)
        return self._proxies[host]


@lru_cache(maxsize=64)
def _quote(url: str) -> str:
    """An address as it is sent, which differs from what was given in how characters are quoted at most."""
    prepared = requests.PreparedRequest()
    prepared.prepare_url(url, None)
    return str(prepared.url)


def query(url: str, values: Mapping[str, object] | None) -> str:
    """``url`` with ``values`` as its query."""
    if not values:
        return url
    return str(requests.Request("GET", url, params=dict(values)).prepare().url)
