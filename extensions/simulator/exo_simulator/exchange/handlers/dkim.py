# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotate-DkimSigningConfig: the other selector signs after four days (Microsoft's page of DKIM)."""

from __future__ import annotations

from datetime import timedelta

from ..calls import Call, Outcome
from ..crud import target
from ..values import Value

TAKES = timedelta(days=4)
OTHER = {"selector1": "selector2", "selector2": "selector1"}


def rotate_keys(call: Call) -> Outcome:
    """Who signs until then, who after, and the size of the new key."""
    item, now = target(call), call.directory.now()
    before, after = (str(item.get(f"Selector{when}RotateOnDate") or "selector1") for when in ("Before", "After"))
    turns = item.get("RotateOnDate")
    signing = before if turns is not None and turns > now else after
    following = OTHER[signing]
    values: dict[str, Value] = {
        "SelectorBeforeRotateOnDate": signing,
        "SelectorAfterRotateOnDate": following,
        "RotateOnDate": now + TAKES,
        "KeyCreationTime": now,
    }
    size = call.values.get("KeySize")
    if size:
        values[f"{following.capitalize()}KeySize"] = size
    call.directory.store.write(item, values)
    return Outcome()
