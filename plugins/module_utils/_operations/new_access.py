# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign in for a task, or once more for a session.

A connection comes here only where a token is asked for: what signs in is a fifth of all that a module would compile.
"""

from __future__ import annotations

from dataclasses import replace

from .._endpoints.resolve import Endpoint
from .._endpoints.table import MAX_PAGE_SIZE
from .._sign_in.given import given
from .._sign_in.method import Credential, TokenRequest
from .._sign_in.sign_in import SignedIn
from .._specs.variables import VARIABLES
from .access import Access
from .anchoring import anchored_as_asked
from .context import Context, Options
from .delegation import (
    CONSENT_MISSING,
    chosen,
    customer_of,
    demand_user,
    tenant_for,
    without_others_customer,
)
from .environment import is_auto, with_environment
from .inherited import inherited
from .network import network_for, network_options
from .progress import found_cloud, signing_in, steps_of
from .ranges import page_size_of, patience_of
from .signing_in import prepared, with_workload_identity
from .signing_in import sign_in_over as _sign_in
from .swapped import demand_in_place
from .tokens import SignIn
from .wanted_services import endpoints_of, wanted_services


def new_access(options: Options, context: Context) -> Access:
    """Sign in as the options say.

    :raises Failure: options that cannot be used, or what the sign-in service refused.
    """
    demand_in_place(options)
    of_environment = inherited(options, context.environ, VARIABLES)
    present = with_workload_identity(without_others_customer(given(options), of_environment), context.environ)
    patience, page_size = patience_of(options), page_size_of(options) or MAX_PAGE_SIZE
    network = network_for(options, context.environ)
    customer = customer_of(present)
    choice = chosen(present, of_environment, customer)
    endpoints = endpoints_of(with_environment(present, network, patience), wanted_services(present))
    tenant = tenant_for(choice.options, endpoints[0].authority_tenant, customer)
    credential = prepared(choice, context)
    step = steps_of(options, context)
    if is_auto(present):
        step(found_cloud(tenant, endpoints[0]))

    def reached(endpoint: Endpoint, credential: Credential, first: Access | None = None) -> Access:
        step(signing_in(tenant, endpoint, choice.method.name))
        request = TokenRequest(
            credential, endpoint.authority, endpoint.resource, tenant, say=context.say, environ=context.environ
        )
        if customer is not None:
            request = replace(request, consent=CONSENT_MISSING)
        signed_in = demand_user(_sign_in(request, endpoint.sign_in_hosts, network, patience), customer)
        if first is not None:
            signed_in = first.same(signed_in)
        return Access.new(endpoint, tenant, signed_in, page_size, delegated=customer is not None)

    access = reached(endpoints[0], credential)
    for endpoint in endpoints[1:]:
        # With what the first sign-in left: who signed in by hand does so once.
        access = access.joined(reached(endpoint, access.credential, access))
    return anchored_as_asked(replace(access, network=network_options(options)), options, context)


def renewal(options: Options, context: Context) -> SignIn:
    """How an access signs in again, over the network of the task."""

    def again(access: Access, claims: str | None) -> SignedIn:
        network = network_for(options, context.environ, access.network)
        request = TokenRequest(
            access.credential, access.authority, access.resource, access.tenant_id, claims, environ=context.environ
        )
        if access.delegated:
            request = replace(request, consent=CONSENT_MISSING)
        return access.same(_sign_in(request, frozenset(access.sign_in_hosts), network, patience_of(options)))

    return again
