# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The work of exo_customer_info: ask Microsoft Graph for a partner's customers.

A session's token is Exchange's and will not do, so this signs in by itself, for Graph, in the partner's own
organization.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from .._connection.check_options_and_network import RequestSettings, demand_in_place, demand_packages, page_size_of
from .._connection.sign_in_options import (
    endpoints_of,
    prepare_credential,
    sign_in_over,
    tenant_of,
    wanted_services,
    with_environment,
    with_workload_identity,
)
from .._dataclass import dataclass
from .._endpoints.resolve_endpoint import Endpoint
from .._errors.failure import Failure
from .._graph.graph_reader import GRAPH_FORBIDDEN, GraphReader, graph_of
from .._graph.partner_customers import Customers, GraphRows
from .._sign_in.choose_method import choose_method
from .._sign_in.credential_and_claims import ANY_TENANT, TokenRequest
from .._sign_in.tenant_and_authority import SignedIn
from .._specs.connection import ConnectionOptions
from .._specs.info_and_conformance import CustomerInfoOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result
from .._transport.transport import Transport

_LARGEST_PAGE = 300
_LISTS_OF_GRAPH: Mapping[str, str] = {
    "customers": "/v1.0/tenantRelationships/delegatedAdminCustomers",
    "relationships": "/v1.0/tenantRelationships/delegatedAdminRelationships",
    "contracts": "/v1.0/contracts",
}
_RELATIONSHIPS = "relationships"


def run(options: Options, context: Context) -> Result:
    """The module's work; it changes nothing, so check mode is the same.

    :raises Failure: what the sign-in refused, or ``graph-...`` where no list can be read, or one not to its end.
    """
    demand_packages()
    demand_in_place(options)
    customer_options = read(CustomerInfoOptions(), options, context.environ)
    partner, statuses = sign_in_for_graph(customer_options.connection, context), customer_options.status
    lists = _read_lists(partner, customer_options, context)
    customers = Customers(partner.endpoint.environment)
    customers.add_customers(lists.get("customers", []))
    customers.add_contracts(lists.get("contracts", []))
    customers.add_relationships(lists.get(_RELATIONSHIPS, []), statuses)
    listed = customers.list_all(with_relationships=_RELATIONSHIPS in lists, only_related=bool(statuses))
    return {
        "changed": False,
        "customers": listed,
        "count": len(listed),
        "sources": [name for name in _LISTS_OF_GRAPH if name in lists],
        "lighthouse_relationships": customers.lighthouse,
        "organization": partner.organization,
        "tenant_id": partner.signed_in.tenant_id,
        "environment": partner.endpoint.environment,
        "identity": partner.signed_in.identity.name,
    }


def _read_lists(partner: GraphAccess, options: CustomerInfoOptions, context: Context) -> dict[str, GraphRows]:
    """The lists that this identity may read. One that it may not read is a warning, if another one is there; where
    relationships choose the customers, they have to be."""
    size = min(page_size_of(options.page_size) or _LARGEST_PAGE, _LARGEST_PAGE)
    lists: dict[str, GraphRows] = {}
    refused: dict[str, Failure] = {}
    with partner.request_settings.transport({partner.host}) as transport:
        reader = partner.reader(transport, context)
        for name, path in _LISTS_OF_GRAPH.items():
            try:
                lists[name] = reader.rows(name, path, _query_of_list(name, size, options.status))
            except Failure as error:
                if error.key != GRAPH_FORBIDDEN:
                    raise
                refused[name] = error
    if not lists or (options.status and _RELATIONSHIPS in refused):
        raise refused[_RELATIONSHIPS]
    for name, why in refused.items():
        context.warn(f"The list of {name} is missing from what follows. {why.line}")
    return lists


def _query_of_list(name: str, size: int, statuses: list[str]) -> str:
    """Graph chooses by one status; several are chosen here."""
    parameters = {"$top": str(size)}
    if name == _RELATIONSHIPS and len(statuses) == 1:
        parameters["$filter"] = f"status eq '{statuses[0]}'"
    return f"?{urlencode(parameters)}"


@dataclass(frozen=True)
class GraphAccess:
    """Who is signed in for Graph, in which organization."""

    endpoint: Endpoint
    host: str
    organization: str
    signed_in: SignedIn
    request_settings: RequestSettings

    def reader(self, transport: Transport, context: Context) -> GraphReader:
        """What reads lists over ``transport``, which reaches ``host``."""
        secret, policy = self.signed_in.token.secret, self.request_settings.retry_policy
        return GraphReader(transport, self.host, secret, policy, context.still_wanted, self.request_settings.clock)


def sign_in_for_graph(options: ConnectionOptions, context: Context) -> GraphAccess:
    """Sign in as the options say; the customer that a default may name is left aside.

    :raises Failure: options that cannot be used, ``graph-not-in-cloud``, or what the sign-in refused.
    """
    request_settings = RequestSettings.of(options, context)
    options = with_workload_identity(options, context.environ)
    choice = choose_method(options.sign_in)
    place = with_environment(options, None, request_settings)
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
    signed_in = sign_in_over(request, endpoint.sign_in_hosts, request_settings)
    organization = signed_in.tenant_id if tenant == ANY_TENANT else tenant
    return GraphAccess(endpoint, graph.host, organization, signed_in, request_settings)
