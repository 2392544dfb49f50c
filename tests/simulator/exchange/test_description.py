# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant's description: what it may say, and one clear line for each mistake."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from simulator.exchange.tenant import ADMIN, START, Tenant

from exo_simulator.exchange import ConfigError, Organization
from exo_simulator.exchange.settings import CHOICES, Settings


def now() -> datetime:
    return START


def test_an_empty_description_is_contoso_with_25_people() -> None:
    organization = Organization.from_config({}, now)
    assert organization.initial_domain == "contoso.onmicrosoft.com"
    assert organization.display_name == "Contoso"
    assert organization.domains == ["contoso.onmicrosoft.com"]
    rows = organization.invoke(ADMIN, "exchange", "Get-Mailbox", {}).rows
    assert len(rows) == 25
    assert rows[0]["DisplayName"] == "Adele Vance"


def test_the_same_description_makes_the_same_tenant() -> None:
    first, second = (Tenant(groups=2).run("Get-Recipient").rows for _unused in range(2))
    assert [dict(row) for row in first] == [dict(row) for row in second]
    other = Tenant(tenant_id="11111111-2222-4333-8444-555555555555").run("Get-Mailbox").rows[0]
    assert other["Guid"] != first[0]["Guid"]


def test_people_groups_contacts_and_objects_can_be_listed() -> None:
    tenant = Tenant(
        mailboxes=["Ann Beebe", {"Name": "Desk", "Shared": True, "CustomAttribute1": "front"}],
        groups=[{"Name": "Everybody", "Members": ["Ann Beebe"]}],
        contacts=["Bob Kelly", {"Name": "Cleo", "ExternalEmailAddress": "cleo@adatum.com"}],
        objects={
            "TransportRule": [{"Name": "Stamp", "Enabled": False, "PrependSubject": "[x]"}],
            "OrganizationConfig": [{"AuditDisabled": True}],
            "HostedConnectionFilterPolicy": [{"IPAllowList": ["192.0.2.1"]}],
            "MobileDevice": [{"Name": "Phone", "DeviceModel": "Example"}],
            "DlpCompliancePolicy": [{"Name": "Dlp", "ExchangeLocation": "All"}],
        },
    )
    assert [row["Name"] for row in tenant.run("Get-Mailbox").rows] == ["Ann Beebe", "Desk"]
    assert tenant.one("Get-Mailbox", Identity="Desk")["CustomAttribute1"] == "front"
    assert tenant.one("Get-DistributionGroupMember", Identity="Everybody")["Name"] == "Ann Beebe"
    assert tenant.one("Get-MailContact", Identity="Bob Kelly")["PrimarySmtpAddress"] == "bob.kelly@fabrikam.com"
    assert tenant.one("Get-TransportRule")["State"] == "Disabled"
    assert tenant.one("Get-OrganizationConfig")["AuditDisabled"] is True
    assert tenant.one("Get-HostedConnectionFilterPolicy")["IPAllowList"] == ["192.0.2.1"]
    assert tenant.one("Get-MobileDevice")["Name"] == "Phone"


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"tenant_id": "seven"}, "tenant_id: 'seven' is not a GUID"),
        ({"initial_domain": "contoso"}, "initial_domain: 'contoso' is not a domain name"),
        ({"domains": "contoso.com"}, "domains: a list"),
        ({"domains": ["-x"]}, "domains: '-x'"),
        ({"mailboxes": "many"}, "mailboxes: a number or a list"),
        ({"mailboxes": -1}, "mailboxes: -1 is not between"),
        ({"mailboxes": True}, "mailboxes: a number"),
        ({"mailboxes": [5]}, "mailboxes: every entry"),
        ({"mailboxes": [{"Shared": True}]}, "mailboxes: Mailbox: .*missing mandatory"),
        ({"mailboxes": [{"Name": "A", "Colour": 1}]}, "mailboxes: A: there is no parameter 'Colour'"),
        ({"contacts": [{"Name": "A", "ExternalEmailAddress": "a@x.com", "Bogus": 1}]}, "contacts: A: there is no"),
        ({"customized": "no"}, "customized: true or false"),
        ({"objects": []}, "objects: a mapping"),
        ({"objects": {"Castle": []}}, "objects: 'Castle' is not a noun"),
        ({"objects": {"TransportRule": {}}}, "objects.TransportRule: a list of mappings"),
        ({"objects": {"TransportRule": [{"Name": "A", "Priority": "x"}]}}, "objects.TransportRule: A: .*Priority"),
        ({"objects": {"OrganizationConfig": [{"AuditDisabled": "x"}]}}, "objects.OrganizationConfig: .*AuditDisabled"),
        (
            {
                "mailboxes": [{"Name": f"Jane {number}", "DisplayName": "Jane Doe"} for number in (1, 2)],
                "objects": {"MobileDevice": [{"UserDisplayName": "Jane Doe"}]},
            },
            "objects.MobileDevice: UserDisplayName: 2 mailboxes are called 'Jane Doe'; name one by its address",
        ),
        ({"settings": {"magic": "on"}}, "settings: unknown switch 'magic'"),
        ({"settings": {"not_found": "418"}}, "settings.not_found: '418' is not one of"),
    ],
)
def test_a_mistake_is_one_clear_line(config: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        Tenant(**config)
    assert "\n" not in str(caught.value)


def test_switches_change_together_or_not_at_all() -> None:
    settings = Settings()
    with pytest.raises(ConfigError):
        settings.update({"not_found": "BadRequest", "null_list": "maybe"})
    assert settings == Settings()
    settings.update({"not_found": "BadRequest"})
    assert settings.not_found == "BadRequest"


def test_every_switch_starts_with_its_first_choice() -> None:
    assert vars(Settings()) == {name: choices[0] for name, choices in CHOICES.items()}
