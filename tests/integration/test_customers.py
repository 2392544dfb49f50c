# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service provider's customers in one play: each in its own tenant, none disturbed by another.

The issue's number is 300 customers with 50 forks; that takes minutes on a small machine, so ``make test`` serves 24
with 12 forks and M365_SOAK=1 serves 300 with 50.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Folders, Run
from support.playbooks import Playbooks

PLAYBOOK = "m365.exchange.customers"
NUMBER, FORKS = (300, 50) if os.environ.get("M365_SOAK") else (24, 12)
APP = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a00"
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
    return f"{name}-canary-secret-4Tz"


def customers() -> list[Customer]:
    """The good ones, and one for each way to fail."""
    good = [Customer(f"customer{number:03}", {}) for number in range(NUMBER)]
    bad = [
        Customer("wrongsecret", {"customer_client_secret": "not-the-secret"}, "client-secret-wrong"),
        Customer("unknown", {"customer_organization": "nobody.onmicrosoft.com"}, "tenant-not-found"),
        Customer("noconsent", {}, "consent-missing"),
        Customer("norole", {}, "role-missing"),
        Customer("wrongname", {"customer_organization": "not a domain"}, "organization-not-valid"),
        Customer("othercloud", {"customer_environment": "O365China"}, "tenant-not-found"),
        Customer("portal", {}, "unexpected-answer"),
        Customer("redirected", {}, "redirected"),
    ]
    return good[: NUMBER // 2] + bad + good[NUMBER // 2 :]


def tenant(customer: Customer) -> dict[str, Any]:
    """The customer's tenant as the box's file has it: the provider's application is registered in each."""
    application: dict[str, Any] = {
        "name": "Provider",
        "app_id": APP,
        "client_secret": secret_of(customer.name),
        "directory_roles": [] if customer.name == "norole" else ["Exchange Administrator"],
        "consented": customer.name != "noconsent",
    }
    return {
        "tenant_id": customer.tenant_id,
        "display_name": customer.name.title(),
        "initial_domain": customer.organization,
        "cloud": "worldwide",
        "applications": [application],
    }


@pytest.fixture(scope="module")
def provider_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    path = tmp_path_factory.mktemp("provider") / "tenants.yml"
    path.write_text(yaml.safe_dump({"tenants": [tenant(one) for one in customers()]}), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box


def inventory(folders: Folders, playbooks: Playbooks) -> Path:
    hosts = {
        one.name: {
            "customer_organization": one.organization,
            "customer_client_secret": secret_of(one.name),
            **one.variables,
        }
        for one in customers()
    }
    common = {"customer_app_id": APP, "customer_properties": ["Name"], **playbooks.setting.variables}
    path = folders.root.with_name(f"{folders.root.name}-customers.yml")
    path.write_text(yaml.safe_dump({"exchange_customers": {"hosts": hosts, "vars": common}}), encoding="utf-8")
    return path


def assert_failed_as(run: Run, customer: Customer) -> None:
    failures = [one for one in run.results if one.host == customer.name and "error" in one.result]
    assert failures, customer.name
    assert failures[-1].result["error"]["documentation"].endswith(f"#{customer.failure}"), failures[-1].result["msg"]


@BOTH_WAYS
def test_each_customer_is_served_in_its_own_tenant(playbooks: Playbooks, provider_box: Box) -> None:
    box, everybody = provider_box, customers()
    box.control.reset()
    named = {one.name: one for one in everybody}
    at = {name: {"kind": "invoke", "path": named[name].tenant_id} for name in ("portal", "redirected")}
    box.control.fault("html", match=at["portal"], times=0)
    box.control.fault("redirect", match=at["redirected"], times=0, location="https://evil.example/")
    folders = playbooks.folders()
    folders.make()
    run = playbooks.run(
        PLAYBOOK,
        "-i",
        str(inventory(folders, playbooks)),
        "--forks",
        str(FORKS),
        environment={name: value for name, value in box.environment.items() if not name.startswith("EXO_")},
        folders=folders,
    )
    assert run.returncode != 0  # some failed, and the last play says so
    assert_nothing_left(run)
    assert_no_traceback(run)
    assert_no_secrets(run, {one.name: secret_of(one.name) for one in everybody})
    table = json.dumps(run.result("Show the table").result["msg"])
    for customer in everybody:
        assert customer.name in table
        if customer.failure is not None:
            assert_failed_as(run, customer)
    journal = box.control.journal()
    asked = [one for one in journal if one["cmdlet"] == "Get-OrganizationConfig" and one["status"] == 200]
    tokens = [one for one in journal if one["path"].endswith("/oauth2/v2.0/token")]
    for customer in everybody:
        if customer.failure is None:
            own = [one for one in asked if customer.tenant_id in one["path"]]
            assert len(own) == 1, customer.name
            assert own[0]["headers"]["authorization"]["tenant"] == customer.tenant_id
            assert own[0]["tenant"] == customer.tenant_id
            assert sum(one["tenant"] == customer.tenant_id for one in tokens) == 1, customer.name
    for one in asked:
        assert one["headers"]["authorization"]["tenant"] in one["path"]
    done = [one for one in run.results if one.task == "Note the success"]
    assert len(done) == NUMBER
