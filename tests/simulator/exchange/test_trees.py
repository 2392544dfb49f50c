# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Address lists and roles go with those below them where that is asked for, and not at all where one is used."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

MADE: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "AddressList": (
        "Recursive",
        [
            {"Name": "Top", "IncludedRecipients": "AllRecipients"},
            {"Name": "Middle", "Container": "\\Top", "IncludedRecipients": "AllRecipients"},
            {"Name": "Low", "Container": "\\Top\\Middle", "IncludedRecipients": "AllRecipients"},
        ],
    ),
    "ManagementRole": (
        "Recurse",
        [
            {"Name": "Top", "Parent": "Mail Recipients"},
            {"Name": "Middle", "Parent": "Top"},
            {"Name": "Low", "Parent": "Middle"},
        ],
    ),
}
USERS: dict[str, tuple[str, dict[str, Any]]] = {
    "AddressList": ("OfflineAddressBook", {"AddressLists": ["\\Top\\Middle\\Low"]}),
    "ManagementRole": ("ManagementRoleAssignment", {"Role": "Low", "SecurityGroup": "Help Desk"}),
}


@pytest.fixture(params=MADE)
def noun(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tenant(noun: str) -> Tenant:
    made = Tenant(mailboxes=1)
    for values in MADE[noun][1]:
        made.run(f"New-{noun}", **values)
    return made


def left(tenant: Tenant, noun: str) -> list[str]:
    names = [row["Name"] for row in tenant.run(f"Get-{noun}").rows]
    return [name for name in ("Top", "Middle", "Low") if name in names]


def test_what_has_children_goes_with_them_alone(tenant: Tenant, noun: str) -> None:
    assert "Middle" in tenant.refusal(f"Remove-{noun}", Identity="Top", Confirm=False).text
    tenant.run(f"Remove-{noun}", Identity="Middle", Confirm=False, **{MADE[noun][0]: True})
    assert left(tenant, noun) == ["Top"]
    tenant.run(f"Remove-{noun}", Identity="Top", Confirm=False)
    assert left(tenant, noun) == []


def test_nothing_goes_where_a_child_is_used(tenant: Tenant, noun: str) -> None:
    used, values = USERS[noun]
    tenant.run(f"New-{used}", Name="User", **values)
    said = tenant.refusal(f"Remove-{noun}", Identity="Top", Confirm=False, **{MADE[noun][0]: True}).text
    assert "'Low' can't be removed because it's used by 'User'" in said
    assert left(tenant, noun) == ["Top", "Middle", "Low"]


def test_what_is_built_in_does_not_go() -> None:
    tenant = Tenant(mailboxes=1)
    tenant.run("New-ManagementRole", Name="Mine", Parent="Mail Recipients")
    tenant.refusal("Remove-ManagementRole", Identity="Mail Recipients", Recurse=True, Confirm=False)
    assert {"Mail Recipients", "Mine"} <= {row["Name"] for row in tenant.run("Get-ManagementRole").rows}
