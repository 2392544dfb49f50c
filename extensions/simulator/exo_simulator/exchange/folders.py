# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folders of a mailbox: those that each has, by names in the mailbox's language, and those that somebody made.

Kinds and names: data/folders.json (``weight`` is how full a folder of an example person is). The names of other
languages are those of Outlook; a language that is not there keeps the English ones.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from .calls import Call
from .directory import Directory
from .naming import NAMESPACE
from .store import Item
from .tables import load
from .values import Value

MADE = "_folders_made"  # id to [name, the id of the folder that it is in]
LANGUAGE = "_folder_language"
ROOT = "Root"
AVERAGE = 74_219  # bytes of an item


@dataclass(frozen=True)
class Folder:
    r"""A folder: ``path`` is below the root, `\Inbox\Projects`; ``items`` are in it; ``type`` is User for one's own."""

    guid: UUID
    type: str
    name: str
    path: str
    parent: UUID | None
    container: str = "IPF.Note"
    items: int = 0
    recoverable: bool = False

    @property
    def key(self) -> str:
        """Under which a mailbox keeps what belongs to the folder, whatever it is called."""
        return str(self.guid)

    @property
    def folder_id(self) -> str:
        """FolderId as Get-MailboxFolderStatistics shows it."""
        head = bytes.fromhex("2e00000000") + (self.parent or self.guid).bytes + b"\x01\x00"
        return base64.b64encode(head + self.guid.bytes + b"\x00\x00").decode("ascii")

    @property
    def size(self) -> int:
        """The bytes of its items."""
        return self.items * AVERAGE


def folders_of(item: Item) -> list[Folder]:
    """All folders of a mailbox, each after the one that it is in."""
    language = str(item.get(LANGUAGE) or "en").partition("-")[0].casefold()
    by_guid = {folder.guid: folder for folder in _standard(item.guid, language, item.index >= 0)}
    for key, (name, parent) in (item.get(MADE) or {}).items():
        above = by_guid[UUID(parent)]
        guid = UUID(key)
        by_guid[guid] = Folder(guid, "User", name, f"{above.path.rstrip(chr(92))}\\{name}", above.guid)
    return list(by_guid.values())


@lru_cache(maxsize=1024)  # whoever lists the folders of a mailbox asks for some of them next
def _standard(mailbox: UUID, language: str, in_use: bool) -> tuple[Folder, ...]:
    """The folders that each mailbox has. One of the example people is ``in_use``; one that was made just now is not."""
    names = load("folders")["names"].get(language, {})
    kinds = load("folders")["folders"]
    ids = {kind["type"]: uuid5(NAMESPACE, f"{mailbox}/{kind['type']}") for kind in kinds}
    local_names = {kind["type"]: names.get(kind["type"], kind["name"]) for kind in kinds}

    def make(kind: dict[str, Any]) -> Folder:
        name, inside = local_names[kind["type"]], kind.get("in")
        return Folder(
            ids[kind["type"]],
            kind["type"],
            name,
            "\\" if kind["type"] == ROOT else f"\\{f'{local_names[inside]}{chr(92)}' if inside else ''}{name}",
            ids[inside or ROOT] if kind["type"] != ROOT else None,
            kind.get("class", ""),
            _filled(mailbox, kind) if in_use else 0,
            bool(kind.get("recoverable")),
        )

    return tuple(map(make, kinds))


def _filled(mailbox: UUID, kind: dict[str, Any]) -> int:
    return int((kind.get("weight") or 0) * (20 + (mailbox.int >> 8) % 180) // 100)


def items_of(item: Item, *, recoverable: bool) -> int:
    """How many items are in the folders that each mailbox has, among what was deleted or not. In those that somebody
    made is nothing. The folders themselves are not built: a report asks it of thousands of mailboxes."""
    kinds = load("folders")["folders"]
    if item.index < 0:
        return 0
    return sum(_filled(item.guid, kind) for kind in kinds if bool(kind.get("recoverable")) is recoverable)


def owner_of(identity: str) -> str:
    r"""The mailbox of `mailbox:\Folder` and of `mailbox:FolderId`."""
    return identity.partition(":")[0]


def folder_in(directory: Directory, item: Item, identity: str) -> Folder:
    r"""The folder that `mailbox:\Path`, `mailbox:FolderId` or a mailbox alone (the root) names; raises NotFound."""
    path = identity.partition(":")[2] or "\\"
    folded = path.casefold()
    for folder in folders_of(item):
        if path == folder.folder_id or (not folder.recoverable and folded == folder.path.casefold()):
            return folder
    raise directory.errors.not_found(identity)


def below(folders: list[Folder], above: Folder) -> list[Folder]:
    """All folders in a folder, at any depth."""
    inside = {above.guid}
    for folder in folders:
        if folder.parent in inside:
            inside.add(folder.guid)
    return [folder for folder in folders if folder.guid in inside and folder is not above]


def with_folder(item: Item, above: Folder, name: str, guid: UUID) -> dict[str, Value]:
    """What a mailbox keeps of its own folders once it has a new one."""
    return {MADE: {**(item.get(MADE) or {}), str(guid): [name, str(above.guid)]}}


def check_folders(call: Call, item: Item | None, values: Mapping[str, Value]) -> None:
    """Raise NotFound where a mailbox's rule names a folder that the mailbox does not have."""
    for name, value in values.items() if call.family.context else ():
        parameter = call.cmdlet.parameter(name)
        if not value or parameter is None or parameter.type != "MailboxFolderIdParameter":
            continue
        mailbox = call.text(call.family.context or "")
        owner = str(item.get("_owner")) if item is not None else mailbox
        folder = str(value)
        path = folder if ":" in folder else f":\\{folder}"
        folder_in(
            call.directory, call.directory.one(("Mailbox",), owner_of(folder) if ":" in folder[1:] else owner), path
        )
