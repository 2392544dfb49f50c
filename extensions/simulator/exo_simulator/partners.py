# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A partner's customers: contracts, granular delegated admin relationships (GDAP), and guests of a tenant.

Names and fields as Microsoft Graph has them (delegatedAdminRelationship, contract, Microsoft Learn).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from .reading import BadTenants, guid, known, list_of_maps, map_of, moment, names, text

STATUSES = frozenset(
    {"created", "approvalPending", "approved", "activating", "active", "expiring", "expired"}
    | {"terminationRequested", "terminating", "terminated"}
)
CONTRACT_TYPES = frozenset({"SyndicationPartner", "BreadthPartner", "ResellerPartner"})
CUSTOMER_KEYS = frozenset({"tenant_id", "display_name", "default_domain", "contract_type", "relationships"})
RELATIONSHIP_KEYS = frozenset({"id", "display_name", "status", "ends_at", "auto_extend", "roles", "access"})
GUEST_KEYS = frozenset({"upn", "directory_roles"})
LIVING = frozenset({"active", "expiring"})
NEVER = datetime(2099, 12, 31, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Relationship:
    """A relationship with a customer; ``access`` says which of the partner's groups has which of its ``roles``."""

    id: str
    display_name: str
    stated: str
    ends_at: datetime
    auto_extend: str
    roles: tuple[str, ...]
    access: Mapping[str, tuple[str, ...]]

    def status(self, now: datetime) -> str:
        """Its status at a time: one that was active has expired at its end."""
        return "expired" if self.stated in LIVING and self.ends_at <= now else self.stated

    def roles_of(self, groups: frozenset[str], now: datetime) -> frozenset[str] | None:
        """The roles that members of these groups have by it; None where it lets none of them in."""
        held = [roles for group, roles in self.access.items() if group in groups]
        if not held or self.status(now) not in LIVING:
            return None
        return frozenset(role for roles in held for role in roles)


@dataclass(frozen=True)
class Customer:
    """A customer of a partner, in this box or not; ``contract_type`` None means that there is no contract."""

    tenant_id: str
    display_name: str
    default_domain: str | None
    contract_type: str | None
    relationships: tuple[Relationship, ...]


def load_customers(value: Any, where: str) -> dict[str, Customer]:
    """The customers of a tenant by tenant id; raises BadTenants."""
    entries = enumerate(list_of_maps(value, f"{where}.customers"))
    customers = [_customer(entry, f"{where}.customers[{number}]") for number, entry in entries]
    return {customer.tenant_id: customer for customer in customers}


def load_guests(value: Any, where: str) -> dict[str, tuple[str, ...]]:
    """The directory roles of each guest of a tenant, by the lower-case name that the guest has at home."""
    found: dict[str, tuple[str, ...]] = {}
    for number, entry in enumerate(list_of_maps(value, f"{where}.guests")):
        spot = f"{where}.guests[{number}]"
        known(entry, GUEST_KEYS, spot)
        found[text(entry, "upn", spot).lower()] = names(entry.get("directory_roles"), f"{spot}.directory_roles")
    return found


def guest_name(upn: str, initial_domain: str) -> str:
    """The name of a guest in the tenant that it visits (Microsoft Learn, properties of a B2B user)."""
    return f"{upn.replace('@', '_')}#EXT#@{initial_domain}"


def _customer(entry: Mapping[str, Any], where: str) -> Customer:
    known(entry, CUSTOMER_KEYS, where)
    kind = entry.get("contract_type")
    if kind is not None and kind not in CONTRACT_TYPES:
        raise BadTenants(f"{where}.contract_type is one of {', '.join(sorted(CONTRACT_TYPES))}, not {kind!r}")
    tenant_id = guid(entry, "tenant_id", where)
    relationships = enumerate(list_of_maps(entry.get("relationships", []), f"{where}.relationships"))
    return Customer(
        tenant_id=tenant_id,
        display_name=text(entry, "display_name", where),
        default_domain=text(entry, "default_domain", where) if kind is not None else None,
        contract_type=kind,
        relationships=tuple(
            _relationship(one, f"{where}.relationships[{number}]", f"{tenant_id} {number}")
            for number, one in relationships
        ),
    )


def _relationship(entry: Mapping[str, Any], where: str, seed: str) -> Relationship:
    known(entry, RELATIONSHIP_KEYS, where)
    status = entry.get("status", "active")
    if status not in STATUSES:
        raise BadTenants(f"{where}.status is one of {', '.join(sorted(STATUSES))}, not {status!r}")
    roles = names(entry.get("roles"), f"{where}.roles")
    access = {
        str(group): names(held, f"{where}.access.{group}")
        for group, held in map_of(entry.get("access", {}), f"{where}.access").items()
    }
    beyond = sorted({role for held in access.values() for role in held} - set(roles))
    if beyond:
        raise BadTenants(f"{where}.access gives roles that the relationship lacks: {', '.join(beyond)}")
    halves = (uuid.uuid5(uuid.NAMESPACE_OID, f"{half} {seed}") for half in ("first", "second"))
    return Relationship(
        id=str(entry.get("id", "-".join(map(str, halves)))),
        display_name=text(entry, "display_name", where),
        stated=str(status),
        ends_at=moment(entry.get("ends_at"), f"{where}.ends_at") or NEVER,
        auto_extend=str(entry.get("auto_extend", "PT0S")),
        roles=roles,
        access=access,
    )
