# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where objects stand in the directory, of which class they are, and what settings of a mailbox are called."""

from __future__ import annotations

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import Making
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.tables import load

SUFFIX = "CN=Configuration,CN=contoso.onmicrosoft.com,CN=ConfigurationUnits,DC=EURPR05A001,DC=PROD,DC=OUTLOOK,DC=COM"
PLACES = read("places")["measured"] | read("places")["by_kind"]
ROOT = "eurpr05a001.prod.outlook.com/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com"


@pytest.fixture(scope="module")
def making() -> Making:
    return Making(Tenant(mailboxes=3, groups=1, contacts=1))


@pytest.mark.parametrize(("noun", "containers"), PLACES.items())
def test_a_distinguished_name_has_the_containers_of_live_rows(making: Making, noun: str, containers: str) -> None:
    row = making.row(noun)
    path = ",".join(part for part in (f"CN={row['Name']}", containers, SUFFIX) if part)
    assert row["DistinguishedName"] == path


def test_each_container_of_the_box_is_written_down_with_its_source() -> None:
    assert set(load("places")["containers"]) == set(PLACES)


@pytest.mark.parametrize(
    ("noun", "path"),
    [
        ("AntiPhishPolicy", "CN=AntiPhish,CN=Transport Settings,CN=Configuration"),
        ("HostedOutboundSpamFilterPolicy", "CN=Outbound Spam Filter,CN=Transport Settings,CN=Configuration"),
        ("RemoteDomain", "CN=Internet Message Formats,CN=Global Settings,CN=Configuration"),
        ("SharingPolicy", "CN=Federation,CN=Configuration"),
        ("TransportRule", "CN=TransportVersioned,CN=Rules,CN=Transport Settings,CN=Configuration"),
    ],
)
def test_an_audit_tells_objects_by_their_containers(making: Making, noun: str, path: str) -> None:
    row = making.row(noun)
    assert row["DistinguishedName"].startswith(f"CN={row['Name']},{path},CN=contoso.onmicrosoft.com,")


def test_the_transport_settings_have_no_container_of_their_own(making: Making) -> None:
    assert making.row("TransportConfig")["DistinguishedName"] == f"CN=Transport Settings,{SUFFIX}"


@pytest.mark.parametrize(
    ("noun", "last"),
    [
        ("HostedContentFilterPolicy", "msExchHostedContentFilterConfig"),
        ("AntiPhishPolicy", "msExchHostedContentFilterConfig"),
        ("DkimSigningConfig", "msExchHostedContentFilterConfig"),
        ("RemoteDomain", "msExchDomainContentConfig"),
        ("TransportConfig", "msExchTransportSettings"),
        ("DlpComplianceRule", "msExchUnifiedRule"),
        ("Mailbox", "user"),
        ("DistributionGroup", "group"),
    ],
)
def test_an_object_is_of_its_class_and_of_its_organisation(making: Making, noun: str, last: str) -> None:
    row = making.row(noun)
    assert (row["ObjectClass"][0], row["ObjectClass"][-1]) == ("top", last)
    assert row["OrganizationalUnitRoot"] == "contoso.onmicrosoft.com"


@pytest.mark.parametrize(
    ("noun", "identity"),
    [
        ("CalendarProcessing", f"{ROOT}/Adele Vance"),
        ("MailboxMessageConfiguration", f"{ROOT}/Adele Vance"),
        ("MailboxRegionalConfiguration", f"{ROOT}/Adele Vance"),
        ("MailboxAutoReplyConfiguration", f"{ROOT}/Adele Vance"),
        ("MailboxCalendarFolder", "Adele Vance:\\Calendar"),
        ("CASMailbox", "Adele Vance"),
    ],
)
def test_settings_of_a_mailbox_are_named_after_it(tenant: Tenant, noun: str, identity: str) -> None:
    row = tenant.one(f"Get-{noun}", Identity="AdeleV:\\Calendar" if "Folder" in noun else "AdeleV")
    assert row["Identity"] == identity
    assert tenant.one(f"Get-{noun}", Identity=row["Identity"])["Identity"] == identity


def test_the_name_of_settings_is_a_switch(tenant: Tenant) -> None:
    tenant.organization.settings.update({"settings_identity": "name"})
    assert tenant.one("Get-CalendarProcessing", Identity="AdeleV")["Identity"] == "Adele Vance"
