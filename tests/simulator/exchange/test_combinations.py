# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters that need others, and those that nobody changes later: refused where their page says so, else taken."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import known, listed
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_documented_words import said, service_of
from simulator.exchange.test_families import create, sample

from exo_simulator.exchange.catalogue import of_noun
from support.extent import each

LINES = [(cmdlet, *line) for cmdlet, lines in listed("documented_combinations")["companion"].items() for line in lines]
# The page says "must", "need to" or shows a parameter set; of AutoSubscribeNewMembers a tool met the refusal. All
# other pages say when a value has an effect. EnableRoomMailboxAccount needs its password on premises alone.
NEEDED = {
    ("InboxRule", "ExceptIfWithinSizeRangeMaximum", "ExceptIfWithinSizeRangeMinimum"),
    ("InboxRule", "ExceptIfWithinSizeRangeMinimum", "ExceptIfWithinSizeRangeMaximum"),
    ("InboxRule", "WithinSizeRangeMaximum", "WithinSizeRangeMinimum"),
    ("InboxRule", "WithinSizeRangeMinimum", "WithinSizeRangeMaximum"),
    ("Mailbox", "EnableRoomMailboxAccount", "Room"),
    ("TransportRule", "BetweenMemberOf1", "BetweenMemberOf2"),
    ("TransportRule", "BetweenMemberOf2", "BetweenMemberOf1"),
    ("TransportRule", "ExceptIfBetweenMemberOf1", "ExceptIfBetweenMemberOf2"),
    ("TransportRule", "ExceptIfBetweenMemberOf2", "ExceptIfBetweenMemberOf1"),
    ("UnifiedAuditLogRetentionPolicy", "Operations", "RecordTypes"),
    ("UnifiedGroup", "AutoSubscribeNewMembers", "SubscriptionEnabled"),
}
NEEDED |= {
    ("DataEncryptionPolicy", one, other)
    for one in ("PermanentDataPurgeContact", "PermanentDataPurgeReason", "PermanentDataPurgeRequested")
    for other in ("PermanentDataPurgeContact", "PermanentDataPurgeReason", "PermanentDataPurgeRequested")
    if one != other
}


EXCEPTIONS = read("exceptions")["combinations"]


@pytest.fixture(scope="module")
def tenant() -> Tenant:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-DistributionGroup", Name="Staff")
    return tenant


@pytest.fixture(scope="module")
def objects(tenant: Tenant) -> dict[str, dict[str, Any]]:
    """What each Set- of the table that has a companion is about."""
    own = {"InboxRule": {"Mailbox": "AdeleV"}}
    nouns = {cmdlet.partition("-")[2] for cmdlet, *_line in LINES if cmdlet.startswith("Set-")}
    made = {noun: create(tenant, noun)["Guid" if noun != "InboxRule" else "RuleIdentity"] for noun in nouns & needing()}
    return {noun: {"Identity": str(key), **own.get(noun, {})} for noun, key in made.items()}


def needing() -> set[str]:
    return {noun for noun, _one, _other in NEEDED if "New" in of_noun(noun)} - {"Mailbox"}


def value(cmdlet: str, name: str) -> Any:
    parameter = known(cmdlet).parameters[name.casefold()]
    return ["Staff"] if parameter.name.endswith(("MemberOf1", "MemberOf2")) else sample(parameter)


@pytest.mark.parametrize(("cmdlet", "name", "companions"), each(6, LINES))
def test_a_parameter_without_its_companion(
    tenant: Tenant, objects: dict[str, dict[str, Any]], cmdlet: str, name: str, companions: list[str]
) -> None:
    verb, _dash, noun = cmdlet.partition("-")
    which = objects.get(noun, {}) if verb == "Set" else {}
    more = {"New-UnifiedGroup": {"DisplayName": "Example"}, "New-InboxRule": {"Name": "Example"}}.get(cmdlet, {})
    refused = said(tenant, cmdlet, {**more, **which, name: value(cmdlet, name)})
    if f"{cmdlet} {name}" in EXCEPTIONS:
        assert "not played" in refused
        return
    needed = any((noun, name) == line[:2] for line in NEEDED) and cmdlet != "Set-Mailbox"
    assert (f"The parameter {name} must be used with" in refused) is needed, refused
    if not needed:
        told = refused.partition(":")[2]
        assert not any(companion in told for companion in companions if companion != "Identity")


def test_the_lines_are_all_there() -> None:
    assert len(LINES) == 218
    assert {(noun, name) for noun, name, _other in NEEDED} <= {(line[0].partition("-")[2], line[1]) for line in LINES}


@pytest.mark.parametrize(
    ("cmdlet", "values"),
    [
        ("Set-MailboxAutoReplyConfiguration", {"EndTime": "2027-12-27"}),
        ("Set-MailboxAutoReplyConfiguration", {"StartTime": "2024-12-27"}),
        ("Set-Mailbox", {"IssueWarningQuota": "100 GB"}),
        ("Set-Mailbox", {"ProhibitSendReceiveQuota": "150 GB"}),
    ],
)
def test_one_value_that_fits_what_is_shown_is_taken(cmdlet: str, values: dict[str, Any]) -> None:
    assert Tenant(mailboxes=3).run(cmdlet, Identity="AdeleV", **values).changed


@pytest.mark.parametrize(
    ("noun", "first", "then"),
    [
        (
            "TransportRule",
            {"BetweenMemberOf1": ["Staff"], "BetweenMemberOf2": ["Staff"]},
            {"BetweenMemberOf1": ["Guests"]},
        ),
        (
            "InboxRule",
            {"WithinSizeRangeMinimum": "1 KB", "WithinSizeRangeMaximum": "9 KB"},
            {"WithinSizeRangeMaximum": "20 KB"},
        ),
        (
            "UnifiedAuditLogRetentionPolicy",
            {"RecordTypes": ["SharePoint"]},
            {"Operations": ["FileAccessed"], "Priority": 5, "RetentionDuration": "SixMonths"},
        ),
    ],
)
def test_a_companion_that_the_object_has_counts(noun: str, first: dict[str, Any], then: dict[str, Any]) -> None:
    tenant = Tenant(mailboxes=3)
    for group in ("Staff", "Guests"):
        tenant.run("New-DistributionGroup", Name=group)
    row = create(tenant, noun, **first)
    which = {"Mailbox": "AdeleV", "Identity": str(row["RuleIdentity"])} if noun == "InboxRule" else {}
    identity = which or {"Identity": row["Guid"]}
    assert tenant.run(f"Set-{noun}", service_of(f"Set-{noun}"), **identity, **then).changed


@pytest.mark.parametrize(
    ("cmdlet", "values", "said_of"),
    [
        (
            "New-InboxRule",
            {"WithinSizeRangeMinimum": "9 KB", "WithinSizeRangeMaximum": "1 KB"},
            "WithinSizeRangeMaximum",
        ),
        ("Set-MailboxAutoReplyConfiguration", {"StartTime": "2027-02-01", "EndTime": "2027-01-31"}, "EndTime"),
        (
            "New-UnifiedAuditLogRetentionPolicy",
            {"RecordTypes": ["SharePoint", "ExchangeAdmin"], "Operations": ["FileAccessed"]},
            "Operations",
        ),
        ("New-DlpComplianceRule", {"AdvancedRule": "{}", "FromScope": "InOrganization"}, "AdvancedRule"),
        ("New-DlpComplianceRule", {"AdvancedRule": "{}", "SubjectContainsWords": ["secret"]}, "AdvancedRule"),
        ("New-DlpComplianceRule", {"AdvancedRule": "{}", "ExceptIfFrom": ["AdeleV"]}, "AdvancedRule"),
        (
            "Set-Mailbox",
            {"IssueWarningQuota": "60 GB", "ProhibitSendReceiveQuota": "50 GB"},
            "ProhibitSendReceiveQuota",
        ),
        (
            "Set-Mailbox",
            {"ProhibitSendQuota": "51 GB", "ProhibitSendReceiveQuota": "50 GB"},
            "ProhibitSendReceiveQuota",
        ),
        ("Set-CalendarProcessing", {"AutomateProcessing": "AutoAccept"}, "AutomateProcessing"),
        # One value beside what a fresh mailbox shows.
        ("Set-MailboxAutoReplyConfiguration", {"EndTime": "2024-12-27"}, "EndTime"),
        ("Set-MailboxAutoReplyConfiguration", {"StartTime": "2027-02-01"}, "EndTime"),
        ("Set-Mailbox", {"IssueWarningQuota": "200 GB"}, "ProhibitSendReceiveQuota"),
        ("Set-Mailbox", {"ProhibitSendQuota": "150 GB"}, "ProhibitSendReceiveQuota"),
        ("Set-Mailbox", {"ProhibitSendReceiveQuota": "50 GB"}, "ProhibitSendReceiveQuota"),
        (
            "Set-MailboxPlan",
            {"Identity": "ExchangeOnlineEnterprise", "ProhibitSendQuota": "150 GB"},
            "ProhibitSendReceiveQuota",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(cmdlet: str, values: dict[str, Any], said_of: str) -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-DlpCompliancePolicy", "compliance", Name="Dlp")
    more = {"Mailbox": "AdeleV", "Name": "Rule"} if cmdlet == "New-InboxRule" else {}
    more = {"Identity": "AdeleV"} if cmdlet.startswith("Set-") else more
    more = {"Policy": "Dlp", "Name": "Rule"} if cmdlet == "New-DlpComplianceRule" else more
    refused = said(tenant, cmdlet, {**more, **values})
    assert said_of in refused
    assert "must be greater" in refused or "can't be" in refused


def test_mail_that_follows_no_mx_record_has_a_smart_host() -> None:
    tenant = Tenant(mailboxes=3)
    new, to = "New-OutboundConnector", {"Name": "Out", "RecipientDomains": ["fabrikam.com"]}
    assert "SmartHosts" in said(tenant, new, {**to, "UseMXRecord": False})
    assert tenant.run(new, **to, UseMXRecord=True).changed
    assert "SmartHosts" in said(tenant, "Set-OutboundConnector", {"Identity": "Out", "UseMXRecord": False})
    assert tenant.run("Set-OutboundConnector", Identity="Out", UseMXRecord=False, SmartHosts=["mail.a.com"]).changed
    assert tenant.run("Set-OutboundConnector", Identity="Out", UseMXRecord=True).changed
    assert tenant.run("Set-OutboundConnector", Identity="Out", UseMXRecord=False).changed  # it has one


@pytest.mark.parametrize("given", [{}, {"Name": "Nobody's"}, {"User": None}])
def test_an_assignment_is_to_somebody(given: dict[str, Any]) -> None:
    refused = said(Tenant(mailboxes=3), "New-ManagementRoleAssignment", {"Role": "Mail Recipients", **given})
    assert "missing mandatory parameters" in refused
    assert "SecurityGroup" in refused


@pytest.mark.parametrize(
    ("cmdlet", "values", "one_of"),
    [
        ("New-AddressList", {"Name": "All"}, "IncludedRecipients RecipientFilter"),
        ("New-DynamicDistributionGroup", {"Name": "All"}, "IncludedRecipients RecipientFilter"),
        ("New-GlobalAddressList", {"Name": "All"}, "IncludedRecipients RecipientFilter"),
        ("New-EmailAddressPolicy", {"Name": "E"}, "EnabledEmailAddressTemplates EnabledPrimarySMTPAddressTemplate"),
        ("New-InboxRule", {"Mailbox": "AdeleV", "SubjectContainsWords": ["x"]}, "FromMessageId Name"),
        ("New-ManagementRole", {"Name": "R"}, "Parent UnScopedTopLevel"),
        ("New-ManagementScope", {"Name": "S"}, "RecipientRestrictionFilter"),
        ("New-RetentionComplianceRule", {"Policy": "Kept"}, "ApplyComplianceTag Name PublishComplianceTag"),
    ],
)
def test_each_parameter_set_has_something_of_its_own(cmdlet: str, values: dict[str, Any], one_of: str) -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-RetentionCompliancePolicy", "compliance", Name="Kept")
    assert said(tenant, cmdlet, values).endswith(f"missing mandatory parameters: {one_of}.")


def test_a_room_may_accept_what_a_user_may_not() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-Mailbox", Name="Hall", Room=True)
    assert tenant.run("Set-CalendarProcessing", Identity="Hall", AutomateProcessing="None").changed


@pytest.mark.parametrize(
    ("cmdlet", "name"),
    [
        ("Set-UnifiedGroup", "HiddenGroupMembershipEnabled"),
        ("Set-ProtectionAlert", "ThreatType"),
        ("Set-OrganizationConfig", "FindTimeAutoScheduleDisabled"),
        ("Set-OrganizationConfig", "FindTimeOnlineMeetingOptionDisabled"),
        ("Set-OwaMailboxPolicy", "ChangeSettingsAccountEnabled"),
    ],
)
def test_what_is_fixed_at_creation_has_no_parameter_later(cmdlet: str, name: str) -> None:
    assert (known(cmdlet).parameter(name) is None) is (f"{cmdlet} {name}" not in EXCEPTIONS)


def test_the_entries_of_the_allow_and_block_list_are_fixed() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-TenantAllowBlockListItems", ListType="Sender", Entries=["a@fabrikam.com"], Block=True)
    other = {"ListType": "Sender", "Entries": ["b@fabrikam.com"]}
    assert tenant.refusal("Set-TenantAllowBlockListItems", Notes="n", **other).error_id == "Ex6F9304"
