# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client assertions: JWTs signed with the certificate of an application (RFC 7523; Microsoft Learn)."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from ..certificates import AppCertificate
from ..clock import BoxClock
from ..tenants import Application
from .encoding import decode, decode_json
from .refusals import SignInRefused

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CLOCK_SKEW = 300

Padding = Callable[[], padding.AsymmetricPadding]
PADDINGS: Mapping[str, Padding] = {
    "RS256": padding.PKCS1v15,
    "PS256": lambda: padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=hashes.SHA256.digest_size),
}


@dataclass(frozen=True)
class _Jwt:
    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes


def check_assertion(assertion: str, application: Application, audiences: Iterable[str], clock: BoxClock) -> None:
    """Accept the assertion, or raise SignInRefused with the code that the service uses for what is wrong."""
    token = _parse(assertion)
    certificate = _certificate(token.header, application)
    _check_signature(token, certificate, application)
    _check_claims(token.claims, application, set(audiences), clock)
    if certificate.expired(clock.now()):
        raise _bad_signature(application, "The key used is expired", certificate.thumbprint)


def _parse(assertion: str) -> _Jwt:
    try:
        head, body, signature = assertion.split(".")
        return _Jwt(decode_json(head), decode_json(body), f"{head}.{body}".encode(), decode(signature))
    except (ValueError, RecursionError):
        raise SignInRefused(50027) from None


def _bad_signature(application: Application, reason: str, thumbprint: str) -> SignInRefused:
    return SignInRefused(700027, app=application.app_id, reason=reason, thumbprint=thumbprint)


def _certificate(header: Mapping[str, Any], application: Application) -> AppCertificate:
    """The registered certificate that `x5t` (SHA-1) or `x5t#S256` (SHA-256) names."""
    for name, digest in (("x5t#S256", hashes.SHA256), ("x5t", hashes.SHA1)):
        if name not in header:
            continue
        try:
            wanted = decode(str(header[name]))
        except ValueError:
            raise SignInRefused(50027) from None
        for candidate in application.certificates:
            if hmac.compare_digest(candidate.certificate.fingerprint(digest()), wanted):
                return candidate
        raise _bad_signature(application, "The key was not found", wanted.hex().upper())
    raise _bad_signature(application, "The key was not found", "")


def _check_signature(token: _Jwt, certificate: AppCertificate, application: Application) -> None:
    key = certificate.certificate.public_key()
    scheme = PADDINGS.get(str(token.header.get("alg")))
    if scheme is None or not isinstance(key, rsa.RSAPublicKey):
        raise SignInRefused(50027)
    try:
        key.verify(token.signature, token.signed, scheme(), hashes.SHA256())
    except InvalidSignature:
        reason = "The provided signature value did not match the expected signature value"
        raise _bad_signature(application, reason, certificate.thumbprint) from None


def _check_claims(claims: Mapping[str, Any], application: Application, audiences: set[str], clock: BoxClock) -> None:
    names = {str(claims.get("iss")).lower(), str(claims.get("sub")).lower()}
    if names != {application.app_id}:
        raise SignInRefused(700021)
    audience = claims.get("aud")
    given = audience if isinstance(audience, list) else [audience]
    if not audiences & {str(entry).lower().rstrip("/") for entry in given}:
        raise SignInRefused(700023)
    now = clock.timestamp()
    start, end = claims.get("nbf", 0), claims.get("exp")
    if not isinstance(end, (int, float)) or not isinstance(start, (int, float)):
        raise SignInRefused(700024)
    if end + CLOCK_SKEW <= now or start - CLOCK_SKEW > now:
        raise SignInRefused(700024)
