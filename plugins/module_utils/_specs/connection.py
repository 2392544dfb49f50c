# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about the way to the service: sign-in, endpoint, network and retries; and those of exo_connect.

Each module that connects takes them, see ``command.py`` and ``info_and_conformance.py``.
"""

from __future__ import annotations

from .._dataclass import dataclass
from .._endpoints.clouds import SERVICES
from .read_options import Inheriting, group, option, spec_of


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


@dataclass(frozen=True)
class SignInOptions(Inheriting):
    """As docs/ways.md tells each way; ``device_code_timeout`` is in seconds."""

    organization: str | None = option("str", variable="EXO_ORGANIZATION", aliases=["tenant"])
    app_id: str | None = option("str", variable="EXO_APP_ID", aliases=["client_id", "application_id"])
    client_secret: str | None = option("str", variable="EXO_CLIENT_SECRET", no_log=True)
    certificate_path: str | None = option("path", variable="EXO_CERTIFICATE_PATH", aliases=["certificate_file_path"])
    certificate: str | None = option("str", variable="EXO_CERTIFICATE", no_log=True)
    certificate_password: str | None = option("str", variable="EXO_CERTIFICATE_PASSWORD", no_log=True)
    certificate_thumbprint: str | None = option("str", variable="EXO_CERTIFICATE_THUMBPRINT")
    federated_token: str | None = option("str", variable="EXO_FEDERATED_TOKEN", no_log=True)
    federated_token_file: str | None = option("path", variable="EXO_FEDERATED_TOKEN_FILE", no_log=False)
    refresh_token: str | None = option("str", variable="EXO_REFRESH_TOKEN", no_log=True)
    access_token: str | None = option("str", variable="EXO_ACCESS_TOKEN", no_log=True)
    user_principal_name: str | None = option("str", variable="EXO_USER_PRINCIPAL_NAME")
    password: str | None = option("str", variable="EXO_PASSWORD", no_log=True)
    managed_identity: bool = option("bool", default=False, variable="EXO_MANAGED_IDENTITY")
    managed_identity_account_id: str | None = option("str", variable="EXO_MANAGED_IDENTITY_ACCOUNT_ID")
    azure_cli: bool = option("bool", default=False, variable="EXO_AZURE_CLI")
    device_code: bool = option("bool", default=False, variable="EXO_DEVICE_CODE")
    device_code_timeout: int = option("int", 900, variable="EXO_DEVICE_CODE_TIMEOUT")
    auth_method: str = option("str", "auto", variable="EXO_AUTH_METHOD")


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
    """How many retries a request has, and how many seconds of waiting all of them; how many jobs share what the
    organization bears."""

    retries: int = option("int", 5)
    retry_budget: int = option("int", 120)
    slices: int = option("int", 1, variable="EXO_SLICES")


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


@dataclass(frozen=True)
class ConnectOptions:
    """Times are seconds. Sessions are counted on this machine; the limit has no variable, because it belongs to the
    play that keeps it."""

    connection: ConnectionOptions = group(ConnectionOptions)
    return_refresh_token: bool = option("bool", default=False, no_log=False)
    page_size: int | None = option("int")
    session_limit: int = option("int", 0)
    session_wait: int = option("int", 0)
    show_progress: bool = option("bool", default=False, variable="EXO_SHOW_PROGRESS")


CONNECT = spec_of(ConnectOptions)
