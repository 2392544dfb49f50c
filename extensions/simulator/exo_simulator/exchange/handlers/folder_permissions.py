# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with a folder of a mailbox, or with a public folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..calls import Call, Outcome
from ..folders import folder_in, owner_of
from ..store import Item
from .permissions import Entry, held_by, rights_of, sid_of

FOLDERS = "_folders"  # the key of a folder to the entries for it
BUILT_IN = ("Default", "Anonymous")  # have an entry in every folder, which can be set but not added or removed
CALENDAR = frozenset({"AvailabilityOnly", "LimitedDetails"})  # rights that only a calendar has (the reference)


@dataclass(frozen=True)
class Place:
    """A folder: the object that keeps its entries, under which key, and what rows say of it."""

    item: Item
    key: str
    identity: str
    name: str
    is_calendar: bool


def _folder(call: Call) -> Place:
    identity = call.text("Identity") or ""
    if call.family.noun == "PublicFolderClientPermission":
        item = call.directory.one(("PublicFolder",), identity)
        return Place(item, "", str(item.get("Identity") or item.name), item.name, is_calendar=False)
    groups = call.cmdlet.verb != "Get" or call.bound.switch("GroupMailbox")  # the page of Get-: required for groups
    item = call.directory.one(("Mailbox", "UnifiedGroup") if groups else ("Mailbox",), owner_of(identity))
    folder = folder_in(call.directory, item, identity)
    return Place(item, folder.key, f"{item.name}:{folder.path}", folder.name, is_calendar=folder.type == "Calendar")


def _folder_entries(call: Call, place: Place) -> dict[str, Entry]:
    entries = (place.item.get(FOLDERS) or {}).get(place.key)
    if entries:
        return {user: dict(entry) for user, entry in entries.items()}
    public = call.family.noun == "PublicFolderClientPermission"
    everyone = "AvailabilityOnly" if place.is_calendar else "Author" if public else "None"
    return {user: {"rights": [everyone if user == "Default" else "None"]} for user in BUILT_IN}


def _checked_rights(call: Call, place: Place) -> list[str]:
    """Rights of a calendar are refused elsewhere."""
    wrong = sorted(CALENDAR & set(rights_of(call)))
    if wrong and not place.is_calendar:
        text = f"The value '{wrong[0]}' of AccessRights is only valid for a calendar folder."
        raise call.directory.errors.build("not_for_folder", text)
    return rights_of(call)


def _folder_user(call: Call, required: bool = True) -> str | None:
    user = call.text("User")
    if user is None:
        if required:
            raise call.directory.errors.missing(["User"])
        return None
    built_in = next((name for name in BUILT_IN if name.casefold() == user.casefold()), None)
    return built_in or str(call.directory.recipient(user).guid)


def _folder_user_name(call: Call, user: str) -> str:
    if user in BUILT_IN:
        return user
    item = held_by(call, user)
    return str(item.get("DisplayName")) if item else f"NT:{sid_of(call, user)}"


def get_folder_permissions(call: Call) -> Outcome:
    """Get-MailboxFolderPermission and Get-PublicFolderClientPermission."""
    place = _folder(call)
    entries, user = _folder_entries(call, place), _folder_user(call, required=False)
    if user is not None and user not in entries:
        raise _no_entry(call, user)
    rows = [_folder_row(call, place, who, entry) for who, entry in entries.items() if user in (None, who)]
    return Outcome(rows=rows[int(call.values.get("SkipCount") or 0) :])


def _no_entry(call: Call, user: str) -> Exception:
    return call.directory.errors.build(
        "folder_user_missing", f"There is no existing permission entry found for user: {_folder_user_name(call, user)}."
    )


def _folder_row(call: Call, place: Place, user: str, entry: Entry) -> dict[str, Any]:
    return {
        "Identity": place.identity,
        "FolderName": place.name,
        "User": _folder_user_name(call, user),
        "AccessRights@odata.type": "#Collection(String)",
        "AccessRights": list(entry["rights"]),
        "SharingPermissionFlags": entry.get("flags"),
        "IsValid": True,
        "ObjectState": "New",
    }


def add_folder_permission(call: Call) -> Outcome:
    """Add-MailboxFolderPermission: one entry for each user."""
    place = _folder(call)
    entries, user = _folder_entries(call, place), _folder_user(call) or ""
    if user in entries:
        text = f"An existing permission entry was found for user: {_folder_user_name(call, user)}."
        raise call.directory.errors.build("folder_user_exists", text)
    return _store_folder(call, place, user, entries)


def set_folder_permission(call: Call) -> Outcome:
    """Set-MailboxFolderPermission replaces the rights of an entry that exists."""
    place = _folder(call)
    entries, user = _folder_entries(call, place), _folder_user(call) or ""
    if user not in entries:
        raise _no_entry(call, user)
    return Outcome(warnings=_store_folder(call, place, user, entries).warnings)


def _keep(call: Call, place: Place, entries: dict[str, Entry]) -> None:
    folders = {**(place.item.get(FOLDERS) or {}), place.key: entries}
    call.directory.store.write(place.item, {FOLDERS: folders})


def _store_folder(call: Call, place: Place, user: str, entries: dict[str, Entry]) -> Outcome:
    entry: Entry = {"rights": _checked_rights(call, place)}
    if call.text("SharingPermissionFlags"):
        entry["flags"] = call.text("SharingPermissionFlags")
    entries[user] = entry
    _keep(call, place, entries)
    return Outcome(rows=[_folder_row(call, place, user, entry)])


def remove_folder_permission(call: Call) -> Outcome:
    """Remove-MailboxFolderPermission; Default and Anonymous stay."""
    place = _folder(call)
    entries, user = _folder_entries(call, place), _folder_user(call) or ""
    if user not in entries or user in BUILT_IN:
        raise _no_entry(call, user)
    del entries[user]
    _keep(call, place, entries)
    return Outcome()
