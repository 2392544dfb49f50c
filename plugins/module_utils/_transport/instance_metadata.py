# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The one place that is asked without TLS: a machine's own metadata service.

It is reached directly, never through a proxy, and nothing else is ever asked: whoever could redirect us would get the
machine's identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

try:
    import requests
    from urllib3.exceptions import HTTPError
except ImportError:  # reported by the edges through _libraries
    pass

from .answer_body import read_body
from .transport import Answer, query
from .transport_error import TransportError

_HOP = "managed identity"
# Off Azure nobody answers at the address, so a machine without an identity should learn that soon.
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0


class MetadataTransport:
    """GET requests to one origin; ``origin`` is a URL of which scheme, host and port count."""

    def __init__(self, origin: str) -> None:
        self._origin = _place(origin)

    def get(self, url: str, params: Mapping[str, object] | None, headers: Mapping[str, str]) -> Answer:
        """Ask once.

        :raises TransportError: ``host-refused`` for another place than the origin; what the network did otherwise.
        """
        host = urlsplit(url).hostname or "(no host)"
        if _place(url) != self._origin:
            raise TransportError(
                "host-refused", _HOP, host, was_sent=False, detail="It is not this machine's metadata service."
            )
        with requests.Session() as session:
            session.trust_env = False  # no proxy, no .netrc
            try:
                with session.get(
                    query(url, params),
                    headers=dict(headers),
                    stream=True,
                    allow_redirects=False,
                    timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                ) as response:
                    body, decoded = read_body(response.raw, response.headers)
            except (requests.RequestException, HTTPError, OSError) as error:
                was_sent = isinstance(error, requests.ReadTimeout)
                problem = TransportError("read-timeout" if was_sent else "unreachable", _HOP, host, was_sent=was_sent)
            else:
                return Answer(response.status_code, response.headers, body, decoded)
        # Not inside the handler: the library's error holds the request, and with it the header.
        raise problem


def _place(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    return parts.scheme.lower(), parts.hostname, port or {"http": 80, "https": 443}.get(parts.scheme.lower())
