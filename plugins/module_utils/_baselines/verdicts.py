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
from .rule_comparisons import COMPARISONS
from .rules_and_exceptions import Condition, Exemption, Rule

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
    exceptions_of_rule = [exception for exception in exceptions if exception.concerns(rule.id, tenants)]
    valid = [exception for exception in exceptions_of_rule if exception.until >= today]
    judged: list[_JudgedRow] = []
    exception_of_row: Exemption | None = None
    for judged_row in filter(None, (_judge_row(rule, row) for row in read.rows)):
        covering = next(
            (exemption for exemption in valid if exemption.object != "*" and exemption.covers(judged_row.name)), None
        )
        if covering is not None and _speaks_against(rule, judged_row):
            exception_of_row = covering
        else:
            judged.append(judged_row)
    verdict, text = _decide_verdict(rule, judged, read)
    if verdict == "pass" and rule.at_best:
        verdict, text = "unknown", rule.at_best
    applied = next((exception for exception in valid if exception.object == "*"), None)
    if verdict == "pass" or (exception_of_row and not judged and not read.truncated):
        # Where one of some is as it should be, no other one is asked about.
        applied = None if verdict == "pass" and rule.quantifier == "some" else exception_of_row
    rows_against = [] if verdict == "pass" else [row for row in judged if _speaks_against(rule, row)]
    ended = [
        past.until
        for past in exceptions_of_rule
        if past.until < today and (past.object == "*" or any(past.covers(row.name) for row in rows_against))
    ]
    if applied is not None:
        verdict, text = "excepted", f"Excepted until {applied.until}: {applied.reason} Without that: {text}"
    elif ended and verdict != "pass":
        text += f" The exception ended on {ended[0]}."
    evidence = [entry for row in rows_against for entry in row.evidence]
    return _make_finding(rule, verdict, text, evidence, _mends_of_rule(rule, rows_against) if verdict == "fail" else [])


def _judge_row(rule: Rule, row: JsonMap) -> _JudgedRow | None:
    """None where the rule is not about this row."""
    chosen = _all_conditions([_compare_property(condition, row)[0] for condition in rule.row_conditions])
    if chosen is False:
        return None
    answers = [(condition, *_compare_property(condition, row)) for condition in rule.conditions]
    fits = _all_conditions([answer for _condition, answer, _value in answers])
    if chosen is None and (fits or rule.quantifier == "every"):
        fits = None
    name = _name_of_row(row)
    # Of none it is the conditions that hold which speak against the rule, all of them together.
    wanted = rule.quantifier != "none"
    evidence = tuple(
        Evidence(
            name,
            condition.property,
            _words_of_condition(condition, wanted=wanted),
            value,
            "fail" if chosen and (answer is False if wanted else fits is True) else "unknown",
        )
        for condition, answer, value in answers
        if answer is not wanted
    )
    return _JudgedRow(row, name, fits, evidence)


def _compare_property(condition: Condition, row: JsonMap) -> tuple[bool | None, Json]:
    """The answer and the value; a property that the service did not show cannot be told."""
    values_by_name = {str(name).casefold(): value for name, value in row.items()}
    if condition.property.casefold() not in values_by_name:
        return None, "(not shown)"
    value = values_by_name[condition.property.casefold()]
    return COMPARISONS[condition.comparison](value, condition.expected), value


def _all_conditions(answers: Sequence[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _decide_verdict(rule: Rule, rows: Sequence[_JudgedRow], read: RowsOfRule) -> tuple[str, str]:
    """The verdict by the rows alone, and what it rests on."""
    if rule.unknown or read.problem:
        return "unknown", rule.unknown or read.problem
    fits = [row.fits for row in rows]
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
        names = list(dict.fromkeys(row.name for row in rows if row.fits is wrong))
        verb = "fails" if fits.count(wrong) == 1 else "fail"
        return "fail", f"{fits.count(wrong)} of {whole} {verb}: {_list_failing(names)}." if len(
            rows
        ) > 1 else f"It is not so: {_list_failing(names)}."
    if None in fits or read.truncated:
        return "unknown", f"Of {whole}, some could not be told." if None in fits else f"There is more than {whole}."
    return "pass", f"{whole} looked at, and nothing speaks against it." if len(
        rows
    ) > 1 else "Nothing speaks against it."


def _speaks_against(rule: Rule, judged_row: _JudgedRow) -> bool:
    return judged_row.fits is not (rule.quantifier != "none")


def _mends_of_rule(rule: Rule, rows_against: Sequence[_JudgedRow]) -> list[Row]:
    """What exo_resource would be told: for each object that fails, or once."""
    mend = rule.mend
    if mend is None:
        return []
    resource: Row = {"kind": mend.kind, "properties": dict(mend.properties)}
    if not mend.identity_of:
        return [{**resource, "identity": mend.identity}]
    failing = [judged_row.row for judged_row in rows_against if judged_row.fits is False or rule.quantifier == "none"]
    return [{**resource, "identity": row[mend.identity_of]} for row in failing if row.get(mend.identity_of)]


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
        "evidence": [vars(entry) for entry in evidence],
        "mend": list(mend),
    }


def _words_of_condition(condition: Condition, *, wanted: bool) -> str:
    """A condition as a person reads it, or its contrary where it is not wanted."""
    expected = condition.expected
    words = ", ".join(map(_show_wanted, expected)) if isinstance(expected, (list, tuple)) else _show_wanted(expected)
    if condition.comparison in ("is", "is_not"):
        return words if (condition.comparison == "is") is wanted else f"not {words}"
    return f"{'' if wanted else 'not '}{condition.comparison.replace('_', ' ')} {words}"


def _show_wanted(value: object) -> str:
    return "nothing" if value in (None, "", []) else str(value).lower() if isinstance(value, bool) else str(value)


def _name_of_row(row: Mapping[str, Json]) -> str:
    return next((str(row[name]) for name in _NAMING_PROPERTIES if row.get(name)), "")


def _list_failing(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(
        [*(name or "the setting" for name in names[:_MOST_NAMES]), *([f"and {rest} more"] if rest > 0 else [])]
    )
