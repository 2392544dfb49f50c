# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service provider's customers, each a tenant of the box, and in their midst one for each way to fail."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .box import Box
from .extent import choose

# Three hundred customers with nineteen ways to fail, in "make test" ten with six: no less is proved, but for the
# load and for the further reasons, each of which has a test of its own elsewhere.
MANY, FEW, BAD_ONES = choose((4, 3, 6), (281, 8, 19))
APP = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a00"
SSH = {
    "ansible_host": "127.0.0.1", "ansible_port": "9", "ansible_ssh_common_args": "-o BatchMode=yes -o ConnectTimeout=5",
}  # fmt: skip
READ, WRITE = "Get-OrganizationConfig", "New-MailContact"


def cmdlets(contact: str) -> list[dict[str, object]]:
    """What is done at each customer; the contact is not there yet."""
    parameters = {"Name": contact, "ExternalEmailAddress": f"{contact}@adatum.com"}
    return [
        {"cmdlet": READ, "properties": ["Name"], "name": "organization"},
        {"cmdlet": WRITE, "parameters": parameters},
    ]


@dataclass(frozen=True)
class Customer:
    """One customer: what the inventory says, and why it is to fail (the anchor of its advice) if it is."""

    label: str
    variables: dict[str, str]
    failure: str | None = None

    @property
    def name(self) -> str:
        """The default domain, by which the inventory plugin names the host."""
        return f"{self.label}.onmicrosoft.com"

    @property
    def tenant_id(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, self.name))


def secret_of(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).hex


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "portal": ("html", {}),
    "redirected": ("redirect", {"location": "https://evil.example/"}),
    "throttled": ("throttle", {"retry_after": 600}),
    "broken": ("error", {"exception_type": "System.InvalidOperationException", "text": "It is broken.", "status": 400}),
    "garbled": ("nul", {}),
}
LOST = Customer("lost", {}, "write-unknown")
UNREACHABLE = Customer("unreachable", {"ansible_connection": "ssh", **SSH})
BAD = [
    Customer("wrongsecret", {"customer_client_secret": "not-the-secret"}, "client-secret-wrong"),
    LOST,
    UNREACHABLE,
    Customer("norole", {}, "role-missing"),
    Customer("portal", {}, "unexpected-answer"),
    Customer("noconsent", {}, "consent-missing"),
    Customer("expiredsecret", {}, "client-secret-expired"),
    Customer("wrongapplication", {"customer_app_id": APP.replace("2f6e", "ffff")}, "application-not-found"),
    Customer("unknown", {"customer_organization": "nobody.onmicrosoft.com"}, "tenant-not-found"),
    Customer("noexchange", {}, "exchange-not-in-tenant"),
    Customer("noapprole", {}, "not-authorized"),
    Customer("wrongname", {"customer_organization": "not a domain"}, "organization-not-valid"),
    Customer("othercloud", {"customer_environment": "O365China"}, "organization-of-another-cloud"),
    Customer("nosecret", {"customer_client_secret": ""}, "no-sign-in-method"),
    Customer("silent", {}, "connection-cut"),
    Customer("redirected", {}, "redirected"),
    Customer("throttled", {}, "retry-after-too-long"),
    Customer("broken", {}, "cmdlet-failed"),
    Customer("garbled", {}, "cmdlet-listed"),
][:BAD_ONES]


def customers(number: int) -> list[Customer]:
    """So many good ones, and in their midst one for each way to fail."""
    good = [Customer(f"customer{one:03}", {}) for one in range(number)]
    return good[: number // 2] + BAD + good[number // 2 :]


def tenant(customer: Customer) -> dict[str, Any]:
    """The customer's tenant as the box's file has it: the provider's application is registered in each."""
    label, secret = customer.label, secret_of(customer.name)
    application: dict[str, Any] = {
        "name": "Provider",
        "app_id": APP,
        "directory_roles": [] if label == "norole" else ["Exchange Administrator"],
        "consented": label != "noconsent",
    }
    if label == "expiredsecret":
        application["client_secrets"] = [{"value": secret, "expires": "2025-01-31"}]
    else:
        application["client_secret"] = secret
    if label == "noapprole":
        application["app_roles"] = []
    return {
        "tenant_id": customer.tenant_id,
        "display_name": label.title(),
        "initial_domain": customer.name,
        "cloud": "worldwide",
        "exchange": label != "noexchange",
        "applications": [application],
        "mailboxes": 1,
        "groups": 0,
    }


def write_tenants(folder: Path, everybody: Sequence[Customer]) -> Path:
    """The tenants of all customers as a file for the box."""
    path = folder / "tenants.yml"
    path.write_text(yaml.safe_dump({"tenants": [tenant(one) for one in everybody]}), encoding="utf-8")
    return path


def write_inventory(folder: Path, everybody: Sequence[Customer], variables: dict[str, Any]) -> str:
    """An inventory of these customers, as a folder: those of a file by the inventory plugin, and what nobody but the
    provider knows of them; ``variables`` are those of all."""
    folder.mkdir(exist_ok=True)
    file = folder.with_name(f"{folder.name}.csv")
    file.write_text("\n".join(("organization", *(one.name for one in everybody))), encoding="utf-8")
    hosts = {one.name: {"customer_client_secret": secret_of(one.name), **one.variables} for one in everybody}
    known = {"exchange_customers": {"hosts": hosts, "vars": {"customer_app_id": APP, **variables}}}
    source = {"plugin": "m365.exchange.customers", "source": "file", "path": str(file)}
    for name, content in (("1.exchange.yml", source), ("2-variables.yml", known)):
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return str(folder)


def arm(box: Box) -> None:
    """What goes wrong with the service, for one customer each."""
    for customer in BAD:
        if customer.label in FAULTS:
            kind, settings = FAULTS[customer.label]
            box.control.fault(kind, match={"kind": "invoke", "path": customer.tenant_id}, times=0, **settings)
        if customer.label == "silent":
            box.control.fault("reset", match={"kind": "token", "path": customer.tenant_id}, times=0)
    lost = {"cmdlet": WRITE, "path": LOST.tenant_id}
    box.control.fault("status", match=lost, status=504, moment="after", times=0)
