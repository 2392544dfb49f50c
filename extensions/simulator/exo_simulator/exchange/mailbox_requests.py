# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
r"""Requests to move, restore or import a mailbox: which mailbox they are about, and how they are called by it.

A family's ``mailbox`` is the parameter that names the mailbox. A move request is the only one of its mailbox and is
called as that one; others are `Alias\Name` (pages of the cmdlets, of -Identity and -Name).
"""

from __future__ import annotations

from .calls import Call
from .store import Item

MOVED = "Identity"  # the parameter of a family whose objects are called as their mailbox
HAVE_MAILBOXES = ("Mailbox", "MailUser")


def owner_of_request(call: Call) -> Item | None:
    """The mailbox that a new request is about; raises ManagementObjectNotFound."""
    mailbox = call.text(call.family.mailbox) if call.family.mailbox else None
    return call.directory.one(HAVE_MAILBOXES, mailbox) if mailbox else None


def tie_to_mailbox(call: Call, item: Item) -> None:
    """Tie a new request to its mailbox."""
    owner = owner_of_request(call)
    if owner is None:
        return
    item.own["_owner"] = owner.guid
    if call.family.mailbox != MOVED:
        item.own["_identity"] = f"{owner.get('Alias')}\\{item.name}"


def request_of(call: Call, identity: str) -> Item:
    """The request that the identity names: its own, its mailbox's, or both; raises NotFound and Ambiguous."""
    mailbox, name = (identity, "") if call.family.mailbox == MOVED else identity.rpartition("\\")[::2]
    owners = {owner.guid for owner in call.directory.find(HAVE_MAILBOXES, mailbox)} if mailbox else set()
    requests = [request for request in call.directory.table(call.family.noun) if request.get("_owner") in owners]
    matching = [request for request in requests if name.casefold() in ("", request.name.casefold())]
    if len(matching) > 1:
        raise call.directory.errors.ambiguous(identity)
    return matching[0] if matching else call.directory.one((call.family.noun,), identity)
