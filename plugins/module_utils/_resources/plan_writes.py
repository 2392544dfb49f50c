# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which cmdlets would bring an object to what is desired, in which order and with which parameters.

Nothing is sent here. A creation is New- with what it takes, then Set- with the rest; a change is one Set- with what
differs, and a call of its own for what must stand alone; what is granted, kept by other objects or switched follows.
What can only be had by making an object anew is New- with what it takes of the old one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .._catalogue.cmdlets import Cmdlet, find
from .._catalogue.parameter_types import kind_of_type, short_name
from .._dataclass import dataclass
from .._json_types import Json, JsonMap
from .compare_properties import Change
from .facts import Family, Verb
from .family import family_of
from .match_identity import Wanted, address_parameters, create_parameters, name_after
from .property_rules import fold_row, is_named, rule_for, shown_value, told_of

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


def plan_creation(family: Family, wanted: Wanted, desired: Values) -> list[WriteStep]:
    """The steps that make an object with the ``desired`` properties, which are as the user wrote them."""
    cmdlet = family.cmdlets.get("create") or ""
    values = {
        name: _whole_list(value) for name, value in _without_excluded(family, desired).items() if value is not None
    }
    first = {name: value for name, value in values.items() if _takes_at_creation(family, cmdlet, name, value)}
    spelled = {
        parameter: value
        for name, one in first.items()
        for parameter, value in _parameters_of_property(family, cmdlet, name, one).items()
    }
    named = create_parameters(family, wanted)
    parameters = {**family.create_needs, **family.with_each.get("create", {}), **named, **spelled}
    later = [change_to(name, value) for name, value in values.items() if name not in first]
    # What is new is on, unless it is told otherwise.
    later = [one for one in later if one.property != family.toggle or one.value is False]
    steps = plan_change(family, name_after(family, wanted, desired) or wanted, later, {})
    return [
        WriteStep(cmdlet, parameters, "create", tuple(first)),
        *(replace(one, after_creation=True) for one in steps),
    ]


def missing_in(family: Family, creation: WriteStep) -> list[str]:
    """The properties without which New- would be refused, or would make another thing than the kind is kept for."""
    known = find(creation.cmdlet)
    mandatory = [one.name for one in (known.parameters.values() if known else ()) if one.mandatory and one.is_sure]
    given = {name.lower() for name in (*creation.parameters, *creation.properties)}
    return [name for name in (*mandatory, *family.create_asks) if name.lower() not in given]


def plan_change(family: Family, wanted: Wanted, changes: Sequence[Change], row: JsonMap) -> list[WriteStep]:
    """The steps that change an object, of which ``row`` is what a read shows (nothing of a new one).

    What it is found by changes last: all steps before know it by the name that it has.
    """
    alone = {name.lower(): number for number, names in enumerate(family.alone) for name in names}
    calls: dict[int, list[Change]] = {}
    others: list[WriteStep] = []
    naming: list[Change] = []
    for one in changes:
        if is_named(one.property, (family.rename, *_NAMING_AT_CREATION)):
            naming.append(one)
        elif one.property == family.toggle:
            others.append(_step_of_switch(family, wanted, row, one))
        elif one.property == family.granted:
            others += _steps_of_grant(family, wanted, row, one)
        elif one.property not in family.kept_by:
            calls.setdefault(alone.get(one.property.lower(), -1), []).append(one)
    others += _change_entries(family, wanted, row, {one.property: one for one in changes})
    if naming and not others and list(calls) in ([], [-1]):
        calls.setdefault(-1, []).extend(naming)
        naming = []
    settings = [*(together for _number, together in sorted(calls.items()))]
    steps = [*(_step_of_set(family, wanted, row, together) for together in settings), *others]
    return [*steps, _step_of_set(family, wanted, row, naming)] if naming else steps


def plan_removal(family: Family, wanted: Wanted, row: JsonMap) -> list[WriteStep]:
    """The step that removes an object."""
    cmdlet = family.cmdlets.get("remove") or ""
    known = find(cmdlet)
    parameters: dict[str, object] = dict(_address_in_write(family, wanted, row, "remove"))
    rights = family.granted if family.granted and (known is None or known.has(family.granted)) else None
    if rights:
        parameters[rights] = fold_row(row).get(rights.lower())
    return [WriteStep(cmdlet, parameters, "remove")]


def protection_of(family: Family, row: JsonMap) -> str:
    """Why an object is never removed; nothing where it may be."""
    here = fold_row(row)
    for one in family.protected:
        shown, value = here.get(str(one.get("property", "")).lower()), one.get("equals")
        same = (
            shown.casefold() == value.casefold()
            if isinstance(shown, str) and isinstance(value, str)
            else shown == value
        )
        if shown is not None and same:
            return one.get("reason", "it is protected")
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
    known = find(cmdlet)
    if known is None or not known.parameters or known.has(name):
        return True
    switch = told_of(family.switches.get(name, {}), str(value))
    return switch is not None and known.has(switch)


def _whole_list(value: object) -> object:
    """A part of a list (Add and Remove) as the whole of a list that is not there yet."""
    if not isinstance(value, Mapping) or not value or not {str(one).lower() for one in value} <= {"add", "remove"}:
        return value
    added = told_of({str(name): one for name, one in value.items()}, "Add") or []
    return list(added) if isinstance(added, (list, tuple)) else [added]


def _parameters_of_property(family: Family, cmdlet: str, name: str, value: object) -> dict[str, object]:
    """A property as parameters: itself, or the switch that stands for its value."""
    known = find(cmdlet)
    switches = family.switches.get(name)
    if switches is None or known is None or known.has(name):
        return {name: _in_form(family, known, name, value)}
    switch = told_of(switches, str(value))
    return {switch: True} if switch else {}


def _in_form(family: Family, known: Cmdlet | None, name: str, value: object) -> object:
    """A list as the parameter takes it: several words as the one text of what is no list, maps as the JSON that a list
    of texts holds, also those that are added and removed."""
    parameter = known.parameter(name) if known else None
    if parameter is None:
        return value
    if isinstance(value, Mapping) and value and {str(one).lower() for one in value} <= {"add", "remove"}:
        return {key: _in_form(family, known, name, entries) for key, entries in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    rule, kind = rule_for(family, name), kind_of_type(parameter.type)
    if rule == "words" and kind not in ("list", "texts"):
        return ", ".join(map(str, value)) or None
    if rule == "objects" and short_name(parameter.type) == "multivaluedproperty":
        return [json.dumps(one) if isinstance(one, Mapping) else one for one in value]
    return value


def _without_excluded(family: Family, desired: Values) -> dict[str, object]:
    """The properties without those that another one excludes: of a group the first that is desired wins."""
    names = {name.lower() for name in desired}
    out: set[str] = set()
    for group in family.exclusive:
        given = [one.lower() for one in group if one.lower() in names]
        out |= set(given[1:])
    return {name: value for name, value in desired.items() if name.lower() not in out}


def _address_in_write(family: Family, wanted: Wanted, row: JsonMap, verb: Verb) -> Values:
    return {**family.with_each.get(verb, {}), **address_parameters(family, wanted, row, verb)}


def _step_of_set(family: Family, wanted: Wanted, row: JsonMap, changes: Sequence[Change]) -> WriteStep:
    cmdlet = family.cmdlets.get("change") or ""
    known = find(cmdlet)
    parameters: dict[str, object] = dict(_address_in_write(family, wanted, row, "change"))
    for one in changes:
        if one.property in family.deltas:
            parameters |= _delta_parameters(family, one)
        else:
            parameters |= _parameters_of_property(family, cmdlet, one.property, _as_sent(known, one))
    parameters |= _companions_of_changes(family, changes, row, parameters)
    return WriteStep(cmdlet, parameters, "change", tuple(one.property for one in changes))


def _companions_of_changes(family: Family, changes: Sequence[Change], row: JsonMap, sent: Values) -> dict[str, object]:
    """What goes with the properties that change, as it is, where nothing else is sent for it."""
    here = fold_row(row)
    names = [other for one in changes for other in told_of(family.companions, one.property) or ()]
    names += family.companions.get("*", ()) if changes else ()
    shown = {name: shown_value(family, name, here) for name in names if name not in sent}
    return {name: one.value for name, one in shown.items() if one is not None and one.value is not None}


def _delta_parameters(family: Family, change: Change) -> dict[str, object]:
    """What is added and removed, under the parameters that Set- has for it."""
    names = family.deltas[change.property]
    if "replace" in names:
        return {names["replace"]: change.value}
    added = {names["add"]: list(change.add)} if change.add and "add" in names else {}
    removed = {names["remove"]: list(change.remove)} if change.remove and "remove" in names else {}
    return {**added, **removed}


def _as_sent(known: Cmdlet | None, change: Change) -> object:
    """The value as it is sent: of a list for which Add and Remove are documented, only what differs.

    A list that is emptied goes out as what is taken out of it: an empty one was measured to change nothing (Terraform's
    provider, 2026).
    """
    parameter = known.parameter(change.property) if known else None
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


def _steps_of_grant(family: Family, wanted: Wanted, row: JsonMap, change: Change) -> Iterator[WriteStep]:
    """A list that the create cmdlet adds to, and the remove cmdlet takes from."""
    verbs: tuple[tuple[Verb, Sequence[object]], ...] = (("create", change.add), ("remove", change.remove))
    for verb, entries in verbs:
        if entries:
            parameters = {**_address_in_write(family, wanted, row, verb), change.property: list(entries)}
            yield WriteStep(family.cmdlets.get(verb) or "", parameters, verb, (change.property,))


def _change_entries(family: Family, wanted: Wanted, row: JsonMap, changes: Mapping[str, Change]) -> Iterator[WriteStep]:
    """Lists of which each entry is an object of another kind: those are made and removed one by one.

    All are made before any is removed, and removed the other way round: an owner of a group is a member first, and
    the last owner cannot go.
    """
    lists = [(kept, changes[name]) for name, kept in family.kept_by.items() if name in changes]
    create: Verb = "create"
    remove: Verb = "remove"
    added = ((kept, create, one.property, entry) for kept, one in lists for entry in one.add)
    removed = ((kept, remove, one.property, entry) for kept, one in reversed(lists) for entry in one.remove)
    owner = next(iter(address_parameters(family, wanted, row, "change").values()), None)
    named = fold_row(row).get("name") or owner
    for kept, verb, name, entry in (*added, *removed):
        of = family_of(kept["kind"])
        cmdlet = of.cmdlets.get(verb) or ""
        known = find(cmdlet)
        fixed = {part: value for part, value in kept.get("fixed", {}).items() if known is None or known.has(part)}
        parts: Values = {**fixed, kept["owner"]: owner, kept["entry"]: entry}
        if verb == remove and "named" in kept:
            parts = {of.identity[0]: kept["named"].format(entry=entry, owner=named)}
        yield WriteStep(cmdlet, {**of.with_each.get(verb, {}), **parts}, verb, (name,))


def _step_of_switch(family: Family, wanted: Wanted, row: JsonMap, change: Change) -> WriteStep:
    verb: Verb = "enable" if change.value else "disable"
    parameters = {**family.toggle_with, **_address_in_write(family, wanted, row, verb)}
    return WriteStep(family.cmdlets.get(verb) or "", parameters, verb, (change.property,))


def as_it_was(family: Family, row: JsonMap) -> dict[str, Json]:
    """The properties of an object that New- takes, as the read shows them; what is not set is left out."""
    known = find(family.cmdlets.get("create") or "")
    if known is None:
        return {}
    shown = {one.name: row.get(family.shown_as.get(one.name, one.name)) for one in known.parameters.values()}
    return {name: value for name, value in shown.items() if value not in (None, "", [])}
