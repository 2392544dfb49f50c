# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service provider's customers in one play: each in its own tenant, none disturbed by another.

300 customers with 50 forks, which takes a small machine more than a minute of ansible-core's own work; fewer as a
module, which costs half a second a task.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box, Json
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Folders, Run, start_playbook
from support.playbooks import Playbooks
from support.survivors import kill_all

PLAYBOOK = "m365.exchange.customers"
CMDLET = "Get-OrganizationConfig"
FORKS = 50
SECONDS = 900.0
# Three hundred of a provider's customers, in "make test" some of them: no less is proved, but for the load.
MANY, FEW = (300 if os.environ.get("M365_ALL") or os.environ.get("M365_SOAK") else 10), 8
APP = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a00"
SSH = {
    "ansible_host": "127.0.0.1", "ansible_port": "9", "ansible_ssh_common_args": "-o BatchMode=yes -o ConnectTimeout=5",
}  # fmt: skip
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)


@dataclass(frozen=True)
class Customer:
    """One customer: what the inventory says, and why it is to fail (the anchor of its advice) if it is."""

    name: str
    variables: dict[str, str]
    failure: str | None = None

    @property
    def organization(self) -> str:
        return f"{self.name}.onmicrosoft.com"

    @property
    def tenant_id(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, self.organization))


def secret_of(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).hex


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "portal": ("html", {}),
    "redirected": ("redirect", {"location": "https://evil.example/"}),
    "throttled": ("throttle", {"retry_after": 600}),
    "broken": ("error", {"exception_type": "System.InvalidOperationException", "text": "It is broken.", "status": 400}),
    "garbled": ("nul", {}),
}
BAD = [
    Customer("wrongsecret", {"customer_client_secret": "not-the-secret"}, "client-secret-wrong"),
    Customer("expiredsecret", {}, "client-secret-expired"),
    Customer("wrongapplication", {"customer_app_id": APP.replace("2f6e", "ffff")}, "application-not-found"),
    Customer("unknown", {"customer_organization": "nobody.onmicrosoft.com"}, "tenant-not-found"),
    Customer("noconsent", {}, "consent-missing"),
    Customer("noexchange", {}, "exchange-not-in-tenant"),
    Customer("norole", {}, "role-missing"),
    Customer("noapprole", {}, "not-authorized"),
    Customer("wrongname", {"customer_organization": "not a domain"}, "organization-not-valid"),
    Customer("othercloud", {"customer_environment": "O365China"}, "organization-of-another-cloud"),
    Customer("nosecret", {"customer_client_secret": ""}, "no-sign-in-method"),
    Customer("silent", {}, "connection-cut"),
    Customer("portal", {}, "unexpected-answer"),
    Customer("redirected", {}, "redirected"),
    Customer("throttled", {}, "retry-after-too-long"),
    Customer("broken", {}, "cmdlet-failed"),
    Customer("garbled", {}, "cmdlet-listed"),
    Customer("unreachable", {"ansible_connection": "ssh", **SSH}),
]


def customers(number: int) -> list[Customer]:
    """So many good ones, and in their midst one for each way to fail."""
    good = [Customer(f"customer{one:03}", {}) for one in range(number)]
    return good[: number // 2] + BAD + good[number // 2 :]


def tenant(customer: Customer) -> dict[str, Any]:
    """The customer's tenant as the box's file has it: the provider's application is registered in each."""
    name, secret = customer.name, secret_of(customer.name)
    application: dict[str, Any] = {
        "name": "Provider",
        "app_id": APP,
        "directory_roles": [] if name == "norole" else ["Exchange Administrator"],
        "consented": name != "noconsent",
    }
    if name == "expiredsecret":
        application["client_secrets"] = [{"value": secret, "expires": "2025-01-31"}]
    else:
        application["client_secret"] = secret
    if name == "noapprole":
        application["app_roles"] = []
    return {
        "tenant_id": customer.tenant_id,
        "display_name": name.title(),
        "initial_domain": customer.organization,
        "cloud": "worldwide",
        "exchange": name != "noexchange",
        "applications": [application],
        "mailboxes": 1,
        "groups": 0,
    }


@pytest.fixture(scope="module")
def provider_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    path = tmp_path_factory.mktemp("provider") / "tenants.yml"
    path.write_text(yaml.safe_dump({"tenants": [tenant(one) for one in customers(MANY)]}), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box


def inventory(everybody: list[Customer], folders: Folders, playbooks: Playbooks) -> Path:
    hosts = {
        one.name: {
            "customer_organization": one.organization,
            "customer_client_secret": secret_of(one.name),
            **one.variables,
        }
        for one in everybody
    }
    common = {"customer_app_id": APP, "customer_properties": ["Name"], **playbooks.setting.variables}
    path = folders.root.with_name(f"{folders.root.name}-customers.yml")
    path.write_text(yaml.safe_dump({"exchange_customers": {"hosts": hosts, "vars": common}}), encoding="utf-8")
    return path


def served(playbooks: Playbooks, folders: Folders, customers_file: Path, box: Box) -> Run:
    """The playbook for all of them, with the time that a busy machine needs."""
    process = start_playbook(
        PLAYBOOK,
        playbooks.setting,
        folders,
        environment={name: value for name, value in box.environment.items() if not name.startswith("EXO_")},
        variables={},
        arguments=["-i", str(customers_file), "--forks", str(FORKS)],
    )
    try:
        stdout, stderr = process.communicate(timeout=SECONDS)
    finally:
        kill_all(folders)
    return Run(playbooks.setting, process.returncode, stdout, stderr, folders)


def assert_failed_as(run: Run, customer: Customer) -> str:
    """It failed for the reason that it was made for; the line that says so."""
    failures = [one for one in run.results if one.host == customer.name and "error" in one.result]
    assert failures, customer.name
    result = failures[-1].result
    assert result["error"]["documentation"].endswith(f"#{customer.failure}"), (customer.name, result["msg"])
    return str(result["msg"])


def arm(box: Box) -> None:
    """What goes wrong with the service, for one customer each."""
    for customer in BAD:
        if customer.name in FAULTS:
            kind, settings = FAULTS[customer.name]
            box.control.fault(kind, match={"kind": "invoke", "path": customer.tenant_id}, times=0, **settings)
    silent = next(one for one in BAD if one.name == "silent")
    box.control.fault("reset", match={"kind": "token", "path": silent.tenant_id}, times=0)


def assert_served(journal: list[Json], customer: Customer) -> None:
    """One token was asked for and one command was sent, both in the customer's own tenant."""
    (read,) = [one for one in journal if one["cmdlet"] == CMDLET and customer.tenant_id in one["path"]]
    assert read["status"] == 200
    assert read["headers"]["authorization"]["tenant"] == read["tenant"] == customer.tenant_id
    tokens = [one for one in journal if one["path"].endswith("/oauth2/v2.0/token")]
    assert sum(one["tenant"] == customer.tenant_id for one in tokens) == 1, customer.name


@pytest.mark.skipif(shutil.which("ssh") is None, reason="needs an ssh client to meet a host that cannot be reached")
@BOTH_WAYS
def test_each_customer_is_served_in_its_own_tenant(playbooks: Playbooks, provider_box: Box) -> None:
    number = MANY if playbooks.setting.way == "action" else FEW
    box, everybody = provider_box, customers(number)
    box.control.reset()
    arm(box)
    folders = playbooks.folders()
    folders.make()
    run = served(playbooks, folders, inventory(everybody, folders, playbooks), box)
    assert run.returncode != 0  # some failed, and the last play says so
    assert_nothing_left(run)
    assert_no_traceback(run)
    assert_no_secrets(run, {one.name: secret_of(one.name) for one in [everybody[0], *BAD[:3]]})
    table = {line.split()[0]: line for line in run.result("Show the table").result["msg"]}
    assert set(table) == {one.name for one in everybody}
    journal = box.control.journal()
    for customer in everybody:
        if customer in BAD:
            reason = "127.0.0.1" if customer.failure is None else assert_failed_as(run, customer)
            assert reason in table[customer.name]
            assert table[customer.name].split()[1] == "failed"
        else:
            assert table[customer.name].split()[1:] == ["done", "1", "objects"]
            assert_served(journal, customer)
    for one in journal:
        if one["cmdlet"] == CMDLET:
            assert one["headers"]["authorization"]["tenant"] in one["path"]


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
@pytest.mark.parametrize(
    ("bad", "said", "code"),
    [([], {}, 0), (BAD[:1], {}, 2), (BAD[:1], {"customers_must_all_work": False}, 0)],
    ids=["all-work", "one-fails", "one-may-fail"],
)
def test_a_customer_that_failed_fails_the_run_unless_it_may(
    playbooks: Playbooks, provider_box: Box, bad: list[Customer], said: dict[str, bool], code: int
) -> None:
    folders = playbooks.folders()
    folders.make()
    hosts = inventory([Customer("customer000", {}), *bad], folders, playbooks)
    environment = {name: value for name, value in provider_box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(PLAYBOOK, "-i", str(hosts), environment=environment, variables=said, folders=folders)
    assert run.returncode == code
    assert_no_traceback(run)


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
def test_without_customers_the_run_fails(playbooks: Playbooks) -> None:
    run = playbooks.run(PLAYBOOK)
    assert run.returncode == 2
    assert "The inventory has no host in the group exchange_customers: give one with -i" in run.output
