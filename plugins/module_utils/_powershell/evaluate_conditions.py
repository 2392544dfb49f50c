# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Conditions of Where-Object as functions of an object; what cannot be compared is told before anything is read.

The patterns of -like and -match become Python's, as far as both worlds mean the same by them. -like: Microsoft's page
"about_Wildcards". -match: .NET's regular expressions; of these what means the same here is taken: Microsoft's page
"Regular expression language - quick reference", and Python's module re.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._json_types import Json
from .._values.value_settings import ValueSettings
from .compare_values import Incomparable, Value, is_equal, is_true, order_of_values, text_of
from .properties_of_objects import MissingProperty, Properties
from .stages import Comparison, Condition, Literal, Logical, Not, Place, Property

ValueOfObject = Callable[[Json], Value]
CompareOperands = Callable[[Value, Value], bool]

_ORDER_OF_OPERATOR: dict[str, Callable[[int], bool]] = {
    "gt": lambda order: order > 0,
    "ge": lambda order: order >= 0,
    "lt": lambda order: order < 0,
    "le": lambda order: order <= 0,
}
_POSITIVE_OPERATOR = {"notlike": "like", "notmatch": "match", "notcontains": "contains", "notin": "in", "ne": "eq"}
_BOOLEAN_WORDS = ("true", "false")


@dataclass(frozen=True)
class ConditionEvaluation:
    """What conditions are evaluated with; ``tell`` says something once."""

    properties: Properties
    settings: ValueSettings
    tell: Callable[[str], None]


def condition_of(condition: Condition, evaluation: ConditionEvaluation) -> Callable[[Json], bool]:
    """Whether an object passes.

    :raises Failure: ``line-pattern``, ``pipeline-not-comparable``: at once what is wrong with a literal, later what an
        object has that cannot be compared.
    """
    value = _evaluate_value(condition, evaluation)
    return lambda item: is_true(value(item))


def _evaluate_value(condition: Condition, evaluation: ConditionEvaluation) -> ValueOfObject:
    if isinstance(condition, Literal):
        fixed = condition.value
        return lambda _item: fixed
    if isinstance(condition, Property):
        return _evaluate_property(condition, evaluation.properties)
    if isinstance(condition, Not):
        operand = _evaluate_value(condition.negated, evaluation)
        return lambda item: not is_true(operand(item))
    if isinstance(condition, Logical):
        return _evaluate_logical(condition, evaluation)
    return _evaluate_comparison(condition, evaluation)


def _evaluate_property(compared_property: Property, properties: Properties) -> ValueOfObject:
    name = compared_property.name

    def find(item: Json) -> Value:
        value = properties.value(item, name)
        return None if isinstance(value, MissingProperty) else value

    if not compared_property.part:
        return find
    counts = compared_property.part == "count"
    return lambda item: _count_or_length(find(item), counts=counts)


def _count_or_length(value: Value, *, counts: bool) -> int:
    """.Count and .Length: PowerShell gives both to whatever it is, and a text its number of letters."""
    if value is None:
        return 0
    if isinstance(value, list):
        return len(value)
    return 1 if counts or isinstance(value, (bool, int, float, dict)) else len(text_of(value))


def _evaluate_logical(condition: Logical, evaluation: ConditionEvaluation) -> ValueOfObject:
    left, right = _evaluate_value(condition.left, evaluation), _evaluate_value(condition.right, evaluation)
    if condition.operator == "and":
        return lambda item: is_true(left(item)) and is_true(right(item))
    if condition.operator == "or":
        return lambda item: is_true(left(item)) or is_true(right(item))
    return lambda item: is_true(left(item)) is not is_true(right(item))


def _evaluate_comparison(condition: Comparison, evaluation: ConditionEvaluation) -> ValueOfObject:
    left, right = _evaluate_value(condition.left, evaluation), _evaluate_value(condition.right, evaluation)
    operator = condition.operator
    compare = _operator_of(condition, evaluation)
    many = operator not in ("contains", "notcontains", "in", "notin")
    word = condition.right.value if isinstance(condition.right, Literal) else None
    if isinstance(word, str) and word.lower() in _BOOLEAN_WORDS:
        left = _warn_of_word(left, word, evaluation)

    def evaluate(item: Json) -> Value:
        left_value, right_value = left(item), right(item)
        try:
            if many and isinstance(left_value, list):
                return [element for element in left_value if compare(element, right_value)]
            return compare(left_value, right_value)
        except Incomparable as error:
            raise _not_comparable(condition, str(error), error.remedy) from None

    return evaluate


def _warn_of_word(left: ValueOfObject, word: str, evaluation: ConditionEvaluation) -> ValueOfObject:
    """The left side of a comparison with the text True or False, which warns where it is no text but one of them."""

    def find(item: Json) -> Value:
        left_value = left(item)
        if isinstance(left_value, bool):
            evaluation.tell(
                f"A property is true or false, and is compared with the text '{word}'. As in PowerShell each text that"
                f" is not empty is true: write ${word.lower()}."
            )
        return left_value

    return find


def _not_comparable(condition: Comparison, reason: str, remedy: str = "") -> Exception:
    line, column = condition.place
    error = failure(
        "pipeline-not-comparable", operator=f"-{condition.operator}", line=line, column=column, reason=reason
    )
    if remedy:
        error.fix.insert(0, remedy)
    return error


def _operator_of(condition: Comparison, evaluation: ConditionEvaluation) -> CompareOperands:
    """How two values are compared, of which neither is a list unless the operator looks into one."""
    operator = _POSITIVE_OPERATOR.get(condition.operator, condition.operator)
    if operator in ("like", "match"):
        positive = _evaluate_match(condition, operator)
    elif operator in ("contains", "in"):
        positive = _evaluate_containment(condition, evaluation, swap=operator == "in")
    elif operator == "eq":
        positive = _evaluate_equality(condition, evaluation)
    else:
        _demand_one_operand(condition)
        judge, case = _ORDER_OF_OPERATOR[operator], condition.with_case
        return lambda left, right: judge(
            order_of_values(_single_operand(left), right, evaluation.settings, with_case=case)
        )
    if operator == condition.operator:
        return positive
    return lambda left, right: not positive(left, right)


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


def _evaluate_equality(condition: Comparison, evaluation: ConditionEvaluation) -> CompareOperands:
    _demand_one_operand(condition)
    settings, case = evaluation.settings, condition.with_case
    return lambda left, right: is_equal(left, right, settings, with_case=case)


def _evaluate_containment(condition: Comparison, evaluation: ConditionEvaluation, *, swap: bool) -> CompareOperands:
    settings, case = evaluation.settings, condition.with_case

    def contains(left: Value, right: Value) -> bool:
        several, single = (right, left) if swap else (left, right)
        for element in several if isinstance(several, list) else [several]:
            first, second = (single, element) if swap else (element, single)
            if is_equal(first, second, settings, with_case=case):
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
            find_match = wildcard_pattern(pattern, with_case=condition.with_case).fullmatch
        else:
            find_match = regex_pattern(pattern, with_case=condition.with_case).search
    except BadPattern as error:
        raise _pattern_failure(condition.place, pattern, str(error)) from None
    return lambda left, _right: find_match(text_of(left)) is not None


def _pattern_failure(place: Place, pattern: str, reason: str) -> Exception:
    line, column = place
    return failure("line-pattern", pattern=f"'{pattern[:60]}'", line=line, column=column, reason=reason)


_REGEX_ESCAPES = frozenset(r".^$|()[]{}*+?\/-# " + "dDwWsSbBtnrfv")
_ESCAPES_IN_SETS = _REGEX_ESCAPES - frozenset("bB")
_REGEX_GROUP = re.compile(r"\((?:\?(?:[:=!]))?")
_REGEX_COUNT = re.compile(r"[*+?]|\{\d{1,4}(?:,\d{0,4})?\}")
_REGEX_OPTION = "(?i)"


class BadPattern(ValueError):
    """Why a pattern is not taken."""


@lru_cache(maxsize=64)
def wildcard_pattern(pattern: str, *, with_case: bool) -> re.Pattern[str]:
    """The pattern of -like: *, ?, sets in brackets, and a backtick in front of a character that means itself.

    :raises BadPattern: a bracket that is not closed, or a set that is empty.
    """
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "`" and at + 1 < len(pattern):
            at += 1
            pieces.append(re.escape(pattern[at]))
        elif character == "[":
            end = pattern.find("]", at)
            if end <= at + 1:
                raise BadPattern("has a bracket that is not closed or is empty")
            pieces.append(_wildcard_set(pattern[at + 1 : end]))
            at = end
        else:
            pieces.append({"*": ".*", "?": "."}.get(character) or re.escape(character))
        at += 1
    return re.compile("".join(pieces), re.DOTALL if with_case else re.DOTALL | re.IGNORECASE)


def _wildcard_set(characters: str) -> str:
    """A set of characters and ranges; a hyphen at its beginning or end means itself."""
    escaped = re.sub(r"([\\^\[\]&~|-])", r"\\\1", characters)
    # A hyphen between two characters makes a range of them.
    ranges = re.sub(r"(?<=.)\\-(?=.)", "-", escaped)
    set_pattern = f"[{ranges}]"
    try:
        re.compile(set_pattern)
    except re.error:
        raise BadPattern("has a range that goes backwards") from None
    return set_pattern


@lru_cache(maxsize=64)
def regex_pattern(pattern: str, *, with_case: bool) -> re.Pattern[str]:
    """The pattern of -match.

    :raises BadPattern: something in it is not known to mean the same in both worlds.
    """
    text = pattern.removeprefix(_REGEX_OPTION)
    at, counted = 0, True
    while at < len(text):
        at, counted = _piece_of_regex(text, at, counted=counted)
    flags = 0 if with_case and text == pattern else re.IGNORECASE
    try:
        return re.compile(text, flags)
    except (re.error, OverflowError, RecursionError):
        raise BadPattern("cannot be read") from None


def _piece_of_regex(text: str, at: int, *, counted: bool) -> tuple[int, bool]:
    """Behind the piece that starts at ``at``, and whether no number may follow it."""
    character = text[at]
    if character == "\\":
        if text[at + 1 : at + 2] not in _REGEX_ESCAPES or at + 1 == len(text):
            raise BadPattern(f"has {text[at : at + 2]} in it")
        return at + 2, False
    if character == "[":
        return _end_of_set(text, at), False
    if character == "(":
        group = _REGEX_GROUP.match(text, at)
        end = group.end() if group else at + 1
        if text[end : end + 1] == "?":
            raise BadPattern(f"has {text[at : at + 3]} in it")
        return end, True
    number = _REGEX_COUNT.match(text, at)
    if number is None:
        if character in "{}]":
            raise BadPattern(f"has a bracket {character} in it")
        return at + 1, character in "|^"
    if counted:
        raise BadPattern("has a number of times behind nothing that can be counted")
    end = number.end()
    return (end + 1 if text[end : end + 1] == "?" else end), True


def _end_of_set(text: str, start: int) -> int:
    at = start + (2 if text[start + 1 : start + 2] == "^" else 1)
    first = at
    while at < len(text) and (text[at] != "]" or at == first):
        if text[at] in "[]" or text[at : at + 2] in ("&&", "||", "~~", "--"):
            raise BadPattern("has brackets or an operation of sets inside a set")
        if text[at] == "\\":
            if text[at + 1 : at + 2] not in _ESCAPES_IN_SETS or at + 1 == len(text):
                raise BadPattern(f"has {text[at : at + 2]} in it")
            at += 1
        at += 1
    if at >= len(text):
        raise BadPattern("has a bracket that is not closed")
    return at + 1
