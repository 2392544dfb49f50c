# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens of other identity providers: the box issues them, and takes them for an application (RFC 7523, RFC 8693).

The real providers publish their keys under their issuer's address; the box has one key and offers to sign for any
issuer (control port, `POST /federated_tokens`). Codes: Microsoft Learn, troubleshooting workload identity federation.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from ..clock import BoxClock
from ..tenants import Application
from .encoding import decode, decode_json, encode, encode_json
from .refusals import SignInRefused

CLOCK_SKEW = 300


class OtherProviders:
    """Every identity provider but Microsoft."""

    def __init__(self, clock: BoxClock, key: Callable[[], rsa.RSAPrivateKey]) -> None:
        self._clock = clock
        self._key = key

    def issue(self, issuer: str, subject: str, audience: str, lifetime: float) -> str:
        """A token of `issuer` that lives so many seconds."""
        now = int(self._clock.timestamp())
        times = {"iat": now, "nbf": now, "exp": now + int(lifetime), "jti": str(uuid.uuid4())}
        claims = {"iss": issuer, "sub": subject, "aud": audience, **times}
        text = f"{encode_json({'typ': 'JWT', 'alg': 'RS256', 'kid': 'box'})}.{encode_json(claims)}"
        return f"{text}.{encode(self._key().sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def check(self, assertion: str, application: Application) -> None:
        """Accept the token for the application, or raise SignInRefused."""
        claims = self._verified(assertion, application)
        fitting = [one for one in application.federated if one.issuer == claims.get("iss")]
        if not fitting:
            raise SignInRefused(700211, issuer=str(claims.get("iss")))
        fitting = [one for one in fitting if one.subject == claims.get("sub")]
        if not fitting:
            raise SignInRefused(700213, subject=str(claims.get("sub")))
        audience = claims.get("aud")
        given = audience if isinstance(audience, list) else [audience]
        if not any(one.audience in given for one in fitting):
            raise SignInRefused(700212, audience=str(audience))
        end = claims.get("exp")
        if not isinstance(end, (int, float)) or end + CLOCK_SKEW <= self._clock.timestamp():
            raise SignInRefused(700024)

    def _verified(self, assertion: str, application: Application) -> Mapping[str, Any]:
        try:
            head, body, signature = assertion.split(".")
            claims, signed = decode_json(body), decode(signature)
            self._key().public_key().verify(signed, f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
        except (ValueError, RecursionError):
            raise SignInRefused(50027) from None
        except InvalidSignature:
            reason = "the issuer's keys do not verify it"
            raise SignInRefused(700027, app=application.app_id, reason=reason, thumbprint="") from None
        return claims


def issuer_of(assertion: str) -> str | None:
    """The `iss` of a JWT, unverified; None where it cannot be read."""
    try:
        return str(decode_json(assertion.split(".")[1]).get("iss"))
    except (ValueError, IndexError, RecursionError):
        return None
