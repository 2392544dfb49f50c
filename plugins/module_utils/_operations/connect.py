# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_connect: sign in, prove it with one cheap call, keep a session.

Microsoft's module asks for the banner before any cmdlet, and it needs no role of its own; whether every tenant answers
it for an application is not verified.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timezone

from .._clock import Clock
from .._connection.access_and_tokens import Access, OwnTokens, store_of
from .._connection.check_options_and_network import RequestSettings, demand_in_place, demand_in_range, demand_packages
from .._connection.fresh_sign_in import (
    NO_DOMAIN,
    SayStep,
    new_access,
    region_step,
    renewal_of_access,
    steps_of,
    test_step,
)
from .._endpoints.name_and_url_syntax import is_host_name
from .._errors._advice.service import failure
from .._errors.failure import Trace
from .._exchange_client.read_answer import AnswerFault, AnswerPage, read_answer
from .._exchange_client.request_and_route import Call, Resource, Target, is_redirect, moved_target
from .._session.encrypted_store import SessionLimit
from .._session.open_session_and_pacing import share_of_pace
from .._specs.connection import ConnectOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy
from .._transport.transport import Answer, Request, Transport
from .._transport.transport_error import FINAL_KINDS, TransportError

_BANNER_RESOURCE = Resource("EXOBanner('AutogenSession')")

RenewToken = Callable[[str, "str | None"], "str | None"]


def no_other(_refused: str, _claims: str | None) -> None:
    """For a sign-in that gives no other token."""


def probe_service(
    transport: Transport,
    target: Target,
    token: str,
    policy: RetryPolicy,
    clock: Clock = Clock(),
    *,
    renew: RenewToken = no_other,
) -> tuple[Target, str | None]:
    """Ask for the banner: where requests go from now on, which may be a region, and a warning or None.

    Only a 401 proves that the sign-in is of no use: no role need allow this call. Where a claims challenge comes with
    it, ``renew`` (as in :class:`Tokens`) is asked for another token, once.

    :raises Failure: ``not-authorized``, ``region-refused``, or what the network did instead of answering.
    """
    call = Call("EXOBanner", "read", str(uuid.uuid4()), resource=_BANNER_RESOURCE)
    moved = renewed = False
    while True:
        answer = _answer_to_probe(
            transport, _banner_request(call, target, token), Backoff(policy, clock), call.client_request_id
        )
        result = read_answer(answer, is_read=True, what_if=False)
        elsewhere = moved_target(answer.headers, target) if is_redirect(answer.status) and not moved else None
        claims = result.claims if isinstance(result, AnswerFault) and not renewed else None
        other_token = renew(token, claims) if claims else None
        if elsewhere is None and other_token is None:
            return target, _warning_of_probe(answer, result, target, call)
        moved, renewed = moved or elsewhere is not None, renewed or other_token is not None
        target, token = elsewhere or target, other_token or token


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
    page = read_answer(answer, is_read=True, what_if=False)
    rows = page.rows if isinstance(page, AnswerPage) else []
    domains = [str(row.get("DomainName", "")).lower() for row in rows if row.get("InitialDomain") is True]
    return next((domain for domain in domains if is_host_name(domain)), None)


def _banner_request(call: Call, target: Target, token: str) -> Request:
    return Request(call.method, call.url(target), target.hop, call.headers(target, token, page_size=1))


def _warning_of_probe(answer: Answer, result: AnswerPage | AnswerFault, target: Target, call: Call) -> str | None:
    if not isinstance(result, AnswerFault):
        return None
    if answer.status == 401:
        raise failure(
            "not-authorized",
            outcome="refused",
            cmdlet="the connection test",
            organization=target.organization,
            text=result.text or "It gave no reason.",
            trace=Trace(result.exception_type, answer.status, result.request_id, call.client_request_id),
        )
    return f"Connected, but the connection test was answered with status {answer.status}: cmdlets may be refused."


def _answer_to_probe(transport: Transport, request: Request, backoff: Backoff, request_id: str) -> Answer:
    while True:
        try:
            return transport.send(request)
        except TransportError as error:
            if error.kind in FINAL_KINDS or not backoff.again():
                trace = Trace(http_status=error.status, client_request_id=request_id)
                raise error.failure(retry_safe=True, trace=trace) from error


_NO_ROLE_WARNING = (
    "The token of this application shows no role Exchange.ManageAsApp: Exchange will refuse it. "
    "Add that permission of Office 365 Exchange Online to the application, for Security & Compliance in GCC High that"
    " of Microsoft Exchange Online Protection, too, and let an administrator consent."
)
# Three sessions for an organization was the promise of Microsoft's documentation; none is known for REST.
DOCUMENTED_LIMIT = 3
_ABOVE_LIMIT_WARNING = (
    "session_limit is {limit}. Microsoft's documentation once promised three open sessions for an organization; "
    "it names no number for this interface, so look for throttling if work slows down."
)
_PARTNERS_ROLES = "A partner's user may do what the relationship with the customer (GDAP) gives to the user's groups."


def run(options: Options, context: Context) -> Result:
    """The module's work; also in check mode, since nothing changes in the tenant.

    :raises Failure: and leaves no session behind.
    """
    demand_packages()
    demand_in_place(options)
    connect_options = read(ConnectOptions(), options, context.environ)
    limit = _session_limit_of(connect_options, context)
    request_settings = RequestSettings.of(connect_options.connection, context)
    access = new_access(
        connect_options.connection,
        request_settings,
        context,
        connect_options.page_size,
        show_progress=connect_options.show_progress,
    )
    access = _prove_access(
        access, request_settings, context, steps_of(context, show_progress=connect_options.show_progress)
    )
    context.still_wanted()
    with store_of(context) as store:
        store.sweep()
        handle = store.create(access.content(), access.facts(), access.ends_at, limit=limit)
        # A signal, or the end of the run, may have come while it was written or waited for: the store takes it back.
        context.still_wanted()
        return {
            "changed": False,
            "session": handle.text(),
            "id": handle.id,
            **describe_access(access),
            "expires_at": _iso_time(access.reach.token.expires_at),
            **_refresh_token(access, connect_options),
        }


def _refresh_token(access: Access, options: ConnectOptions) -> Result:
    """The refresh token that came with the sign-in, where it is asked for and is not the one that was given."""
    refresh_token = access.credential.refresh_token
    if not options.return_refresh_token:
        return {}
    return {"refresh_token": refresh_token if refresh_token != options.connection.sign_in.refresh_token else None}


def _session_limit_of(options: ConnectOptions, context: Context) -> SessionLimit:
    """How many sessions may be open. It is counted after the sign-in, which is what tells tenant and identity.

    :raises Failure: ``option-out-of-range``.
    """
    sessions = demand_in_range("session_limit", options.session_limit, 0, 1000)
    wait = demand_in_range("session_wait", options.session_wait, 0, 86400)
    if sessions > DOCUMENTED_LIMIT:
        context.warn(_ABOVE_LIMIT_WARNING.format(limit=sessions))
    # Of sessions on other machines nobody here knows.
    mine = share_of_pace(sessions, options.connection.retry.slices) if sessions else 0
    return SessionLimit(mine, float(wait), context.still_wanted)


def describe_access(access: Access) -> Result:
    """Who is connected where: the fields that several results share."""
    return {
        "organization": access.organization,
        "tenant_id": access.tenant_id,
        "environment": access.environment,
        "services": access.services,
        "identity": access.identity,
        "auth_method": access.auth_method,
    }


def _prove_access(access: Access, request_settings: RequestSettings, context: Context, step: SayStep) -> Access:
    """The access after one cheap call to each of its services; regions are known from then on.

    A token that the service wants renewed is, and the session keeps the new one.
    """
    # Exchange first: it is asked for what routes the other one.
    for service in sorted(access.services, key="compliance".__eq__):
        access = access.at_service(service)
        if access.lacks_application_role:
            context.warn(_NO_ROLE_WARNING)
        step(test_step(access.target()))
        with request_settings.transport(access.reach.hosts) as transport:
            tokens = OwnTokens(access, renewal_of_access(request_settings, context), request_settings.clock)
            token, policy = access.reach.token.secret, request_settings.retry_policy
            target, warning = probe_service(
                transport, access.target(), token, policy, request_settings.clock, renew=tokens.renew
            )
            access = tokens.access
        if target.rest_base != access.reach.rest_base:
            step(region_step(target))
        access = access.at_target(target)
        if warning:
            context.warn(f"{warning} {_PARTNERS_ROLES}" if access.delegated else warning)
        if access.wants_initial_domain:
            access = _anchor_by_domain(access, request_settings, context)
    return access.at_service(access.services[0])


def _anchor_by_domain(access: Access, request_settings: RequestSettings, context: Context) -> Access:
    """The access, routed by the initial domain. Exchange knows it, so it is asked where the session reaches it."""
    exchange = access.at_service("exchange")
    with request_settings.transport(exchange.reach.hosts) as transport:
        domain = ask_initial_domain(transport, exchange.target(), exchange.reach.token.secret)
    if domain is None:
        context.warn(NO_DOMAIN.format(organization=access.organization))
        return access
    return access.with_anchor(domain)


def _iso_time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
