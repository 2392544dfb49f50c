# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_command."""

from __future__ import annotations

from .._output.formats import FORMATS
from .connecting import ANCHORING, ENDPOINT, NETWORK, PAGE_SIZE, PATIENCE, PROGRESS, SIGN_IN
from .defaults import MAX_ROWS
from .spec import Spec

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

COMMAND: Spec = {
    "session": {"type": "raw", "no_log": True},
    "expect_organization": {"type": "str"},
    **SIGN_IN,
    **ENDPOINT,
    **ANCHORING,
    **NETWORK,
    **PATIENCE,
    **PAGE_SIZE,
    **_OUTPUT,
    **PROGRESS,
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
