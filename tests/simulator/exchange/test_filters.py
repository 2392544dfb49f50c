# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A filter that does not parse, or names what is no property, is refused wherever one is given."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange import CmdletError

BAD = {
    "City -eq": "A value was expected",
    "(Alias -like 'a*'": "closing parenthesis",
    "Department -is 'Sales'": "not a comparison operator",
    "Depatrment -eq 'Sales'": "'Depatrment' is not a recognized filterable property",
    "City -eq 'x' -and (Ciyt -eq 'y' -or -not (Town -eq 'z'))": "is not a recognized filterable property",
}
TAKING: dict[str, tuple[str, dict[str, Any]]] = {
    "Get-Mailbox": ("Filter", {}),
    "Get-User": ("Filter", {}),
    "Get-Recipient": ("RecipientPreviewFilter", {}),
    "Get-UnifiedGroup": ("Filter", {}),
    "New-DynamicDistributionGroup": ("RecipientFilter", {"Name": "Town"}),
    "New-AddressList": ("RecipientFilter", {"Name": "Town"}),
    "New-ManagementScope": ("RecipientRestrictionFilter", {"Name": "Town"}),
}


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("cmdlet", TAKING)
def test_a_bad_filter_is_refused(tenant: Tenant, cmdlet: str, text: str) -> None:
    parameter, more = TAKING[cmdlet]
    error = tenant.refusal(cmdlet, **more, **{parameter: text})
    assert error.exception_type.endswith("InvalidFilterException")
    assert BAD[text] in error.text


def test_a_filter_of_a_segment_is_read_too_but_its_properties_are_the_directorys_own() -> None:
    tenant = Tenant(mailboxes=3)
    with pytest.raises(CmdletError, match="not a comparison operator"):
        tenant.run("New-OrganizationSegment", "compliance", Name="Sales", UserGroupFilter="Department is Sales")
    segment = {"Name": "Sales", "UserGroupFilter": "PhysicalDeliveryOfficeName -eq 'Kyiv'"}
    assert tenant.run("New-OrganizationSegment", "compliance", **segment).changed


@pytest.mark.parametrize("cmdlet", ["Set-DynamicDistributionGroup", "Set-AddressList"])
def test_a_bad_filter_changes_nothing(tenant: Tenant, cmdlet: str) -> None:
    noun = cmdlet.partition("-")[2]
    tenant.run(f"New-{noun}", Name="Town", RecipientFilter="City -eq 'Kyiv'")
    tenant.refusal(cmdlet, Identity="Town", RecipientFilter="Town -eq 'Kyiv'")
    assert tenant.one(f"Get-{noun}", Identity="Town")["RecipientFilter"] == "City -eq 'Kyiv'"


@pytest.mark.parametrize(
    "text",
    [
        "MemberOfGroup -eq 'CN=x'",
        "customattribute1 -eq 'a' -and WhenSoftDeleted -ne $null",
        "-not (ServerName -like 'DB*') -or Guid -eq 'x'",
        "ResourceCustom -eq 'Screen' -and DisplayName -like '*-eq*'",
    ],
)
def test_documented_properties_are_known(tenant: Tenant, text: str) -> None:
    tenant.run("Get-Recipient", Filter=text)


def test_a_value_that_looks_like_a_property_is_none(tenant: Tenant) -> None:
    assert len(tenant.run("Get-Mailbox", Filter="City -eq Nonsense").rows) == 0
