# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service does not show is unknown in a report, and never none, and never in order."""

from __future__ import annotations

from typing import TypeAlias

from ansible_collections.m365.exchange.plugins.module_utils._json_types import Row
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.access import ACCESS
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.forwarding import FORWARDING
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.groups import GROUPS
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.people import Person
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.retirement import RETIREMENT
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.shape import (
    Answers,
    Asked,
    Line,
    Report,
    Unread,
    tell,
)

ADELE = "AdeleV@contoso.com"
Brought: TypeAlias = "list[tuple[Asked, list[Row] | Unread]]"
MAILBOX: Row = {"PrimarySmtpAddress": ADELE, "GrantSendOnBehalfTo": []}


def told(report: Report, part: str, came: dict[str, Brought], person: Person | None = None) -> list[Line]:
    """The lines of one part of a report."""
    (found,) = [one for one in report.parts if one.id == part]
    return tell(found, Answers(person, came=came))


def once(*rows: Row) -> Brought:
    """What a read brought that is made once, or for one mailbox."""
    return [(Asked(about=ADELE), list(rows))]


def test_on_behalf_that_is_not_shown_is_unknown() -> None:
    came = {"mailboxes": once({"PrimarySmtpAddress": ADELE})}
    for part in ("access.mailboxes", "access.trustees"):
        assert [(one.verdict, one.object) for one in told(ACCESS, part, came)] == [("unknown", ADELE)]
    assert [one.verdict for one in told(ACCESS, "access.mailboxes", {"mailboxes": once(MAILBOX)})] == ["ok"]


def test_a_right_that_opens_no_mail_is_no_full_access() -> None:
    rows: list[Row] = [
        {"User": "Alex", "AccessRights": ["ReadPermission"]},
        {"User": "Lee", "AccessRights": ["FullAccess"]},
    ]
    found = told(ACCESS, "access.mailboxes", {"mailboxes": once(MAILBOX), "permissions": once(*rows)})
    assert [(one.values["trustee"], one.values["kind"]) for one in found] == [
        ("Alex", "other rights"),
        ("Lee", "full access"),
    ]


def test_a_calendar_that_is_shown_outside_is_worth_a_look() -> None:
    asked = Asked(about=ADELE, row={"FolderType": "Calendar", "Name": "Calendar"})
    rows: list[Row] = [{"User": "Default", "AccessRights": ["AvailabilityOnly"]},
                       {"User": "Anonymous", "AccessRights": ["LimitedDetails"]},
                       {"User": "Alex", "AccessRights": ["None"]}]  # fmt: skip
    came: dict[str, Brought] = {"mailboxes": once(MAILBOX), "folder_permissions": [(asked, rows)]}
    found = told(ACCESS, "access.everyone", came)
    assert [(one.verdict, one.values.get("trustee")) for one in found] == [("look", "Anonymous"), ("ok", None)]
    (alex,) = told(ACCESS, "access.folders", came)
    assert alex.text == "Alex may not see the folder Calendar."


def test_groups_of_a_person_who_cannot_be_looked_for_are_unknown() -> None:
    person = Person(ADELE, "", frozenset({ADELE.casefold()}))
    for part in ("groups.member", "groups.owner"):
        assert [one.verdict for one in told(GROUPS, part, {}, person=person)] == ["unknown"]


def test_ews_of_an_organization_that_is_not_shown_is_unknown() -> None:
    every: tuple[list[Row], ...] = ([], [{"Name": "contoso"}])
    for rows in every:
        came = {"organization": once(*rows), "mailboxes": once({"PrimarySmtpAddress": ADELE, "EwsEnabled": True})}
        assert [one.verdict for one in told(RETIREMENT, "retirement.ews-mailboxes", came)] == ["unknown"]


def test_a_destination_that_could_not_be_looked_up_is_not_called_nobody() -> None:
    row: Row = {"PrimarySmtpAddress": ADELE, "ForwardingAddress": "Sales", "ForwardingSmtpAddress": None}
    failed: Brought = [(Asked(about="Sales"), Unread("Get-Recipient could not be read."))]
    came = {"mailboxes": once(row), "domains": once({"DomainName": "contoso.com"}), "recipients": failed}
    first = told(FORWARDING, "forwarding.mailboxes", came)[0]
    assert (first.verdict, "Get-Recipient could not be read." in first.text) == ("unknown", True)
