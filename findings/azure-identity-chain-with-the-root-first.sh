#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A PEM file of an application's key and its chain may have the certificates in any order; CertificateCredential takes
# such a file.
#
# Guess: azure-identity takes the thumbprint of the certificate that belongs to the key, as this collection does.
#
# Seen: azure-identity 1.27.0 takes the first of the file: with the root first, the assertion names the root.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with azure-identity==1.27.0 msal==1.39.0 <<'PROGRAM'
import base64
import datetime
import importlib.metadata
import json

from azure.core.pipeline.transport import HttpTransport
from azure.identity import CertificateCredential
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

TENANT = "https://login.microsoftonline.com/contoso.onmicrosoft.com"


class Reply:
    status_code, headers, reason, content_type = 200, {"Content-Type": "application/json"}, "OK", "application/json"

    def __init__(self, request, body):
        self.request, self.context, self._text = request, {}, json.dumps(body)

    def text(self, encoding=None):
        return self._text

    def body(self):
        return self._text.encode()


class Transport(HttpTransport):
    """Answers in place of Entra ID, and keeps the head of the assertion."""

    def open(self): ...
    def close(self): ...
    def __exit__(self, *_): ...

    def send(self, request, **_):
        if request.method == "GET":
            return Reply(request, {"token_endpoint": TENANT + "/token", "authorization_endpoint": TENANT, "issuer": TENANT})
        assertion = request.body["client_assertion"]
        head = (assertion if isinstance(assertion, str) else assertion.decode()).split(".")[0]
        self.head = json.loads(base64.urlsafe_b64decode(head + "=="))
        return Reply(request, {"access_token": "none", "expires_in": 3600, "token_type": "Bearer"})


def certificate(name, key, issuer, issuer_key):
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)]) for one in (name, issuer)]
    builder = x509.CertificateBuilder().subject_name(names[0]).issuer_name(names[1]).public_key(key.public_key())
    dated = builder.serial_number(x509.random_serial_number()).not_valid_before(now)
    return dated.not_valid_after(now + datetime.timedelta(days=2)).sign(issuer_key, hashes.SHA256())


root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
root = certificate("Contoso Root", root_key, "Contoso Root", root_key)
leaf = certificate("app.contoso.com", key, "Contoso Root", root_key)
private = key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
names = {base64.urlsafe_b64encode(one.fingerprint(hashes.SHA1())).decode().rstrip("="): name for one, name in ((root, "root"), (leaf, "leaf"))}
print("azure-identity", importlib.metadata.version("azure-identity"))
for order, chain in (("leaf first", (leaf, root)), ("root first", (root, leaf))):
    transport = Transport()
    pem = private + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain)
    credential = CertificateCredential(
        "contoso.onmicrosoft.com", "00000000-0000-0000-0000-000000000001",
        certificate_data=pem, transport=transport, disable_instance_discovery=True,
    )
    credential.get_token("https://outlook.office365.com/.default")
    print(order, "| the assertion names the", names[transport.head["x5t"].rstrip("=")])
PROGRAM

expect <<'SEEN'
azure-identity 1.27.0
leaf first | the assertion names the leaf
root first | the assertion names the root
SEEN
