# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which forms of an identity find what, and that a name of two never decides for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import ADMIN, Tenant

from exo_simulator.exchange import Caller

UNIT = "eurpr05a001.prod.outlook.com/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com"


@pytest.mark.parametrize("place", ["Sales", "contoso.com/Users", "fabrikam.onmicrosoft.com", "/", "Mailbox"])
@pytest.mark.parametrize("cmdlet", ["Remove-Mailbox", "Set-CASMailbox", "Get-Recipient", "Remove-TransportRule"])
def test_a_name_behind_a_strange_place_is_nobodys(tenant: Tenant, place: str, cmdlet: str) -> None:
    tenant.run("New-TransportRule", Name="Adele Vance", PrependSubject="x")
    assert tenant.refusal(cmdlet, Identity=f"{place}/Adele Vance").error_id == "Ex6F9304"


@pytest.mark.parametrize("place", [UNIT, UNIT.upper(), "contoso.onmicrosoft.com"])
def test_a_recipient_is_found_by_its_canonical_name(tenant: Tenant, place: str) -> None:
    assert tenant.one("Get-Mailbox", Identity=f"{place}/Adele Vance")["Alias"] == "AdeleV"


@pytest.mark.parametrize("noun", ["AddressList", "GlobalAddressList", "OfflineAddressBook"])
def test_an_address_list_is_known_by_its_path(tenant: Tenant, noun: str) -> None:
    first = tenant.run(f"Get-{noun}").rows[0]
    assert first["Identity"] == first["Id"] == f"\\{first['Name']}"
    for identity in (first["Identity"], first["Identity"].upper(), first["Name"]):
        assert tenant.one(f"Get-{noun}", Identity=identity) == first
    assert tenant.refusal(f"Get-{noun}", Identity=f"\\Nowhere\\{first['Name']}").error_id == "Ex6F9304"


def test_a_list_within_a_list_has_both_in_its_path_and_a_policy_reads_back_as_written(tenant: Tenant) -> None:
    tenant.run("New-AddressList", Name="Kyiv", Container="\\All Users", IncludedRecipients="MailboxUsers")
    assert tenant.one("Get-AddressList", Identity="Kyiv")["Identity"] == "\\All Users\\Kyiv"
    books = {"GlobalAddressList": "\\Default Global Address List", "OfflineAddressBook": "Default Offline Address Book"}
    lists = {"AddressLists": ["\\All Users\\Kyiv", "\\All Contacts"], "RoomList": "All Rooms"}
    row = tenant.run("New-AddressBookPolicy", Name="Kyiv", **books, **lists).rows[0]
    assert {name: row[name] for name in (*books, *lists)} == {**books, **lists}
    tenant.run("Set-AddressList", Identity="\\All Contacts", Name="Everybody outside")
    assert tenant.one("Get-AddressBookPolicy")["AddressLists"] == ["\\All Users\\Kyiv", "\\Everybody outside"]


@pytest.mark.parametrize("name", ["eDiscovery Manager", "Compliance Administrator", "Organization Management"])
def test_a_role_group_of_security_and_compliance_is_found_without_its_spaces(tenant: Tenant, name: str) -> None:
    for identity in (name.replace(" ", ""), name):
        assert tenant.run("Get-RoleGroup", "compliance", Identity=identity).rows[0]["Name"] == name
    assert tenant.refusal("Get-RoleGroup", Identity="HelpDesk").error_id == "Ex6F9304"  # Exchange has names with spaces


class Rules:
    """Three rules of two mailboxes, two of them with one name in one mailbox."""

    def __init__(self, caller: Caller = ADMIN) -> None:
        self.tenant = Tenant(caller)
        self.adele, self.first, self.second = (self.made(who) for who in ("AdeleV", "AlexW", "AlexW"))

    def made(self, mailbox: str) -> Mapping[str, Any]:
        return self.tenant.one("New-InboxRule", Mailbox=mailbox, Name="Junk", From="a@fabrikam.com", DeleteMessage=True)

    def left(self, mailbox: str) -> list[int]:
        rows = self.tenant.run("Get-InboxRule", Mailbox=mailbox).rows
        return [row["RuleIdentity"] for row in rows]


def test_a_rule_without_its_mailbox_is_nobodys() -> None:
    rules = Rules()
    for identity in ("Junk", str(rules.adele["RuleIdentity"]), rules.adele["RuleIdentity"]):
        assert rules.tenant.refusal("Remove-InboxRule", Identity=identity).error_id == "Ex6F9304"
    assert len(rules.left("AdeleV")) == 1


def test_a_rule_of_ones_own_needs_no_mailbox() -> None:
    rules = Rules(Caller("user", "AdeleV@contoso.com", ADMIN.roles))
    assert rules.tenant.run("Remove-InboxRule", Identity="Junk").changed
    assert (len(rules.left("AdeleV")), len(rules.left("AlexW"))) == (0, 2)
    assert len(rules.tenant.run("Get-InboxRule").rows) == 0


@pytest.mark.parametrize("cmdlet", ["Remove-InboxRule", "Disable-InboxRule", "Get-InboxRule"])
def test_a_name_of_two_rules_decides_for_none(cmdlet: str) -> None:
    assert Rules().tenant.refusal(cmdlet, Mailbox="AlexW", Identity="Junk").error_id == "Ex9E65A2"


@pytest.mark.parametrize("owner", ["AlexW", "AlexW@contoso.com", "Alex Wilber", "{MailboxOwnerId}"])
def test_a_rule_is_found_by_its_owner_and_number(owner: str) -> None:
    rules = Rules()
    rules.tenant.run("Remove-InboxRule", Identity=f"{owner.format(**rules.first)}\\{rules.first['RuleIdentity']}")
    assert rules.left("AlexW") == [rules.second["RuleIdentity"]]


def test_the_number_of_another_mailbox_is_not_found() -> None:
    rules = Rules()
    identity = f"AdeleV\\{rules.first['RuleIdentity']}"
    assert rules.tenant.refusal("Remove-InboxRule", Identity=identity).error_id == "Ex6F9304"


def test_a_role_group_has_no_id_to_be_found_by(tenant: Tenant) -> None:
    for name in ("Help Desk", "Organization Management"):
        row = tenant.one("Get-RoleGroup", Identity=name)
        assert tenant.refusal("Get-RoleGroup", Identity=row["Guid"]).error_id == "Ex6F9304"


@pytest.fixture
def namesakes(tenant: Tenant) -> Tenant:
    """Two shared mailboxes, one display name."""
    tenant.run("New-Mailbox", Shared=True, Name="Reception 1", DisplayName="Reception")
    tenant.run("New-Mailbox", Shared=True, Name="Reception 2", DisplayName="Reception")
    return tenant


@pytest.mark.parametrize("noun", ["Mailbox", "Recipient", "User"])
def test_a_look_at_a_name_of_two_lists_both(namesakes: Tenant, noun: str) -> None:
    rows = namesakes.run(f"Get-{noun}", Identity="Reception").rows
    assert [row["Name"] for row in rows] == ["Reception 1", "Reception 2"]
    namesakes.organization.settings.update({"get_by_shared_name": "ambiguous"})
    assert namesakes.refusal(f"Get-{noun}", Identity="Reception").error_id == "Ex9E65A2"


@pytest.mark.parametrize(
    ("cmdlet", "more"),
    [
        ("Set-Mailbox", {"MailTip": "x"}),
        ("Remove-Mailbox", {}),
        ("Get-MailboxStatistics", {}),
        ("Set-CASMailbox", {"PopEnabled": False}),
    ],
)
def test_what_is_about_one_takes_no_name_of_two(namesakes: Tenant, cmdlet: str, more: dict[str, Any]) -> None:
    assert namesakes.refusal(cmdlet, Identity="Reception", **more).error_id == "Ex9E65A2"
