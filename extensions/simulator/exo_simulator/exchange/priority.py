# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Priorities of rules: 0 is first, there are no gaps, and a moved rule pushes the others along."""

from __future__ import annotations

from .calls import Call
from .columns import defaults
from .store import Item


def place(call: Call, item: Item) -> None:
    """Give a new rule the last priority, or the wished one; and the state that it starts with."""
    if call.family.toggle:
        on = "Enabled" if call.family.toggle == "State" else True
        item.own.setdefault(call.family.toggle, defaults(call.family.noun).get(call.family.toggle, on))
    if not call.family.ordered():
        return
    peers, first = _peers(call, item), _first(call)
    wished = item.own.get("Priority")
    place = min(wished - first, len(peers)) if isinstance(wished, int) else len(peers)
    peers.insert(max(place, 0), item)
    _number(peers, first)


def renumber(call: Call, item: Item, *, moved: bool) -> None:
    """Close the gap of a removed rule, or push the neighbours of a moved one along."""
    if not call.family.ordered():
        return
    peers, first = _peers(call, item), _first(call)
    if moved:
        peers.insert(max(0, min(int(item.get("Priority") or 0) - first, len(peers))), item)
    _number(peers, first)


def _first(call: Call) -> int:
    """Rules of the organisation count from 0, those of a mailbox from 1 (general knowledge)."""
    return 1 if call.family.context else 0


def _number(rules: list[Item], first: int) -> None:
    for number, rule in enumerate(rules, first):
        rule.own["Priority"] = number


def _peers(call: Call, item: Item) -> list[Item]:
    """The other rules of the same owner, in their order."""
    owner = item.own.get("_owner")
    table = call.directory.table(call.family.noun)
    peers = [peer for peer in table if peer is not item and peer.get("_owner") == owner]
    return sorted(peers, key=lambda peer: int(peer.get("Priority") or 0))
