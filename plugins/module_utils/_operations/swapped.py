# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Refuse options that hold what belongs to another: a secret for a name, or a file's content for its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors._advice.input import failure
from .._redaction.options import find_swapped
from .._redaction.shapes import holds_secret

# Where a path belongs, and what takes the content instead.
_CONTENT_GOES: Mapping[str, str] = {
    "certificate_path": "Give it to the option certificate instead.",
    "federated_token_file": "Give it to the option federated_token instead.",
    "ca_path": "Write it into a file, and give the file's path.",
    "proxy_client_certificate": "Write it into a file that only you can read, and give the file's path.",
    "proxy_client_key": "Write it into a file that only you can read, and give the file's path.",
}


def demand_in_place(options: Mapping[str, Any]) -> None:
    """Refuse options that hold each other's values, before anything is opened, sent or quoted.

    :raises Failure: ``options-swapped`` or ``content-for-path``.
    """
    for name, advice in _CONTENT_GOES.items():
        value = options.get(name)
        if isinstance(value, str) and holds_secret(value):
            raise failure("content-for-path", option=name, advice=advice)
    for name, secret in find_swapped(options).items():
        raise failure("options-swapped", option=name, secret=secret)
