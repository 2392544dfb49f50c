# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Priorities of rules: 0 is first, there are no gaps, and a moved rule pushes the others along."""

from __future__ import annotations

from .calls import Call
from .store import Item


def place(call: Call, item: Item) -> None:
    """Give a new rule the last priority, or the wished one; and the state that it starts with."""
    if call.family.toggle:
        item.own.setdefault(call.family.toggle, "Enabled" if call.family.toggle == "State" else True)
    if not call.family.ordered():
        return
    peers = _peers(call, item)
    wished = item.own.get("Priority")
    item.own["Priority"] = min(wished, len(peers)) if isinstance(wished, int) else len(peers)
    for peer in peers:
        if peer.get("Priority", 0) >= item.own["Priority"]:
            peer.own["Priority"] = peer.get("Priority", 0) + 1


def renumber(call: Call, moved: Item | None = None) -> None:
    """Close the gaps; ``moved`` keeps the priority that it was given."""
    if not call.family.ordered():
        return
    peers = [item for item in call.directory.table(call.family.noun) if item is not moved]
    peers.sort(key=lambda item: int(item.get("Priority", 0)))
    if moved is not None:
        peers.insert(min(int(moved.get("Priority", 0)), len(peers)), moved)
    for number, item in enumerate(peers):
        item.own["Priority"] = number


def _peers(call: Call, item: Item) -> list[Item]:
    owner = item.own.get("_owner")
    return [peer for peer in call.directory.table(call.family.noun) if peer.get("_owner") == owner]
