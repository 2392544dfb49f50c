# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from what is written on a recipient: who may send to it, its MailTip, its litigation hold."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import APP, START, Tenant, table
from simulator.exchange.test_families import create

FOUR = ["DistributionGroup", "DynamicDistributionGroup", "MailContact", "MailUser"]


@pytest.fixture
def tenant() -> Tenant:
    tenant = Tenant(mailboxes=4, objects={"MailPublicFolder": [{"Name": "Forms"}]})
    tenant.run("New-DistributionGroup", Name="Staff")
    return tenant


def identity(tenant: Tenant, noun: str) -> str:
    """Of a recipient of that noun."""
    there = {"Mailbox": "AdeleV", "MailPublicFolder": "Forms"}.get(noun)
    return there or str(create(tenant, noun)["Guid"])


@pytest.mark.parametrize("noun", ["Mailbox", "MailPublicFolder", *FOUR])
@pytest.mark.parametrize("people", ["AcceptMessagesOnlyFrom", "RejectMessagesFrom"])
def test_senders_and_groups_are_copied_to_the_list_of_both_and_back(tenant: Tenant, noun: str, people: str) -> None:
    who, groups, both = {"Identity": identity(tenant, noun)}, f"{people}DLMembers", f"{people}SendersOrMembers"

    def shown(**change: Any) -> list[list[str]]:
        tenant.run(f"Set-{noun}", **who, **change)
        row = tenant.one(f"Get-{noun}", **who)
        return [row[name] for name in (people, groups, both)]

    assert shown(**{people: ["AlexW"]}) == [["Alex Wilber"], [], ["Alex Wilber"]]
    assert shown(**{groups: ["Staff"]}) == [["Alex Wilber"], ["Staff"], ["Alex Wilber", "Staff"]]
    assert shown(**{people: table(Remove=["AlexW"])}) == [[], ["Staff"], ["Staff"]]
    assert shown(**{both: ["AllanD", "Staff"]}) == [["Allan Deyoung"], ["Staff"], ["Allan Deyoung", "Staff"]]
    tenant.run("Set-DistributionGroup", Identity="Staff", Name="Everybody")
    assert shown(**{both: table(Remove=["AllanD"])}) == [[], ["Everybody"], ["Everybody"]]
    assert shown(**{both: None}) == [[], [], []]


def test_a_microsoft_365_group_tells_people_and_groups_apart(tenant: Tenant) -> None:
    tenant.run("New-UnifiedGroup", DisplayName="Sales", Alias="sales")
    tenant.run("Set-UnifiedGroup", Identity="sales", AcceptMessagesOnlyFromSendersOrMembers=["AlexW", "Staff"])
    row = tenant.one("Get-UnifiedGroup", Identity="sales")
    assert (row["AcceptMessagesOnlyFrom"], row["AcceptMessagesOnlyFromDLMembers"]) == (["Alex Wilber"], ["Staff"])


@pytest.mark.parametrize("noun", ["Mailbox", "MailPublicFolder", *FOUR])
def test_a_mailtip_is_the_default_one_of_its_translations(tenant: Tenant, noun: str) -> None:
    who = {"Identity": identity(tenant, noun)}

    def shown(**change: Any) -> tuple[str | None, list[str]]:
        tenant.run(f"Set-{noun}", **who, **change)
        row = tenant.one(f"Get-{noun}", **who)
        return row["MailTip"] or None, row["MailTipTranslations"]

    tip, later, spanish = (
        f"<html><body>{text}</body></html>" for text in ("Not monitored", "Until May", "No se supervisa")
    )
    assert shown(MailTip="Not monitored") == (tip, [f"default:{tip}"])
    assert not tenant.run(f"Set-{noun}", **who, MailTip=tip).changed
    assert shown(MailTipTranslations=table(Add=["ES:No se supervisa"])) == (tip, [f"default:{tip}", f"ES:{spanish}"])
    assert shown(MailTip="Until May") == (later, [f"default:{later}", f"ES:{spanish}"])
    assert shown(MailTipTranslations=["default:Not monitored"]) == (tip, [f"default:{tip}"])
    assert shown(MailTip=None) == (None, [])


@pytest.mark.parametrize("name", ["Admin", "Delegate", "Owner"])
def test_operations_of_ones_own_are_no_default_any_more(tenant: Tenant, name: str) -> None:
    def shown(**change: Any) -> tuple[list[str], list[str]]:
        tenant.run("Set-Mailbox", Identity="AdeleV", **change)
        row = tenant.one("Get-Mailbox", Identity="AdeleV")
        return row[f"Audit{name}"], row["DefaultAuditSet"]

    fresh = tenant.one("Get-Mailbox", Identity="AlexW")
    everybody = ["Admin", "Delegate", "Owner"]
    assert shown(**{f"Audit{name}": ["HardDelete"]}) == (["HardDelete"], [one for one in everybody if one != name])
    assert shown(DefaultAuditSet=everybody) == (fresh[f"Audit{name}"], everybody)


@pytest.mark.parametrize("noun", ["MailContact", "MailUser"])
def test_who_moves_elsewhere_keeps_no_address_of_before(tenant: Tenant, noun: str) -> None:
    tenant.run(f"New-{noun}", Name="Bo Lee", ExternalEmailAddress="bo@fabrikam.com")
    tenant.run(f"Set-{noun}", Identity="Bo Lee", ExternalEmailAddress="lee@adatum.com")
    row = tenant.one(f"Get-{noun}", Identity="lee@adatum.com")
    assert (row["ExternalEmailAddress"], row["PrimarySmtpAddress"]) == ("SMTP:lee@adatum.com", "lee@adatum.com")
    assert [one for one in row["EmailAddresses"] if one.casefold().endswith(("fabrikam.com", "adatum.com"))] == [
        "SMTP:lee@adatum.com"
    ]
    tenant.run(f"Set-{noun}", Identity="Bo Lee", WindowsEmailAddress="bo.lee@contoso.com")
    tenant.run(f"Set-{noun}", Identity="Bo Lee", ExternalEmailAddress="lee@fabrikam.com")
    row = tenant.one(f"Get-{noun}", Identity="lee@fabrikam.com")
    assert row["PrimarySmtpAddress"] == "bo.lee@contoso.com"
    assert "smtp:lee@adatum.com" not in row["EmailAddresses"]


@pytest.mark.parametrize(("caller", "owner"), [(None, "admin@contoso.onmicrosoft.com"), (APP, "automation")])
def test_a_litigation_hold_says_who_placed_it_and_when(caller: Any, owner: str) -> None:
    tenant = Tenant(*([caller] if caller else []), mailboxes=3)
    tenant.run("Set-Mailbox", Identity="AdeleV", LitigationHoldEnabled=True)
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert (row["LitigationHoldOwner"], row["LitigationHoldDate"][:19]) == (owner, START.isoformat()[:19])
    tenant.clock.advance(60)
    tenant.run("Set-Mailbox", Identity="AdeleV", LitigationHoldEnabled=True, LitigationHoldDuration="30")
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["LitigationHoldDate"] == row["LitigationHoldDate"]


def test_a_litigation_hold_keeps_what_the_call_says(tenant: Tenant) -> None:
    told = {"LitigationHoldOwner": "Legal", "LitigationHoldDate": "2026-01-31T00:00:00Z"}
    tenant.run("Set-Mailbox", Identity="AdeleV", LitigationHoldEnabled=True, **told)
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert (row["LitigationHoldOwner"], row["LitigationHoldDate"][:10]) == ("Legal", "2026-01-31")
