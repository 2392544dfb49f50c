# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a baseline is: rules, each with what is read, which rows of it pass, and what would mend those that do not.

Baselines are data; playbooks/baselines has those that ship. docs/baselines.md tells how one is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from .._dataclass import dataclass
from .._errors._advice.reports import failure
from .._errors.failure import Failure
from .._json_types import Json, JsonMap
from .comparisons import COMPARISONS

QUANTIFIERS = ("every", "some", "none")


@dataclass(frozen=True)
class Condition:
    """A property of a row, how it is compared, and with what."""

    property: str
    comparison: str
    wanted: object


@dataclass(frozen=True)
class Mend:
    """What exo_resource is told to mend a rule. The identity is a property of the row that fails, or a name, or nothing
    where there is one object of the kind."""

    kind: str
    properties: JsonMap
    identity: Json = None
    identity_of: str = ""


@dataclass(frozen=True)
class Rule:
    """``every``, ``some`` or ``none`` of the rows of ``cmdlet`` that fit ``where`` must fit ``conditions``. ``unknown``
    says why nothing is read at all, ``at_best`` why it is unknown even where nothing speaks against it."""

    id: str
    title: str
    group: str = ""
    severity: str = ""
    source: str = ""
    unknown: str = ""
    at_best: str = ""
    cmdlet: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    quantifier: str = ""
    conditions: tuple[Condition, ...] = ()
    where: tuple[Condition, ...] = ()
    mend: Mend | None = None

    @property
    def read_key(self) -> tuple[str, str]:
        """What is read, so that rules that read the same share one request."""
        return self.cmdlet.casefold(), repr(sorted(self.parameters.items()))


@dataclass(frozen=True)
class Baseline:
    """Its rules, and where they come from."""

    name: str
    title: str
    source: str
    version: str
    rules: tuple[Rule, ...]


_KEYS_OF_BASELINE = ("name", "title", "source", "version", "rules")
_TEXTS_OF_RULE = ("id", "title", "group", "severity", "source", "unknown", "at_best")
_KEYS_OF_RULE = (*_TEXTS_OF_RULE, "reads", "where", *QUANTIFIERS, "mend")


def read_baseline(baseline: object) -> Baseline:
    """A baseline as its file has it.

    :raises Failure: ``baseline-not-usable`` names the rule that is not written as one.
    """
    if not isinstance(baseline, Mapping) or not isinstance(baseline.get("rules"), Sequence):
        raise failure("baseline-not-usable", rule="the baseline", problem="it is no map with a list of rules")
    _demand_known_keys(baseline, _KEYS_OF_BASELINE, "the baseline")
    name, title, source, version = (str(baseline.get(part) or "") for part in _KEYS_OF_BASELINE[:-1])
    rules = tuple(_read_rule(one, number, source) for number, one in enumerate(baseline["rules"], 1))
    seen: set[str] = set()
    for one in rules:
        if one.id in seen:
            raise _baseline_not_usable(one.id, "there is another rule of this id")
        seen.add(one.id)
    return Baseline(name, title or name, source, version, rules)


def _read_rule(rule: object, number: int, source: str) -> Rule:
    """A source that is no address of its own is a part of the baseline's."""
    where = f"rule {number}"
    if not isinstance(rule, Mapping):
        raise _baseline_not_usable(where, "it is no map")
    where = str(rule.get("id") or where)
    _demand_known_keys(rule, _KEYS_OF_RULE, where)
    texts: dict[str, Any] = {name: str(rule.get(name) or "") for name in _TEXTS_OF_RULE}
    texts["source"] = texts["source"] if "://" in texts["source"] else source + texts["source"]
    if not texts["id"] or not texts["title"]:
        raise _baseline_not_usable(where, "it lacks id or title")
    if texts["unknown"]:
        return Rule(**texts)
    reads = rule.get("reads")
    if not isinstance(reads, Mapping) or not str(reads.get("cmdlet") or "").lower().startswith("get-"):
        raise _baseline_not_usable(where, "reads has no cmdlet that begins with Get-, and unknown has no reason")
    _demand_known_keys(reads, ("cmdlet", "parameters"), where)
    parameters = reads.get("parameters") or {}
    if not isinstance(parameters, Mapping):
        raise _baseline_not_usable(where, "its parameters are no map")
    quantifiers = [name for name in QUANTIFIERS if name in rule]
    if len(quantifiers) != 1:
        raise _baseline_not_usable(where, f"it has not exactly one of {', '.join(QUANTIFIERS)}")
    return Rule(
        **texts,
        cmdlet=str(reads["cmdlet"]),
        parameters=dict(parameters),
        quantifier=quantifiers[0],
        conditions=_read_conditions(rule[quantifiers[0]], where, least=1),
        where=_read_conditions(rule.get("where") or [], where),
        mend=_read_mend(rule["mend"], where) if rule.get("mend") else None,
    )


def _read_conditions(conditions: object, where: str, least: int = 0) -> tuple[Condition, ...]:
    maps = conditions if isinstance(conditions, Sequence) and not isinstance(conditions, str) else None
    if maps is None or len(maps) < least or not all(isinstance(one, Mapping) and one.get("property") for one in maps):
        raise _baseline_not_usable(where, "its conditions are no list of maps with a property")
    return tuple(_read_condition(one, where) for one in maps)


def _read_condition(condition: Mapping[str, object], where: str) -> Condition:
    _demand_known_keys(condition, ("property", *COMPARISONS), where)
    compared = [name for name in condition if name != "property"]
    if len(compared) != 1:
        raise _baseline_not_usable(
            where, f"{condition['property']} is not compared by exactly one of {', '.join(COMPARISONS)}"
        )
    return Condition(str(condition["property"]), compared[0], condition[compared[0]])


def _read_mend(mend: object, where: str) -> Mend:
    if not isinstance(mend, Mapping) or not mend.get("kind") or not isinstance(mend.get("properties"), Mapping):
        raise _baseline_not_usable(where, "mend has no kind or no properties")
    _demand_known_keys(mend, ("kind", "properties", "identity", "identity_of"), where)
    return Mend(str(mend["kind"]), mend["properties"], mend.get("identity"), str(mend.get("identity_of") or ""))


def _demand_known_keys(given: Mapping[str, object], known: Collection[str], where: str) -> None:
    unknown: Iterable[str] = sorted({str(name) for name in given} - set(known))
    for name in unknown:
        raise _baseline_not_usable(where, f"it has no '{name}'; there are {', '.join(known)}")


def _baseline_not_usable(where: str, problem: str) -> Failure:
    return failure("baseline-not-usable", rule=where, problem=problem)
