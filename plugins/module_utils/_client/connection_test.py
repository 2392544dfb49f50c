# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Prove a new connection with one cheap call.

Microsoft's module asks for the banner before any cmdlet, and it needs no role of its own; whether every tenant answers
it for an application is not verified.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from .._clock import Clock
from .._endpoints.syntax import is_host_name
from .._errors._advice.service import failure
from .._errors.failure import Trace
from .._transport.retry import Backoff, RetryPolicy
from .._transport.transport import Answer, Request, Transport
from .._transport.transport_error import FINAL, TransportError
from .answer import Fault, Page, read
from .cmdlet_request import Call, Resource, Target, is_redirect, moved_target

_BANNER = Resource("EXOBanner('AutogenSession')")

Renew = Callable[[str, "str | None"], "str | None"]


def no_other(_refused: str, _claims: str | None) -> None:
    """For a sign-in that gives no other token."""


def probe(
    transport: Transport,
    target: Target,
    token: str,
    policy: RetryPolicy,
    clock: Clock = Clock(),
    *,
    renew: Renew = no_other,
) -> tuple[Target, str | None]:
    """Ask for the banner: where requests go from now on, which may be a region, and a warning or None.

    Only a 401 proves that the sign-in is of no use: no role need allow this call. Where a claims challenge comes with
    it, ``renew`` (as in :class:`Tokens`) is asked for another token, once.

    :raises Failure: ``not-authorized``, ``region-refused``, or what the network did instead of answering.
    """
    call = Call("EXOBanner", "read", str(uuid.uuid4()), resource=_BANNER)
    moved = renewed = False
    while True:
        answer = _answer(transport, _question(call, target, token), Backoff(policy, clock), call.client_request_id)
        result = read(answer, is_read=True, what_if=False)
        elsewhere = moved_target(answer.headers, target) if is_redirect(answer.status) and not moved else None
        claims = result.claims if isinstance(result, Fault) and not renewed else None
        other = renew(token, claims) if claims else None
        if elsewhere is None and other is None:
            return target, _warning(answer, result, target, call)
        moved, renewed = moved or elsewhere is not None, renewed or other is not None
        target, token = elsewhere or target, other or token


def ask_initial_domain(transport: Transport, target: Target, token: str) -> str | None:
    """The tenant's initial domain by the service's own list of domains; None where it does not tell.

    It is asked once: without it requests are routed by the tenant's id, which does as well for most of them.
    """
    call = Call("Get-AcceptedDomain", "read", str(uuid.uuid4()), properties=("DomainName", "InitialDomain"))
    headers = call.headers(target, token, call.page_size)
    try:
        answer = transport.send(Request("POST", call.url(target), target.hop, headers, call.body()))
    except TransportError:
        return None
    page = read(answer, is_read=True, what_if=False)
    rows = page.rows if isinstance(page, Page) else []
    found = [str(row.get("DomainName", "")).lower() for row in rows if row.get("InitialDomain") is True]
    return next((domain for domain in found if is_host_name(domain)), None)


def _question(call: Call, target: Target, token: str) -> Request:
    return Request(call.method, call.url(target), target.hop, call.headers(target, token, page_size=1))


def _warning(answer: Answer, result: Page | Fault, target: Target, call: Call) -> str | None:
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


def _answer(transport: Transport, request: Request, backoff: Backoff, request_id: str) -> Answer:
    while True:
        try:
            return transport.send(request)
        except TransportError as error:
            if error.kind in FINAL or not backoff.again():
                trace = Trace(http_status=error.status, client_request_id=request_id)
                raise error.failure(retry_safe=True, trace=trace) from error
