# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Passwords that are written into addresses, which ``no_log`` cannot know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._endpoints.urls import user_info

_ADDRESSES = ("connection_uri", "azure_ad_authorization_endpoint_uri", "proxy")


def passwords_in_addresses(options: Mapping[str, Any]) -> set[str]:
    """The passwords in those options that hold an address, with the names before them."""
    addresses = [options[name] for name in _ADDRESSES if isinstance(options.get(name), str)]
    # A proxy may be written without its scheme.
    return {user_info(address if "//" in address else f"//{address}") for address in addresses} - {""}
