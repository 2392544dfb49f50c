# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A refusal of the sign-in service, as a person reads it: which advice belongs to which AADSTS code.

The codes are those of Microsoft's page "Microsoft Entra authentication and authorization error codes", and a few that
partners met (CIPP). Microsoft may change them: they only choose the advice, the OAuth ``error`` and Microsoft's own
text stay visible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from .._errors._advice.sign_in import failure
from .._errors.failure import Failure, Trace
from .._redaction.secret_rules import clean

GENERAL_REFUSAL = "sign-in-refused"
SIGN_IN_UNAVAILABLE = "sign-in-unavailable"
CONSENT_MISSING = "consent-missing"

# Asking again later may help; nothing was wrong with the request.
TRANSIENT_CODES: frozenset[int] = frozenset({90033, 90055, 90006, 90024, 50033, 50087})

_AADSTS_CODES_OF_KEY: Mapping[str, tuple[int, ...]] = {
    "password-wrong": (50126,),
    "user-not-found": (50034,),
    "user-of-another-organization": (50020,),
    "partner-policy": (50177, 50178),
    "account-locked": (50053,),
    "password-expired": (50055, 50144),
    "password-not-in-cloud": (50056,),
    "account-disabled": (50057,),
    "mfa-required": (50072, 50074, 50076, 50078, 50079, 53004, 53010),
    "user-not-assigned": (50105,),
    "conditional-access": (50131, 53000, 53001, 53002, 53003, 530032, 530035),
    "account-at-risk": (530034, 53011),
    "cross-tenant-policy": (500212, 500213, 500021),
    "device-or-external-check": (50158, 50097, 50129),
    "sign-in-expired": (50173, 70008, 700082, 70000, 70043, 50089),
    CONSENT_MISSING: (65001, 650056, 65005, 650057, 90094, 90008),
    "client-not-preauthorized": (65002,),
    "partner-consent-missing": (90099,),
    "exchange-not-in-tenant": (500011,),
    "service-not-licensed": (650052,),
    "application-not-found": (700016, 700011, 70001),
    "application-disabled": (7000112,),
    "client-secret-wrong": (7000215, 70002),
    "client-secret-expired": (7000222,),
    "client-secret-missing": (7000218,),
    "client-secret-not-wanted": (700025,),
    "certificate-not-registered": (700027, 50012, 700030),
    "federated-credential-mismatch": (700229, 70021, 700211, 700212, 700213),
    "assertion-not-in-time": (700024,),
    "tenant-not-found": (90002, 50059, 50128, 900021, 900023),
    "wrong-cloud": (90038, 900382, 900432, 50049),
    "tenant-deleted": (5000224,),
    "tenant-authority-needed": (50194, 9001023, 90124, 90130),
    "scope-not-valid": (70011, 28002, 70022, 70023, 700022),
    "device-code-pending": (70016,),
    "device-code-expired": (70019, 50134),
    "external-account-mfa": (90072,),
    SIGN_IN_UNAVAILABLE: tuple(sorted(TRANSIENT_CODES)),
}

KEY_OF_CODE: Mapping[int, str] = MappingProxyType(
    {code: key for key, codes in _AADSTS_CODES_OF_KEY.items() for code in codes}
)

# What counts against an account with each try: after some of them it is locked (Microsoft Learn, smart lockout).
_COUNTED_REFUSALS = frozenset({"password-wrong", "account-locked"})

# Where no code is known, a few OAuth errors still say enough.
_KEY_OF_ERROR: Mapping[str, str] = {
    "temporarily_unavailable": SIGN_IN_UNAVAILABLE,
    "interaction_required": "mfa-required",
    "authorization_pending": "device-code-pending",
    "expired_token": "device-code-expired",
    # The metadata of a tenant that there is not (azure_auth, 2026-09).
    "invalid_tenant": "tenant-not-found",
}


def refusal_of(
    answer: Mapping[str, object], *, organization: str, authority: str, app_id: str, consent: str = CONSENT_MISSING
) -> Failure:
    """The failure for an OAuth error answer; codes choose the advice, Microsoft's text stays visible.

    ``consent`` is the advice for a consent that is missing: who has to give it depends on who signs in to what.
    """
    codes = codes_of(answer)
    correlation_id, trace_id = (clean(answer.get(name) or "unknown") for name in ("correlation_id", "trace_id"))
    error = clean(answer.get("error", ""))
    key = advice_key(codes, error)
    return failure(
        consent if key == CONSENT_MISSING else key,
        text=clean(answer.get("error_description") or error or "no reason given"),
        codes=", ".join(f"AADSTS{code}" for code in codes) or error or "none",
        organization=organization,
        authority=authority,
        app_id=app_id,
        correlation_id=correlation_id,
        trace_id=trace_id,
        timestamp=clean(answer.get("timestamp") or "unknown"),
        retry_safe=key not in _COUNTED_REFUSALS,
        trace=Trace(request_id=trace_id, client_request_id=correlation_id),
    )


def codes_of(answer: object) -> list[int]:
    """The AADSTS numbers of a refusal; none where it is something else."""
    codes = answer.get("error_codes") if isinstance(answer, Mapping) else None
    return [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []


def advice_key(codes: Sequence[int], error: str) -> str:
    """The advice for an answer's ``error_codes`` (the first known one counts), else for its OAuth ``error``."""
    for code in codes:
        if code in KEY_OF_CODE:
            return KEY_OF_CODE[code]
    return _KEY_OF_ERROR.get(error, GENERAL_REFUSAL)
