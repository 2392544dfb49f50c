# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value at a documented bound is taken, one beyond it is refused, at each cmdlet that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant, table
from simulator.exchange.test_documented_words import said

from exo_simulator.exchange.catalogue import nouns, of_noun
from exo_simulator.exchange.coercion import convert
from exo_simulator.exchange.kinds import Kind, type_info
from exo_simulator.exchange.tables import load
from exo_simulator.exchange.values import span_text


def lines() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Cmdlet, parameter and limit."""
    for pattern, limits in load("limits").items():
        for noun in sorted(one for one in nouns() if fnmatchcase(one, pattern)):
            for verb in sorted({"Add", "New", "Set", "Update"} & set(of_noun(noun))):
                for parameter in of_noun(noun)[verb].parameters.values():
                    for name in (name for name in limits if fnmatchcase(parameter.name, name)):
                        yield f"{verb}-{noun}", parameter.name, limits[name]


LINES = list(lines())


def inside(limit: dict[str, Any]) -> list[Any]:
    if "length" in limit:
        return ["x" * limit["length"]]
    return [["AdeleV"]] if "count" in limit else limit.get("range") or limit["one_of"]


def beyond(cmdlet: str, name: str, limit: dict[str, Any]) -> list[Any]:
    if "length" in limit:
        return ["x" * (limit["length"] + 1)]
    if "count" in limit:
        return [[f"a{number}@contoso.com" for number in range(limit["count"] + 1)]]
    verb, _dash, noun = cmdlet.partition("-")
    info = type_info(of_noun(noun)[verb].parameters[name.casefold()])
    listed = limit.get("range") or limit["one_of"]
    bounds = listed if info.kind is Kind.STRING else [convert(info, value) for value in listed]
    if info.kind is Kind.SPAN:
        second = timedelta(seconds=1)
        return [span_text(value) for value in (bounds[0] - second, bounds[-1] + second) if value >= timedelta(0)]
    least = 0 if info.bits < 0 else -(2**31)
    if info.kind is Kind.SIZE:
        return [bounds[-1].bytes + 1]
    return [value for value in (bounds[0] - 1, bounds[-1] + 1) if least <= value < 2**31]


@pytest.fixture(scope="module")
def tenant() -> Tenant:
    return Tenant(mailboxes=3)


@pytest.mark.parametrize(("cmdlet", "name", "limit"), LINES, ids=[f"{line[0]}-{line[1]}" for line in LINES])
def test_a_bound_is_taken_and_what_lies_beyond_is_not(
    tenant: Tenant, cmdlet: str, name: str, limit: dict[str, Any]
) -> None:
    for value in inside(limit):
        assert f"'{name}'" not in said(tenant, cmdlet, {name: value}), value
    for value in beyond(cmdlet, name, limit):
        refused = said(tenant, cmdlet, {name: value})
        assert refused.startswith("Microsoft.Exchange.Data.DataValidationException"), (value, refused)
        assert f"'{name}'" in refused


def test_each_limit_is_of_some_cmdlet_and_null_and_unlimited_are_beyond_none(tenant: Tenant) -> None:
    met = {(name, str(limit)) for _cmdlet, name, limit in LINES}
    for limits in load("limits").values():
        for pattern, limit in limits.items():
            assert any(fnmatchcase(name, pattern) and text == str(limit) for name, text in met), pattern
    assert tenant.run("Set-TransportConfig", MaxRecipientEnvelopeLimit="Unlimited") is not None
    assert tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1=None) is not None


def test_more_than_ten_thousand_members_are_too_many_in_an_addition_as_well(tenant: Tenant) -> None:
    tenant.run("New-DistributionGroup", Name="All")
    many = table(Add=[f"a{number}@contoso.com" for number in range(10_001)])
    refused = tenant.refusal("Update-DistributionGroupMember", Identity="All", Members=many)
    assert "10000" in refused.text


@pytest.mark.parametrize(
    ("allowed", "values", "taken"),
    [
        (True, {"ListType": "Sender", "Entries": ["a@fabrikam.com"], "NoExpiration": True}, False),
        (True, {"ListType": "FileHash", "Entries": ["0" * 64], "NoExpiration": True}, False),
        (True, {"ListType": "Url", "Entries": ["fabrikam.com"], "NoExpiration": True}, False),
        (True, {"ListType": "IP", "Entries": ["2001:db8::1"], "NoExpiration": True}, True),
        (
            True,
            {"ListType": "Url", "ListSubType": "AdvancedDelivery", "Entries": ["f.com"], "NoExpiration": True},
            True,
        ),
        (False, {"ListType": "Sender", "Entries": ["b@fabrikam.com"], "NoExpiration": True}, True),
        (True, {"ListType": "Sender", "Entries": ["c@fabrikam.com"], "RemoveAfter": 45}, True),
        (False, {"ListType": "Sender", "Entries": ["d@fabrikam.com"], "RemoveAfter": 45}, False),
        (True, {"ListType": "IP", "Entries": ["2001:db8::2"], "RemoveAfter": 45}, False),
    ],
)
def test_what_is_allowed_expires(allowed: bool, values: dict[str, Any], taken: bool) -> None:
    tenant = Tenant(mailboxes=3)
    action = {"Allow" if allowed else "Block": True}
    if taken:
        assert tenant.run("New-TenantAllowBlockListItems", **values, **action).changed
    else:
        assert "can" in tenant.refusal("New-TenantAllowBlockListItems", **values, **action).text


def test_a_label_has_a_place_among_the_labels() -> None:
    tenant = Tenant(mailboxes=3)
    for name in ("Public", "Internal", "Secret"):
        tenant.run("New-Label", "compliance", Name=name, DisplayName=name, Tooltip=name)
    for place in (3, 7, -1):
        with pytest.raises(Exception, match="between 0 and 2"):
            tenant.run("Set-Label", "compliance", Identity="Public", Priority=place)
    assert tenant.run("Set-Label", "compliance", Identity="Public", Priority=2) is not None
