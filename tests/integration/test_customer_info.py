# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A partner's customers from Microsoft Graph: whole lists, in each cloud, and what a strange answer gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Application, Box, Tenant
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.people import tokens_of
from support.playbook import SETTINGS, Run, Setting
from support.playbooks import Playbooks
from support.tasks import Task, play_of

PARTNER = "proseware.onmicrosoft.com"
CUSTOMER = "2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b70"
TECHNICIAN, PASSWORD = "technician@proseware.com", "technician-canary-Pa55"
GRAPH = "graph.microsoft.com"
MANY = 650
LARGE = "alpineskihouse.onmicrosoft.com"

NARROW = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "module")], ids=str, indirect=True
)
ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)


def large_partner() -> dict[str, Any]:
    """A partner with more customers than two pages hold."""
    customers = [
        {
            "tenant_id": f"00000000-0000-4000-8000-{number:012}",
            "display_name": f"Customer {number:03}",
            "default_domain": f"customer{number}.example",
            "contract_type": "ResellerPartner",
            "relationships": [{"display_name": "Exchange", "roles": ["Exchange Administrator"]}],
        }
        for number in range(MANY)
    ]
    application = {
        "name": "Partner application",
        "app_id": "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e99",
        "client_secret": "alpine-canary-secret",
        "graph_roles": ["DelegatedAdminRelationship.Read.All", "Directory.Read.All"],
    }
    return {
        "tenant_id": "16cb4892-5a71-4cf8-a031-4dec5a692e00",
        "display_name": "Alpine Ski House",
        "initial_domain": LARGE,
        "applications": [application],
        "customers": customers,
    }


@pytest.fixture(scope="module")
def partner_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    tenants = yaml.safe_load(Path(__file__).with_name("partners.yml").read_text(encoding="utf-8"))
    tenants["tenants"].append(large_partner())
    path = tmp_path_factory.mktemp("partners") / "tenants.yml"
    path.write_text(yaml.safe_dump(tenants), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box


@pytest.fixture
def box(partner_box: Box) -> Iterator[Box]:
    partner_box.control.reset()
    yield partner_box
    partner_box.control.clear_faults()


def tenant(box: Box, organization: str) -> Tenant:
    return next(one for one in box.tenants if one.organization == organization)


def application(box: Box, organization: str = PARTNER, name: str = "Partner application") -> Application:
    return next(one for one in tenant(box, organization).applications if one.more["name"] == name)


def options(box: Box, organization: str = PARTNER, name: str = "Partner application", **more: Any) -> dict[str, Any]:
    found = application(box, organization, name)
    return {"organization": organization, "app_id": found.app_id, "client_secret": found.client_secret, **more}


def ask(playbooks: Playbooks, box: Box, tasks: Mapping[str, Mapping[str, Any]]) -> Run:
    """Run the module once for each name; failures are ignored, and looked at by the test."""
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    # ansible-core shows the lines around a task that failed, so secrets stand in variables as they should.
    hidden = {
        f"{option}_{number}": str(given[option])
        for number, given in enumerate(tasks.values())
        for option in ("client_secret", "password", "refresh_token")
        if option in given
    }
    plays = play_of(
        Task(
            name,
            "exo_customer_info",
            {**given, **{one: f"{{{{ {one}_{number} }}}}" for one in given if f"{one}_{number}" in hidden}},
            {"ignore_errors": True},
        )
        for number, (name, given) in enumerate(tasks.items())
    )
    run = playbooks.run(plays, environment=network, variables=hidden).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert_no_secrets(run, hidden)
    return run


def good(run: Run, name: str) -> Mapping[str, Any]:
    assert run.result(name).event == "ok", run.result(name).result
    return run.result(name).result


def assert_refused(run: Run, name: str, anchor: str, *words: str) -> None:
    assert run.result(name).event == "ignored", name
    result = run.result(name).result
    assert result["error"]["documentation"].endswith(f"#{anchor}"), result["msg"]
    for word in words:
        assert word in result["msg"], result["msg"]


@pytest.mark.both_ways
@NARROW
def test_customers_with_their_relationships_and_contracts(playbooks: Playbooks, box: Box) -> None:
    public = {"user_principal_name": TECHNICIAN, "password": PASSWORD}
    app = application(box)
    _access, refresh = tokens_of(box, TECHNICIAN, PASSWORD, client_id=app.app_id, client_secret=app.client_secret)
    by_user = {"refresh_token": refresh, "app_id": app.app_id, "client_secret": app.client_secret}
    tasks = {
        "all": options(box),
        "active": options(box, status=["active"]),
        "ended": options(box, status=["expired", "terminated"]),
        "by a user": {**by_user, "delegated_organization": "tailspintoys.com"},
        "by the public client": public,
    }
    run = ask(playbooks, box, tasks)
    found = good(run, "all")
    assert [one["display_name"] for one in found["customers"]] == [
        "Elsewhere", "Fourth Coffee", "Tailspin Toys", "Wingtip Toys",
    ]  # fmt: skip
    assert found["customers"][2] == {
        "tenant_id": CUSTOMER,
        "display_name": "Tailspin Toys",
        "default_domain": "tailspintoys.com",
        "contract_type": "ResellerPartner",
        "environment": "O365Default",
        "relationships": [
            {
                "id": found["customers"][2]["relationships"][0]["id"],
                "display_name": "Exchange administration",
                "status": "active",
                "ends_at": "2098-06-30T00:00:00Z",
                "auto_extend": True,
                "roles": ["Compliance Administrator", "Exchange Administrator", "Global Reader"],
            }
        ],
    }
    elsewhere = found["customers"][0]
    assert (elsewhere["relationships"], elsewhere["contract_type"]) == ([], "BreadthPartner")
    assert found["customers"][1]["default_domain"] is None
    assert (found["count"], found["lighthouse_relationships"], found["changed"]) == (4, 1, False)
    assert found["sources"] == ["customers", "relationships", "contracts"]
    assert (found["organization"], found["identity"]) == (PARTNER, app.app_id)
    assert [one["display_name"] for one in good(run, "active")["customers"]] == ["Fourth Coffee", "Tailspin Toys"]
    (ended,) = good(run, "ended")["customers"]
    assert (ended["display_name"], ended["relationships"][0]["status"]) == ("Wingtip Toys", "expired")
    assert good(run, "by a user")["customers"] == found["customers"]
    assert good(run, "by a user")["identity"] == TECHNICIAN
    assert_refused(run, "by the public client", "graph-forbidden", "HTTP 403", "permission")
    assert {one["host"] for one in box.control.journal(kind="graph")} == {GRAPH}
    for one in box.control.journal():
        # Nothing goes to Exchange, and nobody signs in at the customer that a default may name.
        assert not one["host"].startswith("outlook")
        assert "tailspintoys" not in one["path"]


@NARROW
def test_all_pages_of_long_lists(playbooks: Playbooks, box: Box) -> None:
    run = ask(playbooks, box, {"all": options(box, LARGE), "small pages": options(box, LARGE, page_size=250)})
    for name in ("all", "small pages"):
        found = good(run, name)
        assert found["count"] == MANY
        assert [one["display_name"] for one in found["customers"]] == [
            f"Customer {number:03}" for number in range(MANY)
        ]
        assert all(one["default_domain"] and len(one["relationships"]) == 1 for one in found["customers"])
    asked = box.control.journal(kind="graph")
    assert {one["method"] for one in asked} == {"GET"}
    assert len(asked) == 2 * 3 * 3
    assert sum("top=300" in one["query"] for one in asked) == 9


CLOUDS = {
    "northwind.onmicrosoft.us": ("O365USGovGCCHigh", "graph.microsoft.us", "Government"),
    "lucerne.onmicrosoft.us": ("O365USGovDoD", "dod-graph.microsoft.us", "Defense"),
    "tasmaniantraders.partner.onmschina.cn": ("O365China", "microsoftgraph.chinacloudapi.cn", "East"),
}


@NARROW
@pytest.mark.parametrize("organization", CLOUDS)
def test_each_cloud_has_its_own_graph(playbooks: Playbooks, box: Box, organization: str) -> None:
    environment, host, customer = CLOUDS[organization]
    tasks = {
        "named": options(box, organization, environment=environment),
        "auto": options(box, organization, environment="auto"),
    }
    run = ask(playbooks, box, tasks)
    for name in tasks:
        found = good(run, name)
        assert (found["environment"], found["customers"][0]["environment"]) == (environment, environment)
        assert [one["display_name"] for one in found["customers"]] == [customer]
    asked = box.control.journal(kind="graph")
    assert {one["host"] for one in asked} == {host}
    assert {one["headers"]["authorization"]["audience"] for one in asked} == {f"https://{host}"}


@NARROW
def test_what_may_not_be_read_is_a_warning_where_something_may(playbooks: Playbooks, box: Box) -> None:
    tasks = {
        "contracts": options(box, name="Contracts only"),
        "status": options(box, name="Contracts only", status=["active"]),
        "nothing": options(box, name="Nothing"),
        "no consent": options(box, name="Not consented to"),
    }
    run = ask(playbooks, box, tasks)
    found = good(run, "contracts")
    assert found["sources"] == ["contracts"]
    assert [one["display_name"] for one in found["customers"]] == ["Elsewhere", "Tailspin Toys", "Wingtip Toys"]
    # Nobody knows whether there are any: that is not the same as none.
    assert [one["relationships"] for one in found["customers"]] == [None, None, None]
    words = " ".join(run.output.split())
    assert "The list of customers is missing" in words
    assert "The list of relationships is missing" in words
    assert_refused(run, "status", "graph-forbidden", "relationships", "Insufficient privileges")
    assert_refused(run, "nothing", "graph-forbidden", "HTTP 403")
    assert run.result("nothing").result["error"]["exception_type"] == "Authorization_RequestDenied"
    assert_refused(run, "no consent", "graph-consent-missing", "AADSTS650057")


HOSTILE = [
    "https://evil.example/v1.0/tenantRelationships/delegatedAdminCustomers?$skiptoken=1",
    "https://graph.microsoft.com.evil.example/v1.0/tenantRelationships/delegatedAdminCustomers",
    "https://graph.microsoft.com@evil.example/v1.0/tenantRelationships/delegatedAdminCustomers",
    "http://graph.microsoft.com/v1.0/tenantRelationships/delegatedAdminCustomers?$skiptoken=1",
    "https://a.graph.microsoft.com/v1.0/tenantRelationships/delegatedAdminCustomers",
    "https://outlook.office365.com/v1.0/tenantRelationships/delegatedAdminCustomers",
    "https://graph.microsoft.com/v1.0/users?$skiptoken=1",
]


@NARROW
def test_a_link_that_leads_elsewhere_is_not_followed(playbooks: Playbooks, box: Box) -> None:
    for link in HOSTILE:
        box.control.fault("next_link", match={"kind": "graph"}, url=link)
    box.control.fault("next_link", match={"kind": "graph"}, times=2, repeat=True)
    names = [*HOSTILE, "itself"]
    run = ask(playbooks, box, {name: options(box) for name in names})
    for name in names:
        assert_refused(run, name, "graph-page-link")
    assert "evil.example" in run.result(HOSTILE[0]).result["msg"]
    hosts = {one["host"] for one in box.control.journal()} | set(box.control.summary()["refused_hosts"])
    assert hosts == {"login.microsoftonline.com", GRAPH}
    assert len(box.control.journal(kind="graph")) == len(names)


# Faults that are used up in this order: trouble is asked again once, all else is not.
TROUBLE: dict[str, tuple[str, dict[str, Any]]] = {
    "trouble": ("status", {"status": 503, "times": 2}),
    "portal": ("html", {"status": 200}),
    "half an answer": ("incomplete_json", {}),
    "question": ("status", {"status": 400, "body": '{"error": {"code": "BadRequest", "message": "No."}}'}),
    "token": (
        "status",
        {"status": 401, "body": '{"error": {"code": "InvalidAuthenticationToken", "message": "Old."}}'},
    ),
    "proxy": ("status", {"status": 403, "body": "blocked by a proxy"}),
    "redirect": ("redirect", {"location": "https://evil.example/"}),
}


@NARROW
def test_trouble_is_asked_again_and_never_a_shorter_list(playbooks: Playbooks, box: Box) -> None:
    customers = {"kind": "graph", "path": "delegatedadmincustomers"}
    box.control.fault("throttle", match=customers, times=1, retry_after=1)
    box.control.fault("status", match={"kind": "graph", "path": "contracts"}, times=1, status=503, retry_after=1)
    run = ask(playbooks, box, {"again": options(box)})
    assert good(run, "again")["count"] == 4
    box.control.clear_faults()
    for kind, more in TROUBLE.values():
        box.control.fault(kind, match={"kind": "graph", "path": "delegatedadminrelationships"}, **more)
    run = ask(playbooks, box, {name: options(box, retries=1, retry_budget=5) for name in TROUBLE})
    for name in TROUBLE:
        assert_refused(run, name, "graph-not-authorized" if name == "token" else "graph-refused")
    assert "evil.example" not in {one["host"] for one in box.control.journal()}


@ONE_WAY
def test_it_works_in_check_mode_and_by_the_groups_defaults(playbooks: Playbooks, box: Box) -> None:
    defaults = options(box, service=["exchange", "compliance"], page_size=1000, delegated_organization="x.example")
    tasks = [Task("List", "exo_customer_info")]
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(
        play_of(tasks, module_defaults={"group/m365.exchange.exo": defaults}), "--check", environment=network
    ).check()
    assert good(run, "List")["count"] == 4


LOOP = """---
- name: Find the customers
  hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - name: Ask
      m365.exchange.exo_customer_info:
        status: [active, expiring]
      register: partner
    - name: Make hosts of them
      ansible.builtin.add_host:
        name: "{{ item.tenant_id }}"
        groups: customers
        customer_name: "{{ item.display_name }}"
        ansible_connection: "{{ hostvars.localhost.ansible_connection }}"
      loop: "{{ partner.customers }}"
      loop_control: {label: "{{ item.display_name }}"}

- name: Serve them
  hosts: customers
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - name: Work
      block:
        - name: Connect
          m365.exchange.exo_connect:
            delegated_organization: "{{ inventory_hostname }}"
          register: exo
        - name: Read
          m365.exchange.exo_command:
            session: "{{ exo }}"
            cmdlet: Get-OrganizationConfig
            properties: [Name]
      rescue:
        - name: Note
          ansible.builtin.debug: {msg: failed}
      always:
        - name: Disconnect
          m365.exchange.exo_disconnect:
            session: "{{ exo | default(omit) }}"
"""


@NARROW
def test_rows_feed_an_inventory_of_customers(playbooks: Playbooks, box: Box) -> None:
    app = application(box)
    _access, refresh = tokens_of(box, TECHNICIAN, PASSWORD, client_id=app.app_id, client_secret=app.client_secret)
    environment = {
        **{name: value for name, value in box.environment.items() if not name.startswith("EXO_")},
        "EXO_APP_ID": app.app_id,
        "EXO_CLIENT_SECRET": app.client_secret,
        "EXO_REFRESH_TOKEN": refresh,
    }
    run = playbooks.run(LOOP, environment=environment).check()
    assert_nothing_left(run)
    assert_no_secrets(run, {"refresh": refresh, "secret": app.client_secret})
    assert run.result("Read", CUSTOMER).result["tenant_id"] == CUSTOMER
    # The other customer's relationship gives no consent to the application: it disturbs nobody.
    assert [one.event for one in run.results if one.task == "Note"] == ["ok"]
