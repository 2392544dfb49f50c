# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of an application with a certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from .._counts import count
from .._errors._advice.options import OPTIONS
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .._specs.connection import SignInOptions
from .credential_and_claims import Credential, Method
from .msal_client import acquire_for_client

failure = Failures(OPTIONS, WAYS_TO_SIGN_IN)

if TYPE_CHECKING:
    from .pem_and_pfx import KeyMaterial

_DAY_IN_SECONDS = 86400.0
_DAYS_OF_WARNING = 30


def certificate_and_key(options: SignInOptions, now: float) -> Credential:
    """Key and certificate of the options, read and checked at ``now``, in seconds since 1970.

    :raises Failure: ``two-sign-in-methods``, ``thumbprint-without-key`` or what makes them unusable.
    """
    from .pem_and_pfx import load_inline, load_path  # noqa: PLC0415 - costs a tenth of a module that needs no key

    password, thumbprint = options.certificate_password, options.certificate_thumbprint
    if options.certificate_path and options.certificate:
        raise failure("two-sign-in-methods", methods="certificate_path, certificate")
    if options.certificate_path:
        material = load_path(options.certificate_path, password, thumbprint)
    elif options.certificate:
        material = load_inline(options.certificate, password, thumbprint)
    else:
        raise failure("thumbprint-without-key")
    check_certificate_dates(material, datetime.fromtimestamp(now, timezone.utc))
    credential = Credential(private_key=material.private_key)
    if not material.certificate:
        return replace(credential, thumbprint=material.thumbprint)
    end = material.not_after.timestamp() if material.not_after else None
    return replace(credential, certificate=material.certificate, not_after=end, source=material.source)


def check_certificate_dates(material: KeyMaterial, now: datetime) -> None:
    """Refuse what Entra would refuse, before anything is sent.

    :raises Failure: ``certificate-expired`` or ``certificate-not-yet-valid``.
    """
    if material.not_after and now >= material.not_after:
        raise failure("certificate-expired", source=material.source, date=f"{material.not_after:%Y-%m-%d %H:%M} UTC")
    if material.not_before and now < material.not_before:
        raise failure(
            "certificate-not-yet-valid", source=material.source, date=f"{material.not_before:%Y-%m-%d %H:%M} UTC"
        )


def warn_of_certificate_end(credential: Credential, now: float) -> list[str]:
    """A warning in the last thirty days of a certificate."""
    end = credential.not_after
    if end is None or end - now >= _DAYS_OF_WARNING * _DAY_IN_SECONDS:
        return []
    days = int((end - now) // _DAY_IN_SECONDS)
    left = "ends today" if days < 1 else f"ends in {count(days, 'day')}"
    advice = "upload a new one to the application before that, and give the task the new one."
    return [f"The certificate '{credential.source}' {left}: {advice}"]


def _prepare_certificate(options: SignInOptions, now: float) -> Credential:
    return replace(certificate_and_key(options, now), app_id=options.app_id)


CERTIFICATE = Method(
    "certificate",
    ("certificate_path", "certificate", "certificate_thumbprint"),
    ("app_id", "organization"),
    _prepare_certificate,
    acquire_for_client,
    cautions=warn_of_certificate_end,
)
