# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How this machine reaches the world: proxy, certificate authorities, time-outs."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

try:
    from requests.utils import should_bypass_proxies
except ImportError:  # reported by the edges through _libraries
    pass

from .._errors._advice.network import failure

_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_PROXY_VARIABLES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_NO_PROXY_VARIABLES = ("no_proxy", "NO_PROXY")

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:[^\s/?#@]+@)?(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::[0-9]{1,5})?/?", re.IGNORECASE
)


@dataclass(frozen=True)
class Network:
    """Settings for every hop alike.

    ``ca_path`` is a PEM file or None for the certificates that requests brings; ``proxy`` is a URL
    or None; ``no_proxy`` is the comma list that the environment uses. ``proxy_certificate`` and ``proxy_key`` are PEM
    files that show the proxy who we are. Times are seconds; ``read_timeout`` shortens what a request may take.
    """

    ca_path: str | None = None
    proxy: str | None = field(default=None, repr=False)  # it may hold a password
    no_proxy: str = ""
    connect_timeout: float = 10.0
    read_timeout: float | None = None
    proxy_certificate: str | None = None
    proxy_key: str | None = None

    def proxies(self, url: str) -> dict[str, str]:
        """The proxies for ``url`` as requests wants them; empty where it is reached directly."""
        if not self.proxy or should_bypass_proxies(url, no_proxy=self.no_proxy):
            return {}
        return {"https": self.proxy}

    def time_limit(self, usual: float) -> float:
        """How long a request may take that may usually take ``usual`` seconds."""
        return usual if self.read_timeout is None else min(usual, self.read_timeout)

    def proxy_context(self) -> ssl.SSLContext | None:
        """How TLS is spoken with the proxy itself; None where nothing special is asked for.

        :raises Failure: ``proxy-certificate-unreadable``.
        """
        if self.proxy_certificate is None:
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca_path)
        except OSError as error:
            raise failure("ca-missing", detail=self.ca_path or "", host="the proxy", hop="proxy") from error
        try:
            # The empty password keeps OpenSSL from asking for one at the terminal.
            context.load_cert_chain(self.proxy_certificate, self.proxy_key, password="")
        except (OSError, ValueError) as error:
            path = self.proxy_certificate
            raise failure("proxy-certificate-unreadable", path=path, key_path=self.proxy_key or path) from error
        return context


def network_of(environ: Mapping[str, str]) -> Network:
    """Read the settings from the variables that curl, requests and OpenSSL know; empty ones count as unset."""
    return Network(
        ca_path=_first(environ, _CA_VARIABLES),
        proxy=_first(environ, _PROXY_VARIABLES),
        no_proxy=_first(environ, _NO_PROXY_VARIABLES) or "",
    )


def with_proxy(network: Network, text: str) -> Network:
    """The same through the proxy that ``text`` names; without a scheme it is plain http to the proxy, as for curl.

    :raises Failure: ``proxy-not-valid``; the text is not quoted, as it may hold a password.
    """
    scheme = _SCHEME.match(text)
    kind = scheme["scheme"].lower() if scheme else "http"
    place = text[scheme.end() :] if scheme else text
    if kind not in ("http", "https") or not _PLACE.fullmatch(place):
        raise failure("proxy-not-valid")
    return replace(network, proxy=f"{kind}://{place}")


def with_ca(network: Network, path: str) -> Network:
    """The same with the certificate authorities of a file.

    :raises Failure: ``ca-path-not-valid``.
    """
    full = Path(path).expanduser()
    if not full.is_file() or not os.access(full, os.R_OK):
        raise failure("ca-path-not-valid", path=path)
    return replace(network, ca_path=str(full))


def _first(environ: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((environ[name] for name in names if environ.get(name)), None)
