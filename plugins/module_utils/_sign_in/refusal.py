# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A refusal of the sign-in service, as a person reads it.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors.advice import failure
from .._errors.failure import Failure, Trace
from .._errors.sign_in_codes import advice_key
from .._errors.text import clean


def refused(answer: Mapping[str, Any], *, organization: str, authority: str, app_id: str) -> Failure:
    """The failure for an OAuth error answer; codes choose the advice, Microsoft's text stays visible."""
    codes = [int(code) for code in answer.get("error_codes") or [] if str(code).isdigit()]
    error = clean(answer.get("error", ""))
    return failure(
        advice_key(codes, error),
        text=clean(answer.get("error_description") or error or "no reason given"),
        codes=", ".join(f"AADSTS{code}" for code in codes) or error or "none",
        organization=organization,
        authority=authority,
        app_id=app_id,
        correlation_id=clean(answer.get("correlation_id") or "unknown"),
        trace_id=clean(answer.get("trace_id") or "unknown"),
        timestamp=clean(answer.get("timestamp") or "unknown"),
        trace=Trace(request_id=answer.get("trace_id"), client_request_id=answer.get("correlation_id")),
    )
