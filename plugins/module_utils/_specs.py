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
from ._endpoints.table import RELATIONSHIP_STATUSES, SERVICES
from ._endpoints.urls import user_info
from ._operations.connection import VARIABLES
from ._operations.files import CONTENT
from ._operations.progress import PROGRESS_VARIABLES
from ._operations.reading import MAX_ROWS
from ._operations.spelled import secrets_of_line
from ._output.formats import FORMATS

Spec = Mapping[str, Mapping[str, Any]]


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

# What is looked at before a cmdlet is sent, and where it is sent to.
_SAFEGUARDS: Spec = {
    "catalogue": {"type": "str", "choices": ["help", "strict", "off"], "default": "help"},
    "allow_tenant_wide": {"type": "bool", "default": False},
    "protected": {"type": "list", "elements": "raw", "default": []},
    "anchor_mailbox": {"type": "str"},
}

# How values are read, and the forms on the wire that are not verified: docs/values.md tells what is known of each.
_VALUES: Spec = {
    "typed": {"type": "bool", "default": False},
    "timezone": {"type": "str", "default": "UTC"},
    "date_order": {"type": "str", "choices": ["mdy", "dmy"]},
    # What is in a file may be secret.
    "files": {"type": "dict", "default": {}, "no_log": True},
    "encoding": {
        "type": "dict",
        "default": {},
        "options": {
            "clear_list": {
                "type": "str",
                "choices": ["empty_list", "no_value", "empty_hashtable"],
                "default": "empty_list",
            },
            "byte_arrays": {
                "type": "str",
                "choices": ["numbers", "tagged_numbers", "tagged_base64"],
                "default": "numbers",
            },
            "filter_constants": {"type": "str", "choices": ["quoted", "plain", "as_given"], "default": "quoted"},
            "secrets": {"type": "str", "choices": ["encrypted", "refused"], "default": "encrypted"},
            "public_key": {"type": "str"},
        },
    },
}

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
}

# Counted on this machine: neither has a variable, because a limit belongs to the play that keeps it.
_LIMIT: Spec = {
    "session_limit": {"type": "int", "default": 0},
    "session_wait": {"type": "int", "default": 0},
}

_ANCHORING = _with_variables({"bypass_mailbox_anchoring": {"type": "bool", "default": False}})

_PROGRESS = _with_variables({"show_progress": {"type": "bool", "default": False}}, PROGRESS_VARIABLES)

_RETURN: Spec = {"return_refresh_token": {"type": "bool", "default": False, "no_log": False}}

# One of these or commands; an operation tells, so that it can say what to do.
_SPELLED: Spec = {
    "cmdlet": {"type": "str"},
    "command": {"type": "str"},
}

_MANY: Spec = {
    "commands": {"type": "raw"},
    "on_error": {"type": "str", "choices": ["stop", "continue"], "default": "stop"},
    "parallel": {"type": "int", "default": 1},
    "parallel_limit": {"type": "int", "default": 3},
    "batch": {"type": "bool", "default": False},
}

_WRITING: Spec = {
    "verify": {"type": "bool", "default": False},
    "what_if": {"type": "bool", "default": False},
    "journal_path": {"type": "path"},
}

CONNECT: Spec = {
    **_SIGN_IN,
    **_RETURN,
    **_ENDPOINT,
    **_ANCHORING,
    **_NETWORK,
    **_PATIENCE,
    **_PAGE_SIZE,
    **_LIMIT,
    **_PROGRESS,
}

COMMAND: Spec = {
    "session": {"type": "raw", "no_log": True},
    "expect_organization": {"type": "str"},
    **_SIGN_IN,
    **_ENDPOINT,
    **_ANCHORING,
    **_NETWORK,
    **_PATIENCE,
    **_PAGE_SIZE,
    **_OUTPUT,
    **_PROGRESS,
    **_SPELLED,
    "parameters": {"type": "dict", "default": {}},
    "properties": {"type": "list", "elements": "str", "default": []},
    "result_size": {"type": "str", "default": "unlimited"},
    "query": {"type": "str"},
    "retry_writes": {"type": "str", "choices": ["never", "idempotent"], "default": "never"},
    **_SAFEGUARDS,
    **_VALUES,
    **_MANY,
    **_WRITING,
}

CMDLET_INFO: Spec = {
    "session": {"type": "raw", "no_log": True},
    "expect_organization": {"type": "str"},
    **_SIGN_IN,
    **_ENDPOINT,
    **_ANCHORING,
    **_NETWORK,
    **_PATIENCE,
    "cmdlet": {"type": "str"},
    "verb": {"type": "str"},
    "noun": {"type": "str"},
    "parameter": {"type": "str"},
    "with_parameters": {"type": "bool", "default": True},
    "allowed": {"type": "bool"},
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

_STATUS: Spec = {"status": {"type": "list", "elements": "str", "choices": list(RELATIONSHIP_STATUSES), "default": []}}

# Takes all that the action group may hold; a session's token is Exchange's, so there is none.
CUSTOMER_INFO: Spec = {**_SIGN_IN, **_ENDPOINT, **_ANCHORING, **_NETWORK, **_PATIENCE, **_PAGE_SIZE, **_STATUS}


def passwords_in(options: Mapping[str, Any]) -> set[str]:
    """What ``no_log`` cannot know: passwords among a cmdlet's parameters, or written into an address."""
    secrets: set[str] = set()
    shared = options.get("parameters")
    items = options.get("commands")
    # What does not fit is shown as well: a map in place of the list, above all.
    for item in [options, *(items if isinstance(items, (list, tuple)) else [items])]:
        secrets |= _passwords_of({"command": item} if isinstance(item, str) else item, shared)
    names = ("connection_uri", "azure_ad_authorization_endpoint_uri", "proxy")
    addresses = [options[name] for name in names if isinstance(options.get(name), str)]
    # A proxy may be written without its scheme.
    return (secrets | {user_info(address if "//" in address else f"//{address}") for address in addresses}) - {""}


def _passwords_of(command: Any, shared: Any) -> set[str]:
    """Those of a task, or of one item of its commands: in its parameters, those of the task, and its command line."""
    if not isinstance(command, Mapping):
        return set()
    own = command.get("parameters")
    files = command.get("files")
    contents = files.values() if isinstance(files, Mapping) else ()
    read = [one.get(CONTENT) for one in contents if isinstance(one, Mapping)]
    found = {str(one) for one in read if one}
    found |= secrets_in(command.get("cmdlet"), own) | secrets_of_line(command.get("command"), own)
    if shared and shared is not own:
        found |= secrets_in(command.get("cmdlet"), shared) | secrets_of_line(command.get("command"), shared)
    return found
