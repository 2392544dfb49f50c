# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong with a certificate is named as what it is, before anything is sent."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.certificate import check_certificate_dates
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.pem_and_pfx import (
    KeyMaterial,
    load_inline,
    load_key_and_certificate,
    load_path,
)
from support.extent import choose
from support.rows import each_row

from .conftest import NOW, PEM, Key, Keys, key_of, key_pem

PASSWORD = "correct horse battery"


def pfx(key: Key | None, certificate: x509.Certificate | None, *more: x509.Certificate, password: str = "") -> bytes:
    hidden = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"exo", key, certificate, more or None, hidden)


def check(found: KeyMaterial, keys: Keys) -> None:
    """It is our key, plain PKCS#8, and our certificate comes first."""
    assert found.private_key == key_pem(keys.own).decode()
    first = x509.load_pem_x509_certificate(found.certificate.encode())
    assert first.public_key() == keys.own.public_key()
    assert found.not_before is not None
    assert found.not_after is not None
    assert found.not_before < NOW < found.not_after


@pytest.mark.parametrize("password", [None, PASSWORD])
@pytest.mark.parametrize("pkcs1", [False, True], ids=["PKCS#8", "PKCS#1"])
@pytest.mark.parametrize("key_first", [False, True])
def test_pem_with_key_and_certificate(keys: Keys, password: str | None, pkcs1: bool, key_first: bool) -> None:
    parts = [keys.pem(keys.own), key_pem(keys.own, password, pkcs1=pkcs1)]
    check(load_key_and_certificate(b"\n".join(reversed(parts) if key_first else parts), "x", password), keys)


def test_pem_with_a_password_that_nobody_needs(keys: Keys) -> None:
    check(load_key_and_certificate(keys.pem(keys.own) + key_pem(keys.own), "x", "needless"), keys)


def test_pem_with_text_around_it(keys: Keys) -> None:
    text = b"Bag Attributes\r\n    friendlyName: exo\r\n"
    check(
        load_key_and_certificate(
            (text + keys.pem(keys.own) + text + key_pem(keys.own)).replace(b"\n", b"\r\n"), "x", None
        ),
        keys,
    )


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_pfx(keys: Keys, password: str) -> None:
    check(
        load_key_and_certificate(pfx(keys.own, keys.certificate(keys.own), password=password), "x", password or None),
        keys,
    )


@pytest.mark.parametrize("position", [0, 1, 2])
def test_the_certificate_of_the_key_comes_first_whatever_the_order(keys: Keys, position: int) -> None:
    chain = [keys.pem(keys.other), keys.pem(keys.curve)]
    chain.insert(position, keys.pem(keys.own))
    found = load_key_and_certificate(key_pem(keys.own) + b"".join(chain), "x", None)
    check(found, keys)
    assert found.certificate.count("BEGIN CERTIFICATE") == 3


def test_the_chain_of_a_pfx_comes_behind_its_certificate(keys: Keys) -> None:
    found = load_key_and_certificate(pfx(keys.own, keys.certificate(keys.own), keys.certificate(keys.other)), "x", None)
    check(found, keys)
    assert found.certificate.count("BEGIN CERTIFICATE") == 2


def test_a_file_and_an_option_give_the_same(keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = keys.pem(keys.own) + key_pem(keys.own)
    (tmp_path / "own.pem").write_bytes(pem)
    check(load_path(str(tmp_path / "own.pem"), None), keys)
    check(load_inline(pem.decode(), None), keys)
    monkeypatch.setenv("HOME", str(tmp_path))
    check(load_path("~/own.pem", None), keys)


@pytest.mark.parametrize("width", [0, 76])
def test_base64_of_a_pfx_may_be_wrapped(keys: Keys, width: int) -> None:
    data = pfx(keys.own, keys.certificate(keys.own), password=PASSWORD)
    text = (base64.encodebytes(data) if width else base64.b64encode(data)).decode()
    check(load_inline(f"  {text}\n", PASSWORD), keys)


def test_a_bundle_that_openssl_made_has_an_empty_password(keys: Keys) -> None:
    """openssl pkcs12 -export -passout pass: makes one; so does Azure Key Vault."""
    data = pfx(keys.own, keys.certificate(keys.own))
    check(load_key_and_certificate(data, "x", ""), keys)


# What is wrong


def test_a_missing_file(tmp_path: Path) -> None:
    failure = key_of(lambda: load_path(str(tmp_path / "none.pem"), PASSWORD), PASSWORD)
    assert failure.key == "certificate-missing"
    assert "none.pem" in failure.line


@pytest.mark.parametrize("name", [".", "file.pem/below", "a" * 300, "nul\0byte"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.pem").touch()
    assert key_of(lambda: load_path(str(tmp_path / name), None)).key == "certificate-unreadable"


def test_the_home_of_nobody(tmp_path: Path) -> None:
    assert key_of(lambda: load_path("~nobody-at-all/x.pem", None)).key == "certificate-missing"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "x.pem").touch(0)
    failure = key_of(lambda: load_path(str(tmp_path / "x.pem"), None))
    assert (failure.key, "permission denied" in failure.line) == ("certificate-unreadable", True)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_bytes(b"x" * (1024 * 1024 + 1))
    assert key_of(lambda: load_path(str(tmp_path / "x.pem"), None)).key == "certificate-unreadable"


@pytest.mark.parametrize(
    ("password", "key"),
    [(None, "certificate-encrypted"), ("", "certificate-encrypted"), ("wrong horse", "certificate-password-wrong")],
)
@pytest.mark.parametrize("form", ["PKCS#8", "PKCS#1", "PFX"])
def test_an_encrypted_key_without_its_password(keys: Keys, form: str, password: str | None, key: str) -> None:
    data = (
        pfx(keys.own, keys.certificate(keys.own), password=PASSWORD)
        if form == "PFX"
        else keys.pem(keys.own) + key_pem(keys.own, PASSWORD, pkcs1=form == "PKCS#1")
    )
    assert key_of(lambda: load_key_and_certificate(data, "x", password), "wrong horse").key == key


def test_a_certificate_without_its_key(keys: Keys) -> None:
    assert key_of(lambda: load_key_and_certificate(keys.pem(keys.own), "x", None)).key == "certificate-no-key"
    assert (
        key_of(lambda: load_key_and_certificate(pfx(None, keys.certificate(keys.own)), "x", None)).key
        == "certificate-no-key"
    )
    public = keys.own.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert key_of(lambda: load_key_and_certificate(public, "x", None)).key == "certificate-no-key"


def test_a_key_without_its_certificate(keys: Keys) -> None:
    for data in (key_pem(keys.own), pfx(keys.own, None)):
        failure = key_of(lambda data=data: load_key_and_certificate(data, "x", None))  # type: ignore[misc]
        assert failure.key == "certificate-unreadable"
        assert "no certificate" in failure.line


def test_the_certificate_of_another_key(keys: Keys) -> None:
    assert (
        key_of(lambda: load_key_and_certificate(keys.pem(keys.other) + key_pem(keys.own), "x", None)).key
        == "certificate-key-mismatch"
    )


def test_a_key_of_another_kind(keys: Keys) -> None:
    for data in (keys.pem(keys.curve) + key_pem(keys.curve), pfx(keys.curve, keys.certificate(keys.curve))):
        failure = key_of(lambda data=data: load_key_and_certificate(data, "x", None))  # type: ignore[misc]
        assert failure.key == "certificate-wrong-kind"
        assert "of the kind EC," in failure.line


@each_row(
    ("data", "key"),
    [
        (b"", "certificate-unreadable"),
        (b"\0" * 100, "certificate-unreadable"),
        (b"not a certificate", "certificate-unreadable"),
        (b"\x30\x82\x01\x00", "certificate-unreadable"),
        (b"-----BEGIN CERTIFICATE-----", "certificate-no-key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "certificate-unreadable"),
        (b"-----BEGIN RSA PRIVATE KEY-----\n!!\n-----END RSA PRIVATE KEY-----\n", "certificate-unreadable"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "certificate-unreadable"),
        (b"-----BEGIN PRIVATE KEY-----\n", "certificate-no-key"),
    ],
)
def test_what_is_neither_pem_nor_pfx(data: bytes, key: str) -> None:
    assert key_of(lambda: load_key_and_certificate(data, "x", None)).key == key


def test_a_damaged_certificate_beside_a_good_key(keys: Keys) -> None:
    damaged = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    failure = key_of(lambda: load_key_and_certificate(key_pem(keys.own) + damaged, "x", None))
    assert (failure.key, "its certificate is damaged" in failure.line) == ("certificate-unreadable", True)


@each_row("text", ["", "x", "not base64!", "é", "AAAA", "-----BEGIN", "{{ lookup('file') }}"])
def test_an_option_that_is_neither_pem_nor_base64(text: str) -> None:
    assert key_of(lambda: load_inline(text, None)).key in ("certificate-unreadable", "certificate-no-key")


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [(-30, -1, "certificate-expired"), (1, 30, "certificate-not-yet-valid"), (-1, 30, None)],
)
def test_dates_are_checked_before_anything_is_sent(keys: Keys, start: int, end: int, key: str | None) -> None:
    material = load_key_and_certificate(keys.pem(keys.own, start=start, end=end) + key_pem(keys.own), "own.pem", None)
    if key is None:
        check_certificate_dates(material, NOW)
        return
    failure = key_of(lambda: check_certificate_dates(material, NOW))
    assert failure.key == key
    assert "own.pem" in failure.line
    assert "UTC" in failure.line


def test_the_last_moment_is_the_end(keys: Keys) -> None:
    material = load_key_and_certificate(keys.pem(keys.own) + key_pem(keys.own), "x", None)
    first, last = material.not_before, material.not_after
    assert first is not None
    assert last is not None
    check_certificate_dates(material, first)
    assert key_of(lambda: check_certificate_dates(material, last)).key == "certificate-expired"


def test_no_key_shows_in_a_description(keys: Keys) -> None:
    material = load_key_and_certificate(keys.pem(keys.own) + key_pem(keys.own), "own.pem", None)
    assert repr(material) == str(material) == "KeyMaterial('own.pem')"


@settings(max_examples=choose(25, 60, 2000), deadline=None)
@given(st.binary(max_size=200), st.booleans(), st.none() | st.text(max_size=10))
def test_any_bytes_are_a_key_or_one_failure(data: bytes, framed: bool, password: str | None) -> None:
    if framed:
        inner = base64.encodebytes(data)
        data = b"-----BEGIN PRIVATE KEY-----\n" + inner + b"-----END PRIVATE KEY-----\n"
    with pytest.raises(Failure) as caught:
        load_key_and_certificate(data, "x", password)
    assert caught.value.key.startswith("certificate-")
