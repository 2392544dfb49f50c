# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an application may enter a mailbox: by access policies, and by its roles.

The columns of Test-ApplicationAccessPolicy are those of Microsoft's page "Limiting application permissions to specific
mailboxes".
"""

from __future__ import annotations

from uuid import UUID

from ..calls import Call, Outcome
from ..opath import compile_filter
from ..references import item_of, refer, resolved
from ..seen import value_of
from ..store import Item
from ..values import Ref
from .role_assignments import people_behind

NOUN = "ApplicationAccessPolicy"
MAIL = ["Mail.ReadWrite", "Mail.Send"]
PERMISSIONS = {
    "Application Mail Full Access": MAIL,
    "Application Exchange Full Access": [
        *MAIL,
        "MailboxSettings.ReadWrite",
        "Calendars.ReadWrite",
        "Contacts.ReadWrite",
    ],
}


def check_access(call: Call) -> Outcome:
    """A policy that denies comes first; where one restricts, who is in none of those is out; else all are in."""
    mailbox = call.directory.recipient(call.text("Identity"))
    app = str(call.text("AppId")).casefold()
    of_app = [
        policy
        for policy in call.directory.table(NOUN)
        if app in {str(key).casefold() for key in policy.get("AppId") or ()}
    ]
    about = [policy for policy in of_app if mailbox.guid in _scope(call, policy)]
    denied = any(policy.get("AccessRight") == "DenyAccess" for policy in about)
    restricted = any(policy.get("AccessRight") == "RestrictAccess" for policy in of_app)
    let_in = any(policy.get("AccessRight") == "RestrictAccess" for policy in about)
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
    group = policy.get("ScopeName")
    holder = item_of(call.directory, group) if isinstance(group, Ref) else None
    return {person.guid for person in people_behind(call, holder, set())}


def check_authorization(call: Call) -> Outcome:
    """Test-ServicePrincipalAuthorization: each role of the application, and whether the mailbox is in its scope.

    The columns, and `Not Run` without a mailbox, are those of Microsoft's page "Role Based Access Control for
    Applications"; what they say of a role without a scope is general knowledge.
    """
    app = refer(call.directory.one(("ServicePrincipal",), call.text("Identity")))
    resource = call.text("Resource")
    mailbox = call.directory.recipient(resource) if resource else None
    assignments = [
        assignment
        for assignment in call.directory.table("ManagementRoleAssignment")
        if assignment.get("RoleAssignee") == app
    ]
    return Outcome(rows=[_authorized(call, assignment, mailbox) for assignment in assignments])


def _authorized(call: Call, assignment: Item, mailbox: Item | None) -> dict[str, str]:
    role = str(resolved(call.directory, assignment.get("Role")))
    scope = assignment.get("CustomResourceScope")
    within = item_of(call.directory, scope) if isinstance(scope, Ref) else None
    return {
        "RoleName": role,
        "GrantedPermissions": ", ".join(PERMISSIONS.get(role, [role.removeprefix("Application ")])),
        "AllowedResourceScope": within.name if within else "Organization",
        "ScopeType": "CustomRecipientScope" if within else "Organization",
        "InScope": "Not Run" if mailbox is None else str(within is None or _is_in(call, within, mailbox)),
    }


def _is_in(call: Call, scope: Item, mailbox: Item) -> bool:
    matches = compile_filter(str(scope.get("RecipientFilter") or ""))
    return matches(lambda name: value_of(call.directory, mailbox, name))
