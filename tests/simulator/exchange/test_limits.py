# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value at a documented bound is taken, one beyond it is refused, at each cmdlet that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.tenant import Tenant, table
from simulator.exchange.test_documented_words import said

from exo_simulator.exchange import CmdletError
from exo_simulator.exchange.catalogue import nouns
from exo_simulator.exchange.limits import limit_of
from support.extent import choose

LIMITS: list[dict[str, Any]] = read("limits")["limits"]
WRITING = [
    cmdlet
    for verbs in nouns().values()
    for verb, cmdlet in sorted(verbs.items())
    if verb in {"Add", "New", "Set", "Update"}
]


def lines() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Cmdlet, parameter and limit, as tests/simulator/data/limits.yml has them."""
    for limit in LIMITS:
        for cmdlet in (one for one in WRITING if any(fnmatchcase(one.name, name) for name in limit["cmdlets"])):
            for parameter in cmdlet.parameters.values():
                if any(fnmatchcase(parameter.name, name) for name in limit["parameters"]):
                    yield cmdlet.name, parameter.name, limit


LINES = list(lines())
# In make test the first cmdlet of each limit.
LEAST = choose(list({id(line[2]): line for line in reversed(LINES)}.values()), LINES)


def value_of(told: Any) -> Any:
    """A value of the table; a map tells how long it is."""
    if isinstance(told, dict) and "letters" in told:
        return "x" * told["letters"]
    if isinstance(told, dict):
        return [f"a{number}@contoso.com" for number in range(told["entries"])]
    return told


@pytest.fixture(scope="module")
def tenant() -> Tenant:
    return Tenant(mailboxes=3)


@pytest.mark.parametrize(("cmdlet", "name", "limit"), LEAST, ids=[f"{line[0]}-{line[1]}" for line in LEAST])
def test_a_bound_is_taken_and_what_lies_beyond_is_not(
    tenant: Tenant, cmdlet: str, name: str, limit: dict[str, Any]
) -> None:
    for value in map(value_of, limit["taken"]):
        assert f"'{name}'" not in said(tenant, cmdlet, {name: value}), value
    for value in map(value_of, limit["refused"]):
        refused = said(tenant, cmdlet, {name: value})
        assert refused.startswith("Microsoft.Exchange.Data.DataValidationException"), (value, refused)
        assert f"'{name}'" in refused


def test_each_limit_of_the_box_is_written_down_with_its_source() -> None:
    assert all(limit["source"] and limit["taken"] and limit["refused"] for limit in LIMITS)
    told = {(cmdlet, name) for cmdlet, name, _limit in LINES}
    assert len(told) == len(LINES)
    own = {
        (cmdlet.name, parameter.name)
        for cmdlet in WRITING
        for parameter in cmdlet.parameters.values()
        if limit_of(cmdlet, parameter)
    }
    assert own == told


def test_null_and_unlimited_are_beyond_no_limit(tenant: Tenant) -> None:
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


@pytest.mark.parametrize(
    ("kind", "taken", "refused"),
    [
        ("FileHash", ["a" * 64, "0123456789ABCDEF" * 4, "a" * 63], ["a" * 65, "report.exe"]),
        ("IP", ["2001:db8::1", "2001:db8::/48"], ["192.168.0.1", "2001:db8::1/129", "fabrikam.com"]),
        ("Sender", ["ann@fabrikam.com", "fabrikam.com"], ["Ann Lee", "ann@", "a b.com"]),
        ("Url", ["fabrikam.com/*", "~fabrikam.com"], []),
    ],
)
def test_an_entry_is_what_its_list_is_of(tenant: Tenant, kind: str, taken: list[str], refused: list[str]) -> None:
    for entry in taken:
        assert tenant.run("New-TenantAllowBlockListItems", ListType=kind, Entries=[entry], Block=True).changed
    for entry in refused:
        error = tenant.refusal("New-TenantAllowBlockListItems", ListType=kind, Entries=[entry], Block=True)
        assert f"'{entry}'" in error.text


def test_a_label_has_a_place_among_the_labels() -> None:
    tenant = Tenant(mailboxes=3)
    for name in ("Public", "Internal", "Secret"):
        tenant.run("New-Label", "compliance", Name=name, DisplayName=name, Tooltip=name)
    for place in (3, 7, -1):
        with pytest.raises(Exception, match="between 0 and 2"):
            tenant.run("Set-Label", "compliance", Identity="Public", Priority=place)
    assert tenant.run("Set-Label", "compliance", Identity="Public", Priority=2) is not None


@pytest.mark.parametrize(
    ("noun", "policy", "condition"),
    [
        ("AntiPhishRule", "AntiPhishPolicy", "RecipientDomainIs"),
        ("HostedContentFilterRule", "HostedContentFilterPolicy", "RecipientDomainIs"),
        ("HostedOutboundSpamFilterRule", "HostedOutboundSpamFilterPolicy", "SenderDomainIs"),
        ("MalwareFilterRule", "MalwareFilterPolicy", "RecipientDomainIs"),
        ("SafeAttachmentRule", "SafeAttachmentPolicy", "RecipientDomainIs"),
        ("SafeLinksRule", "SafeLinksPolicy", "RecipientDomainIs"),
        ("TransportRule", "", "SenderDomainIs"),
    ],
)
def test_a_rule_has_a_place_among_the_rules(noun: str, policy: str, condition: str) -> None:
    tenant = Tenant(mailboxes=3)

    def make(name: str, **more: Any) -> None:
        of = {policy: name} if policy else {}
        tenant.run(f"New-{noun}", Name=name, **{condition: ["contoso.com"]}, **of, **more)

    def order() -> list[str]:
        return [row["Name"] for row in sorted(tenant.run(f"Get-{noun}").rows, key=lambda row: row["Priority"])]

    for place, name in enumerate("ABC"):
        if policy:
            tenant.run(f"New-{policy}", Name=name)
        with pytest.raises(CmdletError, match="'Priority'"):
            make(name, Priority=place + 1)
        make(name, Priority=0)
    assert order() == ["C", "B", "A"]
    tenant.run(f"Set-{noun}", Identity="C", Priority=2)
    assert "'Priority'" in tenant.refusal(f"Set-{noun}", Identity="C", Priority=3).text
    assert order() == ["B", "A", "C"]
