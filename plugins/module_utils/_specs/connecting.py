# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about the way to the service, which all modules share that go there."""

from __future__ import annotations

from dataclasses import dataclass

from .._endpoints.table import SERVICES
from .network import NetworkOptions
from .option import Inheriting, group, option
from .sign_in import SignInOptions


@dataclass(frozen=True)
class EndpointOptions(Inheriting):
    """Where the service is, in Microsoft's words, and whose organization it is."""

    environment: str | None = option("str", variable="EXO_ENVIRONMENT", aliases=["exchange_environment_name"])
    delegated_organization: str | None = option("str", variable="EXO_DELEGATED_ORGANIZATION")
    service: list[str] | None = option(
        "list", variable="EXO_SERVICE", item=(str, list), elements="str", choices=list(SERVICES), aliases=["services"]
    )
    connection_uri: str | None = option("str", variable="EXO_CONNECTION_URI")
    azure_ad_authorization_endpoint_uri: str | None = option(
        "str", variable="EXO_AZURE_AD_AUTHORIZATION_ENDPOINT_URI", aliases=["authority"]
    )
    allowed_hosts: list[str] = option("list", [], elements="str")


@dataclass(frozen=True)
class RetryOptions:
    """How many retries a request has, and how many seconds of waiting all of them."""

    retries: int = option("int", 5)
    retry_budget: int = option("int", 120)


@dataclass(frozen=True)
class ConnectionOptions:
    """Of a task that signs in."""

    sign_in: SignInOptions = group(SignInOptions)
    endpoint: EndpointOptions = group(EndpointOptions)
    network: NetworkOptions = group(NetworkOptions)
    retry: RetryOptions = group(RetryOptions)
    bypass_mailbox_anchoring: bool = option("bool", default=False, variable="EXO_BYPASS_MAILBOX_ANCHORING")


@dataclass(frozen=True)
class SessionOptions(ConnectionOptions):
    """Of a task that works on a session, or signs in."""

    session: str | None = option("raw", no_log=True)
    expect_organization: str | None = option("str")
