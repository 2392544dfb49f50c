# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers as hosts of an inventory: what each is called, and which variables it has. Nothing here asks anything."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import TypedDict

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import organization_name
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._graph.partner_customers import Customer
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json, Row

_SECONDS_OF_A_DAY = 86_400
_LENGTH_OF_A_TIME = len("2027-01-31T00:00:00Z")
# A relationship of these statuses lets the partner in (Microsoft Learn, delegatedAdminRelationship).
_IN_FORCE = ("active", "expiring")


class CustomerHost(TypedDict):
    """A customer as a cache may keep it: JSON, no secret, and nothing that depends on the day."""

    name: str
    organization: str
    tenant_id: Json
    display_name: Json
    environment: Json
    relationship: Row | None


def hosts_of_partner(customers: Sequence[Customer]) -> list[CustomerHost]:
    """A host for each customer that Microsoft Graph told of.

    It is named by its default domain; where a copy of that is out of date, so that two customers have it, or it is no
    domain, by the tenant id. ``organization`` is the tenant id always, which no customer can change.
    """
    domains = [_domain(one["default_domain"]) for one in customers]
    seen = Counter(domains)
    return [
        {
            "name": domain if domain and seen[domain] == 1 else one["tenant_id"],
            "organization": one["tenant_id"],
            "tenant_id": one["tenant_id"],
            "display_name": one["display_name"],
            "environment": one["environment"],
            "relationship": _decisive(one["relationships"] or []),
        }
        for one, domain in zip(customers, domains, strict=True)
    ]


def variables_of(host: CustomerHost, now: float) -> Row:
    """The variables of a host; ``now`` is in seconds since 1970. What is not known is left out."""
    known: Row = {
        "organization": host["organization"],
        "tenant_id": host["tenant_id"],
        "display_name": host["display_name"],
        "environment": host["environment"],
    }
    relationship = host["relationship"] or {}
    known |= {f"relationship_{name}": value for name, value in relationship.items()}
    known["relationship_ends_in_days"] = _days_left(relationship.get("ends_at"), now)
    return {f"customer_{name}": value for name, value in known.items() if value is not None}


def _domain(value: Json) -> str | None:
    """A domain in small letters; None for whatever is none: it comes from the service, and becomes a name."""
    try:
        return organization_name(value) if isinstance(value, str) and value else None
    except Failure:
        return None


def _decisive(relationships: Sequence[Row]) -> Row | None:
    """The relationship that tells how long the partner gets in: of those in force, else of all, the one that ends
    last."""
    if not relationships:
        return None
    return max(relationships, key=lambda one: (one["status"] in _IN_FORCE, str(one["ends_at"] or "")))


def _days_left(ends_at: Json, now: float) -> int | None:
    """Whole days until then, negative once it is over; None where there is no time that can be read."""
    text = str(ends_at)
    if len(text) != _LENGTH_OF_A_TIME or not text.endswith("Z"):
        return None
    try:
        end = datetime.fromisoformat(text[:-1]).replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return math.floor((end.timestamp() - now) / _SECONDS_OF_A_DAY)
