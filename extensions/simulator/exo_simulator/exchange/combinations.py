# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be given together, and what cannot be, by data/combinations.json; pairs that no cmdlet takes together are
the catalogue's.

``one_of``: each parameter set has one of these. ``companions``: a parameter needs others, which the object may have
already. ``before``: the first is less than the second, ``not_after``: it is not more. ``only_one``: with the first, the
second has one entry. ``when_false``: the first, given as false, needs the second. ``without``: the first, given or
kept, takes none of the others beside it. ``fixed``: cannot be changed on recipients of these types.

Sources: the parameter sets, and the words "must", "need to", "required" and "can't" of the parameter in Microsoft's
reference; a page that only says when a value has an effect is no reason to refuse. Not from there: AdvancedRule and
AutoSubscribeNewMembers, which a tool that works on tenants met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from .calls import Call
from .store import Item
from .tables import load
from .values import Value

_NOTHING: tuple[Value, ...] = (None, False, "", [])


def refuse_combinations(
    call: Call, item: Item | None, before: Mapping[str, Value], changed: Mapping[str, Value]
) -> None:
    """Raises the service's error where the call contradicts itself or what the object has.

    ``before`` are the object's properties as they were shown before the call, defaults too; ``changed`` those that the
    call gives another value.
    """
    one_of = load("combinations")["one_of"].get(call.cmdlet.name, ())
    if one_of and not any(_given(call, name) for name in one_of):
        raise call.directory.errors.missing(list(one_of))
    reason = next(_reasons(call, item, before, changed), None)
    if reason:
        raise call.directory.errors.build("invalid", reason)


def _reasons(call: Call, item: Item | None, before: Mapping[str, Value], changed: Mapping[str, Value]) -> Iterator[str]:
    values = {**before, **changed}
    yield from _alone(call, values)
    yield from _reversed(call, values, changed)
    yield from _together(call, values)
    for name, types in _table(call, "fixed").items():
        if name in changed and item is not None and item.get("RecipientTypeDetails") in types:
            yield f"The value of {name} can't be changed on a user mailbox."


def _alone(call: Call, values: Mapping[str, Value]) -> Iterator[str]:
    for name, companions in load("combinations")["companions"].get(call.cmdlet.name, {}).items():
        missing = [
            companion for companion in companions if not (_given(call, companion) or _has(call, values, companion))
        ]
        if missing and _given(call, name):
            yield f"The parameter {name} must be used with {' and '.join(missing)}."


def _reversed(call: Call, values: Mapping[str, Value], changed: Mapping[str, Value]) -> Iterator[str]:
    for first, second in load("combinations")["before"].get(call.family.noun, ()):
        if _touched(values, changed, first, second) and not values[first] < values[second]:
            yield f"The value of {second} must be greater than the value of {first}."
    for first, second in load("combinations")["not_after"].get(call.family.noun, ()):
        if _touched(values, changed, first, second) and values[second] < values[first]:
            yield f"The value of {second} must be greater than or equal to the value of {first}."


def _touched(values: Mapping[str, Value], changed: Mapping[str, Value], *names: str) -> bool:
    """Whether both are there, and one is new; Unlimited is no value to compare."""
    are_there = all(values.get(name) not in (*_NOTHING, "Unlimited") for name in names)
    return are_there and not changed.keys().isdisjoint(names)


def _together(call: Call, values: Mapping[str, Value]) -> Iterator[str]:
    for name, singles in _table(call, "only_one").items():
        several = [single for single in singles if len(values.get(single) or ()) > 1]
        if _given(call, name) and several:
            yield f"The parameter {name} can't be used with more than one value of {several[0]}."
    for name, companions in _table(call, "when_false").items():
        lacking = [
            parameter for parameter in companions if not (_given(call, parameter) or _has(call, values, parameter))
        ]
        if lacking and call.values.get(name) is False:
            yield f"The parameter {lacking[0]} must be used where {name} is $false."
    for name, patterns in _table(call, "without").items():
        beside = [parameter for parameter in call.values if _given(call, parameter) and _fits(parameter, patterns)]
        if beside and (_given(call, name) or _has(call, values, name)):
            yield f"The parameter {name} can't be used with {beside[0]}."


def _table(call: Call, kind: str) -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load("combinations")[kind].get(call.family.noun, {})
    return table


def _given(call: Call, name: str) -> bool:
    return call.values.get(name) not in _NOTHING


def _has(call: Call, values: Mapping[str, Value], name: str) -> bool:
    return values.get(call.family.read_name(name)) not in _NOTHING


def _fits(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
