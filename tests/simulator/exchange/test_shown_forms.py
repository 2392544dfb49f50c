# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values are shown in the form that each has where tools read it, and what nobody set is not empty."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import APP, Tenant
from simulator.exchange.test_families import create


@pytest.mark.parametrize(("written", "shown"), [("04:00:00", "PT4H"), ("1.00:00:00", "P1D"), ("7.00:00:00", "P7D")])
def test_how_often_quarantine_is_told_of_is_read_as_an_iso_span(tenant: Tenant, written: str, shown: str) -> None:
    tenant.run("New-QuarantinePolicy", Name="Weekly", EndUserSpamNotificationFrequency=written)
    assert tenant.one("Get-QuarantinePolicy", Identity="Weekly")["EndUserSpamNotificationFrequency"] == shown
    again = tenant.run("Set-QuarantinePolicy", Identity="Weekly", EndUserSpamNotificationFrequency=written)
    assert again.warnings
    assert not again.changed


@pytest.mark.parametrize("noun", ["MailContact", "MailUser", "Recipient"])
def test_an_external_address_has_its_prefix_in_capitals(tenant: Tenant, noun: str) -> None:
    tenant.run("New-MailUser" if noun == "MailUser" else "New-MailContact", Name="Ann", ExternalEmailAddress="a@b.com")
    assert tenant.one(f"Get-{noun}", Identity="Ann")["ExternalEmailAddress"] == "SMTP:a@b.com"


SENDERS: dict[str, list[Any]] = {
    "AllowedSenders": ["ann@fabrikam.com", {"Sender": {"Address": "ann@fabrikam.com"}}],
    "BlockedSenders": ["ben@fabrikam.com", {"Sender": {"Address": "ben@fabrikam.com"}}],
    "AllowedSenderDomains": ["fabrikam.com", {"Domain": "fabrikam.com"}],
    "BlockedSenderDomains": ["adatum.com", {"Domain": "adatum.com"}],
}


@pytest.mark.parametrize("name", list(SENDERS))
def test_senders_are_texts_unless_the_switch_says_else(tenant: Tenant, name: str) -> None:
    text, entry = SENDERS[name]
    tenant.run("Set-HostedContentFilterPolicy", Identity="Default", **{name: [text]})
    assert tenant.one("Get-HostedContentFilterPolicy")[name] == [text]
    tenant.organization.settings.update({"sender_lists": "objects"})
    assert tenant.one("Get-HostedContentFilterPolicy")[name] == [entry]


@pytest.mark.parametrize(
    ("cmdlet", "name", "value"),
    [
        ("Get-ActiveSyncOrganizationSettings", "DefaultAccessLevel", "Allow"),
        ("Get-OwaMailboxPolicy", "ActionForUnknownFileAndMIMETypes", "Allow"),
        ("Get-MailUser", "SendModerationNotifications", "Always"),
    ],
)
def test_a_choice_that_nobody_made_is_the_default_one(tenant: Tenant, cmdlet: str, name: str, value: str) -> None:
    tenant.run("New-MailUser", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    assert tenant.one(cmdlet)[name] == value


@pytest.mark.parametrize(
    ("noun", "shown"),
    [
        ("ActiveSyncMailboxPolicy", {"AllowBluetooth": "Allow", "MaxEmailAgeFilter": "All"}),
        ("DynamicDistributionGroup", {"SendModerationNotifications": "Always"}),
        ("MailContact", {"SendModerationNotifications": "Always"}),
        ("MailUser", {"MacAttachmentFormat": "BinHex", "MessageBodyFormat": "TextAndHtml", "MessageFormat": "Mime"}),
        ("MobileDeviceMailboxPolicy", {"AllowBluetooth": "Allow"}),
        ("OrganizationRelationship", {"FreeBusyAccessLevel": "None", "MailTipsAccessLevel": "None"}),
        ("UnifiedGroup", {"AccessType": "Private"}),
    ],
)
def test_a_new_object_shows_the_default_choices(tenant: Tenant, noun: str, shown: dict[str, str]) -> None:
    row = create(tenant, noun)
    assert {name: row[name] for name in shown} == shown


@pytest.mark.parametrize(
    ("noun", "name"),
    [
        ("Mailbox", "CustomAttribute1"),
        ("Mailbox", "MailTip"),
        ("User", "Office"),
        ("CalendarProcessing", "AdditionalResponse"),
    ],
)
def test_a_text_that_is_cleared_is_as_one_that_nobody_wrote(tenant: Tenant, noun: str, name: str) -> None:
    before = tenant.one(f"Get-{noun}", Identity="AdeleV")[name]
    for value in ("Something", None):
        tenant.run(f"Set-{noun}", Identity="AdeleV", **{name: value})
    assert tenant.one(f"Get-{noun}", Identity="AdeleV")[name] == before


def test_a_calendar_that_nobody_published_shows_how_it_would_be(tenant: Tenant) -> None:
    row = tenant.one("Get-MailboxCalendarFolder", Identity="AdeleV:\\Calendar")
    assert (row["DetailLevel"], row["PublishDateRangeFrom"], row["PublishDateRangeTo"]) == (
        "AvailabilityOnly",
        "ThreeMonths",
        "ThreeMonths",
    )


@pytest.mark.parametrize("name", ["StartTime", "EndTime"])
def test_an_automatic_reply_that_is_not_scheduled_has_dates_all_the_same(tenant: Tenant, name: str) -> None:
    row = tenant.one("Get-MailboxAutoReplyConfiguration", Identity="AdeleV")
    assert row[f"{name}@data.type"] == "System.DateTime"
    assert row[name].startswith("2025-01-1")
    assert row["ExternalAudience"] == "All"


@pytest.mark.parametrize("way", ["past the check", "a user", "no security group"])
def test_an_application_changes_the_managers_of_a_security_group_past_the_check_only(way: str) -> None:
    tenant = Tenant() if way == "a user" else Tenant(APP)
    tenant.run("New-DistributionGroup", Name="G", Type="Distribution" if way == "no security group" else "Security")
    who = {"Identity": "G", "ManagedBy": ["AdeleV"]}
    past = {"BypassSecurityGroupManagerCheck": True} if way == "past the check" else {}
    if past:
        assert tenant.refusal("Set-DistributionGroup", **who).text.startswith("The executing user is not in")
    assert tenant.run("Set-DistributionGroup", **who, **past).changed
