# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys made once, and a sign-in service that answers what a test writes down."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from requests.structures import CaseInsensitiveDict

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_client import SignInHttp
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import RetryPolicy
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request, Transport
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError

AUTHORITY = "https://login.microsoftonline.com"
RESOURCE = "https://outlook.office365.com"
ORGANIZATION = "contoso.onmicrosoft.com"
TENANT = "7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01"
OTHER_TENANT = "c0ffee00-52a4-4a3b-9f63-2f1c5a1e8b02"
APP = "1b9a6c3d-0f42-4f0e-8a5b-6a0b7f3f2c11"
SECRET = "Tr0ub4dor&3~client"
NOW = datetime.now(timezone.utc)
PEM = serialization.Encoding.PEM

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def key_of(call: Callable[[], object], *secrets: str) -> Failure:
    """The failure that a call must end with; it shows none of the secrets."""
    with pytest.raises(Failure) as caught:
        call()
    shown = f"{caught.value.line} {caught.value.card()} {caught.value.more} {caught.value!r}"
    assert "\n" not in caught.value.line
    assert not any(secret in shown for secret in (*secrets, SECRET))
    return caught.value


@dataclass(frozen=True)
class Keys:
    """Keys of all kinds, and certificates for them."""

    own: rsa.RSAPrivateKey
    other: rsa.RSAPrivateKey
    curve: ec.EllipticCurvePrivateKey

    def certificate(self, key: Key, start: int = -1, end: int = 30) -> x509.Certificate:
        """Self-signed, valid from ``start`` to ``end`` in days from now."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "exo")])
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + timedelta(days=start))
            .not_valid_after(NOW + timedelta(days=end))
            .sign(key, hashes.SHA256())
        )

    def pem(self, key: Key, *, start: int = -1, end: int = 30) -> bytes:
        """The certificate in PEM."""
        return self.certificate(key, start, end).public_bytes(PEM)


def key_pem(key: Key, password: str | None = None, *, pkcs1: bool = False) -> bytes:
    kind = serialization.PrivateFormat.TraditionalOpenSSL if pkcs1 else serialization.PrivateFormat.PKCS8
    hidden = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    return key.private_bytes(PEM, kind, hidden)


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys(
        rsa.generate_private_key(65537, 2048),
        rsa.generate_private_key(65537, 2048),
        ec.generate_private_key(ec.SECP256R1()),
    )


def answer(body: Any = b"", status: int = 200, **headers: str) -> Answer:
    """An answer; in the names of headers ``_`` stands for a hyphen."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(
        status, CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()}), content
    )


def refusal(*codes: int, status: int = 400, error: str = "invalid_client", **headers: str) -> Answer:
    body = {
        "error": error,
        "error_description": f"AADSTS{codes[0] if codes else 0}: Microsoft's own words.",
        "error_codes": list(codes),
        "correlation_id": "correlation-7",
        "trace_id": "trace-7",
        "timestamp": "2026-11-23 12:00:00Z",
    }
    return answer(body, status, **headers)


def silence(kind: Any = "unreachable", *, sent: bool = False) -> TransportError:
    return TransportError(kind, "sign-in", "login.microsoftonline.com", was_sent=sent)


def jwt(**claims: Any) -> str:
    """A token with these claims and the usual ones; nobody verifies its signature here."""
    usual = {"aud": RESOURCE, "tid": TENANT, "roles": ["Exchange.ManageAsApp"], "idtyp": "app"}
    payload = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({}, payload)]
    return ".".join([*parts, "c2lnbmF0dXJl"])


def token_answer(token: str | None = None, **more: Any) -> Answer:
    return answer({"token_type": "Bearer", "expires_in": 3599, "access_token": token or jwt(), **more})


def openid(tenant: str = TENANT, host: str = AUTHORITY) -> Answer:
    return answer(
        {
            "issuer": f"{host}/{tenant}/v2.0",
            "token_endpoint": f"{host}/{tenant}/oauth2/v2.0/token",
            "authorization_endpoint": f"{host}/{tenant}/oauth2/v2.0/authorize",
            "device_authorization_endpoint": f"{host}/{tenant}/oauth2/v2.0/devicecode",
        }
    )


class Edge(Transport):
    """The transport with its own rules about hosts, and scripts in place of the network: one for GET, one for POST."""

    def __init__(self, gets: Sequence[Answer | TransportError], posts: Sequence[Answer | TransportError]) -> None:
        super().__init__(Network(), ["login.microsoftonline.com"])
        self.scripts = {"GET": list(gets), "POST": list(posts)}
        self.requests: list[Request] = []

    def send(self, request: Request) -> Answer:
        self.check_host(request.url, request.hop)
        self.requests.append(request)
        happening = self.scripts[request.method].pop(0)
        if isinstance(happening, TransportError):
            raise happening
        return happening


@dataclass
class Service:
    """The sign-in service of a test."""

    gets: Sequence[Answer | TransportError] = ()
    posts: Sequence[Answer | TransportError] = ()
    policy: RetryPolicy = RetryPolicy()
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.edge = Edge(self.gets, self.posts)
        clock = Clock(wall=lambda: 1_800_000_000.0, sleep=self.slept.append, chance=lambda: 1.0)
        self.http = SignInHttp(self.edge, self.policy, clock)
