# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cycle has proved of a kind: its steps, the properties that none of them had, and those that no read showed.

proved.yml has it for each kind; docs/families.md is made of that, and test_families.py holds it to what cycles do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.describe_objects import settable_properties
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family
from ansible_collections.m365.exchange.plugins.module_utils._object_families.property_rules import (
    fold_row,
    never_shown,
    shown_value,
)

# The steps of a cycle, in its order.
STEPS = ("create", "gather", "change", "add", "take", "clear", "rename", "remove", "keep")


@dataclass
class Proved:
    """What went as it should. ``unknown`` are properties of which a task would say that no read shows them."""

    family: Family
    taken: dict[str, set[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def note(self, step: str, properties: Iterable[str] = ()) -> None:
        """A step with these properties."""
        self.taken.setdefault(step, set()).update(properties)

    def look_at(self, row: Mapping[str, Any]) -> None:
        """What a read shows."""
        here = fold_row(row)
        asked = [name for name in settable_properties(self.family) if name not in self.family.kept_by]
        self.unknown = {
            name
            for name in asked
            if not never_shown(self.family, name, here) and shown_value(self.family, name, here) is None
        }

    def told(self) -> dict[str, list[str]]:
        """As proved.yml has it."""
        had = {name for names in self.taken.values() for name in names}
        found = {
            "steps": [step for step in STEPS if step in self.taken],
            "without": sorted(set(settable_properties(self.family)) - had - self.unknown),
            "unknown": sorted(self.unknown),
        }
        return {key: names for key, names in found.items() if names}
