# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slices of a job: the inventory that AWX reads of Microsoft Graph, every third host of it to each of three runs.

AWX sorts hosts by name and gives each slice its own of so many (``get_script_data`` of awx/main/models/inventory.py).
"""

from __future__ import annotations

import json
import subprocess
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.awx import FOLDER, rendered
from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.extent import choose
from support.places import bin_of
from support.playbook import SECONDS, SETTINGS, Folders, environment_of
from support.playbooks import Playbooks

MANY = choose(4, 300)
SLICES = 3
APP, SECRET = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a11", "canary-secret-of-slices"
PARTNER = "proseware.onmicrosoft.com"
ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)


def tenant_id(number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"slices{number}.example"))


def tenants() -> dict[str, Any]:
    """A provider, and its customers, each a tenant in which its application has a role."""
    application = {"name": "Provider", "app_id": APP, "client_secret": SECRET}
    reader = {**application, "graph_roles": ["DelegatedAdminRelationship.Read.All", "Directory.Read.All"]}
    customers = [
        {"tenant_id": tenant_id(number), "display_name": f"Customer {number}",
         "default_domain": f"customer{number}.example", "contract_type": "ResellerPartner",
         "relationships": [{"display_name": "Exchange", "roles": ["Exchange Administrator"]}]}
        for number in range(MANY)
    ]  # fmt: skip
    partner = {"tenant_id": tenant_id(-1), "display_name": "Proseware", "initial_domain": PARTNER, "mailboxes": 1}
    served = {**application, "directory_roles": ["Exchange Administrator"]}
    return {
        "tenants": [
            {**partner, "applications": [reader], "customers": customers},
            *(
                {"tenant_id": tenant_id(number), "display_name": f"Customer {number}", "mailboxes": 1,
                 "initial_domain": f"customer{number}.onmicrosoft.com", "domains": [f"customer{number}.example"],
                 "applications": [served]}
                for number in range(MANY)
            ),
        ]
    }  # fmt: skip


@pytest.fixture(scope="module")
def sliced_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    path = tmp_path_factory.mktemp("slices") / "tenants.yml"
    path.write_text(yaml.safe_dump(tenants()), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


def network_of(box: Box) -> dict[str, str]:
    return {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}


def inventory(playbooks: Playbooks, box: Box, folders: Folders) -> dict[str, Any]:
    """What AWX imports: ansible-inventory with the file of the project, and the source's credential."""
    folders.make()
    inputs = {"organization": PARTNER, "app_id": APP, "client_secret": SECRET}
    given = {**network_of(box), **rendered("application", inputs, folders.root)}
    done = subprocess.run(
        [bin_of(playbooks.setting.core) / "ansible-inventory", "--list", "--export", "-i",
         FOLDER / "project" / "customers.exchange.yml"],
        env=environment_of(playbooks.setting, folders, given), capture_output=True, text=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    content: dict[str, Any] = json.loads(done.stdout)
    return content


def slice_of(whole: dict[str, Any], number: int) -> dict[str, Any]:
    """One of the jobs' inventories."""
    hosts = whole["_meta"]["hostvars"]
    mine = sorted(hosts)[number::SLICES]
    groups: dict[str, Any] = {
        name: {"hosts": {one: {} for one in mine if one in group["hosts"]}}
        for name, group in whole.items()
        if "hosts" in group
    }
    return {**groups, "all": {"hosts": {one: hosts[one] for one in mine}}}


@ONE_WAY
def test_nobody_is_served_twice_and_nobody_left_out(playbooks: Playbooks, sliced_box: Box, tmp_path: Path) -> None:
    folders = playbooks.folders()
    whole = inventory(playbooks, sliced_box, folders)
    assert len(whole["_meta"]["hostvars"]) == len(whole["exchange_customers"]["hosts"]) == MANY
    sliced_box.control.forget()
    credential = rendered("application", {"app_id": APP, "client_secret": SECRET}, folders.root)
    sizes = []
    for number in range(SLICES):
        path = tmp_path / f"slice{number}.json"
        path.write_text(json.dumps(slice_of(whole, number)), encoding="utf-8")
        before = len(sliced_box.control.journal(cmdlet="Get-OrganizationConfig"))
        run = playbooks.run(
            "m365.exchange.customers", "-i", str(path), "--forks", "4",
            environment={**network_of(sliced_box), **credential},
            variables={"customers_cmdlets": [{"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}]},
        ).check()  # fmt: skip
        sizes.append(len(sliced_box.control.journal(cmdlet="Get-OrganizationConfig")) - before)
        assert_no_traceback(run)
        assert_nothing_left(run)
        assert_no_secrets(run, {"secret": SECRET})
    served = Counter(one["tenant"] for one in sliced_box.control.journal(cmdlet="Get-OrganizationConfig"))
    assert served == {tenant_id(number): 1 for number in range(MANY)}
    assert max(sizes) - min(sizes) <= 1
