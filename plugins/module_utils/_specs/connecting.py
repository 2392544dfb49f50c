# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about the way to the service, which all modules share that go there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import env_fallback
from ansible.module_utils.common.parameters import AnsibleFallbackNotFound

from .._endpoints.table import SERVICES
from .spec import Spec
from .variables import PROGRESS_VARIABLES, VARIABLES


def _filled(*names: str) -> Any:
    """What a variable holds. An empty one counts as not set: an empty text is no number of seconds."""
    value = env_fallback(*names)
    if value == "":
        raise AnsibleFallbackNotFound
    return value


def _with_variables(options: Spec, variables: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Each option that has a variable reads it where the task gives nothing; without ``variables`` those of sign-in."""
    variables = VARIABLES if variables is None else variables
    return {
        name: {**option, "fallback": (_filled, [variables[name]])} if name in variables else dict(option)
        for name, option in options.items()
    }


SIGN_IN = _with_variables(
    {
        "organization": {"type": "str", "aliases": ["tenant"]},
        "app_id": {"type": "str", "aliases": ["client_id", "application_id"]},
        "client_secret": {"type": "str", "no_log": True},
        "certificate_path": {"type": "path", "aliases": ["certificate_file_path"]},
        "certificate": {"type": "str", "no_log": True},
        "certificate_password": {"type": "str", "no_log": True},
        "certificate_thumbprint": {"type": "str"},
        "federated_token": {"type": "str", "no_log": True},
        "federated_token_file": {"type": "path", "no_log": False},
        "refresh_token": {"type": "str", "no_log": True},
        "access_token": {"type": "str", "no_log": True},
        "user_principal_name": {"type": "str"},
        "password": {"type": "str", "no_log": True},
        "managed_identity": {"type": "bool", "default": False},
        "managed_identity_account_id": {"type": "str"},
        "azure_cli": {"type": "bool", "default": False},
        "device_code": {"type": "bool", "default": False},
        "device_code_timeout": {"type": "int", "default": 900},
        "auth_method": {"type": "str", "default": "auto"},
    }
)

ENDPOINT = _with_variables(
    {
        "environment": {"type": "str", "aliases": ["exchange_environment_name"]},
        "delegated_organization": {"type": "str"},
        "service": {"type": "list", "elements": "str", "choices": list(SERVICES), "aliases": ["services"]},
        "connection_uri": {"type": "str"},
        "azure_ad_authorization_endpoint_uri": {"type": "str", "aliases": ["authority"]},
        "allowed_hosts": {"type": "list", "elements": "str", "default": []},
    }
)

NETWORK = _with_variables(
    {
        "proxy": {"type": "str"},
        "no_proxy": {"type": "list", "elements": "str"},
        "ca_path": {"type": "path", "aliases": ["ca_cert"]},
        "validate_certs": {"type": "bool", "default": True},
        "proxy_client_certificate": {"type": "path"},
        "proxy_client_key": {"type": "path"},
        "connect_timeout": {"type": "int"},
        "timeout": {"type": "int"},
    }
)

PATIENCE: Spec = {
    "retries": {"type": "int", "default": 5},
    "retry_budget": {"type": "int", "default": 120},
}

PAGE_SIZE: Spec = {"page_size": {"type": "int"}}

ANCHORING = _with_variables({"bypass_mailbox_anchoring": {"type": "bool", "default": False}})

PROGRESS = _with_variables({"show_progress": {"type": "bool", "default": False}}, PROGRESS_VARIABLES)
