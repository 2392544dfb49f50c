# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which cmdlets would bring an object to what is desired, in which order and with which parameters.

Nothing is sent here. A creation is New- with what it takes, then Set- with the rest; a change is one Set- with what
differs, and a call of its own for what must stand alone; what is granted, kept by other objects or switched follows.
What can only be had by making an object anew is such a creation with what the old one had.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .._catalogue.cmdlets import Cmdlet, find
from .._catalogue.parameter_types import kind_of_type, short_name
from .._compare_objects.compare_properties import Change
from .._dataclass import dataclass
from .._json_types import Json, JsonMap
from .._object_families.facts_of_family import Family, Verb
from .._object_families.family import family_of
from .._object_families.object_identity import ObjectIdentity, address_parameters, create_parameters, renamed_identity
from .._object_families.property_rules import fold_row, is_named, rule_for, shown_value, value_for_name

Values = Mapping[str, object]

# Besides the name, what a recipient may be asked for by. A former address stays one of its addresses.
_NAMING_AT_CREATION = ("Alias", "UserPrincipalName", "MicrosoftOnlineServicesID")


@dataclass(frozen=True)
class WriteStep:
    """One write: what is sent, and the properties that it makes. ``after_creation``: the object may be so new that the
    service does not find it yet."""

    cmdlet: str
    parameters: Values
    verb: Verb
    properties: tuple[str, ...] = ()
    after_creation: bool = False


def plan_creation(family: Family, identity: ObjectIdentity, desired: Values) -> list[WriteStep]:
    """The steps that make an object with the ``desired`` properties, which are as the user wrote them."""
    cmdlet = family.cmdlets.get("create") or ""
    values = {
        name: _whole_list(value) for name, value in _without_excluded(family, desired).items() if value is not None
    }
    first = {name: value for name, value in values.items() if _takes_at_creation(family, cmdlet, name, value)}
    spelled = {
        parameter: value
        for name, whole_value in first.items()
        for parameter, value in _parameters_of_property(family, cmdlet, name, whole_value).items()
    }
    naming_parameters = create_parameters(family, identity)
    parameters = {**family.create_needs, **family.with_each.get("create", {}), **naming_parameters, **spelled}
    later = [change_to(name, value) for name, value in values.items() if name not in first]
    # What is new is on, unless it is told otherwise.
    later = [change for change in later if change.property != family.toggle or change.value is False]
    steps = plan_change(family, renamed_identity(family, identity, desired) or identity, later, {})
    return [
        WriteStep(cmdlet, parameters, "create", tuple(first)),
        *(replace(step, after_creation=True) for step in steps),
    ]


def missing_at_creation(family: Family, creation: WriteStep) -> list[str]:
    """The properties without which New- would be refused, or would make another thing than the kind is kept for."""
    cmdlet = find(creation.cmdlet)
    mandatory = [
        parameter.name
        for parameter in (cmdlet.parameters.values() if cmdlet else ())
        if parameter.mandatory and parameter.is_sure
    ]
    given_names = {name.lower() for name in (*creation.parameters, *creation.properties)}
    given_names -= {name.lower() for name, value in creation.parameters.items() if value in (None, "", [])}
    return [name for name in (*mandatory, *family.create_asks) if name.lower() not in given_names]


def plan_change(family: Family, identity: ObjectIdentity, changes: Sequence[Change], row: JsonMap) -> list[WriteStep]:
    """The steps that change an object, of which ``row`` is what a read shows (nothing of a new one).

    What it is found by changes last: all steps before know it by the name that it has.
    """
    alone = {name.lower(): number for number, names in enumerate(family.alone) for name in names}
    calls: dict[int, list[Change]] = {}
    other_steps: list[WriteStep] = []
    naming: list[Change] = []
    for change in changes:
        if is_named(change.property, (family.rename, *_NAMING_AT_CREATION)):
            naming.append(change)
        elif change.property == family.toggle:
            other_steps.append(_step_of_switch(family, identity, row, change))
        elif change.property == family.granted:
            other_steps += _steps_of_grant(family, identity, row, change)
        elif change.property not in family.kept_by:
            calls.setdefault(alone.get(change.property.lower(), -1), []).append(change)
    other_steps += _change_entries(family, identity, row, {change.property: change for change in changes})
    if naming and not other_steps and list(calls) in ([], [-1]):
        calls.setdefault(-1, []).extend(naming)
        naming = []
    settings = [*(together for _number, together in sorted(calls.items()))]
    steps = [*(_step_of_set(family, identity, row, together) for together in settings), *other_steps]
    return [*steps, _step_of_set(family, identity, row, naming)] if naming else steps


def plan_removal(family: Family, identity: ObjectIdentity, row: JsonMap) -> list[WriteStep]:
    """The step that removes an object."""
    cmdlet = family.cmdlets.get("remove") or ""
    known_cmdlet = find(cmdlet)
    parameters: dict[str, object] = dict(_address_in_write(family, identity, row, "remove"))
    rights = family.granted if family.granted and (known_cmdlet is None or known_cmdlet.has(family.granted)) else None
    if rights:
        parameters[rights] = fold_row(row).get(rights.lower())
    return [WriteStep(cmdlet, parameters, "remove")]


def protection_of(family: Family, row: JsonMap) -> str:
    """Why an object is never removed; nothing where it may be."""
    folded_row = fold_row(row)
    for protection in family.protected:
        row_value, value = folded_row.get(str(protection.get("property", "")).lower()), protection.get("equals")
        same = (
            row_value.casefold() == value.casefold()
            if isinstance(row_value, str) and isinstance(value, str)
            else row_value == value
        )
        if row_value is not None and same:
            return protection.get("reason", "it is protected")
    return ""


def change_to(name: str, value: object) -> Change:
    """The change that makes a property what it is not yet, where nothing was there."""
    entries = tuple(value) if isinstance(value, (list, tuple)) else ()
    return Change(name, None, None, value, by_entries=bool(entries), add=entries)


def _takes_at_creation(family: Family, cmdlet: str, name: str, value: object) -> bool:
    """Whether New- takes a property, or the switch that stands for its value; of a cmdlet that nobody knows, it is
    supposed."""
    if name in family.kept_by:
        return False
    if family.create_takes is not None:
        return is_named(name, family.create_takes)
    known_cmdlet = find(cmdlet)
    if known_cmdlet is None or not known_cmdlet.parameters or known_cmdlet.has(name):
        return True
    switch = value_for_name(family.switches.get(name, {}), str(value))
    return switch is not None and known_cmdlet.has(switch)


def _is_part(value: object) -> bool:
    """Whether it is a part of a list: what is added to it and removed."""
    return isinstance(value, Mapping) and bool(value) and {str(part).lower() for part in value} <= {"add", "remove"}


def _whole_list(value: object) -> object:
    """A part of a list (Add and Remove) as the whole of a list that is not there yet."""
    if not isinstance(value, Mapping) or not _is_part(value):
        return value
    added = value_for_name({str(name): entries for name, entries in value.items()}, "Add") or []
    return list(added) if isinstance(added, (list, tuple)) else [added]


def _parameters_of_property(family: Family, cmdlet: str, name: str, value: object) -> dict[str, object]:
    """A property as parameters: itself, or the switch that stands for its value."""
    known_cmdlet = find(cmdlet)
    switches = family.switches.get(name)
    if switches is None or known_cmdlet is None or known_cmdlet.has(name):
        return {name: _value_for_parameter(family, known_cmdlet, name, value)}
    switch = value_for_name(switches, str(value))
    return {switch: True} if switch else {}


def _value_for_parameter(family: Family, known_cmdlet: Cmdlet | None, name: str, value: object) -> object:
    """A list as the parameter takes it: several words as the one text of what is no list, maps as the JSON that a list
    of texts holds, also those that are added and removed."""
    parameter = known_cmdlet.parameter(name) if known_cmdlet else None
    if parameter is None:
        return value
    if isinstance(value, Mapping) and _is_part(value):
        return {key: _value_for_parameter(family, known_cmdlet, name, entries) for key, entries in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    rule, kind = rule_for(family, name), kind_of_type(parameter.type)
    if rule == "words" and kind not in ("list", "texts"):
        return ", ".join(map(str, value)) or None
    if rule == "objects" and short_name(parameter.type) == "multivaluedproperty":
        return [json.dumps(entry) if isinstance(entry, Mapping) else entry for entry in value]
    return value


def _without_excluded(family: Family, desired: Values) -> dict[str, object]:
    """The properties without those that another one excludes: of a group the first that is desired wins, and what is to
    be nothing or off only where no other is."""
    values = {name.lower(): value for name, value in desired.items()}
    out: set[str] = set()
    for group in family.exclusive:
        desired_of_group = [member.lower() for member in group if member.lower() in values]
        sought_names = [name for name in desired_of_group if _is_wanted(values[name])] or desired_of_group
        out |= set(desired_of_group) - set(sought_names[:1])
    return {name: value for name, value in desired.items() if name.lower() not in out}


def _is_wanted(value: object) -> bool:
    return value is not None and value is not False


def _address_in_write(family: Family, identity: ObjectIdentity, row: JsonMap, verb: Verb) -> Values:
    return {**family.with_each.get(verb, {}), **address_parameters(family, identity, row, verb)}


def _step_of_set(family: Family, identity: ObjectIdentity, row: JsonMap, changes: Sequence[Change]) -> WriteStep:
    cmdlet = family.cmdlets.get("change") or ""
    known_cmdlet = find(cmdlet)
    parameters: dict[str, object] = dict(_address_in_write(family, identity, row, "change"))
    for change in changes:
        if change.property in family.deltas:
            parameters |= _delta_parameters(family, change)
        else:
            parameters |= _parameters_of_property(family, cmdlet, change.property, _as_sent(known_cmdlet, change))
    parameters |= _companions_of_changes(family, changes, row, parameters)
    return WriteStep(cmdlet, parameters, "change", tuple(change.property for change in changes))


def _companions_of_changes(
    family: Family, changes: Sequence[Change], row: JsonMap, sent_parameters: Values
) -> dict[str, object]:
    """What goes with the properties that change, as it is, where nothing else is sent for it."""
    folded_row = fold_row(row)
    names = [companion for change in changes for companion in value_for_name(family.companions, change.property) or ()]
    names += family.companions.get("*", ()) if changes else ()
    row_values = {name: shown_value(family, name, folded_row) for name in names if name not in sent_parameters}
    return {
        name: row_value.value
        for name, row_value in row_values.items()
        if row_value is not None and row_value.value is not None
    }


def _delta_parameters(family: Family, change: Change) -> dict[str, object]:
    """What is added and removed, under the parameters that Set- has for it."""
    names = family.deltas[change.property]
    if "replace" in names:
        return {names["replace"]: change.value}
    added = {names["add"]: list(change.add)} if change.add and "add" in names else {}
    removed = {names["remove"]: list(change.remove)} if change.remove and "remove" in names else {}
    return {**added, **removed}


def _as_sent(known_cmdlet: Cmdlet | None, change: Change) -> object:
    """The value as it is sent: of a list for which Add and Remove are documented, only what differs.

    A list that is emptied goes out as what is taken out of it: an empty one was measured to change nothing (Terraform's
    provider, 2026).
    """
    parameter = known_cmdlet.parameter(change.property) if known_cmdlet else None
    if parameter is None and change.before and change.remove and change.value == []:
        return {"Remove": list(change.remove)}
    if parameter is None or not change.by_entries or not change.before:
        return change.value
    # An array is no list that has Add and Remove.
    empties = not change.value and kind_of_type(parameter.type) == "list" and not parameter.type.endswith("[]")
    if not parameter.adds_and_removes and not empties:
        return change.value
    parts = {"Add": list(change.add), "Remove": list(change.remove)}
    return {name: entries for name, entries in parts.items() if entries}


def _steps_of_grant(family: Family, identity: ObjectIdentity, row: JsonMap, change: Change) -> Iterator[WriteStep]:
    """A list that the create cmdlet adds to, and the remove cmdlet takes from."""
    verbs: tuple[tuple[Verb, Sequence[object]], ...] = (("create", change.add), ("remove", change.remove))
    for verb, entries in verbs:
        if entries:
            parameters = {**_address_in_write(family, identity, row, verb), change.property: list(entries)}
            yield WriteStep(family.cmdlets.get(verb) or "", parameters, verb, (change.property,))


def _change_entries(
    family: Family, identity: ObjectIdentity, row: JsonMap, changes: Mapping[str, Change]
) -> Iterator[WriteStep]:
    """Lists of which each entry is an object of another kind: those are made and removed one by one.

    All are made before any is removed, and removed the other way round: an owner of a group is a member first, and
    the last owner cannot go.
    """
    lists = [(kept_list, changes[name]) for name, kept_list in family.kept_by.items() if name in changes]
    create: Verb = "create"
    remove: Verb = "remove"
    added = ((kept_list, create, change.property, entry) for kept_list, change in lists for entry in change.add)
    removed = (
        (kept_list, remove, change.property, entry) for kept_list, change in reversed(lists) for entry in change.remove
    )
    owner = next(iter(address_parameters(family, identity, row, "change").values()), None)
    owner_name = fold_row(row).get("name") or owner
    for kept_list, verb, name, entry in (*added, *removed):
        entry_family = family_of(kept_list["kind"])
        cmdlet = entry_family.cmdlets.get(verb) or ""
        known_cmdlet = find(cmdlet)
        fixed = {
            part: value
            for part, value in kept_list.get("fixed", {}).items()
            if known_cmdlet is None or known_cmdlet.has(part)
        }
        parts: Values = {**fixed, kept_list["owner"]: owner, kept_list["entry"]: entry}
        if verb == remove and "entry_name" in kept_list:
            parts = {entry_family.identity[0]: kept_list["entry_name"].format(entry=entry, owner=owner_name)}
        yield WriteStep(cmdlet, {**entry_family.with_each.get(verb, {}), **parts}, verb, (name,))


def _step_of_switch(family: Family, identity: ObjectIdentity, row: JsonMap, change: Change) -> WriteStep:
    verb: Verb = "enable" if change.value else "disable"
    parameters = {**family.toggle_with, **_address_in_write(family, identity, row, verb)}
    return WriteStep(family.cmdlets.get(verb) or "", parameters, verb, (change.property,))


def properties_to_recreate(family: Family, row: JsonMap) -> dict[str, Json]:
    """The properties of an object as a task would write them to have it so again: what names it is its own name, by
    whatever name it was asked for; what is not set is left out."""
    # Only few tasks make anything anew, and a module compiles what it imports.
    from .._compare_objects.describe_objects import describe_properties, settable_properties  # noqa: PLC0415

    return describe_properties(family, row, (*family.create_as.values(), *settable_properties(family)))


def desired_anew(family: Family, was: Mapping[str, Json], desired: Values, changes: Sequence[Change]) -> Values:
    """What an object is made anew with: what it was, and over it what is desired, of a part of a list the whole."""
    whole = {change.property: change.value for change in changes if _is_part(desired.get(change.property))}
    as_told = {name: value for name, value in desired.items() if not _is_part(value)}
    sought_names = {name.lower() for name, value in as_told.items() if _is_wanted(value)}
    excluded = {
        member.lower()
        for group in family.exclusive
        if sought_names & {member.lower() for member in group}
        for member in group
    }
    return {**{name: value for name, value in was.items() if name.lower() not in excluded}, **as_told, **whole}
