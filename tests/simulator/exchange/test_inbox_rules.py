# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of mailboxes tell what they do, as reports of forwarding read them; permissions look as they were measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant


def told(tenant: Tenant, **rule: Any) -> str:
    """The description of a rule, its lines joined."""
    tenant.run("New-InboxRule", Mailbox="AdeleV", Name="Rule", **rule)
    text = tenant.one("Get-InboxRule", Mailbox="AdeleV")["Description"]
    return " ".join(line.strip() for line in str(text).splitlines())


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            {"From": ["LeeG"], "ForwardTo": ["ann@fabrikam.com"], "StopProcessingRules": True},
            (
                "If the message: the message was received from 'Lee Gu' Take the following actions: "
                "forward the message to 'ann@fabrikam.com' and stop processing more rules on this message"
            ),
        ),
        (
            {"SubjectContainsWords": ["invoice", "payment"], "RedirectTo": ["AlexW"], "ExceptIfHasAttachment": True},
            (
                "If the message: the message includes specific words in the subject 'invoice' or 'payment' "
                "Take the following actions: redirect the message to 'Alex Wilber' "
                "Except if the message: the message has an attachment"
            ),
        ),
        (
            {"MyNameInToBox": True, "MoveToFolder": "AdeleV:\\Archive", "MarkAsRead": True},
            (
                "If the message: my name is in the To box Take the following actions: "
                "move the message to folder 'AdeleV:\\Archive' and mark the message as read"
            ),
        ),
        ({"DeleteMessage": True}, "Take the following actions: delete the message"),
        (
            {"WithinSizeRangeMinimum": "2 MB", "WithinSizeRangeMaximum": "3 MB", "PermanentDelete": True},
            (
                "If the message: the message is at least '2 MB (2,097,152 bytes)' in size and the message is at most "
                "'3 MB (3,145,728 bytes)' in size Take the following actions: permanently delete the message"
            ),
        ),
    ],
)
def test_a_description_tells_the_rule(tenant: Tenant, rule: Mapping[str, Any], said: str) -> None:
    assert told(tenant, **rule) == said


def test_a_description_follows_what_is_changed_and_who_is_renamed(tenant: Tenant) -> None:
    assert "'Lee Gu'" in told(tenant, From=["LeeG"], DeleteMessage=True)
    tenant.run("Set-Mailbox", Identity="LeeG", DisplayName="Lee Gu-Bowen")
    tenant.run("Set-InboxRule", Mailbox="AdeleV", Identity="Rule", DeleteMessage=False, ForwardTo=["AlexW"])
    text = tenant.one("Get-InboxRule", Mailbox="AdeleV")["Description"]
    assert "'Lee Gu-Bowen'" in text
    assert "forward the message to 'Alex Wilber'" in text
    assert "delete" not in text


@pytest.mark.parametrize("parameter", ["ForwardTo", "RedirectTo", "ForwardAsAttachmentTo"])
def test_people_outside_and_inside_are_told_apart(tenant: Tenant, parameter: str) -> None:
    tenant.run("New-InboxRule", Mailbox="AdeleV", Name="Rule", **{parameter: ["ann@fabrikam.com", "AlexW"]})
    row = tenant.one("Get-InboxRule", Mailbox="AdeleV")
    outside, inside = row[parameter]
    assert outside == '"ann@fabrikam.com" [SMTP:ann@fabrikam.com]'
    legacy = tenant.one("Get-Mailbox", Identity="AlexW")["LegacyExchangeDN"]
    assert inside == f'"Alex Wilber" [EX:{legacy}]'
    assert tenant.one("Get-Recipient", Identity=legacy)["DisplayName"] == "Alex Wilber"
    tenant.run("Set-InboxRule", Mailbox="AdeleV", Identity="Rule", **{parameter: [inside]})
    assert tenant.one("Get-InboxRule", Mailbox="AdeleV")[parameter] == [inside]


def test_the_services_own_rule_shows_only_where_it_is_asked_for(tenant: Tenant) -> None:
    for who in ("AdeleV", "AlexW", "LeeG"):
        assert not tenant.run("Get-InboxRule", Mailbox=who).rows
        hidden = tenant.one("Get-InboxRule", Mailbox=who, IncludeHidden=True)
        assert (hidden["Name"], hidden["ErrorType"]) == ("Junk E-mail Rule", "None")
        assert tenant.one("Get-InboxRule", Mailbox=who, IncludeHidden=True) == hidden


def test_rows_of_permissions_have_what_was_measured(tenant: Tenant) -> None:
    tenant.run("Add-MailboxPermission", Identity="AdeleV", User="AlexW", AccessRights=["FullAccess"])
    tenant.run("Add-RecipientPermission", Identity="AdeleV", Trustee="AlexW", AccessRights=["SendAs"])
    of_mailbox = tenant.run("Get-MailboxPermission", Identity="AdeleV").rows
    of_recipient = tenant.run("Get-RecipientPermission", Identity="AdeleV").rows
    assert [row["PrimarySmtpAddress"] for row in of_mailbox] == ["", ""]
    assert all({"Deny", "IsInherited"} <= set(row) for row in of_mailbox)
    assert not any({"Deny", "IsInherited"} & set(row) for row in of_recipient)
