# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about how this machine reaches the world."""

from __future__ import annotations

from dataclasses import dataclass

from .option import Inheriting, option


@dataclass(frozen=True)
class NetworkOptions(Inheriting):
    """Times are seconds; None leaves it to the variables that every program knows, and to our defaults."""

    proxy: str | None = option("str", variable="EXO_PROXY")
    no_proxy: list[str] | None = option("list", variable="EXO_NO_PROXY", elements="str")
    ca_path: str | None = option("path", variable="EXO_CA_PATH", aliases=["ca_cert"])
    validate_certs: bool = option("bool", default=True)
    proxy_client_certificate: str | None = option("path", variable="EXO_PROXY_CLIENT_CERTIFICATE")
    proxy_client_key: str | None = option("path", variable="EXO_PROXY_CLIENT_KEY")
    connect_timeout: int | None = option("int", variable="EXO_CONNECT_TIMEOUT")
    timeout: int | None = option("int", variable="EXO_TIMEOUT")
