# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A sign-in for Microsoft Graph, as the options of a task say: a session's token is Exchange's and will not do."""

from __future__ import annotations

from .._connection.preflight import RequestSettings
from .._connection.sign_in_options import (
    endpoints_of,
    prepare_credential,
    sign_in_over,
    tenant_of,
    wanted_services,
    with_environment,
    with_workload_identity,
)
from .._context_and_progress import Context
from .._dataclass import dataclass
from .._endpoints.resolve_endpoint import Endpoint
from .._graph.graph_reader import GraphReader, graph_of
from .._sign_in.choose_method import choose_method
from .._sign_in.credential_and_token import ANY_TENANT, TokenRequest
from .._sign_in.tenant_and_token import SignedIn
from .._specs.connection import ConnectionOptions
from .._transport.transport import Transport


@dataclass(frozen=True)
class GraphAccess:
    """Who is signed in for Graph, in which organization."""

    endpoint: Endpoint
    host: str
    organization: str
    signed_in: SignedIn
    means: RequestSettings

    def reader(self, transport: Transport, context: Context) -> GraphReader:
        """What reads lists over ``transport``, which reaches ``host``."""
        secret, policy = self.signed_in.token.secret, self.means.retry_policy
        return GraphReader(transport, self.host, secret, policy, context.still_wanted, self.means.clock)


def sign_in_for_graph(options: ConnectionOptions, context: Context) -> GraphAccess:
    """Sign in as the options say; the customer that a default may name is left aside.

    :raises Failure: options that cannot be used, ``graph-not-in-cloud``, or what the sign-in refused.
    """
    means = RequestSettings.of(options, context)
    options = with_workload_identity(options, context.environ)
    choice = choose_method(options.sign_in)
    place = with_environment(options, None, means)
    # Service and connection_uri only tell the cloud here.
    endpoint = endpoints_of(place, wanted_services(place))[0]
    graph = graph_of(endpoint)
    tenant = tenant_of(choice.options.organization, endpoint.authority_tenant)
    credential = prepare_credential(choice, context)
    request = TokenRequest(
        credential,
        endpoint.authority,
        graph.resource,
        tenant,
        say=context.say,
        environ=context.environ,
        consent="graph-consent-missing",
    )
    signed_in = sign_in_over(request, endpoint.sign_in_hosts, means)
    organization = signed_in.tenant_id if tenant == ANY_TENANT else tenant
    return GraphAccess(endpoint, graph.host, organization, signed_in, means)
