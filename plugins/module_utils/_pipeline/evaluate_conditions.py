# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Conditions of Where-Object as functions of an object; what cannot be compared is told before anything is read."""

from __future__ import annotations

from collections.abc import Callable

from .._command_line.stages import Comparison, Condition, Literal, Logical, Not, Place, Property
from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._json_types import Json
from .._values.value_settings import ValueSettings
from .compare_values import Incomparable, Value, is_equal, is_true, order_of_values, text_of
from .match_patterns import BadPattern, regex_pattern, wildcard_pattern
from .properties import MissingProperty, Properties

ValueOfObject = Callable[[Json], Value]
CompareOperands = Callable[[Value, Value], bool]

_ORDER_OF_OPERATOR: dict[str, Callable[[int], bool]] = {
    "gt": lambda found: found > 0,
    "ge": lambda found: found >= 0,
    "lt": lambda found: found < 0,
    "le": lambda found: found <= 0,
}
_POSITIVE_OPERATOR = {"notlike": "like", "notmatch": "match", "notcontains": "contains", "notin": "in", "ne": "eq"}
_BOOLEAN_WORDS = ("true", "false")


@dataclass(frozen=True)
class ConditionMeans:
    """What conditions are evaluated with; ``tell`` says something once."""

    properties: Properties
    settings: ValueSettings
    tell: Callable[[str], None]


def condition_of(condition: Condition, means: ConditionMeans) -> Callable[[Json], bool]:
    """Whether an object passes.

    :raises Failure: ``line-pattern``, ``pipeline-not-comparable``: at once what is wrong with a literal, later what an
        object has that cannot be compared.
    """
    value = _evaluate_value(condition, means)
    return lambda item: is_true(value(item))


def _evaluate_value(condition: Condition, means: ConditionMeans) -> ValueOfObject:
    if isinstance(condition, Literal):
        fixed = condition.value
        return lambda _item: fixed
    if isinstance(condition, Property):
        return _evaluate_property(condition, means.properties)
    if isinstance(condition, Not):
        inner = _evaluate_value(condition.inner, means)
        return lambda item: not is_true(inner(item))
    if isinstance(condition, Logical):
        return _evaluate_logical(condition, means)
    return _evaluate_comparison(condition, means)


def _evaluate_property(asked: Property, properties: Properties) -> ValueOfObject:
    name = asked.name

    def find(item: Json) -> Value:
        found = properties.value(item, name)
        return None if isinstance(found, MissingProperty) else found

    if not asked.part:
        return find
    counts = asked.part == "count"
    return lambda item: _count_or_length(find(item), counts=counts)


def _count_or_length(value: Value, *, counts: bool) -> int:
    """.Count and .Length: PowerShell gives both to whatever it is, and a text its number of letters."""
    if value is None:
        return 0
    if isinstance(value, list):
        return len(value)
    return 1 if counts or isinstance(value, (bool, int, float, dict)) else len(text_of(value))


def _evaluate_logical(condition: Logical, means: ConditionMeans) -> ValueOfObject:
    left, right = _evaluate_value(condition.left, means), _evaluate_value(condition.right, means)
    if condition.operator == "and":
        return lambda item: is_true(left(item)) and is_true(right(item))
    if condition.operator == "or":
        return lambda item: is_true(left(item)) or is_true(right(item))
    return lambda item: is_true(left(item)) is not is_true(right(item))


def _evaluate_comparison(condition: Comparison, means: ConditionMeans) -> ValueOfObject:
    left, right = _evaluate_value(condition.left, means), _evaluate_value(condition.right, means)
    operator = condition.operator
    compare = _operator_of(condition, means)
    many = operator not in ("contains", "notcontains", "in", "notin")
    word = condition.right.value if isinstance(condition.right, Literal) else None
    if isinstance(word, str) and word.lower() in _BOOLEAN_WORDS:
        left = _warn_of_word(left, word, means)

    def evaluate(item: Json) -> Value:
        one, other = left(item), right(item)
        try:
            if many and isinstance(one, list):
                return [each for each in one if compare(each, other)]
            return compare(one, other)
        except Incomparable as error:
            raise _not_comparable(condition, str(error)) from None

    return evaluate


def _warn_of_word(left: ValueOfObject, word: str, means: ConditionMeans) -> ValueOfObject:
    """The left side of a comparison with the text True or False, which warns where it is no text but one of them."""

    def find(item: Json) -> Value:
        found = left(item)
        if isinstance(found, bool):
            means.tell(
                f"A property is true or false, and is compared with the text '{word}'. As in PowerShell each text that"
                f" is not empty is true: write ${word.lower()}."
            )
        return found

    return find


def _not_comparable(condition: Comparison, reason: str) -> Exception:
    line, column = condition.place
    return failure(
        "pipeline-not-comparable", operator=f"-{condition.operator}", line=line, column=column, reason=reason
    )


def _operator_of(condition: Comparison, means: ConditionMeans) -> CompareOperands:
    """How two values are compared, of which neither is a list unless the operator looks into one."""
    operator = _POSITIVE_OPERATOR.get(condition.operator, condition.operator)
    if operator in ("like", "match"):
        positive = _evaluate_match(condition, operator)
    elif operator in ("contains", "in"):
        positive = _evaluate_containment(condition, means, swap=operator == "in")
    elif operator == "eq":
        positive = _evaluate_equality(condition, means)
    else:
        _demand_one_operand(condition)
        judge, case = _ORDER_OF_OPERATOR[operator], condition.with_case
        return lambda one, other: judge(order_of_values(_single_operand(one), other, means.settings, with_case=case))
    if operator == condition.operator:
        return positive
    return lambda one, other: not positive(one, other)


def _single_operand(value: Value) -> Value:
    if isinstance(value, dict):
        raise Incomparable("a map has no order")
    return value


def _demand_one_operand(condition: Comparison) -> None:
    """:raises Failure: ``pipeline-not-comparable``: a list of literals where one value is compared."""
    if isinstance(condition.right, Literal) and isinstance(condition.right.value, list):
        raise _not_comparable(condition, "a list stands on its right")
    ordered = condition.operator in _ORDER_OF_OPERATOR
    if ordered and isinstance(condition.left, Literal) and isinstance(condition.left.value, list):
        raise _not_comparable(condition, "a list stands on its left")


def _evaluate_equality(condition: Comparison, means: ConditionMeans) -> CompareOperands:
    _demand_one_operand(condition)
    settings, case = means.settings, condition.with_case
    return lambda one, other: is_equal(one, other, settings, with_case=case)


def _evaluate_containment(condition: Comparison, means: ConditionMeans, *, swap: bool) -> CompareOperands:
    settings, case = means.settings, condition.with_case

    def contains(one: Value, other: Value) -> bool:
        several, single = (other, one) if swap else (one, other)
        for each in several if isinstance(several, list) else [several]:
            left, right = (single, each) if swap else (each, single)
            if is_equal(left, right, settings, with_case=case):
                return True
        return False

    return contains


def _evaluate_match(condition: Comparison, operator: str) -> CompareOperands:
    right = condition.right
    if not isinstance(right, Literal) or isinstance(right.value, list):
        raise _not_comparable(condition, "its pattern is no text")
    pattern = text_of(right.value)
    try:
        if operator == "like":
            found = wildcard_pattern(pattern, with_case=condition.with_case).fullmatch
        else:
            found = regex_pattern(pattern, with_case=condition.with_case).search
    except BadPattern as error:
        raise _pattern_failure(condition.place, pattern, str(error)) from None
    return lambda one, _other: found(text_of(one)) is not None


def _pattern_failure(place: Place, pattern: str, reason: str) -> Exception:
    line, column = place
    return failure("line-pattern", pattern=f"'{pattern[:60]}'", line=line, column=column, reason=reason)
