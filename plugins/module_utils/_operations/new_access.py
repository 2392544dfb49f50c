# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign in for a task, or once more for a session.

A connection comes here only where a token is asked for: what signs in is a fifth of all that a module would compile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .._endpoints.resolve import Endpoint
from .._endpoints.table import MAX_PAGE_SIZE
from .._sign_in.method import Credential, TokenRequest
from .._sign_in.sign_in import SignedIn
from .._specs.command import CommandOptions
from .._specs.connecting import ConnectionOptions
from .._specs.option import given
from .access import Access
from .context import Context
from .delegation import CONSENT_MISSING, chosen, customer_of, demand_user, tenant_for
from .environment import is_auto, with_environment
from .network import Means
from .progress import found_cloud, signing_in, steps_of
from .ranges import page_size_of
from .signing_in import prepared, with_workload_identity
from .signing_in import sign_in_over as _sign_in
from .tokens import SignIn
from .wanted_services import endpoints_of, service_for_cmdlet, wanted_services

# Measured by graph2otel in 2026: without the hint the first page comes, and every following one is refused.
_UNANCHORED = (
    "bypass_mailbox_anchoring leaves the routing hint out of every request: listings of more than one page "
    "(page_size, 1000 by default) are then likely to fail at the second one."
)


def new_access(
    options: ConnectionOptions, means: Means, context: Context, page_size: int | None = None, *, show_progress: bool
) -> Access:
    """Sign in as the options say.

    :raises Failure: options that cannot be used, or what the sign-in service refused.
    """
    page_size = page_size_of(page_size) or MAX_PAGE_SIZE
    customer = customer_of(options)
    completed = with_workload_identity(options, context.environ)
    choice = chosen(completed.sign_in, customer)
    endpoints = endpoints_of(with_environment(completed, customer, means), wanted_services(completed.endpoint))
    tenant = tenant_for(choice.options.organization, endpoints[0].authority_tenant, customer)
    credential = prepared(choice, context)
    step = steps_of(context, show_progress=show_progress)
    if is_auto(options.endpoint):
        step(found_cloud(tenant, endpoints[0]))

    def reached(endpoint: Endpoint, credential: Credential, first: Access | None = None) -> Access:
        step(signing_in(tenant, endpoint, choice.method.name))
        request = TokenRequest(
            credential, endpoint.authority, endpoint.resource, tenant, say=context.say, environ=context.environ
        )
        if customer is not None:
            request = replace(request, consent=CONSENT_MISSING)
        signed_in = demand_user(_sign_in(request, endpoint.sign_in_hosts, means), customer)
        if first is not None:
            signed_in = first.same(signed_in)
        return Access.new(endpoint, tenant, signed_in, page_size, delegated=customer is not None)

    access = reached(endpoints[0], credential)
    for endpoint in endpoints[1:]:
        # With what the first sign-in left: who signed in by hand does so once.
        access = access.joined(reached(endpoint, access.credential, access))
    access = replace(access, network=given(options.network))
    if not options.bypass_mailbox_anchoring:
        return access
    context.warn(_UNANCHORED)
    return access.unanchored()


def access_for(commands: Sequence[CommandOptions], means: Means, context: Context) -> Access:
    """Sign in as a task without a session does, for the services that its commands need.

    :raises Failure: as :func:`new_access`.
    """
    first = commands[0]
    needed = dict.fromkeys(service_for_cmdlet(one.connection.endpoint, one.cmdlet or "") for one in commands)
    endpoint = replace(first.connection.endpoint, service=list(needed))
    connection = replace(first.connection, endpoint=endpoint)
    return new_access(connection, means, context, first.page_size, show_progress=first.show_progress)


def renewal(means: Means, context: Context) -> SignIn:
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
        return access.same(_sign_in(request, frozenset(access.sign_in_hosts), means))

    return again
