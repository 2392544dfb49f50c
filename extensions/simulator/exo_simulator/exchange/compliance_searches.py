# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a content search tells once it is completed: nothing found, in each of its places.

The columns, and the line for each place, are those that Microsoft's scripts of searches take apart ("Run a content
search", "Search and purge"): `Location: ann@contoso.com, Item count: 0, Total size: 0`.
"""

from __future__ import annotations

from .directory import Directory
from .store import Item
from .values import Value

FOUND = ("Items", "Size", "UnindexedItems", "UnindexedSize", "NumFailedSources")
TIMES = ("JobStartTime", "JobEndTime")
COLUMNS = (*FOUND, *TIMES, "JobProgress", "SuccessResults")
PLACES = ("ExchangeLocation", "SharePointLocation", "PublicFolderLocation")


def told_of(item: Item, directory: Directory, name: str) -> Value:
    """One column of a search; before it is completed there is nothing to tell."""
    completed = item.get("Status") == "Completed"
    if name in TIMES:
        return item.get("WhenChanged") if completed else None
    if name == "JobProgress":
        return 100 if completed else 0
    if name == "SuccessResults":
        return "{" + "\r\n".join(_line(place) for place in _places(item, directory)) + "}" if completed else None
    return 0


def _places(item: Item, directory: Directory) -> list[str]:
    """All mailboxes where a search is of all."""
    listed = [str(place) for name in PLACES for place in item.get(name) or ()]
    if "all" not in {place.casefold() for place in item.get("ExchangeLocation") or ()}:
        return listed
    everybody = [str(mailbox.get("PrimarySmtpAddress")) for mailbox in directory.table("Mailbox")]
    return [*everybody, *(place for place in listed if place.casefold() != "all")]


def _line(place: str) -> str:
    return f"Location: {place}, Item count: 0, Total size: 0"
