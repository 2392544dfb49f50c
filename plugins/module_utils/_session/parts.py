# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The two parts of a record: what anybody may read who can open the file, and what takes the key."""

from __future__ import annotations

from .header import LARGEST_HEADER, NotAHeader

NONCE_BYTES = 12
TAG_BYTES = 16


def split(data: bytes) -> tuple[bytes, bytes]:
    """The header line and what follows it.

    :raises NotAHeader: no line within the first 2 KiB, or too little after it.
    """
    end = data.find(b"\n", 0, LARGEST_HEADER) + 1
    if end == 0 or len(data) - end < NONCE_BYTES + TAG_BYTES:
        raise NotAHeader("shape")
    return data[:end], data[end:]
