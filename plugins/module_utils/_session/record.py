# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A record as bytes: the header line, a nonce of 12 bytes, and the content under AES-256-GCM.

The exact header line is authenticated with the content, so a record that was renamed, swapped, edited
or cut is one and the same error. The nonce is drawn from the kernel at each write: 2^20 writes, where a
session ends, stay far below the 2^32 that NIST SP 800-38D allows one key with random nonces.
"""

from __future__ import annotations

import json
import os

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:  # reported by the edges through _libraries
    pass

from .._errors._advice.session import failure
from .._json_types import JsonMap, Row
from .header import LARGEST_GENERATION, LARGEST_HEADER, NONCE_BYTES, TAG_BYTES, Header, NotAHeader, split
from .small_files import LARGEST_FILE

_LARGEST_CONTENT = LARGEST_FILE - LARGEST_HEADER - NONCE_BYTES - TAG_BYTES


def seal(header: Header, content: JsonMap, key: bytes) -> bytes:
    """The record: ``content`` is a map of JSON values.

    :raises Failure: ``session-worn-out`` after 2^20 writes, ``session-too-large`` over 1 MiB.
    """
    if header.generation >= LARGEST_GENERATION:
        raise failure("session-worn-out", id=header.id)
    plain = json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")
    if len(plain) > _LARGEST_CONTENT:
        raise failure("session-too-large", size=len(plain))
    line = header.render()
    nonce = os.urandom(NONCE_BYTES)
    return line + nonce + AESGCM(key).encrypt(nonce, plain, line)


def unseal(data: bytes, identifier: str, key: bytes) -> tuple[Header, Row]:
    """Header and content of the record of session ``identifier``.

    :raises Failure: ``session-not-readable``, the same for every defect.
    """
    try:
        line, sealed = split(data)
        header = Header.parse(line)
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], line)
        content = json.loads(plain)
    except (NotAHeader, InvalidTag, ValueError, RecursionError) as exc:
        raise failure("session-not-readable", id=identifier) from exc
    if header.id != identifier or not isinstance(content, dict):
        raise failure("session-not-readable", id=identifier)
    return header, content
