# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes that switches of Set-Mailbox and Set-MailUser are for, and the holds that they take from removed ones.

Sources: the switches' words on both pages (2026). That an inactive mailbox which nothing holds any more is no longer
inactive, and that an exclusion takes the hold's entry away, is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..calls import Call
from ..store import Item
from ..values import Value

REMOVED = {"Mailbox": "SoftDeletedMailbox", "MailUser": "SoftDeletedMailUser"}  # the tables of what can come back
# Only for mailboxes that were removed and are kept.
OF_REMOVED = (
    "ExcludeFromAllHolds",
    "ExcludeFromAllOrgHolds",
    "ExcludeFromOrgHolds",
    "InactiveMailbox",
    "RecalculateInactiveMailUser",
    "RecalculateInactiveMailbox",
)
OF_ORGANIZATION, OF_SEARCHES = "mbx", "UniH"  # how entries of retention policies, and of eDiscovery holds, begin
PUBLIC_FOLDERS = "PublicFolderMailbox"
ENDED = ("ComplianceTagHoldApplied", "DelayHoldApplied", "DelayReleaseHoldApplied")


def written(call: Call) -> Item:
    """The recipient that a Set- is about; raises ManagementObjectNotFound and -Ambiguous.

    Group mailboxes, mailboxes of public folders and removed ones are found with their switches alone.
    """
    identity, noun = call.text("Identity"), call.family.noun
    if noun in REMOVED and any(call.values.get(name) for name in OF_REMOVED):
        return call.directory.one((REMOVED[noun],), identity)
    if noun == "Mailbox" and call.bound.switch("GroupMailbox"):
        return call.directory.one(("UnifiedGroup",), identity)
    item = call.directory.one(call.family.of or (noun,), identity)
    for_public_folders = call.bound.switch("PublicFolder")
    if noun in {"Mailbox", "User"} and for_public_folders != (item.get("RecipientTypeDetails") == PUBLIC_FOLDERS):
        raise call.directory.errors.not_found(str(identity))
    return item


def released(call: Call, item: Item) -> dict[str, Value]:
    """What a call changes of the holds on a mailbox."""
    before: Sequence[str] = item.get("InPlaceHolds") or []
    excluded = {
        _bare(hold) for name in ("ExcludeFromOrgHolds", "RemoveOrphanedHolds") for hold in call.values.get(name) or ()
    }
    left = [hold for hold in before if _bare(hold) not in excluded and not _goes(call, hold)]
    changes: dict[str, Value] = {"InPlaceHolds": left} if left != before else {}
    if call.bound.switch("ExcludeFromAllHolds"):
        changes.update(dict.fromkeys(ENDED, False))
    if item.home in REMOVED.values() and (changes or call.bound.switch("RecalculateInactiveMailbox")):
        changes["IsInactiveMailbox"] = bool(left or item.get("LitigationHoldEnabled"))
    return changes


def _goes(call: Call, hold: str) -> bool:
    if call.bound.switch("ExcludeFromAllHolds"):
        return not hold.startswith(OF_SEARCHES)
    return call.bound.switch("ExcludeFromAllOrgHolds") and hold.startswith(OF_ORGANIZATION)


def _bare(hold: str) -> str:
    """A hold's GUID without its prefix, its action behind a colon, and dashes."""
    return hold.partition(":")[0].removeprefix(OF_ORGANIZATION).removeprefix(OF_SEARCHES).replace("-", "").casefold()
