# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes, mail users and groups that are removed: what is kept of them, goes for good or comes back."""

from __future__ import annotations

from ..addresses import check_domain, check_free, readdressed
from ..calls import Call, Outcome
from ..crud import remove_object
from ..store import Item
from ..values import Value
from .holds import PUBLIC_FOLDERS, REMOVED, written

SOFT_DELETED = REMOVED["Mailbox"]
SOFT_DELETED_GROUP = "SoftDeletedUnifiedGroup"
SOFT = frozenset(["IsInactiveMailbox", "IsSoftDeletedByRemove", "WhenSoftDeleted"])


def remove_mailbox(call: Call) -> Outcome:
    """Remove-Mailbox and -MailUser keep what was removed for a while: Undo-SoftDeletedMailbox, SoftDeletedMailUser.

    PermanentlyDelete is for those that were removed before, and for none that is inactive (the cmdlets' pages).
    """
    identity, noun = call.text("Identity"), call.family.noun
    if identity is None:
        raise call.directory.errors.missing(["Identity"])
    if call.bound.switch("PermanentlyDelete"):
        removed = call.directory.one((REMOVED[noun],), identity)
        if removed.get("IsInactiveMailbox"):
            text = f"The mailbox '{removed.name}' is on hold and can't be permanently deleted."
            raise call.directory.errors.build("invalid", text)
        call.directory.store.remove(removed)
        return Outcome()
    item = written(call)
    call.directory.store.remove(item)
    removed = _kept(call, item, REMOVED[noun])
    removed.own["IsSoftDeletedByRemove"] = True
    removed.own["IsInactiveMailbox"] = bool(item.get("LitigationHoldEnabled") or item.get("InPlaceHolds"))
    call.directory.store.add(removed)
    return Outcome()


def remove_unified_group(call: Call) -> Outcome:
    """Remove-UnifiedGroup keeps the group for thirty days; Get-UnifiedGroup -IncludeSoftDeletedGroups shows it."""
    item = call.directory.one(("UnifiedGroup",), call.text("Identity"))
    outcome = remove_object(call)
    call.directory.store.add(_kept(call, item, SOFT_DELETED_GROUP))
    return outcome


def _kept(call: Call, item: Item, home: str) -> Item:
    """What is kept of a removed object, in a table of its own."""
    removed = Item(item.noun, {**item.own, "WhenSoftDeleted": call.directory.now()}, item.base)
    removed.home = home
    return removed


def undo_mailbox(call: Call) -> Outcome:
    """Undo-SoftDeletedMailbox brings a removed mailbox back, called and addressed anew where that is asked for."""
    identity = call.text("SoftDeletedObject") or call.text("Identity")
    removed = call.directory.one((SOFT_DELETED,), identity)
    if call.bound.switch("PublicFolder") != (removed.get("RecipientTypeDetails") == PUBLIC_FOLDERS):
        raise call.directory.errors.not_found(str(identity))
    for address in removed.get("EmailAddresses") or []:
        check_free(call.directory, address, None)
    values = {name: value for name, value in removed.own.items() if name not in SOFT} | _anew(call, removed)
    call.directory.store.remove(removed)
    back = Item("Mailbox", values, removed.base)
    call.directory.store.add(back)
    return Outcome([back], "Mailbox")


def _anew(call: Call, removed: Item) -> dict[str, Value]:
    """A new name also stands in the DN, a new account is the new primary address (the cmdlet's page)."""
    changed: dict[str, Value] = {}
    name, account = call.text("Name"), call.text("WindowsLiveID")
    if name:
        if any(mailbox.name.casefold() == name.casefold() for mailbox in call.directory.find(("Mailbox",), name)):
            raise call.directory.errors.exists(name)
        distinguished = str(removed.get("DistinguishedName")).replace(f"CN={removed.name},", f"CN={name},", 1)
        changed = {"Name": name, "DistinguishedName": distinguished}
    if call.text("DisplayName"):
        changed["DisplayName"] = call.text("DisplayName")
    if account:
        check_domain(call.directory, account)
        changed.update(readdressed(call.directory, removed, {"PrimarySmtpAddress": account}))
        changed.update({"UserPrincipalName": account, "WindowsLiveID": account})
    return changed
