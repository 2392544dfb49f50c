# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that a noun keeps about a recipient, and other looks at recipients."""

from __future__ import annotations

from collections.abc import Sequence

from ..calls import Call, Outcome
from ..changes import property_values, unchanged
from ..columns import field_defaults
from ..directory import RECIPIENTS
from ..folders import LANGUAGE
from ..lazy import Chain
from ..listing import narrowed
from ..store import Item
from .holds import REMOVED
from .removals import SOFT_DELETED, SOFT_DELETED_GROUP


def get_settings(call: Call) -> Outcome:
    """Get-CASMailbox, Get-CalendarProcessing ...: of one recipient, or of all that have them."""
    return Outcome(narrowed(call, _some(call, call.family.of)), call.family.noun)


def _some(call: Call, nouns: tuple[str, ...]) -> Sequence[Item]:
    identity = call.text("Identity")
    if identity is None:
        return _detailed(call, Chain([call.directory.table(noun).rows() for noun in nouns]))
    if "*" in identity:
        return _detailed(call, call.directory.matching(nouns, identity))
    return _named(call, nouns, owner_of(identity))


def _named(call: Call, nouns: tuple[str, ...], identity: str) -> Sequence[Item]:
    """Recipients with a display name in common are listed by it."""
    if call.family.kind != "per" and call.directory.settings.get_by_shared_name == "listed":
        items = [item for item in call.directory.find(nouns, identity) if call.directory.visible(item)]
        if items:
            return items
    return [_one(call, identity)]


def _one(call: Call, identity: str) -> Item:
    """The recipient of that identity; a place is a room or equipment (pages of Get-Place and Set-Place)."""
    item = call.directory.one(call.family.of or RECIPIENTS, identity)
    if not _detailed(call, [item]):
        raise call.directory.errors.not_found(identity)
    return item


def _detailed(call: Call, items: Sequence[Item]) -> Sequence[Item]:
    """Get-Place lists rooms only."""
    if not call.family.details:
        return items
    return [item for item in items if item.get("RecipientTypeDetails") in call.family.details]


def owner_of(identity: str) -> str:
    """The mailbox of `mailbox:\\Folder`."""
    return identity.partition(":\\")[0]


def set_settings(call: Call) -> Outcome:
    """Set-CASMailbox and its kin: kept with the recipient, under this noun."""
    identity = call.text("Identity")
    if identity is None:
        raise call.directory.errors.missing(["Identity"])
    item = _one(call, owner_of(identity))
    values = property_values(call, item, call.family.noun)
    if not values:
        return Outcome(warnings=[unchanged(item.name)])
    call.directory.store.write(item, values, call.family.noun)
    return Outcome()


def set_regional(call: Call) -> Outcome:
    """Set-MailboxRegionalConfiguration: LocalizeDefaultFolderName gives the folders the names of the language."""
    outcome = set_settings(call)
    if call.bound.switch("LocalizeDefaultFolderName"):
        item = call.directory.one(("Mailbox",), call.text("Identity"))
        language = item.parts.get(call.family.noun, {}).get("Language") or field_defaults(call.family.noun)["Language"]
        call.directory.store.write(item, {LANGUAGE: language})
    return outcome


def get_view(call: Call) -> Outcome:
    """Get-Recipient, Get-User, Get-Group, Get-Contact, Get-SecurityPrincipal."""
    items = _some(call, call.family.of or RECIPIENTS)
    if call.family.noun == "User" and not call.text("Identity") and not call.bound.switch("PublicFolder"):
        items = _without_public_folders(call, items)
    return Outcome(narrowed(call, items), call.family.noun)


def get_recipients(call: Call) -> Outcome:
    """Get-Mailbox and the other recipient nouns: lazily when nothing narrows them."""
    return Outcome(narrowed(call, _shown(call, _some(call, _tables(call)))), call.family.noun)


def _tables(call: Call) -> tuple[str, ...]:
    """Where the rows come from: switches add or choose those that were removed and are kept for a while."""
    if call.bound.switch("SoftDeletedMailUser"):
        return (REMOVED["MailUser"],)
    if call.bound.switch("SoftDeletedMailbox") or call.bound.switch("InactiveMailboxOnly"):
        return (SOFT_DELETED,)
    if call.bound.switch("IncludeInactiveMailbox"):
        return (call.family.noun, SOFT_DELETED)
    if call.bound.switch("IncludeSoftDeletedGroups"):
        return (call.family.noun, SOFT_DELETED_GROUP)
    return ("UnifiedGroup",) if call.bound.switch("GroupMailbox") else (call.family.noun,)


def _shown(call: Call, items: Sequence[Item]) -> Sequence[Item]:
    """-Archive and -PublicFolder choose; without the switch public folder mailboxes stay hidden."""
    if call.bound.switch("InactiveMailboxOnly") or call.bound.switch("IncludeInactiveMailbox"):
        items = [item for item in items if item.home == "Mailbox" or item.get("IsInactiveMailbox") is True]
    if call.family.noun != "Mailbox" or call.text("Identity"):
        return items
    if call.bound.switch("Archive"):
        return [item for item in items if item.get("ArchiveStatus") == "Active"]
    if call.bound.switch("PublicFolder"):
        return [item for item in items if item.get("RecipientTypeDetails") == "PublicFolderMailbox"]
    return _without_public_folders(call, items)


def _without_public_folders(call: Call, items: Sequence[Item]) -> Sequence[Item]:
    """Stays lazy where there is no such mailbox: the example people have none."""
    created = call.directory.table("Mailbox").created.values()
    if not any(item.get("RecipientTypeDetails") == "PublicFolderMailbox" for item in created):
        return items
    return [item for item in items if item.get("RecipientTypeDetails") != "PublicFolderMailbox"]
