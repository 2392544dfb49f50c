# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import (
    Call,
    anchor_for,
    application_anchor,
)
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Row
from support.rows import each_row

from .conftest import BASE, TARGET, TENANT

CALL = Call("Get-Mailbox", "read", "id")


def test_no_parameters_are_an_empty_map_and_not_null() -> None:
    assert json.loads(CALL.body()) == {"CmdletInput": {"CmdletName": "Get-Mailbox", "Parameters": {}}}


def test_text_goes_out_as_utf_8() -> None:
    assert "Zoë ☃ 😀".encode() in replace(CALL, parameters={"Identity": "Zoë ☃ 😀"}).body()


@pytest.mark.parametrize(
    ("properties", "url"),
    [
        ((), BASE),
        (("Name",), f"{BASE}?%24select=Name"),
        (("Name", "Guid"), f"{BASE}?%24select=Name%2CGuid"),
    ],
)
def test_columns_are_chosen_in_the_address(properties: tuple[str, ...], url: str) -> None:
    assert replace(CALL, properties=properties).url(TARGET) == url


def test_nothing_in_a_tenant_id_leaves_its_place_in_the_path() -> None:
    assert CALL.url(replace(TARGET, tenant_id="../x?y#z")).endswith("/adminapi/beta/..%2Fx%3Fy%23z/InvokeCommand")


@each_row(
    ("parameters", "asks"),
    [
        ({}, False),
        ({"WhatIf": True}, True),
        ({"whatif": True}, True),
        ({"WhatIf": False}, False),
        ({"WhatIf": "true"}, False),
    ],
)
def test_what_if_makes_a_question_of_it(parameters: Row, asks: bool) -> None:
    assert replace(CALL, parameters=parameters).asks_only is asks


def test_an_application_is_anchored_at_the_organization_mailbox() -> None:
    anchor = application_anchor(TENANT)
    assert anchor == f"APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{TENANT}"
    assert anchor_for("Get-Mailbox", anchor, TENANT) == anchor


@pytest.mark.parametrize("cmdlet", ["Set-AdminAuditLogConfig", "set-adminauditlogconfig"])
def test_the_audit_log_has_a_mailbox_of_its_own(cmdlet: str) -> None:
    anchor = anchor_for(cmdlet, application_anchor(TENANT), TENANT)
    assert anchor == f"UPN:SystemMailbox{{8cc370d3-822a-4ab8-a926-bb94bd0641a9}}@{TENANT}"
    assert anchor_for(cmdlet, None, TENANT) is None


@each_row(
    ("cmdlet", "seconds"),
    [
        ("Get-Mailbox", 960.0),
        ("Unknown-Thing", 960.0),
        ("Get-DistributionGroupMember", 3660.0),
        ("get-distributiongroupmember", 3660.0),
        ("Import-TransportRuleCollection", 3660.0),
        ("Set-UnifiedGroup", 3660.0),
        ("Update-DistributionGroupMember", 3660.0),
        ("Set-OrganizationConfig", 1860.0),
        ("Update-RoleGroupMember", 1860.0),
    ],
)
def test_a_cmdlet_has_the_time_that_the_service_gives_it(cmdlet: str, seconds: float) -> None:
    assert replace(CALL, cmdlet=cmdlet).read_timeout == seconds
