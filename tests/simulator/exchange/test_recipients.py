# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes, groups and contacts: identities, addresses, types, archives, soft deletion, other views of them."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant, table

IDENTITIES = [
    "Name",
    "Alias",
    "DisplayName",
    "UserPrincipalName",
    "PrimarySmtpAddress",
    "Guid",
    "ExchangeGuid",
    "ExternalDirectoryObjectId",
    "DistinguishedName",
]


@pytest.mark.parametrize("index", [0, 24, 25, 39])
@pytest.mark.parametrize("name", IDENTITIES)
def test_a_mailbox_is_found_by_each_of_its_identities(name: str, index: int, tenant: Tenant) -> None:
    row = tenant.run("Get-Mailbox").rows[index]
    assert tenant.one("Get-Mailbox", Identity=row[name])["Guid"] == row["Guid"]
    assert tenant.one("Get-Mailbox", Identity=row[name].upper())["Guid"] == row["Guid"]


@pytest.mark.parametrize("name", IDENTITIES)
def test_so_is_one_that_was_created_or_changed(name: str, tenant: Tenant) -> None:
    tenant.run("New-Mailbox", Name="Front Desk", Shared=True)
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x")
    for identity in ("Front Desk", "AdeleV"):
        row = tenant.one("Get-Mailbox", Identity=identity)
        assert tenant.one("Get-Mailbox", Identity=row[name])["Guid"] == row["Guid"]


def test_a_mailbox_is_found_by_a_second_address_and_a_canonical_name(tenant: Tenant) -> None:
    assert tenant.one("Get-Mailbox", Identity="AdeleV@contoso.onmicrosoft.com")["Alias"] == "AdeleV"
    assert tenant.one("Get-Mailbox", Identity="contoso.onmicrosoft.com/Adele Vance")["Alias"] == "AdeleV"


@pytest.mark.parametrize(
    "identity", ["AdeleBerger41", "User 41", "41", "00000000-0000-0000-0000-000000000000", "x" * 300, "*@"]
)
def test_strangers_are_not_found(identity: str, tenant: Tenant) -> None:
    error = tenant.refusal("Set-Mailbox", Identity=identity, CustomAttribute1="x")
    assert error.exception_type.endswith("ManagementObjectNotFoundException")


@pytest.mark.parametrize(
    ("switch", "details"), [("Shared", "SharedMailbox"), ("Room", "RoomMailbox"), ("Equipment", "EquipmentMailbox")]
)
def test_a_switch_says_what_kind_of_mailbox_is_made(switch: str, details: str, tenant: Tenant) -> None:
    row = tenant.run("New-Mailbox", Name="Thing One", **{switch: True}).rows[0]
    assert row["RecipientTypeDetails"] == details
    assert row["Alias"] == "ThingOne"
    assert row["EmailAddresses"] == ["SMTP:ThingOne@contoso.com", "smtp:ThingOne@contoso.onmicrosoft.com"]
    assert row["WhenMailboxCreated"] == "2026-11-23T12:00:00.0000000+00:00"


def test_a_mailbox_changes_its_type(tenant: Tenant) -> None:
    assert tenant.run("Set-Mailbox", Identity="AdeleV", Type="Shared").changed
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert (row["RecipientTypeDetails"], row["IsShared"]) == ("SharedMailbox", True)
    assert tenant.run("Set-Mailbox", Identity="AdeleV", Type="Shared").warnings


def test_the_clock_dates_what_changes(tenant: Tenant) -> None:
    before = tenant.one("Get-Mailbox", Identity="AdeleV")
    tenant.clock.advance(60)
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x")
    after = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert after["WhenChanged"] == "2026-11-23T12:01:00.0000000+00:00"
    assert after["WhenCreated"] == before["WhenCreated"]


def test_a_set_that_changes_nothing_warns(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x")
    reply = tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x", CustomAttribute2=None)
    assert reply.warnings == ["The command completed successfully but no settings of 'Adele Vance' have been modified."]
    assert not reply.changed
    assert not reply.rows


def test_addresses_have_one_primary(tenant: Tenant) -> None:
    tenant.run(
        "Set-Mailbox",
        Identity="AdeleV",
        EmailAddresses=["smtp:a@contoso.com", "SMTP:b@contoso.com", "X500:/o=old/cn=a"],
    )
    row = tenant.one("Get-Mailbox", Identity="a@contoso.com")
    assert row["EmailAddresses"] == ["SMTP:b@contoso.com", "smtp:a@contoso.com", "X500:/o=old/cn=a"]
    assert row["PrimarySmtpAddress"] == "b@contoso.com"
    tenant.run("Set-Mailbox", Identity="AdeleV", WindowsEmailAddress="a@contoso.com")
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["EmailAddresses"][:2] == [
        "SMTP:a@contoso.com",
        "smtp:b@contoso.com",
    ]
    tenant.run(
        "Set-Mailbox", Identity="AdeleV", EmailAddresses=table(Add="SMTP:c@contoso.com", Remove="smtp:b@contoso.com")
    )
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["PrimarySmtpAddress"] == "c@contoso.com"
    assert tenant.refusal("Get-Mailbox", Identity="b@contoso.com")


@pytest.mark.parametrize("address", ["a@contoso.com", "smtp:a@contoso.com", "A@Contoso.com"])
def test_a_bare_address_is_smtp_to_add_and_to_remove(tenant: Tenant, address: str) -> None:
    for noun, identity in (("Mailbox", "AdeleV"), ("DistributionGroup", "Sales")):
        if noun == "DistributionGroup":
            tenant.run("New-DistributionGroup", Name=identity)
        tenant.run(f"Set-{noun}", Identity=identity, EmailAddresses=table(Add="a@contoso.com"))
        assert "smtp:a@contoso.com" in tenant.one(f"Get-{noun}", Identity=identity)["EmailAddresses"]
        assert tenant.run(f"Set-{noun}", Identity=identity, EmailAddresses=table(Remove=address)).changed
        assert not [
            one for one in tenant.one(f"Get-{noun}", Identity=identity)["EmailAddresses"] if "a@" in one.lower()
        ]


def test_both_ways_to_set_addresses_exclude_each_other(tenant: Tenant) -> None:
    tenant.run("New-DistributionGroup", Name="Sales")
    both = {"PrimarySmtpAddress": "s@contoso.com", "EmailAddresses": ["t@contoso.com"]}
    assert "same command" in tenant.refusal("Set-DistributionGroup", Identity="Sales", **both).text


@pytest.mark.parametrize(
    ("cmdlet", "parameters"),
    [
        ("New-Mailbox", {"Name": "Adele Vance", "Shared": True}),
        ("New-DistributionGroup", {"Name": "Sales", "Alias": "AdeleV"}),
        ("New-MailContact", {"Name": "Ann", "ExternalEmailAddress": "AdeleV@contoso.com"}),
        ("New-MailUser", {"Name": "Bob", "MicrosoftOnlineServicesID": "AdeleV@contoso.com"}),
        ("Set-Mailbox", {"Identity": "AlexW", "MicrosoftOnlineServicesID": "AdeleV@contoso.com"}),
        ("Set-Mailbox", {"Identity": "AlexW", "EmailAddresses": table(Add="adelev@CONTOSO.com")}),
    ],
)
def test_names_and_addresses_are_taken_once(cmdlet: str, parameters: dict[str, Any], tenant: Tenant) -> None:
    error = tenant.refusal(cmdlet, **parameters)
    assert error.exception_type.rpartition(".")[2] in {"ADObjectAlreadyExistsException", "ProxyAddressExistsException"}


def test_a_new_name_renames_the_directory_entry(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", Name="Adele V. Vance")
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert row["DistinguishedName"].startswith("CN=Adele V. Vance,OU=contoso.onmicrosoft.com")
    assert row["Identity"] == "Adele V. Vance"


def test_an_archive_is_switched_on_and_off(tenant: Tenant) -> None:
    assert tenant.run("Enable-Mailbox", Identity="AdeleV", Archive=True).changed
    assert tenant.one("Get-Mailbox", Archive=True)["ArchiveStatus"] == "Active"
    assert "already has an archive" in tenant.refusal("Enable-Mailbox", Identity="AdeleV", Archive=True).text
    tenant.run("Disable-Mailbox", Identity="AdeleV", Archive=True)
    assert not tenant.run("Get-Mailbox", Archive=True).rows


def test_auto_expanding_archive_is_a_one_way_switch(tenant: Tenant) -> None:
    tenant.run("Enable-Mailbox", Identity="AdeleV", AutoExpandingArchive=True)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["AutoExpandingArchiveEnabled"] is True


def test_a_removed_mailbox_is_soft_deleted_and_comes_back(tenant: Tenant) -> None:
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    tenant.run("Remove-Mailbox", Identity="AdeleV", Confirm=False)
    assert len(tenant.run("Get-Mailbox").rows) == 39
    assert tenant.one("Get-Mailbox", SoftDeletedMailbox=True)["Guid"] == row["Guid"]
    tenant.run("Undo-SoftDeletedMailbox", SoftDeletedObject="AdeleV")
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["Guid"] == row["Guid"]
    assert not tenant.run("Get-Mailbox", SoftDeletedMailbox=True).rows


def test_a_name_is_free_again_after_removal(tenant: Tenant) -> None:
    tenant.run("Remove-Mailbox", Identity="AdeleV", Confirm=False)
    assert tenant.run("New-Mailbox", Name="Adele Vance", Alias="AdeleV", Shared=True).changed


def test_recipients_and_users_show_what_others_made(tenant: Tenant) -> None:
    tenant.run("New-DistributionGroup", Name="Sales", Type="Security")
    tenant.run("New-MailContact", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    assert len(tenant.run("Get-Recipient").rows) == 42
    assert len(tenant.run("Get-User").rows) == 40
    assert tenant.one("Get-Recipient", Identity="ann@fabrikam.com")["RecipientTypeDetails"] == "MailContact"
    assert tenant.one("Get-Recipient", RecipientType="MailUniversalSecurityGroup")["Name"] == "Sales"
    assert tenant.one("Get-Group", Identity="Sales")["RecipientTypeDetails"] == "MailUniversalSecurityGroup"
    tenant.run("Set-User", Identity="AdeleV", Department="Retail", Manager="AlexW")
    assert tenant.one("Get-User", Identity="AdeleV")["Manager"] == "Alex Wilber"
    assert tenant.one("Get-Recipient", Filter="Department -eq 'Retail'")["Alias"] == "AdeleV"
    assert tenant.one("Get-MailContact")["ExternalEmailAddress"] == "SMTP:ann@fabrikam.com"
    assert tenant.run("Set-MailContact", Identity="Ann", ExternalEmailAddress="ann@fabrikam.com").warnings
    tenant.run("Set-Contact", Identity="Ann", Company="Fabrikam")
    assert tenant.one("Get-Contact")["Company"] == "Fabrikam"


@pytest.mark.parametrize(
    ("noun", "parameter", "value"),
    [
        ("CASMailbox", "PopEnabled", False),
        ("CalendarProcessing", "AdditionalResponse", "Sorry"),
        ("MailboxRegionalConfiguration", "TimeZone", "W. Europe Standard Time"),
        ("MailboxAutoReplyConfiguration", "InternalMessage", "Away"),
        ("MailboxJunkEmailConfiguration", "Enabled", False),
        ("MailboxAuditBypassAssociation", "AuditBypassEnabled", True),
    ],
)
def test_settings_hang_on_their_mailbox(noun: str, parameter: str, value: Any, tenant: Tenant) -> None:
    assert tenant.run(f"Set-{noun}", Identity="AdeleV", **{parameter: value}).changed
    assert tenant.one(f"Get-{noun}", Identity="AdeleV@contoso.com")[parameter] == value
    assert tenant.one(f"Get-{noun}", Identity="AlexW")[parameter] != value
    assert tenant.run(f"Set-{noun}", Identity="AdeleV", **{parameter: value}).warnings
    assert tenant.refusal(f"Set-{noun}", Identity="nobody", **{parameter: value}).error_id == "Ex6F9304"


def test_places_are_rooms(tenant: Tenant) -> None:
    tenant.run("New-Mailbox", Name="Room 1", Room=True)
    tenant.run("Set-Place", Identity="Room 1", Capacity=12)
    assert tenant.one("Get-Place")["Capacity"] == 12


def test_statistics_stay_and_differ(tenant: Tenant) -> None:
    first, again, other = (tenant.one("Get-MailboxStatistics", Identity=who) for who in ("AdeleV", "AdeleV", "AlexW"))
    assert first == again
    assert first["ItemCount"] != other["ItemCount"]
    assert first["TotalItemSize"].endswith(" bytes)")
    assert len(tenant.run("Get-MailboxFolderStatistics", Identity="AdeleV").rows) > 5


def test_a_dynamic_group_holds_whom_its_filter_finds(tenant: Tenant) -> None:
    tenant.run("New-DynamicDistributionGroup", Name="A", RecipientFilter="Alias -like 'Ad*'")
    members = tenant.run("Get-DynamicDistributionGroupMember", Identity="A").rows
    assert {"AdeleV"} <= {row["Alias"] for row in members} < {row["Alias"] for row in tenant.run("Get-Mailbox").rows}


def test_a_new_object_may_take_a_while_to_show() -> None:
    tenant = Tenant(settings={"consistency": "delayed"})
    made = tenant.run("New-Mailbox", Name="Desk", Shared=True).rows[0]
    assert tenant.refusal("Get-Mailbox", Identity=made["Guid"]).error_id == "Ex6F9304"
    assert len(tenant.run("Get-Mailbox").rows) == 40
    assert tenant.refusal("New-Mailbox", Name="Desk", Shared=True).exception_type.endswith("AlreadyExistsException")
    tenant.clock.advance(30)
    assert tenant.one("Get-Mailbox", Identity="Desk")["Guid"] == made["Guid"]
    assert len(tenant.run("Get-Mailbox").rows) == 41


@pytest.mark.parametrize(
    ("cmdlet", "parameter"),
    [
        ("Set-Contact", "WindowsEmailAddress"),
        ("Set-MailContact", "WindowsEmailAddress"),
        ("Set-MailUser", "PrimarySmtpAddress"),
        ("Set-MailUser", "EmailAddresses"),
    ],
)
def test_people_elsewhere_may_have_addresses_elsewhere(tenant: Tenant, cmdlet: str, parameter: str) -> None:
    tenant.run("New-MailContact", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    tenant.run("New-MailUser", Name="Ben", MicrosoftOnlineServicesID="ben@contoso.com", Password="x")
    who, address = ("Ben" if "User" in cmdlet else "Ann"), "other@fabrikam.com"
    value: Any = [f"SMTP:{address}"] if parameter == "EmailAddresses" else address
    assert tenant.run(cmdlet, Identity=who, **{parameter: value}).changed
    assert tenant.one("Get-Recipient", Identity=who)["PrimarySmtpAddress"] == address
    mailbox = {"WindowsEmailAddress": address}
    assert tenant.refusal("Set-Mailbox", Identity="AdeleV", **mailbox).exception_type.endswith(
        "NotAcceptedDomainException"
    )


def test_an_account_for_bulk_mail_is_a_mail_user(tenant: Tenant) -> None:
    tenant.run("New-MailUser", Name="Bulk", MicrosoftOnlineServicesID="bulk@contoso.com", Password="x")
    tenant.run("Set-HVEAccountSettings", Identity="Bulk", ReplyTo="AdeleV@contoso.com")
    assert tenant.one("Get-HVEAccountSettings", Identity="Bulk")["ReplyTo"] == "AdeleV@contoso.com"
    for who in ("bulk@contoso.com", "BULK"):
        assert tenant.run("Get-HVEAccountBillingPolicy", Identity=who).rows


@pytest.mark.parametrize(
    ("name", "alias", "local"),
    [
        ("Jörg ä", "Jörgä", "Joergae"),
        ("Zoë Ñuñez", "ZoëÑuñez", "ZoeNunez"),
        ("Ÿ ÿ", "?ÿ", "?y"),
        ("Łódź", "?ód?", "?od?"),
        ("Sales (EU), all", "Sales?EU??all", "Sales?EU??all"),
        ("Help.Desk+1", "Help.Desk+1", "Help.Desk+1"),
    ],
)
def test_an_alias_from_a_name_keeps_latin_1_and_asks_for_the_rest(
    tenant: Tenant, name: str, alias: str, local: str
) -> None:
    row = tenant.run("New-DistributionGroup", Name=name).rows[0]
    assert row["Alias"] == alias
    assert row["EmailAddresses"] == [f"SMTP:{local}@contoso.com", f"smtp:{local}@contoso.onmicrosoft.com"]
    assert tenant.one("Get-DistributionGroup", Identity=alias)["Name"] == name


def test_names_that_make_the_same_alias_or_address_are_told_apart(tenant: Tenant) -> None:
    made = [tenant.run("New-Mailbox", Name=name, Shared=True).rows[0] for name in ("Олег", "Иван", "Joerg", "Jörg")]
    assert [row["Alias"] for row in made] == ["????", "????1", "Joerg", "Jörg1"]
    assert made[3]["PrimarySmtpAddress"] == "Joerg1@contoso.com"
