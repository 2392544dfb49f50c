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

Write = tuple[str, dict[str, Any]]


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
    Kind(FLOW, "Get-TransportRule", {"Identity": "Spam"}, GONE, AS_WRITTEN),
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
        shown = result["shown"]
        assert (shown["cmdlet"], shown["parameters"], shown["msg"]) == (kind.read, kind.about, None)
        assert (shown["found"], shown["matches"]) == expected, (moment, shown)
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
    assert outcomes[0]["shown"]["matches"] is True
    assert ["shown" in one for one in outcomes] == [True, False, False]


def test_no_read_shows_what_a_cmdlet_without_one_did(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "start-managedfolderassistant"}, status=504)
    result = desk.run(cmdlet="Start-ManagedFolderAssistant", parameters={"Identity": ADELE}, verify=True)
    assert (result["outcome"], result["shown"]) == ("unknown", None)


def test_a_text_that_the_service_makes_a_page_of_is_left_open(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    page = {"MailTip": "<html>\n<body>\nBack on Monday\n</body>\n</html>"}
    box.control.fault("status", match={"cmdlet": "get-mailbox"}, status=200, body={"value": [page]})
    shown = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": ADELE, "MailTip": "Back on Monday"}, verify=True)[
        "shown"
    ]
    assert (shown["found"], shown["matches"]) == THERE
