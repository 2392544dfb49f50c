# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box's key for SecureString parameters: in the module file, and what it decrypts."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import uuid
import zipfile
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from simulator.wire import Wire

PASSWORD = "canary-P4ss~word"
CMDLET, NAME = "New-Mailbox", "Password"


def module_file(wire: Wire, token: str) -> dict[str, Any]:
    url = f"https://{wire.rest_host}/adminapi/v1.0/{wire.tenant.tenant_id}/EXOModuleFile?Version=3.9.2"
    answer = wire.send("GET", url, headers={**wire.headers(token), "CommandName": CMDLET})
    assert answer.status_code == 200, answer.text
    row: dict[str, Any] = answer.json()["value"][0]
    return row


def key_of(script: str) -> rsa.RSAPublicKey:
    numbers = [
        int.from_bytes(base64.b64decode(re.findall(f"<{name}>(.*?)</{name}>", script)[0]), "big")
        for name in ("Exponent", "Modulus")
    ]
    return rsa.RSAPublicNumbers(*numbers).public_key()


def new_mailbox(wire: Wire, token: str, value: str) -> Any:
    name = uuid.uuid4().hex
    parameters = {"Name": name, "MicrosoftOnlineServicesID": f"{name}@contoso.onmicrosoft.com", NAME: value}
    return wire.invoke(token, CMDLET, parameters)


def test_the_module_file_has_no_key_unless_it_is_asked_for(wire: Wire) -> None:
    token = wire.token()
    assert set(module_file(wire, token)) == {"fileName", "fileContent", "exportedCmdlets"}
    assert new_mailbox(wire, token, "plain").status_code == 200
    assert "passwords" not in wire.box.control.journal(cmdlet=CMDLET)[-1]


@pytest.mark.parametrize("packing", ["text", "zip"])
def test_what_its_key_encrypted_is_decrypted_and_never_shown(wire: Wire, packing: str) -> None:
    wire.box.control.settings(module_file_key=packing)
    token = wire.token()
    script = module_file(wire, token)["moduleFile"]
    if packing == "zip":
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(script))) as archive:
            script = archive.read(archive.namelist()[0]).decode()
    sent = base64.b64encode(key_of(script).encrypt(PASSWORD.encode(), padding.PKCS1v15())).decode()
    assert new_mailbox(wire, token, sent).status_code == 200
    journal = wire.box.control.journal()
    entry = [one for one in journal if one["cmdlet"] == CMDLET][-1]
    assert entry["passwords"] == {NAME: hashlib.sha256(PASSWORD.encode()).hexdigest()[:16]}
    assert PASSWORD not in json.dumps(journal)


@pytest.mark.parametrize("value", ["plain text", "QUJD"])
def test_what_it_did_not_encrypt_is_refused(wire: Wire, value: str) -> None:
    wire.box.control.settings(module_file_key="text")
    answer = new_mailbox(wire, wire.token(), value)
    assert answer.status_code == 400
    assert "decrypted" in answer.text
