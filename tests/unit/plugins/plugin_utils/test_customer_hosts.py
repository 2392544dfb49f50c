# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each customer of a partner is called as a host, and its variables on a given day."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._graph.partner_customers import Customer
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json, Row
from ansible_collections.m365.exchange.plugins.plugin_utils._customer_hosts import hosts_of_partner, variables_of
from support.rows import each_row

FABRIKAM, ADATUM = "00001111-aaaa-2222-bbbb-3333cccc4444", "44445555-eeee-6666-ffff-7777aaaa8888"
NOON = datetime(2026, 11, 30, 12, tzinfo=timezone.utc).timestamp()


def customer(domain: Json, *relationships: Row, tenant_id: str = FABRIKAM) -> Customer:
    return {
        "tenant_id": tenant_id,
        "display_name": "Fabrikam",
        "default_domain": domain,
        "contract_type": None,
        "environment": "O365Default",
        "relationships": list(relationships),
    }


def relationship(status: str, ends_at: Json) -> Row:
    return {
        "id": "a-b", "display_name": "Exchange", "status": status, "ends_at": ends_at, "auto_extend": False,
        "roles": ["Exchange Administrator"],
    }  # fmt: skip


@pytest.mark.parametrize("domain", ["fabrikam.com", "FABRIKAM.com"])
def test_a_host_is_named_by_the_default_domain(domain: str) -> None:
    (host,) = hosts_of_partner([customer(domain)])
    assert (host["name"], host["organization"]) == ("fabrikam.com", FABRIKAM)


@each_row("domain", [None, "", "no domain", "{{ a }}", "../x", "a.com\nb.com", 7])
def test_what_is_no_domain_names_no_host(domain: Json) -> None:
    (host,) = hosts_of_partner([customer(domain)])
    assert host["name"] == FABRIKAM


def test_two_customers_with_one_domain_stay_two_hosts() -> None:
    hosts = hosts_of_partner([customer("fabrikam.com"), customer("Fabrikam.com", tenant_id=ADATUM)])
    assert [one["name"] for one in hosts] == [FABRIKAM, ADATUM]


def test_variables_of_a_customer_with_a_relationship() -> None:
    (host,) = hosts_of_partner([customer("fabrikam.com", relationship("active", "2026-12-30T12:00:00Z"))])
    assert variables_of(host, NOON) == {
        "customer_organization": FABRIKAM,
        "customer_tenant_id": FABRIKAM,
        "customer_display_name": "Fabrikam",
        "customer_environment": "O365Default",
        "customer_relationship_id": "a-b",
        "customer_relationship_display_name": "Exchange",
        "customer_relationship_status": "active",
        "customer_relationship_ends_at": "2026-12-30T12:00:00Z",
        "customer_relationship_auto_extend": False,
        "customer_relationship_roles": ["Exchange Administrator"],
        "customer_relationship_ends_in_days": 30,
    }
    # What a cache keeps of it is JSON, and the days are those of the day of the reading.
    kept = json.loads(json.dumps(host))
    assert variables_of(kept, NOON + 86_400)["customer_relationship_ends_in_days"] == 29


def test_without_a_relationship_there_are_no_variables_of_one() -> None:
    (host,) = hosts_of_partner([customer(None)])
    assert not [name for name in variables_of(host, NOON) if "relationship" in name]
    unknown = customer(None)
    unknown["relationships"] = None
    assert hosts_of_partner([unknown]) == [host]


@each_row(
    ("ends_at", "days"),
    [
        ("2026-11-30T12:00:00Z", 0),
        ("2026-12-01T11:59:59Z", 0),
        ("2026-12-01T12:00:00Z", 1),
        ("2026-11-30T11:59:59Z", -1),
        ("2026-10-31T12:00:00Z", -30),
        (None, None),
        ("soon", None),
    ],
)
def test_days_are_whole_and_negative_once_it_is_over(ends_at: Json, days: int | None) -> None:
    (host,) = hosts_of_partner([customer(None, relationship("active", ends_at))])
    assert variables_of(host, NOON).get("customer_relationship_ends_in_days") == days


@each_row(
    ("relationships", "decisive"),
    [
        ([("expired", "2020-01-01T00:00:00Z"), ("active", "2027-01-01T00:00:00Z")], 1),
        ([("active", "2027-01-01T00:00:00Z"), ("terminated", "2099-01-01T00:00:00Z")], 0),
        ([("active", "2027-01-01T00:00:00Z"), ("expiring", "2026-12-01T00:00:00Z")], 0),
        ([("expired", "2020-01-01T00:00:00Z"), ("expired", "2021-01-01T00:00:00Z")], 1),
        ([("created", None), ("expired", "2021-01-01T00:00:00Z")], 1),
    ],
)
def test_of_several_the_one_that_lets_the_partner_in_longest(
    relationships: list[tuple[str, str | None]], decisive: int
) -> None:
    rows = [relationship(status, ends_at) for status, ends_at in relationships]
    (host,) = hosts_of_partner([customer(None, *rows)])
    assert host["relationship"] == rows[decisive]


def test_one_in_force_that_is_extended_by_itself_ends_after_all_others() -> None:
    extended = {**relationship("active", "2026-12-10T00:00:00Z"), "auto_extend": True}
    rows = [relationship("active", "2027-01-01T00:00:00Z"), extended]
    (host,) = hosts_of_partner([customer(None, *rows)])
    assert host["relationship"] == extended
    # Nothing extends what is over.
    (host,) = hosts_of_partner([customer(None, rows[0], {**extended, "status": "terminated"})])
    assert host["relationship"] == rows[0]
