# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The variables of the environment that options are read from.

Specifications read them, and operations ask which options only the environment gives.
"""

from __future__ import annotations

from collections.abc import Mapping

SIGN_IN_VARIABLES: Mapping[str, str] = {
    "auth_method": "EXO_AUTH_METHOD",
    "organization": "EXO_ORGANIZATION",
    "app_id": "EXO_APP_ID",
    "client_secret": "EXO_CLIENT_SECRET",
    "certificate_path": "EXO_CERTIFICATE_PATH",
    "certificate": "EXO_CERTIFICATE",
    "certificate_password": "EXO_CERTIFICATE_PASSWORD",
    "certificate_thumbprint": "EXO_CERTIFICATE_THUMBPRINT",
    "federated_token": "EXO_FEDERATED_TOKEN",
    "federated_token_file": "EXO_FEDERATED_TOKEN_FILE",
    "refresh_token": "EXO_REFRESH_TOKEN",
    "access_token": "EXO_ACCESS_TOKEN",
    "user_principal_name": "EXO_USER_PRINCIPAL_NAME",
    "password": "EXO_PASSWORD",
    "device_code": "EXO_DEVICE_CODE",
    "managed_identity": "EXO_MANAGED_IDENTITY",
    "managed_identity_account_id": "EXO_MANAGED_IDENTITY_ACCOUNT_ID",
    "azure_cli": "EXO_AZURE_CLI",
    "device_code_timeout": "EXO_DEVICE_CODE_TIMEOUT",
}

NETWORK_VARIABLES: Mapping[str, str] = {
    "proxy": "EXO_PROXY",
    "no_proxy": "EXO_NO_PROXY",
    "ca_path": "EXO_CA_PATH",
    "proxy_client_certificate": "EXO_PROXY_CLIENT_CERTIFICATE",
    "proxy_client_key": "EXO_PROXY_CLIENT_KEY",
    "connect_timeout": "EXO_CONNECT_TIMEOUT",
    "timeout": "EXO_TIMEOUT",
}

SERVICE_VARIABLES: Mapping[str, str] = {"service": "EXO_SERVICE"}

ANCHORING_VARIABLES: Mapping[str, str] = {"bypass_mailbox_anchoring": "EXO_BYPASS_MAILBOX_ANCHORING"}

PROGRESS_VARIABLES: Mapping[str, str] = {"show_progress": "EXO_SHOW_PROGRESS"}

# Each sign-in option's variable; what only the environment gives yields to what the task says.
VARIABLES: Mapping[str, str] = {
    **SIGN_IN_VARIABLES,
    "environment": "EXO_ENVIRONMENT",
    "delegated_organization": "EXO_DELEGATED_ORGANIZATION",
    "connection_uri": "EXO_CONNECTION_URI",
    "azure_ad_authorization_endpoint_uri": "EXO_AZURE_AD_AUTHORIZATION_ENDPOINT_URI",
    **NETWORK_VARIABLES,
    **SERVICE_VARIABLES,
    **ANCHORING_VARIABLES,
}
