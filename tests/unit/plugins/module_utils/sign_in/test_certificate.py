# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and certificates in every form that people keep them in."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.certificate import warn_of_certificate_end
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import Credential
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.pem_and_pfx import load_key_and_certificate
from support.rows import each_row

NOW = datetime.now(timezone.utc)
PLAIN = serialization.NoEncryption()
LOCKED = serialization.BestAvailableEncryption(b"opens")
PKCS8, PKCS1 = serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: Key, name: str, issuer: str, signer: Key) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=90))
        .sign(signer, hashes.SHA256())
    )


ROOT_KEY = rsa.generate_private_key(65537, 2048)
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
ROOT = certificate(ROOT_KEY, "Contoso root", "Contoso root", ROOT_KEY)
OWN = certificate(RSA_KEY, "automation", "Contoso root", ROOT_KEY)
EC_OWN = certificate(EC_KEY, "automation", "automation", EC_KEY)
THUMBPRINT = OWN.fingerprint(hashes.SHA1()).hex()


def pem(one: x509.Certificate) -> bytes:
    return one.public_bytes(serialization.Encoding.PEM)


def key_pem(key: Key, style: serialization.PrivateFormat, lock: serialization.KeySerializationEncryption) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, style, lock)


@each_row("lock", [PLAIN, LOCKED], ids=["plain", "encrypted"])
@each_row("style", [PKCS8, PKCS1], ids=["pkcs8", "pkcs1"])
def test_rsa_key_is_read_in_each_style_with_its_chain_behind_it(
    style: serialization.PrivateFormat, lock: serialization.KeySerializationEncryption
) -> None:
    data = pem(ROOT) + key_pem(RSA_KEY, style, lock) + pem(OWN)
    material = load_key_and_certificate(data, "file", None if lock is PLAIN else "opens")
    assert material.certificate == (pem(OWN) + pem(ROOT)).decode()
    assert "BEGIN PRIVATE KEY" in material.private_key
    assert material.not_after == OWN.not_valid_after_utc


def test_pfx_file_is_read_with_its_chain() -> None:
    data = pkcs12.serialize_key_and_certificates(b"x", RSA_KEY, OWN, [ROOT], LOCKED)
    assert load_key_and_certificate(data, "file", "opens").certificate == (pem(OWN) + pem(ROOT)).decode()


def test_key_alone_needs_the_thumbprint_of_its_certificate() -> None:
    data = key_pem(RSA_KEY, PKCS8, PLAIN)
    spaced = " ".join(THUMBPRINT[at : at + 2] for at in range(0, 40, 2))
    material = load_key_and_certificate(data, "file", None, spaced)
    assert (material.certificate, material.thumbprint) == ("", THUMBPRINT.upper())
    with pytest.raises(Failure) as caught:
        load_key_and_certificate(data, "file", None)
    assert caught.value.key == "certificate-unreadable"


def test_thumbprint_beside_a_certificate_is_compared() -> None:
    data = key_pem(RSA_KEY, PKCS8, PLAIN) + pem(OWN)
    assert load_key_and_certificate(data, "file", None, THUMBPRINT).certificate == pem(OWN).decode()


@each_row(
    ("data", "password", "thumbprint", "key"),
    [
        (key_pem(EC_KEY, PKCS8, PLAIN) + pem(EC_OWN), None, None, "certificate-wrong-kind"),
        (key_pem(RSA_KEY, PKCS8, LOCKED) + pem(OWN), None, None, "certificate-encrypted"),
        (key_pem(RSA_KEY, PKCS1, LOCKED) + pem(OWN), "wrong", None, "certificate-password-wrong"),
        (pem(OWN), None, None, "certificate-no-key"),
        (key_pem(ROOT_KEY, PKCS8, PLAIN) + pem(OWN), None, None, "certificate-key-mismatch"),
        (key_pem(RSA_KEY, PKCS8, PLAIN) + pem(OWN), None, "0" * 40, "certificate-thumbprint-mismatch"),
        (key_pem(RSA_KEY, PKCS8, PLAIN) + pem(OWN), None, "none", "certificate-thumbprint-not-valid"),
        (b"nothing", None, None, "certificate-unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_named(data: bytes, password: str | None, thumbprint: str | None, key: str) -> None:
    with pytest.raises(Failure) as caught:
        load_key_and_certificate(data, "file", password, thumbprint)
    assert caught.value.key == key


def test_kind_of_a_key_that_does_not_work_is_named() -> None:
    with pytest.raises(Failure, match="of the kind EC"):
        load_key_and_certificate(key_pem(EC_KEY, PKCS8, PLAIN) + pem(EC_OWN), "file", None)


@each_row(
    ("days", "words"),
    [(31, None), (30, None), (29.5, "ends in 29 days"), (1.5, "ends in 1 day:"), (0.5, "ends today")],
)
def test_last_thirty_days_have_a_warning(days: float, words: str | None) -> None:
    found = warn_of_certificate_end(Credential(not_after=1000.0 + days * 86400, source="file"), 1000.0)
    assert bool(found) == (words is not None)
    assert words is None or words in found[0]
