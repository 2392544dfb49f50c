# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others have seen the service take, and Microsoft's pages do not have: client and box agree on it."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"


@pytest.mark.parametrize(
    "cmdlet", ["Get-HostedOutboundSpamFilterPolicy", "Get-HostedContentFilterPolicy", "Get-OrganizationConfig"]
)
def test_what_needs_no_identity_is_read_without_one(desk: Desk, cmdlet: str) -> None:
    result = desk.run(cmdlet=cmdlet)
    assert result.get("count", 0) >= 1, result
    assert desk.warnings == []


@pytest.mark.parametrize(
    ("cmdlet", "parameters"),
    [
        ("New-InboxRule", {"Mailbox": ADELE, "Name": "Bulk", "BulkCategory": "Newsletter", "MarkAsRead": True}),
        ("New-InboxRule", {"Mailbox": ADELE, "Name": "Mentions", "IsMentioned": True, "MarkAsRead": True}),
        ("Set-MailboxCalendarConfiguration", {"Identity": ADELE, "WeatherEnabled": "Disabled"}),
        ("Set-MailboxCalendarConfiguration", {"Identity": ADELE, "WorkDays": ["Monday", "Tuesday"]}),
    ],
)
def test_what_was_seen_is_taken_without_a_word(desk: Desk, box: Box, cmdlet: str, parameters: dict[str, Any]) -> None:
    result = desk.run(cmdlet=cmdlet, parameters=parameters)
    assert "failed" not in result, result["msg"]
    assert desk.warnings == []
    (sent,) = box.control.journal(cmdlet=cmdlet)
    assert sent["executed"]


def test_the_mailbox_of_a_group_is_meant_without_a_word(desk: Desk, box: Box) -> None:
    """The box has no group that is called like a user."""
    result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": ADELE, "GroupMailbox": True})
    assert result["error"]["documentation"].endswith("#object-not-found")
    assert desk.warnings == []
    (sent,) = box.control.journal(cmdlet="Set-Mailbox")
    assert sent["parameters"]["GroupMailbox"] is True


def test_what_is_not_sure_reaches_the_service_with_a_warning(desk: Desk, box: Box) -> None:
    rule = {"Mailbox": ADELE, "Name": "Doubt", "BulkCategory": True, "MarkAsRead": True}
    desk.run(cmdlet="New-InboxRule", parameters=rule)
    (warning,) = desk.warnings
    assert warning.startswith("BulkCategory of New-InboxRule: it takes text")
    (sent,) = box.control.journal(cmdlet="New-InboxRule")
    assert sent["parameters"]["BulkCategory"] is True


def test_a_number_that_yaml_changed_never_leaves(desk: Desk, box: Box) -> None:
    result = desk.run(cmdlet="Set-User", parameters={"Identity": ADELE, "PostalCode": 0o1067})
    assert 'PostalCode: "01067"' in result["msg"]
    assert box.control.journal() == []


@pytest.mark.parametrize(
    ("cmdlet", "parameters", "name"),
    [
        (
            "New-MailContact",
            {"Name": "Hidden 1", "ExternalEmailAddress": "hidden1@fabrikam.com", "HiddenFromAddressListsEnabled": True},
            "HiddenFromAddressListsEnabled",
        ),
        (
            "New-DistributionGroup",
            {"Name": "Hidden 2", "HiddenFromAddressListsEnabled": True},
            "HiddenFromAddressListsEnabled",
        ),
        (
            "New-MailUser",
            {"Name": "Hidden 3", "ExternalEmailAddress": "hidden3@fabrikam.com", "HiddenFromAddressListsEnabled": True},
            "HiddenFromAddressListsEnabled",
        ),
    ],
)
def test_what_only_a_later_set_takes_is_warned_of(
    desk: Desk, cmdlet: str, parameters: dict[str, Any], name: str
) -> None:
    """It is sent all the same, and the refusal names it."""
    result = desk.run(cmdlet=cmdlet, parameters=parameters)
    assert [one for one in desk.warnings if name in one]
    assert result["error"]["documentation"].endswith("#bad-parameter")
