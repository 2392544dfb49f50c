# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a cmdlet's parameters to the properties that they change."""

from __future__ import annotations

from collections.abc import Mapping

from .addresses import prefixed
from .calls import Call
from .columns import field_defaults
from .combinations import refuse_combinations
from .families import STEERING, is_property
from .forms import formed
from .labels import merged_settings
from .references import referring
from .store import Item
from .targets import target_of, targets
from .values import Change, Value

# A write-only parameter (a password, a switch, file data) leaves this mark: something was changed.
MARK = "_written"
UNIT = "OrganizationalUnitIdParameter"


def unchanged(identity: str) -> str:
    """The service's warning when Set-X changes nothing."""
    return f"The command completed successfully but no settings of '{identity}' have been modified."


def property_values(call: Call, item: Item | None, part: str | None = None) -> dict[str, Value]:
    """What the call sets, by property name; with ``item`` only what differs from what it has now."""
    before = _as_shown(item, part)
    values: dict[str, Value] = {}
    for name, value in call.values.items():
        if name in (call.family.set_key, call.family.context) or name in STEERING:
            continue
        delta = _delta(call, name)
        if delta:
            current = values[delta] if delta in values else before.get(delta)
            target = targets(call.family.noun).get(delta)
            values[delta] = _moved(call, name, current, referring(call.directory, target, value))
            continue
        _assign(call, before, name, values)
    changed = {
        name: value
        for name, value in values.items()
        if item is None or name == MARK or not same(value, before.get(name))
    }
    refuse_combinations(call, item, before, changed)
    return changed if item is None else _emptied(changed, part or item.noun)


def _emptied(changed: dict[str, Value], noun: str) -> dict[str, Value]:
    """A text that null clears is shown as one that nobody wrote."""
    unwritten = field_defaults(noun)
    return {name: "" if value is None and unwritten.get(name) == "" else value for name, value in changed.items()}


def _as_shown(item: Item | None, part: str | None) -> Mapping[str, Value]:
    """The object before the call: what was set, over what its kind has by default; nothing of a new one."""
    if item is None:
        return {}
    written = item.parts.get(part, {}) if part else {**item.base, **item.own}
    return {**field_defaults(part or item.noun), **written}


def same(left: Value, right: Value) -> bool:
    """Null, "" and an empty list are the same absence of a value."""
    return bool(left == right) or (left in _ABSENT and right in _ABSENT)


_ABSENT: tuple[Value, ...] = (None, "", [])


def _assign(call: Call, before: Mapping[str, Value], name: str, values: dict[str, Value]) -> None:
    parameter = call.cmdlet.parameter(name)
    if parameter is None or not is_property(call.family, parameter) or _says_nothing(call, name):
        values[MARK] = True
        return
    read = call.family.read_name(name)
    target = target_of(call.family, parameter)
    if _form(call, name) == "settings":
        values[read] = merged_settings(values.get(read) or before.get(read) or [], call.values[name] or {})
        return
    value = referring(call.directory, target, _read_value(call, name, call.values[name]))
    if parameter.type == UNIT and value:
        value = call.directory.unit(value)
    if isinstance(value, Change):
        value = applied(before.get(read), prefixed(value) if read == "EmailAddresses" else value)
    values[read] = value


def _says_nothing(call: Call, name: str) -> bool:
    """A switch whose truth changes another property (-Close, -RemoveDelayHoldApplied, -MakeDefault), given as false."""
    alias = call.family.aliases.get(name)
    return bool(alias and alias.mapping and call.values[name] is False and "false" not in alias.mapping)


def _form(call: Call, name: str) -> str | None:
    """In which other form the parameter's value is read."""
    alias = call.family.aliases.get(name)
    return alias.form if alias and alias.form else call.family.forms.get(name)


def _read_value(call: Call, name: str, value: Value) -> Value:
    alias = call.family.aliases.get(name)
    if alias and alias.mapping:
        return alias.mapping.get(str(value).casefold(), value)
    form = _form(call, name)
    if not form:
        return value
    try:
        return formed(form, value)
    except ValueError:
        reason = "Input string was not in a correct format."
        raise call.directory.errors.conversion(
            name, str(value), call.cmdlet.parameters[name.casefold()].type, reason
        ) from None


def applied(current: Value, change: Change) -> list[Value]:
    """A list after @{Add=..;Remove=..}; text compares without regard to case."""
    values = [] if change.clear else list(current or []) if isinstance(current, list) else [current] if current else []
    removed = {_folded(value) for value in change.remove}
    remaining = [value for value in values if _folded(value) not in removed]
    have = {_folded(value) for value in remaining}
    return remaining + [value for value in change.add if _folded(value) not in have]


def _folded(value: Value) -> str:
    return str(value).casefold()


def _delta(call: Call, name: str) -> str | None:
    """AddXxxLocation and RemoveXxxLocation change XxxLocation."""
    for prefix in ("Add", "Remove"):
        if name.startswith(prefix) and name[len(prefix) :] in call.family.delta:
            return name[len(prefix) :]
    return None


def _moved(call: Call, name: str, current: Value, value: Value) -> list[Value]:
    values = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    if not name.startswith("Add"):
        return applied(current, Change(remove=values))
    have = {_folded(entry) for entry in current or []}
    twice = [entry for entry in values if _folded(entry) in have]
    if twice and "Location" in name:
        raise call.directory.errors.build("location_exists", f'The location "{twice[0]}" already exists in the policy.')
    return applied(current, Change(add=values))
