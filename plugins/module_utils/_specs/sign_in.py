# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about who signs in, and how."""

from __future__ import annotations

from dataclasses import dataclass

from .option import Inheriting, option


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
