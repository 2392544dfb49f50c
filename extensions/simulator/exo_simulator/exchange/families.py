# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each noun behaves, from data: what kind it is, which names read differently than they are written.

Kinds: ``crud`` (New creates), ``singleton`` (always there), ``fixed`` (seeded, not creatable), ``per`` (settings of a
recipient), ``view`` (another look at recipients), ``member`` (entries of something else), ``report``, ``action``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .catalogue import COMMON, Parameter, nouns, of_noun
from .kinds import Kind, TypeInfo, type_info
from .tables import load

# Parameters that steer the cmdlet and are no property of the object.
STEERING = frozenset(
    [
        "AsJob",
        "BypassSecurityGroupManagerCheck",
        "Confirm",
        "DomainController",
        "Force",
        "Identity",
        "Ids",
        "IgnoreDefaultScope",
        "Organization",
        "OutputJson",
        "ResultSize",
        "UseCustomRouting",
        "ValidateOnly",
        "WhatIf",
    ]
)


@dataclass(frozen=True)
class Alias:
    """A parameter that is read under another name: ``mapping`` translates its values, ``form`` is one of forms.py."""

    to: str
    mapping: Mapping[str, Any] = field(default_factory=dict)
    form: str | None = None


@dataclass(frozen=True)
class Family:
    """The behaviour of one noun; see the module for the kinds, object_names for ``name`` to ``natural``,
    mailbox_requests for ``mailbox``.
    """

    noun: str
    kind: str
    key: str = "Name"
    set_key: str = "Identity"
    of: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    aliases: Mapping[str, Alias] = field(default_factory=dict)
    match: tuple[str, ...] = ()
    refs: Mapping[str, str] = field(default_factory=dict)
    recipients: frozenset[str] = frozenset()
    write_only: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()
    delta: frozenset[str] = frozenset()
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rule: bool = False
    ranked: bool = False
    toggle: str | None = None
    context: str | None = None
    mailbox: str | None = None
    name: str | None = None
    fixed_name: bool = False
    numbered: bool = False
    natural: tuple[str, ...] = ()
    only: bool = False
    forms: Mapping[str, str] = field(default_factory=dict)
    policy: str | None = None
    conditions: tuple[str, ...] = ()
    users: str = "refuse"

    def read_name(self, parameter: str) -> str:
        """The property under which the parameter's value is read."""
        alias = self.aliases.get(parameter)
        return alias.to if alias else parameter

    def ordered(self) -> bool:
        """True for rules and labels whose Priority numbers them from 0 without gaps."""
        return (self.rule or self.ranked) and "priority" in (self.parameters_of("New") | self.parameters_of("Set"))

    def parameters_of(self, verb: str) -> set[str]:
        """The folded parameter names of Verb-Noun; empty when there is no such cmdlet."""
        cmdlet = of_noun(self.noun).get(verb)
        return set(cmdlet.parameters) if cmdlet else set()


@cache
def family(noun: str) -> Family:
    """The family of a noun of the catalogue; raises KeyError at any other."""
    entry = load("families")[noun]
    aliases = {
        name: Alias(spec["to"], spec.get("map", {}), spec.get("as")) for name, spec in entry.get("aliases", {}).items()
    }
    return Family(
        noun=noun,
        kind=entry["kind"],
        key=entry.get("key", "Name"),
        set_key=entry.get("set_key", "Identity"),
        of=tuple(entry.get("of", ())),
        details=tuple(entry.get("details", ())),
        aliases=aliases,
        match=tuple(entry.get("match", ())),
        refs=entry.get("refs", {}),
        recipients=frozenset(entry.get("recipients", ())),
        write_only=frozenset(entry.get("write_only", ())),
        switches=frozenset(entry.get("switches", ())),
        delta=frozenset(entry.get("delta", ())),
        states={verb: (pair[0], pair[1]) for verb, pair in entry.get("states", {}).items()},
        rule=bool(entry.get("rule")),
        ranked=bool(entry.get("ranked")),
        toggle=entry.get("toggle"),
        context=entry.get("context"),
        mailbox=entry.get("mailbox"),
        name=entry.get("name"),
        fixed_name=bool(entry.get("fixed_name")),
        numbered=bool(entry.get("numbered")),
        natural=tuple(entry.get("natural", ())),
        only=bool(entry.get("only")),
        forms=entry.get("forms", {}),
        policy=entry.get("policy"),
        conditions=tuple(entry.get("conditions", ())),
        users=entry.get("users", "refuse"),
    )


def known_nouns() -> list[str]:
    """All nouns, sorted."""
    return sorted(load("families"))


@cache
def of_each_service() -> frozenset[str]:
    """The nouns that Exchange and Security & Compliance each have objects of their own of."""
    kinds = {"crud", "member", "singleton"}
    shared = (noun for noun, verbs in nouns().items() if any(len(cmdlet.services) > 1 for cmdlet in verbs.values()))
    return frozenset([noun for noun in shared if family(noun).kind in kinds] + ["ManagementRoleAssignment"])


def matching(noun: str) -> tuple[str, ...]:
    """The properties that identify the noun's objects beside the usual ones; none for inner tables."""
    return family(noun).match if noun in load("families") else ()


@cache
def properties(noun: str) -> dict[str, TypeInfo]:
    """Property name to type for what New- and Set- write and Get- shows, in alphabetical order."""
    fam = family(noun)
    types: dict[str, TypeInfo] = {}
    for parameter in written(noun):
        types.setdefault(fam.read_name(parameter.name), _read_type(fam, parameter))
    return dict(sorted(types.items()))


def written(noun: str) -> Iterator[Parameter]:
    """The parameters of Set-, New- and Add-, in this order, whose values can be read back."""
    fam = family(noun)
    for verb in ("Set", "New", "Add"):
        cmdlet = of_noun(noun).get(verb)
        for parameter in cmdlet.parameters.values() if cmdlet else ():
            if is_property(fam, parameter):
                yield parameter


def is_property(fam: Family, parameter: Parameter) -> bool:
    """Whether the parameter's value can be read back: a switch is kept where rows show it, so the data name it."""
    name = parameter.name
    if name in fam.aliases or name in fam.switches:
        return True
    if (
        name.casefold() in COMMON
        or name in STEERING
        or name == fam.context
        or name in fam.write_only
        or name == fam.set_key != fam.key
    ):
        return False
    if (name[:3] == "Add" and name[3:] in fam.delta) or (name[:6] == "Remove" and name[6:] in fam.delta):
        return False
    return type_info(parameter).kind not in {Kind.SWITCH, Kind.SECRET, Kind.BYTES}


def _read_type(fam: Family, parameter: Parameter) -> TypeInfo:
    alias = fam.aliases.get(parameter.name)
    info = type_info(parameter)
    if alias and alias.mapping:
        truths = all(isinstance(value, bool) for value in alias.mapping.values())
        return TypeInfo(Kind.BOOL, "System.Boolean") if truths else TypeInfo(Kind.STRING, "System.String")
    if alias and alias.form:
        if alias.form == "settings":
            return TypeInfo(Kind.STRING, "System.String", many=True)
        days = alias.form == "days"
        return TypeInfo(Kind.SPAN, "System.TimeSpan") if days else TypeInfo(Kind.STRING, "System.String")
    return TypeInfo(Kind.BOOL, "System.Boolean") if info.kind is Kind.SWITCH else info
