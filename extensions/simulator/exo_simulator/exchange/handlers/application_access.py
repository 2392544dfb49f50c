# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Test-ApplicationAccessPolicy: whether the policies let an application into a mailbox.

The columns are those that Microsoft's page "Limiting application permissions to specific mailboxes" shows.
"""

from __future__ import annotations

from uuid import UUID

from ..calls import Call, Outcome
from ..references import item_of
from ..store import Item
from ..values import Ref
from .role_assignments import people_behind

NOUN = "ApplicationAccessPolicy"


def check_access(call: Call) -> Outcome:
    """A policy that denies comes first; where one restricts, who is in none of those is out; else all are in."""
    mailbox = call.directory.recipient(call.text("Identity"))
    app = str(call.text("AppId")).casefold()
    of_app = [
        one for one in call.directory.table(NOUN) if app in {str(key).casefold() for key in one.get("AppId") or ()}
    ]
    about = [one for one in of_app if mailbox.guid in _scope(call, one)]
    denied = any(one.get("AccessRight") == "DenyAccess" for one in about)
    restricted = any(one.get("AccessRight") == "RestrictAccess" for one in of_app)
    let_in = any(one.get("AccessRight") == "RestrictAccess" for one in about)
    result = "Denied" if denied or (restricted and not let_in) else "Granted"
    row = {
        "AppId": call.text("AppId"),
        "Mailbox": mailbox.name,
        "MailboxId": str(mailbox.get("ExchangeGuid") or mailbox.guid),
        "MailboxSid": str(mailbox.get("Sid") or ""),
        "AccessCheckResult": result,
    }
    return Outcome(rows=[row])


def _scope(call: Call, policy: Item) -> set[UUID]:
    """The people of the policy's group."""
    group = policy.get("PolicyScopeGroupID")
    holder = item_of(call.directory, group) if isinstance(group, Ref) else None
    return {person.guid for person in people_behind(call, holder, set())}
