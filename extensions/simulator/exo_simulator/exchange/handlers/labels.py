# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set-Label: a label is moved by its Priority, or next to another one."""

from __future__ import annotations

from ..calls import Call, Outcome
from ..crud import set_object, target, write
from ..store import Item


def set_label(call: Call) -> Outcome:
    """Change a label; what is no label is refused."""
    item = target(call)
    place = _beside(call, item)
    outcome = set_object(call)
    if place is not None and place != item.get("Priority"):
        write(call, item, {"Priority": place})
    return outcome


def _beside(call: Call, item: Item) -> int | None:
    """The place before NextLabel or after PreviousLabel, as it is once the label has left its own."""
    for name, step in (("NextLabel", 0), ("PreviousLabel", 1)):
        if call.text(name):
            place = int(call.directory.one(("Label",), call.text(name)).get("Priority") or 0)
            return place + step - (1 if int(item.get("Priority") or 0) < place else 0)
    return None
