# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How this machine reaches the world: proxy and certificate authorities, from the environment's variables.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

try:
    from requests.utils import should_bypass_proxies
except ImportError:  # reported by the edges through _libraries
    pass

_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_PROXY_VARIABLES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_NO_PROXY_VARIABLES = ("no_proxy", "NO_PROXY")


@dataclass(frozen=True)
class Network:
    """Settings for every hop alike.

    ``ca_path`` is a PEM file or None for the certificates that requests brings; ``proxy`` is a URL
    or None; ``no_proxy`` is the comma list that the environment uses. Times are seconds.
    """

    ca_path: str | None = None
    proxy: str | None = None
    no_proxy: str = ""
    connect_timeout: float = 10.0

    def proxies(self, url: str) -> dict[str, str]:
        """The proxies for ``url`` as requests wants them; empty where it is reached directly."""
        if not self.proxy or should_bypass_proxies(url, no_proxy=self.no_proxy):
            return {}
        return {"https": self.proxy}


def network_of(environ: Mapping[str, str]) -> Network:
    """Read the settings from the variables that curl, requests and OpenSSL know; empty ones count as unset."""
    return Network(
        ca_path=_first(environ, _CA_VARIABLES),
        proxy=_first(environ, _PROXY_VARIABLES),
        no_proxy=_first(environ, _NO_PROXY_VARIABLES) or "",
    )


def _first(environ: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((environ[name] for name in names if environ.get(name)), None)
