# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caller's roles allow."""

from __future__ import annotations

from typing import Literal

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange import Caller, CmdletNotAvailable, ConfigError
from exo_simulator.exchange.catalogue import all_cmdlets
from exo_simulator.exchange.tables import load
from support.places import SIMULATOR
from support.yaml_texts import from_yaml

Service = Literal["exchange", "compliance"]


def may(tenant: Tenant, role: str, service: Service = "exchange") -> set[str]:
    return set(tenant.organization.allowed_cmdlets(Caller("app", "x", frozenset({role})), service))


@pytest.mark.parametrize("role", ["Global Administrator", "Organization Management"])
@pytest.mark.parametrize("service", ["exchange", "compliance"])
def test_some_roles_allow_everything(role: str, service: Service, tenant: Tenant) -> None:
    user = Caller("user", "x", frozenset({role}))
    names = tenant.organization.allowed_cmdlets(user, service)
    assert names == sorted(cmdlet.name for cmdlet in all_cmdlets(service))


@pytest.mark.parametrize(
    ("role", "service", "yes", "no"),
    [
        ("Exchange Administrator", "exchange", {"Get-Mailbox", "Remove-TransportRule"}, {"New-UnifiedGroup"}),
        ("Exchange Administrator", "compliance", set(), {"Get-Label"}),
        ("Global Reader", "exchange", {"Get-Mailbox", "Get-TransportRule"}, {"Set-Mailbox", "Get-InboxRule"}),
        ("Global Reader", "compliance", {"Get-Label"}, {"Set-Label"}),
        ("Security Reader", "exchange", {"Get-SafeLinksPolicy"}, {"Get-Mailbox", "Set-SafeLinksPolicy"}),
        ("Exchange Recipient Administrator", "exchange", {"Set-Mailbox", "New-MailContact"}, {"New-TransportRule"}),
        ("Compliance Administrator", "compliance", {"New-DlpCompliancePolicy"}, {"New-RoleGroup"}),
        ("Compliance Administrator", "exchange", {"Set-TransportRule"}, {"Set-Mailbox"}),
        ("Security Administrator", "exchange", {"Set-AntiPhishPolicy"}, {"Set-Mailbox"}),
        ("Helpdesk Administrator", "exchange", {"Get-Mailbox"}, {"Set-Mailbox"}),
        ("Nothing Known", "exchange", set(), {"Get-Mailbox"}),
    ],
)
def test_other_roles_allow_their_part(role: str, service: Service, yes: set[str], no: set[str], tenant: Tenant) -> None:
    names = may(tenant, role, service)
    assert yes <= names
    assert not no & names


@pytest.mark.parametrize("role", sorted(load("roles")))
def test_what_is_listed_runs_and_what_is_not_does_not(role: str, tenant: Tenant) -> None:
    caller = Caller("user", "x", frozenset({role}))
    for name in ("Get-Mailbox", "Get-OrganizationConfig"):
        allowed = name in tenant.organization.allowed_cmdlets(caller, "exchange")
        if allowed:
            assert tenant.organization.invoke(caller, "exchange", name, {}).rows
        else:
            with pytest.raises(CmdletNotAvailable):
                tenant.organization.invoke(caller, "exchange", name, {})


def test_roles_add_up_and_their_names_have_any_case(tenant: Tenant) -> None:
    both = Caller("user", "x", frozenset({"security reader", "HELPDESK ADMINISTRATOR"}))
    names = set(tenant.organization.allowed_cmdlets(both, "exchange"))
    assert {"Get-SafeLinksPolicy", "Get-Mailbox"} <= names


def test_a_role_group_of_the_description_allows_what_it_lists() -> None:
    tenant = Tenant(role_groups={"Pilots": ["Get-Mailbox", "*-TransportRule", "!Remove-TransportRule"]})
    names = may(tenant, "Pilots")
    assert names == {"Get-Mailbox"} | {f"{verb}-TransportRule" for verb in ("Disable", "Enable", "Get", "New", "Set")}
    assert tenant.one("Get-RoleGroup", Identity="Pilots")
    assert tenant.organization.role_groups == ["Pilots"]


@pytest.mark.parametrize("listed", ["Get-Mailbox", [5], ["Get-Mailboxx"]])
def test_a_role_group_that_lists_nonsense_is_refused(listed: object) -> None:
    with pytest.raises(ConfigError, match=r"role_groups\.Pilots"):
        Tenant(role_groups={"Pilots": listed})


def test_nothing_of_the_client_module_is_allowed(tenant: Tenant) -> None:
    names = may(tenant, "Global Administrator")
    assert not {name for name in names if name.startswith(("Connect-", "Get-EXO", "Disconnect-"))}
    assert len(names) > 600


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_first_application_of_each_tenant_of_the_box_works_in_both_services(place: int, tenant: Tenant) -> None:
    shipped = from_yaml((SIMULATOR / "exo_simulator" / "default_tenants.yml").read_text(encoding="utf-8"))
    first = shipped["tenants"][place]["applications"][0]
    caller = Caller("app", first["name"], frozenset(first["directory_roles"]))
    assert "New-DlpCompliancePolicy" in tenant.organization.allowed_cmdlets(caller, "compliance")
    assert "Set-Mailbox" in tenant.organization.allowed_cmdlets(caller, "exchange")
