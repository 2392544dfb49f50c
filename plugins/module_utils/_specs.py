# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of each module, written once for the module and for its action plugin.

Private to this collection: it may change in any release. The words about them are in ``doc_fragments``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import env_fallback

from ._cmdlets.values import secrets_in
from ._endpoints.urls import user_info
from ._operations.connection import VARIABLES

Spec = Mapping[str, Mapping[str, Any]]


def _with_variables(options: Spec) -> dict[str, dict[str, Any]]:
    """Each option that has a variable reads it where the task gives nothing."""
    return {
        name: {**option, "fallback": (env_fallback, [VARIABLES[name]])} if name in VARIABLES else dict(option)
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
    }
)

_ENDPOINT = _with_variables(
    {
        "environment": {"type": "str", "aliases": ["exchange_environment_name"]},
        "connection_uri": {"type": "str"},
        "azure_ad_authorization_endpoint_uri": {"type": "str", "aliases": ["authority"]},
        "allowed_hosts": {"type": "list", "elements": "str", "default": []},
    }
)

_PATIENCE: Spec = {
    "retries": {"type": "int", "default": 5},
    "retry_budget": {"type": "int", "default": 120},
}

_PAGE_SIZE: Spec = {"page_size": {"type": "int"}}

CONNECT: Spec = {**_SIGN_IN, **_ENDPOINT, **_PATIENCE, **_PAGE_SIZE}

COMMAND: Spec = {
    "session": {"type": "raw", "no_log": True},
    **_SIGN_IN,
    **_ENDPOINT,
    **_PATIENCE,
    **_PAGE_SIZE,
    "cmdlet": {"type": "str", "required": True},
    "parameters": {"type": "dict", "default": {}},
    "properties": {"type": "list", "elements": "str", "default": []},
    "result_size": {"type": "str", "default": "unlimited"},
    "query": {"type": "str"},
    "retry_writes": {"type": "str", "choices": ["never", "idempotent"], "default": "never"},
}

DISCONNECT: Spec = {
    "session": {"type": "raw", "no_log": True},
}


def passwords_in(options: Mapping[str, Any]) -> set[str]:
    """What ``no_log`` cannot know: passwords among a cmdlet's parameters, or written into an address."""
    secrets = secrets_in(options.get("cmdlet"), options.get("parameters"))
    addresses = [options.get(name) for name in ("connection_uri", "azure_ad_authorization_endpoint_uri")]
    return (secrets | {user_info(address) for address in addresses if isinstance(address, str)}) - {""}
