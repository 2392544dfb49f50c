# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Microsoft Graph in each cloud, by the same words that name Exchange's."""

from __future__ import annotations

from dataclasses import dataclass

from .._errors._advice.customers import failure
from .resolve import Endpoint
from .table import GRAPH_HOSTS


@dataclass(frozen=True)
class GraphEndpoint:
    """Graph's host in one cloud, and the resource that tokens for it name (scope: that + "/.default")."""

    host: str

    @property
    def resource(self) -> str:
        return f"https://{self.host}"


def graph_of(endpoint: Endpoint) -> GraphEndpoint:
    """Graph in the cloud of ``endpoint``.

    :raises Failure: ``graph-not-in-cloud``.
    """
    host = GRAPH_HOSTS.get(endpoint.environment)
    if host is None:
        raise failure("graph-not-in-cloud", environment=endpoint.environment, choices=", ".join(GRAPH_HOSTS))
    return GraphEndpoint(host)
