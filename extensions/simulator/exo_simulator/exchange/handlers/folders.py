# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of mailboxes and what is in them: New- and Get-MailboxFolder, and the two statistics, which agree.

Columns: those that audit tools read. A mailbox that was made just now is empty, and one that is gone has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ..calls import Call, Outcome
from ..columns import ZERO_GUID
from ..folders import AVERAGE, Folder, below, folder_in, folders_of, items_of, owner_of, with_folder
from ..store import Item
from ..values import Size, instant_text, size_text
from .holds import REMOVED

# FolderScope to the folder types that it takes; all others are called as their type.
SCOPES = {"all": None, "personal": "User", "rsssubscriptions": "RssSubscription", "recoverableitems": "Recoverable"}


def _mailbox(call: Call) -> tuple[Item, str]:
    identity = call.text("Identity")
    if identity is None:
        raise call.directory.errors.missing(["Identity"])
    removed = (REMOVED["Mailbox"],) if call.bound.switch("IncludeSoftDeletedRecipients") else ()
    return call.directory.one(("Mailbox", "UnifiedGroup", *removed), owner_of(identity)), identity


def new_folder(call: Call) -> Outcome:
    """New-MailboxFolder: in the folder that Parent names; the name must be free there."""
    parent, name = call.text("Parent") or "", call.text("Name") or ""
    item = call.directory.one(("Mailbox",), owner_of(parent))
    above = folder_in(call.directory, item, parent)
    doubles = [
        folder
        for folder in folders_of(item)
        if folder.parent == above.guid and folder.name.casefold() == name.casefold()
    ]
    if doubles:
        raise call.directory.errors.exists(name)
    guid = call.directory.ids.guid()
    call.directory.store.write(item, with_folder(item, above, name, guid))
    new = next(folder for folder in folders_of(item) if folder.guid == guid)
    return Outcome(rows=[_row(item, new, folders_of(item))])


def get_folders(call: Call) -> Outcome:
    """Get-MailboxFolder: the folder, those in it, or those below it."""
    item, identity = _mailbox(call)
    folders = [folder for folder in folders_of(item) if not folder.recoverable]
    root = folder_in(call.directory, item, identity)
    if call.bound.switch("GetChildren"):
        listed = [folder for folder in folders if folder.parent == root.guid]
    else:
        listed = [root, *(below(folders, root) if call.bound.switch("Recurse") else [])]
    if call.bound.switch("MailFolderOnly"):
        listed = [folder for folder in listed if folder.container == "IPF.Note"]
    return Outcome(rows=[_row(item, folder, folders) for folder in listed])


def _row(item: Item, folder: Folder, folders: list[Folder]) -> Mapping[str, Any]:
    parent = next((other_folder for other_folder in folders if other_folder.guid == folder.parent), None)
    return {
        "Name": folder.name,
        "FolderPath@odata.type": "#Collection(String)",
        "FolderPath": [part for part in folder.path.split("\\") if part],
        "FolderStoreObjectId": folder.folder_id,
        "FolderClass": folder.container,
        "DefaultFolderType": "None" if folder.type == "User" else folder.type,
        "HasSubfolders": any(other_folder.parent == folder.guid for other_folder in folders),
        "ParentFolder": f"{item.name}:{parent.path}" if parent else None,
        "FolderSize@data.type": "System.Int64",
        "FolderSize": folder.size,
        "Identity": f"{item.name}:{folder.path}",
        "MailboxOwnerId": item.name,
        "IsValid": True,
        "ObjectState": "Unchanged",
    }


def folder_statistics(call: Call) -> Outcome:
    """Get-MailboxFolderStatistics: of all folders, or of a scope, which is a folder with all that is in it."""
    item, _identity = _mailbox(call)
    folders = folders_of(item)
    scope = (call.text("FolderScope") or "All").casefold()
    kind = SCOPES.get(scope, scope)
    if kind is not None:
        heads = [folder for folder in folders if _in_scope(folder, kind)]
        inside = {folder.guid for head in heads for folder in (head, *below(folders, head))}
        folders = [folder for folder in folders if folder.guid in inside]
    dated = call.bound.switch("IncludeOldestAndNewestItems")
    rows = [_statistics(call, item, folder, dated=dated) for folder in folders]
    return Outcome(rows=rows[int(call.values.get("SkipCount") or 0) :])


def _in_scope(folder: Folder, kind: str) -> bool:
    return folder.recoverable if kind == "Recoverable" else folder.type.casefold() == kind.casefold()


def _statistics(call: Call, item: Item, folder: Folder, *, dated: bool) -> Mapping[str, Any]:
    whole = [folder, *below(folders_of(item), folder)]
    items, size = sum(part.items for part in whole), sum(part.size for part in whole)
    newest, oldest = _ages(call, item, folder) if dated and folder.items else (None, None)
    created = item.get("WhenMailboxCreated") or item.get("WhenCreated")
    return {
        **_instant("Date", call.directory.now()),
        **_instant("CreationTime", created),
        **_instant("LastModifiedTime", call.directory.now() - timedelta(hours=item.guid.int % 96)),
        "Name": folder.name,
        "FolderPath": folder.path.replace("\\", "/") if folder.path != "\\" else f"/{folder.name}",
        "FolderId": folder.folder_id,
        "FolderType": "User Created" if folder.type == "User" else folder.type,
        "ContainerClass": folder.container,
        **_number("ItemsInFolder", folder.items),
        **_number("DeletedItemsInFolder", 0),
        "FolderSize": size_text(Size(folder.size)),
        **_number("ItemsInFolderAndSubfolders", items),
        **_number("DeletedItemsInFolderAndSubfolders", 0),
        "FolderAndSubfolderSize": size_text(Size(size)),
        **_instant("OldestItemReceivedDate", oldest),
        **_instant("NewestItemReceivedDate", newest),
        **_instant("OldestItemLastModifiedDate", oldest),
        **_instant("NewestItemLastModifiedDate", newest),
        "RecoverableItemsFolder": folder.recoverable,
        "Movable": folder.type == "User",
        "ContentMailboxGuid": str(item.get("ExchangeGuid") or item.guid),
        "Identity": f"{item.get('PrimarySmtpAddress')}\\{folder.path.lstrip(chr(92)) or folder.name}",
        "IsValid": True,
        "ObjectState": "New",
    }


def _ages(call: Call, item: Item, folder: Folder) -> tuple[Any, Any]:
    """When the newest item of a folder came, and the oldest."""
    newest = call.directory.since - timedelta(minutes=(item.guid.int >> 16) % 3000)
    created = item.get("WhenMailboxCreated") or item.get("WhenCreated")
    return newest, created + (newest - created) / (folder.items + 1)


def _number(name: str, value: int) -> Mapping[str, Any]:
    return {f"{name}@data.type": "System.Int32", name: value}


def _instant(name: str, value: Any) -> Mapping[str, Any]:
    if value is None:
        return {name: None}
    return {f"{name}@data.type": "System.DateTime", name: instant_text(value, zulu=False)}


def mailbox_statistics(call: Call) -> Outcome:
    """Get-MailboxStatistics: the sums of the mailbox's own folders, or of its archive's, in which is nothing."""
    identity = call.text("Identity")
    if identity is None:
        raise call.directory.errors.missing(["Identity"])
    removed = (REMOVED["Mailbox"],) if call.bound.switch("IncludeSoftDeletedRecipients") else ()
    item = call.directory.one(("Mailbox", "MailUser", "UnifiedGroup", *removed), identity)
    if not call.bound.switch("Archive"):
        return Outcome(rows=[dict(_sums(call, item))])
    if item.get("ArchiveGuid") in (None, ZERO_GUID):
        raise call.directory.errors.build("invalid", f'The user "{item.name}" doesn\'t have an archive.')
    ids = dict.fromkeys(("Guid", "ExchangeGuid"), item.get("ArchiveGuid"))
    archive = Item(item.noun, {**item.own, **ids, "DisplayName": ", ".join(item.get("ArchiveName") or ())}, item.base)
    return Outcome(rows=[{**dict(_sums(call, archive)), "IsArchiveMailbox": True}])


def _sums(call: Call, item: Item) -> Iterator[tuple[str, Any]]:
    items, deleted = items_of(item, recoverable=False), items_of(item, recoverable=True)
    used = item.index >= 0
    last = call.directory.now() - timedelta(hours=item.guid.int % 96) if used else None
    yield "DisplayName", item.get("DisplayName")
    for name in ("MailboxGuid", "OwnerADGuid"):
        yield from {f"{name}@data.type": "System.Guid", f"{name}@odata.type": "#Guid"}.items()
        yield name, str((item.get("ExchangeGuid") if name == "MailboxGuid" else None) or item.guid)
    yield from _number("ItemCount", items).items()
    yield "TotalItemSize", size_text(Size(items * AVERAGE))
    yield from _number("DeletedItemCount", deleted).items()
    yield "TotalDeletedItemSize", size_text(Size(deleted * AVERAGE))
    yield from _number("AssociatedItemCount", 40 if used else 0).items()
    for name, behind in (
        ("LastLogonTime", 0),
        ("LastLogoffTime", -1),
        ("LastUserActionTime", 1),
        ("LastInteractionTime", 1),
    ):
        yield from _instant(name, last - timedelta(minutes=behind) if last else None).items()
    yield "IsArchiveMailbox", False
    yield "IsQuarantined", False
    yield "MailboxType", "Private"
    yield "MailboxTypeDetail", str(item.get("RecipientTypeDetails"))
    yield "StorageLimitStatus", None
    yield "DisconnectReason", None
    yield from _instant("DisconnectDate", None).items()
    yield "DatabaseName", item.get("Database")
    yield "ServerName", item.get("ServerName")
    yield "Identity", str(item.get("ExchangeGuid") or item.guid)
    yield "IsValid", True
    yield "ObjectState", "Unchanged"
