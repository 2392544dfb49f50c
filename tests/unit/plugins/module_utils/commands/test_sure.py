# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogue is sure of is refused before it is sent; what it is not sure of is sent with a warning."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import read_line
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import prepare_call
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import CommandOptions
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import read
from support.rows import each_row

NOT_SURE = "The catalogue is not sure of this parameter, so it is sent as it is."


def call(cmdlet: str, name: str, value: Any, **options: Any) -> Call:
    """The call that a task makes, before any network."""
    return prepare_call(read(CommandOptions(), {"cmdlet": cmdlet, "parameters": {name: value}, **options}, {}))


def of_line(line: str) -> Call:
    """The call that a command line makes."""
    return prepare_call(read_line(read(CommandOptions(), {"command": line}, {})).options)


def refused(cmdlet: str, name: str, value: Any) -> str:
    """Why a value is not sent."""
    with pytest.raises(Failure) as caught:
        call(cmdlet, name, value)
    assert (caught.value.key, caught.value.outcome) == ("parameter-value", "did_not_run")
    return caught.value.line


@each_row(
    ("cmdlet", "name", "value"),
    [
        ("Set-User", "City", ["Ulm", "Bonn"]),
        ("Set-TransportRule", "Priority", [1]),
        ("Set-RemoteDomain", "AutoForwardEnabled", [True]),
        ("Set-OrganizationConfig", "DefaultGroupAccessType", ["Public"]),
        ("Set-Mailbox", "Type", ["Room", "Shared"]),
        ("Get-MessageTraceV2", "StartDate", ["2026-09-01", "2026-09-02"]),
    ],
)
def test_a_list_for_one_value_is_refused(cmdlet: str, name: str, value: Any) -> None:
    assert "it takes one value, and the value is a list" in refused(cmdlet, name, value)


@each_row(
    ("cmdlet", "name", "words"),
    [
        ("Set-Mailbox", "Type", "Room,Shared"),
        ("Add-UnifiedGroupLinks", "LinkType", "Members, Owners"),
        ("New-TenantAllowBlockListItems", "ListType", "Url, Sender"),
        ("Set-RemoteDomain", "AllowedOOFType", "External, InternalLegacy"),
        ("New-DistributionGroup", "MemberJoinRestriction", "Open, Closed"),
        ("New-Label", "SiteExternalSharingControlType", "Disabled, ExternalUserSharingOnly"),
        ("Start-HistoricalSearch", "ReportType", "DLP, MessageTrace"),
    ],
)
def test_several_words_are_refused_where_one_is_chosen(cmdlet: str, name: str, words: str) -> None:
    assert "it takes one word, and" in refused(cmdlet, name, words)
    assert call(cmdlet, name, words.partition(",")[0]).parameters[name] == words.partition(",")[0]


@each_row(
    ("cmdlet", "name", "value", "sent"),
    [
        ("New-Label", "ContentType", ["File", "Email"], "File, Email"),
        ("Add-MailboxFolderPermission", "SharingPermissionFlags", ["Delegate", "CanViewPrivateItems"],
         "Delegate, CanViewPrivateItems"),
        ("New-AddressList", "IncludedRecipients", ["MailboxUsers", "MailContacts"], "MailboxUsers, MailContacts"),
        ("Get-QuarantineMessage", "Direction", ["Inbound"], "Inbound"),
        # Of these nobody knows whether they make a set.
        ("Set-MailboxMessageConfiguration", "DefaultFontFlags", "Bold, Italic", "Bold, Italic"),
        ("Set-MailboxMessageConfiguration", "DefaultFontFlags", ["Bold", "Italic"], ["Bold", "Italic"]),
        ("Set-OrganizationRelationship", "MailboxMoveCapability", "Inbound, Outbound", "Inbound, Outbound"),
    ],
)  # fmt: skip
def test_words_that_make_a_set_may_be_several(cmdlet: str, name: str, value: Any, sent: Any) -> None:
    made = call(cmdlet, name, value)
    assert (made.parameters[name], made.notes) == (sent, ())


@each_row(
    ("cmdlet", "name", "value", "to_write"),
    [
        ("Set-User", "PostalCode", 0o1067, 'PostalCode: "01067"'),
        ("Set-User", "Office", 615, 'Office: "10:15"'),
        ("Set-MailContact", "CustomAttribute3", 1.1, 'CustomAttribute3: "1.10"'),
        ("Set-User", "Phone", 4930123456, 'Phone: "+4930123456"'),
        ("Set-Mailbox", "Identity", 0o777, 'Identity: "0777"'),
        ("New-TransportRule", "SubjectContainsWords", ["a", 2026], 'SubjectContainsWords: "2026"'),
        ("Set-MailboxCalendarConfiguration", "WorkingHoursStartTime", 23400, 'WorkingHoursStartTime: "06:30:00"'),
        ("Set-MailboxCalendarConfiguration", "WorkingHoursEndTime", 17 * 60, 'WorkingHoursEndTime: "17:00:00"'),
    ],
)
def test_a_number_that_yaml_may_have_changed_is_refused_with_the_line_to_write(
    cmdlet: str, name: str, value: Any, to_write: str
) -> None:
    assert to_write in refused(cmdlet, name, value)


@pytest.mark.parametrize("password", [12345678, 0o1234567, 1.5])
def test_a_password_that_is_a_number_is_not_shown(password: float) -> None:
    for cmdlet, name in (("New-Mailbox", "Password"), ("New-App", "Etoken")):
        line = refused(cmdlet, name, password)
        assert "quotation marks" in line
        assert str(password) not in line
        assert f"{int(password):o}" not in line


@each_row(
    ("cmdlet", "name", "value", "words"),
    [
        ("Set-RetentionPolicyTag", "AgeLimitForRetention", 365, '"06:05:00" in quotation marks, or "365"'),
        ("Set-TransportConfig", "MessageExpiration", 90, "gets 90 days"),
        ("Set-Mailbox", "AuditLogAgeLimit", 7200, '"02:00:00"'),
        ("Set-Mailbox", "GrantSendOnBehalfTo", ["anna", 8], "gets 8, which is no text"),
        ("Set-OwaMailboxPolicy", "AllowedFileTypes", [1.1], "gets 1.1"),
        ("Set-OwaMailboxPolicy", "AllowedFileTypes", ["a", True], "gets true"),
    ],
)
def test_a_number_that_may_be_meant_is_sent_with_a_warning(cmdlet: str, name: str, value: Any, words: str) -> None:
    (note,) = call(cmdlet, name, value).notes
    assert words in note


@each_row(
    ("cmdlet", "name", "value"),
    [
        ("Set-User", "PostalCode", "01067"),
        ("Set-User", "Office", "10:15"),
        ("Set-RetentionPolicyTag", "AgeLimitForRetention", "365"),
        ("Set-RetentionPolicyTag", "AgeLimitForRetention", 30),
        ("Set-OwaMailboxPolicy", "AllowedFileTypes", ["1.10", "010", "yes"]),
        ("Set-Mailbox", "Type", "Sharedd"),
        ("Set-Mailbox", "GroupMailbox", "true"),
        ("New-InboxRule", "BulkCategory", "Newsletter"),
    ],
)
def test_what_stands_in_quotation_marks_is_never_warned_of(cmdlet: str, name: str, value: Any) -> None:
    assert call(cmdlet, name, value).notes == ()


@each_row(
    ("line", "name", "sent"),
    [
        ("Set-User anna -PostalCode 01067", "PostalCode", "01067"),
        ("Set-User anna -Office 10:15", "Office", "10:15"),
        ("Set-RetentionPolicyTag Inbox -AgeLimitForRetention 365", "AgeLimitForRetention", "365.00:00:00"),
        ("Get-AutoSensitivityLabelPolicy -ForceValidate", "ForceValidate", True),
        ("Set-PlaceMailbox -ResourceCapacity 12", "ResourceCapacity", "12"),
        ("Get-ComplianceCaseMemberCandidate -RoleGroupOnly", "RoleGroupOnly", True),
    ],
)
def test_a_command_line_has_what_was_written(line: str, name: str, sent: Any) -> None:
    made = of_line(line)
    assert (made.parameters[name], made.notes) == (sent, ())


@each_row(
    ("cmdlet", "name", "value"),
    [
        # The page has another type.
        ("Set-Mailbox", "GroupMailbox", "info@contoso.com"),
        ("New-InboxRule", "BulkCategory", True),
        ("Set-InboxRule", "ExceptIfBulkCategory", 7),
        ("New-AntiPhishPolicy", "TargetedUserProtectionAction", ["Quarantine", "Delete"]),
        ("Set-MailboxCalendarConfiguration", "WeatherEnabled", True),
        ("Set-CASMailboxPlan", "EwsEnabled", "perhaps"),
        # It has no such parameter.
        ("New-InboxRule", "IsExternal", "perhaps"),
        ("Set-RetentionCompliancePolicy", "ForceStartSimulation", [True]),
        ("Set-AppRetentionComplianceRule", "ApplyComplianceTag", ["a", "b"]),
        # Something else on it was seen otherwise.
        ("New-Mailbox", "Room", "perhaps"),
        ("New-AuthenticationPolicy", "Name", ["a", "b"]),
        ("Get-AggregateZapReport", "Page", "first"),
    ],
)
def test_where_the_catalogue_is_not_sure_it_is_sent_with_a_warning(cmdlet: str, name: str, value: Any) -> None:
    made = call(cmdlet, name, value)
    assert made.parameters[name] == value
    assert [note for note in made.notes if note.startswith(f"{name} of {cmdlet}: it ") and note.endswith(NOT_SURE)]
    assert call(cmdlet, name, value, catalogue="off").notes == ()


def test_what_no_json_holds_is_refused_all_the_same() -> None:
    assert "NUL character" in refused("New-InboxRule", "BulkCategory", "a\0b")
    assert "finite" in refused("Set-Mailbox", "GroupMailbox", float("nan"))


@each_row(
    ("cmdlet", "name", "value", "sent"),
    [
        ("Set-Mailbox", "GroupMailbox", True, True),
        ("New-InboxRule", "BulkCategory", "Newsletter", "Newsletter"),
        ("Set-CASMailboxPlan", "EwsEnabled", "true", True),
        ("Set-AntiPhishPolicy", "TargetedDomainProtectionAction", "Quarantine", "Quarantine"),
        ("Set-AppRetentionComplianceRule", "ExcludedItemClasses", ["IPM.Note", "IPM.Task"], ["IPM.Note", "IPM.Task"]),
        ("New-Label", "Conditions", {"Add": ["x"]}, {"@odata.type": "#Exchange.GenericHashTable", "Add": ["x"]}),
        ("Set-MailboxCalendarConfiguration", "WeatherEnabled", "FirstRun", "FirstRun"),
        ("New-SafeLinksPolicy", "CustomUrlList", ["https://contoso.com"], ["https://contoso.com"]),
        ("Set-OrganizationConfig", "EwsEnabled", None, None),
    ],
)
def test_what_was_seen_in_the_service_fits_without_a_word(cmdlet: str, name: str, value: Any, sent: Any) -> None:
    made = call(cmdlet, name, value)
    assert (made.parameters[name], made.notes) == (sent, ())


@each_row(
    ("cmdlet", "name"),
    [
        ("Set-MailUser", "SecondaryAddress"),
        ("New-ServicePrincipal", "Organization"),
        ("Set-AuthenticationPolicy", "TenantId"),
        ("New-InboxRule", "FromSubscription"),
    ],
)
def test_what_was_not_served_is_warned_of(cmdlet: str, name: str) -> None:
    (note,) = call(cmdlet, name, "x").notes
    assert f"{name} is on Microsoft's page of {cmdlet}, but the service did not offer it" in note
    assert call(cmdlet, name, "x", catalogue="strict").notes == (note,)


@each_row(
    ("cmdlet", "parameters", "pair"),
    [
        ("Get-MobileDevice", {"identity": "a", "MAILBOX": "b"}, "Identity or Mailbox"),
        ("New-TenantAllowBlockListItems", {"Allow": True, "Block": True}, "Allow or Block"),
        ("New-InformationBarrierPolicy", {"SegmentsAllowed": "a", "SegmentsBlocked": "b"}, "SegmentsAllowed or"),
        (
            "New-UnifiedGroup",
            {"EmailAddresses": ["a@contoso.com"], "PrimarySmtpAddress": "a@contoso.com"},
            "or Primary",
        ),
    ],
)
def test_two_parameters_of_different_sets_are_warned_of(cmdlet: str, parameters: dict[str, Any], pair: str) -> None:
    def notes(given: dict[str, Any]) -> tuple[str, ...]:
        return prepare_call(read(CommandOptions(), {"cmdlet": cmdlet, "parameters": given}, {})).notes

    (note,) = notes(parameters)
    assert pair in note
    for name in parameters:
        assert notes({**parameters, name: None}) == ()
    if cmdlet == "New-TenantAllowBlockListItems":
        assert notes({"Allow": False, "Block": True}) == ()


@each_row(
    ("cmdlet", "name", "warned"),
    [
        ("Update-DistributionGroupMember", "Members", True),
        ("Update-ComplianceCaseMember", "Members", True),
        ("Update-eDiscoveryCaseAdmin", "Users", True),
        ("Update-RoleGroupMember", "Members", False),
        ("Set-Mailbox", "EmailAddresses", False),
    ],
)
def test_a_change_of_a_list_that_is_replaced_is_warned_of(cmdlet: str, name: str, warned: bool) -> None:
    made = call(cmdlet, name, {"Add": ["anna"]}, allow_tenant_wide=True)
    assert [note for note in made.notes if "replace all" in note] == list(made.notes)
    assert len(made.notes) == warned
    assert call(cmdlet, name, ["anna"], allow_tenant_wide=True).notes == ()


@each_row(
    ("cmdlet", "name", "value"),
    [
        ("Set-CalendarSettings", "EnablePreserveDeclinedMeetings", True),
        ("Add-MailboxLocation", "MailboxLocationType", ["MainArchive"]),
        ("Get-CalendarSettings", "Anything", {"a": 1}),
        ("Set-ThreatResponsePolicy", "Anything", 5),
    ],
)
def test_what_has_no_page_takes_anything(cmdlet: str, name: str, value: Any) -> None:
    made = call(cmdlet, name, value)
    assert made.notes == ()
    with pytest.raises(Failure) as caught:
        call(cmdlet, name, value, catalogue="strict")
    assert caught.value.key == "not-documented"
    assert "did you mean" not in caught.value.line
