# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates that are wrong, each in one way, and one that is right."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

PASSWORD = "locked-4Zt7?m-0Xa"
_DAY = timedelta(days=1)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test")])


def _signed(key: Key, begins: timedelta = -_DAY, ends: timedelta = 30 * _DAY) -> x509.Certificate:
    now = datetime.now(timezone.utc)
    builder = x509.CertificateBuilder().subject_name(_NAME).issuer_name(_NAME).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now + begins).not_valid_after(now + ends).sign(key, hashes.SHA256())


def _key_pem(key: Key, password: str | None = None) -> bytes:
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        encryption = serialization.BestAvailableEncryption(password.encode())
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def write_wrong_certificates(folder: Path) -> Path:
    """Write one file for each way to be wrong, and one that is only ``unregistered``; return the folder."""
    key, other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _unused in range(2))
    curve = ec.generate_private_key(ec.SECP256R1())
    plain = _key_pem(key)
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    contents = {
        "unregistered.pem": plain + _pem(_signed(key)),
        "encrypted.pem": _key_pem(key, PASSWORD) + _pem(_signed(key)),
        "encrypted.pfx": pkcs12.serialize_key_and_certificates(b"test", key, _signed(key), None, locked),
        "expired.pem": plain + _pem(_signed(key, -30 * _DAY, -_DAY)),
        "not-yet-valid.pem": plain + _pem(_signed(key, _DAY)),
        "curve.pem": _key_pem(curve) + _pem(_signed(curve)),
        "without-key.pem": _pem(_signed(key)),
        "mismatch.pem": plain + _pem(_signed(other)),
        "garbage.pem": b"This is no certificate.\n",
        "authority.pem": _pem(_signed(other)),
    }
    for name, content in contents.items():
        path = folder / name
        path.write_bytes(content)
        path.chmod(0o600)
    (folder / "folder.pem").mkdir()
    return folder


def write_right_certificate(folder: Path, name: str, days: int = 90) -> None:
    """Write ``name.pem`` and ``name.pfx`` with certificate and key, no password, and ``name.crt`` without the key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = _signed(key, ends=days * _DAY)
    open_file = serialization.NoEncryption()
    contents = {
        f"{name}.pem": _key_pem(key) + _pem(certificate),
        f"{name}.pfx": pkcs12.serialize_key_and_certificates(b"test", key, certificate, None, open_file),
        f"{name}.crt": _pem(certificate),
    }
    for file, content in contents.items():
        path = folder / file
        path.write_bytes(content)
        path.chmod(0o600)


def key_body(path: Path) -> str:
    """A line out of the middle of the private key in a PEM file: its first line is the same in every key."""
    text = path.read_text(encoding="ascii")
    begin = text.index("PRIVATE KEY-----")
    return text[begin:].splitlines()[12]


def write_locked_copy(pem: Path, target: Path) -> Path:
    """Certificate and key of a PEM file as a PFX file under PASSWORD; return its path."""
    return _write_pfx(pem, target, serialization.BestAvailableEncryption(PASSWORD.encode()))


def write_open_copy(pem: Path, target: Path) -> Path:
    """The same without a password."""
    return _write_pfx(pem, target, serialization.NoEncryption())


def _write_pfx(pem: Path, target: Path, lock: serialization.KeySerializationEncryption) -> Path:
    content = pem.read_bytes()
    key = serialization.load_pem_private_key(content, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    certificate = x509.load_pem_x509_certificate(content)
    target.write_bytes(pkcs12.serialize_key_and_certificates(b"test", key, certificate, None, lock))
    target.chmod(0o600)
    return target
