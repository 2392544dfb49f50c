# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every value in the tables of docs/values.md goes out, or comes back, as the page says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._values.decode_rows import typed_row
from ansible_collections.m365.exchange.plugins.module_utils._values.encode_parameters import encode
from support.places import ROOT
from support.rows import each_row

PAGE = (ROOT / "docs" / "values.md").read_text(encoding="utf-8")

HIDDEN, KEPT = ("Set-Mailbox", "HiddenFromAddressListsEnabled"), ("Set-Mailbox", "RetainDeletedItemsFor")
NUMBER, SIZE = ("Search-UnifiedAuditLog", "ResultSize"), ("Set-Mailbox", "ProhibitSendQuota")
ADDRESSES, CLEARED = ("Set-Mailbox", "EmailAddresses"), ("Set-Mailbox", "MailTip")
DAYS = ("Set-MailboxCalendarConfiguration", "WorkDays")
TAG = {"@odata.type": "#Exchange.GenericHashTable"}
# By the piece of the page: a parameter, what stands in the playbook, and what is sent.
WRITTEN: Mapping[str, list[tuple[tuple[str, str], Any, Any]]] = {
    "true": [(HIDDEN, True, True), (HIDDEN, "true", True), (HIDDEN, 1, True)],
    "false": [(HIDDEN, False, False), (HIDDEN, 0, False)],
    "False": [(HIDDEN, "False", False)],
    "$true": [(HIDDEN, "$true", True)],
    "0x1F": [(NUMBER, "0x1F", 31)],
    "10kb": [(NUMBER, "10kb", 10_240)],
    "Add": [(ADDRESSES, {"Add": ["a@contoso.com"]}, {**TAG, "Add": ["a@contoso.com"]})],
    "Remove": [(ADDRESSES, {"Remove": "a@contoso.com"}, {**TAG, "Remove": "a@contoso.com"})],
    "7.00:00:00": [(KEPT, "7.00:00:00", "7.00:00:00"), (KEPT, 7, "7.00:00:00")],
    "01:30:00": [(KEPT, "01:30:00", "01:30:00")],
    "P7D": [(KEPT, "P7D", "7.00:00:00")],
    "PT90S": [(KEPT, "PT90S", "00:01:30")],
    "50GB": [(SIZE, "50GB", "50GB")],
    "50 GB": [(SIZE, "50 GB", "50 GB")],
    "Unlimited": [(SIZE, "Unlimited", "Unlimited")],
    "Monday, Tuesday": [
        (DAYS, "Monday, Tuesday", "Monday, Tuesday"),
        (DAYS, ["Monday", "Tuesday"], "Monday, Tuesday"),
        (DAYS, "Monday", "Monday"),
    ],
    "null": [(CLEARED, None, None)],
}
# By the piece of the page: the cmdlet and the property that bring it, and what ``typed`` makes of it.
READ: Mapping[str, tuple[str, str, Any]] = {
    "99 GB (106,300,440,576 bytes)": ("Get-Mailbox", "ProhibitSendQuota", 106_300_440_576),
    "14.00:00:00": ("Get-Mailbox", "RetainDeletedItemsFor", 1_209_600),
    "P14D": ("Get-Mailbox", "RetainDeletedItemsFor", 1_209_600),
    "2026-06-14T19:23:32.0000000+02:00": ("Get-Unheard", "WhenChanged", "2026-06-14T17:23:32.0000000Z"),
    "500": ("Get-Mailbox", "RecipientLimits", 500),
    "FullAccess, ReadPermission": ("Get-MailboxPermission", "AccessRights", ["FullAccess", "ReadPermission"]),
}


def pieces(heading: str, column: int) -> list[str]:
    """The pieces of code in a column of the table below a heading, links left out."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[column] for line in section.splitlines() if line.startswith("| ")]
    return [piece for cell in cells for piece in re.findall(r"`([^`]+)`", cell)]


def test_nothing_of_the_page_is_left_out() -> None:
    assert set(pieces("What you write, and what is sent", 2)) == set(WRITTEN)
    assert set(pieces("What comes back", 1)) == set(READ)


@each_row("piece", WRITTEN)
def test_what_is_written_is_sent_as_the_page_says(piece: str) -> None:
    for (cmdlet, name), value, sent in WRITTEN[piece]:
        assert encode(cmdlet, {name: value}) == {name: sent}


@each_row("piece", READ)
def test_what_comes_back_is_typed_as_the_page_says(piece: str) -> None:
    cmdlet, name, expected = READ[piece]
    assert typed_row({name: piece}, cmdlet) == {name: expected}
    if not isinstance(expected, list):
        assert f"`{expected}`" in PAGE


def test_seconds_are_written_back_as_a_duration() -> None:
    assert '`"PT{{ seconds }}S"`' in PAGE
    assert encode(*KEPT[:1], {KEPT[1]: f"PT{READ['P14D'][2]}S"}) == {KEPT[1]: "14.00:00:00"}
