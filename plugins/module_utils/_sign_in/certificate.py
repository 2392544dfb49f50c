# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of an application with a certificate.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from .._errors.advice import failure
from .application import acquire_for_client
from .http import SignInHttp
from .method import Credential, Method, Options, TokenRequest

if TYPE_CHECKING:
    from .key_material import KeyMaterial


def _prepare(options: Options) -> Credential:
    from .key_material import load_inline, load_path  # noqa: PLC0415 - costs a tenth of a module that needs no key

    password = options.get("certificate_password")
    if options.get("certificate_path") and options.get("certificate"):
        raise failure("two-sign-in-methods", methods="certificate_path, certificate")
    if options.get("certificate_path"):
        material = load_path(str(options["certificate_path"]), password)
    else:
        material = load_inline(str(options["certificate"]), password)
    check_dates(material, datetime.now(timezone.utc))
    return {
        "app_id": options["app_id"],
        "private_key": material.private_key,
        "certificate": material.certificate,
    }


def check_dates(material: KeyMaterial, now: datetime) -> None:
    """Refuse what Entra would refuse, before anything is sent.

    :raises Failure: ``certificate-expired`` or ``certificate-not-yet-valid``.
    """
    if now >= material.not_after:
        raise failure("certificate-expired", source=material.source, date=f"{material.not_after:%Y-%m-%d %H:%M} UTC")
    if now < material.not_before:
        raise failure(
            "certificate-not-yet-valid", source=material.source, date=f"{material.not_before:%Y-%m-%d %H:%M} UTC"
        )


def _acquire(request: TokenRequest, http: SignInHttp) -> Mapping[str, Any]:
    # Without a thumbprint msal signs with PS256 and names the certificate by SHA-256, which FIPS mode allows.
    return acquire_for_client(
        request,
        http,
        {
            "private_key": request.credential["private_key"],
            "public_certificate": request.credential["certificate"],
        },
    )


CERTIFICATE = Method("certificate", ("certificate_path", "certificate"), ("app_id", "organization"), _prepare, _acquire)
