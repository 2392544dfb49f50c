#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# MSAL sends the certificate of an application as x5c in the head of its assertion (RFC 7515: Base64 of the DER form).
# A PEM file from Windows has CRLF at its line ends.
#
# Guess: The x5c is the same for both line ends.
#
# Seen: msal 1.39.0 leaves the carriage returns in. (Whether Entra ID takes it was not tried.) This collection writes
# the certificate anew before it hands it over.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with msal==1.39.0 cryptography <<'PROGRAM'
import base64
import datetime
import json

import msal
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

TENANT = "https://login.microsoftonline.com/contoso.onmicrosoft.com"


class Reply:
    status_code, headers = 200, {}

    def __init__(self, body):
        self.text = json.dumps(body)


class Http:
    """Answers in place of Entra ID, and keeps the head of the last assertion."""

    def get(self, url, **_):
        return Reply({"token_endpoint": TENANT + "/token", "authorization_endpoint": TENANT, "issuer": TENANT})

    def post(self, url, data=None, **_):
        assertion = data["client_assertion"]
        head = (assertion if isinstance(assertion, str) else assertion.decode()).split(".")[0]
        self.head = json.loads(base64.urlsafe_b64decode(head + "=="))
        return Reply({"access_token": "none", "expires_in": 3600})

    def close(self):
        pass


key = rsa.generate_private_key(65537, 2048)
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "app.contoso.com")])
now = datetime.datetime.now(datetime.timezone.utc)
builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
end = now + datetime.timedelta(days=2)
certificate = builder.not_valid_before(now).not_valid_after(end).sign(key, hashes.SHA256())
plain = certificate.public_bytes(serialization.Encoding.PEM).decode()
private = key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
print("msal", msal.__version__)
for ends, pem in (("LF", plain), ("CRLF", plain.replace("\n", "\r\n"))):
    http = Http()
    credential = {
        "private_key": private,
        "thumbprint": certificate.fingerprint(hashes.SHA1()).hex(),
        "public_certificate": pem,
    }
    application = msal.ConfidentialClientApplication(
        "00000000-0000-0000-0000-000000000001",
        authority=TENANT, client_credential=credential, http_client=http, instance_discovery=False,
    )
    application.acquire_token_for_client(["https://outlook.office365.com/.default"])
    [x5c] = http.head["x5c"]
    print(ends, "x5c has carriage returns:", "\r" in x5c)
PROGRAM

expect <<'SEEN'
msal 1.39.0
LF x5c has carriage returns: False
CRLF x5c has carriage returns: True
SEEN
