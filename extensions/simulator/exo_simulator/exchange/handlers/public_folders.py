# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
r"""Public folders: the tree below `\`, which the service calls IPM_SUBTREE, and those of them that get mail.

Source: the pages of the cmdlets.
"""

from __future__ import annotations

from ..calls import Call, Outcome
from ..crud import get_objects, remove_object, target
from ..derived import ROOT
from ..standing import standing_item
from ..store import Item
from .recipients import new_recipient

NOUN = "PublicFolder"
FOLDER = "_folder"  # of the recipient that a mail-enabled folder is


def get_public_folders(call: Call) -> Outcome:
    """One folder, all of them, with -GetChildren those in a folder, with -Recurse a folder and all that is below it."""
    children, all_below = call.bound.switch("GetChildren"), call.bound.switch("Recurse")
    identity = call.text("Identity")
    if not (children or all_below):
        return Outcome([_root(call)], NOUN) if identity == ROOT else get_objects(call)
    top = _root(call) if identity in (None, ROOT) else target(call)
    if children:
        return Outcome([item for item in call.directory.table(NOUN) if item.get("ParentPath") == _path(top)], NOUN)
    return Outcome([top, *_below(call, top)], NOUN)


def remove_public_folder(call: Call) -> Outcome:
    """A folder goes with those in it where -Recurse says so; else it must have none."""
    below = _below(call, target(call))
    if below and not call.bound.switch("Recurse"):
        text = (
            f"The public folder '{_path(target(call))}' has subfolders. Use the Recurse switch to remove them as well."
        )
        raise call.directory.errors.build("invalid", text)
    outcome = remove_object(call)
    for item in below:
        call.directory.store.remove(item)
    return outcome


def enable_mail(call: Call) -> Outcome:
    """Enable-MailPublicFolder: the folder has addresses from now on, as a recipient with the folder's name."""
    folder = call.directory.one((NOUN,), call.text("Identity"))
    if folder.get("MailEnabled") is True:
        raise call.directory.errors.build("invalid", f"The public folder '{_path(folder)}' is already mail-enabled.")
    item = new_recipient(call, folder.name)
    item.own.update({"RecipientType": "PublicFolder", "RecipientTypeDetails": "PublicFolder", FOLDER: folder.guid})
    call.directory.store.add(item)
    call.directory.store.write(folder, {"MailEnabled": True})
    return Outcome()


def disable_mail(call: Call) -> Outcome:
    """Disable-MailPublicFolder, by the folder's path or as the recipient is known."""
    table, identity = call.directory.table("MailPublicFolder"), str(call.text("Identity"))
    folders = call.directory.find((NOUN,), identity)
    recipients = [item for item in table if any(item.get(FOLDER) == folder.guid for folder in folders)]
    item = recipients[0] if recipients else call.directory.one(("MailPublicFolder",), identity)
    call.directory.store.remove(item)
    for folder in call.directory.table(NOUN):
        if folder.guid == item.get(FOLDER):
            call.directory.store.write(folder, {"MailEnabled": False})
    return Outcome()


def _root(call: Call) -> Item:
    return standing_item(call.directory, NOUN, {"Name": "IPM_SUBTREE", "Identity": ROOT, "ParentPath": ""})


def _path(item: Item) -> str:
    return str(item.get("Identity"))


def _below(call: Call, top: Item) -> list[Item]:
    """All folders whose path starts with that folder's, parents first."""
    start = f"{_path(top).rstrip(ROOT)}{ROOT}".casefold()
    folders = [item for item in call.directory.table(NOUN) if _path(item).casefold().startswith(start)]
    return sorted(folders, key=lambda item: _path(item).casefold())
