# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows of Microsoft Graph about a partner's customers, and one row for each customer made of them.

Nothing here asks anything. Fields of Graph: Microsoft Learn, delegatedAdminCustomer, delegatedAdminRelationship,
contract; names of directory roles by the id of their template, which is the same in every tenant: "Microsoft Entra
built-in roles".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import TypedDict

from .._dataclass import dataclass
from .._json_types import Json, JsonMap, Row

ROLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "17315797-102d-40b4-93e0-432062caca18": "Compliance Administrator",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
        "29232cdf-9323-42fd-ade2-1d097af3e4de": "Exchange Administrator",
        "31392ffb-586c-42d1-9346-e59415a2cc4e": "Exchange Recipient Administrator",
        "4d6ac14f-3453-41d0-bef9-a3e0c569773a": "License Administrator",
        "5d6b6bb7-de71-4623-b4af-96380a352509": "Security Reader",
        "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
        "729827e3-9c14-49f7-bb1b-9608f156bbb8": "Helpdesk Administrator",
        "88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "Directory Readers",
        "e6d1a23a-da11-4be4-9570-befc86d067a7": "Compliance Data Administrator",
        "f023fd81-a637-4b56-95fd-791ac0226033": "Service Support Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
        "fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
    }
)


def role_name(template_id: str) -> str:
    """The name of a role, or its id where this table has none."""
    return ROLE_NAMES.get(template_id.lower(), template_id)


GraphRows = Sequence[JsonMap]

# Relationships that Microsoft 365 Lighthouse makes and keeps for itself carry this in their name (CIPP).
_LIGHTHOUSE_PREFIX = "MLT_"
_NO_EXTENSION = (None, "", "PT0S", "P0D")


class Customer(TypedDict):
    """A customer as a result shows it. Names, domains and types are Graph's own."""

    tenant_id: str
    display_name: Json
    default_domain: Json
    contract_type: Json
    environment: str
    relationships: list[Row] | None


@dataclass
class Customers:
    """The customers by tenant id; ``lighthouse`` counts the relationships that were left out."""

    environment: str
    lighthouse: int = 0
    _by_tenant: dict[str, Customer] = field(default_factory=dict)

    def add_customers(self, rows: GraphRows) -> None:
        """Those that Graph lists as customers."""
        for row in rows:
            self._customer_of_tenant(row.get("tenantId") or row.get("id"), row)

    def add_relationships(self, rows: GraphRows, statuses: Sequence[str]) -> None:
        """The relationships of the wanted statuses (all, where there are none), each at its customer."""
        for row in rows:
            if str(row.get("displayName", "")).startswith(_LIGHTHOUSE_PREFIX):
                self.lighthouse += 1
                continue
            if statuses and row.get("status") not in statuses:
                continue
            party = row.get("customer")
            customer = self._customer_of_tenant(party.get("tenantId"), party) if isinstance(party, Mapping) else None
            if customer is not None:
                customer["relationships"] = [*(customer["relationships"] or []), _relationship_of_row(row)]

    def add_contracts(self, rows: GraphRows) -> None:
        """The contracts, whose domains and names are copies that Graph does not refresh."""
        for row in rows:
            customer = self._customer_of_tenant(row.get("customerId"), row)
            if customer is not None:
                customer["default_domain"] = row.get("defaultDomainName")
                customer["contract_type"] = row.get("contractType")

    def list_all(self, *, with_relationships: bool, only_related: bool) -> list[Customer]:
        """The customers by name. Relationships that could not be read are None: nobody knows whether there are any."""
        for customer in self._by_tenant.values():
            customer["relationships"] = (customer["relationships"] or []) if with_relationships else None
        customers = [customer for customer in self._by_tenant.values() if customer["relationships"] or not only_related]
        return sorted(customers, key=lambda customer: (str(customer["display_name"]).casefold(), customer["tenant_id"]))

    def _customer_of_tenant(self, tenant_id: Json, row: JsonMap) -> Customer | None:
        """The customer's row, made at its first mention; None where it names no tenant."""
        if not isinstance(tenant_id, str) or not tenant_id:
            return None
        new: Customer = {
            "tenant_id": tenant_id.lower(),
            "display_name": None,
            "default_domain": None,
            "contract_type": None,
            "environment": self.environment,
            "relationships": None,
        }
        customer = self._by_tenant.setdefault(tenant_id.lower(), new)
        customer["display_name"] = customer["display_name"] or row.get("displayName")
        return customer


def _relationship_of_row(row: JsonMap) -> Row:
    return {
        "id": row.get("id"),
        "display_name": row.get("displayName"),
        "status": row.get("status"),
        "ends_at": _without_fraction(row.get("endDateTime")),
        "auto_extend": row.get("autoExtendDuration") not in _NO_EXTENSION,
        "roles": sorted(role_name(str(role.get("roleDefinitionId"))) for role in _roles_of_row(row)),
    }


def _roles_of_row(row: JsonMap) -> list[JsonMap]:
    details = row.get("accessDetails")
    roles = details.get("unifiedRoles") if isinstance(details, Mapping) else None
    return [role for role in roles if isinstance(role, Mapping)] if isinstance(roles, list) else []


def _without_fraction(text: Json) -> str | None:
    """A time of Graph's without its fraction of a second, which has seven digits; None where there is none."""
    if not isinstance(text, str) or not text:
        return None
    whole = text.partition(".")[0].removesuffix("Z")
    return f"{whole}Z"
