# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run that was ended leaves on the disk must be worth nothing."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .playbook import Folders
from .secrets import files_below, leaks

# The handle of a session with its key, and any JSON web token.
_USABLE = re.compile(rb"exo1\.[a-z]\.\d+\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}|eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}")
# A key as text: every place where so many of its characters stand in a row, also in a longer word.
_BASE64 = re.compile(rb"(?=([A-Za-z0-9_-]{43}))")
_HEX = re.compile(rb"(?=([0-9a-fA-F]{64}))")
_CODE = ("/ansiballz_cache/", "_payload.zip")
KEY = 32
NONCE = 12


def assert_worthless(folders: Folders, secrets: Mapping[str, str]) -> None:
    """No token, no handle and no secret in any file, and nothing that opens a record: it is all that may be left.

    :raises AssertionError: something usable lies there.
    """
    files = files_below(folders.root)
    # The journal of the tests holds what callbacks see, in which a handle is an error as well.
    usable = {name: _USABLE.findall(content)[:1] for name, content in files.items() if _USABLE.search(content)}
    assert not usable, f"Usable: {usable}"
    found = leaks(secrets, files)
    assert not found, "Leaked: " + "; ".join(map(str, found))
    for record in folders.records():
        header = json.loads(record.read_bytes().split(b"\n", 1)[0])
        assert record.stat().st_mode & 0o777 == 0o600
        assert not {"token", "key", "secret"} & set(header)
    opened = opened_by_what_lies_there(files)
    assert not opened, f"Opened by a key that lies there: {opened}"


def opened_by_what_lies_there(files: Mapping[str, bytes]) -> list[str]:
    """The records, whole or half written, to which any 32 bytes in any of the files are the key.

    Tried are the bytes at every place, and what they are as base64 and as hexadecimal digits. Packed modules,
    code without options, are left out: their megabyte would take minutes.
    """
    records = {name: sealed for name, content in files.items() if (sealed := _sealed(name, content)) is not None}
    if not records:
        return []
    keys = {key for name, content in files.items() if not any(code in name for code in _CODE) for key in _keys(content)}
    ciphers = [AESGCM(key) for key in keys]
    return [name for name, sealed in records.items() if any(_opens(cipher, *sealed) for cipher in ciphers)]


def _sealed(name: str, content: bytes) -> tuple[bytes, bytes] | None:
    """Header line and the rest of a record, or of the temporary file of one."""
    line, end, rest = content.partition(b"\n")
    return (line + end, rest) if name.endswith((".rec", ".tmp")) and len(rest) > NONCE else None


def _keys(content: bytes) -> Iterator[bytes]:
    yield from (content[start : start + KEY] for start in range(len(content) - KEY + 1))
    yield from (base64.urlsafe_b64decode(text + b"=") for text in _BASE64.findall(content))
    yield from (bytes.fromhex(text.decode()) for text in _HEX.findall(content))


def _opens(cipher: AESGCM, line: bytes, sealed: bytes) -> bool:
    try:
        cipher.decrypt(sealed[:NONCE], sealed[NONCE:], line)
    except InvalidTag:
        return False
    return True
