# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read an application's certificate and key: PEM or PFX, from a file or from an option."""

from __future__ import annotations

import base64
import binascii
import os
import re
from datetime import datetime

try:
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12
except ImportError:  # reported by the edges through _libraries
    pass

from .._dataclass import dataclass
from .._errors._advice.options import OPTIONS
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures

failure = Failures(OPTIONS, WAYS_TO_SIGN_IN)

_MAX_CERTIFICATE_BYTES = 1024 * 1024
_SHA1_THUMBPRINT = re.compile(r"[0-9A-F]{40}")
_PEM_KEY = re.compile(rb"-----BEGIN ([A-Z ]*)PRIVATE KEY-----.*?-----END \1PRIVATE KEY-----", re.DOTALL)
_PEM_CERTIFICATES = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class KeyMaterial:
    """A private key (PKCS#8 PEM, not encrypted) and its certificate with the chain behind it (PEM).

    ``source`` names where they came from, for messages. Where only the certificate's SHA-1 ``thumbprint`` is known,
    ``certificate`` is empty and its dates are None.
    """

    source: str
    private_key: str
    certificate: str
    not_before: datetime | None
    not_after: datetime | None
    thumbprint: str = ""

    def __repr__(self) -> str:
        return f"KeyMaterial({self.source!r})"


def load_path(path: str, password: str | None, thumbprint: str | None = None) -> KeyMaterial:
    """Read a PEM file (key and certificate together) or a PFX file.

    :raises Failure: ``certificate-missing``, ``certificate-unreadable``, and as :func:`load_key_and_certificate`.
    """
    try:
        with open(os.path.expanduser(path), "rb") as file:
            data = file.read(_MAX_CERTIFICATE_BYTES + 1)
    except FileNotFoundError as error:
        raise failure("certificate-missing", source=path) from error
    except OSError as error:
        raise failure("certificate-unreadable", source=path, detail=(error.strerror or "no access").lower()) from error
    except ValueError as error:
        raise failure("certificate-unreadable", source=path, detail="its path has a NUL character in it") from error
    return load_key_and_certificate(data, path, password, thumbprint)


def load_inline(text: str, password: str | None, thumbprint: str | None = None) -> KeyMaterial:
    """Read PEM text, or a PFX file in base64.

    :raises Failure: what :func:`load_key_and_certificate` raises.
    """
    if "-----BEGIN" in text:
        return load_key_and_certificate(text.encode(), "option certificate", password, thumbprint)
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise failure(
            "certificate-unreadable", source="option certificate", detail="it is neither PEM text nor base64"
        ) from error
    return load_key_and_certificate(data, "option certificate", password, thumbprint)


def load_key_and_certificate(
    data: bytes, source: str, password: str | None, thumbprint: str | None = None
) -> KeyMaterial:
    """Take key and certificate out of ``data``; a key alone will do where the certificate's ``thumbprint`` is given.

    :raises Failure: ``certificate-unreadable``, ``-encrypted``, ``-password-wrong``, ``-no-key``,
        ``-wrong-kind``, ``-key-mismatch``, ``-thumbprint-not-valid`` or ``-thumbprint-mismatch``.
    """
    if len(data) > _MAX_CERTIFICATE_BYTES:
        raise failure("certificate-unreadable", source=source, detail="it is larger than 1 MiB")
    wanted_thumbprint = _read_thumbprint(thumbprint) if thumbprint else ""
    secret = password.encode() if password else None
    key, chain = _from_pem(data, source, secret) if b"-----BEGIN" in data else _from_pfx(data, source, secret)
    if not isinstance(key, RSAPrivateKey):
        raise failure("certificate-wrong-kind", source=source, kind=_kind_of_key(key))
    private_key = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    if not chain and wanted_thumbprint:
        return KeyMaterial(source, private_key, "", None, None, wanted_thumbprint)
    if not chain:
        raise failure("certificate-unreadable", source=source, detail="it holds a key but no certificate")
    own_certificate = _own_certificate(key, chain, source, wanted_thumbprint)
    # The certificate of this key comes first whatever the file's order; the rest is its chain.
    ordered = [own_certificate, *(certificate for certificate in chain if certificate is not own_certificate)]
    return KeyMaterial(
        source=source,
        private_key=private_key,
        certificate="".join(certificate.public_bytes(serialization.Encoding.PEM).decode() for certificate in ordered),
        not_before=own_certificate.not_valid_before_utc,
        not_after=own_certificate.not_valid_after_utc,
    )


def _kind_of_key(key: object) -> str:
    """The name of a key's kind, such as EllipticCurve or Ed25519."""
    return type(key).__name__.strip("_").replace("PrivateKey", "")


def _read_thumbprint(text: str) -> str:
    """A SHA-1 thumbprint in upper-case hex; the Entra admin center and openssl write it in several ways."""
    digits = re.sub(r"[\s:]", "", text).upper()
    if not _SHA1_THUMBPRINT.fullmatch(digits):
        raise failure("certificate-thumbprint-not-valid", thumbprint=text)
    return digits


def _own_certificate(
    key: RSAPrivateKey, chain: list[x509.Certificate], source: str, thumbprint: str
) -> x509.Certificate:
    """The certificate of ``key``; of several the one that ``thumbprint`` names."""
    own_certificates = [certificate for certificate in chain if certificate.public_key() == key.public_key()]
    if not own_certificates:
        raise failure("certificate-key-mismatch", source=source)
    if not thumbprint:
        return own_certificates[0]
    for certificate in own_certificates:
        if certificate.fingerprint(hashes.SHA1()).hex().upper() == thumbprint:  # noqa: S303 - a name, not a signature  # nosec B303
            return certificate
    own_thumbprint = own_certificates[0].fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - as above  # nosec B303
    raise failure("certificate-thumbprint-mismatch", source=source, asked=thumbprint, found=own_thumbprint)


def _from_pem(data: bytes, source: str, secret: bytes | None) -> tuple[object, list[x509.Certificate]]:
    key_block = _PEM_KEY.search(data)
    if not key_block:
        raise failure("certificate-no-key", source=source)
    encrypted = b"ENCRYPTED" in key_block[0][:400]
    if encrypted and secret is None:
        raise failure("certificate-encrypted", source=source)
    try:
        key = serialization.load_pem_private_key(key_block[0], secret if encrypted else None)
    except (ValueError, UnsupportedAlgorithm) as error:
        if encrypted:
            raise failure("certificate-password-wrong", source=source) from error
        raise failure("certificate-unreadable", source=source, detail="its private key is damaged") from error
    except TypeError as error:
        raise failure("certificate-password-wrong", source=source) from error
    try:
        chain = [
            x509.load_pem_x509_certificate(certificate_block) for certificate_block in _PEM_CERTIFICATES.findall(data)
        ]
    except ValueError as error:
        raise failure("certificate-unreadable", source=source, detail="its certificate is damaged") from error
    return key, chain


def _from_pfx(data: bytes, source: str, secret: bytes | None) -> tuple[object, list[x509.Certificate]]:
    try:
        key, certificate, more = pkcs12.load_key_and_certificates(data, secret)
    except (ValueError, UnsupportedAlgorithm) as error:
        # The library tells a wrong password from a broken file only in its words.
        if "password" not in str(error).lower():
            raise failure(
                "certificate-unreadable", source=source, detail="it is neither a PEM nor a PFX file"
            ) from error
        key_name = "certificate-password-wrong" if secret else "certificate-encrypted"
        raise failure(key_name, source=source) from error
    if key is None:
        raise failure("certificate-no-key", source=source)
    return key, [chain_certificate for chain_certificate in (certificate, *more) if chain_certificate is not None]
