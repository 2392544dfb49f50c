# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every noun with Get, New, Set and Remove works: create, read, set, read, remove."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

import pytest
from simulator.exchange.tenant import TABLE, TAG, Tenant

from exo_simulator.exchange import CmdletError, NotPlayed
from exo_simulator.exchange.catalogue import MANDATORY, Cmdlet, Parameter, nouns, of_noun
from exo_simulator.exchange.families import Family, family, is_property
from exo_simulator.exchange.kinds import Kind, type_info
from exo_simulator.exchange.targets import Target, target_of, targets
from support.extent import each

CORE = sorted(noun for noun, verbs in nouns().items() if {"Get", "New", "Set", "Remove"} <= set(verbs))
# Families whose entries are addressed in their own way have tests of their own.
LISTS = {"TenantAllowBlockListItems", "TenantAllowBlockListSpoofItems"}
SAMPLES: dict[Kind, Any] = {
    Kind.SWITCH: True,
    Kind.BOOL: True,
    Kind.INT: 5,
    Kind.STRING: "Example",
    Kind.IDENTITY: "Adele Vance",
    Kind.SIZE: "50 GB",
    Kind.SPAN: "1.00:00:00",
    Kind.INSTANT: "2027-01-31T00:00:00Z",
    Kind.GUID: "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    Kind.BYTES: list(b'<RulePackage><RulePack id="3f2504e0-4f89-11d3-9a0c-0305e82c3301"/></RulePackage>'),
    Kind.TABLE: {TAG: TABLE, "key": "value"},
    Kind.SECRET: "AAAA",
}
ADDRESSES = dict.fromkeys(("ProxyAddress", "SmtpAddress"), "ann@fabrikam.com")
EXTRA: dict[str, dict[str, Any]] = {
    "AddressList": {"IncludedRecipients": "AllRecipients"},
    "AuthenticationPolicy": {"Name": "Example"},
    "DynamicDistributionGroup": {"IncludedRecipients": "AllRecipients"},
    "EmailAddressPolicy": {"EnabledPrimarySMTPAddressTemplate": "@contoso.com"},
    "InboxRule": {"Name": "Example", "Mailbox": "AdeleV"},
    "InformationBarrierPolicy": {"SegmentsAllowed": ["Example"]},
    "SweepRule": {"Mailbox": "AdeleV"},
    "MailContact": {"ExternalEmailAddress": "ann@fabrikam.com"},
    "ManagementRoleAssignment": {"User": "AdeleV"},
    "ManagementRole": {"Parent": "Mail Recipients"},
    "ManagementScope": {"RecipientRestrictionFilter": "City -eq 'Kyiv'"},
    "MoveRequest": {"Identity": "AdeleV"},
    "OrganizationSegment": {"UserGroupFilter": "Department -eq 'Sales'"},
    "RetentionComplianceRule": {"Name": "Example"},
    "UnifiedGroup": {"DisplayName": "Example"},
    "DkimSigningConfig": {"DomainName": "contoso.com"},
    "HostedOutboundSpamFilterRule": {"SenderDomainIs": ["contoso.com"]},
    "GlobalAddressList": {"RecipientFilter": "City -eq 'Kyiv'"},
}
# Not found by their id: rules of a mailbox have one among that mailbox's only.
NO_ID = {"InboxRule", "SweepRule", "RoleGroup"}
PROTECTION = ("AntiPhish", "HostedContentFilter", "MalwareFilter", "SafeAttachment", "SafeLinks")
EXTRA.update({f"{name}Rule": {"RecipientDomainIs": ["contoso.com"]} for name in PROTECTION})
CONTEXT = {"InboxRule": {"Mailbox": "AdeleV"}, "SweepRule": {"Mailbox": "AdeleV"}}


def service_of(noun: str) -> Literal["exchange", "compliance"]:
    """Where all of the noun's cmdlets are: the two services keep their objects apart."""
    return "exchange" if all("exchange" in cmdlet.services for cmdlet in of_noun(noun).values()) else "compliance"


def sample(parameter: Parameter) -> Any:
    info = type_info(parameter)
    value = info.members[0] if info.members else ADDRESSES.get(info.name.rpartition(".")[2], SAMPLES[info.kind])
    return [value] if info.many and info.kind is not Kind.TABLE else value


def mandatory(cmdlet: Cmdlet) -> dict[str, Any]:
    return {p.name: sample(p) for p in cmdlet.parameters.values() if p.flags & MANDATORY}


def create(tenant: Tenant, noun: str, **more: Any) -> Mapping[str, Any]:
    pairs = [set(pair) for pair in of_noun(noun)["New"].exclusive]
    extra = {key: value for key, value in EXTRA.get(noun, {}).items() if not any({key, one} in pairs for one in more)}
    values = {**mandatory(of_noun(noun)["New"]), **extra, **more}
    for parameter in of_noun(noun)["New"].parameters.values():
        target = target_of(family(noun), parameter)
        if target and parameter.name in values and parameter.name not in {**EXTRA.get(noun, {}), **more}:
            there = referred(tenant, target)
            values[parameter.name] = [there] if isinstance(values[parameter.name], list) else there
    return tenant.run(f"New-{noun}", service_of(noun), **values).rows[0]


def referred(tenant: Tenant, target: Target) -> str:
    """The id of an object that a reference may name, made if there is none."""
    if "Mailbox" in target.nouns:
        return "Adele Vance"
    noun = target.nouns[0]
    service: Literal["exchange", "compliance"] = (
        "exchange" if "exchange" in of_noun(noun)["Get"].services else "compliance"
    )
    rows = [row for row in tenant.run(f"Get-{noun}", service).rows if not row.get("IsDefault")]
    return str((rows[0] if rows else create(tenant, noun))["Guid"])


def settable(fam: Family, row: Mapping[str, Any]) -> tuple[str, str, Any] | None:
    """A parameter of Set that can be read back: its name, its property, another value than the present one."""
    for parameter in of_noun(fam.noun)["Set"].parameters.values():
        read, info = fam.read_name(parameter.name), type_info(parameter)
        plain = not parameter.flags and not info.many and not info.members and parameter.name not in fam.aliases
        if (
            not plain
            or parameter.name in {fam.key, "Name", "IsDefault", *fam.refs}
            or read not in row
            or not is_property(fam, parameter)
            or read in targets(fam.noun)
        ):
            continue
        if info.kind is Kind.BOOL:
            return parameter.name, read, not row[read]
        if info.kind is Kind.STRING:
            filtering = parameter.name.endswith("Filter")
            address = ADDRESSES.get(info.name.rpartition(".")[2])
            return parameter.name, read, "City -eq 'Lviv'" if filtering else address or "Changed"
    return None


def identity_of(noun: str, row: Mapping[str, Any]) -> dict[str, Any]:
    fam = family(noun)
    named = of_noun(noun)["Remove"].parameter(fam.set_key)
    return (
        {fam.set_key: row["Guid"] if "Guid" in row and noun not in NO_ID else row["Identity"]}
        if named and fam.set_key == "Identity"
        else {fam.set_key: row["Name"]}
    )


@pytest.mark.parametrize("noun", each(5, [noun for noun in CORE if noun not in LISTS]))
def test_a_family_creates_reads_sets_and_removes(noun: str) -> None:
    tenant, service = Tenant(), service_of(noun)
    row = create(tenant, noun)
    who = identity_of(noun, row)
    get = {name: value for name, value in who.items() if of_noun(noun)["Get"].parameter(name)}
    more = mandatory(of_noun(noun)["Get"])
    seen = tenant.run(f"Get-{noun}", service, **{**more, **get}).rows
    assert row["Guid"] in [other["Guid"] for other in seen] if "Guid" in row else len(seen) == 1
    set_and_read_back(tenant, noun, row, who)
    needed = {**mandatory(of_noun(noun)["Remove"]), **who, **CONTEXT.get(noun, {})}
    assert tenant.run(f"Remove-{noun}", service, **needed).changed
    tenant.clock.advance(180)  # in Security & Compliance some are read for minutes yet
    assert_gone(tenant, noun, {**more, **get})


def set_and_read_back(tenant: Tenant, noun: str, row: Mapping[str, Any], who: Mapping[str, Any]) -> None:
    service, setter = service_of(noun), of_noun(noun)["Set"]
    chosen = settable(family(noun), row)
    identity = {name: value for name, value in who.items() if setter.parameter(name)}
    needed = {p.name: row.get(p.name) or sample(p) for p in setter.parameters.values() if p.flags & MANDATORY}
    needed = {**needed, **identity, **CONTEXT.get(noun, {})}
    if chosen is None:
        tenant.run(f"Set-{noun}", service, **needed)
        return
    parameter, prop, value = chosen
    assert tenant.run(f"Set-{noun}", service, **needed, **{parameter: value}).changed
    reader = {name: v for name, v in who.items() if of_noun(noun)["Get"].parameter(name)}
    rows = tenant.run(f"Get-{noun}", service, **{**mandatory(of_noun(noun)["Get"]), **reader}).rows
    assert value in [other[prop] for other in rows]
    again = tenant.run(f"Set-{noun}", service, **needed, **{parameter: value})
    if not any(type_info(setter.parameters[name.casefold()]).kind in {Kind.BYTES, Kind.SECRET} for name in needed):
        assert again.warnings
        assert not again.changed


def assert_gone(tenant: Tenant, noun: str, get: Mapping[str, Any]) -> None:
    getter = of_noun(noun)["Get"]
    if not getter.parameter(family(noun).set_key):
        assert not tenant.run(f"Get-{noun}", service_of(noun), **mandatory(getter)).rows
        return
    with pytest.raises(CmdletError) as caught:
        tenant.run(f"Get-{noun}", service_of(noun), **get)
    assert caught.value.exception_type.endswith("ManagementObjectNotFoundException")


def test_there_are_124_such_nouns() -> None:
    assert len(CORE) == 124


@pytest.mark.parametrize(
    "cmdlet", each(6, sorted(c.name for verbs in nouns().values() for v, c in verbs.items() if v == "Get"))
)
def test_every_get_answers_or_says_what_is_missing(cmdlet: str, shared: Tenant) -> None:
    found = of_noun(cmdlet.partition("-")[2])["Get"]
    service: Literal["exchange", "compliance"] = "exchange" if "exchange" in found.services else "compliance"
    try:
        rows = shared.run(cmdlet, service, **mandatory(found)).rows
    except CmdletError as refusal:
        said = f"{refusal.exception_type} {refusal.text}"
    except NotPlayed as refusal:
        said = str(refusal)
    else:
        said = "rows" if all(isinstance(row, Mapping) for row in rows[:2]) else "nonsense"
    assert re.search(r"^rows$|NotFound|missing mandatory|is retired|is not played by the box", said)


@pytest.mark.parametrize(
    "cmdlet",
    ["Get-ComplianceCase", "Get-HostedOutboundSpamFilterPolicy", "Get-OrganizationSegment", "Get-RecoverableItems"],
)
def test_a_read_needs_no_identity_where_its_page_is_wrong(cmdlet: str, shared: Tenant) -> None:
    """Microsoft's pages say that these need one; clients that work call them without (corrections, A1)."""
    services = of_noun(cmdlet.partition("-")[2])["Get"].services
    assert shared.run(cmdlet, "exchange" if "exchange" in services else "compliance").rows is not None


@pytest.mark.parametrize(("who", "there"), [("AdeleV", True), ("alexw@contoso.com", True), ("nobody", False)])
def test_recoverable_items_are_asked_for_by_their_mailbox(who: str, there: bool, shared: Tenant) -> None:
    if there:
        assert shared.run("Get-RecoverableItems", Identity=who).rows is not None
        return
    assert shared.refusal("Get-RecoverableItems", Identity=who).error_id == "Ex6F9304"


@pytest.fixture(scope="module")
def shared() -> Tenant:
    return Tenant()
