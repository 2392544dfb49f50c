# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The verdict on a rule: pass, fail or unknown by the rows that were read, or excepted.

What cannot be told never passes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json, JsonMap, Row
from .comparisons import COMPARISONS
from .exceptions_from_rules import Exemption
from .rules import Condition, Rule

_NAMING_PROPERTIES = ("Identity", "Name", "Guid")
_MOST_NAMES = 5


@dataclass(frozen=True)
class RowsOfRule:
    """What a read gave. ``problem`` says why it gave nothing, ``truncated`` that there is more."""

    rows: Sequence[JsonMap] = ()
    truncated: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Evidence:
    """A property of an object that does not pass, or whose value cannot be told."""

    object: str
    property: str
    wanted: str
    found: Json
    verdict: str


@dataclass(frozen=True)
class _JudgedRow:
    """A row, whether it fits all conditions, and what speaks against it."""

    row: JsonMap
    name: str
    fits: bool | None
    evidence: tuple[Evidence, ...] = ()


def judge_rule(
    rule: Rule, read: RowsOfRule, exceptions: Sequence[Exemption], tenants: Sequence[str], today: str
) -> Row:
    """The finding of one rule at one tenant, which has the names ``tenants``; ``today`` is a day as text.

    Exceptions for single objects set these aside, the others decide; what is set aside is told, and never passes.
    """
    of_rule = [one for one in exceptions if one.concerns(rule.id, tenants)]
    valid = [one for one in of_rule if one.until >= today]
    whole = next((one for one in valid if one.object == "*"), None)
    judged: list[_JudgedRow] = []
    excepted: Exemption | None = None
    for one in (_judge_row(rule, row) for row in read.rows):
        covering = next((each for each in valid if one and each.object != "*" and each.covers(one.name)), None)
        if covering is not None and one is not None and _speaks_against(rule, one):
            excepted = covering
        elif one is not None:
            judged.append(one)
    verdict, text = _decide_verdict(rule, judged, read)
    if verdict == "pass" and rule.at_best:
        verdict, text = "unknown", rule.at_best
    used = excepted if verdict == "pass" or (excepted and not judged and not read.truncated) else whole
    ended = "" if used or verdict == "pass" else next((one.until for one in of_rule if one.until < today), "")
    against = [one for one in judged if _speaks_against(rule, one)] if verdict != "pass" else []
    if used is not None:
        verdict, text = "excepted", f"Excepted until {used.until}: {used.reason} Without that: {text}"
    if ended:
        text += f" The exception ended on {ended}."
    evidence = [each for one in against for each in one.evidence]
    return _make_finding(rule, verdict, text, evidence, _mends_of_rule(rule, against) if verdict == "fail" else [])


def _judge_row(rule: Rule, row: JsonMap) -> _JudgedRow | None:
    """None where the rule is not about this row."""
    chosen = _all_conditions([_compare_property(one, row)[0] for one in rule.where])
    if chosen is False:
        return None
    answers = [(one, *_compare_property(one, row)) for one in rule.conditions]
    fits = _all_conditions([answer for _one, answer, _found in answers])
    if chosen is None and (fits or rule.quantifier == "every"):
        fits = None
    name = _name_of_row(row)
    evidence = tuple(
        Evidence(
            name, one.property, _words_of_condition(one), found, "fail" if chosen and answer is False else "unknown"
        )
        for one, answer, found in answers
        if answer is not True
    )
    return _JudgedRow(row, name, fits, evidence)


def _compare_property(condition: Condition, row: JsonMap) -> tuple[bool | None, Json]:
    """The answer and the value; a property that the service did not show cannot be told."""
    named = {str(name).casefold(): value for name, value in row.items()}
    if condition.property.casefold() not in named:
        return None, "(not shown)"
    found = named[condition.property.casefold()]
    return COMPARISONS[condition.comparison](found, condition.wanted), found


def _all_conditions(answers: Sequence[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _decide_verdict(rule: Rule, rows: Sequence[_JudgedRow], read: RowsOfRule) -> tuple[str, str]:
    """The verdict by the rows alone, and what it rests on."""
    if rule.unknown or read.problem:
        return "unknown", rule.unknown or read.problem
    fits = [one.fits for one in rows]
    whole = count(len(rows), "object")
    if rule.quantifier == "every" and not rows:
        return "unknown", f"{rule.cmdlet} showed nothing that the rule is about."
    if rule.quantifier == "some":
        if True in fits:
            return "pass", f"Passed by {fits.count(True)} of {whole}." if len(rows) > 1 else "It is so."
        if None in fits or read.truncated:
            return "unknown", f"Whether it is so for one of {whole} cannot be told."
        return "fail", f"It is so for none of {whole}." if rows else f"{rule.cmdlet} showed nothing, so none passes."
    wrong = rule.quantifier == "none"
    if wrong in fits:
        names = list(dict.fromkeys(one.name for one in rows if one.fits is wrong))
        verb = "fails" if len(names) == 1 else "fail"
        return "fail", f"{len(names)} of {whole} {verb}: {_list_failing(names)}." if len(
            rows
        ) > 1 else f"It is not so: {_list_failing(names)}."
    if None in fits or read.truncated:
        return "unknown", f"Of {whole}, some could not be told." if None in fits else f"There is more than {whole}."
    return "pass", f"{whole} looked at, and nothing speaks against it." if len(
        rows
    ) > 1 else "Nothing speaks against it."


def _speaks_against(rule: Rule, one: _JudgedRow) -> bool:
    return one.fits is not (rule.quantifier != "none")


def _mends_of_rule(rule: Rule, against: Sequence[_JudgedRow]) -> list[Row]:
    """What exo_resource would be told: for each object that fails, or once."""
    mend = rule.mend
    if mend is None:
        return []
    told: Row = {"kind": mend.kind, "properties": dict(mend.properties)}
    if not mend.identity_of:
        return [{**told, "identity": mend.identity}]
    failing = [one.row for one in against if one.fits is False or rule.quantifier == "none"]
    return [{**told, "identity": row[mend.identity_of]} for row in failing if row.get(mend.identity_of)]


def _make_finding(rule: Rule, verdict: str, text: str, evidence: Sequence[Evidence], mend: Sequence[Row]) -> Row:
    only = evidence[0] if len(evidence) == 1 else Evidence("", "", "", None, "")
    return {
        "check": rule.id,
        "title": rule.title,
        "verdict": verdict,
        "text": text,
        "object": only.object,
        "property": only.property,
        "wanted": only.wanted,
        "found": only.found,
        "evidence": [vars(one) for one in evidence],
        "mend": list(mend),
    }


def _words_of_condition(condition: Condition) -> str:
    """A condition as a person reads it."""
    wanted = condition.wanted
    shown = ", ".join(map(_show_wanted, wanted)) if isinstance(wanted, (list, tuple)) else _show_wanted(wanted)
    prefix = {"is": "", "is_not": "not ", "one_of": "one of "}.get(condition.comparison)
    return f"{condition.comparison.replace('_', ' ')} {shown}" if prefix is None else f"{prefix}{shown}"


def _show_wanted(value: object) -> str:
    return "nothing" if value in (None, "", []) else str(value).lower() if isinstance(value, bool) else str(value)


def _name_of_row(row: Mapping[str, Json]) -> str:
    return next((str(row[name]) for name in _NAMING_PROPERTIES if row.get(name)), "")


def _list_failing(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(
        [*(name or "the setting" for name in names[:_MOST_NAMES]), *([f"and {rest} more"] if rest > 0 else [])]
    )
