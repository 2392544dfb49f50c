# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The work of exo_customer_info: ask Microsoft Graph for a partner's customers.

A session's token is Exchange's, so this signs in by itself, for Graph, in the partner's own organization.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from .._connection.preflight import demand_in_place, demand_packages, page_size_of
from .._context_and_progress import Context, Options, Result
from .._errors.failure import Failure
from .._graph.graph_reader import GRAPH_FORBIDDEN
from .._graph.partner_customers import Customers, GraphRows
from .._specs.info_and_conformance import CustomerInfoOptions
from .._specs.read_options import read
from .graph_sign_in import GraphAccess, sign_in_for_graph

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
    wanted = read(CustomerInfoOptions(), options, context.environ)
    partner, statuses = sign_in_for_graph(wanted.connection, context), wanted.status
    lists = _read_lists(partner, wanted, context)
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
    found: dict[str, GraphRows] = {}
    refused: dict[str, Failure] = {}
    with partner.means.transport({partner.host}) as transport:
        reader = partner.reader(transport, context)
        for name, path in _LISTS_OF_GRAPH.items():
            try:
                found[name] = reader.rows(name, path, _query(name, size, options.status))
            except Failure as error:
                if error.key != GRAPH_FORBIDDEN:
                    raise
                refused[name] = error
    if not found or (options.status and _RELATIONSHIPS in refused):
        raise refused[_RELATIONSHIPS]
    for name, why in refused.items():
        context.warn(f"The list of {name} is missing from what follows. {why.line}")
    return found


def _query(name: str, size: int, statuses: list[str]) -> str:
    """Graph chooses by one status; several are chosen here."""
    wanted = {"$top": str(size)}
    if name == _RELATIONSHIPS and len(statuses) == 1:
        wanted["$filter"] = f"status eq '{statuses[0]}'"
    return f"?{urlencode(wanted)}"
