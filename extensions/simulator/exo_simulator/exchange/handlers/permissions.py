# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Permissions: who may do what with a mailbox or a recipient."""

from __future__ import annotations

from typing import Any

from ..calls import Call, Outcome
from ..directory import RECIPIENTS
from ..store import Item
from .removals import SOFT_DELETED

SELF = "NT AUTHORITY\\SELF"
OWNER = "_mailbox_owner"
SLOT = "_permissions"
Entry = dict[str, Any]


def _mailbox(call: Call) -> Item:
    identity = call.text("Identity")
    if identity is None:
        raise call.directory.errors.missing(["Identity"])
    nouns = RECIPIENTS if call.family.noun == "RecipientPermission" else (_mailboxes(call),)
    return call.directory.one(nouns, identity)


def _mailboxes(call: Call) -> str:
    """Mailboxes of groups, and removed ones, are found with their switches alone (the cmdlets' pages)."""
    if call.bound.switch("GroupMailbox"):
        return "UnifiedGroup"
    return SOFT_DELETED if call.bound.switch("SoftDeletedMailbox") else "Mailbox"


def _trustee(call: Call, identity: str) -> str:
    """Whom an entry is for: the recipient's id, whatever it is called later."""
    return SELF if identity.casefold() == SELF.casefold() else str(call.directory.recipient(identity).guid)


def held_by(call: Call, user: str) -> Item | None:
    """The recipient whom an entry is for, None for one who is gone and for SELF."""
    holders = call.directory.find(RECIPIENTS, user) if user != SELF else []
    return holders[0] if holders else None


def _removed(call: Call, user: str) -> Item | None:
    """The removed mailbox whose user an entry is for."""
    mailboxes = call.directory.find((SOFT_DELETED,), user)
    return mailboxes[0] if mailboxes else None


def _is_listed(call: Call, user: str, *, removed: bool, unresolved: bool) -> bool:
    """Get-MailboxPermission leaves out entries of removed mailboxes, and of who is gone, unless it is asked for them.

    Sources: the switches' words on its page, and two administrators who tried them (michev.info, 2022, and a blog of
    answers of Microsoft's support). Get-RecipientPermission has no such switches and shows them.
    """
    if user == SELF or call.family.noun == "RecipientPermission" or held_by(call, user):
        return True
    return removed if _removed(call, user) else unresolved


def _trustee_name(call: Call, user: str) -> str:
    """How a trustee is shown: by user principal name or address, by his SID when he is gone."""
    item = held_by(call, user)
    if item is None and call.family.noun == "MailboxPermission":
        item = _removed(call, user)
    if item is None:
        return user if user == SELF else sid_of(call, user)
    return str(item.get("UserPrincipalName") or item.get("PrimarySmtpAddress") or item.name)


def rights_of(call: Call) -> list[str]:
    """The rights that the call names; several may stand in one text."""
    rights = call.values.get("AccessRights") or []
    return sorted(
        {part.strip() for value in (rights if isinstance(rights, list) else [rights]) for part in str(value).split(",")}
    )


def _slot(call: Call) -> str:
    return f"{SLOT}_{call.family.noun}"


def _user(call: Call) -> str | None:
    return call.text("Trustee") or call.text("User")


def _entries(call: Call, item: Item) -> list[Entry]:
    own_entry: Entry = {"user": SELF, "rights": ["FullAccess", "ReadPermission"], "deny": False}
    if call.family.noun == "RecipientPermission":
        own_entry["rights"] = ["SendAs"]
    return [own_entry, *(item.get(_slot(call)) or [])]


def get_permissions(call: Call) -> Outcome:
    """Get-MailboxPermission and Get-RecipientPermission."""
    items = [_mailbox(call)] if call.text("Identity") else list(call.directory.table(_mailboxes(call)).rows())
    if call.bound.switch("Owner"):
        return Outcome(rows=[_owner_row(call, item) for item in items])
    user = _user(call)
    trustee = _trustee(call, user) if user else None
    rights = {right.casefold() for right in rights_of(call)}
    removed = call.bound.switch("IncludeSoftDeletedUserPermissions")
    unresolved = call.bound.switch("IncludeUnresolvedPermissions")
    return Outcome(
        rows=[
            _row(call, item, entry)
            for item in items
            for entry in _entries(call, item)
            if trustee in (None, entry["user"])
            and _is_listed(call, entry["user"], removed=removed, unresolved=unresolved)
            and rights <= {right.casefold() for right in entry["rights"]}
        ]
    )


def _owner_row(call: Call, item: Item) -> dict[str, Any]:
    """Who owns a mailbox; the form of these rows, and that it is oneself at first, are general knowledge."""
    return {"Identity": item.name, "Owner": _trustee_name(call, str(item.get(OWNER) or SELF))}


def _row(call: Call, item: Item, entry: Entry) -> dict[str, Any]:
    """A list of rights may come as one comma-joined element (G2O)."""
    rights = [", ".join(entry["rights"])]
    common: dict[str, Any] = {"Identity": item.name, "AccessRights": rights}
    if call.family.noun == "RecipientPermission":
        trustee_columns = {
            "AccessControlType": "Allow",
            "Trustee": _trustee_name(call, entry["user"]),
            "TrusteeSidString": sid_of(call, entry["user"]),
        }
        row = _recipient_row(item, {**common, **trustee_columns}, held_by(call, entry["user"]))
        if call.cmdlet.verb == "Get" and not call.bound.switch("IncludeTrusteeWithPrimarySmtpAddress"):
            row["TrusteeWithPrimarySmtpAddress"] = ""  # as other columns with names, which their switches fill
        return row
    return {
        **common,
        "AccessRights@odata.type": "#Collection(String)",
        "Deny": entry["deny"],
        "IsInherited": False,
        "InheritanceType": entry.get("inheritance", "All"),
        "User": _trustee_name(call, entry["user"]),
        "UserSid": sid_of(call, entry["user"]),
        "PrimarySmtpAddress": "",
        "IsOwner": False,
        "IsValid": True,
        "ObjectState": "Unchanged",
    }


def _recipient_row(item: Item, row: dict[str, Any], holder: Item | None) -> dict[str, Any]:
    """As measured (graph2otel): User, UserSid and PrimarySmtpAddress beside the documented names, no Deny."""
    address = str(holder.get("PrimarySmtpAddress")) if holder else ""
    return {
        "User": row["Trustee"],
        "AccessRights": row["AccessRights"],
        "UserSid": row["TrusteeSidString"],
        "PrimarySmtpAddress": address,
        "Trustee": row["Trustee"],
        "AccessControlType": row["AccessControlType"],
        "TrusteeSidString": row["TrusteeSidString"],
        "TrusteeWithPrimarySmtpAddress": f"{row['Trustee']} {address}".strip(),
        "Identity": item.name,
    }


def sid_of(call: Call, user: str) -> str:
    if user == SELF:
        return "S-1-5-10"
    return call.directory.names.sid(user)


def add_permission(call: Call) -> Outcome:
    """Add-X: rights are joined to those that the trustee has; what is there already only warns."""
    item, user = _mailbox(call), _user(call)
    if call.text("Owner"):
        call.directory.store.write(item, {OWNER: _trustee(call, str(call.text("Owner")))})
        return Outcome(rows=[_owner_row(call, item)])
    missing = [name for name in ("User", "AccessRights") if not call.values.get(name)]
    if missing and call.family.noun == "MailboxPermission":
        raise call.directory.errors.missing(missing)
    if user is None:
        raise call.directory.errors.missing(["Trustee"])
    name, rights, deny = _trustee(call, user), rights_of(call), call.bound.switch("Deny")
    entries = [dict(entry) for entry in item.get(_slot(call)) or []]
    inheritance = call.text("InheritanceType") or "All"
    entries_of_user = (entry for entry in entries if entry["user"] == name and entry["deny"] == deny)
    entry = next((entry for entry in entries_of_user if entry.get("inheritance", "All") == inheritance), None)
    if entry is not None and set(rights) <= set(entry["rights"]):
        whose = f'on the object "{item.name}" for account "{_trustee_name(call, name)}"'
        text = f"The appropriate access control entry is already present {whose}."
        return Outcome(rows=[_row(call, item, entry)], warnings=[text])
    if entry is None:
        entry = {"user": name, "rights": [], "deny": deny, "inheritance": inheritance}
        entries.append(entry)
    entry["rights"] = sorted({*entry["rights"], *rights})
    call.directory.store.write(item, {_slot(call): entries})
    return Outcome(rows=[_row(call, item, entry)])


def remove_permission(call: Call) -> Outcome:
    """Remove-X: what is not there only warns. ResetDefault leaves its owner's rights alone (the cmdlet's page)."""
    item, user = _mailbox(call), _user(call)
    if call.bound.switch("ResetDefault"):
        call.directory.store.write(item, {_slot(call): []})
        return Outcome()
    if call.bound.switch("ClearAutoMapping"):  # shown nowhere
        return Outcome()
    if user is None:
        raise call.directory.errors.missing(["User"])
    name, rights = _trustee(call, user), set(rights_of(call))
    entries = [dict(entry) for entry in item.get(_slot(call)) or []]
    deny, inheritance = call.bound.switch("Deny"), call.text("InheritanceType")
    entries_of_user = (entry for entry in entries if entry["user"] == name and entry["deny"] == deny)
    entries_of_user = (entry for entry in entries_of_user if inheritance in (None, entry.get("inheritance", "All")))
    entry = next((entry for entry in entries_of_user if rights & set(entry["rights"])), None)
    if entry is None:
        place = f'on the object "{item.name}" for account "{_trustee_name(call, name)}"'
        text = f"Can't remove the access control entry {place} because the ACE isn't present."
        return Outcome(warnings=[text])
    entry["rights"] = sorted(set(entry["rights"]) - rights)
    call.directory.store.write(item, {_slot(call): [entry for entry in entries if entry["rights"]]})
    return Outcome()
