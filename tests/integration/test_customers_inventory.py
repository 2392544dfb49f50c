# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin: a partner's customers, or a file's, as hosts; its cache; what a source that fails says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Application, Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.people import tokens_of
from support.playbook import SETTINGS, Folders, Run, Setting
from support.playbooks import Playbooks

PARTNER, TAILSPIN = "proseware.onmicrosoft.com", "2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b70"
FOURTH_COFFEE = "8a43cf09-d2f9-4470-a3b8-c574d092e1a0"
LARGE, MANY = "alpineskihouse.onmicrosoft.com", 310
LONELY = "litware.onmicrosoft.com"
TEMPLATE = "{{ lookup('pipe', 'touch taken-for-a-template') }}"

NARROW = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "action")], ids=str, indirect=True
)
ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)

SHOW = """---
- name: Show the inventory
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Groups
      ansible.builtin.debug: {var: groups}
    - name: Variables
      ansible.builtin.debug:
        msg: "{{ hostvars[item] | dict2items | selectattr('key', 'match', 'customer_') | items2dict }}"
      # The first of many, or each shown item takes as long as a page.
      loop: "{{ (groups.exchange_customers | default([]) | sort)[:5] }}"
"""


def tenant(number: int, organization: str, customers: list[dict[str, Any]]) -> dict[str, Any]:
    application = {
        "name": "Partner application",
        "app_id": f"8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5f{number:02}",
        "client_secret": f"canary-secret-of-partner-{number}",
        "graph_roles": ["DelegatedAdminRelationship.Read.All", "Directory.Read.All"],
    }
    return {
        "tenant_id": f"16cb4892-5a71-4cf8-a031-4dec5a692e{number:02}",
        "display_name": organization.split(".", maxsplit=1)[0].title(),
        "initial_domain": organization,
        "applications": [application],
        "customers": customers,
    }


@pytest.fixture(scope="module")
def partner_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    many = [
        {
            "tenant_id": f"00000000-0000-4000-8000-{number:012}",
            "display_name": TEMPLATE if number == 0 else f"Customer {number:03}",
            "default_domain": f"customer{number}.example",
            "contract_type": "ResellerPartner",
            "relationships": [{"display_name": "Exchange", "roles": ["Exchange Administrator"]}],
        }
        for number in range(MANY)
    ]
    tenants = yaml.safe_load(Path(__file__).with_name("partners.yml").read_text(encoding="utf-8"))
    tenants["tenants"] += [tenant(1, LARGE, many), tenant(2, LONELY, [])]
    path = tmp_path_factory.mktemp("partners") / "tenants.yml"
    path.write_text(yaml.safe_dump(tenants), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box


@pytest.fixture
def box(partner_box: Box) -> Iterator[Box]:
    partner_box.control.reset()
    yield partner_box
    partner_box.control.clear_faults()


def application(box: Box, organization: str) -> Application:
    return next(one for one in box.tenants if one.organization == organization).applications[0]


def environment_of(box: Box, organization: str, **more: str) -> dict[str, str]:
    """What AWX's credential gives a job: the partner's application as variables."""
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    found = application(box, organization)
    signed = {"EXO_ORGANIZATION": organization, "EXO_APP_ID": found.app_id, "EXO_CLIENT_SECRET": found.client_secret}
    return {**network, **signed, **more}


def source(folders: Folders, text: str, name: str = "customers.exchange.yml") -> Path:
    folders.make()
    path = folders.root / name
    path.write_text(f"plugin: m365.exchange.customers\n{text}", encoding="utf-8")
    return path


def show(playbooks: Playbooks, environment: Mapping[str, str], text: str, *more: str, **files: str) -> Run:
    """Show the inventory of one source; further files lie beside it, as NAME_EXTENSION."""
    folders = playbooks.folders()
    path = source(folders, text)
    for name, content in files.items():
        (folders.root / name.replace("_", ".")).write_text(content, encoding="utf-8")
    run = playbooks.run(SHOW, "-i", str(path), *more, environment=environment, folders=folders).check()
    assert_no_traceback(run)
    assert_no_secrets(run, {name: one for name, one in environment.items() if "SECRET" in name and one})
    assert not (folders.root / "taken-for-a-template").exists()
    return run


def groups(run: Run) -> dict[str, list[str]]:
    return dict(run.result("Groups").result["groups"])


def variables(run: Run) -> dict[str, dict[str, Any]]:
    return {one.result["item"]: one.result["msg"] for one in run.items("Variables")}


def words(run: Run) -> str:
    return " ".join(run.output.split())


@NARROW
def test_customers_of_a_partner_are_hosts(playbooks: Playbooks, box: Box) -> None:
    text = """source: partner
groups: {ending_soon: customer_relationship_ends_in_days < 30 and not customer_relationship_auto_extend}
keyed_groups: [{key: customer_environment, prefix: cloud}]
compose: {customer_delegated: "true", customer_label: customer_display_name | upper}
"""
    run = show(playbooks, environment_of(box, PARTNER), text)
    found = groups(run)
    everybody = {"tailspintoys.com", "wingtiptoys.com", FOURTH_COFFEE, "elsewhere.example"}
    assert set(found["exchange_customers"]) == set(found["cloud_O365Default"]) == everybody
    assert found["ending_soon"] == ["wingtiptoys.com"]
    tailspin = variables(run)["tailspintoys.com"]
    assert 25_000 < tailspin.pop("customer_relationship_ends_in_days") < 27_000
    assert tailspin.pop("customer_relationship_id")
    assert tailspin == {
        "customer_organization": TAILSPIN,
        "customer_tenant_id": TAILSPIN,
        "customer_display_name": "Tailspin Toys",
        "customer_environment": "O365Default",
        "customer_delegated": True,
        "customer_label": "TAILSPIN TOYS",
        "customer_relationship_display_name": "Exchange administration",
        "customer_relationship_status": "active",
        "customer_relationship_ends_at": "2098-06-30T00:00:00Z",
        "customer_relationship_auto_extend": True,
        "customer_relationship_roles": ["Compliance Administrator", "Exchange Administrator", "Global Reader"],
    }
    assert variables(run)["wingtiptoys.com"]["customer_relationship_ends_in_days"] < 0
    assert not [name for name in variables(run)["elsewhere.example"] if "relationship" in name]


@NARROW
def test_all_pages_come_and_no_name_is_taken_for_a_template(playbooks: Playbooks, box: Box) -> None:
    text = f"""source: partner
organization: {LARGE}
app_id: {application(box, LARGE).app_id}
client_secret: "{{{{ lookup('ansible.builtin.env', 'PROVIDER_SECRET') }}}}"
keyed_groups: [{{key: customer_display_name, prefix: named}}]
"""
    secret = {"PROVIDER_SECRET": application(box, LARGE).client_secret, "EXO_APP_ID": "", "EXO_CLIENT_SECRET": ""}
    run = show(playbooks, environment_of(box, PARTNER, **secret), text)
    assert set(groups(run)["exchange_customers"]) == {f"customer{number}.example" for number in range(MANY)}
    assert "pipe" in variables(run)["customer0.example"]["customer_display_name"]
    assert len(box.control.journal(kind="graph")) == 3 * 2


CLOUDS = {
    "northwind.onmicrosoft.us": ("O365USGovGCCHigh", "graph.microsoft.us", 1),
    "lucerne.onmicrosoft.us": ("O365USGovDoD", "dod-graph.microsoft.us", 2),
    "tasmaniantraders.partner.onmschina.cn": ("O365China", "microsoftgraph.chinacloudapi.cn", 3),
}


@ONE_WAY
@pytest.mark.parametrize("organization", CLOUDS)
def test_customers_live_in_the_partners_cloud(playbooks: Playbooks, box: Box, organization: str) -> None:
    environment, host, number = CLOUDS[organization]
    run = show(playbooks, environment_of(box, organization, EXO_ENVIRONMENT=environment), "source: partner\n")
    (found,) = variables(run).values()
    assert found["customer_tenant_id"].endswith(str(number))
    assert found["customer_environment"] == environment
    assert {one["host"] for one in box.control.journal(kind="graph")} == {host}


@NARROW
def test_the_cache_answers_for_who_asked_and_holds_no_secret(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    text = f"""source: partner
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: {tmp_path}
"""
    folders = playbooks.folders()
    path = source(folders, text)

    def hosts(organization: str, *more: str) -> set[str]:
        environment = environment_of(box, organization)
        run = playbooks.run(SHOW, "-i", str(path), *more, environment=environment, folders=folders).check()
        return {one for one in ("tailspintoys.com", "customer7.example") if f'"{one}"' in run.output}

    assert hosts(PARTNER) == {"tailspintoys.com"}
    asked = len(box.control.journal())
    assert hosts(PARTNER) == {"tailspintoys.com"}
    assert len(box.control.journal()) == asked
    assert hosts(LARGE) == {"customer7.example"}
    assert hosts(PARTNER, "--flush-cache") == {"tailspintoys.com"}
    assert len(box.control.journal()) > asked
    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert b"tailspintoys.com" in kept
    assert b"ends_in_days" not in kept
    assert b"canary" not in kept


@ONE_WAY
def test_customers_of_a_file_are_hosts(playbooks: Playbooks, box: Box) -> None:
    rows = "organization;display_name;environment\ncontoso.onmicrosoft.com;Contoso;O365Default\nadatum.com;;\n"
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    text = "source: file\npath: customers.csv\nkeyed_groups: [{key: customer_environment, prefix: cloud}]\n"
    run = show(playbooks, environment, text, customers_csv=rows)
    assert groups(run)["cloud_O365Default"] == ["contoso.onmicrosoft.com"]
    assert variables(run) == {
        "contoso.onmicrosoft.com": {
            "customer_organization": "contoso.onmicrosoft.com",
            "customer_display_name": "Contoso",
            "customer_environment": "O365Default",
        },
        "adatum.com": {"customer_organization": "adatum.com"},
    }
    assert box.control.journal() == []


FAILING = {
    "source: partner\nclient_secret: not-the-canary\n": "AADSTS7000215",
    "source: partner\norganisation: contoso.onmicrosoft.com\n": "'organisation', which m365.exchange.customers",
    "source: partner\nclient_secret: \"{{ lookup('ansible.builtin.file', '/nowhere') }}\"\n": (
        "The option client_secret of the inventory source"
    ),
    "source: partner\ntimeout: canary-text\n": "timeout",
    "source: partner\nstatus: [living]\n": "living",
    "source: file\n": "has the source 'file', and no path",
    "source: file\npath: nobody.csv\n": "nobody.csv' cannot be read: it is not there.",
    "source: file\npath: bad.csv\n": "bad.csv', line 3: 'a.com' is already in line 2. Remove one of the two lines.",
    "source: elsewhere\n": "elsewhere",
}


@NARROW
def test_a_source_that_fails_says_so_in_one_line(playbooks: Playbooks, box: Box) -> None:
    """At the highest verbosity, and without any secret."""
    folders = playbooks.folders()
    sources = [source(folders, text, f"{number}.exchange.yml") for number, text in enumerate(FAILING)]
    (folders.root / "bad.csv").write_text("organization\na.com\nA.com\n", encoding="utf-8")
    arguments = [part for path in sources for part in ("-i", str(path))]
    run = playbooks.run(SHOW, *arguments, "-vvvv", environment=environment_of(box, PARTNER), folders=folders).check()
    for expected in FAILING.values():
        assert expected in words(run)
    assert_no_traceback(run)
    secrets = {"secret": application(box, PARTNER).client_secret}
    assert not [name for name, one in secrets.items() if one in run.output]
    assert run.items("Variables") == []


@NARROW
def test_nobody_there_is_said_with_its_reason(playbooks: Playbooks, box: Box) -> None:
    run = show(playbooks, environment_of(box, LONELY), "source: partner\n")
    assert f"no customer: Microsoft Graph lists no customer of the partner ({LONELY})" in words(run)
    run = show(playbooks, environment_of(box, PARTNER), "source: partner\nstatus: [terminated, created]\n")
    assert f"no relationship of the partner ({PARTNER}) has the status terminated or created." in words(run)
    run = show(playbooks, environment_of(box, PARTNER), "source: file\npath: a.yml\n", a_yml="[]")
    assert "a.yml' holds none" in words(run)
    assert run.items("Variables") == []


@ONE_WAY
def test_the_playbook_serves_the_customers_of_a_partner(playbooks: Playbooks, box: Box) -> None:
    app = application(box, PARTNER)
    _access, refresh = tokens_of(
        box, "technician@proseware.com", "technician-canary-Pa55", client_id=app.app_id, client_secret=app.client_secret
    )
    environment = environment_of(box, PARTNER, EXO_REFRESH_TOKEN=refresh)
    folders = playbooks.folders()
    path = source(folders, "source: partner\nstatus: [active, expired]\ncompose: {customer_delegated: true}\n")
    work = {"customers_must_all_work": False, "customers_cmdlets": "Get-OrganizationConfig"}
    run = playbooks.run(
        "m365.exchange.customers", "-i", str(path), environment=environment, variables=work, folders=folders
    ).check()
    rows = {row["customer"]: row for row in run.result("Join the rows and show the table").result["customers"]}
    assert rows["tailspintoys.com"]["tenant_id"] == TAILSPIN
    # The relationship of one gives no consent to the application, that of the other is over; the rest goes on.
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "tailspintoys.com": "done", FOURTH_COFFEE: "failed", "wingtiptoys.com": "failed",
    }  # fmt: skip
    assert rows["wingtiptoys.com"]["error"]["documentation"].endswith("#user-of-another-organization"), rows[
        "wingtiptoys.com"
    ]
    assert_nothing_left(run)
    assert_no_secrets(run, {"refresh": refresh, "secret": app.client_secret})
    arguments = ("-i", str(path), "--limit", "tailspintoys.com")
    limited = playbooks.run("m365.exchange.customers", *arguments, environment=environment, variables=work).check()
    assert {one.host for one in limited.results} == {"tailspintoys.com"}
