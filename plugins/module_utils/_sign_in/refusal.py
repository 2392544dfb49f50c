# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A refusal of the sign-in service, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors._advice.sign_in import failure
from .._errors.failure import Failure, Trace
from .._errors.sign_in_codes import CONSENT_MISSING, advice_key
from .._redaction.shapes import clean


def refused(
    answer: Mapping[str, Any], *, organization: str, authority: str, app_id: str, consent: str = CONSENT_MISSING
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
        trace=Trace(request_id=trace_id, client_request_id=correlation_id),
    )


def codes_of(answer: Any) -> list[int]:
    """The AADSTS numbers of a refusal; none where it is something else."""
    codes = answer.get("error_codes") if isinstance(answer, Mapping) else None
    return [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
