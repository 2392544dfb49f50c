# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports on groups, protection policies and what is retired, against a tenant whose truth is written here."""

from __future__ import annotations

from typing import Any

import pytest
from desired.conftest import USER
from desired.told import ADELE, ALEX, CHRISTIE, DEBRA, found, lines, write

from support.box import Box
from support.desk import Desk

STRICT, STANDARD = "Strict Preset Security Policy", "Standard Preset Security Policy"


@pytest.fixture(scope="module")
def groups(shared_reports_box: Box, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Alex in a group in a group, and in a dynamic one; and the owner of another."""
    with Desk(shared_reports_box, tmp_path_factory.mktemp("groups")) as desk:
        write(desk, "New-DistributionGroup", Name="Desk", Members=[ALEX])
        write(desk, "New-DistributionGroup", Name="Floor", Members=["Desk", ADELE])
        write(desk, "New-DistributionGroup", Name="House", Members=["Floor"])
        # A ring: each is in the other.
        write(desk, "Add-DistributionGroupMember", Identity="Desk", Member="House")
        write(desk, "New-DistributionGroup", Name="Others", Members=[DEBRA], ManagedBy=[ALEX])
        write(desk, "New-DynamicDistributionGroup", Name="All people", IncludedRecipients="MailboxUsers")
        write(desk, "New-DistributionGroup", Name="Around all", Members=["All people"])
        write(desk, "New-DistributionGroup", Name="Around that", Members=["Around all"])


@pytest.fixture(scope="module")
def teams(shared_reports_box: Box, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Microsoft 365 groups, which a user makes, with Alex and a guest; and a list with a contact."""
    desk = Desk(shared_reports_box, tmp_path_factory.mktemp("teams"))
    desk.environ = {key: value for key, value in desk.environ.items() if key not in ("EXO_APP_ID", "EXO_CLIENT_SECRET")}
    desk.connect(**USER)
    for name in ("Team", "Project"):
        write(desk, "New-UnifiedGroup", DisplayName=name, Alias=name)
    write(desk, "New-MailContact", Name="Partner", ExternalEmailAddress="partner@adatum.example")
    write(desk, "Add-UnifiedGroupLinks", Identity="Team", LinkType="Members", Links=[ALEX])
    write(desk, "New-DistributionGroup", Name="Outsiders", Members=["Partner"])
    desk.disconnect()


@pytest.mark.usefixtures("groups", "teams")
def test_microsoft_365_groups_and_those_of_a_person_outside(reports_desk: Desk, reports_box: Box) -> None:
    told = reports_desk.report(report_names="groups", report_person=ALEX)
    kinds = {one["object"].partition("@")[0]: one["values"]["type"] for one in lines(told, "groups.member")}
    assert (kinds["Team"], kinds["Desk"]) == ("GroupMailbox", "MailUniversalDistributionGroup")
    assert "Project" not in kinds
    looked_for = [
        one["parameters"] for one in reports_box.control.journal(kind="invoke") if "Filter" in one["parameters"]
    ]
    assert all("GroupMailbox" in one["RecipientTypeDetails"] for one in looked_for), looked_for
    told = reports_desk.report(report_names="groups", report_person="partner@adatum.example")
    assert [one["object"].partition("@")[0] for one in lines(told, "groups.member")] == ["Outsiders"]


@pytest.mark.usefixtures("groups")
def test_all_groups_of_a_person(reports_desk: Desk, reports_box: Box) -> None:
    told = reports_desk.report(report_names="groups", report_person=ALEX)
    member = {one["object"].partition("@")[0]: one["values"]["through"] for one in lines(told, "groups.member")}
    around = {"Aroundall": ["Allpeople@contoso.com"], "Aroundthat": ["Aroundall@contoso.com"]}
    assert {"Desk", "Floor", "House", *around} <= set(member) <= {"Desk", "Floor", "House", "Team", *around}
    # In a group that a dynamic one is in, and in one around that.
    assert {name: member[name] for name in around} == around
    assert member["Floor"] == ["Desk@contoso.com"]
    assert [one["object"].partition("@")[0] for one in lines(told, "groups.owner")] == ["Others"]
    assert len(lines(told, "groups.dynamic")) == 1
    reports_box.control.reset()
    told = reports_desk.report(report_names="groups")
    assert told["error"]["documentation"].endswith("#report-person-missing"), told
    assert reports_box.control.journal(kind="invoke") == []


@pytest.fixture(scope="module")
def policies(shared_reports_box: Box, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Spam: Strict for Adele, Standard for fabrikam.com without Christie, two custom rules for contoso.com."""
    with Desk(shared_reports_box, tmp_path_factory.mktemp("policies")) as desk:
        for name in ("Strict", "Standard", "First", "Second", "Off"):
            write(desk, "New-HostedContentFilterPolicy", Name=name)
        presets = {"AntiPhishPolicy": "Office365 AntiPhish Default", "MalwareFilterPolicy": "Default"}
        write(desk, "New-EOPProtectionPolicyRule", Name=STRICT, HostedContentFilterPolicy="Strict", Priority=0,
              SentTo=[ADELE], **presets)  # fmt: skip
        write(desk, "New-EOPProtectionPolicyRule", Name=STANDARD, HostedContentFilterPolicy="Standard", Priority=1,
              RecipientDomainIs=["fabrikam.com"], ExceptIfSentTo=[CHRISTIE], **presets)  # fmt: skip
        rule: dict[str, Any] = {"RecipientDomainIs": ["contoso.com"]}
        write(desk, "New-HostedContentFilterRule", Name="First", HostedContentFilterPolicy="First",
              SentToMemberOf=["House"], **rule)  # fmt: skip
        write(desk, "New-HostedContentFilterRule", Name="Second", HostedContentFilterPolicy="Second",
              ExceptIfSentTo=[CHRISTIE], **rule)  # fmt: skip
        write(desk, "New-HostedContentFilterRule", Name="Off", HostedContentFilterPolicy="Off", Priority=0, **rule)
        write(desk, "Disable-HostedContentFilterRule", Identity="Off")


def spam_of(desk: Desk, person: str) -> tuple[str, str]:
    told = lines(desk.report(report_names="protection", report_person=person), "protection.spam")
    (line,) = [one for one in told if one["object"] == person]
    return line["values"]["policy"], line["values"]["by"]


@pytest.mark.usefixtures("groups", "policies")
def test_which_policy_applies_to_whom(reports_desk: Desk) -> None:
    assert spam_of(reports_desk, ADELE) == ("Strict", "preset")
    # In Desk, which is in Floor, which is in House.
    assert spam_of(reports_desk, ALEX) == ("First", "custom")
    assert spam_of(reports_desk, DEBRA) == ("Second", "custom")
    assert spam_of(reports_desk, CHRISTIE) == ("Default", "default")
    told = reports_desk.report(report_names="protection")
    spam = {one["object"]: one["values"] for one in lines(told, "protection.spam")}
    assert (spam["contoso.com"]["policy"], spam["contoso.com"]["by"]) == ("Default", "default")
    # Adele has another one, the members of House have, and all but Christie have.
    assert spam["contoso.com"]["some_have"] == ["Strict", "First", "Second"]
    # A rule that names a domain is for its sub-domains as well, of whom nobody is left out here.
    assert (spam["relay.contoso.com"]["policy"], spam["relay.contoso.com"]["some_have"]) == ("Second", ["First"])
    assert (spam["fabrikam.com"]["policy"], spam["fabrikam.com"]["by"]) == ("Standard", "preset")
    assert found(told, "protection.safe-links", "by") >= {("contoso.com", "listed", "built in")}
    built_in = reports_desk.run(cmdlet="Get-ATPBuiltInProtectionRule")["objects"][0]["Identity"]
    write(reports_desk, "Set-ATPBuiltInProtectionRule", Identity=built_in, ExceptIfRecipientDomainIs=["fabrikam.com"])
    told = reports_desk.report(report_names="protection")
    assert ("fabrikam.com", "look", None) in found(told, "protection.safe-links", "by")


def test_who_still_allows_what_is_retired(reports_desk: Desk) -> None:
    write(reports_desk, "Set-CASMailbox", Identity=ADELE, EwsEnabled=False, SmtpClientAuthenticationDisabled=False)
    write(reports_desk, "New-AuthenticationPolicy", Name="Printers", AllowBasicAuthSmtp=True)
    told = reports_desk.report(report_names="retirement")
    assert {(one["object"], one["verdict"]) for one in lines(told, "retirement.ews")} == {
        ("contoso.onmicrosoft.com", "look"), ("", "unknown"),
    }  # fmt: skip
    assert found(told, "retirement.ews-mailboxes", "ews") >= {(ADELE, "ok", False), (ALEX, "look", True)}
    own, of_all = (ADELE, "look", "mailbox"), (ALEX, "ok", "organization")
    assert found(told, "retirement.smtp-auth-mailboxes", "by") >= {own, of_all}
    assert found(told, "retirement.policies", "allowed") == {("Printers", "look", True)}
    write(reports_desk, "Set-OrganizationConfig", EwsEnabled=False)
    told = reports_desk.report(report_names="retirement")
    assert {one["verdict"] for one in lines(told, "retirement.ews-mailboxes")} == {"ok"}
