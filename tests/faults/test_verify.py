# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``verify`` after an unknown write of each kind: which read looks, at what, and what it says before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
CALENDAR = f"{ADELE}:\\Calendar"
GONE: tuple[bool | None, bool | None] = (False, None)
THERE: tuple[bool | None, bool | None] = (True, None)
AS_WRITTEN: tuple[bool | None, bool | None] = (True, True)
OTHER: tuple[bool | None, bool | None] = (True, False)
OPEN: tuple[bool | None, bool | None] = (None, None)
# What the line says of it.
WORDS = {
    GONE: "shows no such object now.",
    THERE: "shows it now; the field read_back has what it looks like.",
    AS_WRITTEN: "shows it now, with the values that were written.",
    OTHER: "shows it now, with other values than were written.",
    OPEN: "cannot tell: what it shows, in the field read_back, may be others.",
}

Write = tuple[str, dict[str, Any]]
TROUBLE: dict[str, Any] = {"exception_type": "Microsoft.Exchange.X.UnableToWriteToAadException", "status": 400}


@dataclass(frozen=True)
class Kind:
    """A write, the read that looks, and ``found`` and ``matches`` where the write did not run and where it did.

    ``first`` are writes that it needs, ``about`` what the read is asked for.
    """

    write: Write
    read: str
    about: dict[str, Any]
    before: tuple[bool | None, bool | None]
    after: tuple[bool | None, bool | None]
    first: tuple[Write, ...] = field(default=())

    def __str__(self) -> str:
        return self.write[0]


CONTACT: Write = ("New-MailContact", {"Name": "Reception", "ExternalEmailAddress": "reception@fabrikam.com"})
RULE: Write = ("New-InboxRule", {"Name": "News", "Mailbox": ADELE, "From": "news@fabrikam.com", "DeleteMessage": True})
RULE_NAMED = {"Identity": "News", "Mailbox": ADELE}
FLOW: Write = ("New-TransportRule", {"Name": "Spam", "SubjectContainsWords": ["casino"], "SetSCL": 5})
GROUP: Write = ("New-DistributionGroup", {"Name": "Sales", "PrimarySmtpAddress": "sales@contoso.onmicrosoft.com"})
ON_MAILBOX = {"Identity": ADELE, "User": ALEX, "AccessRights": "FullAccess"}
SHARED = {"Identity": ADELE, "User": ALEX}
FOLDER = {"Identity": CALENDAR, "User": ALEX}
ON_FOLDER = {"Identity": CALENDAR, "User": ALEX, "AccessRights": "Reviewer"}
AS_SENDER = {"Identity": ADELE, "Trustee": ALEX, "AccessRights": "SendAs"}
MEMBER = {"Identity": "Sales", "Member": "AdeleV@contoso.com"}
SECOND: Write = ("Add-DistributionGroupMember", {"Identity": "Sales", "Member": ALEX})
BLOCKED = {"ListType": "Sender", "Entries": ["spam@fabrikam.com"]}
OTHER_ENTRY = {"ListType": "Sender", "Entries": ["casino@fabrikam.com"]}
# Its note is no entry.
NOTED: Write = ("New-TenantAllowBlockListItems", {**OTHER_ENTRY, "Block": True, "Notes": "spam@fabrikam.com"})

KINDS = [
    Kind(CONTACT, "Get-MailContact", {"Identity": "Reception"}, GONE, AS_WRITTEN),
    Kind(("Remove-MailContact", {"Identity": "Reception"}), "Get-MailContact", {"Identity": "Reception"}, THERE, GONE,
         (CONTACT,)),
    Kind(("Set-MailContact", {"Identity": "Reception", "ExternalEmailAddress": "desk@fabrikam.com"}), "Get-MailContact",
         {"Identity": "Reception"}, OTHER, AS_WRITTEN, (CONTACT,)),
    Kind(RULE, "Get-InboxRule", RULE_NAMED, GONE, THERE),
    Kind(("Disable-InboxRule", RULE_NAMED), "Get-InboxRule", RULE_NAMED, THERE, THERE, (RULE,)),
    Kind(("Enable-InboxRule", RULE_NAMED), "Get-InboxRule", RULE_NAMED, THERE, THERE, (RULE,)),
    Kind(("Remove-InboxRule", RULE_NAMED), "Get-InboxRule", RULE_NAMED, THERE, GONE, (RULE,)),
    # It has a list of words, which nobody compares.
    Kind(FLOW, "Get-TransportRule", {"Identity": "Spam"}, GONE, THERE),
    # A type of its own: nobody knows in which form it is shown, so another value may be the same.
    Kind(("Set-TransportRule", {"Identity": "Spam", "SetSCL": 7}), "Get-TransportRule", {"Identity": "Spam"}, THERE,
         AS_WRITTEN, (FLOW,)),
    Kind(("Remove-TransportRule", {"Identity": "Spam"}), "Get-TransportRule", {"Identity": "Spam"}, THERE, GONE,
         (FLOW,)),
    Kind(("Enable-Mailbox", {"Identity": ADELE, "Archive": True}), "Get-Mailbox", {"Identity": ADELE}, THERE, THERE),
    Kind(("Set-OrganizationConfig", {"AuditDisabled": True}), "Get-OrganizationConfig", {}, OTHER, AS_WRITTEN),
    # A permission is looked for with the one who has it, not among all others.
    Kind(("Add-MailboxPermission", ON_MAILBOX), "Get-MailboxPermission", SHARED, GONE, THERE),
    Kind(("Remove-MailboxPermission", ON_MAILBOX), "Get-MailboxPermission", SHARED, THERE,
         GONE, (("Add-MailboxPermission", ON_MAILBOX),)),
    # There is none to look for it with, and the mailbox's own is always there.
    Kind(("Add-MailboxPermission", {"Identity": ADELE, "Owner": ALEX}), "Get-MailboxPermission", {"Identity": ADELE},
         OPEN, OPEN),
    Kind(("Add-MailboxFolderPermission", ON_FOLDER), "Get-MailboxFolderPermission", FOLDER,
         GONE, THERE),
    Kind(("Remove-MailboxFolderPermission", FOLDER), "Get-MailboxFolderPermission",
         FOLDER, THERE, GONE, (("Add-MailboxFolderPermission", ON_FOLDER),)),
    Kind(("Add-RecipientPermission", AS_SENDER), "Get-RecipientPermission", {"Identity": ADELE, "Trustee": ALEX}, GONE,
         THERE),
    # A list is read whole: that it has others says nothing of the one that was meant.
    Kind(("Add-DistributionGroupMember", MEMBER), "Get-DistributionGroupMember", {"Identity": "Sales"}, GONE, THERE,
         (GROUP,)),
    Kind(("Add-DistributionGroupMember", MEMBER), "Get-DistributionGroupMember", {"Identity": "Sales"}, OPEN, THERE,
         (GROUP, SECOND)),
    Kind(("Remove-DistributionGroupMember", MEMBER), "Get-DistributionGroupMember", {"Identity": "Sales"}, THERE, OPEN,
         (GROUP, SECOND, ("Add-DistributionGroupMember", MEMBER))),
    Kind(("New-TenantAllowBlockListItems", {**BLOCKED, "Block": True}), "Get-TenantAllowBlockListItems",
         {"ListType": "Sender"}, GONE, THERE),
    Kind(("New-TenantAllowBlockListItems", {**BLOCKED, "Block": True}), "Get-TenantAllowBlockListItems",
         {"ListType": "Sender"}, OPEN, THERE, (NOTED,)),
    Kind(("New-TenantAllowBlockListItems", {**BLOCKED, "Block": True, "ListSubType": "AdvancedDelivery"}),
         "Get-TenantAllowBlockListItems", {"ListType": "Sender", "ListSubType": "AdvancedDelivery"}, GONE, THERE),
]  # fmt: skip

UNDO: list[Write] = [
    ("Remove-MailContact", {"Identity": "Reception"}),
    ("Remove-InboxRule", RULE_NAMED),
    ("Remove-TransportRule", {"Identity": "Spam"}),
    ("Remove-DistributionGroup", {"Identity": "Sales"}),
    ("Remove-MailboxPermission", ON_MAILBOX),
    ("Remove-MailboxFolderPermission", {"Identity": CALENDAR, "User": ALEX}),
    ("Remove-RecipientPermission", AS_SENDER),
    ("Remove-TenantAllowBlockListItems", BLOCKED),
    ("Remove-TenantAllowBlockListItems", OTHER_ENTRY),
    ("Set-OrganizationConfig", {"AuditDisabled": False}),
]


@pytest.fixture(autouse=True)
def clean(desk: Desk) -> None:
    """Nothing of an earlier test is there."""
    desk.run(commands=[{"cmdlet": name, "parameters": given} for name, given in UNDO], on_error="continue")


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_what_is_read_and_what_it_says(desk: Desk, box: Box, kind: Kind) -> None:
    for name, given in kind.first:
        assert "failed" not in desk.run(cmdlet=name, parameters=given)
    name, given = kind.write
    for moment, expected in (("before", kind.before), ("after", kind.after)):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": name.lower()}, status=504, moment=moment)
        result = desk.run(cmdlet=name, parameters=given, verify=True)
        assert (result["outcome"], result["failed"]) == ("unknown", True)  # whatever the read shows
        shown = result["read_back"]
        assert (shown["cmdlet"], shown["parameters"], shown["msg"]) == (kind.read, kind.about, None)
        assert (shown["found"], shown["matches"]) == expected, (moment, shown)
        assert WORDS[expected] in result["msg"]
        assert [one["cmdlet"] for one in box.control.journal(kind="invoke")] == [name, kind.read]


def test_in_a_list_each_unknown_write_has_a_look_of_its_own(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "new-mailcontact"}, status=504, moment="after")
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    items: list[dict[str, Any]] = [
        {"cmdlet": CONTACT[0], "parameters": CONTACT[1], "verify": True},
        {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "CustomAttribute3": "not looked at"}},
        {"cmdlet": "Get-OrganizationConfig", "verify": True},
    ]
    outcomes = desk.run(commands=items, on_error="continue")["outcomes"]
    assert [one["outcome"] for one in outcomes] == ["unknown", "unknown", "ran"]
    assert outcomes[0]["read_back"]["matches"] is True
    assert ["read_back" in one for one in outcomes] == [True, False, False]


def test_no_read_shows_what_a_cmdlet_without_one_did(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "start-managedfolderassistant"}, status=504)
    result = desk.run(cmdlet="Start-ManagedFolderAssistant", parameters={"Identity": ADELE}, verify=True)
    assert (result["outcome"], result["read_back"]) == ("unknown", None)


def test_a_text_that_the_service_makes_a_page_of_is_left_open(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    page = {"MailTip": "<html>\n<body>\nBack on Monday\n</body>\n</html>"}
    box.control.fault("status", match={"cmdlet": "get-mailbox"}, status=200, body={"value": [page]})
    shown = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": ADELE, "MailTip": "Back on Monday"}, verify=True)[
        "read_back"
    ]
    assert (shown["found"], shown["matches"]) == THERE


@pytest.mark.parametrize("verb", ["Set", "Remove"])
@pytest.mark.parametrize("others", [(), (NOTED,)], ids=["alone", "among others"])
def test_an_entry_is_known_by_its_id(desk: Desk, box: Box, verb: str, others: tuple[Write, ...]) -> None:
    """Also where others are in the list: they are not what the write was about."""
    for name, given in others:
        desk.run(cmdlet=name, parameters=given)
    made = desk.run(cmdlet="New-TenantAllowBlockListItems", parameters={**BLOCKED, "Block": True})["objects"][0]
    entry = {"ListType": "Sender", "Ids": [made["Identity"].upper()], **({"Notes": "seen"} if verb == "Set" else {})}
    matches = {"before": False, "after": True} if verb == "Set" and not others else {"before": None, "after": None}
    found = {"before": True, "after": verb == "Set" or (None if others else False)}
    for moment in ("before", "after"):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": f"{verb.lower()}-tenantallowblocklistitems"}, status=504,
                          moment=moment)  # fmt: skip
        shown = desk.run(cmdlet=f"{verb}-TenantAllowBlockListItems", parameters=entry, verify=True)["read_back"]
        expected = (found[moment], None if verb == "Remove" and moment == "after" else matches[moment])
        assert (shown["found"], shown["matches"]) == expected, (moment, shown)


HELD: list[tuple[Write, str, dict[str, Any]]] = [
    (("New-ExoSecOpsOverrideRule", {"Policy": "SecOps"}), "Get-ExoSecOpsOverrideRule",
     {"Policy": "SecOps", "Confirm": False}),
    (("New-RetentionComplianceRule", {"Policy": "Keep", "RetentionDuration": "365"}), "Get-RetentionComplianceRule",
     {"Policy": "Keep"}),
    (("New-MailboxImportRequest", {"Mailbox": ADELE}), "Get-MailboxImportRequest", {"Mailbox": ADELE}),
    (("Set-ComplianceSecurityFilter", {"FilterName": "Sales", "Action": "All"}), "Get-ComplianceSecurityFilter",
     {"Confirm": False}),
    (("New-TenantAllowBlockListSpoofItems", {"Identity": "Default", "SpoofedUser": "*", "SpoofType": "External",
                                             "SendingInfrastructure": "fabrikam.com", "Action": "Block"}),
     "Get-TenantAllowBlockListSpoofItems", {"Identity": "Default"}),
]  # fmt: skip


@pytest.mark.parametrize(("write", "read", "about"), HELD, ids=[one[0][0] for one in HELD])
def test_what_else_the_container_has_says_nothing(
    desk: Desk, box: Box, write: Write, read: str, about: dict[str, Any]
) -> None:
    """The service names it by itself, so only what holds it can be read. Where that holds nothing, it is not there."""
    name, given = write
    another = {"Identity": "Another", "Name": "Another", "Comment": "", "Action": "Allow", "RetentionDuration": "30"}
    for rows, found in (([another], None), ([], False)):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": name.lower()}, status=504)
        box.control.fault("status", match={"cmdlet": read.lower()}, status=200, body={"value": rows})
        shown = desk.run(cmdlet=name, parameters=given, verify=True)["read_back"]
        assert (shown["cmdlet"], shown["parameters"]) == (read, about)
        assert (shown["found"], shown["matches"]) == (found, None), rows


def test_a_write_is_not_sent_again_for_what_another_entry_shows(desk: Desk, box: Box) -> None:
    box.control.fault("error", match={"cmdlet": "set-tenantallowblocklistitems"}, **TROUBLE)
    another = {"Identity": "6f3c0d0e-3c6b-4f59-9b3d-0d2f8e1c7a11", "Value": "casino@fabrikam.com", "Notes": "old"}
    read = {"cmdlet": "get-tenantallowblocklistitems"}
    box.control.fault("status", match=read, status=200, body={"value": [another]}, times=0)
    entry = {"ListType": "Sender", "Ids": ["0a7c6e5f-1c5b-4f0a-8f67-2f3c1b9d8e22"], "Notes": "seen"}
    write: dict[str, Any] = {
        "cmdlet": "Set-TenantAllowBlockListItems",
        "parameters": entry,
        "retry_writes": "idempotent",
    }
    result = desk.run(**write, retries=3, verify=True)
    assert (result["attempts"], result["read_back"]["found"], result["read_back"]["matches"]) == (1, None, None)
    assert len(box.control.journal(cmdlet="Get-TenantAllowBlockListItems")) == 2  # before a try, and to show


ADDRESSES = ["SMTP:adele@contoso.com", "smtp:desk@contoso.com"]
COMPARED: list[tuple[str, dict[str, Any], dict[str, Any], bool | None]] = [
    ("half of it", {"CustomAttribute1": "x", "EmailAddresses": ADDRESSES, "MailTip": None},
     {"CustomAttribute1": "x", "EmailAddresses": ADDRESSES[:1], "MailTip": "<html>Old</html>"}, None),
    ("a list is never compared", {"CustomAttribute1": "x", "EmailAddresses": ADDRESSES},
     {"CustomAttribute1": "x", "EmailAddresses": ADDRESSES}, None),
    ("a map", {"CustomAttribute1": "x", "EmailAddresses": {"add": ADDRESSES[1:]}},
     {"CustomAttribute1": "x", "EmailAddresses": ADDRESSES[:1]}, None),
    ("a plain value differs besides", {"CustomAttribute1": "x", "EmailAddresses": ADDRESSES, "MailTip": None},
     {"CustomAttribute1": "y", "EmailAddresses": ADDRESSES[:1], "MailTip": "Old"}, False),
    ("null and null", {"CustomAttribute1": "x", "MailTip": None}, {"CustomAttribute1": "x", "MailTip": None}, True),
    ("null and nothing", {"CustomAttribute1": None}, {"CustomAttribute1": ""}, True),
    ("null and a value", {"CustomAttribute1": "x", "MailTip": None}, {"CustomAttribute1": "x", "MailTip": "Old"}, None),
    ("a list alone", {"EmailAddresses": ADDRESSES}, {"EmailAddresses": ADDRESSES[:1]}, None),
    ("a text and none", {"CustomAttribute1": "None"}, {"CustomAttribute1": None}, None),
    ("a text in another case", {"CustomAttribute1": "BOSS"}, {"CustomAttribute1": "boss"}, None),
    ("a text like an address", {"CustomAttribute1": "a@contoso.com"}, {"CustomAttribute1": "smtp:a@contoso.com"}, None),
    ("a prefix in another case", {"ForwardingSmtpAddress": "SMTP:a@contoso.com"},
     {"ForwardingSmtpAddress": "smtp:a@contoso.com"}, None),
    ("an address in another case", {"WindowsEmailAddress": "Adele@contoso.com"},
     {"WindowsEmailAddress": "adele@Contoso.com"}, None),
    ("a prefix of the service", {"ForwardingSmtpAddress": "a@contoso.com"},
     {"ForwardingSmtpAddress": "smtp:a@contoso.com"}, True),
    ("another address", {"ForwardingSmtpAddress": "a@contoso.com"}, {"ForwardingSmtpAddress": "smtp:b@contoso.com"},
     False),
    ("the user of the same name", {"ForwardingAddress": "ALEXW"}, {"ForwardingAddress": "AlexW"}, True),
    ("a limit by name", {"RecipientLimits": "unlimited"}, {"RecipientLimits": "Unlimited"}, True),
    ("a kind of mailbox that another word may show", {"CustomAttribute1": "x", "Type": "Shared"},
     {"CustomAttribute1": "x", "Type": "SharedMailbox"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "written", "row", "matches"), COMPARED, ids=[one[0] for one in COMPARED])
def test_what_is_taken_for_the_same(
    desk: Desk, box: Box, what: str, written: dict[str, Any], row: dict[str, Any], matches: bool | None
) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    box.control.fault("status", match={"cmdlet": "get-mailbox"}, status=200, body={"value": [row]})
    shown = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": ADELE, **written}, verify=True)["read_back"]
    assert (shown["found"], shown["matches"]) == (True, matches), what
