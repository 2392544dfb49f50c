# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box's certificate authority (trustme), its TLS context, and the key pairs of its applications."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

KEY_BITS = 2048
VALID_DAYS = 365


@dataclass(frozen=True)
class AppCertificate:
    """A certificate that an application may sign in with."""

    certificate: x509.Certificate

    @property
    def thumbprint(self) -> str:
        """SHA-1 of the certificate in upper-case hex, as Entra ID's portal shows it."""
        return self.certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - a name, not a signature

    def expired(self, now: datetime) -> bool:
        """Whether the certificate is outside its validity."""
        return not self.certificate.not_valid_before_utc <= now <= self.certificate.not_valid_after_utc


def new_key() -> rsa.RSAPrivateKey:
    """A new RSA key; some 50 ms, and it lets other threads run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def self_signed(key: rsa.RSAPrivateKey, name: str, now: datetime, expired: bool = False) -> AppCertificate:
    """A self-signed certificate, as people make them for app-only sign-in; `expired` ends it yesterday."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    start = now - timedelta(days=VALID_DAYS if expired else 1)
    end = now - timedelta(days=1) if expired else now + timedelta(days=VALID_DAYS)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .sign(key, hashes.SHA256())
    )
    return AppCertificate(certificate)


def load_certificate(path: str) -> AppCertificate:
    """A registered certificate from a PEM file; OSError or ValueError if it is none."""
    with open(path, "rb") as stream:
        return AppCertificate(x509.load_pem_x509_certificate(stream.read()))


def write_private(path: str, content: bytes) -> None:
    """Write a file that only its owner may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def write_key_pair(key: rsa.RSAPrivateKey, certificate: x509.Certificate, stem: str, password: str) -> tuple[str, str]:
    """Write `<stem>.pem` (key and certificate) and `<stem>.pfx` (under the password); gives both paths."""
    key_pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = key_pem + certificate.public_bytes(serialization.Encoding.PEM)
    write_private(f"{stem}.pem", pem)
    encryption = serialization.BestAvailableEncryption(password.encode())
    pfx = pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)
    write_private(f"{stem}.pfx", pfx)
    return f"{stem}.pem", f"{stem}.pfx"


class Authority:
    """The certificate authority that a client trusts through `ca.pem`."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names` are the hosts that its spoilt certificates claim to be."""
        self._names = tuple(names)
        self._spoilt: dict[str, ssl.SSLContext] = {}
        self._ca = trustme.CA(organization_name="Microsoft 365 in a box")

    def ca_pem(self) -> bytes:
        """The authority's own certificate."""
        return self._ca.cert_pem.bytes()

    def spoilt_context(self, problem: str) -> ssl.SSLContext:
        """A context that no client should accept: another authority's, another name's, or one of yesterday."""
        if problem not in self._spoilt:
            self._spoilt[problem] = self._spoil(problem)
        return self._spoilt[problem]

    def _spoil(self, problem: str) -> ssl.SSLContext:
        if problem == "foreign":
            return Authority(self._names).server_context(self._names)
        if problem == "name":
            return self.server_context(["another.host.example"])
        return self.server_context(self._names, datetime.now(timezone.utc) - timedelta(days=1))

    def server_context(self, names: Iterable[str], not_after: datetime | None = None) -> ssl.SSLContext:
        """A TLS context whose certificate carries these host names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        leaf = self._ca.issue_cert(*names, not_after=not_after)
        leaf.configure_cert(context)
        return context
