# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References are ids: renames follow, what is not there is an error, filters find them, two of a name are ambiguous."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from simulator.exchange.tenant import Tenant, table
from simulator.exchange.test_families import create

from exo_simulator.exchange.catalogue import of_noun
from exo_simulator.exchange.families import family, known_nouns
from exo_simulator.exchange.targets import target_of
from support.extent import each

Service = Literal["exchange", "compliance"]
NEW = [
    (noun, parameter.name)
    for noun in known_nouns()
    for parameter in (of_noun(noun)["New"].parameters.values() if "New" in of_noun(noun) else ())
    if family(noun).kind == "crud" and target_of(family(noun), parameter)
]


@pytest.mark.parametrize(("noun", "name"), each(6, NEW))
def test_a_reference_to_nothing_is_refused(noun: str, name: str) -> None:
    tenant = Tenant()
    parameter = of_noun(noun)["New"].parameters[name.casefold()]
    many = parameter.type.endswith("[]") or parameter.type == "MultiValuedProperty"
    others = {"User": None} if noun == "ManagementRoleAssignment" else {}  # one of four, none beside another
    with pytest.raises(Exception, match=r"nobody\.of\.that\.name' couldn't be found"):
        create(tenant, noun, **{**others, name: ["nobody.of.that.name"] if many else "nobody.of.that.name"})


@pytest.mark.parametrize(
    ("noun", "parameter", "value"),
    [
        ("Mailbox", "RetentionPolicy", "No such policy"),
        ("Mailbox", "SharingPolicy", "No such policy"),
        ("Mailbox", "RoleAssignmentPolicy", "No such policy"),
        ("Mailbox", "AddressBookPolicy", "No such policy"),
        ("CASMailbox", "OwaMailboxPolicy", "No such policy"),
        ("User", "AuthenticationPolicy", "No such policy"),
        ("User", "Manager", "ghost@contoso.com"),
        ("CalendarProcessing", "ResourceDelegates", ["ghost@contoso.com"]),
    ],
)
def test_a_setting_that_refers_to_nothing_is_refused(tenant: Tenant, noun: str, parameter: str, value: Any) -> None:
    assert tenant.refusal(f"Set-{noun}", Identity="AdeleV", **{parameter: value}).error_id == "Ex6F9304"


@pytest.mark.parametrize(
    ("cmdlet", "values"),
    [
        ("New-TransportRule", {"Name": "R", "From": ["ghost@contoso.com"]}),
        ("New-TransportRule", {"Name": "R", "FromMemberOf": ["AdeleV"]}),
        ("New-TransportRule", {"Name": "R", "ApplyClassification": "No such classification"}),
        ("New-TransportRule", {"Name": "R", "ExceptIfHasClassification": "No such classification"}),
        ("New-TransportRule", {"Name": "R", "DlpPolicy": "No such policy"}),
        ("Get-Place", {"Identity": "AdeleV"}),
        ("Set-Place", {"Identity": "AdeleV", "Building": "West"}),
        ("New-DkimSigningConfig", {"DomainName": "fabrikam.com", "Enabled": True}),
        ("New-AntiPhishPolicy", {"Name": "P", "SpoofQuarantineTag": "No such tag"}),
        ("New-RoleGroup", {"Name": "G", "Roles": ["Mail Recipients", "No such role"]}),
    ],
)
def test_rules_and_roles_are_looked_at(tenant: Tenant, cmdlet: str, values: dict[str, Any]) -> None:
    assert tenant.refusal(cmdlet, **values).error_id == "Ex6F9304"


@pytest.mark.parametrize(
    ("noun", "setter", "parameter"),
    [
        ("RetentionPolicy", "Mailbox", "RetentionPolicy"),
        ("SharingPolicy", "Mailbox", "SharingPolicy"),
        ("OwaMailboxPolicy", "CASMailbox", "OwaMailboxPolicy"),
        ("AuthenticationPolicy", "User", "AuthenticationPolicy"),
    ],
)
def test_a_renamed_policy_is_shown_by_its_new_name(tenant: Tenant, noun: str, setter: str, parameter: str) -> None:
    row = create(tenant, noun, Name="Old")
    tenant.run(f"Set-{setter}", Identity="AdeleV", **{parameter: row["Guid"]})
    assert tenant.one(f"Get-{setter}", Identity="AdeleV")[parameter] == "Old"
    if of_noun(noun)["Set"].parameter("Name"):
        tenant.run(f"Set-{noun}", Identity="Old", Name="New")
        assert tenant.one(f"Get-{setter}", Identity="AdeleV")[parameter] == "New"
        assert tenant.run(f"Set-{setter}", Identity="AdeleV", **{parameter: "New"}).warnings


def test_a_default_follows_the_name_of_what_it_names(tenant: Tenant) -> None:
    assert tenant.one("Get-Mailbox", Identity="LeeG")["RetentionPolicy"] == "Default MRM Policy"
    tenant.run("Set-RetentionPolicy", Identity="Default MRM Policy", Name="House rules")
    assert tenant.one("Get-Mailbox", Identity="LeeG")["RetentionPolicy"] == "House rules"
    assert tenant.run("Set-Mailbox", Identity="LeeG", RetentionPolicy="House rules").warnings
    tenant.run("Set-RetentionPolicyTag", Identity="Junk Email", Name="Bin")
    assert "Bin" in tenant.one("Get-RetentionPolicy", Identity="House rules")["RetentionPolicyTagLinks"]


def test_people_keep_their_rights_under_a_new_name(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=["AlexW"], ForwardingAddress="alexw@contoso.com")
    tenant.run("Add-MailboxPermission", Identity="AdeleV", User="AlexW", AccessRights=["FullAccess"])
    tenant.run("Add-RecipientPermission", Identity="AdeleV", Trustee="AlexW", AccessRights=["SendAs"])
    tenant.run("Add-MailboxFolderPermission", Identity="AdeleV:\\Calendar", User="AlexW", AccessRights=["Reviewer"])
    tenant.run(
        "Set-Mailbox",
        Identity="AlexW",
        Name="Sandy",
        DisplayName="Sandy W",
        MicrosoftOnlineServicesID="sandy@contoso.com",
    )
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert (row["GrantSendOnBehalfTo"], row["ForwardingAddress"]) == (["Sandy"], "Sandy")
    assert tenant.one("Get-MailboxPermission", Identity="AdeleV", User="Sandy")["User"] == "sandy@contoso.com"
    assert tenant.one("Get-RecipientPermission", Identity="AdeleV", Trustee="Sandy")["Trustee"] == "sandy@contoso.com"
    calendar = {"Identity": "AdeleV:\\Calendar"}
    assert tenant.one("Get-MailboxFolderPermission", **calendar, User="Sandy")["User"] == "Sandy W"
    tenant.run("Remove-Mailbox", Identity="Sandy", Confirm=False)
    row = tenant.one("Get-Mailbox", Identity="AdeleV")
    assert (row["GrantSendOnBehalfTo"], row["ForwardingAddress"]) == ([], None)
    assert tenant.run("Get-MailboxFolderPermission", **calendar).rows[2]["User"].startswith("NT:S-1-5-21-")


def test_entries_of_two_of_one_display_name_are_their_own(tenant: Tenant) -> None:
    for alias in ("jane1", "jane2"):
        tenant.run("New-Mailbox", Name=f"Jane {alias}", DisplayName="Jane Doe", Alias=alias, Shared=True)
        rights = {"User": f"{alias}@contoso.com", "AccessRights": ["Editor"]}
        tenant.run("Add-MailboxFolderPermission", Identity="AdeleV:\\Calendar", **rights)
    assert tenant.refusal("Set-Mailbox", Identity="AdeleV", ForwardingAddress="Jane Doe").error_id == "Ex9E65A2"
    who = {"Identity": "AdeleV:\\Calendar", "User": "jane2@contoso.com"}
    tenant.run("Remove-MailboxFolderPermission", **who, Confirm=False)
    assert tenant.refusal("Get-MailboxFolderPermission", **who).text.endswith("Jane Doe.")
    kept = tenant.one("Get-MailboxFolderPermission", Identity="AdeleV:\\Calendar", User="jane1@contoso.com")
    assert kept["User"] == "Jane Doe"


@pytest.mark.parametrize("form", ["PrimarySmtpAddress", "Guid", "DistinguishedName", "Alias", "LegacyExchangeDN"])
def test_a_group_is_found_by_its_manager_in_any_form(tenant: Tenant, form: str) -> None:
    tenant.run("New-DistributionGroup", Name="Ops", ManagedBy=["AlexW"])
    tenant.run("New-DistributionGroup", Name="Other", ManagedBy=["LeeG"])
    who = tenant.one("Get-Mailbox", Identity="AlexW")
    assert [row["Name"] for row in tenant.run("Get-DistributionGroup", ManagedBy=who[form]).rows] == ["Ops"]
    assert tenant.refusal("Get-DistributionGroup", ManagedBy="ghost@contoso.com").error_id == "Ex6F9304"


@pytest.mark.parametrize(
    ("cmdlet", "condition", "found"),
    [
        ("Get-DistributionGroup", "ManagedBy -eq '{alex}'", ["Ops"]),
        ("Get-DistributionGroup", "Members -eq '{lee}'", ["Ops"]),
        ("Get-Recipient", "MemberOfGroup -eq '{ops}'", ["Lee Gu"]),
        ("Get-Mailbox", "GrantSendOnBehalfTo -eq '{alex}'", ["Adele Vance"]),
        ("Get-Mailbox", "ForwardingAddress -eq '{lee}'", ["Adele Vance"]),
        ("Get-Mailbox", "ForwardingAddress -ne $null", ["Adele Vance"]),
        ("Get-Mailbox", "RetentionPolicy -eq '{policy}' -and Alias -eq 'LeeG'", ["Lee Gu"]),
    ],
)
def test_a_filter_finds_references(tenant: Tenant, cmdlet: str, condition: str, found: list[str]) -> None:
    tenant.run("New-DistributionGroup", Name="Ops", ManagedBy=["AlexW"], Members=["LeeG"])
    tenant.run("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=["AlexW"], ForwardingAddress="LeeG")
    names = {
        "alex": tenant.one("Get-Mailbox", Identity="AlexW")["DistinguishedName"],
        "lee": tenant.one("Get-Mailbox", Identity="LeeG")["DistinguishedName"],
        "ops": tenant.one("Get-DistributionGroup", Identity="Ops")["DistinguishedName"],
        "policy": tenant.one("Get-RetentionPolicy", Identity="Default MRM Policy")["DistinguishedName"],
    }
    assert [row["Name"] for row in tenant.run(cmdlet, Filter=condition.format(**names)).rows] == found


def test_people_outside_may_get_mail_and_are_no_condition_of_a_rule(tenant: Tenant) -> None:
    row = tenant.run("New-TransportRule", Name="R", RedirectMessageTo=["ann@fabrikam.com", "AdeleV"]).rows[0]
    assert row["RedirectMessageTo"] == ["ann@fabrikam.com", "AdeleV@contoso.com"]
    assert tenant.refusal("Set-TransportRule", Identity="R", From=["ann@fabrikam.com"]).error_id == "Ex6F9304"
    inbox = {"Mailbox": "AdeleV", "Name": "Copy", "ForwardTo": ["AlexW", "ann@fabrikam.com"]}
    inside, outside = tenant.run("New-InboxRule", **inbox).rows[0]["ForwardTo"]
    assert inside.startswith('"Alex Wilber" [EX:/o=ExchangeLabs/ou=')
    assert outside == '"ann@fabrikam.com" [SMTP:ann@fabrikam.com]'
    assert tenant.run("Set-InboxRule", Mailbox="AdeleV", Identity="Copy", ForwardTo=[inside, outside]).warnings


def test_lists_of_references_change_one_by_one(tenant: Tenant) -> None:
    tenant.run("New-DistributionGroup", Name="Ops", ManagedBy=["AdeleV"])
    tenant.run("Set-DistributionGroup", Identity="Ops", ManagedBy=table(Add=["alexw@contoso.com"], Remove=["AdeleV"]))
    assert tenant.one("Get-DistributionGroup", Identity="Ops")["ManagedBy"] == ["Alex Wilber"]
    change = table(Add=["ghost"])
    assert tenant.refusal("Set-DistributionGroup", Identity="Ops", ManagedBy=change).error_id == "Ex6F9304"


@pytest.mark.parametrize("noun", ["RetentionComplianceRule", "CaseHoldRule", "AppRetentionComplianceRule"])
def test_security_and_compliance_shows_a_rules_policy_by_its_id(noun: str) -> None:
    tenant = Tenant()
    policy = create(tenant, family(noun).refs["Policy"])
    row = create(tenant, noun, Policy=policy["Name"])
    assert row["Policy"] == policy["Guid"]
    chosen = {"Policy": policy["Name"]} if of_noun(noun)["Get"].parameter("Policy") else {}
    assert [other["Name"] for other in tenant.run(f"Get-{noun}", "compliance", **chosen).rows] == [row["Name"]]
