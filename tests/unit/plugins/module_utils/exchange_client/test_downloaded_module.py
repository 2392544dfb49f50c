# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.downloaded_module import key_from, key_in
from support.rows import each_row

PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SMALL = rsa.generate_private_key(public_exponent=65537, key_size=1024)


def number(value: int) -> str:
    return base64.b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).decode()


def xml(key: rsa.RSAPrivateKey = PRIVATE) -> str:
    numbers = key.public_key().public_numbers()
    return f"<RSAKeyValue><Modulus>{number(numbers.n)}</Modulus><Exponent>{number(numbers.e)}</Exponent></RSAKeyValue>"


def pem(key: Any = PRIVATE) -> str:
    text: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return text.decode()


def zipped(*texts: str) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, text in enumerate(texts):
            archive.writestr(f"{place}.psm1", text)
    return base64.b64encode(packed.getvalue()).decode()


def based(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("text", [xml(), pem(), f"# a script\n$key = '{xml()}'\n"])
def test_key_encrypts_for_its_owner_only(text: str) -> None:
    key = key_from(text)
    assert key is not None
    assert key.most_bytes == 245
    for plain in ("s\u00fc\u00df \U0001f600", "x" * 245):
        sent = key.encrypt(plain)
        assert plain not in sent
        assert PRIVATE.decrypt(base64.b64decode(sent, validate=True), padding.PKCS1v15()).decode() == plain
        assert key.encrypt(plain) != sent


@each_row(
    "text",
    [
        "",
        "no key",
        xml(SMALL),
        pem(SMALL),
        pem(ec.generate_private_key(ec.SECP256R1())),
        xml().replace("<Exponent>", "<Exponent>!"),
        xml().replace("AQAB", "AA=="),
        "<RSAKeyValue><Modulus>A</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
    ],
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert key_from(text) is None


@each_row(
    "rows",
    [
        [{"exportedCmdlets": "Get-Mailbox", "file": f"text {xml()} text"}],
        [{}, {"deep": [{"er": [f"\ufeff{xml()}"]}]}],
        [{"file": based("# " + "x" * 300 + xml())}],
        [{"file": zipped("nothing here", xml())}],
        [{"small": xml(SMALL), "real": xml()}],
        [{"fileName": "m.psm1", "fileContent": based("# " + "x" * 300 + xml()), "exportedCmdlets": "Get-Mailbox"}],
        [{"fileName": "m.zip", "fileContent": zipped(xml()), "exportedCmdlets": ""}],
        [{"fileName": "a", "fileContent": ""}, {"fileName": "b", "fileContent": f"$k = '{xml()}'"}],
    ],
)
def test_key_is_found_in_the_module_file(rows: list[dict[str, Any]]) -> None:
    key = key_in(rows)
    assert key is not None
    assert key.key.public_numbers() == PRIVATE.public_key().public_numbers()


@each_row(
    "rows",
    [
        [],
        [{"exportedCmdlets": "Get-Mailbox"}],
        [{"file": "QUJD" * 100}],
        [{"file": based("PK" + "\x00" * 300)}],
        [{"file": zipped("x" * 300)[:-40]}],
        [{"file": "A" * 301}],
        [{"file": zipped("\0" * (65 * 1024 * 1024), xml())}],
    ],
)
def test_where_there_is_no_key_none_is_found(rows: list[dict[str, Any]]) -> None:
    assert key_in(rows) is None
