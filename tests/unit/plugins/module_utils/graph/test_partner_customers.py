# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One row for each customer, whatever Graph's rows lack."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.clouds import CLOUDS, GRAPH_HOSTS
from ansible_collections.m365.exchange.plugins.module_utils._graph.partner_customers import Customer, Customers
from support.rows import each_row

ONE, TWO = "11111111-2222-4333-8444-555555555555", "AAAAAAAA-2222-4333-8444-555555555555"


def relationship(**more: Any) -> dict[str, Any]:
    return {
        "id": "r",
        "displayName": "R",
        "status": "active",
        "customer": {"tenantId": ONE, "displayName": "B"},
        **more,
    }


def rows(*relationships: dict[str, Any], statuses: tuple[str, ...] = ()) -> tuple[Customers, list[Customer]]:
    customers = Customers("O365Default")
    customers.add_relationships(relationships, statuses)
    return customers, customers.list_all(with_relationships=True, only_related=bool(statuses))


def test_customers_of_all_sources_are_one_row_each() -> None:
    customers = Customers("O365China")
    customers.add_customers([{"id": ONE, "tenantId": ONE, "displayName": "b"}, {"id": TWO.lower()}])
    customers.add_contracts(
        [
            {
                "customerId": TWO,
                "defaultDomainName": "a.example",
                "displayName": "A",
                "contractType": "ResellerPartner",
            },
        ]
    )
    customers.add_relationships([relationship(customer={"tenantId": ONE.upper()})], [])
    first, second = customers.list_all(with_relationships=True, only_related=False)
    assert (first["tenant_id"], first["display_name"], first["default_domain"]) == (TWO.lower(), "A", "a.example")
    assert (first["contract_type"], first["environment"]) == ("ResellerPartner", "O365China")
    assert (second["display_name"], second["contract_type"]) == ("b", None)
    assert (first["relationships"], len(second["relationships"] or [])) == ([], 1)


def test_relationships_that_nobody_could_read_are_unknown_and_not_none() -> None:
    customers = Customers("O365Default")
    customers.add_customers([{"tenantId": ONE}])
    assert customers.list_all(with_relationships=False, only_related=False)[0]["relationships"] is None


def test_those_of_lighthouse_are_counted_and_left_out() -> None:
    customers, found = rows(relationship(displayName="MLT_abc"), relationship())
    assert (customers.lighthouse, [len(one["relationships"] or []) for one in found]) == (1, [1])


def test_statuses_choose_relationships_and_customers() -> None:
    other = {"tenantId": TWO, "displayName": "A"}
    _customers, found = rows(relationship(), relationship(status="expired", customer=other), statuses=("active",))
    assert [one["tenant_id"] for one in found] == [ONE]


@each_row(
    ("more", "field", "value"),
    [
        ({"endDateTime": "2027-06-30T12:00:00.1234567Z"}, "ends_at", "2027-06-30T12:00:00Z"),
        ({"endDateTime": "2027-06-30T12:00:00Z"}, "ends_at", "2027-06-30T12:00:00Z"),
        ({}, "ends_at", None),
        ({"autoExtendDuration": "P180D"}, "auto_extend", True),
        ({"autoExtendDuration": "PT0S"}, "auto_extend", False),
        ({"autoExtendDuration": None}, "auto_extend", False),
        ({"accessDetails": None}, "roles", []),
        (
            {"accessDetails": {"unifiedRoles": [{"roleDefinitionId": "29232CDF-9323-42fd-ade2-1d097af3e4de"}]}},
            "roles",
            ["Exchange Administrator"],
        ),
        ({"accessDetails": {"unifiedRoles": [{"roleDefinitionId": ONE}, "x"]}}, "roles", [ONE]),
    ],
)
def test_fields_of_a_relationship(more: dict[str, Any], field: str, value: object) -> None:
    (customer,) = rows(relationship(**more))[1]
    (found,) = customer["relationships"] or []
    assert found[field] == value


@each_row("customer", [None, {}, {"tenantId": None}, {"tenantId": 7}, "text"])
def test_a_row_that_names_no_customer_is_nobodys(customer: object) -> None:
    assert rows(relationship(customer=customer))[1] == []


def test_each_living_cloud_has_its_graph() -> None:
    assert set(GRAPH_HOSTS) == {cloud.environment for cloud in CLOUDS if not cloud.closed}
    assert len(set(GRAPH_HOSTS.values())) == len(GRAPH_HOSTS)
