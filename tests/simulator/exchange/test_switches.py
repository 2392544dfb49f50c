# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Switches that rows show are properties; a family has one default; a key is shown."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import listed
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, service_of

from exo_simulator.exchange.catalogue import of_noun
from exo_simulator.exchange.families import family, known_nouns
from exo_simulator.exchange.kinds import Kind, type_info
from support.extent import each

KNOWN = [(noun, name) for nouns in read("kept_switches").values() for noun, names in nouns.items() for name in names]
KEPT = [(noun, name) for noun, name in KNOWN if "New" in of_noun(noun)]


def get(tenant: Tenant, noun: str, row: Any) -> Any:
    service = service_of(noun)
    rows = tenant.run(f"Get-{noun}", service).rows
    return next(other for other in rows if other["Guid"] == row["Guid"])


@pytest.mark.parametrize(("noun", "name"), each(4, KEPT))
def test_a_switch_that_rows_show_reads_back(noun: str, name: str) -> None:
    tenant, verbs = Tenant(), of_noun(noun)
    at_new = verbs["New"].parameter(name) is not None
    with_it = {"SubscriptionEnabled": True} if name == "AutoSubscribeNewMembers" else {}
    row = create(tenant, noun, **{**with_it, name: True}) if at_new else create(tenant, noun)
    assert row[name] is at_new
    if verbs.get("Set") and verbs["Set"].parameter(name):
        key = {family(noun).set_key: row["Guid"]}
        for value in (False, True):
            assert tenant.run(f"Set-{noun}", service_of(noun), **key, **{name: value}).changed or value is at_new
            assert get(tenant, noun, row)[name] is value
        assert tenant.run(f"Set-{noun}", service_of(noun), **key, **{name: True}).warnings


def test_each_switch_that_the_box_keeps_is_written_down_and_so_is_each_that_rows_show() -> None:
    assert sorted((noun, name) for noun in known_nouns() for name in family(noun).switches) == sorted(KNOWN)
    shown = {
        (noun, parameter.name)
        for noun, row in listed("observed_rows").items()
        for verb in {"New", "Set"} & set(of_noun(noun))
        for parameter in of_noun(noun)[verb].parameters.values()
        if type_info(parameter).kind is Kind.SWITCH and parameter.name in row
    }
    assert shown
    assert shown <= {(noun, name) for noun, names in read("kept_switches")["found"].items() for name in names}


def test_a_switch_that_starts_something_is_no_property(tenant: Tenant) -> None:
    tenant.run("New-MailContact", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    assert "ForceUpgrade" not in tenant.one("Get-MailContact", Identity="Ann")
    assert "RetryDistribution" not in tenant.run("New-RetentionCompliancePolicy", "compliance", Name="P").rows[0]
    endpoint = tenant.run("New-MigrationEndpoint", Name="E", SkipVerification=True).rows[0]
    assert not {"SkipVerification", "ProgressAction"} & set(endpoint)


@pytest.mark.parametrize(
    ("noun", "flag"),
    [
        ("SharingPolicy", "Default"),
        ("MobileDeviceMailboxPolicy", "IsDefault"),
        ("OfflineAddressBook", "IsDefault"),
        ("OwaMailboxPolicy", "IsDefault"),
        ("RetentionPolicy", "IsDefault"),
        ("RoleAssignmentPolicy", "IsDefault"),
    ],
)
def test_a_new_default_ends_the_turn_of_the_former(noun: str, flag: str) -> None:
    tenant = Tenant()
    for name in ("First", "Second"):
        create(tenant, noun, **{"Name": name, flag: True})
        assert [row["Name"] for row in tenant.run(f"Get-{noun}").rows if row[flag]] == [name]
    tenant.run(f"Set-{noun}", Identity="First", **{flag: True})
    assert [row["Name"] for row in tenant.run(f"Get-{noun}").rows if row[flag]] == ["First"]


@pytest.mark.parametrize("start", ["AntiPhish", "HostedConnectionFilter", "HostedContentFilter", "MalwareFilter"])
def test_a_switch_makes_a_default_and_does_not_unmake_it(tenant: Tenant, start: str) -> None:
    noun = f"{start}Policy"
    default = next(row for row in tenant.run(f"Get-{noun}").rows if row["IsDefault"])
    tenant.run(f"Set-{noun}", Identity=default["Name"], MakeDefault=False)
    assert tenant.one(f"Get-{noun}", Identity=default["Name"])["IsDefault"] is True


def test_a_switch_may_say_what_another_property_is(tenant: Tenant) -> None:
    tenant.run("New-ComplianceCase", "compliance", Name="Case")
    for switch, status in (("Close", "Closed"), ("Reopen", "Active")):
        tenant.run("Set-ComplianceCase", "compliance", Identity="Case", **{switch: True})
        tenant.clock.advance(180)
        assert tenant.run("Get-ComplianceCase", "compliance", Identity="Case").rows[0]["Status"] == status
    assert tenant.run("Set-ComplianceCase", "compliance", Identity="Case", Close=False).rows == ()
    assert tenant.run("Get-ComplianceCase", "compliance", Identity="Case").rows[0]["Status"] == "Active"
    tenant.run("Set-Mailbox", Identity="AdeleV", RemoveDelayHoldApplied=True)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["DelayHoldApplied"] is False
    assert (
        tenant.run("New-SafeLinksPolicy", Name="L", MakeBuiltInProtection=True).rows[0]["IsBuiltInProtection"] is True
    )


def test_a_name_that_starts_with_add_is_not_half_of_a_pair(tenant: Tenant) -> None:
    tenant.run("Set-CalendarProcessing", Identity="AdeleV", AddAdditionalResponse=True, AdditionalResponse="Thanks")
    row = tenant.one("Get-CalendarProcessing", Identity="AdeleV")
    assert (row["AddAdditionalResponse"], row["AdditionalResponse"]) == (True, "Thanks")


@pytest.mark.parametrize(
    ("cmdlet", "shown", "values"),
    [
        ("New-ComplianceSecurityFilter", "FilterName", {"FilterName": "Filter 1"}),
        ("New-DkimSigningConfig", "Domain", {"DomainName": "contoso.com", "Enabled": False}),
        ("Add-AvailabilityAddressSpace", "ForestName", {"ForestName": "adatum.com", "AccessMethod": "OrgWideFB"}),
        ("New-OMEConfiguration", "Identity", {"Identity": "Branding 1"}),
    ],
)
def test_a_key_that_is_not_the_name_is_shown(tenant: Tenant, cmdlet: str, shown: str, values: dict[str, Any]) -> None:
    verb, _dash, noun = cmdlet.partition("-")
    made = create(tenant, noun, **values) if verb == "New" else tenant.run(cmdlet, **values).rows[0]
    assert made[shown] == next(iter(values.values()))
