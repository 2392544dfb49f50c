# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All that is known of one kind: the rule from the catalogue, our table over it, and a task's own table over both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from .._catalogue.cmdlets import find
from .._errors._advice.object_families import OBJECT_FAMILIES
from .._errors.failure import Failure, Failures
from .facts_of_family import Facts, Family, Rule, Verb
from .family_by_rule import family_by_rule, nouns
from .tables.all_families import SPELLED, facts_of

failure = Failures(OBJECT_FAMILIES)

# What a table says of one kind.
ToldFacts = Mapping[str, object]

_NOUN_OF_KIND = re.compile(r"[A-Za-z][A-Za-z0-9]{1,79}", re.ASCII)
_VERBS_OF_FACTS = frozenset(get_args(Verb))
_RULES_OF_FACTS = frozenset(get_args(Rule))


def family_of(kind: str, tables: Mapping[str, object] | None = None, *, guess: bool = False) -> Family:
    """The family of a kind in any case; ``tables`` are a task's own, a map of kinds to :class:`Facts`. With ``guess``
    what looks like a typing error is taken as it stands.

    :raises Failure: ``kind-not-valid``, ``kind-unknown``, ``kind-has-no-state`` or ``families-not-valid``.
    """
    task_tables = _read_tables(tables or {})
    name = _spelling_of_kind(kind.strip(), task_tables, guess=guess)
    family = readable_family(name)
    if task_table := task_tables.get(name.lower()):
        family = _family_with_table(family, task_table)
    _demand_cmdlets(family)
    return family


@lru_cache(maxsize=512)
def readable_family(name: str) -> Family:
    """What is known of a kind in Microsoft's spelling, even of one that is only read."""
    family, facts = family_by_rule(name), facts_of(name)
    return replace(_family_with_table(family, facts), origin="table") if facts else family


def _spelling_of_kind(kind: str, task_tables: Mapping[str, ToldFacts], *, guess: bool) -> str:
    if not _NOUN_OF_KIND.fullmatch(kind):
        raise failure("kind-not-valid", kind=kind[:80])
    spelling = nouns().get(kind.lower()) or SPELLED.get(kind.lower())
    if spelling is not None or guess or kind.lower() in task_tables:
        return spelling or kind
    near = _nearest_kinds(kind.lower())
    if near:
        raise failure("kind-unknown", kind=kind, near=" or ".join(near))
    return kind


def _nearest_kinds(key: str) -> list[str]:
    """The nouns that may have been meant: the singular, or what is almost the same."""
    spellings = {**SPELLED, **nouns()}
    for singular in (key.removesuffix("s"), f"{key.removesuffix('ies')}y"):
        if singular in spellings and singular != key:
            return [spellings[singular]]
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    return [spellings[close_match] for close_match in get_close_matches(key, spellings, n=3, cutoff=0.8)]


def _family_with_table(family: Family, facts: ToldFacts) -> Family:
    """The family with what a table says: maps are joined, all else is replaced."""
    changes: dict[str, Any] = {"origin": "table" if family.origin == "rule" else family.origin}
    for name, value in facts.items():
        before: object = getattr(family, name)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            changes[name] = {**before, **value}
        else:
            changes[name] = tuple(value) if isinstance(value, list) else value
    if "cmdlets" in facts and changes["cmdlets"].get("remove"):
        changes.setdefault("never_absent", "")
    if "cmdlets" in facts and changes["cmdlets"].get("create"):
        changes.setdefault("never_present", "")
    return replace(family, **changes)


def _demand_cmdlets(family: Family) -> None:
    """Refuse a kind that nothing reads or nothing writes.

    :raises Failure: ``kind-has-no-state``.
    """
    writing = [family.cmdlets.get(verb) for verb in ("create", "change", "remove", "enable", "disable")]
    reason = (
        "no cmdlet reads it" if not family.cmdlets.get("read") else "no cmdlet writes it" if not any(writing) else ""
    )
    if reason:
        known_cmdlets = sorted({name for name in (*family.cmdlets.values(), *_other_cmdlets(family.kind)) if name})
        raise failure(
            "kind-has-no-state", kind=family.kind, reason=reason, cmdlets=", ".join(known_cmdlets) or "its cmdlets"
        )


def _other_cmdlets(kind: str) -> list[str]:
    verbs = ("Search", "Start", "Stop", "Test", "Update", "Invoke", "Export", "Import")
    return [cmdlet.name for verb in verbs if (cmdlet := find(f"{verb}-{kind}")) is not None]


# -- A task's own tables

_TYPE_OF_FACT = {name: str(hint) for name, hint in get_type_hints(Facts).items()}


def _read_tables(tables: Mapping[str, object]) -> dict[str, ToldFacts]:
    """The tables of a task by kind in lower case.

    :raises Failure: ``families-not-valid``, with place and reason.
    """
    return {str(kind).lower(): _read_facts(str(kind), facts) for kind, facts in tables.items()}


def _read_facts(kind: str, facts: object) -> ToldFacts:
    if not isinstance(facts, Mapping):
        raise _facts_not_valid(kind, "is no map")
    known_facts = {family_field.name for family_field in fields(Family)} & _TYPE_OF_FACT.keys()
    for name, value in facts.items():
        place = f"{kind}.{name}"
        if name not in known_facts:
            raise _facts_not_valid(place, f"is not known; there are {', '.join(sorted(known_facts))}")
        problem = _problem_of_fact(str(name), value)
        if problem:
            raise _facts_not_valid(place, problem)
    return {str(name): value for name, value in facts.items()}


def _problem_of_fact(name: str, value: object) -> str:
    """What is wrong with a value, by the kind of thing that :class:`Facts` has there."""
    if name in ("cmdlets", "with_each"):
        if not isinstance(value, Mapping) or not set(value) <= _VERBS_OF_FACTS:
            return f"must be a map with {', '.join(sorted(_VERBS_OF_FACTS))}"
        return ""
    if name == "compare":
        if not isinstance(value, Mapping) or not set(map(str, value.values())) <= _RULES_OF_FACTS:
            return f"must be a map of parameters to one of {', '.join(sorted(_RULES_OF_FACTS))}"
        return ""
    hint = _TYPE_OF_FACT[name]
    if "Mapping" in hint.split("[")[0]:
        return "" if isinstance(value, Mapping) else "must be a map"
    if "Sequence" in hint.split("[")[0]:
        return "" if isinstance(value, (list, tuple)) else "must be a list"
    if hint == "<class 'bool'>":
        return "" if isinstance(value, bool) else "must be true or false"
    if hint == "<class 'int'>":
        return "" if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number of seconds"
    return "" if value is None or isinstance(value, str) else "must be a text"


def _facts_not_valid(place: str, problem: str) -> Failure:
    return failure("families-not-valid", place=place, problem=problem)
