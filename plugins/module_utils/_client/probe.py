# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Prove a new connection with one cheap call.

Private to this collection: it may change in any release. Microsoft's module asks for the banner before any
cmdlet, and it needs no role of its own; whether every tenant answers it for an application is not verified.
"""

from __future__ import annotations

import uuid
from urllib.parse import quote

from .._errors.advice import failure
from .._errors.failure import Trace
from .._transport.backoff import Clock, Patience, normal_wait
from .._transport.no_answer import FINAL, NoAnswer
from .._transport.transport import Answer, Request, Transport
from .call import Call, Target
from .reading import Fault, read

# The version gate of this call; CIPP sends 3.9.2.
_MODULE_VERSION = "3.9.2"


def probe(transport: Transport, target: Target, token: str, patience: Patience, clock: Clock = Clock()) -> str | None:
    """Ask for the banner; a warning where the service answered oddly, None where all is well.

    Only a 401 proves that the sign-in is of no use: no role need allow this call.

    :raises Failure: ``not-authorized``, or what the network did instead of answering.
    """
    call = Call("EXOBanner", "read", str(uuid.uuid4()))
    request = Request(
        "GET",
        f"{target.rest_base}/adminapi/v1.0/{quote(target.tenant_id, safe='')}"
        f"/EXOBanner('AutogenSession')?Version={_MODULE_VERSION}",
        "Exchange",
        call.headers(target, token, page_size=1),
    )
    answer = _answer(transport, request, patience, clock, call.client_request_id)
    result = read(answer, is_read=True, what_if=False)
    if not isinstance(result, Fault):
        return None
    if answer.status == 401:
        raise failure(
            "not-authorized",
            outcome="refused",
            cmdlet="the connection test",
            organization=target.organization,
            text=result.text,
            trace=Trace(result.exception_type, answer.status, result.request_id, call.client_request_id),
        )
    return f"Connected, but the connection test was answered with status {answer.status}: cmdlets may be refused."


def _answer(transport: Transport, request: Request, patience: Patience, clock: Clock, request_id: str) -> Answer:
    waited = 0.0
    for repeat in range(patience.retries + 1):
        try:
            return transport.send(request)
        except NoAnswer as error:
            wait = normal_wait(repeat, clock)
            if repeat == patience.retries or error.kind in FINAL or waited + wait > patience.budget:
                trace = Trace(http_status=error.status, client_request_id=request_id)
                raise error.failure(retry_safe=True, trace=trace) from error
            clock.sleep(wait)
            waited += wait
    raise AssertionError("the last try returns or raises")
