# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a baseline is: rules, each with what is read, which rows of it pass, and what would mend those that do not; and
the exceptions from rules: which, for whom, why, and until when. One that has ended excepts nothing.

Baselines are data; playbooks/baselines has those that ship. docs/baselines.md tells how one is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from .._dataclass import dataclass
from .._errors._advice.reports import failure
from .._errors.failure import Failure
from .._json_types import Json, JsonMap
from .rule_comparisons import COMPARISONS

QUANTIFIERS = ("every", "some", "none")
_KEYS_OF_EXCEPTION = ("rule", "tenant", "object", "reason", "until")


@dataclass(frozen=True)
class Condition:
    """A property of a row, how it is compared, and with what."""

    property: str
    comparison: str
    expected: object


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
    """``every``, ``some`` or ``none`` of the rows of ``cmdlet`` that fit ``row_conditions`` must fit ``conditions``.
    ``unknown`` says why nothing is read at all, ``at_best`` why it is unknown even where nothing speaks against it."""

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
    row_conditions: tuple[Condition, ...] = ()
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
    rules = tuple(_read_rule(rule, number, source) for number, rule in enumerate(baseline["rules"], 1))
    rule_ids: set[str] = set()
    for rule in rules:
        if rule.id in rule_ids:
            raise _baseline_not_usable(rule.id, "there is another rule of this id")
        rule_ids.add(rule.id)
    return Baseline(name, title or name, source, version, rules)


def _read_rule(rule: object, number: int, source: str) -> Rule:
    """A source that is no address of its own is a part of the baseline's."""
    place = f"rule {number}"
    if not isinstance(rule, Mapping):
        raise _baseline_not_usable(place, "it is no map")
    place = str(rule.get("id") or place)
    _demand_known_keys(rule, _KEYS_OF_RULE, place)
    texts: dict[str, Any] = {name: str(rule.get(name) or "") for name in _TEXTS_OF_RULE}
    texts["source"] = texts["source"] if "://" in texts["source"] else source + texts["source"]
    if not texts["id"] or not texts["title"]:
        raise _baseline_not_usable(place, "it lacks id or title")
    if texts["unknown"]:
        return Rule(**texts)
    reads = rule.get("reads")
    if not isinstance(reads, Mapping) or not str(reads.get("cmdlet") or "").lower().startswith("get-"):
        raise _baseline_not_usable(place, "reads has no cmdlet that begins with Get-, and unknown has no reason")
    _demand_known_keys(reads, ("cmdlet", "parameters"), place)
    parameters = reads.get("parameters") or {}
    if not isinstance(parameters, Mapping):
        raise _baseline_not_usable(place, "its parameters are no map")
    quantifiers = [name for name in QUANTIFIERS if name in rule]
    if len(quantifiers) != 1:
        raise _baseline_not_usable(place, f"it has not exactly one of {', '.join(QUANTIFIERS)}")
    return Rule(
        **texts,
        cmdlet=str(reads["cmdlet"]),
        parameters=dict(parameters),
        quantifier=quantifiers[0],
        conditions=_read_conditions(rule[quantifiers[0]], place, least=1),
        row_conditions=_read_conditions(rule.get("where") or [], place),
        mend=_read_mend(rule["mend"], place) if rule.get("mend") else None,
    )


def _read_conditions(conditions: object, place: str, least: int = 0) -> tuple[Condition, ...]:
    maps = conditions if isinstance(conditions, Sequence) and not isinstance(conditions, str) else None
    if (
        maps is None
        or len(maps) < least
        or not all(isinstance(condition, Mapping) and condition.get("property") for condition in maps)
    ):
        raise _baseline_not_usable(place, "its conditions are no list of maps with a property")
    return tuple(_read_condition(condition, place) for condition in maps)


def _read_condition(condition: Mapping[str, object], place: str) -> Condition:
    _demand_known_keys(condition, ("property", *COMPARISONS), place)
    compared = [name for name in condition if name != "property"]
    if len(compared) != 1:
        raise _baseline_not_usable(
            place, f"{condition['property']} is not compared by exactly one of {', '.join(COMPARISONS)}"
        )
    return Condition(str(condition["property"]), compared[0], condition[compared[0]])


def _read_mend(mend: object, place: str) -> Mend:
    if not isinstance(mend, Mapping) or not mend.get("kind") or not isinstance(mend.get("properties"), Mapping):
        raise _baseline_not_usable(place, "mend has no kind or no properties")
    _demand_known_keys(mend, ("kind", "properties", "identity", "identity_of"), place)
    return Mend(str(mend["kind"]), mend["properties"], mend.get("identity"), str(mend.get("identity_of") or ""))


def _demand_known_keys(entry: Mapping[str, object], allowed_keys: Collection[str], place: str) -> None:
    unknown: Iterable[str] = sorted({str(name) for name in entry} - set(allowed_keys))
    for name in unknown:
        raise _baseline_not_usable(place, f"it has no '{name}'; there are {', '.join(allowed_keys)}")


def _baseline_not_usable(place: str, problem: str) -> Failure:
    return failure("baseline-not-usable", rule=place, problem=problem)


@dataclass(frozen=True)
class Exemption:
    """``rule``, ``tenant`` and ``object`` may have wildcards; ``until`` is the last day, as 2027-01-31."""

    rule: str
    reason: str
    until: str
    tenant: str = "*"
    object: str = "*"

    def concerns(self, rule: str, tenants: Sequence[str]) -> bool:
        """Whether it is for this rule, and for a tenant of one of these names."""
        return _fits_exception(rule, self.rule) and any(_fits_exception(tenant, self.tenant) for tenant in tenants)

    def covers(self, name: str) -> bool:
        """Whether it is for this object."""
        return _fits_exception(name, self.object)


def read_exceptions(exceptions: object) -> tuple[Exemption, ...]:
    """The exceptions of a list.

    :raises Failure: ``exception-not-usable`` names the one that lacks something.
    """
    if exceptions is None:
        return ()
    if not isinstance(exceptions, Sequence) or isinstance(exceptions, str):
        raise _exception_not_usable(0, "they are no list")
    return tuple(_read_exception(exception, number) for number, exception in enumerate(exceptions, 1))


def _read_exception(exception: object, number: int) -> Exemption:
    if not isinstance(exception, Mapping):
        raise _exception_not_usable(number, "it is no map")
    unknown_keys = sorted({str(name) for name in exception} - set(_KEYS_OF_EXCEPTION))
    if unknown_keys:
        raise _exception_not_usable(number, f"it has no '{unknown_keys[0]}'; there are {', '.join(_KEYS_OF_EXCEPTION)}")
    texts = {name: str(exception[name]).strip() for name in _KEYS_OF_EXCEPTION if exception.get(name)}
    missing = [name for name in ("rule", "reason", "until") if name not in texts]
    if missing:
        raise _exception_not_usable(number, f"it lacks {', '.join(missing)}")
    try:
        texts["until"] = date.fromisoformat(texts["until"][:10]).isoformat()
    except ValueError:
        raise _exception_not_usable(number, f"until is no day such as 2027-01-31, but '{texts['until']}'") from None
    return Exemption(**texts)


def _fits_exception(name: str, excepted: str) -> bool:
    return fnmatchcase(name.casefold(), excepted.casefold())


def _exception_not_usable(number: int, problem: str) -> Failure:
    return failure("exception-not-usable", which=f"number {number}" if number else "the list", problem=problem)
