# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A property as it is seen from outside, for filters, sorting and the parameters that choose rows."""

from __future__ import annotations

from functools import cache

from .calls import Call
from .columns import field_defaults
from .computed import COMPUTED, NOTHING, Computed
from .directory import Directory
from .references import Shown, resolved
from .store import Item
from .values import Value


def read(call: Call, item: Item, name: str) -> Value:
    """A property as the call's Get shows it: settings of a recipient are kept with it."""
    part = item.parts.get(call.family.noun, {}) if call.family.kind == "per" else {}
    proper = _proper(call.family.noun, name.casefold()) or name
    if proper in part:
        return resolved(call.directory, part[proper])
    if call.family.kind == "per" and proper in field_defaults(call.family.noun) and proper not in item.own:
        return resolved(call.directory, field_defaults(call.family.noun)[proper])
    return value_of(call.directory, item, name)


def value_of(directory: Directory, item: Item, name: str) -> Value:
    """A property for filters and sorting, by its name in any case, with texts for references."""
    if name in item.own or name in item.base:
        return resolved(directory, item.get(name))
    proper = _proper(item.noun, name.casefold()) or name
    value = item.get(proper, NOTHING)
    if value is NOTHING:
        computed = _computed(proper)
        value = computed(item, directory) if computed else NOTHING
    if value is NOTHING:
        value = field_defaults(item.noun).get(proper)
    return resolved(directory, value)


@cache
def _proper(noun: str, folded: str) -> str | None:
    return next((name for name in field_defaults(noun) if name.casefold() == folded), None)


@cache
def _computed(name: str) -> Computed | None:
    return next((value for key, value in COMPUTED.items() if key.casefold() == name.casefold()), None)


def is_one_of(value: Value, texts: set[str]) -> bool:
    """Whether one of the values is wanted; a reference is by any of its identities."""
    values = value if isinstance(value, list) else [value]
    return any(
        str(entry).casefold() in texts or (isinstance(entry, Shown) and not entry.keys.isdisjoint(texts))
        for entry in values
    )
