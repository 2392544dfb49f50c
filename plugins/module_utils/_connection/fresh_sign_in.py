# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A new access: sign in as the options say, and show each step to whoever asked for ``show_progress``.

A connection comes here only where a token is asked for: what signs in is a fifth of all that a module would compile.
What the options mean is read in ``sign_in_options.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._endpoints.clouds import MAX_PAGE_SIZE
from .._endpoints.resolve_endpoint import Endpoint
from .._sign_in.credential_and_claims import ANY_TENANT, Credential, TokenRequest
from .._sign_in.tenant_and_authority import SignedIn
from .._specs.command import CommandOptions
from .._specs.connection import ConnectionOptions
from .._specs.read_options import pick_given
from .._task.context_and_progress import Context
from .access_and_tokens import Access, SignInAgain
from .check_options_and_network import RequestSettings, page_size_of
from .sign_in_options import (
    CONSENT_MISSING,
    choose_way,
    customer_of,
    demand_user,
    endpoints_of,
    is_auto,
    prepare_credential,
    service_for_cmdlet,
    tenant_for,
    wanted_services,
    with_environment,
    with_workload_identity,
)
from .sign_in_options import sign_in_over as _sign_in

if TYPE_CHECKING:
    from .._exchange_client.request_and_route import Target

# Measured by graph2otel in 2026: without the hint the first page comes, and every following one is refused.
_UNANCHORED_WARNING = (
    "bypass_mailbox_anchoring leaves the routing hint out of every request: listings of more than one page "
    "(page_size, 1000 by default) are then likely to fail at the second one."
)
# Security & Compliance is known to work with the anchor of the initial domain (go-exoscc, every week).
NO_DOMAIN = (
    "The initial domain of {organization} is not known, so Security & Compliance is routed by the tenant's id. If long "
    "listings end in a paging error, give organization as the initial domain (....onmicrosoft.com)."
)


def new_access(
    options: ConnectionOptions,
    request_settings: RequestSettings,
    context: Context,
    page_size: int | None = None,
    *,
    show_progress: bool,
) -> Access:
    """Sign in as the options say.

    :raises Failure: options that cannot be used, or what the sign-in service refused.
    """
    page_size = page_size_of(page_size) or MAX_PAGE_SIZE
    customer = customer_of(options)
    completed = with_workload_identity(options, context.environ)
    choice = choose_way(completed.sign_in, customer)
    endpoints = endpoints_of(
        with_environment(completed, customer, request_settings), wanted_services(completed.endpoint)
    )
    tenant = tenant_for(choice.options.organization, endpoints[0].authority_tenant, customer)
    credential = prepare_credential(choice, context)
    step = steps_of(context, show_progress=show_progress)
    if is_auto(options.endpoint):
        step(cloud_step(tenant, endpoints[0]))

    def reach(endpoint: Endpoint, credential: Credential, first: Access | None = None) -> Access:
        step(sign_in_step(tenant, endpoint, choice.method.name))
        request = TokenRequest(
            credential, endpoint.authority, endpoint.resource, tenant, say=context.say, environ=context.environ
        )
        if customer is not None:
            request = replace(request, consent=CONSENT_MISSING)
        signed_in = demand_user(_sign_in(request, endpoint.sign_in_hosts, request_settings), customer)
        if first is not None:
            signed_in = first.same_identity(signed_in)
        return Access.new(endpoint, tenant, signed_in, page_size, delegated=customer is not None)

    access = reach(endpoints[0], credential)
    for endpoint in endpoints[1:]:
        # With what the first sign-in left: whoever signed in by hand does so once.
        access = access.with_service_of(reach(endpoint, access.credential, access))
    access = replace(access, network=pick_given(options.network))
    if not options.bypass_mailbox_anchoring:
        return access
    context.warn(_UNANCHORED_WARNING)
    return access.without_anchor()


def access_for(commands: Sequence[CommandOptions], request_settings: RequestSettings, context: Context) -> Access:
    """Sign in as a task without a session does, for the services that its commands need.

    :raises Failure: as :func:`new_access`.
    """
    first = commands[0]
    needed = dict.fromkeys(
        service_for_cmdlet(command.connection.endpoint, command.cmdlet or "") for command in commands
    )
    endpoint = replace(first.connection.endpoint, service=list(needed))
    connection = replace(first.connection, endpoint=endpoint)
    access = new_access(connection, request_settings, context, first.page_size, show_progress=first.show_progress)
    if access.at_service("compliance").wants_initial_domain:
        context.warn(NO_DOMAIN.format(organization=access.organization))
    return access


def renewal_of_access(request_settings: RequestSettings, context: Context) -> SignInAgain:
    """How an access signs in again."""

    def again(access: Access, claims: str | None) -> SignedIn:
        request = TokenRequest(
            access.credential,
            access.authority,
            access.reach.resource,
            access.tenant_id,
            claims,
            environ=context.environ,
        )
        if access.delegated:
            request = replace(request, consent=CONSENT_MISSING)
        return access.same_identity(_sign_in(request, frozenset(access.sign_in_hosts), request_settings))

    return again


SayStep = Callable[[str], None]

_SERVICE_WORDS = {
    "exchange": "Exchange Online",
    "compliance": "Security & Compliance",
    "protection": "Exchange Online Protection",
}


def steps_of(context: Context, *, show_progress: bool) -> SayStep:
    """What says a step: nothing, unless it is asked for and somebody is there to read it."""
    return context.say if show_progress and context.say is not None else _say_nothing


def _say_nothing(_text: str) -> None:
    pass


def cloud_step(tenant: str, endpoint: Endpoint) -> str:
    """``environment: auto`` has its answer."""
    return f"{_tenant_to_name(tenant)}: the organization lives in {endpoint.environment}."


def sign_in_step(tenant: str, endpoint: Endpoint, method: str) -> str:
    """A token is about to be asked for; with several services, one for each."""
    host = urlsplit(endpoint.authority).hostname
    return f"{_tenant_to_name(tenant)}: signing in by {method} at {host}, for {_SERVICE_WORDS[endpoint.service]}."


def test_step(target: Target) -> str:
    """The service is about to be asked for the first time."""
    host = urlsplit(target.rest_base).hostname
    return f"{target.organization}: testing the connection to {_SERVICE_WORDS[target.service]} at {host}."


def region_step(target: Target) -> str:
    """The front door has named the tenant's region."""
    host = urlsplit(target.rest_base).hostname
    return f"{target.organization}: its region of {_SERVICE_WORDS[target.service]} is {host}."


def _tenant_to_name(tenant: str) -> str:
    return "The user's own organization" if tenant == ANY_TENANT else tenant
