# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What can only be had by making an object anew, and what the new one takes over from the old one."""

from __future__ import annotations

from .._catalogue.cmdlets import find
from .._json_types import Json, JsonMap
from .facts import Family


def only_at_creation(family: Family, name: str) -> bool:
    """Whether a property that is there can only be had by making the object anew."""
    if name in (family.toggle, family.granted) or name in family.kept_by or name in family.deltas:
        return False
    return name in family.create_only or not family.cmdlets.get("change") or family.replaced


def as_it_was(family: Family, row: JsonMap) -> dict[str, Json]:
    """The properties of an object that New- takes, as the read shows them; what is not set is left out."""
    known = find(family.cmdlets.get("create") or "")
    if known is None:
        return {}
    shown = {one.name: row.get(family.shown_as.get(one.name, one.name)) for one in known.parameters.values()}
    return {name: value for name, value in shown.items() if value not in (None, "", [])}
