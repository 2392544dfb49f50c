# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of the error table is what some cmdlet fails with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from simulator.exchange.tenant import APP, CONTOSO, Tenant, table

from exo_simulator.exchange import Caller, CmdletError, CmdletNotAvailable
from exo_simulator.exchange.errors import KINDS, SEEN
from support.places import SIMULATOR

README = (SIMULATOR / "README.md").read_text(encoding="utf-8")
Provoke = Callable[[Tenant], CmdletError]


def search(_unused: Tenant) -> CmdletError:
    strict = Tenant(settings={"search_only_session": "required"})
    with pytest.raises(CmdletError) as caught:
        strict.run("New-ComplianceSearch", "compliance", Name="Example")
    return caught.value


def app_only(_unused: Tenant) -> CmdletError:
    return Tenant(APP, settings={"app_only_refusal": "error"}).refusal("New-UnifiedGroup", DisplayName="Team")


ADDRESS_BOOKS = {
    "AddressLists": ["All Users"],
    "GlobalAddressList": "Default Global Address List",
    "OfflineAddressBook": "Default Offline Address Book",
    "RoomList": "All Rooms",
}


def in_use(tenant: Tenant) -> CmdletError:
    tenant.run("New-AddressBookPolicy", Name="Book", **ADDRESS_BOOKS)
    tenant.run("Set-Mailbox", Identity="AdeleV", AddressBookPolicy="Book")
    return tenant.refusal("Remove-AddressBookPolicy", Identity="Book")


def twice(cmdlet: str, **parameters: object) -> Provoke:
    def run(tenant: Tenant) -> CmdletError:
        tenant.run(cmdlet, **parameters)
        return tenant.refusal(cmdlet, **parameters)

    return run


def once(cmdlet: str, **parameters: object) -> Provoke:
    return lambda tenant: tenant.refusal(cmdlet, **parameters)


def grouped(cmdlet: str, **parameters: object) -> Provoke:
    def run(tenant: Tenant) -> CmdletError:
        tenant.run("New-DistributionGroup", Name="Sales", Members=["AdeleV"])
        return tenant.refusal(cmdlet, **parameters)

    return run


def ambiguous(tenant: Tenant) -> CmdletError:
    tenant.run("Set-Mailbox", Identity="AlexW", DisplayName="Adele Vance")
    return tenant.refusal("Set-Mailbox", Identity="Adele Vance", CustomAttribute1="x")


def location(tenant: Tenant) -> CmdletError:
    tenant.run("New-RetentionCompliancePolicy", "compliance", Name="Keep", ExchangeLocation="AdeleV")
    with pytest.raises(CmdletError) as caught:
        tenant.run("Set-RetentionCompliancePolicy", "compliance", Identity="Keep", AddExchangeLocation="adelev")
    return caught.value


def dehydrated(_unused: Tenant) -> CmdletError:
    return Tenant(customized=False).refusal("New-RoleGroup", Name="Pilots")


def engine_name(tenant: Tenant) -> CmdletError:
    tenant.organization.settings.update({"unknown_parameter": "binding"})
    return tenant.refusal("Get-Mailbox", Colour="blue")


CALENDAR = {"Identity": "AdeleV:\\Calendar", "User": "AlexW"}
PROVOKED: dict[str, Provoke] = {
    "not_found": once("Get-Mailbox", Identity="nobody@contoso.com"),
    "ambiguous": ambiguous,
    "exists": twice("New-TransportRule", Name="Twice"),
    "address_exists": once("New-Mailbox", Name="New", Shared=True, PrimarySmtpAddress="AdeleV@contoso.com"),
    "member_exists": grouped("Add-DistributionGroupMember", Identity="Sales", Member="AdeleV@contoso.com"),
    "member_not_found": grouped("Remove-DistributionGroupMember", Identity="Sales", Member="AlexW"),
    "folder_user_exists": twice("Add-MailboxFolderPermission", AccessRights="Reviewer", **CALENDAR),
    "folder_user_missing": once("Set-MailboxFolderPermission", AccessRights="Reviewer", **CALENDAR),
    "not_for_folder": once(
        "Add-MailboxFolderPermission", Identity="AdeleV", User="AlexW", AccessRights="AvailabilityOnly"
    ),
    "binding": engine_name,
    "transformation": once("Set-Mailbox", Identity="AdeleV", AuditEnabled="perhaps"),
    "ambiguous_set": once("Get-Mailbox", Colour="blue"),
    "too_large": once("New-TransportRule", Name="Long", Comments="x" * 65537),
    "protected": once("Remove-HostedContentFilterPolicy", Identity="Default"),
    "in_use": in_use,
    "invalid": once("Disable-Mailbox", Identity="AdeleV", Archive=True),
    "out_of_range": once("Set-TransportConfig", JournalMessageExpirationDays=8),
    "domain": once("New-Mailbox", Name="Foreign", Shared=True, PrimarySmtpAddress="x@fabrikam.com"),
    "dehydrated": dehydrated,
    "filter": once("Get-Mailbox", Filter="DisplayName is 'Adele'"),
    "search_session": search,
    "location_exists": location,
    "app_only": app_only,
}


@pytest.mark.parametrize("key", sorted(set(KINDS) - {"app_only", "dehydrated", "search_session"}))
def test_an_error_that_nobody_has_seen_may_have_no_type(key: str, tenant: Tenant) -> None:
    """The README lists them; a client is to do without the guess."""
    tenant.organization.settings.update({"unseen_errors": "untyped"})
    error = PROVOKED[key](tenant)
    guessed = f"- `{KINDS[key].exception_type.rpartition('.')[2]}`" in README
    assert guessed == (key not in SEEN)
    assert (error.exception_type == "") == guessed
    assert error.error_id == ("" if guessed else KINDS[key].error_id)
    assert error.text


@pytest.mark.parametrize("key", sorted(KINDS))
def test_an_error_has_the_type_of_its_row(key: str, tenant: Tenant) -> None:
    error, kind = PROVOKED[key](tenant), KINDS[key]
    assert (error.error_id, error.exception_type) == (kind.error_id, kind.exception_type)
    assert str(error) == f"{kind.error_id}|{kind.exception_type}|{error.text}"
    assert error.text
    assert error.details == kind.details


@pytest.mark.parametrize(("code", "status"), [("NotFound", 404), ("InternalServerError", 500), ("BadRequest", 400)])
def test_a_missing_object_answers_as_the_switch_says(code: str, status: int) -> None:
    error = Tenant(settings={"not_found": code}).refusal("Get-Mailbox", Identity="nobody")
    assert (error.status, error.code, error.error_id) == (status, code, "Ex6F9304")
    assert error.text.startswith("The operation couldn't be performed because object 'nobody' couldn't be found on '")
    assert "PROD.OUTLOOK.COM" in error.text


def test_details_can_be_absent() -> None:
    assert not Tenant(settings={"error_details": "absent"}).refusal("Get-Mailbox", Identity="nobody").details


@pytest.mark.parametrize("cmdlet", ["Get-Nothing", "Connect-ExchangeOnline", "Get-EXOMailbox", "Get-Label", ""])
def test_what_the_service_does_not_have_is_not_available(cmdlet: str, tenant: Tenant) -> None:
    with pytest.raises(CmdletNotAvailable):
        tenant.run(cmdlet)


@pytest.mark.parametrize("cmdlet", ["New-UnifiedGroup", "Remove-UnifiedGroup", "Add-UnifiedGroupLinks"])
def test_groups_of_microsoft_365_are_not_written_app_only(cmdlet: str) -> None:
    app = Tenant(APP)
    with pytest.raises(CmdletNotAvailable):
        app.run(cmdlet)
    assert cmdlet not in app.organization.allowed_cmdlets(APP, "exchange")


def test_a_missing_delegate_is_a_missing_object(tenant: Tenant) -> None:
    refusal = tenant.refusal("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=table(Add="nobody@contoso.com"))
    assert refusal.exception_type.endswith("ManagementObjectNotFoundException")


def test_a_failed_cmdlet_changes_nothing(tenant: Tenant) -> None:
    taken = table(Add=["smtp:new@contoso.com", "smtp:AlexW@contoso.com"])
    tenant.refusal("Set-Mailbox", Identity="AdeleV", EmailAddresses=taken)
    assert tenant.refusal("Get-Mailbox", Identity="new@contoso.com")
    assert len(tenant.run("Get-Mailbox").rows) == CONTOSO["mailboxes"]


def test_a_caller_without_roles_gets_nothing(tenant: Tenant) -> None:
    nobody = Caller("app", "nobody", frozenset())
    with pytest.raises(CmdletNotAvailable):
        tenant.organization.invoke(nobody, "exchange", "Get-Mailbox", {})
    assert tenant.organization.allowed_cmdlets(nobody, "exchange") == []
