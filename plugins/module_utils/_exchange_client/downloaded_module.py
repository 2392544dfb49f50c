# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The file that the service makes for Microsoft's module: which cmdlets an identity may run, and the key for passwords.

Microsoft's module downloads itself from this address; with the header CommandName: * the answer tells the caller's own
cmdlets, joined by commas (CIPP, monkey365). The key is RSA with PKCS#1 v1.5 padding over UTF-8, as base64; it has 2048
bits and stands in the file as .NET's RSAKeyValue (ExoHelper). How the file is packed in the answer is not verified, so
every text of the answer is looked through, as it is and as base64 of a text or of a zip.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .._dataclass import dataclass
from .._json_types import Json, JsonMap, Row
from .request_and_route import Call, Resource
from .retries_and_rate_limits import Attempts
from .send_and_page import Sender

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_CMDLET_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")


def module_file(sender: Sender, names: str) -> list[Row]:
    """The rows of the module file for ``names``: cmdlets with commas between them, ``*`` for all.

    :raises Failure: what the service or the network did instead of telling.
    """
    call = Call("EXOModuleFile", "read", str(uuid.uuid4()), resource=Resource("EXOModuleFile", {"CommandName": names}))
    return list(sender.send(call, call.url(sender.target), 1, Attempts()).rows)


def permitted_cmdlets(sender: Sender) -> frozenset[str]:
    """The names of the cmdlets that the identity of a connection may run in the service that it looks at.

    :raises Failure: what the service or the network did instead of telling.
    """
    rows = module_file(sender, "*")
    listed = ",".join(str(row.get("exportedCmdlets") or "") for row in rows)
    return frozenset(
        name for name in (listed_name.strip() for listed_name in listed.split(",")) if _CMDLET_NAME.fullmatch(name)
    )


_RSA_KEY_VALUE = (
    r"<RSAKeyValue>\s*<Modulus>([A-Za-z0-9+/=\s]{1,2000})</Modulus>\s*<Exponent>([A-Za-z0-9+/=\s]{1,20})</Exponent>"
)
_BASE64_OF_KEY = r"[A-Za-z0-9+/\s]{200,}={0,2}\s*"
_LEAST_KEY_BITS = 2048
# Of a packed file; Microsoft's module has a few.
_MOST_BYTES = 64 * 1024 * 1024
_PADDING_BYTES = 11


@dataclass(frozen=True)
class PasswordKey:
    """An RSA public key."""

    key: RSAPublicKey

    @property
    def most_bytes(self) -> int:
        """The longest password in UTF-8."""
        return self.key.key_size // 8 - _PADDING_BYTES

    def encrypt(self, text: str) -> str:
        """The text as a SecureString parameter takes it; its UTF-8 has at most ``most_bytes``."""
        from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415 - only for a password

        return base64.b64encode(self.key.encrypt(text.encode("utf-8"), padding.PKCS1v15())).decode("ascii")


def key_from(text: str) -> PasswordKey | None:
    """The key in a text: .NET's RSAKeyValue, or PEM; None where there is none of 2048 bits or more."""
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    key_match = re.search(_RSA_KEY_VALUE, text)
    try:
        if key_match is not None:
            exponent, modulus = (int.from_bytes(base64.b64decode(key_match[part]), "big") for part in (2, 1))
            key: object = rsa.RSAPublicNumbers(exponent, modulus).public_key()
        else:
            key = load_pem_public_key(text.encode("utf-8"))
    except (ValueError, TypeError, binascii.Error):
        return None
    return PasswordKey(key) if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_KEY_BITS else None


def key_in(rows: Sequence[JsonMap]) -> PasswordKey | None:
    """The first key in the rows of the module file."""
    for text in (text for row in rows for text in _texts_in_module_file(row)):
        for unpacked in _unpack_module_file(text):
            key = key_from(unpacked) if "<RSAKeyValue>" in unpacked else None
            if key is not None:
                return key
    return None


def _texts_in_module_file(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _texts_in_module_file(member)
    elif isinstance(value, list):
        for member in value:
            yield from _texts_in_module_file(member)


def _unpack_module_file(text: str) -> Iterator[str]:
    """The text itself, and what base64 and zip may hide in it; what cannot be read counts as nothing."""
    yield text
    if not re.fullmatch(_BASE64_OF_KEY, text):
        return
    import zipfile  # noqa: PLC0415 - only for a password
    import zlib  # noqa: PLC0415

    try:
        content = base64.b64decode(text)
        if content[:2] != b"PK":
            yield content.decode("utf-8", "replace")
            return
        yield from _members_of_zip(content)
    except (ValueError, binascii.Error, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return


def _members_of_zip(content: bytes) -> Iterator[str]:
    import zipfile  # noqa: PLC0415 - as above

    left = _MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            with archive.open(member) as file:
                data = file.read(left + 1)
            left -= len(data)
            if left < 0:
                return
            yield data.decode("utf-8", "replace")
