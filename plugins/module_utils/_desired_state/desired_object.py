# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object as a task desires it: what its options say, checked before any request; what became of it, and how a
result and a journal tell that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from .._catalogue.cmdlets import find
from .._catalogue.did_you_mean import near_parameters
from .._catalogue.parameter_types import kind_of_type
from .._commands.journal import HideSecrets, JournalValues, hide_secrets
from .._commands.prepare_command import value_settings
from .._compare_objects.compare_properties import Change, CompareSettings
from .._compare_objects.desired_and_current_sides import UnresolvedReference
from .._connection.check_options_and_network import demand_in_range
from .._dataclass import dataclass
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors.failure import Failures
from .._json_types import Json, JsonMap, Row
from .._object_families.facts_of_family import Family, Rule
from .._object_families.family import family_of
from .._object_families.family_by_rule import NOT_OF_THE_OBJECT
from .._object_families.object_identity import ObjectIdentity, read_identity
from .._object_families.property_rules import (
    is_named,
    is_secret,
    list_changed_by,
    parameter_of,
    rule_for,
    value_for_name,
)
from .._redaction.secret_rules import HIDDEN
from .._specs.command import ValueOptions
from .._specs.resources import KeepingOptions, OnCreateOnly, OnWriteOnly
from .._task.context_and_progress import Context, Result

failure = Failures(DESIRED_STATE)

_RULES_OF_TEXTS: frozenset[Rule] = frozenset({"anything", "exact", "html", "text"})
# How long a new object may take to be shown, in seconds, where the task does not say, and at most.
_SECONDS_OF_NEW_OBJECT = 60
_LONGEST_WAIT = 3600


@dataclass(frozen=True)
class DesiredObject:
    """One object as it should be. ``wait`` is in seconds, None for what is usual.

    ``optional``: what is not there needs nothing. ``late`` is how many seconds one may take to be shown that came with
    another one a moment ago. ``vaulted`` are properties whose values nobody is shown.
    """

    family: Family
    identity: ObjectIdentity
    properties: Mapping[str, object] = field(default_factory=dict)
    present: bool = True
    create_only: OnCreateOnly = "fail"
    write_only: OnWriteOnly = "on_create"
    wait: int | None = None
    compare_settings: CompareSettings = CompareSettings()
    optional: bool = False
    late: int = 0
    vaulted: tuple[str, ...] = ()

    def hides(self, name: str) -> bool:
        """Whether a property is secret: to the cmdlets that write it, or because its value comes out of a vault."""
        return is_named(name, self.vaulted) or is_secret(self.family, name)

    @property
    def title(self) -> str:
        """The object for a sentence: its kind, and its name where it has one."""
        return f"{self.family.kind} '{self.identity.text}'" if self.identity.text else self.family.kind

    @property
    def name(self) -> str:
        """What the object is called: what an organization has one of is called as its kind."""
        return self.identity.text or self.family.kind

    @property
    def patience(self) -> int:
        """How many seconds a new object may take to be shown."""
        return max(_SECONDS_OF_NEW_OBJECT, self.family.wait) if self.wait is None else self.wait


@dataclass
class KeptObject:
    """What was found, and what became of it; ``before`` is None where there was none, ``identity`` the name by which it
    is known. ``was`` is what it had, where it was made anew."""

    identity: ObjectIdentity
    before: JsonMap | None = None
    after: JsonMap | None = None
    changes: tuple[Change, ...] = ()
    changed: bool = False
    equal: Mapping[str, Json] = field(default_factory=dict)
    unverifiable: tuple[str, ...] = ()
    ignored: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()
    unresolved: tuple[UnresolvedReference, ...] = ()
    steps: list[Result] = field(default_factory=list)
    waited: float = 0.0
    was: Mapping[str, Json] | None = None


def result_of(desired: DesiredObject, kept_object: KeptObject, *, diff: bool) -> Result:
    """The fields of a result about one object."""
    family = desired.family
    changes = [tell_change(desired, change) for change in kept_object.changes]
    equal = {name: HIDDEN if desired.hides(name) else value for name, value in kept_object.equal.items()}
    resource = {**equal, **{str(change["property"]): change["after"] for change in changes}}
    result: Result = {
        "changed": kept_object.changed,
        "kind": family.kind,
        "identity": dict(desired.identity.parts),
        "found": kept_object.before is not None,
        "changes": changes,
        "unverifiable": list(kept_object.unverifiable),
        "ignored": [tell_change(desired, change) for change in kept_object.ignored],
        "steps": kept_object.steps,
        "resource": resource if desired.present else {},
        "waited": round(kept_object.waited, 1),
    }
    if kept_object.unknown:
        result["unknown"] = list(kept_object.unknown)
    if kept_object.unresolved:
        result["unresolved"] = [reference._asdict() for reference in kept_object.unresolved]
    if kept_object.was is not None:
        result["was"] = dict(kept_object.was)
    if diff:
        header = f"{family.kind} {desired.identity.text}".strip()
        before = {change["property"]: change["before"] for change in changes} if kept_object.before is not None else {}
        after = {change["property"]: change["after"] for change in changes} if desired.present else {}
        result["diff"] = {"before": before, "after": after, "before_header": header, "after_header": header}
    return result


def result_so_far(desired: DesiredObject, kept_object: KeptObject, written_steps: list[Result]) -> Result:
    """What is true of a task that ends before its object is as desired; also what an object had that was removed to be
    made anew."""
    changed = any(step["outcome"] in ("ran", "unknown") for step in written_steps)
    result: Result = {
        "changed": changed,
        "kind": desired.family.kind,
        "identity": dict(desired.identity.parts),
        "found": kept_object.before is not None,
        "steps": written_steps,
    }
    return {**result, "was": dict(kept_object.was)} if changed and kept_object.was is not None else result


def tell_change(desired: DesiredObject, change: Change) -> Row:
    """A change for a result and a diff; a secret is not shown."""
    hidden = desired.hides(change.property)
    before, after = (HIDDEN, HIDDEN) if hidden else (change.before, change.after)
    return {"property": change.property, "before": before, "after": after}


def desired_object(
    kind: str,
    identity: object,
    properties: Mapping[str, object],
    keeping: KeepingOptions,
    context: Context,
    *,
    present: bool = True,
) -> DesiredObject:
    """The object that a task describes; checked before any network.

    :raises Failure: a kind, an identity or a property that cannot be meant.
    """
    off = keeping.safeguards.catalogue == "off"
    family = family_of(kind, keeping.families, guess=off)
    if family.origin == "nobody":
        context.warn(f"Nobody has told us of the kind {family.kind}: it is taken to have Get-, New-, Set- and Remove-.")
    object_identity = read_identity(family, identity)
    desired_properties = _blank_as_null(family, properties) if present else {}
    demand_of_the_object(family, desired_properties)
    if not off:
        demand_known(family, desired_properties)
        _demand_no_null(family, desired_properties)
    wait = keeping.writing.wait
    if wait is not None:
        demand_in_range("wait", wait, 0, _LONGEST_WAIT)
    return DesiredObject(
        family,
        object_identity,
        {canonical_property(family, name): value for name, value in desired_properties.items()},
        present,
        keeping.create_only,
        keeping.write_only,
        wait,
        CompareSettings(value_settings(value_options(keeping), by_catalogue=not off), keeping.remove_orphans),
    )


def _blank_as_null(family: Family, properties: Mapping[str, object]) -> dict[str, object]:
    """An empty text is null, as the default of a variable may have it; text alone is emptied by one."""
    return {
        name: None if value == "" and not _is_text(family, str(name)) else value for name, value in properties.items()
    }


def _is_text(family: Family, name: str) -> bool:
    parameter = parameter_of(family, name)
    has_type_of_texts = parameter is None or kind_of_type(parameter.type) in ("anything", "text")
    return has_type_of_texts and rule_for(family, name) in _RULES_OF_TEXTS


def demand_of_the_object(family: Family, properties: Mapping[str, object]) -> None:
    """Refuse what names another object, steers a cmdlet or changes a part of a list, and a property in two spellings.

    :raises Failure: ``property-of-the-cmdlet`` or ``property-twice``.
    """
    naming = {name.lower() for name in ("Identity", *family.identity, family.path_as)} - {
        name.lower() for name in family.create_as.values()
    }
    spelled_names: set[str] = set()
    for name in properties:
        key = str(name).lower()
        if key in naming:
            reason, remedy = "it says which object is meant", "the option identity names the object"
        elif key in NOT_OF_THE_OBJECT:
            reason, remedy = "it steers how a cmdlet runs", "check mode tells what would be done, and nothing asks"
        elif changed := list_changed_by(family, key):
            reason, remedy = f"it changes a part of {changed}", f"write {changed} with Add and Remove"
        elif key in spelled_names:
            raise failure("property-twice", property=name, kind=family.kind)
        else:
            spelled_names.add(key)
            continue
        raise failure("property-of-the-cmdlet", property=name, kind=family.kind, reason=reason, remedy=remedy)


def _demand_no_null(family: Family, properties: Mapping[str, object]) -> None:
    """Refuse null for what has no state that null could stand for.

    :raises Failure: ``null-means-nothing``.
    """
    for name in (str(name) for name, value in properties.items() if value is None):
        parameter = parameter_of(family, name)
        is_boolean = (
            parameter is not None
            and parameter.is_sure
            and kind_of_type(parameter.type) == "boolean"
            and not parameter.nullable
        )
        chosen = is_named(name, (str(family.toggle), *family.switches))
        if (is_boolean or chosen) and value_for_name(family.null_is, name) is None:
            raise failure("null-means-nothing", property=name, kind=family.kind)


def demand_known(family: Family, properties: Mapping[str, object]) -> None:
    """Refuse a property that no cmdlet of the kind takes.

    :raises Failure: ``property-not-known``.
    """
    writing_cmdlets = [find(name) for verb in ("create", "change") if (name := family.cmdlets.get(verb))]
    cmdlets = [cmdlet for cmdlet in writing_cmdlets if cmdlet is not None and cmdlet.documented]
    table_names = {name.lower() for name in (*family.shown_as, *family.kept_by, *family.switches, *family.deltas)}
    for name in properties if cmdlets else ():
        key = str(name).lower()
        if key in table_names or key == str(family.toggle).lower() or any(cmdlet.has(key) for cmdlet in cmdlets):
            continue
        near = list(dict.fromkeys(near for cmdlet in cmdlets for near in near_parameters(cmdlet, str(name))))
        hint = f", perhaps {' or '.join(near[:3])}" if near else ""
        raise failure("property-not-known", kind=family.kind, property=name, near=hint, cmdlet=cmdlets[-1].name)


def canonical_property(family: Family, name: object) -> str:
    """A property's name in Microsoft's spelling."""
    text = str(name)
    for verb in ("change", "create"):
        cmdlet = find(family.cmdlets.get(verb) or "")
        parameter = cmdlet.parameter(text) if cmdlet else None
        if parameter is not None:
            return parameter.name
    table_names = (*family.shown_as, *family.kept_by, *family.switches, *family.deltas, family.toggle or "")
    return next((table_name for table_name in table_names if table_name.lower() == text.lower()), text)


def value_options(keeping: KeepingOptions) -> ValueOptions:
    """The options about values that a task about objects has."""
    writing = keeping.writing
    return ValueOptions(
        timezone=writing.timezone, date_order=writing.date_order, files=keeping.files, encoding=writing.encoding
    )


def values_for_journal(desired: DesiredObject, kept_object: KeptObject, hide: HideSecrets) -> JournalValues:
    """By property: what differs, or of an object that goes what it had. A property of a new object had nothing."""
    from .._compare_objects.describe_objects import describe_properties, settable_properties  # noqa: PLC0415

    sides_by_name: dict[str, dict[str, object]] = {
        change.property: {"after": change.after} for change in kept_object.changes
    }
    if kept_object.before is not None:
        had = {change.property: change.before for change in kept_object.changes}
        if not desired.present and not kept_object.changes:
            had = describe_properties(desired.family, kept_object.before, settable_properties(desired.family))
        for name, value in had.items():
            sides_by_name[name] = {"before": value, **sides_by_name.get(name, {})}
    return {name: hide_secrets(sides, hide, whole=desired.hides(name)) for name, sides in sides_by_name.items()}
