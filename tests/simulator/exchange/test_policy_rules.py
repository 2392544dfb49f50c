# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of policies: one for each, none for the default, none without a condition; and what goes with a policy."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, service_of

from exo_simulator.exchange.families import family

# The six rules: noun, condition.
SIX = [
    ("AntiPhishRule", "RecipientDomainIs"),
    ("HostedContentFilterRule", "RecipientDomainIs"),
    ("HostedOutboundSpamFilterRule", "SenderDomainIs"),
    ("MalwareFilterRule", "RecipientDomainIs"),
    ("SafeAttachmentRule", "RecipientDomainIs"),
    ("SafeLinksRule", "RecipientDomainIs"),
]
GO = ["RetentionCompliance", "DlpCompliance", "CaseHold", "AppRetentionCompliance"]


def text(tenant: Tenant, cmdlet: str, **values: Any) -> str:
    return tenant.refusal(cmdlet, **values).text


@pytest.mark.parametrize(("noun", "condition"), SIX)
def test_a_policy_has_one_rule_with_a_condition(noun: str, condition: str) -> None:
    tenant, policy = Tenant(), noun.replace("Rule", "Policy")
    for name in ("P1", "P2"):
        tenant.run(f"New-{policy}", Name=name)
    where = {condition: ["contoso.com"]}
    exception = {f"ExceptIf{condition}": ["contoso.com"]}
    assert "condition" in text(tenant, f"New-{noun}", Name="R", **{policy: "P1"})
    assert "condition" in text(tenant, f"New-{noun}", Name="R", **{policy: "P1"}, **exception)
    tenant.run(f"New-{noun}", Name="R", **{policy: "P1"}, **where)
    assert "already associated" in text(tenant, f"New-{noun}", Name="R2", **{policy: "P1"}, **where)
    assert "already has" in text(tenant, f"Set-{noun}", Identity="R", **{policy: "P1"})
    tenant.run(f"Set-{noun}", Identity="R", **{policy: "P2"})
    tenant.run(f"New-{noun}", Name="R2", **{policy: "P1"}, **where)
    assert "already associated" in text(tenant, f"Set-{noun}", Identity="R2", **{policy: "P2"})
    assert "condition" in text(tenant, f"Set-{noun}", Identity="R", **{condition: None})


@pytest.mark.parametrize(("noun", "condition"), SIX[:4])
def test_the_default_policy_has_no_rule(noun: str, condition: str) -> None:
    tenant, policy = Tenant(), noun.replace("Rule", "Policy")
    default = next(row["Name"] for row in tenant.run(f"Get-{policy}").rows if row["IsDefault"])
    values = {policy: default, condition: ["contoso.com"]}
    assert "default policy" in text(tenant, f"New-{noun}", Name="R", **values)


@pytest.mark.parametrize(("noun", "condition"), SIX)
def test_the_rule_of_a_protection_policy_stays_when_it_goes(noun: str, condition: str) -> None:
    tenant, policy = Tenant(), noun.replace("Rule", "Policy")
    tenant.run(f"New-{policy}", Name="P")
    tenant.run(f"New-{noun}", Name="R", **{policy: "P", condition: ["contoso.com"]})
    assert tenant.run(f"Remove-{policy}", Identity="P").changed
    assert tenant.one(f"Get-{noun}", Identity="R")[policy] is None


@pytest.mark.parametrize("name", GO)
def test_the_rules_of_a_compliance_policy_go_with_it(name: str) -> None:
    tenant, noun = Tenant(), f"{name}Rule"
    policy = create(tenant, f"{name}Policy", Name="P")
    create(tenant, noun, Policy=policy["Guid"])
    other = create(tenant, noun, Policy=create(tenant, f"{name}Policy", Name="Q")["Guid"], Name="Other")
    tenant.run(f"Remove-{name}Policy", service_of(noun), Identity="P", Confirm=False)
    assert [row["Guid"] for row in tenant.run(f"Get-{noun}", service_of(noun)).rows] == [other["Guid"]]


@pytest.mark.parametrize("noun", ["RetentionPolicy", "OwaMailboxPolicy", "AuthenticationPolicy"])
def test_a_policy_of_mailboxes_leaves_them(noun: str) -> None:
    tenant = Tenant()
    setter = {"OwaMailboxPolicy": "CASMailbox", "AuthenticationPolicy": "User"}.get(noun, "Mailbox")
    create(tenant, noun, Name="P")
    tenant.run(f"Set-{setter}", Identity="AdeleV", **{noun: "P"})
    tenant.run(f"Remove-{noun}", Identity="P", Confirm=False)
    assert tenant.one(f"Get-{setter}", Identity="AdeleV")[noun] is None
    assert family(noun).users == "stay"


@pytest.mark.parametrize(
    ("noun", "cmdlet", "values"),
    [
        ("SharingPolicy", "Set-Mailbox", {"Identity": "AdeleV", "SharingPolicy": "P"}),
        ("RoleAssignmentPolicy", "Set-Mailbox", {"Identity": "AdeleV", "RoleAssignmentPolicy": "P"}),
        ("QuarantinePolicy", "New-AntiPhishPolicy", {"Name": "A", "SpoofQuarantineTag": "P"}),
    ],
)
def test_other_policies_cannot_go_while_they_are_used(noun: str, cmdlet: str, values: dict[str, Any]) -> None:
    tenant = Tenant()
    create(tenant, noun, Name="P")
    tenant.run(cmdlet, **values)
    assert tenant.refusal(f"Remove-{noun}", Identity="P").exception_type.endswith("ObjectInUseException")


def test_people_can_always_go(tenant: Tenant) -> None:
    tenant.run("New-MailContact", Name="Ann", ExternalEmailAddress="ann@fabrikam.com")
    tenant.run("New-DistributionGroup", Name="Ops", ManagedBy=["AdeleV"])
    tenant.run("Set-User", Identity="AdeleV", Manager="Ann")
    tenant.run("New-TransportRule", Name="R", FromMemberOf=["Ops"])
    assert tenant.run("Remove-MailContact", Identity="Ann").changed
    assert tenant.run("Remove-DistributionGroup", Identity="Ops").changed
    assert tenant.one("Get-User", Identity="AdeleV")["Manager"] is None
