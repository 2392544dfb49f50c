# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of each module, written once for the module and for its action plugin.

Private to this collection: it may change in any release. The words about them are in ``doc_fragments``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import env_fallback
from ansible.module_utils.common.parameters import AnsibleFallbackNotFound

from ._cmdlets.values import secrets_in
from ._endpoints.table import SERVICES
from ._endpoints.urls import user_info
from ._operations.connection import VARIABLES
from ._operations.reading import MAX_ROWS
from ._output.formats import FORMATS

Spec = Mapping[str, Mapping[str, Any]]


def _filled(*names: str) -> Any:
    """What a variable holds. An empty one counts as not set: an empty text is no number of seconds."""
    value = env_fallback(*names)
    if value == "":
        raise AnsibleFallbackNotFound
    return value


def _with_variables(options: Spec) -> dict[str, dict[str, Any]]:
    """Each option that has a variable reads it where the task gives nothing."""
    return {
        name: {**option, "fallback": (_filled, [VARIABLES[name]])} if name in VARIABLES else dict(option)
        for name, option in options.items()
    }


_SIGN_IN = _with_variables(
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

_ENDPOINT = _with_variables(
    {
        "environment": {"type": "str", "aliases": ["exchange_environment_name"]},
        "delegated_organization": {"type": "str"},
        "service": {"type": "list", "elements": "str", "choices": list(SERVICES), "aliases": ["services"]},
        "connection_uri": {"type": "str"},
        "azure_ad_authorization_endpoint_uri": {"type": "str", "aliases": ["authority"]},
        "allowed_hosts": {"type": "list", "elements": "str", "default": []},
    }
)

_NETWORK = _with_variables(
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

_PATIENCE: Spec = {
    "retries": {"type": "int", "default": 5},
    "retry_budget": {"type": "int", "default": 120},
}

_PAGE_SIZE: Spec = {"page_size": {"type": "int"}}

# What becomes of the rows that a command reads.
_OUTPUT: Spec = {
    "dest": {"type": "path"},
    "format": {"type": "str", "choices": list(FORMATS)},
    "mode": {"type": "raw"},
    "owner": {"type": "str"},
    "group": {"type": "str"},
    "backup": {"type": "bool", "default": False},
    "csv_safe": {"type": "bool", "default": False},
    "max_rows_in_result": {"type": "int", "default": MAX_ROWS},
    "follow_own_pages": {"type": "bool", "default": True},
    "show_progress": {"type": "bool", "default": False},
}

# Counted on this machine: neither has a variable, because a limit belongs to the play that keeps it.
_LIMIT: Spec = {
    "session_limit": {"type": "int", "default": 0},
    "session_wait": {"type": "int", "default": 0},
}

_RETURN: Spec = {"return_refresh_token": {"type": "bool", "default": False, "no_log": False}}

CONNECT: Spec = {**_SIGN_IN, **_RETURN, **_ENDPOINT, **_NETWORK, **_PATIENCE, **_PAGE_SIZE, **_LIMIT}

COMMAND: Spec = {
    "session": {"type": "raw", "no_log": True},
    "expect_organization": {"type": "str"},
    **_SIGN_IN,
    **_ENDPOINT,
    **_NETWORK,
    **_PATIENCE,
    **_PAGE_SIZE,
    **_OUTPUT,
    "cmdlet": {"type": "str", "required": True},
    "parameters": {"type": "dict", "default": {}},
    "properties": {"type": "list", "elements": "str", "default": []},
    "result_size": {"type": "str", "default": "unlimited"},
    "query": {"type": "str"},
    "retry_writes": {"type": "str", "choices": ["never", "idempotent"], "default": "never"},
}

# Neither of these two reads a variable: sign-in defaults must never choose what is closed or shown.
DISCONNECT: Spec = {
    "session": {"type": "raw", "no_log": True},
    "all": {"type": "bool", "default": False},
    "of_organization": {"type": "str"},
}

SESSION_INFO: Spec = {
    "organization": {"type": "str"},
}


def passwords_in(options: Mapping[str, Any]) -> set[str]:
    """What ``no_log`` cannot know: passwords among a cmdlet's parameters, or written into an address."""
    secrets = secrets_in(options.get("cmdlet"), options.get("parameters"))
    names = ("connection_uri", "azure_ad_authorization_endpoint_uri", "proxy")
    addresses = [options[name] for name in names if isinstance(options.get(name), str)]
    # A proxy may be written without its scheme.
    return (secrets | {user_info(address if "//" in address else f"//{address}") for address in addresses}) - {""}
