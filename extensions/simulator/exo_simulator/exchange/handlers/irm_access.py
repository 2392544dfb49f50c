# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose access to protected messages of a mailbox is blocked: Set-MailboxIRMAccess makes the entry that it sets.

Source: the reference of the cmdlet. How the row looks beside User and AccessLevel is general knowledge.
"""

from __future__ import annotations

from ..calls import Call, Outcome
from ..directory import RECIPIENTS
from ..store import Item

SLOT = "_irm_access"


def get_access(call: Call) -> Outcome:
    """Get-MailboxIRMAccess: the entries of one mailbox, or the one of a user."""
    mailbox, user = _mailbox(call), call.text("User")
    only_user = call.directory.recipient(user).guid if user else None
    rows = [
        _row(mailbox, users[0], level)
        for guid, level in _levels(mailbox).items()
        for users in [call.directory.find(RECIPIENTS, guid)]
        if users and only_user in (None, users[0].guid)
    ]
    return Outcome(rows=rows)


def _mailbox(call: Call) -> Item:
    return call.directory.one(("Mailbox",), call.text("Identity"))


def _levels(mailbox: Item) -> dict[str, str]:
    return dict(mailbox.get(SLOT) or {})


def _row(mailbox: Item, user: Item, level: str) -> dict[str, str]:
    return {"Identity": mailbox.name, "User": user.name, "AccessLevel": level}


def set_access(call: Call) -> Outcome:
    """Set-MailboxIRMAccess: one entry for each user."""
    mailbox = _mailbox(call)
    user = str(call.directory.recipient(call.text("User")).guid)
    call.directory.store.write(mailbox, {SLOT: {**_levels(mailbox), user: str(call.text("AccessLevel"))}})
    return Outcome()


def remove_access(call: Call) -> Outcome:
    """Remove-MailboxIRMAccess: the entry of the user must be there."""
    mailbox, levels = _mailbox(call), _levels(_mailbox(call))
    user = call.directory.recipient(call.text("User"))
    if levels.pop(str(user.guid), None) is None:
        raise call.directory.errors.not_found(user.name)
    call.directory.store.write(mailbox, {SLOT: levels})
    return Outcome()
