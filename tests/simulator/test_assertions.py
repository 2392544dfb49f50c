# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client assertions: signed here with cryptography alone, accepted or refused as the sign-in service does."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from simulator.wire import AUTOMATION, Wire

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def encoded(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(frozen=True)
class Signer:
    """Signs assertions with a key, naming a certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def of(cls, path: str) -> Signer:
        """From a PEM file with key and certificate."""
        content = Path(path).read_bytes()
        key = serialization.load_pem_private_key(content, None)
        assert isinstance(key, rsa.RSAPrivateKey)
        return cls(key, x509.load_pem_x509_certificate(content))

    def sign(self, claims: Mapping[str, Any], algorithm: str = "RS256") -> str:
        """A JWT: RS256 names the certificate by SHA-1, PS256 by SHA-256."""
        header: dict[str, str] = {"typ": "JWT", "alg": algorithm}
        if algorithm == "RS256":
            header["x5t"] = encoded(self.certificate.fingerprint(hashes.SHA1()))
        else:
            header["x5t#S256"] = encoded(self.certificate.fingerprint(hashes.SHA256()))
        text = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
        scheme: padding.AsymmetricPadding = padding.PKCS1v15() if algorithm == "RS256" else pss
        return f"{text}.{encoded(self.key.sign(text.encode(), scheme, hashes.SHA256()))}"


@dataclass
class Claims:
    """Good claims, and changes to them (None takes one away)."""

    wire: Wire
    app_id: str
    now: int
    changes: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """The claims as a map."""
        audience = f"https://{self.wire.sign_in_host}/{self.wire.tenant.tenant_id}/oauth2/v2.0/token"
        good = {"aud": audience, "iss": self.app_id, "sub": self.app_id, "jti": str(uuid.uuid4())}
        claims = {**good, "nbf": self.now, "exp": self.now + 600, **self.changes}
        return {name: value for name, value in claims.items() if value is not None}


def box_time(wire: Wire) -> int:
    """The box's clock, from the Date of an answer."""
    answer = wire.send("GET", f"https://{wire.sign_in_host}/common/v2.0/.well-known/openid-configuration")
    return int(parsedate_to_datetime(answer.headers["Date"]).timestamp())


def ask(wire: Wire, assertion: str, name: str = AUTOMATION) -> requests.Response:
    """Ask for a token with an assertion."""
    form = wire.secret_form(name)
    del form["client_secret"]
    return wire.ask_token({**form, "client_assertion_type": JWT_BEARER, "client_assertion": assertion})


@pytest.fixture
def signer(wire: Wire) -> Signer:
    """The certificate that the box has made for the first application."""
    return Signer.of(wire.application().certificate_path)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_registered_certificate_gets_a_token(wire: Wire, signer: Signer, algorithm: str) -> None:
    claims = Claims(wire, wire.application().app_id, box_time(wire)).content()
    answer = ask(wire, signer.sign(claims, algorithm))
    assert answer.status_code == 200, answer.text
    payload = answer.json()["access_token"].split(".")[1]
    token = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert token["appidacr"] == "2"
    assert wire.invoke(answer.json()["access_token"], "Get-OrganizationConfig").status_code == 200


@pytest.mark.parametrize(
    "audience", ["{host}/{organization}/oauth2/v2.0/token", "{host}/{tenant}/v2.0", "login.windows.net/{tenant}/v2.0"]
)
def test_audience_may_name_tenant_and_host_in_each_of_their_forms(wire: Wire, signer: Signer, audience: str) -> None:
    text = "https://" + audience.format(
        host=wire.sign_in_host, organization=wire.tenant.organization, tenant=wire.tenant.tenant_id
    )
    claims = Claims(wire, wire.application().app_id, box_time(wire), {"aud": text}).content()
    assert ask(wire, signer.sign(claims)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"aud": "https://login.microsoftonline.com/common/oauth2/v2.0/token"}, 700023),
        ({"aud": None}, 700023),
        ({"iss": "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e02"}, 700021),
        ({"sub": None}, 700021),
        ({"exp": 1}, 700024),
        ({"exp": None}, 700024),
        ({"nbf": 99999999999}, 700024),
    ],
)
def test_wrong_claim_is_refused_with_its_own_code(
    wire: Wire, signer: Signer, changes: Mapping[str, Any], code: int
) -> None:
    claims = Claims(wire, wire.application().app_id, box_time(wire), changes).content()
    answer = ask(wire, signer.sign(claims))
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"
    assert answer.json()["error_codes"] == [code]


def test_certificate_that_is_not_registered_is_named_by_its_thumbprint(wire: Wire) -> None:
    stranger = Wire(wire.box, "fabrikam.onmicrosoft.us")
    signer = Signer.of(stranger.application().certificate_path)
    stranger.close()
    answer = ask(wire, signer.sign(Claims(wire, wire.application().app_id, box_time(wire)).content()))
    assert answer.status_code == 401
    assert answer.json()["error_codes"] == [700027]
    assert signer.certificate.fingerprint(hashes.SHA1()).hex().upper() in answer.json()["error_description"]


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_registered_thumbprint_with_another_key_is_refused(wire: Wire, signer: Signer, algorithm: str) -> None:
    forger = Signer(rsa.generate_private_key(public_exponent=65537, key_size=2048), signer.certificate)
    answer = ask(wire, forger.sign(Claims(wire, wire.application().app_id, box_time(wire)).content(), algorithm))
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [700027])


def test_expired_certificate_is_refused(wire: Wire) -> None:
    application = wire.application("Expired certificate")
    signer = Signer.of(application.certificate_path)
    answer = ask(wire, signer.sign(Claims(wire, application.app_id, box_time(wire)).content()), "Expired certificate")
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [700027])
    assert "expired" in answer.json()["error_description"]


@pytest.mark.parametrize("text", ["", "a.b", "e30.e30.e30", "....", "{}.{}.{}", "a" * 5000])
def test_what_is_no_jwt_is_refused_as_such(wire: Wire, text: str) -> None:
    answer = ask(wire, text)
    assert answer.status_code == 401
    assert answer.json()["error_codes"][0] in (50027, 700027, 7000216)


def test_unsigned_jwt_is_refused(wire: Wire, signer: Signer) -> None:
    claims = Claims(wire, wire.application().app_id, box_time(wire)).content()
    header = {"alg": "none", "x5t": encoded(signer.certificate.fingerprint(hashes.SHA1()))}
    text = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    assert ask(wire, f"{text}.").json()["error_codes"] == [50027]


def test_pfx_holds_the_same_key_under_the_printed_password(wire: Wire, signer: Signer) -> None:
    application = wire.application()
    content = Path(application.pfx_path).read_bytes()
    key, certificate, _unused = pkcs12.load_key_and_certificates(content, application.certificate_password.encode())
    assert certificate == signer.certificate
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.private_numbers() == signer.key.private_numbers()
    assert application.thumbprint == signer.certificate.fingerprint(hashes.SHA1()).hex().upper()
