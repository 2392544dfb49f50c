# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An inventory of a thousand customers takes little more than the bare pages of Microsoft Graph.

A test of speed: ``make test-all`` has it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from unittest.mock import patch

import pytest
import requests
import yaml
from ansible.inventory.data import InventoryData

from ansible_collections.m365.exchange.plugins.inventory.customers import InventoryModule
from ansible_collections.m365.exchange.plugins.plugin_utils._customer_hosts import hosts_of_partner
from ansible_collections.m365.exchange.plugins.plugin_utils._partner_of_source import PartnerOfSource
from support.box import Box
from support.extent import only_in_test_all

MANY = 1000
LATENCY = 0.05
MOST = 1.5
# The best of so many at most: others use the machine, too.
ROUNDS = 6
PARTNER, APP, SECRET = "litware.onmicrosoft.com", "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5f01", "litware-canary"
TOKENS = f"https://login.microsoftonline.com/{PARTNER}/oauth2/v2.0/token"
LISTS = (
    "tenantRelationships/delegatedAdminCustomers",
    "tenantRelationships/delegatedAdminRelationships",
    "contracts",
)  # fmt: skip


def tenants() -> str:
    application = {
        "name": "Partner application",
        "app_id": APP,
        "client_secret": SECRET,
        "graph_roles": ["DelegatedAdminRelationship.Read.All", "Directory.Read.All"],
    }
    customers = [
        {
            "tenant_id": f"00000000-0000-4000-8000-{number:012}",
            "display_name": f"Customer {number}",
            "default_domain": f"customer{number}.example",
            "contract_type": "ResellerPartner",
            "relationships": [{"display_name": "Exchange", "roles": ["Exchange Administrator"]}],
        }
        for number in range(MANY)
    ]
    partner = {
        "tenant_id": "16cb4892-5a71-4cf8-a031-4dec5a692e01",
        "display_name": "Litware",
        "initial_domain": PARTNER,
        "applications": [application],
        "customers": customers,
    }
    return yaml.safe_dump({"tenants": [partner]})


def bare_pages() -> int:
    """The same requests for a token and for pages, and nothing else; the number of rows."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": APP,
        "client_secret": SECRET,
        "scope": "https://graph.microsoft.com/.default",
    }
    rows = 0
    with requests.Session() as session:
        token = session.post(TOKENS, data=asked, timeout=60).json()["access_token"]
        for name in LISTS:
            link: str | None = f"https://graph.microsoft.com/v1.0/{name}?$top=300"
            while link:
                page = session.get(link, headers={"Authorization": f"Bearer {token}"}, timeout=60).json()
                rows += len(page["value"])
                link = page.get("@odata.nextLink")
    return rows


def inventory() -> int:
    """The plugin's work in ansible-core's own inventory; the number of hosts."""
    partner = PartnerOfSource.of({"organization": PARTNER, "app_id": APP, "client_secret": SECRET})
    result = partner.ask(pytest.fail, pytest.fail)
    plugin = InventoryModule()
    plugin.inventory = InventoryData()
    plugin._options = {"strict": False, "compose": None, "groups": None, "keyed_groups": None}
    plugin._add(hosts_of_partner(result["customers"]))
    return len(plugin.inventory.hosts)


def seconds_of(work: Callable[[], int], number: int) -> float:
    began = time.perf_counter()
    assert work() == number
    return time.perf_counter() - began


def ratios_of_an_inventory(folder: Path, environ: MutableMapping[str, str], rounds: int) -> Iterator[float]:
    """How many times as long as the bare pages the inventory takes, for each round; ``environ`` becomes the box's."""
    path = folder / "tenants.yml"
    path.write_text(tenants(), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        environ.update({name: "" if name.startswith("EXO_") else value for name, value in box.environment.items()})
        inventory()  # imports what signing in needs
        box.control.settings(latency=LATENCY)
        for _round in range(rounds):
            bare = seconds_of(bare_pages, 3 * MANY)
            yield seconds_of(inventory, MANY) / bare


@only_in_test_all
def test_a_thousand_customers_take_little_more_than_their_pages(tmp_path: Path) -> None:
    with patch.dict(os.environ):
        ratios = []
        for ratio in ratios_of_an_inventory(tmp_path, os.environ, ROUNDS):
            ratios.append(ratio)
            if ratio <= MOST:
                break
    assert min(ratios) <= MOST, ratios
