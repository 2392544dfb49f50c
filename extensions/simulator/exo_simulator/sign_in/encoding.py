# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Base64url without padding, and JSON in it, as JWTs have them (RFC 7515)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes behind base64url without padding; ValueError if it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def encode_json(content: Mapping[str, Any]) -> str:
    """A JSON object in base64url."""
    return encode(json.dumps(content, separators=(",", ":")).encode())


def decode_json(text: str) -> dict[str, Any]:
    """The JSON object behind base64url; ValueError if it is none."""
    content = json.loads(decode(text))
    if not isinstance(content, dict):
        raise ValueError("not an object")
    return content
