# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A partner's users in their customers' tenants, and its customers at Microsoft Graph, in bare requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from simulator.test_tokens import claims_of
from simulator.test_users import SCOPE, by_password, code_of
from simulator.wire import Wire

from exo_simulator.reading import BadTenants
from exo_simulator.tenants import load
from support.box import Box

CUSTOMER = "2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b70"
APP = "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e61"
PROOF = {"client_id": APP, "client_secret": "proseware-box-secret"}
GRAPH = "https://graph.microsoft.com"
CUSTOMERS = f"{GRAPH}/v1.0/tenantRelationships/delegatedAdminCustomers"
RELATIONSHIPS = f"{GRAPH}/v1.0/tenantRelationships/delegatedAdminRelationships"
CONTRACTS = f"{GRAPH}/v1.0/contracts"


@pytest.fixture
def wire(box: Box) -> Iterator[Wire]:
    """A client of the partner."""
    client = Wire(box, "proseware.onmicrosoft.com")
    yield client
    client.close()


def user(name: str, **more: str) -> dict[str, str]:
    return by_password(f"{name}@proseware.com", **more)


@pytest.mark.parametrize("tenant", ["tailspin.onmicrosoft.com", "tailspintoys.com", CUSTOMER])
def test_relationship_lets_a_partners_user_in_with_its_groups_roles(wire: Wire, tenant: str) -> None:
    token = wire.ask_token(user("technician"), tenant).json()["access_token"]
    claims = claims_of(token)
    assert (claims["tid"], claims["upn"]) == (CUSTOMER, "technician@proseware.com")
    assert claims["idp"] == f"https://sts.windows.net/{wire.tenant.tenant_id}/"
    assert claims["idp"] != claims["iss"]
    assert wire.invoke(token, "Set-OrganizationConfig", url=wire.invoke_url(tenant=CUSTOMER)).status_code == 200
    assert wire.invoke(token, "Get-Mailbox").status_code == 403  # the partner's own tenant


def test_roles_are_those_of_the_users_own_groups(wire: Wire) -> None:
    token = wire.ask_token(user("reader"), CUSTOMER).json()["access_token"]
    url = wire.invoke_url(tenant=CUSTOMER)
    assert wire.invoke(token, "Get-OrganizationConfig", url=url).status_code == 200
    assert wire.invoke(token, "Set-OrganizationConfig", url=url).status_code == 403


@pytest.mark.parametrize(
    ("name", "tenant"),
    [("outsider", CUSTOMER), ("technician", "wingtip.onmicrosoft.com"), ("technician", "contoso.com")],
)
def test_without_group_or_relationship_nobody_gets_in(wire: Wire, name: str, tenant: str) -> None:
    assert code_of(wire.ask_token(user(name), tenant)) == 50020


def test_guest_has_a_name_of_its_own_there(wire: Wire) -> None:
    token = wire.ask_token(by_password(), CUSTOMER).json()["access_token"]
    claims = claims_of(token)
    assert claims["upn"] == "operator_contoso.com#EXT#@tailspin.onmicrosoft.com"
    assert claims["unique_name"] == "operator@contoso.com"
    assert wire.invoke(token, "Get-Mailbox", url=wire.invoke_url(tenant=CUSTOMER)).status_code == 200


def test_refresh_token_of_the_partner_opens_its_customers(wire: Wire) -> None:
    refresh = wire.ask_token(user("technician", **PROOF), "organizations").json()["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": refresh, "scope": SCOPE, **PROOF}
    first = wire.ask_token(form, CUSTOMER).json()
    assert claims_of(first["access_token"])["tid"] == CUSTOMER
    again = wire.ask_token({**form, "refresh_token": first["refresh_token"]}, CUSTOMER)
    assert again.status_code == 200


def test_application_needs_a_consent_of_the_customer(wire: Wire) -> None:
    form = by_password(client_id="8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e08", client_secret="contoso-partner-secret")
    assert code_of(wire.ask_token(form, CUSTOMER)) == 65001
    wire.box.control.settings(partner_consent="90099")
    assert code_of(wire.ask_token(form, CUSTOMER)) == 90099


def test_relationship_reaches_no_application(wire: Wire) -> None:
    form = {"grant_type": "client_credentials", "scope": "https://outlook.office365.com/.default", **PROOF}
    assert code_of(wire.ask_token(form, CUSTOMER)) == 7000215  # it is registered there, without its secret


# Microsoft Graph


def graph_token(wire: Wire, **form: str) -> str:
    content = {"grant_type": "client_credentials", "scope": f"{GRAPH}/.default", **PROOF, **form}
    answer = wire.ask_token(content)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def get(wire: Wire, url: str, token: str) -> Any:
    return wire.send("GET", url, headers={"Authorization": f"Bearer {token}"})


def test_customers_relationships_and_contracts(wire: Wire) -> None:
    token = graph_token(wire)
    assert claims_of(token)["roles"] == ["DelegatedAdminRelationship.Read.All", "Directory.Read.All"]
    customers = get(wire, CUSTOMERS, token).json()
    assert customers["@odata.context"].endswith("#tenantRelationships/delegatedAdminCustomers")
    assert [one["displayName"] for one in customers["value"]] == ["Tailspin Toys", "Wingtip Toys"]
    relationships = get(wire, RELATIONSHIPS, token).json()["value"]
    assert [one["status"] for one in relationships] == ["active", "terminated", "expired"]
    first = relationships[0]
    assert first["customer"] == {"tenantId": CUSTOMER, "displayName": "Tailspin Toys"}
    assert first["endDateTime"] == "2098-06-30T00:00:00.0000000Z"
    assert first["autoExtendDuration"] == "P180D"
    roles = [one["roleDefinitionId"] for one in first["accessDetails"]["unifiedRoles"]]
    assert roles[0] == "29232cdf-9323-42fd-ade2-1d097af3e4de"
    contracts = get(wire, CONTRACTS, token).json()["value"]
    assert (contracts[0]["customerId"], contracts[0]["contractType"]) == (CUSTOMER, "ResellerPartner")
    assert contracts[1]["defaultDomainName"] == "elsewhere.example"


def test_filter_and_select(wire: Wire) -> None:
    url = f"{RELATIONSHIPS}?$filter=status eq 'active'&$select=customer,endDateTime"
    (row,) = get(wire, url, graph_token(wire)).json()["value"]
    assert set(row) == {"customer", "endDateTime"}


def test_pages_are_linked_and_the_link_keeps_what_was_asked(wire: Wire) -> None:
    token = graph_token(wire)
    page = get(wire, f"{RELATIONSHIPS}?$top=2&$select=id", token).json()
    assert len(page["value"]) == 2
    assert page["@odata.nextLink"].startswith(f"{RELATIONSHIPS}?")
    rest = get(wire, page["@odata.nextLink"], token).json()
    assert [set(row) for row in rest["value"]] == [{"id"}]
    assert "@odata.nextLink" not in rest
    page = get(wire, f"{RELATIONSHIPS}?$top=1&$filter=customer/tenantId eq '{CUSTOMER}'", token).json()
    assert "$filter=customer" in page["@odata.nextLink"]
    wire.box.control.settings(graph_page_size=1)
    assert len(get(wire, CUSTOMERS, token).json()["value"]) == 1


@pytest.mark.parametrize(
    "query", ["$top=301", "$top=0", "$filter=status ne 'active'", "$skiptoken=x"]
)  # fmt: skip
def test_questions_that_graph_does_not_understand(wire: Wire, query: str) -> None:
    answer = get(wire, f"{CUSTOMERS}?{query}", graph_token(wire))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadRequest")


def test_permissions_are_asked_for_each_collection(wire: Wire) -> None:
    token = graph_token(wire, client_id="8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e62", client_secret="proseware-other-secret")
    assert get(wire, CONTRACTS, token).status_code == 200
    refused = get(wire, CUSTOMERS, token)
    assert refused.status_code == 403
    error = refused.json()["error"]
    assert error["code"] == "Authorization_RequestDenied"
    assert set(error["innerError"]) == {"date", "request-id", "client-request-id"}


def test_applications_show_of_a_secret_its_end_and_how_it_begins(wire: Wire) -> None:
    token = graph_token(wire)
    url = f"{GRAPH}/v1.0/applications?$filter=appId eq '{APP}'&$select=appId,passwordCredentials"
    page = get(wire, url, token).json()
    assert page["@odata.context"].endswith("#applications")
    (row,) = page["value"]
    assert set(row) == {"appId", "passwordCredentials"}
    (secret,) = row["passwordCredentials"]
    assert (secret["hint"], secret["secretText"], secret["endDateTime"]) == ("pro", None, None)
    assert PROOF["client_secret"] not in str(page)


def test_user_reads_with_the_applications_scopes(wire: Wire) -> None:
    scope = f"{GRAPH}/.default offline_access"
    token = wire.ask_token(user("technician", **PROOF, scope=scope), "organizations").json()["access_token"]
    assert "DelegatedAdminRelationship.Read.All" in claims_of(token)["scp"]
    assert get(wire, CUSTOMERS, token).status_code == 200
    public = wire.ask_token(user("technician", scope=scope), "organizations").json()["access_token"]
    assert get(wire, CUSTOMERS, public).status_code == 403


def test_tokens_of_others_are_not_taken(wire: Wire) -> None:
    for token in ("nothing", wire.ask_token(user("technician"), "organizations").json()["access_token"]):
        answer = get(wire, CUSTOMERS, token)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "InvalidAuthenticationToken")
    (entry,) = wire.box.control.journal(kind="graph")[-1:]
    assert entry["host"] == "graph.microsoft.com"
    assert entry["error"].startswith("InvalidAuthenticationToken")


@pytest.mark.parametrize(
    ("organization", "host"),
    [
        ("fabrikam.onmicrosoft.us", "graph.microsoft.us"),
        ("litware.onmicrosoft.us", "dod-graph.microsoft.us"),
        ("adatum.partner.onmschina.cn", "microsoftgraph.chinacloudapi.cn"),
    ],
)
def test_each_cloud_has_its_own_graph(box: Box, organization: str, host: str) -> None:
    wire = Wire(box, organization)
    try:
        token = wire.ask_token({**wire.secret_form(), "scope": f"https://{host}/.default"}).json()["access_token"]
        assert get(wire, f"https://{host}/v1.0/contracts", token).status_code == 403
        assert wire.invoke(token, "Get-OrganizationConfig").status_code == 401
    finally:
        wire.close()


RELATIONSHIP = "relationships: [{{display_name: R, {0}}}]"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("tenant_id: x", "tenant_id is no GUID"),
        ("contract_type: Friend", "contract_type is one of"),
        (RELATIONSHIP.format("access: {A: [Global Reader]}"), "lacks: Global Reader"),
        (RELATIONSHIP.format("status: on"), "status is one of"),
    ],
)
def test_a_mistake_in_the_file_names_its_place(what: str, words: str) -> None:
    tenant_id = "" if what.startswith("tenant_id") else f"tenant_id: {CUSTOMER}, "
    text = (
        "tenants: [{tenant_id: 9c4e7a12-5d38-4f6b-8e01-3a7d2c5b9f60, display_name: P,"
        f" initial_domain: p.onmicrosoft.com, customers: [{{{tenant_id}display_name: X, {what}}}]}}]"
    )
    with pytest.raises(BadTenants, match=words):
        load(text, "tenants.yml")
